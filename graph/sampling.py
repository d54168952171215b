"""Mentions and edges drawn at random, each with its sentence, for a person to judge.

How many of a graph are false is known by reading some. The same graph, size and seed
give the same sample, so that a figure can be taken again and a later draw be another one.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

import numpy as np

from corpus.model import DocumentId, PassageId, Span, document_of
from corpus.storage.store import Store
from graph.arrays import PREDICATE_NAMES, Arrays
from graph.mentions import CONCEPT, END, PASSAGE, START
from graph.model import ConceptId, Evidence
from graph.neighbours import TOGETHER, Neighbours, Tie
from graph.quoting import quoted_span, told
from graph.store import GraphStore
from graph.view import Counts, View, Views

#: What is drawn at random: a mention of all, or a concept named and then one mention of it.
WAYS = ("mention", "concept")
#: Likewise: an edge of all that texts state, or as many of each predicate, counted ones too.
EDGE_WAYS = ("edge", "predicate")
#: Characters shown on each side of a mention, within its sentence.
AROUND = 40


@dataclass(frozen=True, slots=True)
class Drawn:
    """One mention: of what, in which document, where; ``sentence`` is what is read around it,
    and the mention stands at ``start`` in it, as long as ``span`` is.
    """

    concept_id: ConceptId
    label: str
    document_id: DocumentId
    passage_id: PassageId
    span: Span
    sentence: str
    start: int


@dataclass(frozen=True, slots=True)
class DrawnEdge:
    """One edge, and the place that speaks for it first."""

    subject: str
    predicate: str
    object: str
    method: str
    document_id: DocumentId
    passage_id: PassageId
    span: Span
    sentence: str


def draw_mentions(
    store: Store, graph: GraphStore, size: int, seed: int, way: str = "mention"
) -> list[Drawn]:
    """So many mentions, in random order; fewer where the graph has fewer."""
    held = graph.mentions
    rng = random.Random(seed)  # noqa: S311
    if way == "concept":
        named = np.unique(held.columns[CONCEPT]).tolist()
        concepts = rng.sample(named, min(size, len(named)))
        rows = [int(rng.choice(held.places(concept))) for concept in concepts]
    else:
        rows = rng.sample(range(len(held)), min(size, len(held)))
    return _told(store, graph, rows)


def _told(store: Store, graph: GraphStore, rows: Sequence[int]) -> list[Drawn]:
    columns = graph.mentions.columns[:, rows].T.tolist()
    passages = graph.passage_ids([row[PASSAGE] for row in columns])
    found = []
    for row, passage_id in zip(columns, passages, strict=True):
        passage = store.passage(passage_id)
        span = Span(row[START], row[END])
        sentence = quoted_span(Evidence(passage_id, span, "mention", 1.0), passage)
        shown = Span(max(sentence.start, span.start - AROUND), min(sentence.end, span.end + AROUND))
        began = passage.span.start
        concept = graph.concepts[row[CONCEPT]]
        found.append(
            Drawn(
                concept.id,
                concept.label,
                document_of(passage_id),
                passage_id,
                span,
                passage.text[shown.start - began : shown.end - began],
                span.start - shown.start,
            )
        )
    return found


def draw_edges(
    store: Store, graph: GraphStore, arrays: Arrays, size: int, seed: int, way: str = "edge"
) -> list[DrawnEdge]:
    """So many edges, in random order; fewer where the graph has fewer."""
    view, neighbours = Views(graph, arrays).of(None), Neighbours(graph, arrays)
    rng = random.Random(seed)  # noqa: S311
    stated = np.flatnonzero(view.support > 0)
    if way == "predicate":
        ties = _of_each(view, stated, size, rng)
    else:
        ties = [_stated(view, edge) for edge in rng.sample(stated.tolist(), min(size, len(stated)))]
    drawn = []
    for tie, found in zip(ties, neighbours.evidence_of(view, ties, [1] * len(ties)), strict=True):
        ends, place = neighbours.nodes([tie.subject, tie.object]), found[0]
        passage = store.passage(place.passage_id)
        span = quoted_span(place, passage)
        document = document_of(place.passage_id)
        words = store.excerpts([(document, span)])[0]
        drawn.append(
            DrawnEdge(
                f"{ends[0].label} ({ends[0].id})",
                tie.predicate,
                f"{ends[1].label} ({ends[1].id})",
                place.method,
                document,
                place.passage_id,
                span,
                told(words, place.method, store.description(document)),
            )
        )
    return drawn


def _of_each(view: View, stated: Counts, size: int, rng: random.Random) -> list[Tie]:
    """As many ties of each predicate, as near as may be, mixed."""
    kinds = view.arrays.edge_predicate[stated]
    pots = [
        [_stated(view, edge) for edge in rng.sample(held, min(size, len(held)))]
        for held in (stated[kinds == kind].tolist() for kind in np.unique(kinds))
    ]
    together = [
        Tie(min(ends), TOGETHER, max(ends), score, places)
        for ends, places, score in (
            (view.arrays.concept_node[list(pair)].tolist(), *counted)
            for pair, counted in view.ties.items()
        )
    ]
    pots.append(rng.sample(together, min(size, len(together))))
    turns = [tie for row in zip_longest(*pots) for tie in row if tie is not None][:size]
    rng.shuffle(turns)
    return turns


def _stated(view: View, edge: int) -> Tie:
    arrays, places = view.arrays, int(view.support[edge])
    ends = int(arrays.edge_subject[edge]), int(arrays.edge_object[edge])
    return Tie(ends[0], PREDICATE_NAMES[arrays.edge_predicate[edge]], ends[1], 1.0, places, edge)
