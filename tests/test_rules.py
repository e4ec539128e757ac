"""Every rule file proves itself: it names no relation, and knows only that there are enough of them."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from kg.home import home
from kg.lexicon import Lexicon, load_lexicon
from kg.model import KgError
from kg.rule import Rule, RuleFile, load_rule_file, load_rules
from kg.rule.pattern import FORMS
from kg.rule.proof import failures, pairs_read, prove, read_example, unguarded
from kg.vocabulary import load_vocabulary

FILES = load_rules(home() / "data" / "rules", home() / "ontology")
RULES = [(file, rule) for file in FILES for rule in file.rules]


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return load_lexicon(home())


def test_every_relation_but_the_byline_has_a_rule_file() -> None:
    relations = set(load_vocabulary(home() / "ontology").relations) - {"authoredBy"}
    assert len(FILES) >= 22
    assert {file.relation.name for file in FILES} == relations


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.path.stem)
def test_examples_are_read_and_counterexamples_are_not(file: RuleFile, lexicon: Lexicon) -> None:
    assert len(file.examples) >= 2 and len(file.counterexamples) >= 1
    assert list(failures(file, lexicon)) == []


WRITTEN = [(file, rule) for file, rule in RULES if "frame" not in rule.id or rule.id.endswith(".active")]
FRAMES = [(file, rule) for file, rule in RULES if "frame" in rule.id]
#: One sentence for each form that a frame can take; V is a verb of the frame.
SAID = {
    "active": "{s}V了{o}。",
    "passive": "{o}由{s}V。",
    "cleft": "{o}V的是{s}。",
    "shide": "{o}，是{s}V的。",
    "inverse": "V{o}的，是{s}。",
    "attributive": "V{o}的{s}到了。",
    "made": "由{s}V、众人出力的{o}到了。",
    "ba": "{s}把{o}V了。",
}


def test_every_form_has_a_sentence() -> None:
    assert set(SAID) == set(FORMS)
    assert len(FRAMES) >= 90


@pytest.mark.parametrize(("file", "rule"), FRAMES, ids=lambda it: it.id if isinstance(it, Rule) else "")
def test_every_form_of_a_frame_is_read(file: RuleFile, rule: Rule, lexicon: Lexicon) -> None:
    verb = frames(file)[0]["verbs"][0]
    subject = sorted(file.relation.domain - {"Person"})[0]
    thing = sorted(file.relation.range - {subject})[0]
    said = SAID[rule.id.rsplit(".", 1)[1]].format(s=f"[{subject} s:甲子]", o=f"[{thing} o:乙丑]").replace("V", verb)
    example = read_example(said)
    assert example.pairs <= pairs_read([rule], replace(file, nested=()), example, lexicon), said


def frames(file: RuleFile) -> list[dict[str, list[str]]]:
    found: list[dict[str, list[str]]] = tomllib.loads(file.path.read_text("utf-8"))["frame"]
    return found


@pytest.mark.parametrize(("file", "rule"), WRITTEN, ids=lambda it: it.id if isinstance(it, Rule) else "")
def test_every_pattern_reads_an_example_by_itself(file: RuleFile, rule: Rule, lexicon: Lexicon) -> None:
    alone = replace(file, nested=())
    assert any(
        read_example(text).pairs & pairs_read([rule], alone, read_example(text), lexicon) for text in file.examples
    ), f"no example in {file.path.name} is read by {rule.id}"


@pytest.mark.parametrize("file", [file for file in FILES if file.nested], ids=lambda file: file.path.stem)
def test_every_nested_rule_reads_an_example_by_itself(file: RuleFile, lexicon: Lexicon) -> None:
    for nested in file.nested:
        alone = replace(file, nested=(nested,))
        assert any(read_example(t).pairs & pairs_read([], alone, read_example(t), lexicon) for t in file.examples), (
            nested.id
        )


GUARDS = sorted({(file.path.stem, rule.id.split(".")[0], at) for file, rule in RULES for at in range(len(rule.unless))})


def test_there_are_guards() -> None:
    assert len(GUARDS) >= 8


@pytest.mark.parametrize(("stem", "entry", "guard"), GUARDS)
def test_every_guard_is_needed(stem: str, entry: str, guard: int, lexicon: Lexicon) -> None:
    file = next(file for file in FILES if file.path.stem == stem)
    open_rules = [unguarded(rule, guard) for rule in file.rules if rule.id.split(".")[0] == entry]
    examples = [read_example(text) for text in file.counterexamples]
    assert any(example.pairs & pairs_read(open_rules, file, example, lexicon) for example in examples)


def test_negation_and_plan_are_needed(lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.clause.Encoded.is_fact", lambda *_: True)
    read = [file.path.stem for file in FILES if any("counter" in failure for failure in failures(file, lexicon))]
    assert len(read) >= 15


BROKEN = {
    "wrong term": ("investIn", "[[pattern]]\nmatch = '{s}投资{o}'\n", 'did you mean "investsIn"'),
    "broken pattern": ("investsIn", "[[pattern]]\nmatch = '{s}(投资{o}'\n", "unterminated"),
    "no such slot": ("investsIn", "[[pattern]]\nmatch = '{s}投资{whom}'\n", "{whom} is no slot"),
    "no object": ("investsIn", "[[pattern]]\nmatch = '{s}投资'\n", "needs {s} and {o}"),
    "unknown key": ("investsIn", "[[pattern]]\nmatches = '{s}投资{o}'\n", "no key 'matches'"),
    "unknown part": ("investsIn", "[[patern]]\nmatch = '{s}投资{o}'\n", "unknown part 'patern'"),
    "missing key": ("investsIn", "[[frame]]\nforms = ['active']\n", "'verbs' is missing"),
    "unknown form": ("investsIn", "[[frame]]\nverbs = ['投资']\nforms = ['middle']\n", "middle is no form"),
    "not TOML": ("investsIn", "[[pattern]\nmatch = 1\n", "investsIn.toml"),
    "wrong class": ("partOf", "[[nested]]\nouter = ['Compny']\ninner = ['Park']\n", 'did you mean "Company"'),
}


@pytest.mark.parametrize(("name", "text", "said"), BROKEN.values(), ids=BROKEN)
def test_a_broken_rule_file_stops_the_load_and_says_why(name: str, text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / f"{name}.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(KgError) as raised:
        load_rule_file(path, load_vocabulary(home() / "ontology"))
    assert said in str(raised.value) and str(path) in str(raised.value) and "\n" not in str(raised.value)


UNPROVED = {
    "an example that is not read": (
        "[[example]]\ntext = '[Company s:远帆集团]赞扬[Company o:北辰科技]。'\n",
        "this example is not read",
    ),
    "a counter-example that is read": (
        "[[counterexample]]\ntext = '[Company s:远帆集团]投资[Company o:北辰科技]。'\n",
        "is read",
    ),
    "an unmarked slot": ("[[counterexample]]\ntext = '[Company s:远帆集团]投资北辰科技。'\n", "mark a subject"),
}


@pytest.mark.parametrize(("text", "said"), UNPROVED.values(), ids=UNPROVED)
def test_a_rule_file_whose_examples_do_not_hold_is_refused(
    text: str, said: str, tmp_path: Path, lexicon: Lexicon
) -> None:
    path = tmp_path / "investsIn.toml"
    path.write_text("[[pattern]]\nmatch = '{s}投资{o}'\n" + text, "utf-8")
    with pytest.raises(KgError) as raised:
        prove(load_rule_file(path, load_vocabulary(home() / "ontology")), lexicon)
    assert said in str(raised.value) and str(path) in str(raised.value) and "\n" not in str(raised.value)
