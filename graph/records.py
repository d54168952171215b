"""What one document gives to the graph, and concepts as JSON, there and back."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from corpus.model import DocumentId, PassageId
from graph.composed.model import Named
from graph.model import Concept, Duty, Mention, Relation, Succession


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


def concept_as_json(concept: Concept) -> str:
    """A concept as text; the same concept gives the same text."""
    return json.dumps(asdict(concept), ensure_ascii=False, separators=(",", ":"))


def concepts_from_json(texts: Iterable[str]) -> tuple[Concept, ...]:
    """The concepts that were written so, each a text. Read as one: in a third of the time."""
    return tuple(map(_concept, json.loads(f"[{','.join(texts)}]")))


def _concept(fields: dict[str, Any]) -> Concept:
    lists = {name: tuple(value) for name, value in fields.items() if isinstance(value, list)}
    replaced = fields.pop("replaced_by")
    fields |= lists
    return Concept(**fields, replaced_by=Succession(**replaced) if replaced else None)
