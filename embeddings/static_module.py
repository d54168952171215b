"""The default model as one of the sentence-transformers kind, for whoever works with those."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.base.modules import InputModule
from sentence_transformers.sentence_transformer.modules import Normalize

from embeddings.static_model import StaticModel


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
