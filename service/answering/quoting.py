"""What an answer quotes of the sentences found: the list asked for, what the same work says
further of it, or the likeliest sentences; and the wording of all that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from corpus.text import fold
from service.answering.bridges import bridged
from service.answering.focus import IS_WHERE
from service.answering.listing import list_asked
from service.answering.lists import list_at
from service.answering.making import making_of
from service.answering.selecting import foremost
from service.answering.shapes import headed
from service.answering.showing import lacks_figure
from service.answering.spoken import is_done
from service.answering.units import OPENS
from service.answering.writer import Quote

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence
    from datetime import date

    from service.answering.features import Asked
    from service.answering.listing import Listed
    from service.answering.selecting import Selection
    from service.answering.weighing import Weigher
    from service.answering.writer import Scored, Writer
    from service.query import Query
    from service.shelf import Shelf

#: From this chance on beside the likeliest, a sentence may give the figure asked for; where
#: the likeliest does not, one that does is quoted instead.
SHOWN = 0.1
#: How likely beside the best what is quoted must be to be sure to give it.
GIVEN = 0.3
#: Forms of question a figure answers by itself.
FIGURED = frozenset({"time", "amount"})
#: Places shown where it is asked where something is said, each so likely beside the likeliest.
PLACES, AS_LIKELY = 4, 0.3


class Chosen(NamedTuple):
    """What would be quoted, and the selection it is of."""

    selection: Selection
    quotes: Sequence[Quote]
    texts: Sequence[str]


class Quoter:
    """Chooses what is quoted of sentences weighed, best first."""

    def __init__(self, writer: Writer, weigher: Weigher, shelf: Shelf) -> None:
        self._writer = writer
        self._weigher = weigher
        self._shelf = shelf

    def quotes(self, query: Query, selection: Selection, scored: Sequence[Scored]) -> list[Quote]:
        """What an answer would quote of the sentences, best first."""
        if query.form == "where":
            return _places(scored)
        if made := making_of(query, scored, self._shelf):
            return made
        listed = list_asked(selection.asked, scored, self._shelf)
        if listed is not None and _is_headed(listed, headed(selection.asked, scored)):
            return self._writer.listed(scored, listed)
        if scored and (led := bridged(selection.asked, scored, self._shelf)):
            return led
        quotes = self._writer.write(query, foremost(selection.asked, scored))
        if shown := _naming(selection.asked, self.texts(quotes), scored):
            quotes = self._writer.write(query, shown)
        figure = selection.asked.figure
        if figure is not None and scored and lacks_figure(selection.asked, self.texts(quotes)):
            least = SHOWN * scored[0].chance
            likely = [one for one in scored if one.chance >= least]
            if led := self._led(likely, figure):
                return led
            shown = [one for one in likely if figure.search(fold(one.unit.text))]
            shown = shown or [one for one in likely if figure.search(fold(one.unit.told))]
            shown = shown or self._weigher.told_whole(selection.asked, scored)[:1]
            return self._writer.write(query, shown) or quotes
        return self._with_figure(selection, quotes)

    def _led(self, likely: Sequence[Scored], figure: re.Pattern[str]) -> list[Quote]:
        """An item of a list with what announces the list, where that gives the figure asked for
        (有下列行为之一的，一次记3分：); empty where the likeliest are none.
        """
        for one in likely:
            document = self._shelf.document(one.unit.passage.document_id)
            spans = list_at(document, one.unit.span, wanted=True) if one.unit.item else []
            if len(spans) > 2 and figure.search(fold(document.text[slice(*spans[0])])):
                known = self._shelf.passages_of(document.id)
                head = next(each for each in known if spans[0].start < each.span.end)
                return [
                    Quote(head, spans[0], one.chance),
                    Quote(one.unit.passage, one.unit.span, one.chance),
                ]
        return []

    def _with_figure(self, selection: Selection, quotes: list[Quote]) -> list[Quote]:
        """Of sentences quoted side by side, those that give the figure asked for, where the
        likeliest of them is about as likely as any; a list stays whole.
        """
        figure = selection.asked.figure
        if figure is None or selection.asked.query.form not in FIGURED:
            return quotes
        texts = self.texts(quotes, figure=None)
        if texts and OPENS.search(texts[0]):
            return quotes
        given = [
            quote for quote, text in zip(quotes, texts, strict=True) if figure.search(fold(text))
        ]
        best = max((quote.chance for quote in quotes), default=0.0)
        return given if given and max(one.chance for one in given) >= SHOWN * best else quotes

    def texts(self, quotes: Sequence[Quote], figure: object = True) -> list[str]:
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

    def gives(self, asked: Asked, quotes: Sequence[Quote], scored: Sequence[Scored]) -> bool:
        """Whether what would be quoted gives the figure asked for, likely beside the best."""
        least = GIVEN * scored[0].chance if scored else 0.0
        likely = [one for one in quotes if one.chance >= least]
        return asked.figure is not None and not lacks_figure(asked, self.texts(likely))

    def plainly(
        self, query: Query, selection: Selection, scored: Sequence[Scored], on: date | None
    ) -> list[Quote]:
        """The sentence that answers whatever else was found; see :meth:`Weigher.told_plainly`."""
        asked = selection.asked
        if made := making_of(query, scored, self._shelf):
            return made
        told = [
            one
            for one in self._weigher.told_plainly(asked, scored, on)
            if is_done(asked, fold(one.unit.told)) >= 0
        ]
        plain = [
            one
            for one in told or _defined_so(asked, scored)
            if not lacks_figure(asked, [one.unit.text])
        ]
        return self._writer.write(query, plain[:1])


def _naming(asked: Asked, texts: Sequence[str], scored: Sequence[Scored]) -> list[Scored]:
    """Where places are asked for by their names and what would be quoted has none, the likely
    sentences that have; else none.
    """
    if not scored or asked.focus.lacking(texts, binds=False) != IS_WHERE:
        return []
    likely = [one for one in scored if one.chance >= SHOWN * scored[0].chance]
    return [one for one in likely if not asked.focus.lacking([one.unit.told], binds=False)]


def _defined_so(asked: Asked, scored: Sequence[Scored]) -> list[Scored]:
    """The sentences that say what the term asked about is, by the figure asked for: 多少年才算古树
    is told by 所称古树，是指树龄100年以上的树木.
    """
    defines, figure = asked.defines, asked.figure
    if defines is None or figure is None:
        return []
    texts = ((one, fold(one.unit.text)) for one in scored)
    return [one for one, text in texts if figure.search(text) and defines.search(text)]


def _is_headed(listed: Listed, asking: Sequence[Scored]) -> bool:
    """Whether a list stands under the heading that asks the same, where one does."""
    return not asking or any(
        one.unit.passage.document_id == listed.document
        and one.unit.passage.span.start <= span.start < one.unit.passage.span.end
        for one in asking
        for span in listed.spans
    )


def _places(scored: Sequence[Scored]) -> list[Quote]:
    """The best sentence of each document: where something is said."""
    first: dict[str, Scored] = {}
    for one in scored:
        first.setdefault(one.unit.passage.document_id, one)
    likely = [one for one in first.values() if one.chance >= AS_LIKELY * scored[0].chance]
    return [Quote(one.unit.passage, one.unit.span, one.chance) for one in likely[:PLACES]]
