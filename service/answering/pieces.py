"""The texts of sentences and of what is around them, each once; and columns over them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from corpus.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.answering.units import Unit

Matrix = npt.NDArray[np.float32]


class Pieces:
    """The folded texts of units and what is around them, each once; rows say which is whose."""

    def __init__(self, units: Sequence[Unit]) -> None:
        places: dict[str, int] = {}
        folded: dict[str, tuple[str, int, tuple[int, ...]]] = {}
        rows = []
        for unit in units:
            passage = unit.passage
            if passage.id not in folded:
                text = fold(passage.text)
                around = (
                    text,
                    fold(" ".join(unit.result.section)),
                    fold(unit.result.card.description.title),
                )
                numbers = tuple(places.setdefault(piece, len(places)) for piece in around)
                folded[passage.id] = text, len(folded), numbers
            text, group, around_places = folded[passage.id]
            start = unit.span.start - passage.span.start
            said = text[start : start + len(unit.text)]
            told = text[start : start + len(unit.told)]
            own = places.setdefault(said, len(places))
            rows.append((own, places.setdefault(told, len(places)), *around_places, group))
        self.texts = list(places)
        table = np.array(rows)
        #: For each unit the places of its text, what it tells, its passage, headings, title.
        unit, told, passage, head, title, self.group = table.T
        self.rows = unit, told, passage, head, title
        #: The places of whole passages that are no unit themselves.
        self.passages = set(passage.tolist()) - {*unit.tolist(), *told.tolist()}


def by_group(table: Matrix, group: npt.NDArray[np.int64]) -> Matrix:
    """The best of each term within each passage, for every unit of it."""
    best = np.zeros((len(table), int(group.max()) + 1), np.float32)
    np.maximum.at(best.T, group, table.T)
    found: Matrix = best[:, group]
    return found


def neighbours(values: Matrix, group: npt.NDArray[np.int64], step: int) -> Matrix:
    """The value of the unit before (-1) or after (1) in the same passage; 0 where none."""
    shifted, same = np.roll(values, -step), np.roll(group, -step) == group
    edge = 0 if step < 0 else -1
    same[edge] = False
    return np.where(same, shifted, 0).astype(np.float32)


def summed(weights: Matrix, table: Matrix) -> Matrix:
    """The columns of a table, each summed by the weights of its rows.

    The table is laid out by rows first. A gathered one lies by columns, and of such a narrow one
    OpenBLAS computes whole registers: right sums, beside others of what happens to lie on the
    stack, of which it then says that a value was invalid.
    """
    found: Matrix = weights @ np.ascontiguousarray(table)
    return found


def share(values: Matrix) -> Matrix:
    """Each value beside the best of all."""
    return values / max(float(values.max()), 1e-6)


def order(values: Matrix) -> Matrix:
    """The place of each value among all, best 0; equals keep their order."""
    order = np.argsort(-values, kind="stable")
    place = np.empty(len(values), np.float32)
    place[order] = np.minimum(np.arange(len(values)), 20)
    return place
