"""Pages: reads files and folders of text, decodes them, and refuses what is none, each with its reason."""

from __future__ import annotations

import codecs
import os
import re
import stat
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

from kg.frontmatter import read_front_matter
from kg.model import KgError, Page, Refusal

SUFFIXES = (".txt", ".md")
LARGEST = 20 * 1024 * 1024
BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
MAGIC = {
    b"%PDF-": "a PDF document",
    b"PK\x03\x04": "a ZIP archive or an Office document",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"\x1f\x8b": "a gzip archive",
    b"{\\rtf": "an RTF document",
}
CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f]")
DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_.]?)(\d\d)\2(\d\d)(?!\d)")

Refuse = Callable[[Refusal], None]


class _Unreadable(Exception):
    """Why one input is no page."""


def read_pages(paths: Sequence[Path], refuse: Refuse, published: str | None = None) -> Iterator[Page]:
    """The pages of the files and folders, in the order given; below a folder, by path.

    A folder gives its `.txt` and `.md` files, hidden ones left out; a file that is named itself is read whatever its
    suffix. Of files with the same text only the first is a page, because the text is the page's identity. What
    cannot be read is refused, once, with the reason, and the rest goes on. A page is called by its path below the
    folder, or by its file's name. `published` (ISO 8601) is the date of every page; without it a page has the date
    of its front matter, else the one that its file's name holds, if it holds one. KgError if `published` is no date.
    """
    if published is not None and not _is_date(published):
        raise KgError(f"--date {published}: not a date (YYYY-MM-DD)")
    opened: set[str] = set()
    seen: set[str] = set()
    for path, name, shown in _files(paths, refuse):
        real = os.path.realpath(path)
        if real in opened:
            continue
        opened.add(real)
        try:
            page = _page(name, _read(path), published)
        except _Unreadable as reason:
            refuse(Refusal(shown, str(reason)))
            continue
        if page.sha256 not in seen:
            seen.add(page.sha256)
            yield page


def _page(name: str, text: str, published: str | None) -> Page:
    """The page with its date: the one given, else that of its front matter, else that of its file's name."""
    fields = read_front_matter(text).fields
    said = next((fields[key] for key in ("date", "published") if key in fields), "")[:10].replace("/", "-")
    stated = said if _is_date(said) else None
    return Page(name, text, published or stated or _date_in(Path(name).stem), fields.get("source"))


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _date_in(stem: str) -> str | None:
    dates = {f"{year}-{month}-{day}" for year, _, month, day in DATE.findall(stem)}
    valid = [found for found in dates if _is_date(found)]
    return valid[0] if len(valid) == 1 else None


def _printable(path: Path | str) -> str:
    """A name that can be written to any file and stands on one line."""
    name = os.fsencode(path).decode("utf-8", "replace").replace(os.sep, "/")
    return "".join(char if char.isprintable() else "\ufffd" for char in name)


def _why(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "no permission to read it"
    return (error.strerror or str(error) or type(error).__name__).lower()


def _files(paths: Sequence[Path], refuse: Refuse) -> Iterator[tuple[Path, str, str]]:
    """Each file to read, its name as a page, and its name for people."""
    for path in paths:
        shown = _printable(path)
        try:
            mode = os.stat(path).st_mode
        except FileNotFoundError:
            refuse(Refusal(shown, "no such file or folder"))
        except (OSError, ValueError) as error:
            refuse(Refusal(shown, _why(error) if isinstance(error, OSError) else str(error)))
        else:
            if stat.S_ISDIR(mode):
                yield from _below(path, refuse)
            else:
                yield path, _printable(path.name), shown


def _below(folder: Path, refuse: Refuse) -> Iterator[tuple[Path, str, str]]:
    failed: list[OSError] = []
    found: list[Path] = []
    for place, folders, names in os.walk(folder, onerror=failed.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(place, name) for name in names if not name.startswith(".") and name.lower().endswith(SUFFIXES)]
    for error in failed:
        refuse(Refusal(_printable(error.filename or folder), _why(error)))
    if not found and not failed:
        refuse(Refusal(_printable(folder), f"no {' or '.join(SUFFIXES)} file in this folder"))
    root = os.path.realpath(folder)
    for path in sorted(found, key=lambda path: path.relative_to(folder).parts):
        if os.path.commonpath((root, os.path.realpath(path))) != root:
            refuse(Refusal(_printable(path), "a link that leads out of the folder"))
        else:
            yield path, _printable(path.relative_to(folder)), _printable(path)


def _read(path: Path) -> str:
    try:
        found = os.stat(path)
        if not stat.S_ISREG(found.st_mode):
            raise _Unreadable("not a regular file")
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except FileNotFoundError:
        raise _Unreadable("no such file or folder") from None
    except OSError as error:
        raise _Unreadable(_why(error)) from None
    if len(data) > LARGEST:
        raise _Unreadable(f"too large (more than {LARGEST // 1024 // 1024} MB)")
    return decode(data)


def decode(data: bytes) -> str:
    """The text of the bytes, exactly as written but for a byte order mark; KgError's kin if they are no text.

    Tried are the encoding that a byte order mark names, UTF-8, and GB18030, each strictly: nothing is replaced.
    """
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return _checked(_strictly(data[len(bom) :], encoding))
    for magic, kind in MAGIC.items():
        if data.startswith(magic):
            raise _Unreadable(f"not text but {kind}")
    if b"\0" in data:
        raise _Unreadable("not text (it holds NUL bytes)")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        text = _gb18030(data, error)
    return _checked(text)


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _Unreadable(f"its byte order mark says {encoding.upper()}, but byte {error.start} is not") from None


def _gb18030(data: bytes, broken: UnicodeDecodeError) -> str:
    """The bytes as GB18030, which accepts nearly anything: so the result must look like Chinese, and not like UTF-8."""
    loose = data.decode("utf-8", "replace")
    wrong = loose.count("\ufffd")
    if sum(char > "\x7f" for char in loose) - wrong > 4 * wrong:
        raise _Unreadable(f"damaged UTF-8 (first at byte {broken.start})")
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as error:
        raise _Unreadable(f"neither UTF-8 (byte {broken.start}) nor GB18030 (byte {error.start})") from None
    wide = [char for char in text if char > "\x7f"]
    if 2 * sum(_is_common(char) for char in wide) < len(wide):
        raise _Unreadable(f"neither UTF-8 (byte {broken.start}) nor Chinese in GB18030")
    return text


def _is_common(char: str) -> bool:
    """Whether the character is one of the 3,755 common ones or a mark of GB 2312."""
    try:
        lead = char.encode("gb2312")[0]
    except UnicodeEncodeError:
        return char in "—…·“”‘’"
    return lead <= 0xA3 or 0xB0 <= lead <= 0xD7


def _checked(text: str) -> str:
    if not text.strip("\ufeff \t\r\n\v\f\u3000\xa0\u200b"):
        raise _Unreadable("empty" if not text else "empty (nothing but blanks)")
    controls = len(CONTROL.findall(text))
    if "\0" in text or controls * 100 > len(text):
        raise _Unreadable("not text (it holds control characters)")
    return text
