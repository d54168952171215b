"""Texts become vectors here: the default model, or any sentence-transformers model."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Protocol

import numpy as np

from embeddings.bridge import Bridge
from embeddings.locating import require_folder
from embeddings.static_model import StaticModel, fingerprint
from embeddings.vectors import Vectors

DEFAULT = "default"
#: Questions whose vectors are kept: two kilobytes each.
QUESTIONS_KEPT = 1024
MODEL_FOLDER = Path(__file__).parent / "model"


class Encoder(Protocol):
    """What turns texts into vectors that lie near one another when they mean the same.

    ``fingerprint`` changes whenever the vectors would; vectors made under another one are
    never mixed. ``anchors`` are points spread as passages are (k, d), or None where the
    model brings none.
    """

    @property
    def name(self) -> str:
        """What a user called it."""

    @property
    def fingerprint(self) -> str:
        """Equal for encoders that give equal vectors."""

    @property
    def dimension(self) -> int:
        """How many numbers a vector has."""

    @property
    def anchors(self) -> Vectors | None:
        """Points to cut an index's cells at."""

    @property
    def bridge(self) -> Bridge | None:
        """What moves a question's vector to where its answers lie, before they are looked for."""

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Unit rows, float32 (n, d)."""

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Unit rows, float32 (n, d)."""


class StaticEncoder:
    """The default: a static model, which reads queries and passages alike."""

    def __init__(self, folder: Path, name: str = DEFAULT) -> None:
        self._model = StaticModel.load(folder)
        self.name = name
        self.fingerprint = fingerprint(folder)
        self.dimension = self._model.dimension
        self.anchors = self._model.anchors
        self.bridge = self._model.bridge

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Unit rows, float32 (n, d)."""
        return self._model.encode(texts)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Unit rows, float32 (n, d)."""
        return self._model.encode(texts)


class Remembering:
    """An encoder that remembers questions: each is asked for by the retriever, by the ranker and
    by what chooses an answer. Safe to share between threads.
    """

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: dict[str, Vectors] = {}
        self.name = encoder.name
        self.fingerprint = encoder.fingerprint
        self.dimension = encoder.dimension
        self.anchors = encoder.anchors
        self.bridge = encoder.bridge

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Unit rows, float32 (n, d)."""
        known = {text: self._known.get(text) for text in texts}
        missing = [text for text, row in known.items() if row is None]
        if missing:
            found = dict(zip(missing, self._encoder.encode_queries(missing), strict=True))
            if len(self._known) > QUESTIONS_KEPT:
                self._known = {}  # another thread may still read the old one
            known |= found
            self._known |= found
        rows = [row for text in texts if (row := known[text]) is not None]
        return np.array(rows, np.float32).reshape(len(texts), self.dimension)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Unit rows, float32 (n, d)."""
        return self._encoder.encode_passages(texts)


@lru_cache(maxsize=4)
def load_encoder(name: str = DEFAULT) -> Encoder:
    """The encoder of that name: ``default``, a folder, or a name on the Hugging Face hub.

    A folder may hold a model written by ``scripts.train`` or by sentence-transformers.
    Nothing in a model's folder is ever run as code. Raises ModelUnavailable.
    """
    if name == DEFAULT:
        return StaticEncoder(MODEL_FOLDER)
    folder = Path(name).expanduser()
    if (folder / "vocabulary.txt").is_file() and not (folder / "modules.json").exists():
        return StaticEncoder(folder, name)
    require_folder(name, "编码器")
    from embeddings.sentence import SentenceEncoder  # torch: seconds to import

    return SentenceEncoder(name)


def passage_input(title: str, path: Sequence[str], text: str) -> str:
    """What is encoded for a passage: its document's title, its headings, its words."""
    return "\n".join(part for part in (title, " ".join(path), text) if part)
