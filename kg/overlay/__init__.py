"""A user's own names, words, rules and ontology, laid over ours: read, proved, and nothing of ours copied."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from kg.lexicon import Lexicon, load_lexicon, read_names
from kg.model import KgError
from kg.overlay.fault import Log
from kg.overlay.names import name_faults
from kg.overlay.rules import prove_file, read_file
from kg.overlay.terms import lay_terms
from kg.overlay.words import lay_words
from kg.rule import RuleFile, load_rules
from kg.vocabulary import Vocabulary, load_vocabulary

__all__ = ["PARTS", "Overlay", "load_overlay"]

#: What a folder of a user's own may hold, as people are told it.
PARTS = "names/CLASS.tsv, words/heads.toml, words/posts.toml, rules/RELATION.toml, *.ttl"
_FOLDERS = {"names": "*.tsv", "words": "*.toml", "rules": "*.toml"}
_WORDS = ("heads", "posts")


@dataclass(frozen=True)
class Overlay:
    """Our vocabulary, lexicon and rules with a user's own over them.

    `ontology` are the Turtle files of the folder; `found` says in words what is in it; `faults` are all things wrong
    with it, a line each. A file with a fault is left out of the rest.
    """

    folder: Path
    vocabulary: Vocabulary
    lexicon: Lexicon
    rules: tuple[RuleFile, ...]
    ontology: tuple[Path, ...]
    found: tuple[str, ...]
    faults: tuple[str, ...]

    @property
    def terms(self) -> bytes:
        """The Turtle files as one."""
        return b"\n".join(path.read_bytes().removeprefix(b"\xef\xbb\xbf") for path in self.ontology)

    def proved(self) -> Overlay:
        """Itself; KgError with the first fault if there is one."""
        if self.faults:
            raise KgError(self.faults[0])
        return self


def load_overlay(folder: Path, home: Path) -> Overlay:
    """What lies in the folder, laid over ours and proved; KgError if there is no such folder, or nothing for us."""
    ontology, (names, words, rules), unused = _files(folder)
    log = Log()
    vocabulary = lay_terms(ontology, load_vocabulary(home / "ontology"), home / "ontology", log)
    sound = not log.faults
    lexicon = _lay_names(names, load_lexicon(home), vocabulary, log)
    for path in words:
        lexicon = log.attempt(lay_words, path, lexicon, vocabulary, log) or lexicon
    own = _prove(rules, vocabulary, lexicon, log) if sound else ()
    if rules and not sound:
        log.found.append(f"{folder / 'rules'}: not read until the ontology is right")
    log.found += [f"{path}: not used (used are {PARTS})" for path in unused]
    every = (*load_rules(home / "data" / "rules", home / "ontology"), *own)
    return Overlay(folder, vocabulary, lexicon, every, ontology, tuple(log.found), tuple(log.faults))


def _files(folder: Path) -> tuple[tuple[Path, ...], tuple[tuple[Path, ...], ...], tuple[Path, ...]]:
    """The Turtle files, those of names, words and rules, and those that nobody reads, all in order."""
    if not folder.is_dir():
        raise KgError(f"{folder}: {'not a folder' if folder.exists() else 'no such folder'}")
    try:
        top = sorted(folder.iterdir())
        inside = {name: tuple(sorted((folder / name).glob("*"))) for name in _FOLDERS}
    except OSError as error:
        raise KgError(f"{folder}: {error.strerror or error}") from error
    ontology = tuple(path for path in top if path.suffix == ".ttl")
    parts = [tuple(path for path in inside[name] if path.match(ending)) for name, ending in _FOLDERS.items()]
    parts[1] = tuple(path for path in parts[1] if path.stem in _WORDS)
    used = {*ontology, *(folder / name for name in _FOLDERS), *(path for part in parts for path in part)}
    if not ontology and not any(parts):
        raise KgError(f"{folder}: nothing here to lay over ours ({PARTS})")
    every = [*top, *(path for paths in inside.values() for path in paths)]
    unused = [path for path in every if path not in used and not path.name.startswith((".", "README", "LICENSE"))]
    return ontology, tuple(parts), tuple(unused)


def _lay_names(paths: tuple[Path, ...], lexicon: Lexicon, vocabulary: Vocabulary, log: Log) -> Lexicon:
    """The lexicon with the names of these gazetteers, which win over ours that are written the same."""
    for path in paths:
        faults = list(name_faults(path, vocabulary, lexicon))
        log.faults += faults
        if not faults:
            read = read_names([path])
            names = {written: tuple(replace(name, own=True) for name in found) for written, found in read.items()}
            things = {(name.full, name.id) for found in names.values() for name in found}
            log.found.append(f"{path}: names: {len(things)}, ways to write them: {len(names)}")
            lexicon = replace(lexicon, names={**lexicon.names, **names})
    return lexicon


def _prove(paths: tuple[Path, ...], vocabulary: Vocabulary, lexicon: Lexicon, log: Log) -> tuple[RuleFile, ...]:
    found = []
    for path in paths:
        file = log.attempt(read_file, path, vocabulary)
        if file is None:
            continue
        faults = [f"{path}: {fault}" for fault in prove_file(file, vocabulary, lexicon)]
        log.faults += faults
        if not faults:
            proof = f"examples read: {len(file.examples)}, counter-examples not read: {len(file.counterexamples)}"
            log.found.append(f"{path}: rules for {file.relation.name}: {len(file.rules) + len(file.nested)}, {proof}")
            found.append(file)
    return tuple(found)
