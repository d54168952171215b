"""A work named without brackets is where the answer stands, and no part of what is asked."""

from __future__ import annotations

from datetime import date

import pytest

from service.answering.validity import Titles
from service.answering.wording import Term
from service.answering.works import (
    fronted,
    is_of_occasion,
    may_be_meant,
    named_work,
    occasion_in,
    setting_in,
)
from tests.service.answering.makers import about, unit

HELD = {
    "重大动物疫情应急条例": "regulation",
    "规范促销行为暂行规定": "regulation",
    "2026年内蒙古自治区政府工作报告": "report",
    "2025年内蒙古自治区政府工作报告": "report",
    "中华人民共和国劳动法": "law",
    "公司法": "law",
    "校车安全管理条例": "regulation",
    "聚焦2026年内蒙古自治区政府工作报告": "news",
    "国务院关于加快推进农业机械化和农机装备产业转型升级的指导意见": "policy",
}
TITLES = Titles([about(title, kind) for title, kind in HELD.items()])


@pytest.mark.parametrize(
    ("question", "rest", "works"),
    [
        ("按重大动物疫情应急条例，疫点要采取哪些措施", "疫点要采取哪些措施", 1),
        ("农业机械化意见里机械化率要到多少", "机械化率要到多少", 1),
        ("2026年内蒙古政府工作报告承认有哪些问题", "承认有哪些问题", 1),  # not that of 2025
        ("内蒙古政府工作报告里今年的煤要产多少", "今年的煤要产多少", 2),
        ("内蒙古政府工作报告指出的短板是什么", "短板是什么", 2),
        # by the short name of a law or its beginning and end
        ("劳动法规定加班费是多少", "加班费是多少", 1),
        ("公司法要求董事有多少个", "董事有多少个", 1),
        ("校车条例对超速怎么罚", "对超速怎么罚", 1),
        # by its name without 暂行, or with a blank; a report by its place
        ("规范促销行为规定里，赠品要标明什么", "赠品要标明什么", 1),
        ("校车条例 超速怎么罚", "超速怎么罚", 1),
        ("2026年内蒙古的报告里对农牧业是怎么安排的", "对农牧业是怎么安排的", 1),
        ("司法要求是什么样的", "", 0),
        ("2024年内蒙古政府工作报告承认有哪些问题", "", 0),  # not held
        ("火星移民条例里怎么规定迁移", "", 0),
        ("规范促销行为的规定什么时候施行", "", 0),  # asks of the work itself
        ("疫点要采取哪些措施", "", 0),
    ],
)
def test_a_work_is_named(question: str, rest: str, works: int) -> None:
    found = named_work(question, TITLES)
    assert (found.rest if found else "", len(found.documents) if found else 0) == (rest, works)


@pytest.mark.parametrize(
    ("question", "name", "rest"),
    [
        ("2014年巴黎演讲中，要坚持的三点是什么", "2014年巴黎演讲", "要坚持的三点是什么"),
        ("某某在文艺座谈会上讲，要注意哪两点", "某某在文艺座谈会", "要注意哪两点"),
        ("2020年2月讲话批评了什么毛病", "2020年2月讲话", "批评了什么毛病"),
        ("“不空谈”这话在巴黎峰会上怎么讲的", "在巴黎峰会", "“不空谈”怎么讲的"),
        ("巴黎大会开幕时说失业率到多少了", "巴黎大会开幕", "失业率到多少了"),
        ("某某2013年在哪所大学发表演讲提出两点建议", "", ""),  # it is what is asked for
        ("全球妇女峰会中国倡议哪年再开", "", ""),  # 中国 is no 中
        ("常务会议一般多久开", "", ""),
        ("村民会议由谁召集", "", ""),
    ],
)
def test_an_occasion_is_named(question: str, name: str, rest: str) -> None:
    assert occasion_in(question) == (name, rest)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("返还多少？（2018年稳岗意见）", "2018年稳岗意见，返还多少"),
        ("要交哪些材料（杭州）", "杭州要交哪些材料"),
        ("《停车办法》（2019年修订）", "《停车办法》（2019年修订）"),
        ("年龄（含本数）到几岁", "年龄（含本数）到几岁"),
    ],
)
def test_what_stands_in_brackets_behind_a_question_says_where(question: str, text: str) -> None:
    assert fronted(question) == text


@pytest.mark.parametrize(
    ("core", "title", "kind", "may"),
    [
        ("巴黎峰会", "某某2020年3月7日的讲话", "speech", True),
        ("巴黎峰会", "在罗马峰会上的讲话", "speech", False),
        ("村民代表会议", "某市村民组织办法", "local_regulation", True),
        ("重庆村民代表会议", "某市停车办法", "local_regulation", True),
        ("居民代表会议", "某市停车办法", "local_regulation", False),
    ],
)
def test_what_says_of_itself_on_no_occasion_may_be_of_any(
    core: str, title: str, kind: str, *, may: bool
) -> None:
    first = unit("村民代表会议由村民推选。", about(title, kind)).result
    assert may_be_meant(core, first) is may


@pytest.mark.parametrize(
    ("name", "title", "head", "is_of"),
    [
        (
            "教文卫体专家代表座谈会",
            "某日的讲话",
            "今天，我们召开教育文化卫生体育领域专家代表座谈会",
            True,
        ),
        ("在纪念甲乙诞辰百周年座谈会", "在纪念甲乙同志诞辰百周年座谈会上的讲话", "", True),
        ("纪念丙丁诞辰百周年座谈会", "在纪念甲乙同志诞辰百周年座谈会上的讲话", "", False),
        ("2020年2月讲话", "在某会议上的讲话", "", True),
        ("2020年3月讲话", "在某会议上的讲话", "", False),
        ("2019年巴黎演讲", "在巴黎的演讲", "", False),
        ("座谈会", "在座谈会上的讲话", "", False),  # of any
    ],
)
def test_a_text_is_of_an_occasion(name: str, title: str, head: str, is_of: bool) -> None:
    assert is_of_occasion(name, about(title, "speech", date(2020, 2, 14)), head) is is_of


@pytest.mark.parametrize(
    ("question", "name", "rest"),
    [
        ("2013年在某岛为什么倡议办银行", "2013年在某岛", "为什么倡议办银行"),
        ("2014年见张三时说的“某之锚”指什么", "2014年见张三", "“某之锚”指什么"),
        ("2013年5月李四访问某国时，两国关系提升了吗", "2013年5月李四访问某国", "两国关系提升了吗"),
        ("对青年提了哪五点希望", "", ""),  # on whatever occasion
        ("在某市，公章由谁保管", "", ""),
        ("对督查结论提出复核要交钱吗", "", ""),
    ],
)
def test_where_something_was_said_is_named(question: str, name: str, rest: str) -> None:
    assert setting_in(question) == (name, rest)


@pytest.mark.parametrize(
    ("name", "head", "is_of"),
    [
        ("纪念抗战胜利75周年", "纪念抗日战争暨反法西斯战争胜利75周年", True),
        ("纪念抗战胜利70周年", "纪念抗日战争暨反法西斯战争胜利75周年", False),
    ],
)
def test_a_speech_is_of_an_occasion_whose_words_it_opens_with(
    name: str, head: str, is_of: bool
) -> None:
    terms = [Term("抗战", 1.0, 0.5, ("抗日战争",)), Term("胜利", 1.0, 0.5), Term("周年", 1.0, 0.5)]
    assert is_of_occasion(name, about("某日的讲话", "speech"), head, terms) is is_of
