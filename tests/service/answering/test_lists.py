"""Lists: found from what announces them, or from one of their items."""

from __future__ import annotations

import pytest

from corpus.model import Span
from service.answering.lists import list_at
from tests.corpus.outlines import document_of

RULE = """第五条 党支部书记履行下列职责：
（一）主持党支部工作；
（二）召集支部党员大会；
（三）抓好党员教育。
第六条 党支部每月召开一次会议。"""
SPEECH = """同志们：大家好。
这里，我给大家提3点要求。
一是要讲政治。始终对党忠诚。
二是要抓发展。带领群众致富。
三是要带队伍。事事带头。
各级组织要关心干部。"""
DASHED = """这次活动取得了新的经验。
——必须突出重点。抓住要害。
——必须领导带头。以上率下。
下面讲问题。"""
BACK = """特区积累了经验。
一是必须坚持党的领导。
二是必须坚持开放。
三是必须坚持创新。以上三条，是宝贵经验，要倍加珍惜。今后要继续努力。"""
PLAIN = """一、工作回顾
全市生产总值增长5%，财政收入增长3%。
（一）工业稳步增长。
（二）农业再获丰收。"""


@pytest.mark.parametrize(
    ("text", "sentence", "wanted", "begins"),
    [
        # under the article that announces it
        (RULE, "第五条 党支部书记履行下列职责：", False, ["第五条", "（一）", "（二）", "（三）"]),
        # from one of its items, where a list is asked for, and only then
        (RULE, "（二）召集支部党员大会；", True, ["第五条", "（一）", "（二）", "（三）"]),
        (RULE, "（二）召集支部党员大会；", False, []),
        # after the sentence that announces it
        (SPEECH, "这里，我给大家提3点要求。", False, ["这里", "一是", "二是", "三是"]),
        (SPEECH, "二是要抓发展。", True, ["这里", "一是", "二是", "三是"]),
        (DASHED, "这次活动取得了新的经验。", True, ["这次", "——必须突出", "——必须领导"]),
        # before the sentence that looks back on it
        (BACK, "以上三条，是宝贵经验，要倍加珍惜。", True, ["一是", "二是", "三是"]),
        # no list
        (RULE, "第六条 党支部每月召开一次会议。", True, []),
        (PLAIN, "全市生产总值增长5%，财政收入增长3%。", True, []),
    ],
)
def test_a_list_is_found(text: str, sentence: str, wanted: bool, begins: list[str]) -> None:
    document = document_of(text)
    start = document.text.index(sentence)
    spans = list_at(document, Span(start, start + len(sentence)), wanted=wanted)
    said = [document.text[slice(*span)] for span in spans]
    assert len(said) == len(begins), said
    assert all(one.startswith(head) for one, head in zip(said, begins, strict=True)), said


def test_long_items_are_quoted_by_their_first_sentence() -> None:
    long = "坚持从实际出发，带领群众一起做好各项工作，让老百姓生活越来越好。" * 6
    text = f"我讲两点意见。\n第一，要讲政治。{long}\n第二，要抓发展。{long}"
    document = document_of(text)
    said = [document.text[slice(*span)] for span in list_at(document, Span(0, 7), wanted=True)]
    assert said == ["我讲两点意见。", "第一，要讲政治。", "第二，要抓发展。"]
