"""Any model of the sentence-transformers kind as an encoder."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.base.modules import Transformer
from sentence_transformers.sentence_transformer.modules import Pooling

from corpus.errors import ModelUnavailable
from embeddings.bridge import Bridge
from embeddings.families import family_of
from embeddings.local_models import open_local, settle
from embeddings.vectors import Vectors

_SAMPLE = 64  # numbers of each tensor that enter a fingerprint
_QUERIES_KEPT = 256
#: What models call the prompts we ask with; the first that is there is used.
_ASKED = ("query", "search_query", "s2p_query", "retrieval.query", "web_search_query")
_TOLD = ("document", "passage", "corpus", "search_document", "retrieval.passage")
_LOG = logging.getLogger(__name__)


class SentenceEncoder:
    """A sentence-transformers model by folder or by the name it was downloaded under.

    Its own prompts, pooling and normalisation are used; where its files bring none,
    :mod:`embeddings.families` knows those of the common families. Vectors are always
    brought to length one. Raises ModelUnavailable for what cannot be loaded or used.
    """

    anchors: Vectors | None = None
    bridge: Bridge | None = None

    def __init__(self, name: str) -> None:
        self.name = name
        self._model = open_local(name, "编码器", lambda arguments: _load(name, arguments))
        self._batch = settle(self._model)
        dimension = self._model.get_embedding_dimension()
        if dimension is None:
            raise ModelUnavailable(f"编码器 {name} 没有说明向量维数，请换一个")
        self.dimension = int(dimension)
        self.fingerprint = _fingerprint(self._model)
        # One question is put to the index several times: search, answer, follow-ups.
        self._query = lru_cache(_QUERIES_KEPT)(self._one_query)

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Unit rows, float32 (n, d), under the model's own query prompt."""
        if len(texts) == 1:
            return self._query(texts[0])
        return self._encode(self._model.encode_query, texts)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Unit rows, float32 (n, d), under the model's own passage prompt."""
        return self._encode(self._model.encode_document, texts)

    def _one_query(self, text: str) -> Vectors:
        vectors = self._encode(self._model.encode_query, [text])
        vectors.setflags(write=False)
        return vectors

    def _encode(self, encode: Any, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        vectors = encode(
            list(texts),
            batch_size=self._batch,
            normalize_embeddings=True,
            show_progress_bar=False,
        )
        vectors = np.asarray(vectors, np.float32)
        if not np.isfinite(vectors).all():
            raise ModelUnavailable(
                f"编码器 {self.name} 算出的向量不是数（溢出或权重损坏）；请换一个模型或重新下载"
            )
        return vectors


def _load(name: str, arguments: dict[str, Any]) -> SentenceTransformer:
    family = family_of(name)
    folder = Path(name).expanduser()
    if (folder / "config.json").is_file() and not (folder / "modules.json").exists():
        _LOG.warning("%s 没有 modules.json：按 %s 池化", name, family.pooling)
        body = Transformer(
            str(folder), model_kwargs={"local_files_only": True, "trust_remote_code": False}
        )
        pooling = Pooling(body.get_embedding_dimension(), pooling_mode=family.pooling)
        model = SentenceTransformer(modules=[body, pooling], device=arguments["device"])
    else:
        model = SentenceTransformer(name, **arguments)
    theirs = model.prompts or {}
    if any(theirs.values()):
        asked, told = _first(theirs, _ASKED), _first(theirs, _TOLD)
    else:
        asked, told = family.query, family.passage
    model.prompts = {**theirs, "query": asked, "document": told}
    return model


def _first(prompts: Mapping[str, str | None], names: Sequence[str]) -> str:
    return next((prompt for name in names if (prompt := prompts.get(name))), "")


def _fingerprint(model: SentenceTransformer) -> str:
    """16 hex digits over names, shapes and a sample of every weight, and the prompts.

    Reading every number of a large model would cost seconds at each start.
    """
    digest = hashlib.sha256(repr(sorted((model.prompts or {}).items())).encode())
    digest.update(repr([_setting(module) for module in model]).encode())
    digest.update(str(model.max_seq_length).encode())
    for key, tensor in sorted(model.state_dict().items()):
        flat = tensor.detach().flatten()
        sample = flat[:: max(1, flat.numel() // _SAMPLE)].to("cpu", torch.float32)
        digest.update(f"{key}{tuple(tensor.shape)}".encode() + sample.numpy().tobytes())
    return digest.hexdigest()[:16]


def _setting(module: Any) -> str:
    """A module's kind and, of a pooling, its mode: the same weights pooled otherwise differ."""
    return f"{type(module).__name__} {getattr(module, 'pooling_mode', '')}".strip()
