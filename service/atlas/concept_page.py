"""A concept's page: what it is, what it packs, what ties it, who says so and since when."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from corpus.text import fold
from graph.model import PREDICATES, Concept, ConceptId
from graph.neighbours import MENTIONS, Tie, tie_id
from service.atlas.model import ConceptCard, ConceptPage, FormYears, Quoted, TieCard
from service.atlas.years import Calendar, forms_by_year

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.arrays import Arrays
    from graph.neighbours import Neighbours
    from graph.store import GraphStore, Node
    from graph.view import View
    from service.atlas.duties import DutyList
    from service.atlas.names import NameShelf
    from service.atlas.quoting import Quoter
    from service.model import Card, Filters
    from service.shelf import Shelf

#: Ties of one predicate, places of one tie, documents, duties, definitions on a concept's page.
TIES_SHOWN, PLACES_SHOWN, DOCUMENTS_SHOWN, DUTIES_SHOWN = 12, 3, 20, 20
DEFINITIONS_SHOWN = 8
#: Predicates told of on a concept's page; its documents are listed apart.
TOLD = tuple(name for name in PREDICATES if name != MENTIONS)


class ConceptPages:
    """Makes the pages of one graph's concepts; safe to share between threads."""

    def __init__(
        self,
        store: GraphStore,
        arrays: Arrays,
        neighbours: Neighbours,
        quoter: Quoter,
        duties: DutyList,
        composed: NameShelf,
        shelf: Shelf,
    ) -> None:
        self._store, self._arrays, self._neighbours = store, arrays, neighbours
        self._quoter, self._duties, self._shelf = quoter, duties, shelf
        self._composed = composed

    def of(self, view: View, node: Node, concept: Concept, filters: Filters) -> ConceptPage:
        """All that is told of the concept of a node, as one reader may see it."""
        n = self._store.concept_numbers.get(concept.id)
        naming = view.naming(n) if n is not None else self._composed.passages(concept.id, view)
        of = self._arrays.passage_document[naming]
        held, counts = np.unique(of, return_counts=True)
        years, undated = self._calendar.years(of)
        tied = node.n >= 0
        ties = list(self._neighbours.ties(view, node.n, TOLD, TIES_SHOWN)) if tied else []
        return ConceptPage(
            card=ConceptCard(concept, len(naming), len(held)),
            first=self._calendar.first(held),
            names=self._names(concept),
            narrower=tuple(self._narrower.get(concept.id, ())),
            definitions=self._definitions(view, node, ties, filters),
            ties=self._tie_cards(view, node, ties, filters),
            totals=self._neighbours.totals(view, node.n) if tied else {},
            years=years,
            undated=undated,
            forms=self._forms(n, naming),
            documents=self._documents(held, counts, filters),
            duties=self._duties.of_concept(view, concept, filters, DUTIES_SHOWN),
        )

    # A graph never changes, so what its concepts say of one another is worked out once.

    @cached_property
    def _by_form(self) -> dict[str, ConceptId]:
        """Each form as it compares, and whose it is."""
        return {form: one.id for one in self._store.concepts for form in map(fold, one.forms)}

    @cached_property
    def _narrower(self) -> dict[ConceptId, list[Concept]]:
        """The concepts that name each as the wider one, in order."""
        found: dict[ConceptId, list[Concept]] = {}
        for one in self._store.concepts:
            for wider in dict.fromkeys(one.broader):
                found.setdefault(wider, []).append(one)
        return found

    @cached_property
    def _calendar(self) -> Calendar:
        return Calendar(self._store.documents, self._shelf)

    def _names(self, concept: Concept) -> dict[str, str]:
        """The labels of the concepts one names: wider ones, related ones, its successor."""
        ids = [*concept.broader, *concept.related]
        if concept.replaced_by:
            ids.append(concept.replaced_by.concept_id)
        forms = self._by_form
        members = {forms[fold(one)] for one in concept.expansion if fold(one) in forms}
        known = self._store.concept_numbers
        return {
            one: self._store.concepts[known[one]].label
            for one in dict.fromkeys([*ids, *sorted(members)])
            if one in known
        }

    def _forms(self, n: int | None, naming: np.ndarray) -> tuple[FormYears, ...]:
        if n is None:
            return ()
        of = self._arrays.passage_document
        return forms_by_year(self._store, of, naming, n, self._calendar)

    def _documents(
        self, held: np.ndarray, counts: np.ndarray, filters: Filters
    ) -> tuple[tuple[Card, int], ...]:
        ranked = np.lexsort((held, -counts))[:DOCUMENTS_SHOWN]
        return tuple(
            (self._shelf.card(self._store.documents[document], filters.as_of), count)
            for document, count in zip(held[ranked].tolist(), counts[ranked].tolist(), strict=True)
        )

    def _definitions(
        self, view: View, node: Node, ties: Iterable[Tie], filters: Filters
    ) -> tuple[Quoted, ...]:
        defining = [tie for tie in ties if tie.predicate == "defines" and tie.object == node.n]
        quoted = self._quoter.ties(view, defining[:DEFINITIONS_SHOWN], 1, filters)
        return tuple(one for places in quoted for one in places)

    def _tie_cards(
        self, view: View, node: Node, ties: Iterable[Tie], filters: Filters
    ) -> tuple[TieCard, ...]:
        shown: Counter[str] = Counter()
        kept = []
        for tie in sorted(
            ties, key=lambda one: (-one.weight, -one.places, one.subject, one.object)
        ):
            shown[tie.predicate] += 1
            if shown[tie.predicate] <= TIES_SHOWN:
                kept.append(tie)
        others = [tie.object if tie.subject == node.n else tie.subject for tie in kept]
        by_number = {one.n: one for one in self._neighbours.nodes(others)} | {node.n: node}
        quoted = self._quoter.ties(view, kept, PLACES_SHOWN, filters)
        return tuple(
            TieCard(
                id=tie_id(tie, by_number),
                predicate=tie.predicate,
                other=by_number[other],
                outward=tie.subject == node.n,
                weight=tie.weight,
                places=tie.places,
                evidence=evidence,
            )
            for tie, other, evidence in zip(kept, others, quoted, strict=True)
        )
