"""A real browser for the pages: headless Chromium, watched for errors and for requests."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Headless Chromium of the system; without one the tests that need it are skipped, and say so.

    It lives for one file of tests: while it does, its event loop runs in this thread, and others could run none.
    """
    if CHROMIUM is None:
        pytest.skip("no Chromium here: install Debian's chromium, or name one in CHROMIUM")
    with sync_playwright() as playwright:
        # The sandbox needs rights that containers rarely give; the only pages opened here are the tests' own.
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


class Watched:
    """A page and what went wrong on it: ``errors`` of its console, and the addresses that it ``requested`` besides its own file."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.errors: list[str] = []
        self.requested: list[str] = []
        page.on("console", lambda said: self.errors.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", lambda request: self.requested.append(request.url))

    def open(self, path: Path, fragment: str = "") -> Page:
        """The file, opened as a user would, from the disk."""
        address = path.resolve().as_uri()
        self.page.goto(address + fragment)
        self.requested = [url for url in self.requested if url.partition("#")[0] != address]
        return self.page


@pytest.fixture(params=[(1280, 900), (390, 844)], ids=["desktop", "phone"])
def watched(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Watched]:
    """An empty page, of a desktop's and of a phone's width; at the end nothing may have gone wrong, and nothing been asked for."""
    width, height = request.param
    context = browser.new_context(viewport={"width": width, "height": height})
    watched = Watched(context.new_page())
    yield watched
    context.close()
    assert watched.errors == []
    assert [url for url in watched.requested if not url.startswith(("file:", "data:", "blob:"))] == []
