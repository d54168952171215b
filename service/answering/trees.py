"""Boosted trees, asked without the library that grew them.

A model is a few arrays: for every node the feature it looks at, its threshold, and where it
leads; for every leaf a value. All trees are walked at once, one step of depth at a time.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Self

import numpy as np
import numpy.typing as npt
from safetensors import SafetensorError
from safetensors.numpy import load_file, save_file

from corpus.errors import ModelUnavailable

if TYPE_CHECKING:
    from pathlib import Path

Floats = npt.NDArray[np.float32]
Places = npt.NDArray[np.int32]


class Trees:
    """A sum of trees and a logistic link: probabilities for rows of features.

    ``feature`` is -1 at a leaf, which leads to itself; a value at most ``threshold`` goes
    ``left``. ``roots`` are the places trees begin at, ``depth`` the steps to any leaf.
    """

    def __init__(
        self,
        feature: Places,
        threshold: npt.NDArray[np.float64],
        left: Places,
        right: Places,
        value: npt.NDArray[np.float64],
        roots: Places,
        base: float,
    ) -> None:
        self._feature, self._threshold, self._value = feature, threshold, value
        self._left, self._right, self._roots, self._base = left, right, roots, base
        self._depth = self._deepest()
        # A node's two ways side by side, the left one first; a leaf looks at anything.
        self._ways = np.stack([left, right], axis=1).ravel().astype(np.intp)
        self._looks = np.maximum(feature, 0).astype(np.intp)

    def chances(self, rows: Floats) -> Floats:
        """The probability of each row (n, f), float32 (n,)."""
        if not len(rows):
            return np.zeros(0, np.float32)
        at = np.broadcast_to(self._roots.astype(np.intp), (len(rows), len(self._roots)))
        numbers = rows.ravel()
        begins = (np.arange(len(rows)) * rows.shape[1])[:, None]
        for _ in range(self._depth):
            seen = numbers.take(begins + self._looks.take(at))
            at = self._ways.take(2 * at + ~(seen <= self._threshold.take(at)))
        total = self._value.take(at).sum(axis=1) + self._base
        found: Floats = (1 / (1 + np.exp(-total))).astype(np.float32)
        return found

    def _deepest(self) -> int:
        depth, level = 0, self._roots
        while (self._feature[level] >= 0).any():
            inner = level[self._feature[level] >= 0]
            level = np.concatenate([self._left[inner], self._right[inner]])
            depth += 1
        return depth

    def save(self, path: Path) -> None:
        """Write the arrays into one file."""
        arrays: dict[str, npt.NDArray[Any]] = {
            "feature": self._feature,
            "threshold": self._threshold,
            "left": self._left,
            "right": self._right,
            "value": self._value,
            "roots": self._roots,
            "base": np.array([self._base]),
        }
        save_file(arrays, path)
        path.chmod(0o644)  # safetensors leaves it readable by its owner alone

    @classmethod
    def load(cls, path: Path) -> Self:
        """The trees of a file. Raises ModelUnavailable where it is missing or damaged."""
        try:
            arrays = load_file(path)
            names = ("feature", "threshold", "left", "right", "value", "roots")
            feature, threshold, left, right, value, roots = (arrays[name] for name in names)
            base = float(arrays["base"][0])
            return cls(feature, threshold, left, right, value, roots, base)
        except (OSError, SafetensorError, KeyError, ValueError) as error:
            raise ModelUnavailable(
                f"{path}：回答模型缺失或已损坏（{error}）；"
                "请重新检出仓库，或自行校准：python -m scripts.calibrate"
            ) from error


@lru_cache(maxsize=8)
def load_trees(path: Path) -> Trees:
    """The trees of a file, read once."""
    return Trees.load(path)


def fingerprint(folder: Path) -> str:
    """12 hex digits over a folder of models: equal ones decide alike."""
    digest = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        if path.suffix != ".md":
            digest.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]
