"""The form of our own sentences: enough of each relation, names that occur, classes that may stand there, no echo."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from kg.home import home
from kg.vocabulary import Relation, Vocabulary, load_vocabulary

FOLDER = Path(__file__).resolve().parent / "gold" / "sentences"
FILES = sorted(FOLDER.glob("*.toml"))
FEWEST_STATING, FEWEST_SEEMING = 8, 4
SHORTEST, LONGEST, LONGEST_PAGE = 20, 90, 300

Table = dict[str, Any]
each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return load_vocabulary(home() / "ontology")


def read(path: Path) -> Table:
    return tomllib.loads(path.read_text("utf-8"))


def faults_of_fact(fact: object, text: str, types: dict[str, str], relation: Relation) -> list[str]:
    """What is wrong with a fact: its shape, its relation, names that do not occur, classes that may not stand there."""
    if not (isinstance(fact, list) and len(fact) == 3 and all(isinstance(part, str) and part for part in fact)):
        return [f"{fact} is no triple"]
    subject, name, target = fact
    found = [] if name == relation.name else [f"{name} in the file of {relation.name}"]
    found += [f"{part} is not in the text" for part in (subject, target) if part not in text]
    found += [f"{subject} equals its object"] * (subject == target)
    found += [f"{subject} may not be a subject"] * (types.get(subject) not in relation.domain)
    if relation.literal:
        return found + [f"{target} is a text and has no class"] * (target in types)
    return found + [f"{target} may not be an object"] * (types.get(target) not in relation.range)


def faults_of_stating(entry: Table, relation: Relation) -> list[str]:
    """What is wrong with an entry of `states`."""
    if not {"text", "facts", "types"} <= entry.keys() <= {"text", "facts", "types", "optional"}:
        return [f"keys {sorted(entry)}"]
    facts = [*entry["facts"], *entry.get("optional", [])]
    found = [fault for fact in facts for fault in faults_of_fact(fact, entry["text"], entry["types"], relation)]
    if found or not entry["facts"]:
        return found or ["no facts"]
    found += [f"{fact} twice" for fact, count in Counter(map(tuple, facts)).items() if count > 1]
    if relation.symmetric:
        pairs = Counter(frozenset((subject, target)) for subject, _, target in facts)
        found += [f"{sorted(pair)} both ways" for pair, count in pairs.items() if count > 1]
    named = {part for subject, _, target in facts for part in (subject, target)}
    return found + [f"{name} has a class and no fact" for name in sorted(entry["types"].keys() - named)]


def faults_of_seeming(entry: Table) -> list[str]:
    """What is wrong with an entry of `states_not`."""
    right = entry.keys() == {"text", "why"} and isinstance(entry["why"], str) and entry["why"].strip()
    return [] if right else [f"keys {sorted(entry)}, or no reason"]


def faults_of_text(text: str, relation: Relation) -> list[str]:
    """What is wrong with the wording itself; whole pages, for relations of articles, may be longer and have lines."""
    page = "Article" in relation.domain and len(relation.domain) == 1
    found = [] if SHORTEST <= len(text) <= (LONGEST_PAGE if page else LONGEST) else [f"{len(text)} characters: {text}"]
    return found + [f"stray space or line break: {text}"] * (not page and ("\n" in text or text != text.strip()))


def test_there_is_one_file_for_each_relation(vocabulary: Vocabulary) -> None:
    assert len(FILES) >= 23
    assert {path.stem for path in FILES} == vocabulary.relations.keys()


@each_file
def test_there_are_enough_of_both(path: Path) -> None:
    table = read(path)
    assert table.keys() == {"states", "states_not"}
    assert len(table["states"]) >= FEWEST_STATING and len(table["states_not"]) >= FEWEST_SEEMING


@each_file
def test_each_entry_has_the_right_form(path: Path, vocabulary: Vocabulary) -> None:
    table, relation = read(path), vocabulary.relation(path.stem)
    found = [fault for entry in table["states"] for fault in faults_of_stating(entry, relation)]
    found += [fault for entry in table["states_not"] for fault in faults_of_seeming(entry)]
    found += [f for kind in table.values() for entry in kind for f in faults_of_text(entry["text"], relation)]
    assert not found


@each_file
def test_each_class_is_known(path: Path, vocabulary: Vocabulary) -> None:
    used = {name for entry in read(path)["states"] for name in entry["types"].values()}
    assert used and used <= vocabulary.classes.keys() | vocabulary.relation(path.stem).domain


def test_no_sentence_stands_twice() -> None:
    texts = Counter(entry["text"].strip() for path in FILES for kind in read(path).values() for entry in kind)
    assert len(texts) >= 23 * (FEWEST_STATING + FEWEST_SEEMING)
    assert [text for text, count in texts.items() if count > 1] == []


def test_no_rule_echoes_a_sentence() -> None:
    others = sorted((home() / "data").rglob("*.toml"))
    others += sorted((FOLDER.parent / "blind").glob("*.jsonl"))
    assert len(others) >= 23
    texts = [entry["text"].strip() for path in FILES for kind in read(path).values() for entry in kind]
    held = "\n".join(path.read_text("utf-8") for path in others)
    assert [text for text in texts if text in held] == []


def test_the_checks_see_what_they_look_for(vocabulary: Vocabulary) -> None:
    relation, post = vocabulary.relation("cooperatesWith"), vocabulary.relation("holdsPost")
    text, types = "甲公司与乙大学携手", {"甲公司": "Company", "乙大学": "AcademicInstitution"}
    good = ["甲公司", "cooperatesWith", "乙大学"]
    entry: Table = {"text": text, "facts": [good], "types": types}
    assert not faults_of_stating(entry, relation)
    wrong_facts = [
        *([["甲公司", "cooperatesWith"]], [["甲公司", "visits", "乙大学"]], [["甲公司", "cooperatesWith", "丙公司"]]),
        *([["甲公司", "cooperatesWith", "甲公司"]], [good, good], [good, good[::-1]], []),
    ]
    assert all(faults_of_stating(entry | {"facts": facts}, relation) for facts in wrong_facts)
    assert faults_of_stating(entry | {"types": types | {"乙大学": "Place"}}, relation)
    assert faults_of_stating(entry | {"types": types | {"携手": "Company"}}, relation)
    assert faults_of_stating(entry | {"why": "计划"}, relation) and faults_of_seeming(entry)
    assert faults_of_seeming({"text": text, "why": " "}) and not faults_of_seeming({"text": text, "why": "计划"})
    assert all(faults_of_text(wrong, relation) for wrong in (text, "字" * (LONGEST + 1), "字\n" * SHORTEST))
    assert not faults_of_text("字" * SHORTEST, relation)
    person: Table = {"text": "甲任主任", "facts": [["甲", "holdsPost", "主任"]], "types": {"甲": "Person"}}
    assert not faults_of_stating(person, post)
    assert faults_of_stating(person | {"types": {"甲": "Person", "主任": "Person"}}, post)
