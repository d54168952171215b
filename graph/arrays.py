"""The graph as arrays of numbers: what is counted and walked, without a row being read.

Kept beside the SQLite file as ``arrays.npz``, made from it and nothing else. Numbers are
those of the file's tables: passages, documents, concepts, nodes, edges.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from corpus.errors import NoGeneration
from graph.model import PREDICATES
from graph.store import GraphStore

FILE = "arrays.npz"
#: What an edge's predicate number means.
PREDICATE_NAMES = tuple(PREDICATES)

Numbers = npt.NDArray[np.int32]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Arrays:
    """Columns of the graph's tables.

    ``passage_document`` and ``passage_body`` have one entry a passage, ``node_document`` one
    a node (-1 for none), ``edge_*`` one an edge (-1 for no passage), ``evidence_*`` one a
    place. ``mention_*`` is one entry for each concept a passage names, whatever how often.
    ``inside_*`` says which passages are the words of which section or document node.
    ``concept_node`` is the node of each concept of the lexicon, ``document_node`` of each
    document.
    """

    passage_document: Numbers
    passage_body: Mask
    mention_passage: Numbers
    mention_concept: Numbers
    concept_node: Numbers
    document_node: Numbers
    node_document: Numbers
    edge_subject: Numbers
    edge_predicate: Numbers
    edge_object: Numbers
    evidence_edge: Numbers
    evidence_passage: Numbers
    evidence_confidence: npt.NDArray[np.float32]
    inside_passage: Numbers
    inside_node: Numbers


def write_arrays(folder: Path, store: GraphStore) -> None:
    """Write the arrays of a finished graph; the same graph gives the same bytes."""
    columns: dict[str, Any] = dict(_columns(store))
    np.savez(folder / FILE, **columns)


def read_arrays(folder: Path) -> Arrays:
    """The arrays beside a graph; ``NoGeneration`` where they are absent or damaged."""
    try:
        with np.load(folder / FILE) as held:
            return Arrays(**{one.name: held[one.name] for one in fields(Arrays)})
    except (OSError, ValueError, KeyError) as error:
        raise NoGeneration(
            f"{folder / FILE}：读不出（{error}）；请重新构建：python -m scripts.build"
        ) from error


def _columns(store: GraphStore) -> Iterator[tuple[str, npt.NDArray[np.generic]]]:
    passages = _table(store, "SELECT document, body FROM passages ORDER BY n", 2)
    yield "passage_document", passages[:, 0].copy()
    yield "passage_body", passages[:, 1].astype(np.bool_)
    mentions = _table(
        store, "SELECT DISTINCT passage, concept FROM mentions ORDER BY passage, concept", 2
    )
    yield "mention_passage", mentions[:, 0].copy()
    yield "mention_concept", mentions[:, 1].copy()
    concepts = _table(
        store, "SELECT nodes.n FROM concepts JOIN nodes USING (id) ORDER BY concepts.n", 1
    )
    yield "concept_node", concepts[:, 0].copy()
    documents = _table(
        store, "SELECT nodes.n FROM documents JOIN nodes USING (id) ORDER BY documents.n", 1
    )
    yield "document_node", documents[:, 0].copy()
    nodes = _table(store, "SELECT coalesce(document, -1) FROM nodes ORDER BY n", 1)
    yield "node_document", nodes[:, 0].copy()
    known = {name: place for place, name in enumerate(PREDICATE_NAMES)}
    edges = _numbers(
        (
            (subject, known[predicate], target)
            for subject, predicate, target in store.stream(
                "SELECT subject, predicate, object FROM edges ORDER BY n"
            )
        ),
        3,
    )
    for place, name in enumerate(("edge_subject", "edge_predicate", "edge_object")):
        yield name, edges[:, place].copy()
    evidence = _table(store, "SELECT edge, passage FROM evidence ORDER BY edge, passage", 2)
    yield "evidence_edge", evidence[:, 0].copy()
    yield "evidence_passage", evidence[:, 1].copy()
    sure = store.stream("SELECT confidence FROM evidence ORDER BY edge, passage")
    yield "evidence_confidence", np.fromiter((row[0] for row in sure), np.float32)
    inside = _numbers(_inside(store), 2)
    yield "inside_passage", inside[:, 0].copy()
    yield "inside_node", inside[:, 1].copy()


def _table(store: GraphStore, query: str, width: int) -> Numbers:
    return _numbers(store.stream(query), width)


def _numbers(rows: Iterable[tuple[int, ...]], width: int) -> Numbers:
    """Rows of so many numbers as an array, one row a row."""
    row = np.dtype([(str(place), np.int32) for place in range(width)])
    return np.fromiter(rows, row).view(np.int32).reshape(-1, width)


def _inside(store: GraphStore) -> Iterator[tuple[int, int]]:
    """Passage and node, for every section an edge joins and the words it consists of.

    Where a section is only a part of a passage (an item quoted with its lead), that passage.
    """
    sections: dict[int, dict[str, int]] = defaultdict(dict)
    for n, name, document in store.stream(
        "SELECT n, id, document FROM nodes WHERE kind = 'section'"
    ):
        sections[document][name.partition("/")[2]] = n
    steps: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for n, document, step in store.stream("SELECT n, document, step FROM passages WHERE body"):
        if document in sections:
            steps[document].append((step, n))
    for document, wanted in sorted(sections.items()):
        pairs = set()
        found = set()
        by_step = dict(steps[document])
        for step, n in steps[document]:
            for above in _prefixes(step):
                if above in wanted:
                    pairs.add((n, wanted[above]))
                    found.add(above)
        for name in wanted.keys() - found:
            within = next((by_step[above] for above in _prefixes(name) if above in by_step), None)
            if within is not None:
                pairs.add((within, wanted[name]))
        yield from sorted(pairs)


def _prefixes(step: str) -> Iterator[str]:
    """``a/b/c``, ``a/b``, ``a``: the deepest first."""
    while step:
        yield step
        step = step.rpartition("/")[0]
