"""The log of an overlay: what was found in it, and all that is wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import ParamSpec, TypeVar

from kg.model import KgError

P = ParamSpec("P")
T = TypeVar("T")


@dataclass
class Log:
    """Lines for people, each of which names a file; it only ever grows."""

    found: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def attempt(self, read: Callable[P, T], *given: P.args, **named: P.kwargs) -> T | None:
        """What `read` gives; None, and the reason among the faults, if it raises KgError."""
        try:
            return read(*given, **named)
        except KgError as error:
            self.faults.append(str(error))
            return None
