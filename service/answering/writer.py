"""Writers put an answer together out of sentences that were chosen; they never make wording.

The extractive writer quotes: the sentence most likely to be what is asked, with others
while it is not sure enough; or, where that sentence announces a list or stands in the one
asked for, the list, whole and in order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from corpus.model import Span
from corpus.text import fold, sentences
from service.answering.asking import so_many
from service.answering.lists import list_at
from service.answering.signs import figure_of
from service.answering.units import heads

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.model import Description, Passage
    from service.answering.listing import Listed
    from service.answering.units import Unit
    from service.query import Query
    from service.shelf import Shelf

#: Characters an answer of several sentences may have, and how many sentences.
BUDGET, POINTS = 250, 4
#: And with the items of the lists that those announce.
WITH_ITEMS = 400
#: A further sentence must be this likely, and this likely beside the best.
LIKELY, BESIDE = 0.001, 0.003
#: And so likely one of another work.
ELSEWHERE = 0.02
#: Sentences this likely together are enough.
ENOUGH = 0.9999
#: A list is looked for at sentences this likely beside the best, in their order.
LIST_BESIDE, LISTS_TRIED = 0.5, 3
#: Sentences at which one of just so many items is looked for as are asked for.
COUNTED = 4
#: How likely a sentence that announces a list must be to be quoted with it whatever is asked.
ANNOUNCING = 0.1
#: Forms of question a list answers though its sentence announces none.
LISTED = frozenset({"list", "procedure"})
#: Forms of question that want a fact, and so the text that binds; and how many items of a
#: list may give it.
FACTS = frozenset({"time", "amount", "person", "whether"})
ITEMS_OF_FACT = 2
#: Forms of question that one short sentence seldom answers; an answer to them shorter than
#: that is quoted on, up to so much.
FULLER = frozenset({"list", "procedure", "reason", "purpose", "open"})
SHORT_ANSWER, FULL = 80, 160
#: What asks for a whole list, whatever its items say.
_COUNTS = re.compile(r"哪(?:几|[一两二三四五六七八九十\d])|几[个点条项件方种]")
#: What asks for all there are, though for persons.
_WHICH = re.compile("(?:哪些|什么样的|哪几[类种])人")
#: A sentence shorter than this says little alone: what follows is quoted with it, up to so much.
SHORT, HEADED = 16, 120


@dataclass(frozen=True, slots=True)
class Scored:
    """A unit with the chance that it is what is asked."""

    unit: Unit
    chance: float

    @property
    def about(self) -> Description:
        """The document it stands in."""
        return self.unit.result.card.description


@dataclass(frozen=True, slots=True)
class Quote:
    """A piece of a document chosen for an answer, and the chance that it is what is asked."""

    passage: Passage
    span: Span
    chance: float


class Writer(Protocol):
    """Chooses what to quote for a question from sentences scored, best first."""

    def write(self, query: Query, scored: Sequence[Scored]) -> list[Quote]:
        """Quotes in the order to give them; none where there is nothing."""
        ...

    def listed(self, scored: Sequence[Scored], asked: Listed) -> list[Quote]:
        """A list found by what heads it, item by item."""
        ...


class ExtractiveWriter:
    """Quotes sentences and lists; needs no language model."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def write(self, query: Query, scored: Sequence[Scored]) -> list[Quote]:
        """A list alone, else the best sentences that fit."""
        if not scored:
            return []
        listed = self._listed(query, scored)
        return listed or self._several(query, scored)

    def listed(self, scored: Sequence[Scored], asked: Listed) -> list[Quote]:
        """A list found by what heads it, item by item."""
        known = next(one for one in scored if one.unit.passage.document_id == asked.document)
        return [self._quote(known, span) for span in asked.spans]

    def _listed(self, query: Query, scored: Sequence[Scored]) -> list[Quote]:
        wanted = query.form in LISTED or bool(_WHICH.search(query.text))
        best = scored[0].chance
        if (many := so_many(query)) and (counted := self._counted(many, scored)):
            return counted
        for one in scored[: LISTS_TRIED if wanted else 1]:
            if one.chance < LIST_BESIDE * best or not (wanted or one.unit.opens):
                break
            document = self._shelf.document(one.unit.passage.document_id)
            spans = list_at(document, one.unit.span, wanted=wanted and not _named(query, one.unit))
            if len(spans) > 2 and wanted and _singled_out(query, one.unit, spans, document.text):
                continue
            if len(spans) > 2:
                if query.form in FACTS and not _WHICH.search(query.text):
                    spans = _needed(query, spans, scored, document.text)
                return [self._quote(one, span) for span in spans]
        return []

    def _counted(self, many: int, scored: Sequence[Scored]) -> list[Quote]:
        """The list of just so many items that one of the likeliest sentences announces, or stands
        in.
        """
        for one in scored[:COUNTED]:
            document = self._shelf.document(one.unit.passage.document_id)
            spans = list_at(document, one.unit.span, wanted=True)
            if len(spans) == many + (spans[:1] == [one.unit.span] and one.unit.opens) > 2:
                return [self._quote(one, span) for span in spans]
        return []

    def _several(self, query: Query, scored: Sequence[Scored]) -> list[Quote]:
        best = scored[0].chance
        chosen: list[Quote] = []
        opened: list[tuple[Scored, Quote]] = []
        said: list[str] = []
        length, doubt = 0, 1.0
        own = scored[0].unit.result.card.description.work
        for one in scored:
            same = one.unit.result.card.description.work == own
            likely = one.chance >= max(LIKELY, (BESIDE if same else ELSEWHERE) * best)
            if chosen and (doubt <= 1 - ENOUGH or len(chosen) == POINTS):
                break
            if chosen and not likely:
                continue
            quote = self._rounded(one)
            size = quote.span.end - quote.span.start
            text = fold(one.unit.text)
            told = any(_same(text, other) for other in said)
            if chosen and (length + size > BUDGET or told or _overlaps(quote, chosen)):
                continue
            chosen.append(quote)
            announces = text.endswith(":") and one.chance >= ANNOUNCING * best
            if one.unit.opens and (query.form in LISTED or announces):
                opened.append((one, quote))
            said.append(text)
            length += size
            doubt *= 1 - one.chance
        if query.form in FULLER and length < SHORT_ANSWER:
            chosen[0] = self._longer(chosen[0], FULL - length, chosen[1:])
        for one, quote in opened:
            items = self._items(one, WITH_ITEMS - length)
            if quote in chosen and not any(_overlaps(item, chosen) for item in items[1:]):
                chosen += items[1:]
                length += sum(item.span.end - item.span.start for item in items[1:])
        return self._in_order(chosen)

    def _items(self, one: Scored, room: int) -> list[Quote]:
        """A sentence that announces a list, with its items, where there is room for them all."""
        document = self._shelf.document(one.unit.passage.document_id)
        spans = list_at(document, one.unit.span, wanted=False)
        whole = sum(span.end - span.start for span in spans) <= room
        return [self._quote(one, span) for span in spans] if len(spans) > 2 and whole else []

    @staticmethod
    def _longer(quote: Quote, room: int, others: Sequence[Quote]) -> Quote:
        """A quote with the sentences after it in its passage, as far as there is room and none of
        them is quoted already.
        """
        passage, span = quote.passage, quote.span
        at = passage.span.start
        for following in sentences(passage.text, span.end - at):
            if at + following.end - span.end > room:
                break
            longer = Quote(passage, Span(span.start, at + following.end), quote.chance)
            if _overlaps(longer, others):
                break
            quote = longer
        return quote

    @staticmethod
    def _in_order(quotes: list[Quote]) -> list[Quote]:
        """Sentences of one passage in the order they stand in, at the place of the first."""
        first = {quote.passage.id: place for place, quote in reversed(list(enumerate(quotes)))}
        return sorted(quotes, key=lambda quote: (first[quote.passage.id], quote.span))

    def _quote(self, one: Scored, span: Span) -> Quote:
        return Quote(self._passage_at(one.unit.passage, span), span, one.chance)

    def _passage_at(self, known: Passage, span: Span) -> Passage:
        """The passage the span begins in."""
        if known.span.start <= span.start < known.span.end:
            return known
        passages = self._shelf.passages_of(known.document_id)
        return next((item for item in passages if span.start < item.span.end), known)

    @staticmethod
    def _rounded(one: Scored) -> Quote:
        """A sentence, with those after it where it is a heading, too short to stand alone."""
        passage, span = one.unit.passage, one.unit.span
        if span.end - span.start < SHORT or heads(one.unit):
            at = passage.span.start
            for following in sentences(passage.text, span.end - at):
                longer = Span(span.start, at + following.end)
                said = span.end - span.start >= SHORT and span != one.unit.span
                if said and longer.end - longer.start > HEADED:
                    break
                span = longer
        return Quote(passage, span, one.chance)


