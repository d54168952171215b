"""Bridges: a role's duties, a rule's penalty, found in another place of the same work."""

from __future__ import annotations

import pytest

from service.answering.bridges import bridged
from tests.service.answering.papers import Paper, asked

LAW = """第三条 商户应当建立台账制度。
第四条 商户违反本法规定，未建立台账制度的，处九百元罚款。
第五条 单位的主要负责人是本单位安全第一责任人，全面负责。
第六条 其他负责人各负其责。
第七条 单位应当公示收费标准。
第八条 有下列情形之一的，应当撤销证书：
（一）考试作弊的；
（二）违反操作规程的。
违反前款第（一）项规定的，三年内不得再次申请证书，处500元罚款。
第二十一条 单位的主要负责人对本单位安全工作负有下列职责：
（一）建立安全责任制；
（二）组织制定规章制度；
（三）及时报告事故。
第九条 任何人不得损毁公示牌。
第二十二条 班组长应当履行下列职责：
（一）每天点名；
（二）交接班；
（三）记录。
第三十条 单位违反本法第七条规定的，由主管部门责令改正，处一万元以下罚款。
第三十一条 违反本法第七十条规定的，处十万元罚款。
第三十二条 违反《收费法》第六条或者本法第六条之一规定的，处二万元罚款。
第三十三条 违反本法第九条规定的，由主管部门责令赔偿，处警告。
第三十四条 违反本法第四十条第二项规定的，处三百元罚款。
第三十五条 违反本法第四十条第一项规定的，处四百元罚款。
第四十条 驾驶员应当遵守以下规定：
（一）不超速行驶；
（二）不疲劳驾驶。
第五十条 建筑物应当设置标志牌。
建筑物不得改装外墙。
第五十一条 违反本法第五十条第二款规定的，处八百元罚款。"""
DUTIES = ["第五条", "第二十一条", "（一）建立", "（二）组织", "（三）及时"]


@pytest.mark.parametrize(
    ("question", "found", "begins"),
    [
        ("第一责任人要做什么", "第五条", DUTIES),
        ("安全第一责任人有哪些职责", "第五条", DUTIES),
        ("第一责任人的职责是什么", "第五条", DUTIES),
        # who is it asks no duties
        ("第一责任人是谁", "第五条", []),
        # what announces the role's own duties further down is the list asked for
        ("单位的主要负责人要做什么", "第二十一条", DUTIES[1:]),
        ("其他负责人要做什么", "第二十一条", []),
        # a role that the sentence gives to nobody
        ("安全员要做什么", "第六条", []),
        # the penalty for this item of an article, and no other
        ("超速怎么罚", "（一）不超速", ["（一）不超速", "第三十五条"]),
        # the penalty for what an article lays down, and of no other article
        ("不公示收费标准罚多少钱", "第七条", ["第七条", "第三十条"]),
        ("不公示收费标准怎么处罚", "第七条", ["第七条", "第三十条"]),
        ("收费标准要公示吗", "第七条", []),
        # the rule as well, where that is asked for too: of the article named, or what says the same
        ("外墙能不能改装，罚多少", "第五十一条", ["建筑物不得改装", "第五十一条"]),
        ("建筑物改装外墙罚多少", "第五十一条", []),
        ("台账制度要不要建立，没建立罚多少", "第四条", ["第三条", "第四条"]),
        ("台账制度要不要建立，没建立罚多少", "第三条", ["第三条", "第四条"]),
        # the rule for one item of the same article
        ("考试作弊怎么罚", "（一）考试", ["（一）考试", "违反前款第（一）项"]),
        ("违反操作规程怎么罚", "（二）违反", []),
        # another law's article of that number, and 第六条之一, are others
        ("其他负责人不负责怎么罚", "第六条", []),
        # to judge is no penalty, nor is who is in charge
        ("怎么判断收费标准是否公示", "第七条", []),
        ("收费标准公示归谁管", "第七条", []),
        ("损毁公示牌谁来管", "第九条", ["第九条", "第三十三条"]),
        # 班组长 is no 组长
        ("组长要做什么", "第六条", []),
        ("班组长要做什么", "第六条", ["第二十二条", "（一）每天", "（二）交接", "（三）记录"]),
        # what asks in very many words answers as soon
        ("安全生产" + "需要" * 60, "第六条", []),
        # what says the penalty itself leads nowhere
        ("怎么罚", "第三十一条", []),
    ],
)
def test_what_a_work_says_elsewhere(question: str, found: str, begins: list[str]) -> None:
    paper = Paper(LAW)
    said = paper.said(bridged(asked(question), paper.scored(found), paper.shelf))
    assert len(said) == len(begins), said
    assert all(one.startswith(start) for one, start in zip(said, begins, strict=True)), said
