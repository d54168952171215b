"""The days of a document: when it was passed, how long it holds, and what it ends."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.dates import parse_date
from tests.corpus.description.made import described

HISTORIES = [
    # text of the history and of the last article; passed, issued, effective
    (
        "2019年11月2日 某省第十二届人民代表大会常务委员会第三次会议通过\n2020年1月1日 施行",
        "第九条 本条例自2020年1月1日起施行。",
        ("2019-11-02", None, "2020-01-01"),
    ),
    # the day in 《》 is another document's
    (
        "2001年3月4日国务院令第300号公布 根据2018年6月7日《2017年关于修改〈甲条例〉的决定》修正",
        "第九条 本条例自2001年5月1日起施行。",
        ("2018-06-07", "2018-06-07", "2018-06-07"),
    ),
    # 自公布之日起
    (
        "2015年4月5日某部令第3号公布",
        "第九条 本办法自公布之日起30日后施行。",
        (None, "2015-04-05", "2015-05-05"),
    ),
    # a revision names its own day
    (
        "1999年1月2日通过 2023年9月1日修订",
        "第九十条 本法自2024年1月1日起施行。",
        ("2023-09-01", None, "2024-01-01"),
    ),
]


@pytest.mark.parametrize(("info", "last", "days"), HISTORIES)
def test_histories(info: str, last: str, days: tuple[str | None, ...]) -> None:
    found = described(
        f"第一条 为了某事。\n{last}", {"title": "某条例", "info": info, "kind": "rule"}
    )
    told = (found.passed, found.issued, found.effective)
    assert tuple(str(day) if day else None for day in told) == days


TERMS = [
    # the last article of a rule published on 2024-03-01; the first day it no longer holds
    ("第九条 本办法自发布之日起施行，有效期五年。", "2029-03-01"),
    ("第九条 本办法自2024年4月1日起试行，试行期二年。", "2026-04-01"),
    ("第九条 本办法自印发之日起试行两年。", "2026-03-01"),
    ("第九条 本办法自2024年8月31日起施行，试行期限为18个月。", "2026-02-28"),
    ("第九条 本办法自2024年4月1日起施行。有效期3年。", "2027-04-01"),
    ("第九条 本办法有效期５年，自2024年4月1日起实施。", "2029-04-01"),
    ("第九条 本办法自印发之日起施行，有效期至2026年12月31日。", "2027-01-01"),
    # without a day to come into force it holds from the day it is published
    ("第九条 本办法有效期一年。", "2025-03-01"),
    # what is on trial for a year and then in force for good has no end
    ("第九条 本办法自2024年4月1日起试行一年后正式施行。", None),
    # others have terms too
    ("第九条 许可证有效期五年。\n第十条 本办法自2024年4月1日起施行。", None),
    ("第九条 本办法自2024年4月1日起施行，原许可证有效期五年。", None),
    ("第九条 自本办法施行之日起申领的，设置2年有效期。", None),
    ("第九条 本证书有效期三年。", None),
]


@pytest.mark.parametrize(("last", "end"), TERMS)
def test_a_document_sets_itself_a_term(last: str, end: str | None) -> None:
    meta = {"title": "某办法", "issued": "2024-03-01", "kind": "rule"}
    found = described(f"第一条 为了某事。\n{last}", meta)
    assert found.repealed == (parse_date(end) if end else None)


REPEALS = [
    (
        "本办法自发布之日起施行，《甲办法》《乙规定（试行）》同时废止。",
        ("甲办法", "乙规定（试行）"),
    ),
    ("2018年3月4日公布的《丙细则》停止执行。", ("丙细则",)),
    # a clause that settles conflicts repeals nothing
    ("此前《丁规定》与本办法不一致的，以本办法为准。", ()),
    # the ground of an amendment is not what ends
    ("根据《关于修改戊办法的决定》修正的《戊办法》同时废止。", ("戊办法",)),
]


@pytest.mark.parametrize(("sentence", "titles"), REPEALS)
def test_what_a_document_ends(sentence: str, titles: tuple[str, ...]) -> None:
    assert described(f"某单位某办法\n第一条 为了某事。\n第二条 {sentence}").supersedes == titles


DAYS = [
    "2024年3月5日",
    "二〇二四年三月五日",
    "２０２４年３月５日",
    "2024-03-05",
    "2024.3.5",
    "2 0 2 4年3月5日",
]


@pytest.mark.parametrize("written", DAYS)
def test_days(written: str) -> None:
    assert parse_date(written) == date(2024, 3, 5)


def test_no_days() -> None:
    assert parse_date("2024年2月30日") is None
    assert parse_date("2024年") is None
