"""Which concepts a text means: by any of their names, whole or in part."""

from __future__ import annotations

import re

from corpus.citing.catalogue import Catalogue
from corpus.model import DocumentId
from corpus.text import fold
from graph.model import Concept, ConceptId
from graph.store import Node

_TITLE = re.compile(r"《([^《》]{2,100})》")


def match(concept: Concept, wanted: str, *, named: bool) -> int | None:
    """How well a concept answers to a text: 0 is its name, None not at all."""
    forms = forms_of(concept)
    if wanted in forms:
        return 0
    if named:
        return 1
    if any(form.startswith(wanted) for form in forms):
        return 2
    inside = any(wanted in form for form in forms) or wanted in concept.english.lower()
    return 3 if inside else None


def forms_of(concept: Concept) -> set[str]:
    """All its names and its id, as they compare."""
    return {fold(form) for form in (*concept.forms, concept.id)}


def loose(node: Node) -> Concept:
    """A work or a term that no lexicon has, as a candidate for one."""
    kind = "work" if node.kind == "work" else "term"
    return Concept(id=ConceptId(node.id), label=node.label, kind=kind, status="candidate")


def bare(concept: Concept) -> Node:
    """The node of a concept that no edge leads to."""
    return Node(-1, concept.id, "concept", concept.label, None)


def titles_in(text: str, catalogue: Catalogue) -> list[DocumentId]:
    """The held documents a question names, in 《》 or without."""
    names = [*_TITLE.findall(text), *(name for _, name in catalogue.mentions(text))]
    found = (catalogue.resolve(name).description for name in names)
    return list(dict.fromkeys(one.id for one in found if one))
