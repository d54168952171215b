"""What would be quoted shows what is asked for, or is no answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest

from corpus.words import Segmenter
from service.answering.showing import lacks_duties, lacks_figure, lacks_items
from service.answering.signs import figure_of
from service.answering.wording import Term
from service.query import understand

if TYPE_CHECKING:
    from service.answering.features import Asked
    from service.query import Query

SEGMENTER = Segmenter(())


class AskedFor:
    """As much of a question as is looked at here."""

    def __init__(self, question: str) -> None:
        self.query: Query = understand(question, SEGMENTER)
        self.figure = figure_of(self.query)
        self.terms = [Term(word, 1.0, 0.5) for word in self.query.words]


def asked(question: str) -> Asked:
    return cast("Asked", AskedFor(question))


@pytest.mark.parametrize(
    ("question", "texts", "lacks"),
    [
        ("考试费多少钱", ["考试报名、考试按规定执行。"], True),
        ("考试费多少钱", ["考试报名按规定执行。", "每人收费50元。"], False),
        ("谁收考试费", ["考试机构收取。"], False),
        # a year or a day is no length of time
        ("审核要几天", ["2018年12月20日印发。"], True),
        ("审核要几天", ["一般不少于5个工作日。"], False),
        ("住院能报几成", ["按规定支付。"], True),
        ("住院能报几成", ["由基金按75%支付。"], False),
        # so much of whatever
        ("深圳生产总值是多少", ["成功实践证明决策正确。"], True),
        ("深圳生产总值是多少", ["达到2.7万亿。"], False),
        # a year or a day is no amount
        ("今年目标是多少", ["同意报告提出的2023年主要目标，3月5日通过。"], True),
        ("今年目标是多少", ["2023年增长目标为5%左右。"], False),
        # the unit asked for, however it is set; days are no years
        ("补贴每平方米多少钱", ["标准为每平方米37 元。"], False),
        ("中奖后几天不领作废", ["自开奖之日起60个自然日内兑奖。"], False),
        ("年假几天", ["可以跨1个年度安排。"], True),
        ("年假几天", ["满10年的，年休假10天。"], False),
        ("工资每月几号发", ["应当在三个月前提出。"], True),
        ("工资每月几号发", ["每月15日前发放。"], False),
        ("没休假给几倍工资", ["按日工资收入的300%支付。"], False),
        ("家里暖气要多少度", ["室内温度不低于十八摄氏度。"], False),
        ("转租期限有什么限制", ["不得超过剩余租赁期限。"], False),
        ("什么时候报名", ["细则明确了关键时间节点。"], True),
        ("非煤矿山多久检查一次", ["应当责令立即停止作业。"], True),
        ("矿山多久检查一次", ["应当每15日检查一次。"], False),
        ("台胞买房限购几套", ["台湾同胞可以参加社会保险。"], True),
        # when something counts from may be an event
        ("期限从哪天算", ["付款期限自验收合格之日起算。"], False),
    ],
)
def test_a_figure_asked_for_is_shown(question: str, texts: list[str], *, lacks: bool) -> None:
    assert lacks_figure(asked(question), texts) == lacks


@pytest.mark.parametrize(
    ("question", "texts", "lacks"),
    [
        ("四大工程是哪四个", ["苏州市实施“四大工程”，扎实推进高水平开放。"], True),
        ("四大平台是哪四个", ["成为国际采购、投资促进、人文交流、开放合作的四大平台。"], False),
        ("提了哪三点倡议", ["提三点倡议。", "第一，开放。", "第二，创新。", "第三，共赢。"], False),
        ("公文分为哪几种", ["公文写作要讲规范。"], True),
        ("公文分为哪几种", ["公文分为决议、决定、命令等。"], False),
        ("有哪两个中心", ["建设两个中心。"], False),  # of two, one sentence may do
    ],
)
def test_so_many_things_are_shown(question: str, texts: list[str], *, lacks: bool) -> None:
    assert lacks_items(asked(question), texts) == lacks


@pytest.mark.parametrize(
    ("question", "texts", "lacks"),
    [
        ("支部书记的职责是什么", ["她是当时的支部书记，向大家汇报。"], True),
        ("支部书记的职责是什么", ["支部书记主持支部的日常工作。"], False),
        ("支部书记是谁", ["她是支部书记。"], False),
        ("消费者协会的职责有哪些", ["经营者有责任保护消费者。"], True),  # another's
    ],
)
def test_duties_asked_for_are_spoken_of(question: str, texts: list[str], *, lacks: bool) -> None:
    assert lacks_duties(asked(question), texts) == lacks
