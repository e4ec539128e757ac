"""Where Park KG keeps its own files; no other module may guess."""

from __future__ import annotations

from pathlib import Path

from kg.model import KgError


def home() -> Path:
    """The folder that holds `ontology/` and `data/`: the package's own in a wheel, the one above it in a checkout.

    KgError if neither holds both.
    """
    package = Path(__file__).resolve().parent
    for folder in (package, package.parent):
        if (folder / "ontology").is_dir() and (folder / "data").is_dir():
            return folder
    raise KgError(f"{package}: ontology/ and data/ are missing; install park-kg again")
