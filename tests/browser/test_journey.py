"""Question → answer → citation → the sentence in the document, as a reader walks it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.conftest import NARROW, WIDE
from tests.fakes_library import RULE_ID, SPEECH_ID

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

QUESTION = "安全生产第一责任人是谁"
QUOTE = "第三条 各单位主要负责人是本单位安全生产第一责任人，对安全生产工作全面负责。"
ADDRESSES = ["/", f"/search?q={QUESTION}", "/search?q=zzzz", "/documents", f"/documents/{RULE_ID}",
             f"/documents/{SPEECH_ID}", "/nowhere"]  # fmt: skip
Visit = Any


def in_view(page: Page, selector: str) -> bool:
    """Whether the first such element lies wholly in the window."""
    page.wait_for_load_state()
    box = page.locator(selector).first.bounding_box()
    assert box is not None
    assert page.viewport_size is not None
    return box["y"] >= 0 and box["y"] + box["height"] <= page.viewport_size["height"]


def overflow(page: Page) -> int:
    """How many pixels the page, wholly arrived, is wider than its window."""
    page.wait_for_load_state()
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_from_question_to_sentence(
    visit: Visit, screenshots: Path, size: tuple[int, int], script: bool
) -> None:
    shot: Callable[[str], Path] = lambda name: screenshots / f"{name}-{size[0]}-{script}.png"  # noqa: E731
    with visit(size, script=script) as window:
        page = window.open("/")
        page.screenshot(path=shot("home"))
        page.get_by_label("查询或问题").fill(QUESTION)
        page.get_by_role("button", name="查询").click()

        assert page.locator(".points li").first.inner_text().startswith(QUOTE)
        page.screenshot(path=shot("answer"), full_page=True)
        page.locator(".points sup a").first.click()

        page.wait_for_url("**/documents/**#quote")
        assert page.locator("mark#quote").inner_text() == QUOTE
        assert in_view(page, "mark#quote")
        page.screenshot(path=shot("sentence"))

        page.get_by_role("link", name="返回").click()
        assert page.get_by_label("查询或问题").input_value() == QUESTION
        page.get_by_role("link", name="查看原文").nth(1).click()
        assert in_view(page, "mark#quote")


def test_by_keyboard_alone(visit: Visit) -> None:
    with visit() as window:
        page = window.open("/")
        # the box has the focus; what has it is always seen
        page.keyboard.type(QUESTION)
        page.keyboard.press("Enter")
        page.wait_for_url("**/search?**")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        for _ in range(12):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.matches('.points sup a')"):
                break
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline == "solid"
        page.keyboard.press("Enter")
        page.wait_for_url("**/documents/**#quote")
        assert in_view(page, "mark#quote")


@pytest.mark.parametrize("size", [WIDE, NARROW, (360, 640)], ids=["1280", "390", "360"])
def test_nothing_sticks_out(visit: Visit, size: tuple[int, int]) -> None:
    long = "无" * 200 + "x" * 200
    with visit(size) as window:
        for address in [*ADDRESSES[:-1], f"/search?q={long}"]:
            assert overflow(window.open(address)) <= 0, address


def test_the_error_page_is_one_of_ours(visit: Visit) -> None:
    with visit() as window:
        page = window.open("/nowhere")
        assert page.get_by_role("heading", name="没有这个地址").is_visible()
        # Chromium itself notes a 404 on its console: that is the page asked for, not a fault
        assert all("404" in text for text in window.complaints)
        window.complaints.clear()


def test_copying_a_citation(visit: Visit) -> None:
    with visit() as window:
        window.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = window.open(f"/search?q={QUESTION}")
        page.locator(".citations .cite summary").click()
        page.locator(".citations .copy").click()
        page.get_by_role("button", name="已复制").wait_for()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied.startswith(
            "《安全生产管理办法》（江集发〔2024〕12号，2024年6月5日）第二章第三条"
        )
        assert copied.endswith(f"：“{QUOTE}”")


def test_contents_at_the_side(visit: Visit) -> None:
    with visit() as window:
        page = window.open(f"/documents/{RULE_ID}")
        page.locator(".contents").get_by_text("第六条").click()
        assert in_view(page, "[id='art_6']")
        contents, text = page.locator(".contents"), page.locator(".text")
        side, main = contents.bounding_box(), text.bounding_box()
        assert side is not None
        assert main is not None
        assert side["x"] + side["width"] <= main["x"]
    with visit(NARROW) as window:
        page = window.open(f"/documents/{RULE_ID}")
        assert not page.locator(".contents li").first.is_visible()
        page.locator(".contents summary").first.click()
        assert page.locator(".contents li").first.is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast(visit: Visit, scheme: Any) -> None:
    """Every piece of text stands 4.5 : 1 against what is behind it (WCAG 2.2, 1.4.3)."""
    with visit() as window:
        window.page.emulate_media(color_scheme=scheme)
        for address in ADDRESSES[:-1]:
            assert window.open(address).evaluate(FAINT) == [], address


#: Texts whose contrast with the nearest painted background is under 4.5 : 1.
FAINT = """() => {
  const channels = c => c.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
    .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = element => {
    for (let at = element; at; at = at.parentElement) {
      const colour = channels(getComputedStyle(at).backgroundColor);
      if (colour.length < 4 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const faint = [];
  for (const element of document.querySelectorAll("body *")) {
    const own = [...element.childNodes].some(n => n.nodeType === 3 && n.data.trim());
    if (!own || !element.checkVisibility()) continue;
    const [a, b] = [channels(getComputedStyle(element).color), behind(element)].map(light);
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) faint.push(`${element.tagName}.${element.className} ${ratio.toFixed(2)}`);
  }
  return [...new Set(faint)];
}"""
