"""Writers choose the wording an answer is made of; they never make wording of their own.

The extractive writer quotes: the sentence that meets the question best, or, where that
sentence opens a list, the list whole and in order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from corpus.model import Span
from corpus.text import sentences, trim
from service.citation import enclosing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.model import Document, Passage, Section
    from embeddings.encoder import Encoder
    from service.evidence import Weights
    from service.model import Result
    from service.query import Query
    from service.shelf import Shelf

#: Passages read for an answer.
READ = 8
#: A second and third point must be this close to the first.
CLOSE = 0.9
POINTS = 3
#: The longest item of a list that is quoted whole; of a longer one, its first sentence.
ITEM_LENGTH = 160
#: A sentence shorter than this says little alone and is quoted with the next.
SHORT = 12
_OPENS_LIST = re.compile(r"(?:下列|以下|如下)[^。]*$|[：:]$")
_TYPE_SIGNS = {
    "list": re.compile(r"(?:下列|以下|如下|包括|分为)[^。]*[：:]$"),
    "person": re.compile(
        r"负责|责任人|牵头|由.{2,20}(?:负责|承担|组织|审批|审议|决定|批准)|主管|归口"
    ),
    "time": re.compile(
        r"\d|[一二三四五六七八九十]+(?:个)?(?:工作日|日|天|个月|年|小时)|之日起|前(?:完成|报)"
    ),
    "amount": re.compile(r"\d|百分之|[一二三四五六七八九十百千万]+(?:元|万元|人|次|项|倍|名)"),
    "definition": re.compile(r"是指|所称|指的是|简称|即[“\"]?|就是"),
    "reason": re.compile(r"为了|为加强|为规范|因为|由于|目的|原因"),
}


#: What states how many or how long: a figure with its unit, or a word in place of one.
FIGURE = re.compile(
    r"(?<![第\d])\d+(?!\d*[条款项])|百分之"
    r"|(?<![第零一二三四五六七八九十百千万])[零一二三四五六七八九十百千万两半数]+(?:个|名|人|次|天|日|年|月|周|季度?|小时|分钟"
    r"|元|万|亿|倍|成|项|条|级|分之|份|家|票|届)|立即|当[日天]"
)


@dataclass(frozen=True, slots=True)
class Quote:
    """A piece of a document chosen for an answer, and how well it meets the question."""

    passage: Passage
    span: Span
    score: float
    coverage: float


class Writer(Protocol):
    """Chooses what to quote for a question from what a search found."""

    def write(self, query: Query, results: Sequence[Result], weights: Weights) -> list[Quote]:
        """Quotes in the order to give them; none where nothing says anything."""
        ...


class ExtractiveWriter:
    """Quotes sentences and lists; needs no language model."""

    def __init__(self, encoder: Encoder, shelf: Shelf) -> None:
        self._encoder = encoder
        self._shelf = shelf

    def write(self, query: Query, results: Sequence[Result], weights: Weights) -> list[Quote]:
        """The best sentence and its near equals elsewhere, or the list that it opens."""
        candidates = self._candidates(query, results[:READ], weights)
        if not candidates:
            return []
        best = candidates[0]
        whole = self._whole(best, query)
        if len(whole) > 2:
            return whole  # a list answers alone
        chosen: list[Quote] = []
        for quote in candidates:
            fresh = all(quote.passage.id != other.passage.id for other in chosen)
            if fresh and quote.score >= CLOSE * best.score and len(chosen) < POINTS:
                chosen.append(quote)
        pieces = [piece for quote in chosen for piece in self._whole(quote, query)]
        return list({(piece.passage.document_id, piece.span): piece for piece in pieces}.values())

    def _whole(self, quote: Quote, query: Query) -> list[Quote]:
        """A sentence with what it needs: the list it opens, or the next where it is short."""
        document = self._shelf.document(quote.passage.document_id)
        return self._list(document, quote, query) or [self._rounded(quote)]

    def _candidates(self, query: Query, results: Sequence[Result], weights: Weights) -> list[Quote]:
        """Every sentence of the passages read, scored, best first."""
        rows: list[tuple[Result, Span, str]] = []
        for result in results:
            text, at = result.passage.text, result.passage.span.start
            context = " ".join((result.card.description.title, *result.section))
            rows += [
                (result, Span(at + start, at + end), f"{context} {text[start:end]}")
                for start, end in sentences(text)
            ]
        if not rows:
            return []
        asked = self._encoder.encode_queries([query.topic])[0]
        similar = self._encoder.encode_passages([row[2] for row in rows]) @ asked
        best = max(result.score for result in results) or 1.0
        quotes = []
        for (result, span, text), alike in zip(rows, np.maximum(similar, 0), strict=True):
            coverage = weights.coverage(text)
            sentence = text[len(text) - (span.end - span.start) :]
            told = _told(result.passage, span)
            if query.counted and not FIGURE.search(told):
                continue
            bonus = 0.15 if _shows(query, sentence) or _shows(query, told) else 0.0
            score = coverage + 0.5 * float(alike) + bonus + 0.3 * result.score / best
            quotes.append(Quote(result.passage, span, score, coverage))
        return sorted(quotes, key=lambda quote: (-quote.score, quote.passage.id, quote.span))

    def _list(self, document: Document, best: Quote, query: Query) -> list[Quote]:
        """The lead and the items of the list the best sentence opens or heads; else nothing."""
        path = enclosing(document.sections, best.span)
        opens = bool(_OPENS_LIST.search(document.text[best.span.start : best.span.end]))
        if not (opens or query.type == "list"):
            return []
        for section in reversed(path):
            found = self._listed(document, section, best)
            if found:
                return self._items(document, found, best)
            if not opens:
                break
        return []

    @staticmethod
    def _listed(document: Document, section: Section, best: Quote) -> list[Section]:
        """A section and its items, where it holds a list that the best sentence heads.

        The list of an article may stand in another of its 款 than the best sentence.
        """
        below = _children(document, section)
        if below and below[0].kind == "paragraph":
            for paragraph in below:
                items = _children(document, paragraph)
                if len(items) > 1 and paragraph.span.end > best.span.start:
                    return [paragraph, *items]
            return []
        if len(below) > 1 and best.span.start < below[0].span.start:
            return [section, *below]
        return []

    def _items(self, document: Document, listed: Sequence[Section], best: Quote) -> list[Quote]:
        section, *children = listed
        lead = trim(document.text, Span(section.span.start, children[0].span.start))
        spans = [] if best.span.end > lead.start else [best.span]
        spans.append(lead if lead.end - lead.start <= ITEM_LENGTH else best.span)
        for child in children:
            whole = trim(document.text, child.span)
            if whole.end - whole.start > ITEM_LENGTH:
                whole = sentences(document.text, *whole)[0]
            spans.append(whole)
        return [
            Quote(self._passage_at(best.passage, span), span, best.score, best.coverage)
            for span in dict.fromkeys(spans)
            if span.start < span.end
        ]

    def _passage_at(self, known: Passage, span: Span) -> Passage:
        """The passage the span begins in."""
        if known.span.start <= span.start < known.span.end:
            return known
        passages = self._shelf.passages_of(known.document_id)
        return next((item for item in passages if span.start < item.span.end), known)

    def _rounded(self, quote: Quote) -> Quote:
        """A sentence too short to stand alone, with the one after it."""
        if quote.span.end - quote.span.start >= SHORT:
            return quote
        at = quote.passage.span.start
        following = sentences(quote.passage.text, quote.span.end - at)
        end = at + following[0].end if following else quote.span.end
        return Quote(quote.passage, Span(quote.span.start, end), quote.score, quote.coverage)


def _told(passage: Passage, span: Span) -> str:
    """A sentence, with the items of the list that it opens."""
    start, end = span.start - passage.span.start, span.end - passage.span.start
    opens = _OPENS_LIST.search(passage.text[start:end])
    return passage.text[start:] if opens else passage.text[start:end]


def _shows(query: Query, told: str) -> bool:
    """Whether a sentence has the form of an answer to this type of question."""
    sign = _TYPE_SIGNS.get(query.type)
    if sign is None:
        return False
    defined = query.type == "definition" and f"{query.topic}：" in told
    return defined or bool(sign.search(told))


def _children(document: Document, section: Section) -> list[Section]:
    return [item for item in document.sections if item.parent == section.id]
