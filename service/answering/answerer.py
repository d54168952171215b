"""Answers made of exact wording, and refusals that say why."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from corpus.model import NORMATIVE_KINDS, Span
from corpus.text import fold
from service.answering.bridges import bridged
from service.answering.demands import NATIONAL
from service.answering.features import TERM
from service.answering.followups import follow_ups
from service.answering.listing import list_asked
from service.answering.reach import Reach
from service.answering.receipt import receipt
from service.answering.refusal import outdone, seen
from service.answering.selecting import Examined, foremost
from service.answering.showing import lacks_figure
from service.answering.sides import sides
from service.answering.spelling import members_asked, spelled_out, wordings
from service.answering.validity import Titles, asked_about, note_of, validity_of
from service.answering.weighing import Weigher, many_rules
from service.answering.writer import Quote
from service.model import Answer, Filters, Point
from service.query import QUOTES, understand

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

#: Passages read for an answer, and of those a question's other wording finds.
READ, READ_ALSO = 12, 3
#: Whether a question is put to a past day depends on the kind of the first so many.
BINDING = 5
#: A list up to this long is one citation, its items parted by no more than a line break.
ONE_CITATION, GAP = 800, 4
#: Kinds of text that hold everywhere.
EVERYWHERE = tuple(sorted(NATIONAL))
#: Results a refusal shows as the nearest the corpus holds.
NEAREST = 3
#: From this chance on beside the likeliest, a sentence may give the figure asked for; where
#: the likeliest does not, one that does is quoted instead.
SHOWN = 0.1
#: What asks for essays: a library of thousands of papers has better to quote.
ESSAYS = re.compile("申论|作文|范文|考试|文章")
#: Questions of which it is kept whether they are answered.
TRIED_KEPT = 4096
#: Places shown where it is asked where something is said.
PLACES = 4


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
        self._writer = writer
        self._shelf = shelf
        self._segmenter = segmenter
        self._weigher = Weigher(shelf, segmenter)
        self._models = models
        self._members = members
        self._tried = lru_cache(TRIED_KEPT)(self._answered)

    @cached_property
    def _reach(self) -> Reach:
        return Reach(self._shelf.descriptions())

    @cached_property
    def _titles(self) -> Titles:
        return Titles(self._shelf.descriptions())

    def answer(self, question: str, filters: Filters) -> Answer:
        """Quote what answers the question, or decline and say what is missing.

        A question that names a past day, month or year is first put to what held at its
        end, where what is found binds.
        """
        query = understand(question, self._segmenter)
        reply = self._compared(query, filters) if query.form == "comparison" else None
        reply = reply or self._alone(query, filters)
        cards = [citation.card for citation in reply.citations]
        cards += [result.card for result in reply.nearest]
        made = receipt(
            reply.generation,
            query.text,
            filters,
            cards,
            self._models,
            filters.as_of or date.today(),
        )
        return replace(reply, question=query.text, form=query.form, receipt=made)

    def examined(self, question: str, unheld: frozenset[str] = frozenset()) -> Examined:
        """A question as the decision to answer it sees it, as if the works ``unheld`` were not."""
        query = understand(question, self._segmenter)
        found = self.found(query, Filters())
        if unheld:
            left = [one for one in found.results if one.card.description.work not in unheld]
            results = tuple(replace(one, rank=rank) for rank, one in enumerate(left, start=1))
            selection = self.selector.select(query, results, None)
        else:
            found, selection = self._chosen(query, found, Filters())
        if not selection.scored:
            return Examined(None, "", found.results)
        ranked = self._weigher.weighed(selection.asked, selection.scored, None)
        told = "\n".join(self._texts(self._quotes(query, selection, ranked)))
        return Examined(seen(selection), told, found.results)

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
        found = self.found(query, filters)
        past = query.day if query.day and query.day < date.today() else None
        if past and filters.as_of is None and any(map(_binds, found.results[:BINDING])):
            then = replace(filters, as_of=past)
            reply = self._attempt(query, self.found(query, then), then)
            if reply.answered and _binds(reply.citations[0]):
                return reply
        return self._attempt(query, found, filters)

    def _attempt(self, query: Query, found: Results, filters: Filters) -> Answer:
        pinned = [item for item in found.results if _looked_up(item)]
        if query.provision and pinned:
            return self._reply(query, found, _whole(pinned), filters)
        if query.form == "validity":
            told = validity_of(query, found, self._shelf, self._titles, filters.as_of)
            if told is not None:
                quotes, notes = told
                return replace(self._reply(query, found, quotes, filters), notes=notes)
        found, selection = self._chosen(query, found, filters)
        members = members_asked(query, self._members)
        ranked = self._weigher.weighed(selection.asked, selection.scored, filters.as_of)
        if spelled := spelled_out(query, members, ranked):
            return self._reply(query, found, spelled, filters)
        quotes = self._quotes(query, selection, ranked)
        unheld = self._unheld(query, found, selection)
        reason = (
            unheld
            or self._judge.refusal(query, selection, self._texts(quotes, selection.asked.figure))
            or self._essays(query, quotes)
        )
        if reason and not unheld:
            plain = self._weigher.told_plainly(selection.asked, ranked, filters.as_of)
            if plain:
                return self._reply(query, found, self._writer.write(query, plain[:1]), filters)
        if reason:
            return Answer(
                question=query.text,
                generation=found.generation,
                declined=reason,
                nearest=self._nearest(query, found, selection),
            )
        return self._reply(query, found, quotes, filters)

    def _quotes(self, query: Query, selection: Selection, scored: Sequence[Scored]) -> list[Quote]:
        """What an answer would quote of the sentences, best first."""
        if query.form == "where":
            return _places(scored)
        listed = list_asked(selection.asked, scored, self._shelf)
        if listed is not None:
            return self._writer.listed(scored, listed)
        if scored and (led := bridged(selection.asked, scored, self._shelf)):
            return led
        quotes = self._writer.write(query, foremost(selection.asked, scored))
        figure = selection.asked.figure
        if figure is not None and scored and lacks_figure(selection.asked, self._texts(quotes)):
            least = SHOWN * scored[0].chance
            likely = [one for one in scored if one.chance >= least]
            shown = [one for one in likely if figure.search(fold(one.unit.told))]
            shown = shown or self._weigher.told_whole(selection.asked, scored)[:1]
            return self._writer.write(query, shown) or quotes
        return quotes

    def _texts(self, quotes: Sequence[Quote], figure: object = True) -> list[str]:
        """The wording of what would be quoted; where a kind of ``figure`` is asked for, as far as
        it is likely beside the likeliest: one in another sentence is none of what is asked.
        """
        least = SHOWN * max((quote.chance for quote in quotes), default=0.0) if figure else 0.0
        return [
            quote.passage.text[slice(*(at - quote.passage.span.start for at in quote.span))]
            if quote.span.end <= quote.passage.span.end
            else self._shelf.excerpt(quote.passage.document_id, quote.span)
            for quote in quotes
            if quote.chance >= least
        ]

    def _chosen(self, query: Query, found: Results, filters: Filters) -> tuple[Results, Selection]:
        """The sentences of what was found; where the best of them are of another year, place
        or document, of what is found in the documents that can be meant.
        """
        selection = self.selector.select(query, found.results, filters.as_of)
        if filters.documents or not outdone(selection) or selection.demands.absent:
            return found, selection
        meant = self._reach.meeting(selection.demands)
        if not meant:
            return found, selection
        again = self.found(query, replace(filters, documents=meant))
        other = self.selector.select(query, again.results, filters.as_of)
        better = other.scored and (
            not selection.scored or other.scored[0].chance >= selection.scored[0].chance
        )
        return (again, other) if better else (found, selection)

    def found(self, query: Query, filters: Filters) -> Results:
        """The passages an answer is sought in: what the search finds for the question and,
        where it helps, for other wordings of it.
        """
        found = self._searcher.find(query.text, limit=READ, filters=filters)
        more: list[Result] = []
        for text in [*_also(query), *wordings(members_asked(query, self._members))]:
            results = self._searcher.find(text, limit=READ_ALSO, filters=filters)
            more += results.results
        if query.phrases and query.form != "where":
            # In a question, quotation marks often only set off a name: “6·9”事故的原因.
            plain = "".join(char for char in query.text if char not in QUOTES)
            wider = self._searcher.find(plain, limit=READ, filters=filters)
            more = [*more, *found.results[: READ // 2], *wider.results]
            if not found.results:
                found = replace(found, interpretation="", unheld=False)
        if not filters.kinds and many_rules(query, found.results):
            # Many places have the like: what holds everywhere is read first.
            national = replace(filters, kinds=EVERYWHERE)
            wider = self._searcher.find(query.text, limit=READ, filters=national)
            more += wider.results
        if not more:
            return found
        mixed = list({item.passage.id: item for item in (*more, *found.results)}.values())
        ranked = [replace(item, rank=rank) for rank, item in enumerate(mixed[: READ + 4], start=1)]
        return replace(found, results=tuple(ranked))

    def _unheld(self, query: Query, found: Results, selection: Selection) -> str | None:
        """A work named in 《》 that is neither held nor named in what was found."""
        if not found.unheld:
            return None
        named = [
            one.unit.passage.text
            for one in selection.scored[:PLACES]
            if any(title in one.unit.passage.text for title in query.titles)
        ]
        return None if named else f"{found.interpretation}。"

    def _essays(self, query: Query, quotes: Sequence[Quote]) -> str | None:
        """That a library of thousands has only essays on a question, which nobody can cite."""
        kinds = {self._shelf.description(one.passage.document_id).kind for one in quotes}
        if kinds != {"essay"} or not self._judge.is_vast or ESSAYS.search(query.text):
            return None
        held = f"馆藏 {len(self._shelf.descriptions())} 份文件"
        return f"{held}中没有能够引用的原文，只有范文谈到；最接近的内容见下，请勿引用。"

    def _nearest(self, query: Query, found: Results, selection: Selection) -> tuple[Result, ...]:
        """The passages that come nearest, those of the best sentences first."""
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
        """Each side of a comparison answered alone, and which is missing; None where no sides."""
        replies: list[tuple[str, Answer]] = []
        for name, question in sides(query.text):
            side = understand(question, self._segmenter)
            reply = self._alone(side, filters)
            replies.append((name, reply))
        held = [reply for _, reply in replies if reply.answered]
        if not held:
            return None
        citations: list[Citation] = []
        points: list[Point] = []
        for reply in held:
            shift = len(citations)
            citations += [replace(one, number=one.number + shift) for one in reply.citations]
            points += [
                Point(point.text, tuple(number + shift for number in point.citations))
                for point in reply.points
            ]
        notes = [f"{name}：{reply.declined}" for name, reply in replies if not reply.answered]
        return replace(
            held[0],
            points=tuple(points),
            citations=tuple(citations),
            notes=(*notes, *(note for reply in held for note in reply.notes)),
        )

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


def _looked_up(result: Result) -> bool:
    return any(hit.retriever == "lookup" for hit in result.hits)


def _binds(found: Result | Citation) -> bool:
    return found.card.description.kind in NORMATIVE_KINDS


def _whole(results: Sequence[Result]) -> list[Quote]:
    """The looked-up passages themselves: an article asked for is quoted, not searched."""
    return [Quote(item.passage, item.passage.span, 1.0) for item in results]


def _places(scored: Sequence[Scored]) -> list[Quote]:
    """The best sentence of each document: where something is said."""
    first: dict[str, Scored] = {}
    for one in scored:
        first.setdefault(one.unit.passage.document_id, one)
    likely = [one for one in first.values() if one.chance >= 0.3 * scored[0].chance]
    return [Quote(one.unit.passage, one.unit.span, one.chance) for one in likely[:PLACES]]


def _also(query: Query) -> list[str]:
    """Other wordings under which an answer of this form stands."""
    if query.form == "validity":
        return [f"{asked_about(query)} 废止 停止执行 期满"]
    term = query.topic.strip(" 的")
    if query.form != "definition" or query.phrases or not 1 < len(term) <= TERM or " " in term:
        return []
    return [f"“所称{term}”", f"“{term}，是指”", f"“{term}是指”", f"“，{term}是”"]
