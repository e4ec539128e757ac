"""The picture of a view: opens the page in headless Chromium, and saves what an analyst first sees.

python -m tests.browser.screenshot exports/graph.html exports/graph.png
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright


def main(page: str, picture: str) -> int:
    """0 after the picture is saved, 2 where there is no Chromium."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if not chromium:
        print("no Chromium here: apt-get install chromium fonts-noto-cjk", file=sys.stderr)
        return 2
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        tab = browser.new_page(viewport={"width": 1440, "height": 900})
        tab.goto(Path(page).resolve().as_uri())
        tab.wait_for_function("window.parkkg !== undefined")
        tab.wait_for_timeout(1500)
        tab.screenshot(path=picture)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
