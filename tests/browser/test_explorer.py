"""The explorer of concepts: opens on one, grows by a click, shows the sentence of an edge."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from service.app import create_app
from service.settings import load_settings
from service.web.graph_pages import DRAWER
from tests.browser.conftest import NARROW, WIDE, serving
from tests.browser.test_journey import overflow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.conftest import Built

pytestmark = pytest.mark.browser

FIRST = "/graph?concept=first-responsible-person"
#: A tap on the first such node or edge: where it is drawn is the layout's business.
TAP = """(selector) => {
  document.querySelector('.explorer').drawing.$(selector).first().emit('tap');
}"""
COUNT = "document.querySelector('.explorer').drawing.elements().length"


@pytest.fixture(scope="module")
def samples(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    settings = load_settings(tmp_path_factory.mktemp("settings") / "settings.toml", {})
    with serving(create_app(settings, built.librarian)) as address:
        yield address


@pytest.mark.skipif(not DRAWER.exists(), reason="npm was absent at set-up")
def test_the_explorer_grows_and_shows_sentences(
    visit: Any, samples: str, screenshots: Path
) -> None:
    with visit(WIDE, at=samples) as window:
        page = window.open(FIRST)
        page.wait_for_selector(".explorer[data-ready]")
        before = page.evaluate(COUNT)
        assert before > 3
        page.screenshot(path=screenshots / "explorer.png")
        page.evaluate(TAP, "edge")
        quote = page.locator(".told .evidence a").first
        assert quote.inner_text().strip()
        assert "/documents/" in (quote.get_attribute("href") or "")
        page.evaluate(TAP, "node[kind = 'concept'][depth = 1]")
        for _ in range(100):  # the page's policy lets no condition be evaluated there
            if page.evaluate(COUNT) > before:
                break
            page.wait_for_timeout(100)
        assert page.evaluate(COUNT) > before
        assert page.locator(".told h3").inner_text()
        quote_address = page.locator(".lines .evidence a").first.get_attribute("href")
        page.goto(samples + str(quote_address))
        assert page.locator("mark").first.is_visible()


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("address", [FIRST, "/concepts", "/duties", "/concepts/two-safeguards"])
def test_the_same_stands_there_in_words(
    visit: Any, samples: str, screenshots: Path, size: tuple[int, int], address: str
) -> None:
    with visit(size, script=False, at=samples) as window:
        page = window.open(address)
        assert page.locator("h1").is_visible()
        assert overflow(page) <= 0
        name = address.strip("/").replace("/", "-").partition("?")[0]
        page.screenshot(path=screenshots / f"{name}-{size[0]}.png", full_page=True)
