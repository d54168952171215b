"""What a refusal says of what is nearest, and why it is none."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple, cast

import numpy as np
import pytest

from corpus.words import Segmenter
from service.answering.demands import demands_of
from service.answering.features import NAMES
from service.answering.refusal import Judge
from service.answering.selecting import Selection
from service.answering.signs import figure_of
from service.answering.wording import Term
from service.answering.writer import Scored
from service.query import understand
from tests.service.answering.makers import about, unit

if TYPE_CHECKING:
    import re

    from service.answering.features import Asked
    from service.query import Query
    from service.shelf import Shelf

SEGMENTER = Segmenter(())
NEAR = about("某省办法", "regulation", date(2024, 1, 1))


class OneHeld:
    """A shelf of one document."""

    @staticmethod
    def descriptions() -> list[object]:
        return [NEAR]


@pytest.mark.parametrize(
    ("question", "lack", "said"),
    [
        ("2021年补助多少", "year", "没有找到2021年的“补助”；最接近的内容在《某省办法》"),
        ("广州补助多少", "place", "没有找到广州的有关内容；最接近的内容在《某省办法》，地方不同"),
        ("二级医院什么时候考核", "grade", "没有找到“二级”的有关内容"),
        ("二级医院什么时候考核", "grade", "级别或类别不同"),
        ("第四届进博会面积多大", "ordinal", "没有找到“第四届”的有关内容"),
        (
            "团支部书记怎么选",
            "subject",
            "没有找到能够回答“团支部书记怎么选”、说的正是“团支部”的原文",
        ),
        ("华能集团的注册资本", "name", "没有找到“华能”的有关内容"),
        ("党的十九大报告怎么说主要矛盾", "name", "没有这份文件的有关内容"),
    ],
)
def test_the_refusal_says_what_is_not_met(question: str, lack: str, said: str) -> None:
    query = understand(question, SEGMENTER)
    demands = demands_of(query, lambda _: 1)
    barred = [(Scored(unit("别的内容。", NEAR), 0.9), lack)]
    selection = Selection(cast("Asked", None), demands, [], np.zeros((0, 1), np.float32), barred)
    reason = Judge(cast("Shelf", OneHeld())).refusal(query, selection, ()) or ""
    assert said in reason
    assert reason.startswith("馆藏 1 份文件中没有")
    some = Judge(cast("Shelf", OneHeld())).refusal(query, selection, (), narrowed=True) or ""
    assert some.startswith("所选范围的文件中没有")  # of the others it knows nothing
    assert reason.endswith("请勿引用。")


def word_of(word: str) -> Term:
    """A word of a question; 党费 is said nowhere."""
    return Term(word, 1.0, 0.5, held=int(word != "党费"))


class AskedFor(NamedTuple):
    """As much of a question as is looked at here."""

    query: Query
    terms: tuple[Term, ...]
    figure: re.Pattern[str] | None


@pytest.mark.parametrize(
    ("question", "words", "said"),
    [
        # what was looked for, what lacks, what stands nowhere, and what is near
        (
            "党费多久交一次？",
            ["党费"],
            "没有写明期限、能够回答“党费多久交一次”的原文，没有提到“党费”；",
        ),
        # what is mentioned elsewhere is missing only there
        ("工伤多久认定", ["认定"], "的原文，最接近的一段没有提到“认定”；"),
        ("补助多少元", ["补助"], "没有写明数字、能够回答“补助多少元”的原文；"),
        ("什么时候发补助", ["补助"], "没有写明日期、能够回答“什么时候发补助”的原文；"),
        ("补助为什么这样发", ["补助"], "没有能够回答“补助为什么这样发”的原文；"),
        ("补助为什么" + "非常" * 500 + "少", ["补助"], "没有能够回答“补助为什么非常…少”的原文；"),
    ],
)
def test_the_refusal_says_what_was_looked_for(question: str, words: list[str], said: str) -> None:
    query = understand(question, SEGMENTER)
    asked = AskedFor(query, tuple(map(word_of, words)), figure_of(query))
    nearest = [Scored(unit("补助按规定发放。", NEAR), 0.0)]
    rows = np.zeros((1, len(NAMES)), np.float32)
    selection = Selection(cast("Asked", asked), demands_of(query, lambda _: 1), nearest, rows, [])
    reason = Judge(cast("Shelf", OneHeld())).refusal(query, selection, ["补助按规定发放。"]) or ""
    assert said in reason
    assert reason.endswith("最接近的内容在《某省办法》，见下。")


@pytest.mark.parametrize("question", ["的" * 2000, "如何" * 900, "怎么办？", "？？"])
def test_what_only_asks_is_told_so(question: str) -> None:
    query = understand(question, SEGMENTER)
    nothing = Selection(
        cast("Asked", None), demands_of(query, lambda _: 1), [], np.zeros((0, 1), np.float32), []
    )
    reason = Judge(cast("Shelf", OneHeld())).refusal(query, nothing, ()) or ""
    assert "没有说要找什么" in reason
    assert len(reason) < 60
