"""The list a question asks for, by its heading or by what announces it."""

from __future__ import annotations

import pytest

from service.answering.listing import list_asked
from tests.service.answering.papers import Paper, asked

NOTICE = """关于推进数字档案的意见
一、总体要求
（一）指导思想。以便民为本。
（二）基本原则。
1.坚持安全第一。守住底线。
2.坚持方便利用。服务群众。
（三）工作目标。三年建成。
二、主要任务
（一）建好档案库。扩大规模。
（二）用好档案库。开放查阅。
三、保障措施
（一）加强领导。压实责任。
（二）加强培训。提高能力。"""
SPEECH = """在防灾论坛上的讲话
同志们：今年灾害多发，大家付出了努力。
为此，我愿提出如下倡议。
第一，加强预警。信息要准。
第二，加强合作。守望相助。
谢谢大家。"""
LAW = """第一条 甲单位应当履行下列职责：
（一）管档案库；
（二）报档案库情况。"""


@pytest.mark.parametrize(
    ("text", "title", "question", "begins"),
    [
        # under the heading asked for; the title says the rest
        (NOTICE, "关于推进数字档案的意见", "推进数字档案的基本原则有哪几条",
         ["（二）基本原则", "1.坚持", "2.坚持"]),
        (NOTICE, "关于推进数字档案的意见", "数字档案的保障措施有哪些",
         ["三、保障措施", "（一）加强领导", "（二）加强培训"]),
        # behind what announces it; the head of a speech says where it was given
        (SPEECH, "携手同行", "防灾论坛上提了哪几条倡议", ["为此", "第一，", "第二，"]),
        # nothing heads what is asked for, no list is asked for, or an article says it itself
        (NOTICE, "关于推进数字档案的意见", "数字档案的收费标准有哪些", []),
        (NOTICE, "关于推进数字档案的意见", "推进数字档案的基本原则为什么重要", []),
        (LAW, "档案库条例", "甲单位有哪些职责", []),
    ],
)  # fmt: skip
def test_a_list_by_its_head(text: str, title: str, question: str, begins: list[str]) -> None:
    paper = Paper(text, title)
    listed = list_asked(asked(question), paper.scored(), paper.shelf)
    said = [paper.paper.text[slice(*span)] for span in listed.spans] if listed else []
    assert len(said) == len(begins), said
    assert all(one.startswith(start) for one, start in zip(said, begins, strict=True)), said
