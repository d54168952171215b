"""Runs of characters that hold together and stand free: statistics of a whole corpus.

Three measures decide about a run ``w`` of ``n`` characters that occurs ``f(w)`` times among
``N`` characters:

- *cohesion*: the least, over all ways to cut ``w`` in two, of ``ln N·f(w) / f(a)·f(b)``;
- *freedom*: the lesser of the entropies (in nats) of what stands before and behind ``w``
  (branching entropy: Feng et al. 2004; Jin and Tanaka-Ishii 2006). A punctuation mark
  counts as a neighbour of its own each time;
- *C-value*: ``log2 n · (f(w) - mean f of the longer runs w stands in)`` (Frantzi, Ananiadou
  and Mima 2000), worked out in :mod:`graph.discovery.words` over the runs that remain.

Runs grow by a character at a time, and only those that occur often enough grow on, so that
all of it is sorting: each occurrence is one number, (run, next character, place).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

#: Bits of a place and of a character within one number of 64; the rest numbers the run.
_PLACE, _CHAR = 26, 13
#: What one corpus may have; beyond, :func:`joined` takes an even share of the passages.
MOST_CHARACTERS = (1 << _PLACE) - 64
_MOST_DISTINCT = (1 << _CHAR) - 1
_FIRST_HAN, _LAST_HAN = 0x4E00, 0x9FFF

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Run:
    """A run of characters, how often it occurs, its cohesion and its freedom."""

    text: str
    count: int
    cohesion: float
    freedom: float


def joined(texts: Sequence[str]) -> str:
    """The texts as one, a line break between; an even share where they are too long."""
    length = sum(map(len, texts)) + len(texts)
    step = -(-length // MOST_CHARACTERS)
    return "\n".join(texts[::step])[:MOST_CHARACTERS]


def runs(text: str, *, longest: int, least: int, cohesion: float, freedom: float) -> Iterator[Run]:
    """Every run of 2 to ``longest`` Han characters that occurs ``least`` times and is at
    least so coherent and so free, shorter ones first.
    """
    chars = _characters(text)
    inside = int(np.count_nonzero(chars))
    if not inside:
        return
    counts = np.bincount(chars).astype(np.float64)
    logs = {1: np.log(np.maximum(counts, 1.0))[chars].astype(np.float16)}
    places = np.flatnonzero(chars)
    groups = chars[places].astype(np.int64)
    for size in range(2, longest + 1):
        places, groups, held = _grown(chars, places, groups, size, least)
        if not len(held):
            return
        log = np.zeros(len(chars), np.float16)
        log[places] = np.log(held)[groups]
        logs[size] = log
        firsts = places[np.r_[0, np.cumsum(held)[:-1]]]
        free = np.minimum(
            _entropy(groups, chars[places - 1], len(held)),
            _entropy(groups, chars[places + size], len(held)),
        )
        tied = _cohesion(logs, firsts, size, np.log(inside) + np.log(held))
        for at in np.flatnonzero((free >= freedom) & (tied >= cohesion)).tolist():
            first = int(firsts[at])
            run = text[first - 1 : first - 1 + size]
            yield Run(run, int(held[at]), float(tied[at]), float(free[at]))


def _characters(text: str) -> NDArray[np.uint16]:
    """The Han characters as small numbers, the most frequent first; all else, the rarest
    too, is 0. One 0 stands before the text, some behind it.
    """
    codes = np.frombuffer(text.encode("utf-32-le"), np.uint32)
    counts = np.bincount(np.minimum(codes, _LAST_HAN + 1), minlength=_LAST_HAN + 2)
    counts[:_FIRST_HAN] = counts[_LAST_HAN + 1] = 0
    order = np.argsort(-counts, kind="stable")[:_MOST_DISTINCT]
    table = np.zeros(_LAST_HAN + 2, np.uint16)
    table[order] = np.where(counts[order] > 0, np.arange(1, len(order) + 1), 0)
    chars = np.zeros(len(codes) + 64, np.uint16)
    chars[1 : len(codes) + 1] = table[np.minimum(codes, _LAST_HAN + 1)]
    return chars


def _grown(
    chars: NDArray[np.uint16], places: Ints, groups: Ints, size: int, least: int
) -> tuple[Ints, Ints, Ints]:
    """Occurrences one character longer, those of one run together; and each run's count."""
    following = chars[places + size - 1].astype(np.int64)
    whole = following > 0
    keys = groups[whole] << (_CHAR + _PLACE) | following[whole] << _PLACE | places[whole]
    keys.sort()
    heads = _heads(keys >> _PLACE)
    counts = np.diff(np.r_[heads, len(keys)])
    often = counts >= least
    kept = keys[np.repeat(often, counts)] & ((1 << _PLACE) - 1)
    held = counts[often]
    return kept, np.repeat(np.arange(len(held)), held), held


def _entropy(groups: Ints, neighbours: NDArray[np.uint16], count: int) -> Floats:
    """The entropy of each group's neighbours, in nats."""
    keys = groups << _CHAR | neighbours
    keys.sort()
    heads = _heads(keys)
    times = np.diff(np.r_[heads, len(keys)]).astype(np.float64)
    owner = keys[heads] >> _CHAR
    marks = (keys[heads] & ((1 << _CHAR) - 1)) == 0
    total = np.bincount(owner, times, minlength=count)
    spent = np.bincount(owner, np.where(marks, 0.0, times * np.log(times)), minlength=count)
    entropy: Floats = np.log(total) - spent / total
    return entropy


def _cohesion(
    logs: dict[int, NDArray[np.float16]], firsts: Ints, size: int, whole: Floats
) -> Floats:
    least = np.full(len(firsts), np.inf)
    for cut in range(1, size):
        one = logs[cut][firsts].astype(np.float64)
        other = logs[size - cut][firsts + cut].astype(np.float64)
        least = np.minimum(least, whole - one - other)
    return least


def _heads(keys: NDArray[Any]) -> Ints:
    """Where each run of equal keys begins."""
    if not len(keys):
        return np.zeros(0, np.int64)
    return np.flatnonzero(np.r_[True, keys[1:] != keys[:-1]])
