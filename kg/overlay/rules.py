"""A user's own rule files: read as ours are, and proved by their examples."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from kg.lexicon import Lexicon
from kg.model import KgError
from kg.rule import RuleFile, load_rule_file
from kg.rule.proof import failures, read_example
from kg.vocabulary import Vocabulary

#: What stands before the id of each rule, so that none is taken for one of ours of the same relation.
OWN = "own/"


def read_file(path: Path, vocabulary: Vocabulary) -> RuleFile:
    """The rules of the file; KgError names the file and what is wrong with it."""
    file = load_rule_file(path, vocabulary)
    rules = tuple(replace(rule, id=OWN + rule.id) for rule in file.rules)
    return replace(file, rules=rules, nested=tuple(replace(rule, id=OWN + rule.id) for rule in file.nested))


def prove_file(file: RuleFile, vocabulary: Vocabulary, lexicon: Lexicon) -> Iterator[str]:
    """Each reason why the sentences of the file do not prove it."""
    if not file.rules and not file.nested:
        yield "there is no rule in it"
    elif not file.examples:
        yield "it has no [[example]], so nothing shows that it reads anything"
    try:
        for marked in (*file.examples, *file.counterexamples):
            for mention in read_example(marked).mentions:
                vocabulary.entity_class(mention.type)
    except (KgError, ValueError) as error:
        yield str(error)
        return
    yield from failures(file, lexicon)
