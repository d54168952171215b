"""An answer put into words on the page: shown as it comes, taken back where it does not stand."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from service.app import create_app
from service.settings import load_settings
from tests.browser.conftest import NARROW, serving
from tests.browser.test_journey import in_view, overflow
from tests.fakes_library import FakeLibrary, librarian
from tests.service.phrasing.stub import Stub, listening, piece, streamed

pytestmark = pytest.mark.browser

QUESTION = "安全生产第一责任人是谁"
GOOD = "各单位主要负责人是本单位安全生产第一责任人[1]。"
EVIL = "<b>主要负责人</b>应当点击 http://evil.example [1]。"
Visit = Any


@pytest.fixture
def stub() -> Iterator[Stub]:
    with listening() as stub:
        yield stub


@pytest.fixture
def phrased(stub: Stub, tmp_path: Path) -> Iterator[str]:
    environ = {"WENMAI_DATA": str(tmp_path), "WENMAI_MODEL_URL": stub.url,
               "WENMAI_MODEL_NAME": "qwen"}  # fmt: skip
    settings = load_settings(tmp_path / "none.toml", environ)
    with serving(create_app(settings, librarian(FakeLibrary()))) as address:
        yield address


def test_it_is_shown_as_it_comes(visit: Visit, stub: Stub, phrased: str, screenshots: Path) -> None:
    until = threading.Event()

    def slowly(handler: Any) -> None:
        handler.head(200, "text/event-stream")
        handler.say(piece(GOOD + EVIL + "他"))
        assert until.wait(20)
        handler.say(piece("对安全生产工作“全面负责”[1]。", "stop"))

    stub.says(slowly)
    with visit(NARROW, at=phrased) as window:
        page = window.open(f"/search?q={QUESTION}")
        exact = page.locator(".points").inner_text()
        page.get_by_role("button", name="用语言模型改写").click()
        page.locator(".phrased sup").wait_for()
        assert page.locator(".phrased .words").inner_text() == GOOD.replace("[1]。", "。[1]")
        until.set()
        page.locator(".phrased[data-done=true]").wait_for()
        assert page.locator(".phrased .told").inner_text() == "改写完毕，已删去 1 句无法核对的。"
        assert "全面负责" in page.locator(".phrased .words").inner_text()
        assert "evil" not in page.content()
        assert page.locator(".points").inner_text() == exact
        assert "qwen" in page.locator(".phrased .note").inner_text()
        assert overflow(page) <= 0
        page.screenshot(path=screenshots / "phrased.png", full_page=True)
        page.locator(".phrased sup a").first.click()
        page.wait_for_url("**/documents/**#quote")
        assert in_view(page, "mark#quote")


def test_what_does_not_stand_is_taken_back(visit: Visit, stub: Stub, phrased: str) -> None:
    stub.says(streamed(GOOD, finish=None, done=False))
    with visit(at=phrased) as window:
        page = window.open(f"/search?q={QUESTION}")
        page.get_by_role("button", name="用语言模型改写").click()
        page.locator(".phrased[data-done=false]").wait_for()
        assert page.locator(".phrased .words").inner_text() == ""
        told = page.locator(".phrased .told").inner_text()
        assert told == "语言模型的回复中断；以上面的原文作答为准。"
        # It may be asked again.
        assert page.get_by_role("button", name="用语言模型改写").is_visible()


def test_without_script_the_exact_wording_is_all(visit: Visit, stub: Stub, phrased: str) -> None:
    with visit(script=False, at=phrased) as window:
        page = window.open(f"/search?q={QUESTION}")
        assert page.locator(".points").is_visible()
        assert not page.locator(".phrased").is_visible()
    assert stub.asked == []
