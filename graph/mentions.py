"""Mentions as columns: where each concept is named, in one mapped file of whole numbers.

Five columns beside ``graph.sqlite``, one entry a mention, in order of passage, start and
concept; passages, concepts and forms are numbers of that file's tables. A table of SQLite
would hold the same in twice the room, and be written ten times as slowly.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from corpus.errors import NoGeneration

FILE = "mentions.i4"
PASSAGE, START, END, CONCEPT, FORM = range(5)
#: The form of a mention that is written as the concept's label is.
LABEL = -1

Columns = npt.NDArray[np.int32]
Row = tuple[int, int, int, int, int]


class Mentions:
    """The mentions of one finished graph; read through a memory map, safe to share between
    threads. Raises ``NoGeneration`` where they are absent or damaged.
    """

    def __init__(self, folder: Path, file: str = FILE) -> None:
        path = folder / file
        try:
            size = path.stat().st_size
            if size % 20:
                raise ValueError(f"{size} 字节")
            shape = (5, size // 20)
            # An empty file cannot be mapped; and a map that says it is one costs a microsecond
            # and more each time a part of it is taken.
            self.columns: Columns = (
                np.memmap(path, "<i4", "r", shape=shape).view(np.ndarray)
                if size
                else np.empty(shape, np.int32)
            )
        except (OSError, ValueError) as error:
            raise NoGeneration(
                f"{path}：读不出（{error}）；请重新构建：python -m scripts.build"
            ) from error

    def __len__(self) -> int:
        return int(self.columns.shape[1])

    def between(self, first: int, last: int) -> Columns:
        """The mentions in the passages ``first`` to ``last``, both included."""
        passages = self.columns[PASSAGE]
        start, end = np.searchsorted(passages, [first, last + 1])
        return self.columns[:, start:end]

    def of(self, concept: int) -> Columns:
        """The mentions of one concept."""
        return self.columns[:, self.places(concept)]

    def places(self, concept: int) -> npt.NDArray[np.int32]:
        """Where the mentions of one concept stand among all, in order."""
        starts, order = self._by_concept
        if not 0 <= concept < len(starts) - 1:
            return order[:0]
        return order[starts[concept] : starts[concept + 1]]

    @cached_property
    def _by_concept(self) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int32]]:
        """Where those of each concept begin in the second array, and where they stand."""
        column = self.columns[CONCEPT]
        counts = np.bincount(column)
        # Numbers of two bytes are sorted by counting them: in a tenth of the time.
        small = column.astype(np.uint16) if len(counts) <= 1 << 16 else column
        order = np.argsort(small, kind="stable").astype(np.int32)
        return np.concatenate([[0], np.cumsum(counts)]), order

    @cached_property
    def _first(self) -> npt.NDArray[np.int64]:
        """Where the mentions of each passage begin, up to the last that has any."""
        column = self.columns[PASSAGE]
        last = int(column[-1]) if len(column) else -1
        return np.searchsorted(column, np.arange(last + 2, dtype=np.int32))

    def standing(self, passages: Iterable[int], concepts: Sequence[int]) -> Columns:
        """The mentions of some concepts in some passages."""
        first = self._first
        wanted = np.unique(np.fromiter(passages, np.int64))
        wanted = wanted[: np.searchsorted(wanted, len(first) - 1)]
        starts = first[wanted]
        lengths = first[wanted + 1] - starts
        places = np.repeat(starts - np.cumsum(lengths) + lengths, lengths)
        places += np.arange(len(places))
        places = places[np.isin(self.columns[CONCEPT, places], concepts)]
        return self.columns[:, places]


class MentionWriter:
    """The mentions of a graph being written, in order of passages."""

    def __init__(self, before: Mentions | None, forms_before: Sequence[str]) -> None:
        self._before = before
        #: Every form met, and its number for now; those of the graph before have theirs.
        self._forms = {form: n for n, form in enumerate(forms_before)}
        self._parts: list[Columns] = []

    def add(self, rows: Sequence[tuple[int, int, int, int, str | None]]) -> None:
        """Mentions read now: passage, start, end, concept, and the form if not the label."""
        known = self._forms
        numbered = [
            (*place, LABEL if form is None else known.setdefault(form, len(known)))
            for *place, form in rows
        ]
        if numbered:
            self._parts.append(np.array(numbered, np.int32).T)

    def carry(self, first: int, last: int, shift: int) -> None:
        """The mentions of the graph before in these passages, each ``shift`` further on."""
        assert self._before is not None
        part = np.array(self._before.between(first, last))
        part[PASSAGE] += shift
        self._parts.append(part)

    def finish(self) -> tuple[Columns, list[str]]:
        """All mentions, and the forms they are written in, sorted, each under its number."""
        columns = np.concatenate([np.empty((5, 0), np.int32), *self._parts], axis=1)
        self._parts = []
        names = list(self._forms)
        used = np.flatnonzero(np.bincount(columns[FORM] + 1)) - 1
        forms = sorted(names[n] for n in used.tolist() if n != LABEL)
        numbers = np.full(len(names) + 1, LABEL, np.int32)  # the last answers for the label
        numbers[[self._forms[form] for form in forms]] = np.arange(len(forms), dtype=np.int32)
        columns[FORM] = numbers[columns[FORM]]
        return columns, forms


def write_mentions(folder: Path, columns: Columns, file: str = FILE) -> None:
    """Write the file; the same mentions give the same bytes."""
    columns.astype("<i4", copy=False).tofile(folder / file)
