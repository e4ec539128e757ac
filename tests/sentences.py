"""How well each relation is read off the gold sentences: precision and recall, with names found, and with names given.

    python tests/sentences.py [--errors] [RELATION ...]

The second pair of columns shows what the rules alone are worth: the sentence's names are marked as the gold has them.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.home import home
from kg.model import Article, Entity, Mention, Page, Text
from kg.naming import folded, organ
from kg.reader import Reader, load_reader
from kg.rule.proof import Example, read_facts

FOLDER = Path(__file__).parent / "gold" / "sentences"
Triple = tuple[str, str, str]


@dataclass
class Tally:
    """Facts found and right, found and wrong, and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    errors: list[str] = field(default_factory=list)

    def row(self) -> str:
        precision = self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0
        recall = self.right / (self.right + self.missed) if self.right + self.missed else 0.0
        return f"P {precision:.2f} R {recall:.2f}"


def same(left: str, right: str) -> bool:
    """Whether two names are one, an organ and its park being as good as each other."""
    a, b = organ(folded(left)), organ(folded(right))
    overlap = 2 * len(set(a) & set(b)) / max(1, len(set(a)) + len(set(b)))
    return a == b or overlap >= 0.8 or (min(len(a), len(b)) >= 4 and (a.startswith(b) or b.startswith(a)))


def names(thing: Entity | Article | str) -> list[str]:
    if isinstance(thing, Entity):
        return [thing.name, *thing.aliases]
    return [thing] if isinstance(thing, str) else [thing.title.text]


def found(reader: Reader, text: str, relation: str) -> Iterator[tuple[list[str], list[str]]]:
    """Subject and object names of what is read off the text as it stands."""
    page = Page("sentence", text)
    if relation == "authoredBy":
        facts = reader.read(page).facts
    else:
        body = Text(text.strip(), tuple(range(len(text.strip()))))
        facts = reader.analyse(Article(page, 1, Text("", ()), None, (), (body,))).facts
    for fact in facts:
        if fact.relation == relation:
            yield names(fact.subject), names(fact.object)


def given(reader: Reader, entry: Mapping[str, Any], relation: str) -> Iterator[tuple[list[str], list[str]]]:
    """The same with the gold's names marked in the text, each where it first stands outside a longer one."""
    text, taken = entry["text"], list[Mention]()
    for name, type_ in sorted(entry.get("types", {}).items(), key=lambda it: -len(it[0])):
        at = text.find(name)
        while at >= 0 and any(at < m.end and at + len(name) > m.start for m in taken):
            at = text.find(name, at + 1)
        if at >= 0 and type_ != "Article":
            taken.append(Mention(at, at + len(name), type_, name, "gold"))
    file = next((file for file in reader.rules if file.path.stem == relation), None)
    if file:
        example = Example(text, tuple(sorted(taken, key=lambda m: m.start)), frozenset(), frozenset())
        for fact in read_facts(file.rules, file, example, reader.lexicon):
            yield names(fact.subject), names(fact.object)


def count(tally: Tally, entry: Mapping[str, Any], read: Iterator[tuple[list[str], list[str]]]) -> None:
    """Adds one sentence to the tally."""
    wanted = [tuple(fact) for fact in entry.get("facts", [])]
    spare = [tuple(fact) for fact in entry.get("optional", [])]
    hit: set[Triple] = set()
    for subjects, objects in {(tuple(s), tuple(o)) for s, o in read}:

        def fits(fact: Triple, s: tuple[str, ...] = subjects, o: tuple[str, ...] = objects) -> bool:
            straight = any(same(x, fact[0]) for x in s) and any(same(x, fact[2]) for x in o)
            turned = (
                fact[1] == "cooperatesWith" and any(same(x, fact[2]) for x in s) and any(same(x, fact[0]) for x in o)
            )
            return straight or turned

        matches = [fact for fact in wanted if fits(fact)]
        hit.update(matches)
        if not matches and not any(fits(fact) for fact in spare):
            tally.wrong += 1
            tally.errors.append(f"false  {subjects[0]} → {objects[0]}  | {entry['text'].strip()[:90]}")
    tally.right += len(hit)
    tally.missed += len(set(wanted) - hit)
    tally.errors += [f"missed {s} → {o}  | {entry['text'].strip()[:90]}" for s, _, o in wanted if (s, _, o) not in hit]


def main(arguments: list[str]) -> int:
    """Prints a line for each relation and one for all."""
    reader = load_reader(home())
    total = Tally(), Tally()
    chosen = [a for a in arguments if not a.startswith("-")]
    for path in sorted(FOLDER.glob("*.toml")):
        if chosen and path.stem not in chosen:
            continue
        data = tomllib.loads(path.read_text("utf-8"))
        tallies = Tally(), Tally()
        for entry in [*data["states"], *data["states_not"]]:
            for each in (tallies[0], total[0]):
                count(each, entry, found(reader, entry["text"], path.stem))
            if path.stem != "authoredBy":
                for each in (tallies[1], total[1]):
                    count(each, entry, given(reader, entry, path.stem))
        print(f"{path.stem:16} {tallies[0].row()}   names given: {tallies[1].row()}")
        if "--given" in arguments:
            print(*(f"    {error}" for error in tallies[1].errors), sep="\n")
        if "--errors" in arguments:
            print(*(f"    {error}" for error in tallies[0].errors), sep="\n")
    print(f"{'all':16} {total[0].row()}   names given: {total[1].row()}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
