"""A paragraph and its basis, an expression and its forms: from the tabs to the cited place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.conftest import NARROW, WIDE, follow
from tests.browser.test_journey import in_view, overflow

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.browser

PARAGRAPH = "各单位应当按照规定设置专职人员。\n食堂每周五供应饺子。"
Visit = Any


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_from_a_paragraph_to_what_supports_it(
    visit: Visit, screenshots: Path, size: tuple[int, int], script: bool
) -> None:
    with visit(size, script=script) as window:
        page = window.open("/check")
        page.get_by_role("link", name="查依据").click()
        page.get_by_label("粘贴一段文稿").fill(PARAGRAPH)
        follow(page.get_by_role("button", name="查依据"))

        assert page.locator(".draft").inner_text().replace("\n\n", "\n") == PARAGRAPH
        assert page.locator(".m.wrong").inner_text() == "食堂每周五供应饺子。"
        assert page.get_by_label("查找结果").locator("b").all_inner_texts() == ["1", "1"]
        assert overflow(page) <= 0
        page.screenshot(path=screenshots / f"basis-{size[0]}-{script}.png", full_page=True)

        page.locator(".m.right").click()
        assert in_view(page, ".finding:target .what")
        page.locator(".finding:target .sources a").click()
        page.wait_for_url("**/documents/**#quote")
        assert in_view(page, "mark#quote")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_from_an_expression_to_its_first_use(
    visit: Visit, screenshots: Path, size: tuple[int, int], script: bool
) -> None:
    with visit(size, script=script) as window:
        page = window.open("/check")
        page.get_by_role("link", name="查提法").click()
        page.get_by_label("提法", exact=True).fill("第一责任人")
        page.get_by_role("button", name="查找").click()
        assert page.locator(".years tbody tr").first.inner_text().split() == ["2024", "1"]
        assert overflow(page) <= 0
        page.screenshot(path=screenshots / f"wording-{size[0]}-{script}.png", full_page=True)

        page.locator("a[href*='#quote']").click()
        page.wait_for_url("**/documents/**#quote")
        assert in_view(page, "mark#quote")
