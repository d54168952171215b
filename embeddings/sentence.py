"""Models of the sentence-transformers kind: any of theirs as ours, and ours as one of theirs."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.base.modules import InputModule
from sentence_transformers.sentence_transformer.modules import Normalize

from corpus.errors import ModelUnavailable
from embeddings.static_model import StaticModel
from embeddings.vectors import Vectors

_SAMPLE = 64  # numbers of each tensor that enter a fingerprint


class SentenceEncoder:
    """Any sentence-transformers model by folder or hub name, with the prompts of its config."""

    anchors: Vectors | None = None

    def __init__(self, name: str) -> None:
        self.name = name
        self._model = _open(name)
        dimension = self._model.get_embedding_dimension()
        if dimension is None:
            raise ModelUnavailable(f"编码器 {name} 没有说明向量维数，请换一个")
        self.dimension = int(dimension)
        self.fingerprint = _fingerprint(self._model)

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Unit rows, float32 (n, d), under the model's own query prompt."""
        return self._encode(self._model.encode_query, texts)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Unit rows, float32 (n, d), under the model's own passage prompt."""
        return self._encode(self._model.encode_document, texts)

    def _encode(self, encode: Any, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        vectors = encode(list(texts), normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vectors, np.float32)


class StaticModule(InputModule):
    """The static model as the first module of a SentenceTransformer."""

    def __init__(self, model: StaticModel) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.model = model

    @classmethod
    def load(cls, model_name_or_path: str, *_: Any, **__: Any) -> StaticModule:
        """The model in that folder."""
        return cls(StaticModel.load(Path(model_name_or_path)))

    def preprocess(self, inputs: Sequence[Any], *_: Any, **__: Any) -> dict[str, Any]:
        """Bags of rows, as tensors."""
        bags = self.model.vocabulary.bags([str(text) for text in inputs])
        return {"rows": torch.from_numpy(bags.rows), "starts": torch.from_numpy(bags.starts)}

    def forward(self, features: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Adds ``sentence_embedding``: the sums, not yet of length one."""
        sums = self.model.sum_bags(features["rows"].numpy(), features["starts"].numpy())
        features["sentence_embedding"] = torch.from_numpy(sums)
        return features

    def get_embedding_dimension(self) -> int:
        """How many numbers a vector has."""
        return self.model.dimension

    def save(self, output_path: str, *_: Any, **__: Any) -> None:
        """Write the model's files."""
        self.model.save(Path(output_path), {})


def as_sentence_transformer(folder: Path) -> SentenceTransformer:
    """The static model in ``folder`` as a SentenceTransformer, for whoever works with those.

    Built from parts, never by name: loading it by name would need ``trust_remote_code``.
    """
    return SentenceTransformer(modules=[StaticModule.load(str(folder)), Normalize()], device="cpu")


def _open(name: str) -> SentenceTransformer:
    """Load a model that is on this machine: a folder, or a name that was downloaded before.

    Never the network: a hub that does not answer is retried for minutes, and an intranet
    has none. Code that comes with a model is never run either.
    """
    try:
        return SentenceTransformer(
            name, device="cpu", local_files_only=True, trust_remote_code=False
        )
    except Exception as error:  # it raises whatever its many parts raise
        first_line = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise ModelUnavailable(
            f"编码器 {name} 在这台机器上加载不了：{first_line} "
            "请在能联网的机器上下载（hf download），把目录拷来后填写它的路径；"
            "或改用自带的编码器 default。"
        ) from error


def _fingerprint(model: SentenceTransformer) -> str:
    """16 hex digits over names, shapes and a sample of every weight, and the prompts.

    Reading every number of a large model would cost seconds at each start.
    """
    digest = hashlib.sha256(repr(sorted((model.prompts or {}).items())).encode())
    digest.update(repr([type(module).__name__ for module in model]).encode())
    for key, tensor in sorted(model.state_dict().items()):
        flat = tensor.detach().flatten()
        sample = flat[:: max(1, flat.numel() // _SAMPLE)].to(torch.float32)
        digest.update(f"{key}{tuple(tensor.shape)}".encode() + sample.numpy().tobytes())
    return digest.hexdigest()[:16]