def _named(query: Query, unit: Unit) -> bool:
    """Whether an item of a list is itself what is asked about, better than what heads it.

    Of 坚持新发展理念 among fourteen others, 新发展理念包括哪些 asks the item, not the list.
    """
    if not unit.item:
        return False
    words = [fold(word) for word in query.words if len(word) > 1]
    said, above = fold(unit.text), fold(" ".join(unit.result.section[:-1]))
    own, heads = (sum(word in text for word in words) for text in (said, above))
    return own == len(words) > heads


def _singled_out(query: Query, unit: Unit, spans: Sequence[Span], text: str) -> bool:
    """Whether a word of the question stands in one item of a list and nowhere else in it: then
    the item is asked about, unless it is asked how many or which ones.
    """
    before = [at for at, span in enumerate(spans) if span.start <= unit.span.start]
    if _COUNTS.search(query.text) or unit.opens or not before:
        return False
    at = before[-1]
    if at == 0 and unit.span.start < spans[1].start and not unit.item:
        return False
    start, end = spans[at].start, spans[at + 1].start if at + 1 < len(spans) else unit.span.end
    said = fold(text[start:end])
    rest = fold(text[spans[0].start : start] + text[end : spans[-1].end])
    above = fold(" ".join((unit.result.card.description.title, *unit.result.section[:-1])))
    words = [fold(word)[:2] for word in query.words if len(word) > 1]
    return any(word in said and word not in rest and word not in above for word in words)


