"""A library of thousands vouches for no answer that says nothing of the thing asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

import pytest

from corpus.words import Segmenter
from service.answering.signs import figure_of
from service.answering.vouching import unvouched
from service.answering.wording import Term
from service.answering.writer import Quote
from service.query import understand
from tests.service.answering.makers import about, unit

if TYPE_CHECKING:
    import re

    from corpus.model import Description, DocumentId, Span
    from service.answering.features import Asked
    from service.query import Query
    from service.shelf import Shelf

SEGMENTER = Segmenter(())
TEXT = "诉讼费用由申请人预交。"


class AskedFor(NamedTuple):
    """As much of a question as is looked at here."""

    query: Query
    terms: tuple[Term, ...]
    figure: re.Pattern[str] | None = None


class OnePaper:
    """A shelf that holds one paper."""

    def __init__(self, kind: str) -> None:
        self._about = about("诉讼费用交纳办法", kind)

    def descriptions(self) -> list[Description]:
        return [self._about]

    def description(self, _: DocumentId) -> Description:
        return self._about

    def excerpt(self, _: DocumentId, span: Span) -> str:
        return TEXT[span.start : span.end]


def reason(
    question: str, kind: str = "regulation", held: int = 500, text: str = TEXT
) -> str | None:
    """Why a shelf of one paper does not vouch for its first sentence."""
    query = understand(question, SEGMENTER)
    terms = tuple(Term(word, 2.0, 0.5, held=held) for word in query.words)
    passage = unit(TEXT, about("诉讼费用交纳办法", kind)).passage
    quotes = [Quote(passage, passage.span, 0.5)]
    shelf = cast("Shelf", OnePaper(kind))
    asked = cast("Asked", AskedFor(query, terms, figure_of(query)))
    return unvouched(asked, quotes, [text], shelf, SEGMENTER.has_word)


@pytest.mark.parametrize(
    ("question", "unsaid"),
    [
        ("诉讼费用怎么交", ""),
        ("红烧肉怎么做", "红烧肉"),
        ("在北京，诉讼费用怎么交", ""),  # what holds everywhere names no place
        ("申请人预交诉讼费用时要不要律师到场签字", ""),  # says much: not all need stand there
    ],
)
def test_the_few_words_of_a_question_stand_by_what_answers(question: str, unsaid: str) -> None:
    why = reason(question)
    assert (f"没有提到“{unsaid}”" in (why or "")) if unsaid else why is None


def test_of_three_words_one_that_hardly_a_text_has_was_cut_wrongly() -> None:
    assert reason("抢救手术拍板", held=5) is None
    assert reason("抢救手术拍板")


def test_essays_answer_only_who_asks_for_them() -> None:
    assert "只有范文" in (reason("诉讼费用怎么交", "essay") or "")
    assert reason("诉讼费用的范文", "essay") is None


@pytest.mark.parametrize(
    ("question", "text", "given"),
    [
        ("诉讼要满足什么条件", "诉讼费用由申请人预交，他去年满足了条件。", False),
        ("诉讼费用怎么学", "他诉讼费用学了三年。", False),
        ("诉讼费用去年增长多少", "美国的诉讼费用去年增长5%。", False),
        ("诉讼费用怎么交", "申请人应当预交诉讼费用。", True),
    ],
)
def test_news_of_somebody_lays_nothing_down(question: str, text: str, given: bool) -> None:
    assert (reason(question, "news", text=text) is None) is given


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("各级党委（党组）要履行责任，党委抓落实。", False),
        ("党委由选举产生；党组由上级批准设立。", True),  # each side by itself
        ("党委与党组的职权不同。", True),
    ],
)
def test_a_difference_is_told_of_each_side_or_of_both_as_differing(text: str, given: bool) -> None:
    assert ("没有写明" in (reason("党组和党委的区别", text=text) or "")) is not given
