"""Answers made of exact wording, and refusals that say why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.citation import cite, enclosing
from service.evidence import Weights
from service.model import Answer, Point
from service.query import understand
from service.writer import Quote

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from corpus.words import Segmenter
    from service.model import Citation, Filters, Result
    from service.query import Query
    from service.search import Searcher
    from service.shelf import Shelf
    from service.writer import Writer

#: Results a refusal shows as the nearest the corpus holds.
NEAREST = 3
#: A quote supports an answer when it meets this share of the question's weight …
ENOUGH = 0.55
#: … or this share, where it is also close in meaning (score of the best sentence).
ENOUGH_IF_ALIKE = 0.35
ALIKE = 1.0


class Answerer:
    """Answers from one generation; the same question gives the same answer, byte for byte."""

    def __init__(
        self,
        searcher: Searcher,
        writer: Writer,
        shelf: Shelf,
        segmenter: Segmenter,
        count: Callable[[str], int],
        total: int,
    ) -> None:
        self._searcher = searcher
        self._writer = writer
        self._shelf = shelf
        self._segmenter = segmenter
        self._count = count
        self._total = total

    def answer(self, question: str, filters: Filters) -> Answer:
        """Quote what answers the question, or decline and say what is missing."""
        found = self._searcher.search(question, limit=10, offset=0, filters=filters)
        query = understand(question, self._segmenter)
        weights = Weights(query.words or (query.topic,), self._count, self._total)
        pinned = [item for item in found.results if _looked_up(item)]
        if query.provision and pinned:
            return self._reply(question, found.generation, _whole(pinned), filters)
        quotes = self._writer.write(query, found.results, weights)
        reason = self._refusal(query, quotes, weights, found.interpretation)
        if reason:
            return Answer(
                question=question,
                generation=found.generation,
                declined=reason,
                nearest=found.results[:NEAREST],
            )
        return self._reply(question, found.generation, quotes, filters)

    def _refusal(
        self, query: Query, quotes: Sequence[Quote], weights: Weights, note: str
    ) -> str | None:
        """Why the quotes do not answer the question; ``None`` where they do."""
        held = f"馆藏 {len(self._shelf.descriptions())} 份文件"
        if "馆藏中没有" in note:
            return f"{note}。"
        if not quotes:
            return f"{held}中没有找到与“{query.topic}”有关的内容。"
        best = quotes[0]
        card = self._shelf.card(best.passage.document_id)
        text = self._context(best)
        absent = [year for year in query.years if str(year) not in text]
        if absent and card.description.day and card.description.day.year not in query.years:
            return f"{held}中没有找到{absent[0]}年的有关内容；最接近的见下，年份不同，请勿引用。"
        enough = ENOUGH_IF_ALIKE if best.score >= ALIKE else ENOUGH
        if best.coverage < enough:
            missing = "、".join(f"“{word}”" for word in weights.missing(text)[:3])
            lacking = f"，没有提到{missing}" if missing else ""
            return f"{held}中没有能够回答这个问题的原文{lacking}；最接近的内容见下。"
        return None

    def _context(self, quote: Quote) -> str:
        document = self._shelf.document(quote.passage.document_id)
        titles = (section.title for section in enclosing(document.sections, quote.span))
        return " ".join((document.description.title, *titles, quote.passage.text))

    def _reply(
        self, question: str, generation: str, quotes: Sequence[Quote], filters: Filters
    ) -> Answer:
        citations: list[Citation] = []
        points: list[Point] = []
        for number, quote in enumerate(quotes, start=1):
            document = self._shelf.document(quote.passage.document_id)
            card = self._shelf.card(document.id, filters.as_of)
            citation = cite(number, card, document, quote.passage, quote.span)
            citations.append(citation)
            points.append(Point(citation.quote, (number,)))
        return Answer(
            question=question,
            generation=generation,
            points=tuple(points),
            citations=tuple(citations),
        )


def _looked_up(result: Result) -> bool:
    return any(hit.retriever == "lookup" for hit in result.hits)


def _whole(results: Sequence[Result]) -> list[Quote]:
    """The looked-up passages themselves: an article asked for is quoted, not searched."""
    return [Quote(item.passage, item.passage.span, item.score, 1.0) for item in results]
