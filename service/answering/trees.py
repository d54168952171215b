"""The trees that choose sentences and decide on answering, as files of arrays."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import TYPE_CHECKING, Self

import numpy as np
from safetensors import SafetensorError
from safetensors.numpy import load_file, save_file

from corpus.errors import ModelUnavailable
from service.forest import Floats, Forest, Nodes

if TYPE_CHECKING:
    from pathlib import Path


class Trees:
    """A sum of trees and a logistic link: probabilities for rows of features."""

    def __init__(self, nodes: Nodes, base: float) -> None:
        self._nodes, self._base = nodes, base
        self._forest = Forest(nodes)

    def chances(self, rows: Floats) -> Floats:
        """The probability of each row (n, f), float32 (n,)."""
        total = self._forest.sums(rows) + self._base
        found: Floats = (1 / (1 + np.exp(-total))).astype(np.float32)
        return found

    def save(self, path: Path) -> None:
        """Write the arrays into one file."""
        base = {"base": np.array([self._base])}
        save_file({**self._nodes._asdict(), **base}, path)
        path.chmod(0o644)  # safetensors leaves it readable by its owner alone

    @classmethod
    def load(cls, path: Path) -> Self:
        """The trees of a file. Raises ModelUnavailable where it is missing or damaged."""
        try:
            arrays = load_file(path)
            nodes = Nodes(*(arrays[name] for name in Nodes._fields))
            return cls(nodes, float(arrays["base"][0]))
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
