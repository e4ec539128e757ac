"""The relator: which pairs it looks at, what it may say of them, and its file."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from kg.clause import Encoded
from kg.home import home
from kg.model import Entity, KgError
from kg.reader import Reader, load_reader
from kg.relate import LEAST, Judged, Memory, Relator, facts, find_features, load_relator
from kg.relate.belief import trusted
from kg.relate.pair import Group, Known, Pair, far_pairs, find_groups, near_pairs
from kg.vocabulary import load_vocabulary
from tests.extraction import analyse, article_of

MODEL = home() / "data" / "models" / "relator.npz"
RELATIONS = load_vocabulary(home() / "ontology").relations


@pytest.fixture(scope="module")
def relator() -> Relator:
    return load_relator(MODEL, RELATIONS)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return load_reader(home())


def encoded(text: str) -> Encoded:
    analysis = analyse(text)
    return next(e for e, s in zip(analysis.encoded, analysis.sentences, strict=True) if s.paragraph)


def names(sentence: Encoded, group: Group) -> list[str]:
    found = [sentence.slots[at] for at in group.places]
    return [slot.entity.name if slot.entity else slot.post for slot in found]


def test_a_list_is_one_group() -> None:
    sentence = encoded("青禾软件园与北京大学、清华大学签约。")
    groups = [names(sentence, group) for group in find_groups(sentence)]
    assert ["北京大学", "清华大学"] in groups and ["青禾软件园"] in groups


def test_the_members_of_a_list_of_two_are_a_pair_too() -> None:
    sentence = encoded("北京大学与清华大学签约。")
    pairs = list(near_pairs(sentence, find_groups(sentence)))
    assert any(
        isinstance(p.left, Group)
        and names(sentence, p.left) == ["北京大学"]
        and names(sentence, p.right) == ["清华大学"]
        for p in pairs
    )


def test_pairs_of_one_sentence_are_in_reading_order() -> None:
    sentence = encoded("青禾软件园引进北京大学，远帆科技有限公司落户青禾软件园。")
    for pair in near_pairs(sentence, find_groups(sentence)):
        assert isinstance(pair.left, Group) and pair.left.last < pair.right.first


def test_what_was_named_before_is_paired_with_what_the_sentence_names() -> None:
    analysis = analyse("青禾软件园扩建。", "北京大学、清华大学来了。")
    memory = Memory(None)
    memory.read(analysis.encoded[0])
    before = [one.entity.name for one in memory.known()]
    assert before == ["青禾软件园"]
    later = analysis.encoded[1]
    pairs = list(far_pairs(later, find_groups(later), memory.known()))
    assert all(isinstance(pair.left, Known) for pair in pairs)
    here = {slot.entity for slot in later.slots.values()}
    assert all(isinstance(p.left, Known) and p.left.entity not in here for p in pairs)


def test_only_what_the_ontology_takes_is_asked(relator: Relator) -> None:
    for (left, right), near in {((k[0][0], k[0][1]), k[1]) for k in relator.allowed}:
        for number in relator.allowed[left + right, near]:
            assert relator.ways[number][2] == near
    sentence = encoded("青禾软件园引进北京大学。")
    asked = {relator.ways[n][0] for _, ways in relator.pairs(sentence, Memory(None)) for n in ways}
    assert "attracted" in asked and not asked & {"holdsPost", "hasFund", "receivesAward"}


def test_the_same_features_come_out_in_the_same_order(relator: Relator) -> None:
    sentence = encoded("青禾软件园引进北京大学。")
    view = relator.view(sentence, [], None, False)
    one, other = ([find_features(view, p) for p, _ in relator.pairs(sentence, Memory(None))] for _ in range(2))
    assert one == other and all(all(isinstance(f, str) for f in row) for row in one)


def test_each_member_of_two_lists_is_related() -> None:
    sentence = encoded("青禾软件园与北京大学、清华大学签约。")
    park, schools = (g for g in find_groups(sentence) if len(g.places) in (1, 2))
    read = list(facts(sentence, Judged(Pair(park, schools), "cooperatesWith", True, 0.8), RELATIONS))
    assert [(f.subject.name, getattr(f.object, "name", "")) for f in read] == [
        ("青禾软件园", "北京大学"),
        ("青禾软件园", "清华大学"),
    ]
    assert all(f.confidence == 0.8 and f.rule == "learned/cooperatesWith" for f in read)


def test_a_thing_named_before_can_be_the_subject() -> None:
    sentence = encoded("北京大学、清华大学来了。")
    known = Known(Entity("Park", "青禾软件园"), 1, True, True, True, 1)
    (schools,) = [g for g in find_groups(sentence) if len(g.places) == 2]
    read = list(facts(sentence, Judged(Pair(known, schools), "attracted", True, 0.6), RELATIONS))
    assert {f.subject.name for f in read} == {"青禾软件园"} and len(read) == 2


def test_the_reader_states_what_no_rule_reads(reader: Reader) -> None:
    text = "远帆精密机械有限公司董事长陈立川介绍，公司由江北大学孵化，眼下把总部搬到了岚川高新区。"
    analysis = reader.analyse(article_of(text))
    learned = [fact for fact in analysis.facts if fact.evidence.rule.startswith("learned/")]
    assert all(LEAST <= fact.evidence.confidence <= 1 for fact in learned)
    ruled = {(f.subject, f.relation, f.object) for row in analysis.read for f in row}
    assert all((f.subject, f.relation, f.object) not in ruled for f in learned)


def test_what_a_rule_reads_stays_with_its_rule(reader: Reader) -> None:
    analysis = reader.analyse(article_of("岚川高新区与北京大学签署合作协议。"))
    rules = {fact.evidence.rule.partition("/")[0] for fact in analysis.facts if fact.relation == "cooperatesWith"}
    assert rules == {"cooperatesWith"}
    assert all(0 < fact.evidence.confidence <= 1 for fact in analysis.facts)


def test_nobody_leads_what_they_once_led(reader: Reader) -> None:
    analysis = reader.analyse(article_of("原岚川高新区管委会主任陈立川出席，时任岚川高新区管委会主任李大川主持。"))
    assert all(fact.relation not in ("leads", "holdsPost") for fact in analysis.facts)


def test_a_file_that_is_no_model_is_named(tmp_path: Path) -> None:
    for content in (None, b"", b"PK nonsense"):
        path = tmp_path / f"{len(content or b'')}.npz"
        if content is not None:
            path.write_bytes(content)
        with pytest.raises(KgError, match=r"\.npz"):
            load_relator(path, RELATIONS)


def test_a_relation_that_the_ontology_lacks_is_left_out() -> None:
    fewer = {name: relation for name, relation in RELATIONS.items() if name != "visits"}
    relator = load_relator(MODEL, fewer)
    assert all(name != "visits" for name, _, _ in relator.ways)
    assert relator.weights.shape[1] == len(relator.ways) == len(relator.biases)
    assert np.isfinite(relator.weights).all()


def test_far_memory_counts_sentences() -> None:
    analysis = analyse("青禾软件园扩建。", "天气很好。", "又下雨了。")
    memory = Memory(None)
    ago = []
    for sentence in analysis.encoded:
        memory.read(sentence)
        ago += [one.ago for one in memory.known() if one.entity.name == "青禾软件园"]
    assert all(b >= a for a, b in pairwise(ago)) and ago[0] == 1


def test_trust_grows_with_what_it_rests_on() -> None:
    steps = [trusted(n / 100) for n in range(101)]
    assert steps == sorted(steps) and steps[0] == 0 and steps[-1] == 1
