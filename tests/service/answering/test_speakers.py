"""Whose words a question asks for, and whose they are."""

from __future__ import annotations

import pytest

from corpus.words import Segmenter
from service.answering.demands import Demands, demands_of, lacking
from service.answering.speakers import is_said_by, is_told_of, speaker_asked
from service.query import understand
from tests.service.answering.makers import about, unit

SEGMENTER = Segmenter(())


@pytest.mark.parametrize(
    ("question", "speaker"),
    [
        ("毛泽东关于调查研究说过什么", "毛泽东"),
        ("请问王沪宁怎么说", "王沪宁"),
        ("邓小平同志关于青年的论述", "邓小平"),
        ("关于就业毛泽东讲了什么", "毛泽东"),
        ("国家主席毛泽东怎么看调查研究", "毛泽东"),
        # what he did, how it is carried out, what others say, nobody, nobody who is known
        ("毛泽东在井冈山住过几年", ""),
        ("学习贯彻毛泽东重要讲话有什么要求", ""),
        ("谁讲过实事求是", ""),
        ("会议强调了什么", ""),
        ("申请人提出行政复议申请的期限", ""),
        ("幼儿园教师资格有什么要求", ""),
        ("毛泽东思想说的是什么", ""),
        ("张三丢了身份证应该提出什么申请", ""),
        ("", ""),
    ],
)
def test_whose_words_are_asked_for(question: str, speaker: str) -> None:
    assert speaker_asked(question, SEGMENTER.tagged, lambda name: name != "张三") == speaker


def test_who_is_told_of_is_called_by_his_title() -> None:
    held = {"王沪宁强调": 3, "张三丢了": 2}
    count = lambda wording: held.get(wording, 0)  # noqa: E731
    assert is_told_of("王沪宁", count)
    assert not is_told_of("张三", count)


@pytest.mark.parametrize(
    ("title", "around", "said"),
    [
        ("毛泽东在井冈山的讲话", "要调查研究。", True),
        ("回忆录", "毛泽东同志在井冈山时反复强调，要调查研究。", True),
        ("回忆录", "学习毛泽东同志关于调查研究的重要论述。他强调，要调查研究。", False),
        ("回忆录", "他强调，要调查研究。", False),
        ("回忆录", "毛泽东同志曾评价这项调查研究“有主见”。", True),
        ("毛泽东同志对调查研究作出重要指示", "要调查研究。", True),
        # a paper about him is none of his
        ("在纪念毛泽东同志诞辰大会上的讲话", "要调查研究。", False),
        ("毛泽东同志遗体告别仪式举行", "永垂不朽。", False),
    ],
)
def test_whose_words_they_are(title: str, around: str, said: bool) -> None:
    assert is_said_by("毛泽东", about(title, "speech"), around) is said


def test_what_another_said_is_no_answer() -> None:
    query = understand("毛泽东关于调查研究说过什么", SEGMENTER)
    demands = demands_of(query, lambda _: 1, speaker="毛泽东")
    assert demands == Demands(speaker="毛泽东")
    other = unit("要调查研究。", about("邓小平的讲话", "speech"))
    assert lacking(other, demands, None, None) == "speaker"  # type: ignore[arg-type]
    own = unit("要调查研究。", about("毛泽东的讲话", "speech"))
    assert not lacking(own, demands, None, None)  # type: ignore[arg-type]
