"""The static model: a text's vector is the sum of its tokens' vectors, brought to length one.

No network is run, so it needs no torch and no GPU: a query takes a tenth of a millisecond.
The length of a token's vector is its learned weight. A token that comes n times counts
``n ** damping``: what a long passage says again and again would drown the rest of it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, Self

import numpy as np
import numpy.typing as npt
from safetensors import SafetensorError
from safetensors.numpy import load_file, save_file

from corpus.errors import ModelUnavailable
from embeddings.bridge import FILE, Bridge
from embeddings.kernels import add_up
from embeddings.quantise import Packed
from embeddings.vectors import Vectors, unit_rows
from embeddings.vocabulary import Vocabulary

#: Texts encoded together: what bounds the room their tokens take.
BATCH = 1024
#: Tokens most texts have no more of.
_USUAL = 2048


class Layout(NamedTuple):
    """The files of a saved model."""

    folder: Path

    @property
    def weights(self) -> Path:
        """``rows``, ``scales``, ``folding``, ``damping``; ``anchors`` where the model has them."""
        return self.folder / "model.safetensors"

    @property
    def vocabulary(self) -> Path:
        """One token a line, in row order."""
        return self.folder / "vocabulary.txt"

    @property
    def config(self) -> Path:
        """Name, dimension, and what it was trained with."""
        return self.folder / "config.json"

    @property
    def complete(self) -> bool:
        """Whether every file is there."""
        return all(path.is_file() for path in (self.weights, self.vocabulary, self.config))


class StaticModel:
    """A vocabulary and one packed vector for each of its tokens.

    ``anchors`` (k, d), where given, are points spread as the training passages are; an
    index cuts its cells at them, so that its cells never depend on what was added when.
    ``damping`` is between 0 (a token counts once) and 1 (each time it comes). ``bridge``, where
    given, moves questions' vectors towards their answers.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        packed: Packed,
        anchors: Vectors | None = None,
        damping: float = 1.0,
        bridge: Bridge | None = None,
    ) -> None:
        if len(vocabulary) != len(packed.rows):
            raise ValueError(f"{len(vocabulary)} tokens but {len(packed.rows)} vectors")
        self.vocabulary = vocabulary
        self.packed = packed
        self.anchors = anchors
        self.damping = damping
        self.bridge = bridge
        self.dimension = packed.dimension
        self._scales = packed.scales.astype(np.float32)
        self._damped = np.zeros(0, np.float32)
        self._powers(_USUAL)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, float32 (n, d); a text without a known token gets zeros."""
        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        parts = [self.sums(texts[start : start + BATCH]) for start in range(0, len(texts), BATCH)]
        return unit_rows(np.concatenate(parts))

    def sums(self, texts: Sequence[str]) -> Vectors:
        """The sums before they are brought to length one, float32 (n, d)."""
        return self.sum_bags(*self.vocabulary.bags(texts))

    def sum_bags(self, rows: npt.NDArray[np.int32], starts: npt.NDArray[np.int64]) -> Vectors:
        """The sums of bags as :meth:`Vocabulary.bags` gives them, float32 (n, d).

        Rows are unpacked as they are added, so the whole table never stands in memory.
        """
        sums = np.empty((len(starts) - 1, self.dimension), np.float32)
        most = int(np.diff(starts).max(initial=0))
        add_up(rows, starts, self.packed.rows, self._scales, self._powers(most), sums)
        return sums

    def _powers(self, most: int) -> Vectors:
        """What a token that comes n times counts, for n from 0 to at least ``most``."""
        known = self._damped
        if len(known) <= most:
            known = np.arange(2 * most + 1, dtype=np.float32) ** np.float32(self.damping)
            self._damped = known
        return known

    def save(self, folder: Path, notes: dict[str, object]) -> None:
        """Write the model's files; ``notes`` are kept in its config."""
        layout = Layout(folder)
        folder.mkdir(parents=True, exist_ok=True)
        tensors: dict[str, npt.NDArray[np.generic]] = {
            "rows": self.packed.rows,
            "scales": self.packed.scales,
            "folding": self.vocabulary.folding,
            "damping": np.array([self.damping], np.float32),
        }
        if self.anchors is not None:
            tensors["anchors"] = self.anchors.astype(np.float16)
        save_file(tensors, layout.weights)
        layout.weights.chmod(0o644)  # safetensors leaves it readable by its owner alone
        self.vocabulary.write(layout.vocabulary)
        if self.bridge is None:
            (folder / FILE).unlink(missing_ok=True)  # of another model, once saved here
        else:
            self.bridge.save(folder)
        config = {"format": 1, "dimension": self.dimension, "tokens": len(self.vocabulary), **notes}
        layout.config.write_text(json.dumps(config, ensure_ascii=False, indent=2) + "\n", "utf-8")

    @classmethod
    def load(cls, folder: Path) -> Self:
        """The model saved in ``folder``. Raises ModelUnavailable where it is not whole."""
        layout = Layout(folder)
        if not layout.complete:
            raise ModelUnavailable(
                f"{folder}：编码器不完整，应有 {layout.weights.name}、{layout.vocabulary.name} "
                f"和 {layout.config.name}；请重新检出仓库，或自行训练：python -m scripts.train"
            )
        try:
            tensors = load_file(layout.weights)
            vocabulary = Vocabulary.read(layout.vocabulary, tensors["folding"])
            anchors = tensors.get("anchors")
            packed = Packed(tensors["rows"], tensors["scales"])
            return cls(
                vocabulary,
                packed,
                None if anchors is None else unit_rows(anchors.astype(np.float32)),
                float(tensors["damping"][0]) if "damping" in tensors else 1.0,
                Bridge.load(folder, packed.dimension),
            )
        except (SafetensorError, KeyError, ValueError) as error:
            raise ModelUnavailable(
                f"{folder}：编码器文件已损坏（{error}）；"
                "请重新检出仓库，或自行训练：python -m scripts.train"
            ) from error


def fingerprint(folder: Path) -> str:
    """16 hex digits over the files: models with the same one give passages the same vectors."""
    layout = Layout(folder)
    digest = hashlib.sha256()
    for path in (layout.weights, layout.vocabulary):
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]
