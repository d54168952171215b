"""Mentions drawn at random, each with its sentence, for a person to judge.

How many mentions of a graph are false is known by reading some. The same graph, size and seed
give the same sample, so that a figure can be taken again and a later draw be another one.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from corpus.model import DocumentId, PassageId, Span, document_of
from corpus.storage.store import Store
from graph.mentions import CONCEPT, END, PASSAGE, START
from graph.model import ConceptId, Evidence
from graph.quoting import quoted_span
from graph.store import GraphStore

#: What is drawn at random: a mention of all, or a concept named and then one mention of it.
WAYS = ("mention", "concept")
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
