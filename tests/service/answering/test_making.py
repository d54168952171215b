"""What a text says of its own making: who made it, when, where, and by what laws."""

from __future__ import annotations

import pytest

from corpus.model import Description, DocumentId, Source
from service.answering.making import making_of
from service.answering.writer import Scored
from service.query import understand
from tests.service.answering.makers import unit
from tests.service.answering.papers import SEGMENTER, Paper

REPORT = """某市政府工作报告
——2026年1月27日在某市第十四届人民代表大会第四次会议上
某市人民政府市长 王明远
各位代表：
现在，我向大会报告工作，请予审议。"""
SPEECH = """不断开拓新境界
要立足我国实践。这是某某2015年11月23日在第二十八次集体学习时的讲话。"""
RULE = """第一条 为了保护古树，根据《中华人民共和国森林法》，制定本条例。
第二条 古树主管部门依据规范制定技术规定。"""
DAY, MAYOR = "——2026年1月27日", "某市人民政府市长"


@pytest.mark.parametrize(
    ("text", "kind", "title", "question", "begins"),
    [
        (REPORT, "report", "某市政府工作报告", "某市政府工作报告是谁作的", [MAYOR]),
        (REPORT, "report", "某市政府工作报告", "谁在人代会上作的政府工作报告", [MAYOR]),
        (REPORT, "report", "某市政府工作报告", "某市的报告是哪天在什么会上作的", [DAY]),
        (REPORT, "report", "某市政府工作报告", "某市的报告是谁在哪天作的", [DAY, MAYOR]),
        (REPORT, "report", "某市政府工作报告", "某市的报告是怎么作的", []),
        (REPORT, "law", "某市政府工作报告", "某市政府工作报告是谁作的", []),
        (SPEECH, "speech", "不断开拓新境界", "“不断开拓新境界”是哪天讲的", ["这是某某"]),
        (SPEECH, "speech", "不断开拓新境界", "“不断开拓新境界”是谁讲的", []),  # nobody says
        (RULE, "regulation", "古树条例", "古树条例的上位法依据", ["第一条"]),
        (RULE, "regulation", "古树条例", "古树条例是根据什么法律制定的", ["第一条"]),
        (RULE, "regulation", "古树条例", "名木条例的上位法依据", []),  # another rule
    ],
)
def test_a_text_tells_of_its_making(
    text: str, kind: str, title: str, question: str, begins: list[str]
) -> None:
    paper = Paper(text, title)
    source = Source("a.txt", "0" * 64, "plain")
    held = Description(id=DocumentId(title), work=title, title=title, kind=kind, source=source)
    best = Scored(unit("最像的一句。", held), 0.5)
    said = paper.said(making_of(understand(question, SEGMENTER), [best], paper.shelf))
    assert len(said) == len(begins), said
    assert all(one.startswith(start) for one, start in zip(said, begins, strict=True)), said
