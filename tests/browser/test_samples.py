"""The same journey over the sample corpus, every part real: what a new user sees first."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from service.app import create_app
from service.settings import load_settings
from tests.browser.conftest import NARROW, WIDE, follow, serving
from tests.browser.test_journey import in_view, overflow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.conftest import Built

pytestmark = pytest.mark.browser
Visit = Any


@pytest.fixture(scope="module")
def samples(built: Built) -> Iterator[str]:
    with serving(create_app(load_settings(environ={}), built.librarian)) as address:
        yield address


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_every_example_leads_to_its_sentence(
    visit: Visit, samples: str, screenshots: Path, size: tuple[int, int]
) -> None:
    with visit(size, at=samples) as window:
        page = window.open("/")
        page.screenshot(path=screenshots / f"samples-home-{size[0]}.png")
        examples = page.locator(".examples a").all_inner_texts()
        assert len(examples) >= 3
        for number, question in enumerate(examples):
            window.open("/")
            follow(page.get_by_role("link", name=question))
            page.screenshot(path=screenshots / f"samples-{number}-answer-{size[0]}.png")
            link = page.locator(".points sup a").first
            said = re.sub(r"\[\d+\]$", "", page.locator(".points li").first.inner_text())
            link.click()
            page.wait_for_url("**/documents/**#quote")
            page.screenshot(path=screenshots / f"samples-{number}-sentence-{size[0]}.png")
            quote = "".join(page.locator("mark.quote").all_inner_texts())
            assert quote
            # A list is one citation: its first item is part of what is marked.
            assert "".join(said.split()) in "".join(quote.split())
            assert in_view(page, "mark#quote") or len(quote) > 200


def test_no_document_sticks_out(visit: Visit, samples: str) -> None:
    with visit((360, 640), at=samples) as window:
        page = window.open("/documents")
        links = page.locator(".list th a")
        addresses = [str(link.get_attribute("href")) for link in links.all()]
        assert len(addresses) >= 24
        for address in addresses:
            assert overflow(window.open(address)) <= 0, address
            # A link stands in its sentence: one class meant for a list once broke it in three.
            broken = "all => all.filter(one => getComputedStyle(one).display !== 'inline').length"
            assert not page.locator(".text .reference").evaluate_all(broken), address


def test_what_can_be_asked_next_comes_after_the_answer(visit: Visit, samples: str) -> None:
    with visit(WIDE, at=samples) as window:
        page = window.open("/search?q=安全生产第一责任人要做什么")
        link = page.locator("[data-follow] .follow a").first
        link.wait_for()
        question = link.inner_text()
        follow(link)
        assert page.get_by_label("查询或问题").input_value() == question
        assert page.locator(".points li").count()
