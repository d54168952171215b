"""What is quoted of the sentences found, where headings ask what is asked."""

from __future__ import annotations

import re
from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest

from service.answering.defining import defined, defining
from service.answering.quoting import Quoter, _defined_so
from service.answering.selecting import foremost
from service.answering.shapes import headed
from service.answering.writer import Scored
from service.query import understand
from tests.service.answering.makers import about, unit
from tests.service.answering.papers import SEGMENTER, Paper, asked

if TYPE_CHECKING:
    from service.answering.features import Asked
    from service.answering.weighing import Weigher
    from service.answering.writer import Writer

ANSWERS = """创业贷款问答
一、创业贷款有哪些申请条件？
（一）有经营项目；
（二）无其他贷款。
二、哪些银行经办创业贷款？
目前有九家银行经办。
三、创业贷款最长几年？
每次不超过三年。"""
TENDERS = """第一条 国有资金占主导的必须招标的项目，应当公开招标；有下列情形的，可以邀请招标：
（一）技术复杂；
（二）费用过高。
第二条 下列项目的采购，必须进行招标：
（一）公用事业项目；
（二）国有资金项目。"""
TERM = """第一条 向法院提起行政起诉的，应当自知道行政行为之日起六个月内提出。"""
POINTS = """第一条 驾驶人有下列行为之一，一次记6分：
（一）超速；
（二）逆行。
第二条 驾驶人有下列行为之一，一次记3分：
（一）倒车；
（二）接听电话；
（三）拨打电话。"""
RULE = """第一条 各类标识样式有所不同。
第二条 水效标识应当包括以下内容：
（一）名称；
（二）等级。"""


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("哪些银行能办创业贷款", ["目前有九家"]),
        ("创业贷款最长可以贷几年", ["每次不超过"]),
        ("住房贷款最长几年", []),
        ("创业贷款利率是多少", []),
    ],
)
def test_a_heading_that_asks_the_same(question: str, begins: list[str]) -> None:
    said = [one.unit.text for one in headed(asked(question), Paper(ANSWERS).scored())]
    assert [text[:5] for text in said] == begins


def test_what_announces_the_list_asked_for_goes_first() -> None:
    found = Paper(RULE).scored("第一条")
    ranked = foremost(asked("水效标识包括哪些内容"), found)
    assert ranked[0].unit.text.startswith("第二条")  # though the first is far likelier
    assert len(ranked) == len(found)


def test_the_last_words_before_a_list_say_what_it_is_of() -> None:
    found = Paper(TENDERS).scored("第一条")
    ranked = foremost(asked("必须招标的项目有哪些"), found)
    assert ranked[0].unit.text.startswith("第二条")


def test_a_law_goes_before_what_explains_it() -> None:
    law, ruling = Paper(TERM), Paper(TERM)
    law.paper = replace(law.paper, description=replace(law.paper.description, kind="law"))
    ranked = foremost(asked("行政起诉期限多久"), [*ruling.scored(), *law.scored()])
    assert [one.unit.result.card.description.kind for one in ranked] == ["law", "other"]


def test_an_item_is_quoted_with_what_its_list_lays_down() -> None:
    paper = Paper(POINTS)
    quoter = Quoter(cast("Writer", None), cast("Weigher", None), paper.shelf)
    led = quoter._led(paper.scored("（二）接")[:1], re.compile(r"记\d分"))
    assert [text[:4] for text in quoter.texts(led)] == ["第二条 ", "（二）接"]
    assert not quoter._led(paper.scored("（二）接")[:1], re.compile(r"罚\d元"))


def test_what_counts_as_a_thing_is_told_by_what_says_what_it_is() -> None:
    query = understand("多少年才算古树", SEGMENTER)
    of = about("古树保护条例", "regulation")
    texts = [
        "古树每100年普查一次。",
        "本条例所称古树，是指树龄100年以上的树木。",
        "所称古树，不含果树。",
    ]
    scored = [Scored(unit(text, of), 0.5) for text in texts]
    wanted = SimpleNamespace(defines=defining(defined(query, "")), figure=re.compile(r"\d+年"))
    found = _defined_so(cast("Asked", wanted), scored)
    assert [one.unit.text for one in found] == texts[1:2]
