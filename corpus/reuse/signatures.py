"""Signatures: what of a sentence is kept to find its near-duplicates.

MinHash (Broder 1997) of the runs of four characters, in numpy, one document at a time: two
sentences share a band of a signature with probability ``1 - (1 - s⁴)¹⁶`` where they share a
part ``s`` of their runs: 0.99 at 0.7, 0.64 at 0.5, 0.12 at 0.3.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from corpus.model import Passage, Span
from corpus.text import fold, sentences

#: Raise when the same document would give other signatures.
SIGNATURE_VERSION = 2
#: A shorter sentence is a phrase that anyone may use.
SHORTEST = 20
#: Characters in a run; bands of a signature, and rows of a band.
RUN, BANDS, ROWS = 4, 16, 4
_CHUNK = 1 << 15  # characters hashed at once: bounds the memory of a long document
_LABEL = re.compile(
    r"^\s*(?:第[〇零一二三四五六七八九十百千\d]+[条章节]\s|\(\s?[一二三四五六七八九十\d]{1,3}\s?\)"
    r"|[一二三四五六七八九十\d]{1,3}[、.]|[一二三四五六七八九十]是)"
)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*|(?<=第)[〇零一二三四五六七八九十百千两]+")
_PUNCTUATION = frozenset(" \t\n,.;:!?\"'()[]<>《》、。，；：！？·-…—“”‘’（）〈〉/|*#")

Hashes = npt.NDArray[np.uint64]
Bands = npt.NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Signatures:
    """The sentences of one document that can be compared, in order.

    ``spans`` is int32 (n, 2), ``bands`` uint32 (n, BANDS).
    """

    spans: npt.NDArray[np.int32]
    bands: Bands


def _multipliers() -> tuple[Hashes, Hashes]:
    """Fixed odd multipliers and offsets, the same on every machine."""
    state, values = 0x9E3779B97F4A7C15, []
    for _ in range(2 * BANDS * ROWS):
        state = (state + 0x9E3779B97F4A7C15) % 2**64
        mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9 % 2**64
        values.append((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB % 2**64)
    half = BANDS * ROWS
    odd = np.array([value | 1 for value in values[:half]], np.uint64)
    return odd, np.array(values[half:], np.uint64)


_ODD, _OFFSETS = _multipliers()


def solid(text: str) -> str:
    """A sentence as it is compared: folded, without its label, blanks and punctuation; all
    numbers are one, so that 「自2018年1月1日起施行」 is the formula it is.
    """
    plain = _NUMBER.sub("0", _LABEL.sub("", fold(text)))
    return "".join(char for char in plain if char not in _PUNCTUATION)


def comparable(text: str, passages: Sequence[Passage]) -> list[tuple[Span, str]]:
    """The sentences of the body long enough to compare, each with its solid form."""
    found = []
    for passage in passages:
        if passage.role != "body":
            continue
        for span in sentences(text, *passage.span):
            if span.end - span.start >= SHORTEST:
                form = solid(text[slice(*span)])
                if len(form) >= SHORTEST:
                    found.append((span, form))
    return found


def sign(text: str, passages: Sequence[Passage]) -> Signatures:
    """The signatures of one document's sentences."""
    pairs = comparable(text, passages)
    spans = np.array([span for span, _ in pairs], np.int32).reshape(-1, 2)
    bands = np.empty((len(pairs), BANDS), np.uint32)
    start = 0
    while start < len(pairs):
        stop, size = start, 0
        while stop < len(pairs) and (size < _CHUNK or stop == start):
            size += len(pairs[stop][1])
            stop += 1
        bands[start:stop] = _bands([form for _, form in pairs[start:stop]])
        start = stop
    return Signatures(spans, bands)


def _bands(forms: Sequence[str]) -> Bands:
    """The bands of some sentences, hashed together."""
    lengths = np.array([len(form) for form in forms], np.int64)
    codes = np.frombuffer("".join(forms).encode("utf-32-le"), np.uint32).astype(np.uint64)
    runs = codes[: len(codes) - RUN + 1].copy()
    for step in range(1, RUN):
        runs = runs * np.uint64(0x100000001B3) ^ codes[step : len(codes) - RUN + 1 + step]
    runs = (runs ^ (runs >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9)
    begins = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    # A run that leaves its sentence belongs to none: the last RUN - 1 of each are put out.
    crossing = (begins[1:, None] - np.arange(1, RUN)).ravel()
    signature = np.empty((BANDS * ROWS, len(forms)), np.uint64)
    for row in range(BANDS * ROWS):
        mixed = runs * _ODD[row] + _OFFSETS[row]
        mixed[crossing] = np.iinfo(np.uint64).max
        signature[row] = np.minimum.reduceat(mixed, begins)
    banded = signature.reshape(BANDS, ROWS, len(forms))
    keys = np.zeros((BANDS, len(forms)), np.uint64)
    for row in range(ROWS):
        keys = (keys ^ banded[:, row]) * np.uint64(0x9E3779B97F4A7C15)
        keys ^= keys >> np.uint64(32)
    return np.ascontiguousarray((keys >> np.uint64(16)).astype(np.uint32).T)
