"""A reply cut into sentences while it comes, and each parted from its marks."""

from __future__ import annotations

import pytest

from service.phrasing.model import ModelFailed
from service.phrasing.sentences import LONGEST, cut, parted


@pytest.mark.parametrize(
    ("reply", "sentences"),
    [
        ("甲[1]。乙[2]。", ["甲[1]。", "乙[2]。"]),
        ("甲。[1]乙。[2][3]", ["甲。[1]", "乙。[2][3]"]),
        ("甲。[1, 2] 乙。【3】", ["甲。[1, 2]", "乙。【3】"]),
        ("甲[1]\n\n乙[2]", ["甲[1]", "乙[2]"]),
        # a stop inside a quotation is the quotation's
        ("它说：“甲。乙！”[1]。丙[2]。", ["它说：“甲。乙！”[1]。", "丙[2]。"]),
        ("它说：“甲。”[1]丙[2]。", ["它说：“甲。”[1]", "丙[2]。"]),
        ("甲；乙，丙3.5%[1]。", ["甲；乙，丙3.5%[1]。"]),
        ("  \n ", []),
        ("没有完", ["没有完"]),
        ("“没有完。乙。", ["“没有完。乙。"]),
    ],
)
def test_sentences(reply: str, sentences: list[str]) -> None:
    assert list(cut([reply])) == sentences
    # However it is cut up on its way, it is cut up the same here.
    assert list(cut(reply)) == sentences
    assert list(cut(reply[at : at + 2] for at in range(0, len(reply), 2))) == sentences


def test_a_sentence_is_told_as_soon_as_it_is_whole() -> None:
    said: list[str] = []

    def speaking() -> object:
        for words in ("甲应当", "落实。", "[1]", "乙"):
            said.append(words)
            yield words
        raise AssertionError("asked for more than it needs")

    assert next(cut(speaking())) == "甲应当落实。[1]"  # type: ignore[arg-type]
    assert said[-1] == "乙"


def test_what_never_ends_is_no_sentence() -> None:
    with pytest.raises(ModelFailed):
        list(cut("长" for _ in range(LONGEST + 2)))


@pytest.mark.parametrize(
    ("sentence", "words", "numbers"),
    [
        ("甲应当落实[1]。", "甲应当落实。", (1,)),
        ("甲应当落实。[1][3]", "甲应当落实。", (1, 3)),
        ("甲应当落实［2，1］【2】。", "甲应当落实。", (2, 1)),
        ("1. 甲应当落实 [1] 。", "甲应当落实。", (1,)),
        ("- **甲**应当落实[1]。", "甲应当落实。", (1,)),
        ("（二）甲应当落实[1]。", "甲应当落实。", (1,)),
        ("## 甲应当落实", "甲应当落实", ()),
        ("3.5%以上的甲[1]", "3.5%以上的甲", (1,)),
        ("3人以上的甲[1]", "3人以上的甲", (1,)),
        ("甲[注1]", "甲[注1]", ()),
    ],
)
def test_marks(sentence: str, words: str, numbers: tuple[int, ...]) -> None:
    assert parted(sentence) == (words, numbers)
