"""A user's own names, words, rules and ontology: laid over ours, proved first, and told what is wrong with them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import rdflib

from kg.graph import OWN_TERMS
from kg.home import home
from kg.lexicon import load_lexicon
from kg.model import KgError
from kg.overlay import load_overlay
from kg.rule import load_rules
from kg.vocabulary import load_vocabulary
from tests.conftest import ROOT, Kg
from tests.test_bad_input import only_line

TERMS = """@prefix my: <https://example.org/terms#> .
@prefix pk: <https://w3id.org/park-kg/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

<https://example.org/terms> a owl:Ontology .
my:supplies a owl:ObjectProperty ; rdfs:label "供货"@zh , "supplies"@en ; pk:implies pk:cooperatesWith ;
  skos:definition "主语向宾语供应产品。"@zh , "The subject delivers products to the object."@en .
[] a sh:NodeShape ; sh:targetSubjectsOf my:supplies ; sh:class pk:Company ;
  sh:property [ sh:path my:supplies ; sh:class pk:Company ] .
"""
RULES = """[[pattern]]
match = '{s}…(?:为|向){o+}(?:供货|供应|提供)'

[[example]]
text = '[Company s:远帆公司]向[Company o:北辰集团]供应传感器。'

[[counterexample]]
text = '[Company s:远帆公司]拟向[Company o:北辰集团]供货。'
"""
MORE = """[[pattern]]
match = '{s}相中{o}'

[[example]]
text = '[Company s:远帆公司]相中[Project o:云鲸项目]。'
"""
STORY = """传感器订单签下

近日，青禾科技有限公司向北辰电子有限公司供货。北辰电子有限公司相中云鲸项目。青禾大云谷出台“十条”政策。
"""


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A folder with a relation of its own, one more pattern for one of ours, a park and a type word."""
    folder = tmp_path / "mine"
    for name in ("names", "rules", "words"):
        (folder / name).mkdir(parents=True)
    (folder / "supplies.ttl").write_text(TERMS, "utf-8")
    (folder / "rules" / "supplies.toml").write_text(RULES, "utf-8")
    (folder / "rules" / "investsIn.toml").write_text(MORE, "utf-8")
    (folder / "names" / "Park.mine.tsv").write_bytes("\ufeff# name\r\n青禾大云谷\t云谷|大云谷\tmy-1\r\n".encode())
    (folder / "words" / "heads.toml").write_text('[Park]\nstrong = ["云湾"]\n', "utf-8")
    (folder / "README.md").write_text("mine", "utf-8")
    (tmp_path / "page.txt").write_text(STORY, "utf-8")
    return folder


def test_what_is_found_is_ours_with_theirs_over_it(mine: Path) -> None:
    own = load_overlay(mine, home()).proved()
    ours = load_vocabulary(home() / "ontology")
    assert own.vocabulary.relations.keys() - ours.relations.keys() == {"supplies"}
    assert own.vocabulary.classes.keys() == ours.classes.keys()
    rules = {rule.id for file in own.rules for rule in file.rules}
    known = {rule.id for file in load_rules(home() / "data" / "rules", home() / "ontology") for rule in file.rules}
    assert rules - known == {"own/supplies/1", "own/investsIn/1"} and known < rules
    lexicon = load_lexicon(home())
    assert own.lexicon.names.keys() - lexicon.names.keys() == {"青禾大云谷", "云谷", "大云谷"}
    assert [(name.full, name.type, name.id, name.own) for name in own.lexicon.names["云谷"]] == [
        ("青禾大云谷", "Park", "my-1", True)
    ]
    assert own.lexicon.head("青禾云湾") == ("云湾", "Park", True) and lexicon.head("青禾云湾") is None
    assert not any(name.own for names in lexicon.names.values() for name in names)


def test_a_name_of_theirs_wins_over_ours(mine: Path) -> None:
    written = next(iter(load_lexicon(home()).names))
    (mine / "names" / "Fund.tsv").write_text(f"{written}\n", "utf-8")
    assert [name.type for name in load_overlay(mine, home()).lexicon.names[written]] == ["Fund"]


