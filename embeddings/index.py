"""What an index of vectors must do, and how one is made or opened, whatever engine it runs on."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from corpus.errors import BackendUnavailable
from corpus.model import PassageId, Within
from embeddings.vectors import Vectors


class VectorIndex(Protocol):
    """Unit vectors by passage id. Texts stay in the store; only ids come back."""

    def add(self, ids: Sequence[PassageId], vectors: Vectors) -> None:
        """Hold these, float32 (n, d) of unit rows; an id held already is replaced."""

    def remove(self, ids: Sequence[PassageId]) -> None:
        """Hold these no longer; an id not held is passed over."""

    def vectors(self, ids: Sequence[PassageId]) -> Vectors:
        """What is held for these, float32 (n, d), to the precision of the index."""

    def search(
        self, vector: Vectors, limit: int, within: Within | None
    ) -> list[tuple[PassageId, float]]:
        """The ``limit`` nearest by inner product, best first, ties by id."""

    def save(self) -> None:
        """Make all of it durable in the index's folder."""

    def close(self) -> None:
        """Let go of memory and connections."""

    def __len__(self) -> int: ...


def create_index(
    folder: Path, dimension: int, anchors: Vectors | None = None, backend: str = "faiss"
) -> VectorIndex:
    """An empty index that will be saved in ``folder``.

    ``anchors`` (k, d) are points spread as passages are: cells cut at them do not depend on
    what is added when. Raises BackendUnavailable.
    """
    if backend == "faiss":
        from embeddings.faiss_index import FaissIndex  # a native library: only when used

        return FaissIndex(folder, dimension, anchors)
    raise BackendUnavailable(f"没有名为 {backend} 的向量索引；可用的有 faiss")


def open_index(
    folder: Path,
    backend: str = "faiss",
    *,
    writable: bool = False,
    anchors: Vectors | None = None,
    into: Path | None = None,
) -> VectorIndex:
    """The index saved in ``folder``, mapped rather than read unless it is to be changed.

    One that is changed is saved ``into`` another folder where that is given, and ``folder``
    left as it is.
    Whoever changes it gives the same ``anchors`` as at its making: it may yet need them.
    Raises NoGeneration where there is none or it is damaged, BackendUnavailable.
    """
    if backend == "faiss":
        from embeddings.faiss_index import FaissIndex

        return FaissIndex.open(folder, writable=writable, anchors=anchors, into=into)
    raise BackendUnavailable(f"没有名为 {backend} 的向量索引；可用的有 faiss")
