"""Extract: what one document says of concepts, provisions and people, each with its sentence.

Pure and per document: the same document, mentions and references give the same relations,
whatever else is held, so a graph built step by step equals one built from scratch.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from corpus.model import Document, Passage, Reference
from graph.duties.find import find_duties
from graph.extraction.citing import citations
from graph.extraction.definitions import definitions
from graph.extraction.demands import demands
from graph.extraction.finding import Finding
from graph.extraction.members import members
from graph.extraction.reading import Reading
from graph.model import Concept, ConceptId, Duty, Evidence, Mention, Relation, term

#: Raise when the rules find other relations than before: built graphs are then made anew.
EXTRACTION_VERSION = 13

_RULES: tuple[Callable[[Reading], Iterable[Finding]], ...] = (definitions, citations, members)


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one document gives: relations ordered by subject, predicate and object; duties in
    reading order; ``terms``, the concepts it defines or lists that no lexicon has (their ids
    stand in ``relations``), as candidates.
    """

    relations: tuple[Relation, ...] = ()
    duties: tuple[Duty, ...] = ()
    terms: tuple[Concept, ...] = ()


def extract(
    document: Document,
    passages: Sequence[Passage],
    mentions: Sequence[Mention],
    references: Sequence[Reference],
    concepts: Mapping[ConceptId, Concept],
) -> Extraction:
    """Everything ``document`` says that a rule is sure enough of.

    ``passages`` are all of the document's, whatever their role; ``mentions`` and
    ``references`` those found in it. Each relation has one evidence a place, in order.
    """
    reading = Reading(document, passages, mentions, references, concepts)
    duties = tuple(find_duties(reading))
    found = [finding for rule in _RULES for finding in rule(reading)]
    found += demands(reading, duties)
    labels = {label for finding in found for label in finding.terms}
    terms = tuple(term(label) for label in sorted(labels))
    return Extraction(_joined(found), duties, terms)


def _joined(found: Iterable[Finding]) -> tuple[Relation, ...]:
    """One relation for each triple, with every place that speaks for it once."""
    places: dict[tuple[str, str, str], dict[Evidence, None]] = {}
    for one in found:
        places.setdefault((one.subject, one.predicate, one.object), {})[one.evidence] = None
    return tuple(
        Relation(*triple, tuple(sorted(evidence, key=lambda one: one.span)))
        for triple, evidence in sorted(places.items())
    )