def test_a_relation_is_added_without_python(kg: Kg, mine: Path, tmp_path: Path) -> None:
    done = kg("build", "page.txt", "--data", mine, "--out", "out")
    assert done.returncode == 0 and "supplies 1" in done.stderr and OWN_TERMS in done.stderr, done.stderr
    graph = rdflib.Graph().parse(tmp_path / "out" / "graph.ttl")
    terms = rdflib.Namespace("https://example.org/terms#")
    [(seller, buyer)] = graph.subject_objects(terms.supplies)
    assert graph.value(seller, rdflib.RDFS.label) == rdflib.Literal("青禾科技有限公司", lang="zh")
    inferred = rdflib.Graph().parse(tmp_path / "out" / "inferred.ttl")
    partner = rdflib.URIRef("https://w3id.org/park-kg/ontology#cooperatesWith")
    assert (seller, partner, buyer) in inferred and (buyer, partner, seller) in inferred
    asked = "SELECT ?name { ?s <https://example.org/terms#supplies>/rdfs:label ?name }"
    assert "北辰电子有限公司" in kg("query", asked, "--graph", "out").stdout
    told = kg("query", "facts-about", "--thing", "北辰电子有限公司", "--graph", "out").stdout
    assert "supplies" in told and "investsIn" in told
    assert "供货" in (tmp_path / "out" / "graph.html").read_text("utf-8")
    assert "own/investsIn/1" in (tmp_path / "out" / "evidence.trig").read_text("utf-8")


def test_the_graph_remembers_its_terms(kg: Kg, mine: Path, tmp_path: Path) -> None:
    assert kg("build", "page.txt", "--data", mine, "--out", "out").returncode == 0
    shutil.rmtree(mine)
    assert kg("view", "--graph", "out", "--out", "view.html").returncode == 0
    assert (tmp_path / "view.html").read_bytes() == (tmp_path / "out" / "graph.html").read_bytes()
    assert "supplies,供货,北辰电子有限公司" in kg("export", "--graph", "out", "--format", "csv").stdout
    turtle = (tmp_path / "out" / "graph.ttl").read_text("utf-8")
    assert kg("validate", "--graph", "out").returncode == 0
    wrong = turtle.replace("terms#supplies> id:Company-北辰电子有限公司", "terms#supplies> id:Project-云鲸项目")
    assert wrong != turtle
    (tmp_path / "out" / "graph.ttl").write_text(wrong, "utf-8")
    done = kg("validate", "--graph", "out", "--language", "zh")
    assert done.returncode == 3 and "云鲸项目" in done.stdout and "“供货”的宾语须属于：企业" in done.stdout


def test_a_build_without_own_data_forgets_them(kg: Kg, mine: Path, tmp_path: Path) -> None:
    assert kg("build", "page.txt", "--data", mine, "--out", "out").returncode == 0
    again = {path: path.read_bytes() for path in (tmp_path / "out").iterdir() if path.is_file()}
    assert kg("build", "page.txt", "--data", mine, "--out", "out").returncode == 0
    assert again == {path: path.read_bytes() for path in (tmp_path / "out").iterdir() if path.is_file()}
    assert kg("build", "page.txt", "--out", "out").returncode == 0
    assert not (tmp_path / "out" / OWN_TERMS).exists()
    assert "supplies" not in (tmp_path / "out" / "graph.ttl").read_text("utf-8")


def test_validate_says_what_it_found(kg: Kg, mine: Path) -> None:
    done = kg("validate", "--data", "mine")
    assert done.returncode == 0 and done.stderr == "kg: mine: all in order\n"
    assert "mine/supplies.ttl: relation supplies (供货)\n" in done.stdout
    assert "mine/names/Park.mine.tsv: names: 1, ways to write them: 3\n" in done.stdout
    assert "mine/words/heads.toml: type words: 1\n" in done.stdout
    proof = "rules for supplies: 1, examples read: 1, counter-examples not read: 1"
    assert f"mine/rules/supplies.toml: {proof}\n" in done.stdout
    (mine / "rule").mkdir()
    (mine / "words" / "units.tsv").write_text("", "utf-8")
    told = kg("validate", "--data", "mine").stdout
    assert "mine/rule: not used" in told and "mine/words/units.tsv: not used" in told and "README" not in told


