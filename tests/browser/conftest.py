"""A real server, a real Chromium, and a watch on what it asks for and complains of."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import sync_playwright
from waitress.server import create_server  # type: ignore[import-untyped]

from service.app import create_app
from service.settings import load_settings
from tests.fakes_library import FakeLibrary, librarian
from tests.serving import answering

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from flask import Flask
    from playwright.sync_api import Browser, Locator, Page

#: Debian's Chromium, as root in a container, asking nobody for anything.
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run",
)  # fmt: skip
WIDE = (1280, 900)
NARROW = (390, 844)


@dataclass
class Watched:
    """A page, with what went wrong on it."""

    page: Page
    site: str
    foreign: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def open(self, address: str) -> Page:
        self.page.goto(self.site + address)
        return self.page


def follow(link: Locator) -> None:
    """Click what leads to another page, and wait for that page.

    A click returns once the next page has begun: reading it at once, by what does not wait
    (``count``, ``all_inner_texts``, ``evaluate``), reads an empty document now and then.
    """
    link.click()
    link.page.wait_for_load_state()


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """The address ``app`` answers at, on a free port of this machine."""
    server = create_server(app, host="127.0.0.1", port=0, threads=4)
    with answering(server):
        yield f"http://127.0.0.1:{server.effective_port}"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("needs Debian's chromium: apt-get install chromium")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=list(QUIET))
        yield running
        running.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    settings = load_settings(tmp_path_factory.mktemp("settings") / "settings.toml", {})
    with serving(create_app(settings, librarian(FakeLibrary()))) as address:
        yield address


@pytest.fixture(scope="session")
def screenshots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the pictures go: a folder of pytest's, kept for the last three runs."""
    return tmp_path_factory.mktemp("screenshots")


@pytest.fixture
def visit(browser: Browser, site: str) -> Callable[..., AbstractContextManager[Watched]]:
    """Opens a window; when it closes, nothing foreign was asked for and nothing failed."""

    @contextmanager
    def window(
        size: tuple[int, int] = WIDE, *, script: bool = True, at: str = site
    ) -> Iterator[Watched]:
        width, height = size
        context = browser.new_context(
            viewport={"width": width, "height": height},
            java_script_enabled=script,
            locale="zh-CN",
            reduced_motion="reduce",
        )
        watched = Watched(context.new_page(), at)
        watched.page.on(
            "request",
            lambda request: (
                None if request.url.startswith(at) else watched.foreign.append(request.url)
            ),
        )
        watched.page.on(
            "console",
            lambda message: (
                watched.complaints.append(message.text)
                if message.type in {"error", "warning"}
                else None
            ),
        )
        watched.page.on("pageerror", lambda error: watched.complaints.append(str(error)))
        try:
            yield watched
            assert watched.foreign == []
            assert watched.complaints == []
        finally:
            context.close()

    return window
