"""Pages: every encoding that is read, every input that is refused, and what a page is called."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import page as page_module
from kg.model import KgError, Page, Refusal
from kg.page import decode, read_pages

TEXT = "青禾园区添新丁\r\n\r\n青禾园区昨天迎来三家企业，投资合计2.5亿元。\n“好！”\n"


def read(*paths: Path, published: str | None = None) -> tuple[list[Page], list[Refusal]]:
    refused: list[Refusal] = []
    pages = list(read_pages(paths, refused.append, published))
    return pages, refused


def put(path: Path, data: bytes | str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "gb2312", "utf-16", "utf-32"])
def test_every_encoding_gives_the_text_as_written(tmp_path: Path, encoding: str) -> None:
    pages, refused = read(put(tmp_path / "a.txt", TEXT.encode(encoding)))
    assert [page.text for page in pages] == [TEXT] and not refused


@given(st.text("青禾园区昨天迎来三家企业投资合计，。“”0123456789\r\n"))
def test_gb18030_and_utf8_give_the_same_text(text: str) -> None:
    text = "青禾园区" + text  # one character alone may be the same bytes as a letter in UTF-8
    assert decode(text.encode("gb18030")) == decode(text.encode()) == text


def test_characters_outside_gbk_survive_gb18030() -> None:
    text = "𠮷林的㐱先生在青禾园区种田，今年是第三年了。"
    assert decode(text.encode("gb18030")) == text


REFUSED = {
    "empty": (b"", "empty"),
    "only-a-bom": (b"\xef\xbb\xbf", "empty"),
    "blank": ("　\n \r\n\t".encode(), "nothing but blanks"),
    "pdf": (b"%PDF-1.7\n\xe2\xe3", "PDF"),
    "zip": (b"PK\x03\x04\x14", "ZIP archive or an Office document"),
    "png": (b"\x89PNG\r\n\x1a\n", "PNG"),
    "nul": ("青禾\0园区".encode(), "NUL"),
    "control": ("青禾园区\x01\x02\x03迎来企业".encode(), "control characters"),
    "latin-1": ("Les préfectures préfèrent générer".encode("latin-1"), "nor Chinese in GB18030"),
    "big5": ("園區昨天舉行會議，歡迎許多企業與學者參與討論。".encode("big5"), "nor Chinese in GB18030"),
    "noise": (bytes(range(128, 256)) * 4, "neither UTF-8 (byte 0) nor GB18030 (byte "),
    "damaged": (TEXT.encode()[:-3] + b"\xe5\n", "damaged UTF-8 (first at byte "),
    "false-bom": (b"\xef\xbb\xbf" + "青禾".encode("gbk"), "byte order mark says UTF-8"),
    "odd-utf-16": ("青禾".encode("utf-16") + b"x", "byte order mark says UTF-16-LE"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_no_text_is_refused_with_the_reason(tmp_path: Path, kind: str) -> None:
    data, reason = REFUSED[kind]
    bad, good = put(tmp_path / f"{kind}.txt", data), put(tmp_path / "good.txt", TEXT)
    pages, refused = read(bad, good)
    assert [page.text for page in pages] == [TEXT]
    assert [refusal.name for refusal in refused] == [str(bad)]
    assert reason in refused[0].reason and "\n" not in str(refused[0])


def test_missing_file_and_folder_without_text_are_refused(tmp_path: Path) -> None:
    put(tmp_path / "none" / "a.csv", "a,b")
    _, refused = read(tmp_path / "no.txt", tmp_path / "none", tmp_path / "good.txt" / "x")
    assert [refusal.reason for refusal in refused] == [
        "no such file or folder",
        "no .txt or .md file in this folder",
        "no such file or folder",
    ]


def test_name_that_no_file_can_have_is_refused() -> None:
    _, refused = read(Path("a\0b"), Path("x" * 5000))
    assert len(refused) == 2 and all("\0" not in str(refusal) for refusal in refused)


def test_too_large_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put(tmp_path / "a.txt", TEXT)
    monkeypatch.setattr(page_module, "LARGEST", len(TEXT.encode()))
    assert len(read(path)[0]) == 1
    monkeypatch.setattr(page_module, "LARGEST", len(TEXT.encode()) - 1)
    pages, refused = read(path)
    assert not pages and refused[0].reason.startswith("too large")


def test_unreadable_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    locked, good = put(tmp_path / "a.txt", TEXT + "一"), put(tmp_path / "b.txt", TEXT)
    locked.chmod(0)
    if os.access(locked, os.R_OK):  # to root no file is locked
        opened: Any = Path.open

        def forbid(path: Path, *arguments: str) -> Any:
            if path == locked:
                raise PermissionError(13, "Permission denied", str(path))
            return opened(path, *arguments)

        monkeypatch.setattr(Path, "open", forbid)
    pages, refused = read(tmp_path)
    assert [page.name for page in pages] == [good.name]
    assert refused == [Refusal(str(locked), "no permission to read it")]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    assert read(tmp_path / "a.txt") == ([], [Refusal(str(tmp_path / "a.txt"), "not a regular file")])


def test_folder_is_read_in_order_without_hidden_and_other_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.MD", "a/.hidden.txt", ".git/c.txt", "c.csv", "a.txt", "a-b.txt"):
        put(tmp_path / name, f"{name}：青禾园区。")
    pages, refused = read(tmp_path)
    assert [page.name for page in pages] == ["a/z.MD", "a-b.txt", "a.txt", "b.txt"] and not refused


def test_named_file_is_read_whatever_its_suffix(tmp_path: Path) -> None:
    assert read(put(tmp_path / "news.csv", TEXT))[0][0].name == "news.csv"


def test_same_file_and_same_text_are_one_page(tmp_path: Path) -> None:
    first, second = put(tmp_path / "a.txt", TEXT), put(tmp_path / "b.txt", TEXT.encode("gbk"))
    pages, refused = read(second, first, tmp_path, first)
    assert [page.name for page in pages] == ["b.txt"] and not refused


def test_links_stay_within_the_folder(tmp_path: Path) -> None:
    outside = put(tmp_path / "secret.txt", TEXT)
    inside = put(tmp_path / "in" / "a.txt", TEXT + "一")
    try:
        (tmp_path / "in" / "out.txt").symlink_to(outside)
        (tmp_path / "in" / "same.txt").symlink_to(inside)
    except OSError:
        pytest.skip("no symbolic links here")
    pages, refused = read(tmp_path / "in")
    assert [page.name for page in pages] == ["a.txt"]
    assert [refusal.reason for refusal in refused] == ["a link that leads out of the folder"]


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("2019-10-22.txt", "2019-10-22"),
        ("20191022-A3版.txt", "2019-10-22"),
        ("news_2019.10.22.md", "2019-10-22"),
        ("2019-10-22_20191022.txt", "2019-10-22"),
        ("2019-10-22_2019-10-23.txt", None),
        ("2019-13-22.txt", None),
        ("2019-1022.txt", None),
        ("320191022.txt", None),
        ("a.txt", None),
    ],
)
def test_one_date_in_the_name_is_the_date_of_publication(tmp_path: Path, name: str, date: str | None) -> None:
    path = put(tmp_path / name, TEXT)
    assert read(path)[0][0].published == date
    assert read(path, published="2020-01-02")[0][0].published == "2020-01-02"


@pytest.mark.parametrize("date", ["2020-02-30", "20200101", "gestern", ""])
def test_what_is_no_date_is_refused(tmp_path: Path, date: str) -> None:
    with pytest.raises(KgError, match="not a date"):
        read(put(tmp_path / "a.txt", TEXT), published=date)
