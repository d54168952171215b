"""Any cross-encoder of the sentence-transformers kind: reads question and passage together."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from sentence_transformers import CrossEncoder

from corpus.errors import ModelUnavailable
from embeddings.local_models import open_local, settle
from embeddings.vectors import Vectors


class CrossScorer:
    """A cross-encoder by folder or by the name it was downloaded under.

    Reads each pair anew, so it is slow and exact: for the first few dozen candidates only.
    Raises ModelUnavailable for what cannot be loaded, or gives no single score.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._model = open_local(
            name, "重排模型", lambda arguments: CrossEncoder(name, **arguments)
        )
        self._batch = settle(self._model)
        if self._model.num_labels != 1:
            raise ModelUnavailable(
                f"重排模型 {name} 给每一对 {self._model.num_labels} 个分数，应只有一个；"
                "请换一个排序用的模型（如 bge-reranker）"
            )

    def scores(self, query: str, passages: Sequence[str]) -> Vectors:
        """How well each passage answers the query, float32 (n,); larger is better."""
        if not passages:
            return np.zeros(0, np.float32)
        pairs = [(query, passage) for passage in passages]
        scores = self._model.predict(
            pairs, batch_size=self._batch, show_progress_bar=False, convert_to_numpy=True
        )
        return np.nan_to_num(np.asarray(scores, np.float32).reshape(-1))


@lru_cache(maxsize=2)
def load_cross_encoder(name: str) -> CrossScorer:
    """The cross-encoder of that name, loaded once."""
    return CrossScorer(name)
