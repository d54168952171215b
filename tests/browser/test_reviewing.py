"""The page of review in a browser: read a candidate's sentences, approve it, take that back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from service.app import create_app
from service.settings import load_settings
from tests.browser.conftest import NARROW, WIDE, follow, serving
from tests.browser.test_journey import FAINT, overflow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.conftest import Built

pytestmark = pytest.mark.browser

NAME = "四不采"


@pytest.fixture
def site(built: Built, discovered: Path) -> Iterator[str]:
    (discovered / "review" / "ledger.jsonl").unlink(missing_ok=True)
    environ = {"WENMAI_DATA": str(discovered), "WENMAI_REVIEW": "local"}
    app = create_app(load_settings(discovered / "none", environ), built.librarian)
    with serving(app) as address:
        yield address


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_a_candidate_is_approved_and_that_taken_back(
    visit: Any, site: str, screenshots: Path, size: tuple[int, int]
) -> None:
    with visit(size, at=site) as window:
        page = window.open("/concepts")
        follow(page.get_by_role("link", name="审核"))
        page.get_by_label("类别").first.select_option(label="数字缩略语")
        follow(page.get_by_role("button", name="查看"))
        first = page.locator(".waiting > li").first
        assert first.locator("h2").inner_text() == NAME
        assert set(first.locator("mark").all_inner_texts()) == {NAME}
        page.screenshot(path=screenshots / f"review-{size[0]}.png", full_page=True)
        assert overflow(page) <= 0
        assert page.evaluate(FAINT) == []
        # Nobody decides without a name.
        first.get_by_role("button", name="采纳", exact=True).click()
        assert page.locator(".done").count() == 0
        first.get_by_label("审核人").fill("李编")
        first.get_by_role("button", name="采纳", exact=True).click()
        page.get_by_role("status").wait_for()
        assert (
            page.get_by_role("status").inner_text() == "第 1 条：采纳“四不采”：四不采（数字缩略语）"
        )
        assert page.get_by_role("heading", name=NAME, exact=True).count() == 0
        # Who decided once need not write their name again.
        name = page.locator(".waiting > li").first.get_by_label("审核人").input_value()
        assert name == "李编"
        page.screenshot(path=screenshots / f"review-done-{size[0]}.png", full_page=True)
        follow(page.get_by_role("button", name="撤销"))
        page.get_by_role("heading", name=NAME, exact=True).wait_for()
        follow(page.get_by_role("link", name="审核记录"))
        said = page.locator(".waiting > li").all_inner_texts()
        assert "撤销第 1 条" in said[0]
        assert "（已撤销）" in said[1]
        assert all("李编" in one for one in said)
        assert overflow(page) <= 0
        page.screenshot(path=screenshots / f"review-log-{size[0]}.png", full_page=True)
