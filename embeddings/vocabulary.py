"""The tokens a model knows, and a fast road from texts to their rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from string import ascii_lowercase, digits
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from corpus.text import fold
from embeddings.features import is_ideograph
from embeddings.kernels import FIRST_IDEOGRAPH, close_up, fill_pairs, find_rows

if TYPE_CHECKING:
    from scipy.sparse import csr_array

#: The basic plane; what lies above it (rare ideographs, emoji) has no token.
PLANE = 0x10000

Int32 = npt.NDArray[np.int32]
Codes = npt.NDArray[np.uint16]


class Bags(NamedTuple):
    """Texts as bags of rows: text ``i`` holds ``rows[starts[i]:starts[i + 1]]``."""

    rows: Int32
    starts: npt.NDArray[np.int64]


class Vocabulary:
    """Tokens in row order. Built once by :meth:`counted`, saved beside the vectors.

    ``folding`` maps each code point to the character it is compared as (0: no part of any
    token). It is :func:`corpus.text.fold` frozen at training time, so a model reads text
    the way it was trained to, and no converter is loaded to encode a query.
    """

    def __init__(self, listed: Sequence[str], folding: Codes) -> None:
        self.tokens = tuple(listed)
        self.folding = folding
        self._single = np.full(PLANE, -1, np.int32)
        self._runs: dict[str, int] = {}
        pairs: list[tuple[int, int]] = []
        for row, token in enumerate(self.tokens):
            if len(token) == 1:
                self._single[ord(token)] = row
            elif ord(token[0]) >= FIRST_IDEOGRAPH:
                pairs.append(((ord(token[0]) << 16) | ord(token[1]), row))
            else:
                self._runs[token] = row
        # Half full at most, so that a look-up is a step or two.
        places = 1 << (2 * len(pairs) + 1).bit_length()
        self._pair_keys = np.full(places, -1, np.int64)
        self._pair_rows = np.full(places, -1, np.int32)
        fill_pairs(
            np.array([key for key, _ in pairs], np.int64),
            np.array([row for _, row in pairs], np.int32),
            self._pair_keys,
            self._pair_rows,
        )

    def __len__(self) -> int:
        return len(self.tokens)

    @classmethod
    def counted(
        cls, texts: Iterable[str], *, size: int = 80_000, characters: int = 7_000, least: int = 3
    ) -> Vocabulary:
        """The characters seen ``least`` times, then the most frequent longer tokens.

        Latin letters and digits are always in, so any Latin run can fall back on them.
        """
        folding = frozen_folding()
        singles = np.zeros(PLANE, np.int64)
        singles[[ord(char) for char in ascii_lowercase + digits]] = least
        longer: Counter[str] = Counter()
        for codes in _chunks(texts, folding):
            singles += np.bincount(codes, minlength=PLANE)
            keys, counts = np.unique(_keys(codes, _pair_places(codes)), return_counts=True)
            for key, count in zip(keys.tolist(), counts.tolist(), strict=True):
                longer[chr(key >> 16) + chr(key & 0xFFFF)] += count
            longer.update(run for _, _, run in _latin_runs(codes))
        singles[0] = 0
        seen = Counter({chr(code): int(singles[code]) for code in np.flatnonzero(singles >= least)})
        chosen = [token for token, _ in _ranked(seen)[:characters]]
        chosen += [token for token, _ in _ranked(longer)[: max(0, size - len(chosen))]]
        return cls(chosen, folding)

    @classmethod
    def read(cls, path: Path, folding: Codes) -> Vocabulary:
        """The vocabulary saved at ``path``, one token a line in row order."""
        return cls(path.read_text("utf-8").split("\n")[:-1], folding)

    def write(self, path: Path) -> None:
        """Save as UTF-8 text, one token a line in row order."""
        path.write_text("".join(f"{token}\n" for token in self.tokens), "utf-8")

    def bags(self, texts: Sequence[str]) -> Bags:
        """The rows of each text's tokens; unknown tokens are left out."""
        starts = np.zeros(len(texts) + 1, np.int64)
        np.cumsum([len(text) + 1 for text in texts], out=starts[1:])
        codes = _codes(texts, self.folding)
        slots = np.empty((len(codes), 2), np.int32)
        if find_rows(codes, self._single, self._pair_keys, self._pair_rows, slots):
            self._join_runs(codes, slots[:, 0])
        rows, row_starts = np.empty(slots.size, np.int32), np.empty_like(starts)
        filled = close_up(slots, starts, rows, row_starts)
        return Bags(rows[:filled], row_starts)

    def counts(self, texts: Sequence[str]) -> csr_array:
        """How often each text holds each token, float32, texts x tokens."""
        bags = self.bags(texts)
        ones = np.ones(len(bags.rows), np.float32)
        from scipy.sparse import csr_array  # slow to import: only where a model is trained

        counts = csr_array((ones, bags.rows, bags.starts), shape=(len(texts), len(self)))
        counts.sum_duplicates()
        return counts

    def _join_runs(self, codes: Codes, singles: Int32) -> None:
        """Put a known Latin run's row at its start in place of its characters' rows."""
        for start, end, run in _latin_runs(codes):
            row = self._runs.get(run)
            if row is not None:
                singles[start:end] = -1
                singles[start] = row


def frozen_folding() -> Codes:
    """:func:`corpus.text.fold` over the basic plane, 0 for what is in no token."""
    plane = "".join(chr(code) if not 0xD800 <= code < 0xE000 else " " for code in range(PLANE))
    kept = [
        ord(char) if is_ideograph(char) or (char.isascii() and char.isalnum()) else 0
        for char in fold(plane)
    ]
    return np.array(kept, np.uint16)


def _chunks(texts: Iterable[str], folding: Codes) -> Iterator[Codes]:
    """The texts as folded codes, a few million characters at a time."""
    held: list[str] = []
    size = 0
    for text in texts:
        held.append(text)
        size += len(text)
        if size > 4_000_000:
            yield _codes(held, folding)
            held, size = [], 0
    yield _codes(held, folding)


def _codes(texts: Sequence[str], folding: Codes) -> Codes:
    """The texts one after another, folded, with one 0 after each."""
    joined = "\n".join(texts) + "\n" if texts else ""
    raw = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
    return folding[np.where(raw < PLANE, raw, 0)]


def _pair_places(codes: Codes) -> npt.NDArray[np.int64]:
    """Where an ideograph is followed by another."""
    ideographs = codes >= FIRST_IDEOGRAPH
    return np.flatnonzero(ideographs[:-1] & ideographs[1:])


def _keys(codes: Codes, places: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The pairs at those places, each as one number."""
    return (codes[places].astype(np.int64) << 16) | codes[places + 1]


def _latin_runs(codes: Codes) -> Iterator[tuple[int, int, str]]:
    """(start, end, run) of each run of two or more Latin letters and digits."""
    latin = np.zeros(len(codes) + 2, np.int8)
    latin[1:-1] = (codes > 0) & (codes < FIRST_IDEOGRAPH)
    edges = np.flatnonzero(np.diff(latin))
    for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        if end - start > 1:
            yield start, end, codes[start:end].tobytes().decode("utf-16-le")


def _ranked(counter: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counter.items(), key=lambda item: (-item[1], item[0]))
