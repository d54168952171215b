"""Where in a text a wording stands, exactly or with the fewest slips; and what the slips are."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
from rapidfuzz.distance import Levenshtein

from service.checking.kernels import distances

#: Cells of one comparison at most; a longer hay is looked at where seeds of the needle lie.
MOST_CELLS = 300_000
#: Letters of a seed, places of the hay one seed is followed to, regions that are compared.
SEED, FOLLOWED, REGIONS = 4, 40, 3


@dataclass(frozen=True, slots=True)
class Alignment:
    """The part ``start:end`` of the hay that is nearest the needle, ``distance`` slips away."""

    start: int
    end: int
    distance: int
    length: int

    @property
    def likeness(self) -> float:
        """1 for the same letters, 0 for nothing in common."""
        return max(0.0, 1.0 - self.distance / max(1, self.length))


@dataclass(frozen=True, slots=True)
class Edit:
    """One slip: letters ``start:end`` of the needle stand for ``to_start:to_end`` of the hay."""

    start: int
    end: int
    to_start: int
    to_end: int


def locate(needle: str, hay: str) -> Alignment | None:
    """The part of ``hay`` nearest to ``needle`` by edit distance; None where either is empty.

    Sellers' algorithm (1980). Of equal parts the first counts, its end as
    far as that is no further off.
    """
    n, m = len(needle), len(hay)
    if not n or not m:
        return None
    exact = hay.find(needle)
    if exact >= 0:
        return Alignment(exact, exact + n, 0, n)
    if n * m <= MOST_CELLS:
        return _nearest(needle, hay)
    best: Alignment | None = None
    for start, end in _regions(needle, hay):
        found = _nearest(needle, hay[start:end])
        if best is None or found.distance < best.distance:
            best = Alignment(start + found.start, start + found.end, found.distance, n)
    return best


def _regions(needle: str, hay: str) -> list[tuple[int, int]]:
    """The parts of a long hay where most seeds of the needle lie on one diagonal."""
    n = len(needle)
    width = n + 16
    votes: Counter[int] = Counter()
    step = max(1, n // 48)
    for offset in range(0, max(1, n - SEED + 1), step):
        seed, at = needle[offset : offset + SEED], -1
        for _ in range(FOLLOWED):
            at = hay.find(seed, at + 1)
            if at < 0:
                break
            votes[(at - offset) // width] += 1
    ranked = sorted(votes, key=lambda bucket: (-votes[bucket], bucket))[:REGIONS]
    return [
        (max(0, (bucket - 1) * width), min(len(hay), (bucket + 3) * width)) for bucket in ranked
    ]


def _nearest(needle: str, hay: str) -> Alignment:
    n = len(needle)
    rows = _rows(needle, hay)
    end = int(np.argmin(rows[n]))
    # A wrong last word is that word for another, not a word too many: of equal ends in a row
    # the last.
    while end < len(hay) and rows[n, end + 1] == rows[n, end]:
        end += 1
    distance = int(rows[n, end])
    return Alignment(_start(rows, needle, hay, end), end, distance, n)


def _rows(needle: str, hay: str) -> np.ndarray:
    rows = np.empty((len(needle) + 1, len(hay) + 1), dtype=np.int32)
    distances(_letters(needle), _letters(hay), rows)
    return rows


def _letters(text: str) -> np.ndarray:
    return np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)


def _start(rows: np.ndarray, needle: str, hay: str, end: int) -> int:
    """Where the nearest part begins: the way back through the rows."""
    row, at = len(needle), end
    while row:
        here = rows[row, at]
        if at and here == rows[row - 1, at - 1] + (needle[row - 1] != hay[at - 1]):
            row, at = row - 1, at - 1
        elif here == rows[row - 1, at] + 1:
            row -= 1
        else:
            at -= 1
    return at


def edits(needle: str, part: str) -> list[Edit]:
    """The slips that make ``needle`` of ``part``, in order; one where they touch."""
    found: list[Edit] = []
    for op in Levenshtein.opcodes(needle, part):
        if op.tag == "equal":
            continue
        edit = Edit(op.src_start, op.src_end, op.dest_start, op.dest_end)
        if found and found[-1].end == edit.start and found[-1].to_end == edit.to_start:
            edit = Edit(found[-1].start, edit.end, found[-1].to_start, edit.to_end)
            found.pop()
        found.append(edit)
    return found