def _needed(query: Query, spans: Sequence[Span], scored: Sequence[Scored], text: str) -> list[Span]:
    """Of a list that is long, where a fact is asked for: what announces it and the likeliest
    items, or those that say most words of the question.
    """
    if sum(span.end - span.start for span in spans) <= BUDGET:
        return list(spans)
    lead, *items = spans
    likely = [
        span
        for one in scored
        for span in items
        if span.start <= one.unit.span.start < span.end and one.chance >= LIKELY
    ]
    if not likely:
        words, figure = [fold(word) for word in query.words if len(word) > 1], figure_of(query)
        told = {span: fold(text[slice(*span)]) for span in items}
        shown = [span for span in items if figure is None or figure.search(told[span])]
        said = {span: sum(word in told[span] for word in words) for span in shown}
        likely = [span for span in shown if said[span] == max(said.values()) > 0]
    kept = set(list(dict.fromkeys(likely))[:ITEMS_OF_FACT])
    return [lead, *(span for span in items if span in kept)] if kept else list(spans)


def _overlaps(quote: Quote, others: Sequence[Quote]) -> bool:
    """Whether a quote shares text with one of the others."""
    return any(
        quote.passage.document_id == other.passage.document_id
        and quote.span.start < other.span.end
        and other.span.start < quote.span.end
        for other in others
    )


def _same(one: str, other: str) -> bool:
    """Whether one sentence says nothing the other does not."""
    return one in other or other in one