def write(path: str, text: str) -> Callable[[Path], object]:
    """Something that writes this text into a file of a folder."""

    def spoil(folder: Path) -> None:
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_bytes(text.encode("utf-8", "surrogateescape"))

    return spoil


def change(path: str, old: str, new: str) -> Callable[[Path], object]:
    """Something that replaces a text that is there."""

    def spoil(folder: Path) -> None:
        text = (folder / path).read_text("utf-8")
        assert old in text
        (folder / path).write_text(text.replace(old, new), "utf-8")

    return spoil


SUPPLIES = "rules/supplies.toml"

FAULTS: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "example not read": (change(SUPPLIES, "供应传感器", "赠送传感器"), SUPPLIES, "is not read"),
    "counter-example read": (change(SUPPLIES, "拟", ""), SUPPLIES, "counter-example is read"),
    "no example": (change(SUPPLIES, "[[example]]", "[[counterexample]]"), SUPPLIES, "no [[exa"),
    "no rule": (write("rules/hosts.toml", ""), "rules/hosts.toml", "no rule in it"),
    "no such relation": (write("rules/supply.toml", RULES), "rules/supply.toml", 'did you mean "supplies"'),
    "no such class": (change(SUPPLIES, "[Company s", "[Compny s"), SUPPLIES, '"Company"'),
    "unmarked": (change(SUPPLIES, "Company s:", "Company:"), SUPPLIES, "mark a subject"),
    "broken pattern": (change(SUPPLIES, "(?:为", "((?:为"), SUPPLIES, "unterminated"),
    "not TOML": (write("rules/hosts.toml", "[[pattern"), "rules/hosts.toml", "Expected ']]'"),
    "wrong confidence": (
        change(SUPPLIES, "[[example]]", "confidence = 'high'\n[[example]]"),
        SUPPLIES,
        "a number above 0",
    ),
    "wrong list": (write("rules/hosts.toml", "[[frame]]\nverbs = '办'\n"), "rules/hosts.toml", "a list of texts"),
    "not Turtle": (write("supplies.ttl", "my:supplies a"), "supplies.ttl", "line 1"),
    "no Chinese label": (change("supplies.ttl", '"供货"@zh , ', ""), "supplies.ttl", 'one label in "zh"'),
    "no ontology": (change("supplies.ttl", "terms> a owl", "else> a owl"), "supplies.ttl", "is no relation"),
    "no range": (change("supplies.ttl", "sh:path my:supplies ; sh:class pk:Company", ""), "supplies.ttl", "its object"),
    "term taken": (write("more.ttl", TERMS.replace("supplies", "leads")), "", "leads"),
    "second shape": (
        write("more.ttl", TERMS.partition("my:supplies")[0] + "[] sh:targetSubjectsOf pk:leads ; sh:class pk:Park ."),
        "",
        "leads has 2 shapes",
    ),
    "entity class": (
        write(
            "more.ttl",
            TERMS.partition("my:supplies")[0]
            + 'my:Dam rdfs:label "坝"@zh , "dam"@en ; skos:definition "坝"@zh , "a dam"@en .'
            + "[] sh:targetClass pk:Entity ; sh:property [ sh:qualifiedValueShape [ sh:in ( my:Dam ) ] ] .",
        ),
        "",
        "Dam: the entity classes are fixed",
    ),
    "unknown class": (write("names/Parc.tsv", "青禾园\n"), "names/Parc.tsv", 'did you mean "Park"'),
    "not UTF-8": (write("names/Park.tsv", "\udcff\udcfe"), "names/Park.tsv", "not UTF-8"),
    "commas": (write("names/Park.tsv", "# list\n青禾园,云谷\n"), "names/Park.tsv", "line 2: “青禾园,云谷” holds “,”"),
    "blank": (write("names/Park.tsv", "青禾园 \n"), "names/Park.tsv", "line 1: “青禾园” has a blank"),
    "short": (write("names/Park.tsv", "青禾园\t园\n"), "names/Park.tsv", "“园” is too short"),
    "no name": (write("names/Park.tsv", "\t青禾园\n"), "names/Park.tsv", "“” is too short"),
    "columns": (write("names/Park.tsv", "青禾园\ta1\tb\tc\td\n"), "names/Park.tsv", "5 columns"),
    "twice": (write("names/Park.tsv", "青禾园\n白鹭园\n青禾园\n"), "names/Park.tsv", "line 3: “青禾园” stands"),
    "id taken": (write("names/Park.tsv", "青禾园\t\tx1\n白鹭园\t\tx1\n"), "names/Park.tsv", "x1 is that of “青禾园”"),
    "head of no class": (write("words/heads.toml", '[Parc]\nstrong = ["谷"]'), "words/heads.toml", '"Park"'),
    "head of no list": (write("words/heads.toml", '[Park]\nstrong = "谷"'), "words/heads.toml", "list of words"),
    "no such part": (write("words/heads.toml", '[Park]\nstrnog = ["谷"]'), "words/heads.toml", "strong and weak"),
    "no such posts": (write("words/posts.toml", 'leeding = ["园长"]'), "words/posts.toml", "no list 'leeding'"),
}


