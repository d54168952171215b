"""From where a question lies to where its answers lie: a linear map, learned from pairs.

A question is not worded as what answers it, and not every passage is one that people ask about.
Ridge regression (Hoerl and Kennard, 1970) learns from questions and their passages what to add
to a question's vector: a constant, for what passages asked about have in common, and what goes
with what is asked. Questions alone are moved, so passages need not be encoded anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Self

import numpy as np
from safetensors import SafetensorError
from safetensors.numpy import load_file, save_file

from corpus.errors import ModelUnavailable
from embeddings.vectors import Vectors, unit_rows

#: Its file, beside the weights of the encoder whose vectors it was learned over.
FILE = "bridge.safetensors"
#: How strongly numbers far from nothing are held back, and the constant's weight beside a unit
#: vector; chosen on STARD by halves among 5, 20 and 60.
RIDGE, _CONSTANT = 20.0, 0.3


class Bridge:
    """Moves questions' vectors; safe to share between threads.

    ``matrix`` is float32 (d + 1, d): a row for each number of a question, one for the constant.
    """

    def __init__(self, matrix: Vectors) -> None:
        self.matrix = matrix

    def crossed(self, questions: Vectors) -> Vectors:
        """The unit rows (n, d), moved towards their answers, as unit rows.

        A row of zeros, a question of which nothing is known, stays.
        """
        known = questions.any(axis=1, keepdims=True)
        moved = questions + questions @ self.matrix[:-1] + known * (_CONSTANT * self.matrix[-1])
        return unit_rows(np.asarray(moved, np.float32))

    def save(self, folder: Path) -> None:
        """Write it into a model's folder, in half precision."""
        path = folder / FILE
        save_file({"matrix": self.matrix.astype(np.float16)}, path)
        path.chmod(0o644)  # safetensors leaves it readable by its owner alone

    @classmethod
    def load(cls, folder: Path, dimension: int) -> Self | None:
        """That of the model in ``folder``, if it has one. Raises ModelUnavailable if broken."""
        path = folder / FILE
        if not path.is_file():
            return None
        try:
            matrix = load_file(path)["matrix"]
        except (OSError, SafetensorError, KeyError) as error:
            raise ModelUnavailable(f"{path}：读不出（{error}）；删去它，编码器也能用") from error
        if matrix.shape != (dimension + 1, dimension):
            raise ModelUnavailable(f"{path}：与编码器的维数不合；删去它，编码器也能用")
        return cls(matrix.astype(np.float32))


def learn(
    lessons: Iterable[tuple[Vectors, Vectors, float]],
    ridge: float = RIDGE,
    known: Bridge | None = None,
) -> Bridge:
    """The map of least squared error from questions (n, d) to their passages (n, d).

    Each lesson has a weight; there must be at least one. ``known`` is what is learned from: the
    new map stays near it, not near nothing, where few pairs say otherwise.
    """
    squares, products = [], []
    for questions, passages, weight in lessons:
        given = np.hstack([questions, np.full((len(questions), 1), _CONSTANT, np.float32)])
        missed = passages - questions - (given @ known.matrix if known else 0)
        squares.append(weight * (given.T @ given))
        products.append(weight * (given.T @ missed))
    held = np.sum(squares, axis=0, dtype=np.float64) + ridge * np.eye(len(squares[0]))
    moved = np.linalg.solve(held, np.sum(products, axis=0, dtype=np.float64))
    return Bridge(np.asarray(moved + (known.matrix if known else 0), np.float32))
