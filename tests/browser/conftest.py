"""A real Chromium for tests of HTML files, the network cut; where there is none they skip, or fail if CI=true."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Request, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")


def without_browser(reason: str) -> NoReturn:
    """Ends the test: skipped with the reason, but failed where CI=true promises a browser."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"CI=true, but {reason}", pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A running headless Chromium, the system's own."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        without_browser("no Chromium is installed (on Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        except Error as error:
            without_browser(f"{path} does not start: {str(error).splitlines()[0]}")
        yield browser
        browser.close()


@dataclass
class Tab:
    """An open page, with all that it asked of the network and all that went wrong in it."""

    page: Page
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def watch(self) -> None:
        """Notes requests, console errors, exceptions and dialogs from now on."""
        self.page.on("request", self._request)
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("dialog", lambda dialog: self.errors.append(f"dialog: {dialog.message}"))

    def _request(self, request: Request) -> None:
        self.requests.append(request.url)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(message.text)


OpenTab = Callable[..., Tab]


@pytest.fixture
def open_tab(chromium: Browser, tmp_path: Path) -> Iterator[OpenTab]:
    """`open_tab(html, width, height)` opens the text as a file; at the end, none may have asked for more or erred."""
    opened: list[tuple[Tab, str]] = []
    context = chromium.new_context(offline=True, locale="zh-CN")

    def call(html: str, width: int = 1440, height: int = 900) -> Tab:
        file = tmp_path / f"{len(opened)}.html"
        file.write_text(html, encoding="utf-8", newline="\n")
        tab = Tab(context.new_page())
        tab.page.set_viewport_size({"width": width, "height": height})
        tab.watch()
        opened.append((tab, file.as_uri()))
        tab.page.goto(file.as_uri())
        return tab

    yield call
    seen = [(tab.requests, tab.errors, uri) for tab, uri in opened]
    context.close()
    for requests, errors, uri in seen:
        assert requests == [uri]
        assert errors == []
