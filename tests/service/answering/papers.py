"""A paper read into passages and sentences, as answering sees them, with a question put to it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, cast

from corpus.citing.versions import Status
from corpus.structure.passages import split_passages
from corpus.words import Segmenter
from service.answering.asking import plain_topic
from service.answering.signs import figure_of
from service.answering.units import Unit, units_of
from service.answering.wording import Term
from service.answering.writer import Quote, Scored
from service.citation import enclosing, titles
from service.model import Card, Citation, Result
from service.query import understand
from tests.corpus.outlines import document_of

if TYPE_CHECKING:
    from corpus.model import Document, DocumentId, Passage
    from service.answering.features import Asked
    from service.query import Query
    from service.shelf import Shelf

SEGMENTER = Segmenter(())


class AskedFor(NamedTuple):
    """As much of a question as is looked at here."""

    query: Query
    topic: str
    terms: tuple[Term, ...]
    figure: re.Pattern[str] | None
    defines: re.Pattern[str] | None = None


class Paper:
    """A shelf that holds one paper."""

    def __init__(self, text: str, title: str = "") -> None:
        self.paper = document_of(text, title)
        self._passages = split_passages(self.paper)

    def document(self, _: DocumentId) -> Document:
        return self.paper

    def passages_of(self, _: DocumentId) -> list[Passage]:
        return self._passages

    @property
    def shelf(self) -> Shelf:
        return cast("Shelf", self)

    def scored(self, *first: str) -> list[Scored]:
        """All sentences, those that begin as named likely and before the others."""
        card = Card(self.paper.description, Status("none", ""))
        units: list[Unit] = []
        for rank, passage in enumerate(self._passages, start=1):
            path = titles(enclosing(self.paper.sections, passage.span))
            # Nothing that reads sentences looks at how they are cited.
            citation = cast("Citation", None)
            units += units_of([Result(rank, 1.0, card, path, "", passage, (), citation)])
        likely = [one for start in first for one in units if one.text.startswith(start)]
        others = [one for one in units if one not in likely]
        return [*(Scored(one, 0.5) for one in likely), *(Scored(one, 0.01) for one in others)]

    def said(self, quotes: list[Quote]) -> list[str]:
        return [self.paper.text[slice(*quote.span)] for quote in quotes]


def asked(question: str) -> Asked:
    """A question with its words, each of the same weight."""
    query = understand(question, SEGMENTER)
    topic = plain_topic(query)
    words = dict.fromkeys(word for word in SEGMENTER.query_words(topic) if word.strip())
    terms = tuple(Term(word, 1.0, 1.0) for word in words)
    return cast("Asked", AskedFor(query, topic, terms, figure_of(query)))
