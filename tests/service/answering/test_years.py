"""The years a sentence speaks of."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.model import Description, DocumentId, Source
from service.answering.years import plans_in, year_of, years_in, years_of, years_told


def description(title: str, kind: str, issued: date | None = None) -> Description:
    source = Source("a.txt", "0" * 64, "plain")
    return Description(
        id=DocumentId("d1"), work=title, title=title, kind=kind, issued=issued, source=source
    )


REPORT = description("2024年海拉尔区政府工作报告", "report", date(2024, 2, 19))
SPEECH = description("在座谈会上的讲话", "speech", date(2015, 8, 31))


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2024年和２０２５年", {2024, 2025}),
        ("二〇一六年新年贺词", {2016}),
        ("增长2024.5万吨", set()),  # a quantity
        ("增长2.3%，达到1990元", set()),
    ],
)
def test_years_are_read(text: str, years: set[int]) -> None:
    assert years_in(text) == years


@pytest.mark.parametrize(
    ("title", "kind", "issued", "years"),
    [
        ("在新年茶话会上的讲话", "speech", date(2013, 12, 27), {2013, 2014}),
        ("某某的讲话", "speech", date(2013, 12, 31), {2013, 2014}),
        ("在座谈会上的讲话", "speech", date(2013, 12, 26), {2013}),
        ("二〇一四年新年贺词", "speech", date(2013, 12, 31), {2014}),
        ("关于元旦放假的通知", "notice", date(2013, 12, 31), {2013}),
        ("某规定", "rule", None, set()),
    ],
)
def test_a_speech_for_a_new_year_is_of_that_too(
    title: str, kind: str, issued: date | None, years: set[int]
) -> None:
    assert years_of(description(title, kind, issued)) == years


@pytest.mark.parametrize(
    ("text", "before", "section", "about", "years"),
    [
        # its own words
        ("到2030年实现碳达峰。", "", (), SPEECH, {2030}),
        # the part of the report it stands in
        ("生产总值增长5%。", "", ("一、2023年工作回顾", "（一）经济"), REPORT, {2023}),
        ("生产总值增长5%。", "", ("一、工作回顾",), REPORT, {2023}),
        ("生产总值增长6%。", "", ("二、主要任务",), REPORT, {2024}),
        # what it says of itself, and that beside its heading
        ("去年完成投资2亿元。", "", (), REPORT, {2023}),
        ("今年赤字率按4%安排，规模比去年增加1.6万亿元。", "", (), REPORT, {2024}),
        ("比上年增长5%。", "", ("二、2024年任务",), REPORT, {2024}),  # compared with, not told of
        # the sentence before
        ("全年完成3亿元。", "2022年，全市抓项目。", (), SPEECH, {2022}),
        # the document's day
        ("大家是标杆。", "", (), SPEECH, {2015}),
        ("没有日子的一句。", "", (), description("某规定", "rule"), set()),
    ],
)
def test_a_sentence_speaks_of_years(
    text: str, before: str, section: tuple[str, ...], about: Description, years: set[int]
) -> None:
    assert years_told(text, before, section, about) == years


def test_a_title_names_the_year_before_a_day_does() -> None:
    assert year_of(description("2023年工作报告", "report", date(2024, 1, 3))) == 2023
    assert year_of(SPEECH) == 2015


@pytest.mark.parametrize(
    ("text", "plans"),
    [
        ("“十四五”时期年均增速", {range(2021, 2026)}),
        ("十五五重大任务", {range(2026, 2031)}),
        ("第十三个五年规划的建议", {range(2016, 2021)}),
        ("第十五条、二十四五人", set()),
    ],
)
def test_five_year_plans_are_read(text: str, plans: set[range]) -> None:
    assert plans_in(text) == plans