@pytest.mark.parametrize(("spoil", "file", "told"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_named_with_its_file(mine: Path, spoil: Callable[[Path], object], file: str, told: str) -> None:
    spoil(mine)
    own = load_overlay(mine, home())
    assert len(own.faults) >= 1
    assert any(fault.startswith(str(mine / file)) and told in fault for fault in own.faults), own.faults
    assert all("\n" not in fault for fault in own.faults)
    with pytest.raises(KgError) as raised:
        own.proved()
    assert str(raised.value) == own.faults[0]


def test_all_faults_are_told_but_not_without_end(kg: Kg, mine: Path) -> None:
    FAULTS["example not read"][0](mine)
    write("names/Place.tsv", "镇\n" * 20)(mine)
    done = kg("validate", "--data", "mine")
    wrong = [line for line in done.stdout.splitlines() if line.startswith("wrong: ")]
    assert done.returncode == 3 and done.stderr == f"kg: mine: {len(wrong)} faults\n"
    assert sum("names/Place.tsv: line" in line for line in wrong) == 5 and any("34 more like these" in w for w in wrong)
    assert any("rules/supplies.toml: this example is not read" in line for line in wrong)
    told = json.loads(kg("validate", "--data", "mine", "--format", "json").stdout)
    assert [f"wrong: {fault}" for fault in told["faults"]] == wrong and told["found"]


def test_rules_wait_for_an_ontology_that_is_right(mine: Path) -> None:
    FAULTS["not Turtle"][0](mine)
    own = load_overlay(mine, home())
    assert len(own.faults) == 1 and any("not read until the ontology is right" in line for line in own.found)


def test_a_shape_that_pyshacl_refuses_is_a_fault(kg: Kg, mine: Path) -> None:
    change("supplies.ttl", "sh:path my:supplies ; ", "sh:path my:supplies ; sh:minCount 'x' ; ")(mine)
    done = kg("validate", "--data", "mine")
    assert done.returncode == 3 and "a shape is broken" in done.stdout


@pytest.mark.parametrize("command", [["build", "page.txt"], ["validate"]], ids=" ".join)
def test_no_folder_or_an_empty_one_is_bad_usage(kg: Kg, tmp_path: Path, command: list[str]) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "page.txt").write_text(STORY, "utf-8")
    for name, told in (("empty", "nothing here"), ("missing", "no such folder"), ("page.txt", "not a folder")):
        done = kg(*command, "--data", name)
        assert done.returncode == 2 and only_line(done).startswith(f"kg: {name}: {told}")
    assert not (tmp_path / "exports").exists()


def test_a_wrong_example_stops_the_build(kg: Kg, mine: Path, tmp_path: Path) -> None:
    FAULTS["example not read"][0](mine)
    done = kg("build", "page.txt", "--data", "mine", "--out", "out")
    assert done.returncode == 2
    assert only_line(done).startswith("kg: mine/rules/supplies.toml: this example is not read: [Company s:远帆公司]")
    assert not (tmp_path / "out").exists()


def test_our_own_folders_are_laid_over_themselves(tmp_path: Path) -> None:
    """What is true of ours is true of theirs: our gazetteers and rules have no fault by the same measure."""
    shutil.copytree(ROOT / "data" / "rules", tmp_path / "rules")
    shutil.copytree(ROOT / "data" / "names", tmp_path / "names")
    assert load_overlay(tmp_path, home()).faults == ()
