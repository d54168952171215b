"""Passages near a question in meaning."""

from __future__ import annotations

from corpus.model import Hit, Within
from embeddings.encoder import Encoder
from embeddings.index import VectorIndex


class DenseRetriever:
    """Ranks passages by the cosine of their vector with the question's."""

    name = "dense"

    def __init__(self, index: VectorIndex, encoder: Encoder) -> None:
        self._index = index
        self._encoder = encoder

    def search(self, query: str, limit: int, within: Within | None = None) -> list[Hit]:
        """The ``limit`` nearest passages allowed, best first.

        Empty for a question without a single known character.
        """
        vector = self._encoder.encode_queries([query])[0]
        if not vector.any():
            return []
        found = self._index.search(vector, limit, within)
        return [Hit(passage_id, score, self.name) for passage_id, score in found]

    def close(self) -> None:
        """Close the index."""
        self._index.close()
