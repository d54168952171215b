"""Whether a library of thousands of papers vouches for an answer: something near is found there for
any question, and that it is near is no answer.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.model import NORMATIVE_KINDS, Span
from corpus.text import fold
from service.answering.focus import is_told_apart
from service.answering.places import is_abroad, places_in

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from service.answering.features import Asked
    from service.answering.wording import Term
    from service.answering.writer import Quote
    from service.shelf import Shelf

#: What asks for essays: a library of thousands of papers has better to quote.
ESSAYS = re.compile("申论|作文|范文|考试|文章")
#: Words of a question that are all told, and letters around a quotation in which they may be.
TOLD, AROUND = 3, 400
#: Of more words than two only one that many passages have tells what is asked about: what few have
#: was cut wrongly. It weighs about as much as the heaviest.
TWO, KNOWN, HEAVY = 2, 20, 0.6
_MARKS, _NUMBER = re.compile('[“”"]'), re.compile("百分之")
#: What asks how a thing of every day is done, or what is laid down; what news that answers says.
_HOW = re.compile("(?:怎么|咋|如何|怎样)(?!算)")
_DOING = re.compile(
    "要(?!求)|应当?|必须|可以|需要?|坚持|通过|采取|加强|完善|推进|推动|落实|着力|统筹|建立|健全|申请(?!人)|提交|办理|按照?|实施"
)
_LAID_DOWN = re.compile(
    "(?:满足|符合|具备|要|有)(?:什么|哪些|啥)(?:条件|材料|手续|程序|资格)|职权|职责|处分|怎么(?:处?罚|判)"
)


def unvouched(
    asked: Asked,
    quotes: Sequence[Quote],
    texts: Sequence[str],
    shelf: Shelf,
    has_word: Callable[[str], bool],
) -> str | None:
    """Why what would be quoted (its ``texts``) is no answer though it is near, in Chinese: only
    essays say it, which nobody can cite, news tells of somebody who did it, or it says nothing of
    the thing asked about. Who asks for essays takes what is near.
    """
    if ESSAYS.search(asked.query.text):
        return None
    held = f"馆藏 {len(shelf.descriptions())} 份文件"
    kinds = {shelf.description(one.passage.document_id).kind for one in quotes}
    if kinds == {"essay"}:
        return f"{held}中没有能够引用的原文，只有范文谈到；最接近的内容见下，请勿引用。"
    first = shelf.description(quotes[0].passage.document_id).kind if quotes else ""
    if kinds == {"news"} and asked.figure and is_abroad(asked.query.text, texts[0]):
        return f"{held}中只有新闻谈到别国的情况；最接近的内容见下，请勿引用。"
    if (
        first == "news"
        and kinds.isdisjoint(NORMATIVE_KINDS)
        and _only_told(asked.query.text, fold(texts[0]))
    ):
        said = f"{held}中没有写明“{asked.query.text.rstrip('？?。 ')}”的原文"
        return f"{said}，只有新闻谈到；最接近的内容见下，请勿引用。"
    if not is_told_apart(asked.query.text, asked.terms, fold(" ".join(texts))):
        said = f"{held}中没有写明“{asked.query.text.rstrip('？?。 ')}”的原文"
        return f"{said}；最接近的内容见下，请勿引用。"
    if unsaid := _unsaid(asked, quotes, shelf, has_word):
        said = f"{held}中没有能够回答“{asked.query.text.rstrip('？?。 ')}”的原文"
        return f"{said}，最接近的一段没有提到“{unsaid}”；最接近的内容见下，请勿引用。"
    return None


def _only_told(question: str, told: str) -> bool:
    """Whether it is asked how a thing is done or what is laid down, and news says neither."""
    return bool(_LAID_DOWN.search(question) or (_HOW.search(question) and not _DOING.search(told)))


def _unsaid(
    asked: Asked, quotes: Sequence[Quote], shelf: Shelf, has_word: Callable[[str], bool]
) -> str:
    """The word of a question of few that tells what is asked about and stands nowhere around what
    would be quoted; empty where there is none.
    """
    words = [term for term in asked.terms if term.word[1:]]
    if not 0 < len(words) <= TOLD or not quotes:
        return ""
    around = _MARKS.sub("", fold(" ".join(_around(one, shelf) for one in quotes)))
    least = HEAVY * max(term.weight for term in words)
    return next(
        (
            term.word
            for term in words
            if term.weight >= least
            and (len(words) <= TWO or term.held >= KNOWN)
            and (has_word(term.word) or term.others or term.word.isdigit())
            and not places_in(term.word)  # what holds everywhere names none
            and not _NUMBER.search(term.word)
            and not _is_told(term, around)
        ),
        "",
    )


def _is_told(term: Term, around: str) -> bool:
    """Whether a word or another for it stands in a text, or what it begins and ends with; what
    only makes one ask with it is not enough.
    """
    parts = len(term.word) > 3 and term.word[:2] in around and term.word[-2:] in around
    return parts or any(word in around for word in (term.word, *term.others))


def _around(quote: Quote, shelf: Shelf) -> str:
    """A quotation with what stands around it and its document's title."""
    name = quote.passage.document_id
    span = Span(max(0, quote.span.start - AROUND), quote.span.end + AROUND)
    return f"{shelf.description(name).title} {shelf.excerpt(name, span)}"
