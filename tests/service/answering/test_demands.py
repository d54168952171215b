"""What a question demands of any answer, and what does not meet it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, cast

import pytest

from corpus.citing.versions import Status
from corpus.model import Span
from corpus.words import Segmenter
from service.answering.demands import Demands, demands_of, lacking
from service.answering.reach import Reach
from service.answering.units import units_of
from service.answering.validity import Titles
from service.query import understand
from tests.service.answering.makers import about, unit

if TYPE_CHECKING:
    from corpus.model import Description, DocumentId
    from service.shelf import Shelf

SEGMENTER = Segmenter(())
COUNTY = about("2014年海拉尔区政府工作报告", day=date(2014, 1, 8))
NATION = about("2024年国务院政府工作报告", day=date(2024, 3, 5))
SPEECH = about("在交流会上的讲话", "speech", date(2014, 6, 5))
NEW_YEAR = about("在新年茶话会上的讲话", "speech", date(2014, 12, 31))
PROVINCE = about("山东省植树条例", "local_regulation", date(2019, 5, 1))
SHANDONG = about("2026年山东省政府工作报告", day=date(2026, 1, 20))
LAW = about("义务植树法", "law", date(2019, 5, 1))
CONGRESS = about("在中国共产党第十九次全国代表大会上的报告", "speech", date(2017, 10, 18))


@pytest.mark.parametrize(
    ("question", "demands"),
    [
        ("什么是四色预警", Demands()),
        (
            "2013年海拉尔区接待了多少游客",
            Demands(years=(2013,), day=date(2013, 12, 31), places=("海拉尔",)),
        ),
        # the year names the document, not what is told in it
        ("2024年政府工作报告提出的粮食目标", Demands(editions=(2024,))),
        ("2018年稳岗意见里的返还标准", Demands(editions=(2018,))),
        ("1951到1966年写了多少份报告", Demands(years=(1951, 1966))),
        ("某府办规〔2021〕7号管几年", Demands()),
        ("送外卖算不算某地快递条例里的快递", Demands()),  # names no work
        ("党的十九大报告怎么说主要矛盾", Demands(congress="十九")),
        # a company nobody has mentioned; but no name in 子公司, 本集团
        ("华能集团的注册资本", Demands(absent=("华能",))),
        ("子公司要报什么", Demands()),
        ("本集团哪天开会", Demands()),
        ("第四届进博会面积多大", Demands(ordinals=(("第四届", "第4届"),))),
        ("党支部多久换届", Demands(subjects=("党支部",))),
        # a part of a year, not a day of it
        (
            "2023年1月涨了多少",
            Demands(years=(2023,), day=date(2023, 1, 31), parts=("1月",)),
        ),
        ("2023年1月5日涨了多少", Demands(years=(2023,), day=date(2023, 1, 5))),
    ],
)
def test_demands_are_read(question: str, demands: Demands) -> None:
    assert demands_of(understand(question, SEGMENTER), lambda _: 0) == demands


def test_a_company_that_is_mentioned_is_not_absent() -> None:
    query = understand("华能集团的注册资本", SEGMENTER)
    assert demands_of(query, lambda _: 3) == Demands(names=("华能",))


@pytest.mark.parametrize(
    ("mentioned", "title", "absent"),
    [
        (0, "长江三峡工程建设移民条例", ("火星移民条例",)),
        (0, "火星移民管理暂行办法", ()),  # may be what is meant
        (2, "长江三峡工程建设移民条例", ()),  # is spoken of
    ],
)
def test_a_work_nobody_holds_or_names_is_absent(
    mentioned: int, title: str, absent: tuple[str, ...]
) -> None:
    query = understand("火星移民条例怎么规定", SEGMENTER)
    titles = Titles([about(title, "regulation")])
    assert demands_of(query, lambda _: mentioned, titles.may_mean) == Demands(absent=absent)


class InForceSince:
    """A shelf of texts that all came into force on one day."""

    def __init__(self, day: date) -> None:
        self._day = day

    def excerpt(self, _: DocumentId, span: Span) -> str:
        return "到2020年，目标如下。"[span.start : span.end]

    def status(self, _: DocumentId, on: date) -> Status:
        return Status("in_force" if on >= self._day else "not_yet", "")


SHELF = cast("Shelf", InForceSince(date(2019, 5, 1)))


@pytest.mark.parametrize(
    ("demands", "text", "of", "section", "lack"),
    [
        (Demands(), "接待旅游者120万人次。", COUNTY, (), ""),
        # another year: of the document, of its heading, of the sentence
        (Demands(years=(2012,)), "接待旅游者120万人次。", COUNTY, ("一、2013年工作回顾",), "year"),
        (Demands(years=(2013,)), "接待旅游者120万人次。", COUNTY, ("一、2013年工作回顾",), ""),
        (Demands(years=(2013,)), "接待旅游者150万人次。", COUNTY, ("二、2014年任务",), "year"),
        (Demands(years=(2020,)), "到2020年翻一番。", COUNTY, ("二、2014年任务",), ""),
        (Demands(editions=(2014,)), "翻一番。", COUNTY, (), ""),
        (Demands(editions=(2024,)), "翻一番。", COUNTY, (), "year"),
        # of the year it is of, or opens with, though another was named before
        (Demands(years=(2014,)), "贸易额达到百亿元。", SPEECH, (), ""),
        (Demands(years=(2020,)), "贸易额达到百亿元。", SPEECH, (), ""),
        # what was said in a year, of whatever year it tells
        (Demands(years=(2014,), spoken=True), "去年贸易额达到百亿元。", SPEECH, (), ""),
        (Demands(years=(2014,)), "去年贸易额达到百亿元。", SPEECH, (), "year"),
        (Demands(years=(2015,), spoken=True), "去年贸易额达到百亿元。", SPEECH, (), "year"),
        # a speech for a new year is of that
        (Demands(years=(2015,), spoken=True), "去年达到百亿元。", NEW_YEAR, (), ""),
        (Demands(editions=(2015,)), "去年达到百亿元。", NEW_YEAR, (), ""),
        # what binds holds in every year from its own on
        (Demands(years=(2024,)), "每人每年植树三棵。", LAW, (), ""),
        (Demands(years=(2010,)), "每人每年植树三棵。", LAW, (), "year"),
        # another place; what holds everywhere holds there, a province's rule in its cities
        (Demands(places=("海拉尔",)), "翻一番。", COUNTY, (), ""),
        (Demands(places=("海拉尔",)), "翻一番。", NATION, (), "place"),
        (Demands(places=("济南",)), "每人每年植树三棵。", PROVINCE, (), ""),
        (Demands(places=("广州",)), "每人每年植树三棵。", PROVINCE, (), "place"),
        # but what a province reports of itself is not told of its city
        (Demands(places=("济南",)), "增长目标为5%。", SHANDONG, (), "place"),
        (Demands(places=("广州",)), "每人每年植树三棵。", LAW, (), ""),
        # another congress
        (Demands(congress="十九"), "社会主要矛盾已经转化。", CONGRESS, (), ""),
        (Demands(congress="二十"), "社会主要矛盾已经转化。", CONGRESS, (), "name"),
        (Demands(names=("华能",)), "注册资本一亿元。", LAW, (), "name"),
        (Demands(names=("华能",)), "华能集团注册资本一亿元。", LAW, (), ""),
        (Demands(absent=("华能",)), "注册资本一亿元。", LAW, (), "name"),
        # laid down for another
        (Demands(subjects=("党员",)), "公务员受处分的，不得晋升。", LAW, (), "subject"),
        (Demands(subjects=("党员",)), "党员受处分的，不得晋升。", LAW, (), ""),
        (Demands(subjects=("党员",)), "受处分的，不得晋升。", CONGRESS, (), ""),
        # of several one will do: each has a law
        (Demands(subjects=("法官", "检察官")), "法官由院长提请任免。", LAW, (), ""),
        (Demands(subjects=("法官", "检察官")), "律师由司法局发证。", LAW, (), "subject"),
        (Demands(grades=("二级",)), "三级医院今年考核。", LAW, (), "grade"),
        # of another district; where none is named it may be of this one
        (Demands(districts=("越秀区",)), "天河区户籍儿童5月报名。", LAW, (), "place"),
        (Demands(districts=("天河区",)), "天河区户籍儿童5月报名。", LAW, (), ""),
        (Demands(districts=("越秀区",)), "适龄儿童5月报名，重点管理区除外。", LAW, (), ""),
        (Demands(districts=("越秀区",)), "边远地区和居民小区的儿童6月报名。", LAW, (), ""),
    ],
)
def test_what_is_of_another_year_place_or_name_is_no_answer(
    demands: Demands,
    text: str,
    of: Description,
    section: tuple[str, ...],
    lack: str,
) -> None:
    assert lacking(unit(text, of, section), demands, SHELF, None) == lack


def test_a_year_at_the_head_of_a_paragraph_holds_for_its_later_passages() -> None:
    first = unit("机械化率达到七成。", NATION).result
    text, at = first.passage.text, 12  # behind what the shelf says stands before
    later = replace(first.passage, span=Span(at, at + len(text)))
    (one,) = units_of([replace(first, passage=later)])
    assert not lacking(one, Demands(years=(2020,)), SHELF, None)
    assert lacking(one, Demands(years=(2025,)), SHELF, None) == "year"


@pytest.mark.parametrize(
    ("demands", "meant"),
    [
        (Demands(), ()),  # all: nothing to narrow
        (Demands(years=(2013,)), (LAW, COUNTY, PROVINCE)),
        (Demands(years=(2023,)), (LAW, NATION, PROVINCE)),
        (Demands(editions=(2014,)), (COUNTY,)),
        (Demands(places=("济南",)), (LAW, PROVINCE)),
        (Demands(years=(2013,), places=("海拉尔",)), (LAW, COUNTY)),
        (Demands(congress="十九"), (CONGRESS,)),
        (Demands(editions=(1999,)), ()),  # none
    ],
)
def test_the_documents_that_can_meet_demands(
    demands: Demands, meant: tuple[Description, ...]
) -> None:
    reach = Reach([COUNTY, NATION, PROVINCE, LAW, CONGRESS])
    assert set(reach.meeting(demands)) == {item.id for item in meant}


def test_january_is_not_told_by_may() -> None:
    news = about("要闻", "news", date(2023, 6, 9))
    demands = demands_of(understand("2023年1月涨了多少", SEGMENTER), lambda _: 1)

    def lack(text: str) -> str:
        return lacking(unit(text, news), demands, cast("Shelf", None), None)

    assert lack("2023年5月份，涨了0.2%。") == "part"
    assert not lack("2023年1月份，涨了2.1%。")


def test_a_month_is_that_of_its_day_or_of_the_paper() -> None:
    demands = demands_of(understand("2014年2月怎么谈分歧", SEGMENTER), lambda _: 1)

    def lack(text: str, day: date) -> str:
        paper = about("谈话", "speech", day)
        return lacking(unit(text, paper), demands, cast("Shelf", None), None)

    assert not lack("愿意平等协商。", date(2014, 2, 18))
    assert lack("愿意平等协商。", date(2014, 5, 18)) == "part"
    assert not lack("2月18日起平等协商。", date(2014, 5, 18))
