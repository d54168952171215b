"""The graph as arrays of numbers: what is counted and walked, without a row being read.

Kept beside the SQLite file as ``arrays.npz``, written by the same hand and of the same
rows. Numbers are those of the file's tables: passages, documents, concepts, nodes, edges.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
import numpy.typing as npt

from corpus.errors import NoGeneration
from graph.model import PREDICATES

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

    def bounds(self, document: int) -> Numbers:
        """The first passage of a document, and the first behind it."""
        # Of the array's own type, or all of it would be converted first.
        ends = np.array([document, document + 1], self.passage_document.dtype)
        return np.searchsorted(self.passage_document, ends).astype(np.int32)

    def named(self, first: int, behind: int) -> Numbers:
        """Passage and concept of each concept the passages from ``first`` on name, a column
        each.
        """
        ends = np.array([first, behind], self.mention_passage.dtype)
        start, end = np.searchsorted(self.mention_passage, ends)
        return np.stack([self.mention_passage[start:end], self.mention_concept[start:end]])


def write_arrays(folder: Path, arrays: Arrays) -> None:
    """Write the arrays of a graph; the same graph gives the same bytes."""
    np.savez(folder / FILE, **{one.name: getattr(arrays, one.name) for one in fields(Arrays)})


def read_arrays(folder: Path) -> Arrays:
    """The arrays beside a graph; ``NoGeneration`` where they are absent or damaged."""
    try:
        with np.load(folder / FILE) as held:
            return Arrays(**{one.name: held[one.name] for one in fields(Arrays)})
    except (OSError, ValueError, KeyError) as error:
        raise NoGeneration(
            f"{folder / FILE}：读不出（{error}）；请重新构建：python -m scripts.build"
        ) from error
