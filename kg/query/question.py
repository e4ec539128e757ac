"""The questions that can be put to a graph: SPARQL text, files of it, and the named ones that come with the project."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.model import KgError

_HEADER = re.compile(r"#\s*(题|title|param)\s*[:：]\s*(.*)")
_PARAMETER = re.compile(r"(\w+)\s+(\w+(?:\|\w+)*)\s*(.*)")

#: Kinds of parameter that are no class of the ontology: any named thing, and a text that is taken as it is.
ANY, TEXT = "any", "text"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A blank in a question: `VALUES ?name { UNDEF }`, filled with things of these classes, `any` thing or a `text`."""

    name: str
    kinds: tuple[str, ...]
    help: str


@dataclass(frozen=True, slots=True)
class Query:
    """A question: its name for messages, its SPARQL, what it is called in Chinese and English, and its blanks."""

    name: str
    text: str
    title_zh: str = ""
    title_en: str = ""
    parameters: tuple[Parameter, ...] = ()

    def fill(self, values: Mapping[str, str]) -> str:
        """The SPARQL with the blanks filled: for each parameter, terms as SPARQL writes them, with blanks between."""
        text = self.text
        for name, terms in values.items():
            text = blank(name).sub(lambda _, filled=f"VALUES ?{name} {{ {terms} }}": filled, text)  # type: ignore[misc]
        return text


def blank(parameter: str) -> re.Pattern[str]:
    """What the place for a parameter looks like in a query."""
    return re.compile(rf"VALUES\s+\?{re.escape(parameter)}\s*\{{\s*UNDEF\s*\}}")


def find_query(question: str, home: Path) -> Query:
    """The query that is meant: a named question, the path of a `.rq` file, or SPARQL itself.

    KgError for a file that cannot be read and, with the nearest names, for a question that nobody has named.
    """
    if re.search(r"[\s{<]", question.strip()):
        return _parse("query", question)
    if question.endswith(".rq") or "/" in question:
        return read_query(Path(question))
    known = {path.stem: path for path in _folder(home).glob("*.rq")}
    if question in known:
        return read_query(known[question])
    near = difflib.get_close_matches(question, known, n=3, cutoff=0.4) or sorted(known)
    raise KgError(f'no question "{question}" in {_folder(home)}; try {", ".join(near)}')


def named_queries(home: Path) -> Iterator[Query]:
    """Every named question, by name."""
    return (read_query(path) for path in sorted(_folder(home).glob("*.rq")))


def read_query(path: Path) -> Query:
    """The query of a file, named after it; KgError for a file that is missing, not UTF-8, or wrong in its header."""
    try:
        return _parse(str(path), path.read_text("utf-8-sig"), path.stem)
    except UnicodeDecodeError as error:
        raise KgError(f"{path}: not UTF-8") from error
    except OSError as error:
        raise KgError(f"{path}: {error.strerror or error}") from error


def _folder(home: Path) -> Path:
    return home / "data" / "queries"


def _parse(place: str, text: str, name: str | None = None) -> Query:
    titles = {"题": "", "title": ""}
    parameters: list[Parameter] = []
    for line in text.splitlines():
        if not (header := _HEADER.fullmatch(line.strip())):
            continue
        if header[1] == "param":
            parameters.append(_parameter(place, text, header[2].strip()))
        else:
            titles[header[1]] = header[2].strip()
    return Query(name or place, text, titles["题"], titles["title"], tuple(parameters))


def _parameter(place: str, text: str, declared: str) -> Parameter:
    found = _PARAMETER.fullmatch(declared)
    if not found:
        raise KgError(f'{place}: "# param: {declared}" is not a name, its classes and what it means')
    if not blank(found[1]).search(text):
        raise KgError(f"{place}: the query has no VALUES ?{found[1]} {{ UNDEF }} for its parameter {found[1]}")
    return Parameter(found[1], tuple(found[2].split("|")), found[3])
