"""Words as vectors, each made once: the same few thousand words fill most sentences."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from embeddings.vectors import Vectors

#: Words whose vectors are kept: the working vocabulary of a corpus.
WORDS_KEPT = 60_000


class WordVectors:
    """Gives the vectors of words; safe to share between threads.

    They lie in one table, for to gather rows costs a tenth of putting them together. Where it
    is full, a new one is begun, and who still reads the old one is not disturbed.
    """

    def __init__(
        self, encode: Callable[[Sequence[str]], Vectors], dimension: int, kept: int = WORDS_KEPT
    ) -> None:
        self._encode = encode
        self._shape = kept, dimension
        self._adding = Lock()
        self._held = self._begun()

    def of(self, words: Sequence[str]) -> Vectors:
        """Their vectors, float32 (n, d)."""
        place, table = self._held
        missing = list(dict.fromkeys(word for word in words if word not in place))
        if missing:
            made = self._encode(missing)
            with self._adding:
                if len(self._held[0]) + len(missing) > self._shape[0]:
                    self._held = self._begun()
                place, table = self._held
                self._add(place, table, missing, made)
        rows = [place.get(word, -1) for word in words]
        if -1 in rows:  # known to a table that another thread has put aside meanwhile
            return self._encode(words)
        return table[rows]

    def _begun(self) -> tuple[dict[str, int], npt.NDArray[np.float32]]:
        return {}, np.empty(self._shape, np.float32)

    def _add(
        self, place: dict[str, int], table: Vectors, words: Sequence[str], made: Vectors
    ) -> None:
        """Take in what another thread has not; a word is known only when its row is written."""
        first = len(place)
        fresh = [at for at, word in enumerate(words) if word not in place][: len(table) - first]
        table[first : first + len(fresh)] = made[fresh]
        for row, at in enumerate(fresh, start=first):
            place[words[at]] = row
