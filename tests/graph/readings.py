"""Documents of a few lines with a few concepts, through the real outline and references."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from corpus.citing.catalogue import Catalogue
from corpus.citing.references import find_references
from corpus.model import Span
from graph.extraction.extract import Extraction, extract
from graph.model import Concept, ConceptId, Mention
from tests.corpora import Held, made

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


def concept(label: str, kind: str = "term", *aliases: str, **about: Any) -> Concept:
    """A concept whose id is its label."""
    return Concept(id=ConceptId(label), label=label, kind=kind, aliases=aliases, **about)


def mentions_of(held: Held, concepts: Mapping[ConceptId, Concept]) -> Iterator[Mention]:
    """Every longest form of every concept in every passage."""
    document, passages = held
    forms = sorted(
        ((form, one.id) for one in concepts.values() for form in one.forms),
        key=lambda pair: -len(pair[0]),
    )
    for passage in passages:
        at = passage.span.start
        while at < passage.span.end:
            named = next((pair for pair in forms if document.text.startswith(pair[0], at)), None)
            if named is not None:
                span = Span(at, at + len(named[0]))
                yield Mention(named[1], passage.id, span, named[0])
            at += len(named[0]) if named else 1


def read(
    *lines: str,
    concepts: Sequence[Concept] = (),
    title: str = "某某管理办法",
    beside: Sequence[Held] = (),
    **about: Any,
) -> tuple[Held, Extraction]:
    """A document of these lines, called ``d1``, and what is extracted from it."""
    held = made("d1", title, *lines, **about)
    known = {one.id: one for one in concepts}
    documents = {document.id: document for document, _ in [held, *beside]}
    catalogue = Catalogue(
        [one.description for one in documents.values()], lambda one: documents[one].sections
    )
    document, passages = held
    mentions = list(mentions_of(held, known))
    references = find_references(document, catalogue)
    return held, extract(document, passages, mentions, references, known)


def triples(extraction: Extraction, *predicates: str) -> list[str]:
    """``subject predicate object`` of each relation of some predicates, or of all."""
    return [
        f"{one.subject} {one.predicate} {one.object}"
        for one in extraction.relations
        if not predicates or one.predicate in predicates
    ]
