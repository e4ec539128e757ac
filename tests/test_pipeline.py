"""The road end to end: what cannot be read is refused and the rest goes on; the order of inputs does not matter."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import RDFS, Literal

from kg.graph import Graph, write
from kg.home import home
from kg.model import KgError, Page, Refusal
from kg.pipeline import build, read
from tests.extraction import reader

FIRST = "青禾软件园发展快\n\n青禾软件园引进石榴生物科技有限公司。园区企业达320家。\n"
SECOND = "白鹭软件园发展快\n\n白鹭软件园与青禾软件园合作。2019年，白鹭软件园税收下降3.5%。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two good pages, and three that cannot be read."""
    (tmp_path / "1.txt").write_text(FIRST, "utf-8")
    (tmp_path / "2.txt").write_bytes(SECOND.encode("gb18030"))
    (tmp_path / "3.txt").write_text("----\n", "utf-8")
    (tmp_path / "4.txt").write_bytes(b"")
    (tmp_path / "5.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    return tmp_path


def built(*inputs: Path) -> tuple[Graph, list[Refusal]]:
    refused: list[Refusal] = []
    return build(inputs, home=home(), refuse=refused.append), refused


def labels(graph: Graph) -> set[str]:
    return {str(label) for label in graph.default.objects(None, RDFS.label) if isinstance(label, Literal)}


def test_what_cannot_be_read_is_refused_with_its_reason_and_the_rest_goes_on(folder: Path) -> None:
    graph, refused = built(folder)
    assert [Path(refusal.name).name for refusal in refused] == ["4.txt", "5.txt", "3.txt"]
    assert all(refusal.reason and "\n" not in refusal.reason for refusal in refused)
    assert {"青禾软件园", "白鹭软件园", "石榴生物科技有限公司"} <= labels(graph)
    assert len(graph.sources) == 2


def bytes_of(graph: Graph, folder: Path) -> dict[str, bytes]:
    write(graph, folder)
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_order_of_the_inputs_and_where_they_lie_do_not_matter(folder: Path, tmp_path: Path) -> None:
    one, two = folder / "1.txt", folder / "2.txt"
    straight, turned = built(one, two)[0], built(two, one)[0]
    assert bytes_of(straight, tmp_path / "a") == bytes_of(turned, tmp_path / "b")


def test_a_page_that_is_given_twice_says_nothing_twice(folder: Path, tmp_path: Path) -> None:
    one = folder / "1.txt"
    assert bytes_of(built(one)[0], tmp_path / "a") == bytes_of(built(one, one, one)[0], tmp_path / "b")


def test_the_base_of_the_entities_can_be_set(folder: Path) -> None:
    graph = build([folder / "1.txt"], home=home(), refuse=list[Refusal]().append, base="https://example.org/thing/")
    subjects = {str(subject) for subject in graph.default.subjects()}
    assert subjects and all(subject.startswith("https://example.org/thing/") for subject in subjects)


def test_the_day_of_publication_that_is_given_dates_what_is_relative(tmp_path: Path) -> None:
    page = tmp_path / "a.txt"
    page.write_text("青禾软件园发展快\n\n去年，青禾软件园出台“青禾十条”政策。\n", "utf-8")
    refused: list[Refusal] = []
    for published, expected in (("2020-05-08", {"2019"}), (None, set[str]())):
        graph = build([page], home=home(), refuse=refused.append, published=published)
        dates = {str(o) for _, p, o in graph.default if str(p).endswith("#date")}
        assert dates == expected and not refused


def test_progress_names_every_page_in_turn() -> None:
    seen: list[tuple[int, int, str]] = []
    refused: list[Refusal] = []
    pages = [Page("a.txt", FIRST), Page("b.txt", "----"), Page("c.txt", SECOND)]
    readings = list(read(pages, reader(), refused.append, lambda *step: seen.append(step)))
    assert seen == [(1, 3, "a.txt"), (2, 3, "b.txt"), (3, 3, "c.txt")]
    assert [reading.page.name for reading in readings] == ["a.txt", "c.txt"]
    assert [refusal.name for refusal in refused] == ["b.txt"] and not refused[0].reason.startswith("b.txt")


def test_a_home_without_data_is_an_error_that_names_the_file(tmp_path: Path) -> None:
    with pytest.raises(KgError, match=str(tmp_path)):
        build([], home=tmp_path, refuse=list[Refusal]().append)
