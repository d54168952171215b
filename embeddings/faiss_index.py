"""The embedded vector index: FAISS, exact while it is small, in cells as it grows.

Up to :data:`FLAT_ROWS` every vector is compared (float32). Beyond, vectors lie in cells
around fixed anchors with 8 bits a number, and the cells nearest the query are searched
(IVF-SQ8). Anchors and the numbers' range come with the encoder, not from the corpus, so an index
grown step by step equals one built from scratch, code for code. An encoder without anchors
gets them from its own vectors, again whenever the index has doubled.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import repeat
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple, Self, cast

import faiss as _faiss
import numpy as np
import numpy.typing as npt

from corpus.errors import BackendUnavailable, NoGeneration
from corpus.model import DocumentId, PassageId, Within, document_of
from embeddings.vectors import Vectors

faiss: Any = _faiss  # its type stubs lack half of what it has

#: Up to here a full comparison is fast enough (2 ms at 512 dimensions), and exact.
FLAT_ROWS = 10_000
CELLS = 2048
#: Cells are searched until about this many allowed vectors have been compared, and never
#: fewer than PROBES. On 291,572 passages recall@10 of an exact search .979 (10,000 and 64: .982,
#: at half as much time again); what is ranked from it is as good (docs/ranking.md).
COMPARED, PROBES = 7_000, 48
#: Numbers are cut into 256 steps up to this many times their usual size, which is 1 / sqrt(d).
_REACH = 6.0
#: Fetched beyond the limit, so that equal scores at the edge are settled by id.
_MARGIN = 16
_SEED = 7
#: Ids up to which a change looks for their rows one by one, and makes no table of all.
_FEW = 1000


class Layout(NamedTuple):
    """The files of a saved index."""

    folder: Path

    @property
    def vectors(self) -> Path:
        """FAISS's own file."""
        return self.folder / "index.faiss"

    @property
    def ids(self) -> Path:
        """The passage id of each row, one a line; empty where the row was removed."""
        return self.folder / "ids.txt"

    @property
    def state(self) -> Path:
        """Dimension, form, and how many rows its own anchors were found on."""
        return self.folder / "index.json"


class _Allowed(NamedTuple):
    """The rows a filter allows, and their vectors where they are few."""

    within: Within
    rows: npt.NDArray[np.int64]
    selector: Any
    vectors: Vectors | None


