"""Concepts as they are kept in files: what each says, and nothing of what it does not.

Most of what a concept may say is said of few. Left out, twenty thousand are written in half
the room and read in a third of the time.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields
from typing import Any

from graph.model import Concept, Succession

#: What a concept may say, in order.
FIELDS = tuple(one.name for one in fields(Concept))
_DEFAULTS = {one.name: one.default for one in fields(Concept)}


def said(concept: Concept) -> dict[str, Any]:
    """What a concept says, as JSON takes it."""
    values = ((name, getattr(concept, name)) for name in FIELDS)
    told = {name: value for name, value in values if value != _DEFAULTS[name]}
    if concept.replaced_by:
        told["replaced_by"] = asdict(concept.replaced_by)
    return told


def concept_of(told: Mapping[str, Any]) -> Concept:
    """The concept that says so: :func:`said`, or all of its fields, back from JSON."""
    known: dict[str, Any] = {
        name: tuple(value) if type(value) is list else value for name, value in told.items()
    }
    if replaced := known.get("replaced_by"):
        known["replaced_by"] = Succession(**replaced)
    return Concept(**known)


def concept_as_json(concept: Concept) -> str:
    """A concept as text; the same concept gives the same text."""
    return json.dumps(said(concept), ensure_ascii=False, separators=(",", ":"))


def concepts_from_json(texts: Iterable[str]) -> tuple[Concept, ...]:
    """The concepts that were written so, each a text. Read as one: in a third of the time."""
    return tuple(map(concept_of, json.loads(f"[{','.join(texts)}]")))
