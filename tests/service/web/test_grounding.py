"""The pages of a paragraph's basis and of an expression: what they say, and clear refusals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bs4 import BeautifulSoup

from corpus.model import Span
from service.checking.basis import Basis, Clause
from service.checking.expressions import Expression, Variant
from service.web.grounding import supported, years

if TYPE_CHECKING:
    from flask.testing import FlaskClient


def test_the_paragraph_is_drawn_as_written() -> None:
    text = "甲<b>。\n乙，丙。"
    clauses = (Clause(Span(0, 5), text[0:5], ()), Clause(Span(6, 10), text[6:10], ()))
    drawn = BeautifulSoup(supported(Basis(text, "1", clauses, ())), "html.parser")
    assert [one.get_text() for one in drawn.find_all("p")] == text.split("\n")
    assert [one["href"] for one in drawn.find_all("a")] == ["#c1", "#c2"]


def test_the_years_of_an_expression() -> None:
    right = Variant("四不采", is_right=True, total=3, years={2024: 2, 2025: 1})
    slip = Variant("四不采购", is_right=False, total=9, years={2023: 9})
    found = Expression("四不采", "1", "四不采", None, None, (slip, right), None)
    told = years(found)
    assert told.forms == ("四不采", "四不采购")
    assert told.rows == ((2025, (1, 0)), (2024, (2, 0)), (2023, (0, 9)))


def test_an_empty_paragraph_is_refused(client: FlaskClient) -> None:
    reply = client.post("/basis", data={"text": " \n"})
    assert reply.status_code == 400
    assert "没有收到文字" in reply.text


def test_a_page_without_a_question_is_a_form(client: FlaskClient) -> None:
    for address, name in (("/basis", "text"), ("/wording", "q"), ("/wording?q=%20", "q")):
        page = BeautifulSoup(client.get(address).text, "html.parser")
        assert page.select(f"main [name={name}]")
        assert not page.select(".verdict")
        assert page.select(".tabs [aria-current]")
