"""A draft pasted or uploaded, its findings beside it, the cited place opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.conftest import NARROW, WIDE, follow
from tests.browser.test_journey import in_view, overflow

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.browser

DRAFT = """关于配备安全管理人员的通知
按照《安全生产管理办法》第四条，从业人员超过三百人的单位可以设置专职人员。
请各单位于月底前报送名单。"""
Visit = Any


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_from_a_draft_to_the_cited_place(
    visit: Visit, screenshots: Path, size: tuple[int, int], script: bool
) -> None:
    with visit(size, script=script) as window:
        page = window.open("/")
        follow(page.get_by_role("link", name="引文核查"))
        assert overflow(page) <= 0
        page.screenshot(path=screenshots / f"check-form-{size[0]}-{script}.png", full_page=True)
        page.get_by_label("粘贴文稿").fill(DRAFT)
        follow(page.get_by_role("button", name="核查", exact=True))

        assert page.locator(".draft").inner_text().replace("\n\n", "\n") == DRAFT
        assert page.locator(".m.wrong").inner_text() == "可以"
        assert overflow(page) <= 0
        page.screenshot(path=screenshots / f"check-found-{size[0]}-{script}.png", full_page=True)

        page.locator(".m.wrong").click()
        assert page.locator(".finding:target").count() == 1
        assert in_view(page, ".finding:target .what")
        page.locator(".finding:target .sources a").click()
        page.wait_for_url("**/documents/**#quote")
        assert in_view(page, "mark#quote")


def test_the_commented_file_is_kept(visit: Visit, tmp_path: Path) -> None:
    file = tmp_path / "草稿.txt"
    file.write_text(DRAFT, "utf-8")
    with visit() as window:
        page = window.open("/check")
        page.get_by_label("或上传文件").set_input_files(file)
        with page.expect_download() as kept:
            page.get_by_role("button", name="核查并下载批注稿").click()
        assert kept.value.suggested_filename == "草稿（核查批注）.docx"
