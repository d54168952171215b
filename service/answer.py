"""Answers made of exact wording, and refusals that say why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from corpus.model import NORMATIVE_KINDS, Span
from service.evidence import Weights
from service.model import Answer, Point
from service.query import QUOTES, understand
from service.writer import Quote

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from corpus.model import Passage
    from corpus.words import Segmenter
    from service.model import Citation, Filters, Result, Results
    from service.query import Query
    from service.search import Searcher
    from service.shelf import Shelf
    from service.writer import Writer

#: A list up to this long is one citation, its items parted by no more than a line break.
ONE_CITATION, GAP = 800, 4
#: Results a refusal shows as the nearest the corpus holds.
NEAREST = 3
#: A quote supports an answer when it meets this share of the question's weight …
ENOUGH = 0.45
#: … or this share, where it is also close in meaning (score of the best sentence).
ENOUGH_IF_ALIKE = 0.35
ALIKE = 1.1
#: Types of question that want a fact, and so the text that binds.
FACTS = ("time", "amount", "person")
#: What a question asks for in words that stand nowhere in the corpus is seldom in it.
ENOUGH_IF_UNHELD = 0.5


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
        """Quote what answers the question, or decline and say what is missing.

        A question that names a past day, month or year is first put to what held at its end.
        """
        query = understand(question, self._segmenter)
        if filters.as_of is None and query.day and query.day < date.today():
            reply = self._attempt(query, replace(filters, as_of=query.day))
            if reply.answered and _binding(reply):
                return reply
        reply = self._attempt(query, filters)
        if reply.answered or not query.phrases:
            return reply
        # In a question, quotation marks often only set off a name: “6·9”事故的原因.
        plain = understand("".join(c for c in query.text if c not in QUOTES), self._segmenter)
        retry = self._attempt(plain, filters)
        return replace(retry, question=query.text) if retry.answered else reply

    def _attempt(self, query: Query, filters: Filters) -> Answer:
        found = self._searcher.search(query.text, limit=10, offset=0, filters=filters)
        weights = Weights(query.words or (query.topic,), self._count, self._total)
        pinned = [item for item in found.results if _looked_up(item)]
        if query.provision and pinned:
            return self._reply(query.text, found.generation, _whole(pinned), filters)
        quotes = self._writer.write(query, found.results, weights)
        reason = self._refusal(query, quotes, weights, found, filters)
        if reason:
            return Answer(
                question=query.text,
                generation=found.generation,
                declined=reason,
                nearest=found.results[:NEAREST],
            )
        return self._reply(query.text, found.generation, self._fit(query, quotes, filters), filters)

    def _fit(self, query: Query, quotes: Sequence[Quote], filters: Filters) -> list[Quote]:
        """The quotes without those of other years, and without dead text beside what binds.

        What binds also comes first where a fact is asked for: a speech may tell what held then.
        """
        if query.years:
            quotes = [
                quote
                for quote in quotes
                if self._of_year(quote, query, self._context(quote), filters)
            ]
        ranks = {quote: self._rank(quote, filters.as_of) for quote in quotes}
        if 0 in ranks.values():
            quotes = [quote for quote in quotes if ranks[quote] < 2]
        settled = 0 if query.type in FACTS else 1
        return sorted(quotes, key=lambda quote: max(ranks[quote], settled))

    def _rank(self, quote: Quote, on: date | None) -> int:
        """0 for what binds on a day, 2 for what no longer does, 1 for all else."""
        code = self._shelf.status(quote.passage.document_id, on).code
        return {"in_force": 0, "superseded": 2, "repealed": 2}.get(code, 1)

    def _refusal(
        self,
        query: Query,
        quotes: Sequence[Quote],
        weights: Weights,
        found: Results,
        filters: Filters,
    ) -> str | None:
        """Why the quotes do not answer the question; ``None`` where they do."""
        held = f"馆藏 {len(self._shelf.descriptions())} 份文件"
        if found.unheld:
            return f"{found.interpretation}。"
        if not quotes and query.counted and found.results:
            return f"{held}中没有找到写明这个数字的原文；最接近的内容见下。"
        if not quotes:
            return f"{held}中没有找到与“{query.topic}”有关的内容。"
        best = quotes[0]
        text = self._context(best)
        if query.years and not self._of_year(best, query, text, filters):
            asked = "、".join(f"{year}年" for year in query.years)
            return f"{held}中没有找到{asked}的有关内容；最接近的内容见下，年份不同，请勿引用。"
        enough = ENOUGH_IF_ALIKE if best.score >= ALIKE else ENOUGH
        if weights.unheld:
            enough = ENOUGH_IF_UNHELD
        if best.coverage < enough:
            absent = [word for word in weights.missing(text) if len(word) > 1]
            missing = "、".join(f"“{word}”" for word in absent[:3])
            lacking = f"，没有提到{missing}" if missing else ""
            return f"{held}中没有能够回答这个问题的原文{lacking}；最接近的内容见下。"
        return None

    def _of_year(self, quote: Quote, query: Query, text: str, filters: Filters) -> bool:
        """Whether the quote speaks of the years asked about, or was the rule in force then."""
        description = self._shelf.description(quote.passage.document_id)
        if description.day and description.day.year in query.years:
            return True
        if filters.as_of and description.kind in NORMATIVE_KINDS:
            return self._shelf.status(description.id, filters.as_of).code == "in_force"
        return all(str(year) in text for year in query.years)

    def _context(self, quote: Quote) -> str:
        place = self._shelf.place(quote.passage.document_id, quote.span)
        title = self._shelf.description(quote.passage.document_id).title
        headings = (section.title for section in place.path)
        return " ".join((title, *headings, quote.passage.text))

    def _together(self, quotes: Sequence[Quote]) -> list[tuple[Passage, Span, list[Span]]]:
        """Quotes that follow one another with nothing between: a list is one citation."""
        groups: list[tuple[Passage, Span, list[Span]]] = []
        for quote in quotes:
            if groups:
                passage, span, parts = groups[-1]
                same = passage.document_id == quote.passage.document_id
                longer = Span(span.start, quote.span.end)
                near = 0 <= quote.span.start - span.end <= GAP
                if same and near and longer.end - longer.start <= ONE_CITATION:
                    text = self._shelf.place(passage.document_id, longer)
                    between = text.text[span.end - text.start : quote.span.start - text.start]
                    if not between.strip():
                        groups[-1] = (passage, longer, [*parts, quote.span])
                        continue
            groups.append((quote.passage, quote.span, [quote.span]))
        return groups

    def _reply(
        self, question: str, generation: str, quotes: Sequence[Quote], filters: Filters
    ) -> Answer:
        citations: list[Citation] = []
        points: list[Point] = []
        for passage, span, parts in self._together(quotes):
            number = len(citations) + 1
            citations.append(self._shelf.cite(number, passage, span, filters.as_of))
            quote, at = citations[-1].quote, span.start
            points += [Point(quote[one.start - at : one.end - at], (number,)) for one in parts]
        return Answer(
            question=question,
            generation=generation,
            points=tuple(points),
            citations=tuple(citations),
        )


def _looked_up(result: Result) -> bool:
    return any(hit.retriever == "lookup" for hit in result.hits)


def _binding(answer: Answer) -> bool:
    """Whether an answer leads with a text that binds, and so depends on the day."""
    return answer.citations[0].card.description.kind in NORMATIVE_KINDS


def _whole(results: Sequence[Result]) -> list[Quote]:
    """The looked-up passages themselves: an article asked for is quoted, not searched."""
    return [Quote(item.passage, item.passage.span, item.score, 1.0) for item in results]
