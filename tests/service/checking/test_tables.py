"""Tables in a row of words, and what a draft says of their lines."""

from __future__ import annotations

import pytest

from corpus.model import Span
from service.checking.tables import said_of, tables_in

TERMS = (
    "处分的期间为：\n（一）警告，六个月；\n（二）记过，十二个月；\n（三）降级、撤职，二十四个月。"
)


def test_a_table_is_read() -> None:
    (table,) = tables_in(TERMS, 100)
    assert table.what == "期间"
    assert {thing: line[0] for thing, line in table.lines.items()} == {
        "警告": "六", "记过": "十二", "降级": "二十四", "撤职": "二十四",
    }  # fmt: skip
    assert table.lines["警告"][2].start == 100 + TERMS.index("警告")


@pytest.mark.parametrize(
    "text",
    ["期间为：警告，六个月。", "分为警告、记过、撤职。", "共120人，其中3人缺席。", ""],
)
def test_what_is_no_table(text: str) -> None:
    assert tables_in(text) == []


def test_cases_are_told_by_themselves() -> None:
    (table,) = tables_in("（一）满1年不满10年的，5天；\n（二）满10年不满20年的，10天。")
    text = "工作满10年不满20年的，休15天，满1年不满10年的休5天"
    assert [one.wrong for one in said_of(table, text, Span(0, len(text)))] == [
        ("满10年不满20年",),
        (),
    ]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("受记过处分的期间为6个月", ["记过"]),
        ("受记过处分的期间为12个月", []),
        ("受警告、记过处分的期间均为十二个月", ["警告"]),
        ("记过的期间是十二个月，撤职的是十八个月", ["撤职"]),
        ("记过决定应当在六个月内作出", []),  # says nothing of what the table counts
        ("期间为六个月的，记过", []),
    ],
)
def test_what_is_said_of_its_lines(text: str, wrong: list[str]) -> None:
    (table,) = tables_in(TERMS)
    said = said_of(table, text, Span(0, len(text)))
    assert [thing for one in said for thing in one.wrong] == wrong


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("记过，6个月", ["记过"]),
        ("记过为六个月", ["记过"]),
        ("记过决定应当在六个月内作出", []),  # not at once
    ],
)
def test_just_the_provision_cited_need_not_say_what_is_counted(text: str, wrong: list[str]) -> None:
    (table,) = tables_in(TERMS)
    said = said_of(table, text, Span(0, len(text)), named=True)
    assert [thing for one in said for thing in one.wrong] == wrong
