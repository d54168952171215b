"""Answers made of exact wording, and refusals that say why."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from corpus.model import NORMATIVE_KINDS, Span
from corpus.text import fold
from service.answering.asides import is_aside
from service.answering.followups import follow_ups
from service.answering.quoting import PLACES, Chosen, Quoter
from service.answering.receipt import receipt
from service.answering.refusal import seen, unshown
from service.answering.selecting import Examined
from service.answering.showing import lacks_figure
from service.answering.sides import both_asked, is_compared, said_in_two, sides
from service.answering.sources import Sources
from service.answering.spelling import is_unspelled, members_asked, spelled_out
from service.answering.validity import note_of, validity_of
from service.answering.vouching import unvouched
from service.answering.weighing import Weigher
from service.answering.works import fronted
from service.answering.writer import Quote
from service.model import Answer, Filters, Point
from service.query import understand

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from corpus.model import Passage
    from corpus.words import Segmenter
    from service.answering.refusal import Judge
    from service.answering.selecting import Selection, Selector
    from service.answering.writer import Scored, Writer
    from service.model import Citation, Result, Results
    from service.query import Query
    from service.search import Searcher
    from service.shelf import Shelf

#: Whether a question is put to a past day depends on the kind of the first so many.
BINDING = 5
#: A list up to this long is one citation, its items parted by no more than a line break.
ONE_CITATION, GAP = 800, 4
#: What begins a quotation with a citation of its own.
_ARTICLE = re.compile(r"第[一二三四五六七八九十百千零\d]+条")
#: What a law's title begins with and nobody says.
_COUNTRY = "中华人民共和国"
#: Results a refusal shows as the nearest the corpus holds.
NEAREST = 3
#: Questions of which it is kept whether they are answered.
TRIED_KEPT = 4096


class Answerer:
    """Answers from one generation; the same question gives the same answer, byte for byte."""

    def __init__(
        self,
        searcher: Searcher,
        selector: Selector,
        judge: Judge,
        writer: Writer,
        shelf: Shelf,
        segmenter: Segmenter,
        models: tuple[tuple[str, str], ...] = (),
        members: Callable[[str], Sequence[str]] = lambda _: (),
    ) -> None:
        self._searcher = searcher
        self.selector = selector
        self._judge = judge
        self._shelf = shelf
        self._segmenter = segmenter
        self._weigher = Weigher(shelf, segmenter, lambda: selector.titles)
        self._quoter = Quoter(writer, self._weigher, shelf)
        self.sources = Sources(searcher, selector, shelf, segmenter, members)
        self._models = models
        self._members = members
        self._tried = lru_cache(TRIED_KEPT)(self._answered)

    def answer(self, question: str, filters: Filters) -> Answer:
        """Quote what answers the question, or decline and say what is missing.

        A question that names a past day, month or year is first put to what held at its
        end, where what is found binds.
        """
        text = " ".join(question.split())
        query = understand(fronted(text), self._segmenter)
        reply = (
            self._compared(query, filters)
            or self._of_both(query, filters)
            or self._alone(query, filters)
        )
        cards = [citation.card for citation in reply.citations]
        cards += [result.card for result in reply.nearest]
        made = receipt(
            reply.generation,
            text,
            filters,
            cards,
            self._models,
            filters.as_of or date.today(),
        )
        return replace(reply, question=text, form=query.form, receipt=made)

    def examined(self, question: str, unheld: frozenset[str] = frozenset()) -> Examined:
        """A question as the decision to answer it sees it, as if the works ``unheld`` were not."""
        query = understand(fronted(question), self._segmenter)
        found = self.sources.found(query, Filters())
        if unheld:
            left = [one for one in found.results if one.card.description.work not in unheld]
            results = tuple(replace(one, rank=rank) for rank, one in enumerate(left, start=1))
            selection = self.selector.select(query, results, None)
        else:
            query, found = self.sources.of_work(query, found, Filters())
            found, selection = self.sources.chosen(query, found, Filters())
        if not selection.scored:
            return Examined(None, "", found.results)
        ranked = self._ranked(selection, None)
        sure = True if self._quoter.plainly(query, selection, ranked, None) else None
        chosen = self._chosen(query, selection, ranked, None)
        if not sure and unshown(chosen.selection, chosen.texts, ""):
            sure = False
        told = "\n".join(self._quoter.texts(chosen.quotes))
        return Examined(seen(chosen.selection), told, found.results, sure)

    def follow_ups(self, given: Answer, filters: Filters) -> tuple[str, ...]:
        """Questions near an answer that can be answered too."""
        day = filters.as_of or date.today()
        return (
            follow_ups(given, lambda question: self._tried(question, filters, day))
            if given.answered
            else ()
        )

    def _answered(self, question: str, filters: Filters, _: date) -> bool:
        """Whether a question is answered; kept for the day, for answers share their next ones."""
        return self._alone(understand(question, self._segmenter), filters).answered

    def _alone(self, query: Query, filters: Filters) -> Answer:
        """The answer to a question of one side: as of the day it names, where a binding text
        gives it, else as of today.
        """
        found = self.sources.found(query, filters)
        past = query.day if query.day and query.day < date.today() else None
        if past and filters.as_of is None and any(map(_binds, found.results[:BINDING])):
            then = replace(filters, as_of=past)
            reply = self._attempt(query, self.sources.found(query, then), then)
            if reply.answered and _binds(reply.citations[0]):
                return reply
        return self._attempt(query, found, filters)

    def _attempt(self, query: Query, found: Results, filters: Filters) -> Answer:
        pinned = [item for item in found.results if _looked_up(item)]
        if query.provision and pinned:
            return self._reply(query, found, _whole(pinned), filters)
        declined = ""
        if query.form == "validity":
            told = validity_of(query, found, self._shelf, self.selector.titles, filters.as_of)
            if told is not None and told.quotes:
                reply = self._reply(query, found, told.quotes, filters)
                return replace(reply, notes=told.notes)
            declined = told.declined if told else ""
        named = query.titles
        query, found = self.sources.of_work(query, found, filters)
        found, selection = self.sources.chosen(query, found, filters)
        members = members_asked(query, self._members)
        ranked = self._ranked(selection, filters.as_of)
        if spelled := spelled_out(query, members, ranked):
            return self._reply(query, found, spelled, filters)
        chosen = self._chosen(query, selection, ranked, filters.as_of)
        unheld = declined or self._unheld(named, found, selection)
        narrowed = replace(filters, audiences=None).narrows
        judged = self._judge.refusal(query, chosen.selection, chosen.texts, narrowed=narrowed)
        reason = unheld or judged or self._unvouched(chosen)
        if not reason and is_unspelled(query, members, self._quoter.texts(chosen.quotes)):
            reason = self._judge.unspelled(query)
        if reason and not unheld:
            plain = self._quoter.plainly(query, selection, ranked, filters.as_of)
            if plain:
                return self._reply(query, found, plain, filters)
        if reason:
            return Answer(
                question=query.text,
                generation=found.generation,
                declined=reason,
                nearest=self._nearest(query, found, chosen.selection),
            )
        return self._reply(query, found, chosen.quotes, filters)

    def _chosen(
        self, query: Query, selection: Selection, ranked: Sequence[Scored], on: date | None
    ) -> Chosen:
        """What would be quoted; where that gives no figure though one is asked for, of the
        sentences that do, which are judged by themselves. Among thousands of papers one always
        does.
        """
        found = self._quoted(query, selection, ranked)
        if not self._judge.is_vast and lacks_figure(selection.asked, found.texts):
            shown = self.selector.showing(selection)
            return self._quoted(query, shown, self._ranked(shown, on)) if shown else found
        return found

    def _quoted(self, query: Query, selection: Selection, ranked: Sequence[Scored]) -> Chosen:
        quotes = self._quoter.quotes(query, selection, ranked)
        shows = self._quoter.gives(selection.asked, quotes, ranked)
        texts = self._quoter.texts(quotes, selection.asked.figure)
        return Chosen(replace(selection, shows=shows), quotes, texts)

    def _ranked(self, selection: Selection, on: date | None) -> Sequence[Scored]:
        """The sentences by what they are worth as an answer, best first."""
        return self._weigher.weighed(selection.asked, selection.scored, on)

    @staticmethod
    def _unheld(titles: Sequence[str], found: Results, selection: Selection) -> str | None:
        """A work named in 《》 that is neither held nor named in what was found."""
        if not found.unheld:
            return None
        named = [
            one.unit.passage.text
            for one in selection.scored[:PLACES]
            if any(title in one.unit.passage.text for title in titles)
        ]
        return None if named else f"{found.interpretation}。"

    def _unvouched(self, chosen: Chosen) -> str | None:
        """Why a library of thousands does not vouch for what would be quoted."""
        if not self._judge.is_vast:
            return None
        told = chosen.selection.asked, chosen.quotes, chosen.texts
        return unvouched(*told, self._shelf, self._segmenter.has_word)

    def _nearest(self, query: Query, found: Results, selection: Selection) -> tuple[Result, ...]:
        """The passages that come nearest, those of the best sentences first; to an aside none."""
        if not query.words or is_aside(query.text):
            return ()
        best = sorted(
            [*selection.scored[:3], *(one for one, _ in selection.barred[:3])],
            key=lambda one: -one.chance,
        )
        results = {one.unit.passage.id: one.unit.result for one in best}
        results |= {
            item.passage.id: item for item in found.results if item.passage.id not in results
        }
        return self._searcher.marked(query, tuple(results.values())[:NEAREST])

    def _compared(self, query: Query, filters: Filters) -> Answer | None:
        """Each side of a comparison answered alone; where one is missing, what the question itself
        finds, if that names every side, else that the side is missing and what the others have.
        None where there are no sides, or none is answered.
        """
        row = sides(query.text)
        compares = query.form == "comparison" or is_compared(query.text, row)
        if query.form == "where" or not compares:
            return None
        if not row:
            return None
        replies = [
            (side, self._alone(understand(side.question, self._segmenter), filters)) for side in row
        ]
        held = [reply for _, reply in replies if reply.answered]
        lacking = [(side, reply) for side, reply in replies if not reply.answered]
        if not lacking:
            return _joined(held)
        whole = self._alone(query, filters)
        named = all(_names(whole, side.mark) for side in row)
        if named or not (held or whole.answered):
            return whole
        side, reply = lacking[0]
        near = self._searcher.find(query.text, limit=NEAREST, filters=filters).results
        return Answer(
            question=query.text,
            generation=whole.generation,
            declined=f"比较的一方没有：{side.name}，{reply.declined}",
            nearest=near or reply.nearest,
        )

    def _of_both(self, query: Query, filters: Filters) -> Answer | None:
        """The answers to both parts of a question that asks two things, where the whole question
        is not told what both are told first; None where it asks one, or not both are answered.
        """
        replies: list[Answer] = []
        for question in both_asked(query.text):
            reply = self._alone(understand(question, self._segmenter), filters)
            if not reply.answered or (replies and not _is_of(reply, replies[0], query)):
                return None
            replies.append(reply)
        if not replies:
            return None
        whole = self._alone(query, filters)
        told = all(reply.points[0].text in whole.text for reply in replies)
        return whole if told else _joined(replies)

    def _together(self, quotes: Sequence[Quote]) -> list[tuple[Passage, Span, list[Span]]]:
        """Quotes that follow one another with nothing between: a list is one citation, but
        each article has its own.
        """
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
                    said = text.text[quote.span.start - text.start :]
                    if not between.strip() and not _ARTICLE.match(said):
                        groups[-1] = (passage, longer, [*parts, quote.span])
                        continue
            groups.append((quote.passage, quote.span, [quote.span]))
        return groups

    def _reply(
        self, query: Query, found: Results, quotes: Sequence[Quote], filters: Filters
    ) -> Answer:
        citations: list[Citation] = []
        points: list[Point] = []
        for passage, span, parts in self._together(quotes):
            number = len(citations) + 1
            citations.append(self._shelf.cite(number, passage, span, filters.as_of))
            quote, at = citations[-1].quote, span.start
            points += [Point(quote[one.start - at : one.end - at], (number,)) for one in parts]
        notes = [note_of(citation.card, self._shelf) for citation in citations]
        notes.append(self._weigher.note(query, citations))
        return Answer(
            question=query.text,
            generation=found.generation,
            points=tuple(points),
            citations=tuple(citations),
            notes=tuple(note for note in dict.fromkeys(notes) if note),
        )


def _joined(replies: Sequence[Answer], notes: Sequence[str] = ()) -> Answer:
    """Answers one behind the other, what two of them quote but once."""
    citations: list[Citation] = []
    points: list[Point] = []
    for reply in replies:
        numbers: dict[int, int] = {}
        for citation in reply.citations:
            same = [one for one in citations if _is_same(one, citation)]
            if not same:
                citations.append(replace(citation, number=len(citations) + 1))
            numbers[citation.number] = (same or citations)[-1].number
        told = (
            Point(point.text, tuple(numbers[number] for number in point.citations))
            for point in reply.points
        )
        points += [point for point in told if point not in points]
    own = [note for reply in replies for note in reply.notes]
    return replace(
        replies[0],
        points=tuple(points),
        citations=tuple(citations),
        notes=tuple(dict.fromkeys([*notes, *own])),
    )


def _names(reply: Answer, mark: str) -> bool:
    """Whether what an answer quotes, or whence, names a year, a work or a place."""
    titles = (citation.card.description.title for citation in reply.citations)
    return mark.strip("《》").removesuffix("年") in fold("\n".join((reply.text, *titles)))


def _is_of(reply: Answer, first: Answer, query: Query) -> bool:
    """Whether what is quoted for the second of two questions is of the work quoted for the first,
    or of one that they name: 单位和个人各交多少 asks nothing of another insurance.
    """
    works, said = ({one.card.description.work for one in each.citations} for each in (reply, first))
    titles = (one.card.description.title for one in reply.citations)
    named = any(title.removeprefix(_COUNTRY) in query.text for title in titles)
    return bool(works & said) or named or bool(sides(query.text) or said_in_two(query.text))


def _is_same(one: Citation, other: Citation) -> bool:
    return one.card.description.id == other.card.description.id and one.span == other.span


def _looked_up(result: Result) -> bool:
    return any(hit.retriever == "lookup" for hit in result.hits)


def _binds(found: Result | Citation) -> bool:
    return found.card.description.kind in NORMATIVE_KINDS


def _whole(results: Sequence[Result]) -> list[Quote]:
    """The looked-up passages themselves: an article asked for is quoted, not searched."""
    return [Quote(item.passage, item.passage.span, 1.0) for item in results]
