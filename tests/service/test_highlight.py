"""Which characters are marked."""

from __future__ import annotations

from itertools import pairwise

import pytest

from corpus.words import Segmenter
from service.highlight import highlight
from service.query import understand

SEGMENTER = Segmenter()


@pytest.mark.parametrize(
    ("question", "text", "marked"),
    [
        # the longest run of the question's words, as one mark
        ("第一责任人要做什么", "书记是第一责任人，应当带头。", ["第一责任人"]),
        # a word inside another word is not the word that was asked for
        ("中国", "发展中国家与中国合作。", ["中国"]),
        # width and quote style do not matter, and offsets stay right
        ("“两个ＡＢ”", "坚持“两个ab”原则", ["两个ab"]),
        # one character alone is never marked
        ("党", "党的建设", []),
        # what stands in quotation marks is marked wherever it stands
        ("“展中国”", "发展中国家", ["展中国"]),
        # … and its words nowhere else
        ("“安全检查”", "安全是一，安全检查要勤。", ["安全检查"]),
        # marks that touch become one
        ("安全生产", "安全生产责任", ["安全生产"]),
    ],
)
def test_marks(question: str, text: str, marked: list[str]) -> None:
    query = understand(question, SEGMENTER)
    spans = highlight(text, query.words, query.phrases, SEGMENTER)
    assert [text[start:end] for start, end in spans] == marked


def test_marks_are_sorted_and_apart() -> None:
    query = understand("安全生产责任制和安全检查", SEGMENTER)
    text = "安全检查与安全生产责任制，安全检查。"
    spans = highlight(text, query.words, query.phrases, SEGMENTER)
    assert len(spans) > 2
    assert all(one.end < other.start for one, other in pairwise(spans))