class FaissIndex:
    """A VectorIndex in this process. Searching is safe from many threads; changing is not."""

    def __init__(self, folder: Path, dimension: int, anchors: Vectors | None = None) -> None:
        self._layout = Layout(folder)
        self._dimension = dimension
        self._anchors = anchors
        self._learned = 0  # rows the index's own anchors were found on; 0: the encoder's
        self._faiss: Any = faiss.IndexFlatIP(dimension)
        self._ids: list[PassageId] = []
        self._row_of: dict[PassageId, int] | None = None
        self._filter: _Allowed | None = None
        self._mapping = Lock()
        self._documents: tuple[dict[DocumentId, int], npt.NDArray[np.int32]] | None = None

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        writable: bool = False,
        anchors: Vectors | None = None,
        into: Path | None = None,
    ) -> Self:
        """The index saved in ``folder``, to be saved ``into`` another; read-only it is mapped,
        and costs little memory.
        """
        layout = Layout(folder)
        try:
            state = json.loads(layout.state.read_text("utf-8"))
            flags = 0 if writable or not state["cells"] else faiss.IO_FLAG_MMAP
            index = cls(into or folder, state["dimension"], anchors)
            index._faiss = faiss.read_index(str(layout.vectors), flags)
            if flags:
                # Each query would start 32 threads to read ahead what memory holds anyway:
                # two thirds of its time.
                faiss.downcast_InvertedLists(index._faiss.invlists).prefetch_nthread = 0
            index._ids = cast("list[PassageId]", layout.ids.read_text("utf-8").split("\n")[:-1])
            index._learned = state["learned"]
        except (OSError, ValueError, KeyError, RuntimeError) as error:
            raise NoGeneration(
                f"{folder}：向量索引读不出来（{error}）；请重新构建：python -m scripts.build"
            ) from error
        held = len(index._ids) - index._ids.count(PassageId(""))
        if index._faiss.ntotal != held:
            raise NoGeneration(
                f"{folder}：向量索引与编号表不一致（{index._faiss.ntotal} 个向量，"
                f"{held} 个编号）；请重新构建：python -m scripts.build"
            )
        return index

    def add(self, ids: Sequence[PassageId], vectors: Vectors) -> None:
        """Hold these, float32 (n, d) of unit rows; an id held already is replaced."""
        if vectors.shape != (len(ids), self._dimension):
            raise ValueError(
                f"{len(ids)} ids of {self._dimension} numbers each, but vectors {vectors.shape}"
            )
        self.remove(ids)
        self._forget()
        if not self._in_cells and len(self) + len(ids) > FLAT_ROWS:
            self._move_to_cells(vectors)
        first = len(self._ids)
        self._ids.extend(ids)
        if self._row_of is not None:
            self._row_of.update(zip(ids, range(first, first + len(ids)), strict=True))
        if self._in_cells:
            self._faiss.add_with_ids(vectors, np.arange(first, first + len(ids)))
        else:
            self._faiss.add(vectors)

    def remove(self, ids: Sequence[PassageId]) -> None:
        """Hold these no longer; an id not held is passed over."""
        held = self._rows_of(ids)
        rows = np.array([held[each] for each in dict.fromkeys(ids) if each in held], np.int64)
        if not len(rows):
            return
        self._forget()
        self._faiss.remove_ids(faiss.IDSelectorBatch(rows))
        for row in rows.tolist():
            self._ids[row] = PassageId("")
        if not self._in_cells:  # a flat index closes the gap, and the rows behind move up
            self._ids = [each for each in self._ids if each]
            self._row_of = None
        elif self._row_of is not None:
            for each in ids:
                self._row_of.pop(each, None)

    def vectors(self, ids: Sequence[PassageId]) -> Vectors:
        """What is held for these, float32 (n, d), to the precision of the index."""
        if not ids:
            return np.zeros((0, self._dimension), np.float32)
        held = self._rows()  # every question asks for some: a table of all is made once
        rows = np.array([held[each] for each in ids], np.int64)
        if not self._in_cells:
            return np.asarray(self._faiss.reconstruct_batch(rows), np.float32)
        return self._decoded(rows)

    def search(
        self, vector: Vectors, limit: int, within: Within | None
    ) -> list[tuple[PassageId, float]]:
        """The ``limit`` nearest by inner product, best first, ties by id."""
        allowed = None if within is None else self._allowed(within)
        held = len(self) if allowed is None else len(allowed.rows)
        count = min(limit + _MARGIN, held)
        if limit <= 0 or not count:
            return []
        if allowed is not None and allowed.vectors is not None:
            scores = allowed.vectors @ vector
            places = np.argpartition(-scores, count - 1)[:count]
            rows, scores = allowed.rows[places], scores[places]
        else:
            # One thread a query: a second one spins on the core where the words are looked up.
            faiss.omp_set_num_threads(1)
            query = vector.reshape(1, -1).astype(np.float32)
            found = self._faiss.search(query, count, params=self._params(allowed, held))
            scores, rows = found[0][0], found[1][0]
        held_ids, best = self._ids, scores.tolist()
        found = [
            (held_ids[row], score)
            for row, score in zip(rows.tolist(), best, strict=True)
            if row >= 0
        ]
        if best != sorted(set(best), reverse=True):  # equals, or not by the engine
            found.sort(key=lambda pair: (-pair[1], pair[0]))
        return found[:limit]

    def save(self) -> None:
        """Write the index's files into its folder."""
        if self._in_cells and self._learned and len(self) > 2 * self._learned:
            self._cut_cells(self.vectors([each for each in self._ids if each]))
        self._layout.folder.mkdir(parents=True, exist_ok=True)
        self._forget()  # where rows lie is not written
        try:
            faiss.write_index(self._faiss, str(self._layout.vectors))
        except RuntimeError as error:
            # Its own words are of C++ and no help: it fails where the disk does.
            raise BackendUnavailable(
                f"{self._layout.vectors}：向量索引写不进去；请检查磁盘空间和权限后重试"
            ) from error
        self._layout.ids.write_text("\n".join([*self._ids, ""]), "utf-8")
        state = {"dimension": self._dimension, "cells": self._in_cells, "learned": self._learned}
        self._layout.state.write_text(json.dumps(state), "utf-8")

    def close(self) -> None:
        """Let go of memory."""
        self._faiss = faiss.IndexFlatIP(self._dimension)
        self._ids, self._row_of = [], None
        self._filter = self._documents = None

    def __len__(self) -> int:
        return int(self._faiss.ntotal)

    @property
    def _in_cells(self) -> bool:
        return isinstance(self._faiss, faiss.IndexIVF)

    def _rows(self) -> dict[PassageId, int]:
        if self._row_of is None:
            self._row_of = dict(zip(self._ids, range(len(self._ids)), strict=True))
            self._row_of.pop(PassageId(""), None)
        return self._row_of

    def _rows_of(self, ids: Sequence[PassageId]) -> Mapping[PassageId, int]:
        """The rows of these, and perhaps of more."""
        if self._row_of is not None or len(ids) > _FEW:
            return self._rows()
        wanted = {each for each in ids if each}
        return {each: row for row, each in enumerate(self._ids) if each in wanted}

    def _forget(self) -> None:
        """Before a change: what was worked out about the rows no longer holds."""
        self._filter = self._documents = None
        if self._in_cells:
            self._faiss.set_direct_map_type(faiss.DirectMap.NoMap)

    def _move_to_cells(self, coming: Vectors) -> None:
        """From flat to cells; ``coming`` are vectors about to be added."""
        held = np.asarray(self._faiss.reconstruct_n(0, len(self)), np.float32)
        self._cut_cells(held, coming)

    def _cut_cells(self, held: Vectors, coming: Vectors | None = None) -> None:
        """Put ``held``, all of this index's vectors in order of their rows, into cells."""
        anchors = self._anchors
        if anchors is None:
            known = held if coming is None else np.concatenate([held, coming])
            anchors = cells(known, CELLS, seed=_SEED)
            self._learned = len(known)
        self._ids = [each for each in self._ids if each]
        self._row_of = None
        self._faiss = _empty_cells(anchors)
        self._faiss.add_with_ids(held, np.arange(len(held)))

    def _params(self, allowed: _Allowed | None, held: int) -> Any:
        selector = allowed.selector if allowed else None
        if self._in_cells:
            cells_needed = -(-self._faiss.nlist * COMPARED // held)
            probes = min(self._faiss.nlist, max(PROBES, cells_needed))
            return faiss.SearchParametersIVF(sel=selector, nprobe=probes)
        return faiss.SearchParameters(sel=selector) if selector else None

    def _allowed(self, within: Within) -> _Allowed:
        """What a filter allows; the last one is kept, for its next page or question."""
        last = self._filter
        if last is not None and (last.within is within or last.within == within):
            return last
        mask = self._mask(within)
        rows = np.flatnonzero(mask)
        vectors = None
        if self._in_cells and len(rows) <= FLAT_ROWS:  # few: cheaper exactly than by cells
            vectors = self._decoded(rows)
        selector = faiss.IDSelectorBitmap(np.packbits(mask, bitorder="little"))
        found = _Allowed(within, rows, selector, vectors)
        self._filter = found
        return found  # another thread may have put its own there meanwhile

    def _decoded(self, rows: npt.NDArray[np.int64]) -> Vectors:
        """Rows of an index in cells; where each lies is looked up once, and kept."""
        if not len(rows):
            return np.zeros((0, self._dimension), np.float32)
        with self._mapping:
            if self._faiss.direct_map.type != faiss.DirectMap.Hashtable:
                self._faiss.set_direct_map_type(faiss.DirectMap.Hashtable)
        return np.asarray(self._faiss.reconstruct_batch(rows), np.float32)

    def _mask(self, within: Within) -> npt.NDArray[np.bool_]:
        if within.passages is not None:
            mask = np.zeros(len(self._ids), bool)
            held = self._rows()
            mask[[held[each] for each in within.passages if each in held]] = True
            return mask
        if self._documents is None:
            known: dict[DocumentId, int] = {DocumentId(""): 0}
            owners = (document_of(each) for each in self._ids)
            numbers = [known.setdefault(owner, len(known)) for owner in owners]
            self._documents = known, np.array(numbers, np.int32)
        known, owner_of = self._documents
        allowed = np.zeros(len(known), bool)
        allowed[list(map(known.get, within.documents, repeat(0)))] = True
        allowed[0] = False
        return allowed.take(owner_of)


def cells(vectors: Vectors, count: int, *, seed: int) -> Vectors:
    """``count`` unit vectors spread as these are: k-means on the sphere, float32 (k, d).

    Fewer where there are not forty vectors for each.
    """
    kmeans = faiss.Kmeans(
        vectors.shape[1],
        min(count, max(1, len(vectors) // 40)),
        niter=8,
        seed=seed,
        spherical=True,
        min_points_per_centroid=1,
        max_points_per_centroid=50,
    )
    kmeans.train(vectors)
    return np.asarray(kmeans.centroids, np.float32)


def _empty_cells(anchors: Vectors) -> Any:
    """An IVF-SQ8 index over fixed anchors and ranges: nothing about it is learned from data."""
    count, dimension = anchors.shape
    coarse = faiss.IndexFlatIP(dimension)
    coarse.add(anchors)
    index = faiss.IndexIVFScalarQuantizer(
        coarse,
        dimension,
        count,
        faiss.ScalarQuantizer.QT_8bit_uniform,  # one range for all numbers: a sixth faster
        faiss.METRIC_INNER_PRODUCT,
        False,  # codes do not depend on the cell
    )
    index.own_fields = True
    coarse.this.disown()
    reach = _REACH / np.sqrt(dimension)
    faiss.copy_array_to_vector(np.array([-reach, 2 * reach], np.float32), index.sq.trained)
    index.is_trained = True
    return index
