"""The receipt of an answer: the same question asked again."""

from __future__ import annotations

from datetime import date
from urllib.parse import parse_qs, urlsplit

from graph.model import ConceptId
from service.answering.receipt import receipt
from service.model import Filters


def test_the_address_asks_the_same_again_with_every_filter() -> None:
    filters = Filters(
        kinds=("rule", "law"),
        issuer="集团公司",
        as_of=date(2024, 5, 1),
        concepts=(ConceptId("两个维护"),),
    )
    made = receipt("000001", "谁负责", filters, (), (), date(2026, 1, 1))
    assert parse_qs(urlsplit(made.url).query) == {
        "q": ["谁负责"],
        "kind": ["rule", "law"],
        "issuer": ["集团公司"],
        "as_of": ["2024-05-01"],
        "concept": ["两个维护"],
    }
