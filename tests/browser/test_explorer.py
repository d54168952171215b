"""The explorer of concepts: opens on one, grows by a click, shows the sentence of an edge."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from service.app import create_app
from service.settings import load_settings
from service.web.graph_pages import DRAWER
from tests.browser.conftest import NARROW, WIDE, follow, serving
from tests.browser.test_journey import overflow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.conftest import Built

pytestmark = pytest.mark.browser
drawn = pytest.mark.skipif(not DRAWER.exists(), reason="npm was absent at set-up")

FIRST = "/graph?concept=first-responsible-person"
#: One that stands beside others in many places.
BESIDE = "/graph?concept=organization-department-party-committee&predicate=co_occurs"
#: What is drawn, each with where a reader would click: the middle of an edge that no node
#: covers, as far from all nodes as there is; the middle of a node.
DRAWN = """() => {
  const drawing = document.querySelector('.explorer').drawing;
  const at = document.querySelector('.explorer .canvas').getBoundingClientRect();
  const nodes = drawing.nodes().map(one => ({...one.data(), ...one.renderedPosition()}));
  const away = ({x, y}) => Math.min(...nodes.map(one => Math.hypot(one.x - x, one.y - y)));
  const place = (one, {x, y}) => ({...one.data(), x: at.x + x, y: at.y + y, free: away({x, y}),
    inside: x > 5 && y > 5 && x < at.width - 5 && y < at.height - 5});
  return {
    nodes: drawing.nodes().map(one => place(one, one.renderedPosition())),
    edges: drawing.edges().map(one => place(one, one.renderedMidpoint()))
      .sort((one, other) => other.free - one.free),
  };
}"""


@pytest.fixture(scope="module")
def samples(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    settings = load_settings(tmp_path_factory.mktemp("settings") / "settings.toml", {})
    with serving(create_app(settings, built.librarian)) as address:
        yield address


def opened(window: Any, address: str) -> Page:
    page: Page = window.open(address)
    page.wait_for_selector(".explorer[data-ready]")
    page.locator(".explorer .canvas").scroll_into_view_if_needed()
    before = None
    for _ in range(50):  # on a busy machine the drawing may still be on its way to its place
        if (now := shown(page)) == before:
            break
        before = now
        page.wait_for_timeout(100)
    return page


def shown(page: Page) -> Any:
    return page.evaluate(DRAWN)


def click(page: Page, one: Any) -> None:
    """A press of the mouse where a thing is drawn."""
    page.mouse.click(one["x"], one["y"])


def grown(page: Page, before: int) -> Any:
    for _ in range(100):  # the page's policy lets no condition be evaluated there
        if len((found := shown(page))["nodes"]) > before:
            return found
        page.wait_for_timeout(100)
    raise AssertionError(f"nothing was added: {page.locator('.told').inner_text()}")


@drawn
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_a_click_on_an_edge_shows_its_sentence(
    visit: Any, samples: str, screenshots: Path, size: tuple[int, int]
) -> None:
    with visit(size, at=samples) as window:
        page = opened(window, FIRST)
        page.screenshot(path=screenshots / f"explorer-{size[0]}.png")
        edge = next(one for one in shown(page)["edges"] if one["inside"] and one["places"])
        click(page, edge)
        page.locator(".told h3").wait_for()
        assert f" {edge['label']} " in page.locator(".told h3").inner_text()
        said = edge["evidence"][0]["citation"]
        quote = page.locator(".told .evidence a").first
        assert quote.inner_text() == said["quote"]
        page.screenshot(path=screenshots / f"explorer-edge-{size[0]}.png")
        quote.click()
        page.wait_for_url("**/documents/**#quote")
        assert "".join(page.locator("mark.quote").all_inner_texts()).strip()


@drawn
def test_an_edge_of_the_lexicon_says_that_it_is_one(visit: Any, samples: str) -> None:
    with visit(WIDE, at=samples) as window:
        page = opened(window, FIRST)
        edge = next(one for one in shown(page)["edges"] if one["inside"] and one["listed"])
        click(page, edge)
        page.locator(".told h3").wait_for()
        assert edge["listed"] in page.locator(".told p").inner_text()
        assert not page.locator(".told .evidence").count()


@drawn
def test_all_the_places_of_an_edge_are_a_click_away(visit: Any, samples: str) -> None:
    with visit(WIDE, at=samples) as window:
        page = opened(window, BESIDE)
        edge = next(one for one in shown(page)["edges"] if one["inside"] and one["places"] > 2)
        click(page, edge)
        assert page.locator(".told .evidence").count() == 1
        page.get_by_role("button", name="再看几处").click()
        page.locator(".told .evidence").nth(1).wait_for()
        assert page.locator(".told .evidence").count() == min(20, edge["places"])


@drawn
def test_a_click_on_a_node_grows_the_drawing(visit: Any, samples: str, screenshots: Path) -> None:
    with visit(WIDE, at=samples) as window:
        page = opened(window, FIRST)
        before = shown(page)
        assert {one["label"] for one in before["nodes"]} > {"第一责任人", "职业健康"}
        beside = (one for one in before["nodes"] if one["depth"] == 1)
        node = max(beside, key=lambda one: one["passages"])
        click(page, node)
        after = grown(page, len(before["nodes"]))
        assert page.locator(".told h3").inner_text() == node["label"]
        page.get_by_text("已展开它的周围").wait_for()
        assert {one["id"] for one in before["nodes"]} < {one["id"] for one in after["nodes"]}
        # What the page did not draw at first (which documents mention it) does not come now.
        assert "mentions" not in {one["predicate"] for one in after["edges"]}
        page.screenshot(path=screenshots / "explorer-grown.png")
        page.locator(".told").get_by_role("link", name="打开").click()
        assert page.locator("h1").inner_text().startswith(node["label"])


@drawn
def test_the_same_graph_is_the_same_drawing(visit: Any, samples: str) -> None:
    with visit(WIDE, at=samples) as window:
        first = shown(opened(window, FIRST))
        again = shown(opened(window, FIRST))
        assert first == again


@drawn
def test_filters_of_the_form_leave_what_they_say(visit: Any, samples: str) -> None:
    with visit(WIDE, at=samples) as window:
        page = opened(window, FIRST)
        everything = len(shown(page)["edges"])
        page.get_by_role("checkbox", name="负责").check()
        page.get_by_label("自", exact=True).fill("2023-01-01")
        page.get_by_label("至", exact=True).fill("2024-12-31")
        page.get_by_role("button", name="查看").click()
        page.wait_for_selector(".explorer[data-ready]")
        edges = shown(page)["edges"]
        assert 0 < len(edges) < everything
        assert {one["predicate"] for one in edges} == {"responsible_for"}
        issued = {one["citation"]["document"]["issued"] for e in edges for one in e["evidence"]}
        assert {day[:4] for day in issued} <= {"2023", "2024"}
        lines = page.locator(".lines > li").count()
        assert lines == len(edges)
        assert page.get_by_role("checkbox", name="负责").is_checked()


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
        if address == FIRST:
            line = page.locator(".lines > li").first
            line.locator("summary").click()
            quote = line.locator(".evidence a").first
            assert quote.is_visible()
            follow(quote)
            assert page.locator("mark").first.is_visible()
