"""What one document gives to the graph."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.model import DocumentId, PassageId
from graph.composed.model import Named
from graph.model import Duty, Mention, Relation


@dataclass(frozen=True, slots=True)
class Question:
    """A question put to the catalogue of titles, and its answer, each as plain text."""

    asked: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """All that one document gives to the graph: a function of the document, the lexicon, the
    extraction's version and the answers to ``questions``, and of nothing else.

    ``passages`` are the body passages, and all others that carry evidence, in reading order;
    the flag says whether a passage is searched.
    """

    document_id: DocumentId
    revision: bytes
    passages: tuple[tuple[PassageId, bool], ...] = ()
    mentions: tuple[Mention, ...] = ()
    names: tuple[Named, ...] = ()
    relations: tuple[Relation, ...] = ()
    duties: tuple[Duty, ...] = ()
    questions: tuple[Question, ...] = ()
