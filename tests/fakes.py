"""Small, exact stand-ins for the large parts: same contracts; and the shipped ones by name."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from corpus.model import PassageId, Within
from embeddings.bridge import Bridge
from embeddings.encoder import MODEL_FOLDER
from embeddings.translation import TABLE_FOLDER
from service.ranking import booster

Vectors = npt.NDArray[np.float32]


class HashEncoder:
    """Every character is a random but fixed direction; a text is the sum of its characters."""

    name = "hash"
    anchors: Vectors | None = None
    bridge: Bridge | None = None

    def __init__(self, dimension: int = 32) -> None:
        self.dimension = dimension
        self.fingerprint = f"hash{dimension:012d}"
        self.encoded = 0  # passages encoded so far: tests of reuse count them

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        return self._encode(texts)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        self.encoded += len(texts)
        return self._encode(texts)

    def _encode(self, texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in enumerate(texts):
            for char in text:
                seed = int.from_bytes(hashlib.blake2b(char.encode(), digest_size=8).digest())
                vectors[row] += np.random.default_rng(seed).standard_normal(self.dimension)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(vectors / np.where(lengths > 0, lengths, 1), np.float32)


class MemoryIndex:
    """A vector index as a dictionary: the contract at its plainest."""

    def __init__(self) -> None:
        self._vectors: dict[PassageId, Vectors] = {}

    def add(self, ids: Sequence[PassageId], vectors: Vectors) -> None:
        self._vectors.update(zip(ids, vectors, strict=True))

    def remove(self, ids: Sequence[PassageId]) -> None:
        for passage_id in ids:
            self._vectors.pop(passage_id, None)

    def vectors(self, ids: Sequence[PassageId]) -> Vectors:
        return np.array([self._vectors[passage_id] for passage_id in ids], np.float32)

    def search(
        self, vector: Vectors, limit: int, within: Within | None
    ) -> list[tuple[PassageId, float]]:
        scored = [
            (passage_id, float(vector @ held))
            for passage_id, held in self._vectors.items()
            if within is None or within.allows(passage_id)
        ]
        return sorted(scored, key=lambda pair: (-pair[1], pair[0]))[:limit]

    def save(self) -> None:
        """Nothing to write."""

    def close(self) -> None:
        self._vectors.clear()

    def __len__(self) -> int:
        return len(self._vectors)


def shipped(folder: Path) -> Path:
    """The shipped models as a folder of one's own."""
    folder.mkdir()
    (folder / "encoder").symlink_to(MODEL_FOLDER)
    (folder / "table").symlink_to(TABLE_FOLDER)
    (folder / "model").symlink_to(booster.MODEL_FOLDER)
    return folder
