"""What of a graph is exported, read a batch at a time: memory does not grow with the corpus.

``concepts``: the concepts and works that are named or tied, what ties them, and the provisions
and documents that speak of them. ``documents``: documents, their provisions and works, what
they cite, replace and mention. Both as one reader sees them, on one day where a day is given.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import islice

import numpy as np

from corpus.citing.catalogue import Catalogue
from corpus.citing.versions import status
from corpus.model import Description, DocumentId, document_of
from corpus.storage.store import Store
from graph.arrays import PREDICATE_NAMES, Mask
from graph.export.model import ExportEdge, ExportNode, Place, Value
from graph.model import PREDICATES, Concept, ConceptId, Evidence
from graph.neighbours import MENTIONS, TOGETHER, Neighbours, Tie, edge_id
from graph.network import Standing, concept_network, standings, wording
from graph.quoting import quoted_span, told
from graph.store import GraphStore
from graph.view import View

CONCEPTS, DOCUMENTS = "concepts", "documents"
WHAT = (CONCEPTS, DOCUMENTS)
#: Places given for one edge: all of a stated one but for the most cited, the best of a
#: counted one; ``places`` always tells how many there are.
STATED_PLACES, COUNTED_PLACES = 50, 1
#: Edges read together.
BATCH = 400
_NEVER = date(9999, 12, 31)


@dataclass(frozen=True, slots=True)
class Held:
    """What an export reads: a graph with its arrays and the corpus it was made of."""

    graph: GraphStore
    neighbours: Neighbours
    corpus: Store
    catalogue: Catalogue


class GraphSource:
    """Nodes and edges of one export; see :class:`graph.export.model.Source`."""

    def __init__(self, held: Held, view: View, what: str, as_of: date | None = None) -> None:
        self._held, self._view, self._what = held, view, what
        self._day = as_of or date.today()
        self.title = f"文脉 {what}"
        self._ids: list[str] = [
            row[0] for row in held.graph.rows("SELECT id FROM nodes ORDER BY n")
        ]

    # ---- nodes

    def nodes(self) -> Iterator[ExportNode]:
        """Every node that is exported, in the order of numbers."""
        query = "SELECT n, id, kind, label FROM nodes ORDER BY n"
        for n, name, kind, label in self._held.graph.stream(query):
            if self._shown[n]:
                yield self._node(name, kind, label)

    def _node(self, name: str, kind: str, label: str) -> ExportNode:
        values: dict[str, Value] = {"label": label, "kind": kind}
        lists: dict[str, tuple[str, ...]] = {}
        number = self._held.graph.concept_numbers.get(ConceptId(name))
        if number is not None:
            concept = self._held.graph.concepts[number]
            values |= self._of_concept(concept, number)
            lists = self._lists(concept)
        elif kind in ("concept", "work"):
            values |= {"type": "work" if kind == "work" else "term", "status": "candidate"}
        else:
            values |= self._of_document(name)
        if (standing := self._standings.get(name)) is not None:
            values |= {
                "centrality": standing.centrality,
                "community": standing.community,
                "bridge": standing.bridge,
            }
        for field in ("aliases", "expansion", "broader", "related"):
            values[field] = "；".join(lists.get(field, ()))
        return ExportNode(name, label, kind, {k: v for k, v in values.items() if v != ""}, lists)

    def _of_concept(self, concept: Concept, number: int) -> dict[str, Value]:
        years = self._years.get(number, {})
        first = self._first.get(number)
        return {
            "type": concept.kind,
            "english": concept.english,
            "definition": concept.definition,
            "source": concept.source,
            "status": concept.status,
            "replaced_by": concept.replaced_by.concept_id if concept.replaced_by else "",
            "start": first.isoformat() if first else "",
            "passages": int(self._view.named[number]),
            "years": json.dumps(years) if years else "",
        }

    def _lists(self, concept: Concept) -> dict[str, tuple[str, ...]]:
        # SKOS S27: what is wider or narrower is not also related.
        apart = self._wider[concept.id]
        related = (
            one for one in concept.related
            if one not in apart and concept.id not in self._wider.get(one, ())
        )  # fmt: skip
        lists: dict[str, Iterable[str]] = {
            "aliases": concept.aliases,
            "hidden": concept.hidden,
            "expansion": concept.expansion,
            "broader": concept.broader,
            "related": related,
        }
        told = {name: tuple(values) for name, values in lists.items()}
        return {name: values for name, values in told.items() if values}

    @cached_property
    def _wider(self) -> dict[ConceptId, set[ConceptId]]:
        """Everything wider than each concept, at whatever distance."""
        above = {one.id: one.broader for one in self._held.graph.concepts}
        found: dict[ConceptId, set[ConceptId]] = {}
        for name in above:
            seen: set[ConceptId] = set()
            todo = list(above[name])
            while todo:
                one = todo.pop()
                if one not in seen:
                    seen.add(one)
                    todo.extend(above.get(one, ()))
            found[name] = seen
        return found

    def _of_document(self, name: str) -> dict[str, Value]:
        about = self._description(name)
        ended = status(about, self._held.catalogue, _NEVER)
        begun = about.effective or about.day
        over = ended.code in ("repealed", "superseded") and ended.since
        return {
            "type": about.kind,
            "status": status(about, self._held.catalogue, self._day).label,
            "document": about.id if name != about.id else "",
            "issuer": about.issuer or "",
            "number": about.number or "",
            "start": begun.isoformat() if begun else "",
            "end": ended.since.isoformat() if over and ended.since else "",
        }

    # ---- edges

    def edges(self) -> Iterator[ExportEdge]:
        """Every edge that is exported: what is stated, then what is counted."""
        ties = self._ties()
        while batch := list(islice(ties, BATCH)):
            yield from self._told(batch)

    def _ties(self) -> Iterator[Tie]:
        arrays, support = self._view.arrays, self._view.support
        for edge in np.flatnonzero(self._stated).tolist():
            ends = int(arrays.edge_subject[edge]), int(arrays.edge_object[edge])
            predicate = PREDICATE_NAMES[arrays.edge_predicate[edge]]
            yield Tie(ends[0], predicate, ends[1], 1.0, int(support[edge]), edge)
        if self._what == CONCEPTS:
            for (one, other), (count, score) in self._view.ties.items():
                ends = int(arrays.concept_node[one]), int(arrays.concept_node[other])
                yield Tie(min(ends), TOGETHER, max(ends), score, count)
        else:
            for document, concept, count in self._mentioned:
                ends = int(arrays.document_node[document]), int(arrays.concept_node[concept])
                yield Tie(ends[0], MENTIONS, ends[1], 1.0, count)

    def _told(self, ties: Sequence[Tie]) -> Iterator[ExportEdge]:
        limits = [COUNTED_PLACES if tie.edge is None else STATED_PLACES for tie in ties]
        found = self._held.neighbours.evidence_of(self._view, ties, limits)
        places = iter(self._places([one for evidence in found for one in evidence]))
        for tie, evidence in zip(ties, found, strict=True):
            told = tuple(next(places) for _ in evidence)
            subject, target = self._ids[tie.subject], self._ids[tie.object]
            days = [one.day for one in told if one.day]
            yield ExportEdge(
                id=edge_id(subject, tie.predicate, target),
                source=subject,
                predicate=tie.predicate,
                target=target,
                label=PREDICATES[tie.predicate],
                weight=tie.weight,
                places=tie.places,
                start=min(days, default=""),
                evidence=told,
            )

    def _places(self, evidence: Sequence[Evidence]) -> Iterator[Place]:
        ids = list(dict.fromkeys(one.passage_id for one in evidence))
        passages = dict(zip(ids, self._held.corpus.passages(ids), strict=True))
        spans = [quoted_span(one, passages[one.passage_id]) for one in evidence]
        asked = [
            (document_of(one.passage_id), span) for one, span in zip(evidence, spans, strict=True)
        ]
        texts, paths = self._held.corpus.excerpts(asked), self._held.corpus.around(asked)
        for one, (document, span), text, path in zip(evidence, asked, texts, paths, strict=True):
            about = self._description(document)
            yield Place(
                document=document,
                title=about.title,
                section=" › ".join(section.title for section in path if section.title),
                sentence=told(text, one.method, about),
                start=span.start,
                end=span.end,
                method=one.method,
                confidence=one.confidence,
                day=about.day.isoformat() if about.day else "",
            )

    # ---- what is in

    @cached_property
    def _conceptual(self) -> Mask:
        """Which nodes are concepts or works."""
        return self._view.arrays.node_document < 0

    @cached_property
    def _works(self) -> Mask:
        """Which nodes are works, in a lexicon or not."""
        rows = self._held.graph.rows("SELECT n FROM nodes WHERE kind = 'work'")
        works = np.zeros(len(self._conceptual), np.bool_)
        works[[n for (n,) in rows]] = True
        held = [n for n, one in enumerate(self._held.graph.concepts) if one.kind == "work"]
        works[self._view.arrays.concept_node[held]] = True
        return works

    @cached_property
    def _stated(self) -> Mask:
        """Which stated edges are exported."""
        arrays, seen = self._view.arrays, self._view.support > 0
        one, other = arrays.edge_subject, arrays.edge_object
        if self._what == CONCEPTS:
            kept = self._conceptual[one] | self._conceptual[other]
        else:
            within = ~self._conceptual | self._works
            kept = within[one] & within[other]
        return np.asarray(seen & kept, np.bool_)

    @cached_property
    def _shown(self) -> Mask:
        """Which nodes are exported: those meant, and the ends of the edges exported."""
        arrays = self._view.arrays
        meant = np.zeros_like(self._conceptual)
        if self._what == DOCUMENTS:
            meant[arrays.document_node] = True
            meant[[int(arrays.concept_node[one]) for _, one, _ in self._mentioned]] = True
        for ends in (arrays.edge_subject, arrays.edge_object):
            meant[ends[self._stated]] = True
        if self._what == CONCEPTS:
            meant[arrays.concept_node[self._told_of(meant[arrays.concept_node])]] = True
        return np.asarray(meant & self._view.nodes, np.bool_)

    def _told_of(self, tied: Mask) -> list[int]:
        """The concepts that are tied or named in what may be read, and those they are told by:
        what is wider, related or took their place. The others of the lexicon say nothing here.
        """
        graph = self._held.graph
        told = set(np.flatnonzero(tied | (self._view.named > 0)).tolist())
        todo = list(told)
        while todo:
            one = graph.concepts[todo.pop()]
            others = [*one.broader, *one.related]
            if one.replaced_by:
                others.append(one.replaced_by.concept_id)
            fresh = {graph.concept_numbers[name] for name in others} - told
            told |= fresh
            todo += fresh
        return sorted(told)

    @cached_property
    def _mentioned(self) -> list[tuple[int, int, int]]:
        """Document, concept, and how many of its passages name it."""
        held = self._view.incidence.tocoo()
        width = len(self._view.arrays.concept_node)
        documents = self._view.arrays.passage_document[held.row].astype(np.int64)
        pairs, counts = np.unique(documents * width + held.col, return_counts=True)
        return [
            (pair // width, pair % width, count)
            for pair, count in zip(pairs.tolist(), counts.tolist(), strict=True)
        ]

    @cached_property
    def _standings(self) -> Mapping[str, Standing]:
        if self._what != CONCEPTS:
            return {}
        return standings(concept_network(self._held.graph, self._view))

    @cached_property
    def _days(self) -> dict[int, date]:
        described = ((n, self._description(one).day) for n, one in
                     enumerate(self._held.graph.documents))  # fmt: skip
        return {n: day for n, day in described if day is not None}

    @cached_property
    def _years(self) -> dict[int, dict[int, int]]:
        return wording(self._view, {n: day.year for n, day in self._days.items()})

    @cached_property
    def _first(self) -> dict[int, date]:
        """The day of the earliest document that names each concept."""
        found: dict[int, date] = {}
        for document, concept, _ in self._mentioned:
            day = self._days.get(document)
            if day is not None and (concept not in found or day < found[concept]):
                found[concept] = day
        return found

    def _description(self, name: str) -> Description:
        about = self._held.catalogue.get(DocumentId(name.partition("/")[0]))
        assert about is not None, name
        return about
