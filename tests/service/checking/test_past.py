"""When a draft speaks of the past."""

from __future__ import annotations

import pytest

from corpus.citing.catalogue import Catalogue
from corpus.model import Span
from service.checking.draft import Draft
from service.checking.past import was

NAME = "国土资源部"


@pytest.mark.parametrize(
    ("text", "past"),
    [
        ("国土资源部负责此事。", False),
        ("2004年，国土资源部提出方案。", True),
        ("2004年提出方案；国土资源部安排经费。", True),
        ("2004年提出方案。从当年起，国土资源部安排经费。", True),
        ("2004年提出方案。国土资源部要抓好落实。", False),
        ("2004年提出方案；2024年，国土资源部要抓好落实。", False),
        ("国土资源部已随2018年3月《国务院机构改革方案》的通过和实施而撤销。", True),
        ("由国土资源部办理，申请人逾期仍不补正全部材料的，登记予以撤销。", False),
    ],
)
def test_a_name_of_the_past_is_told_by_its_clause_and_its_years(text: str, past: bool) -> None:
    at = text.index(NAME)
    draft = Draft(text, Catalogue([], lambda _: ()))
    assert was(draft, Span(at, at + len(NAME)), "2018-03") is past
