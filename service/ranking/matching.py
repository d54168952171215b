"""How a question's letters lie in a hundred passages, counted all at once.

A term is a short run of letters: a character, a pair, a word, a number. The passages come as
folded letters (:class:`corpus.forward.Letters`); letters that occur in no term are nothing
here, so two look-ups a letter find every pair of every term.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from corpus.forward import Letters

Floats = npt.NDArray[np.float32]

#: Different letters and pairs one question may use; further ones are not looked for.
_LETTERS = 254
_PAIRS = 4000
#: Letters a window is wide: about one sentence.
WINDOW = 48


def joined(first: Letters, second: Letters) -> Letters:
    """The texts of both, one after the other, to be looked through at once."""
    behind = second.starts[1:] + first.starts[-1]
    return Letters(
        np.concatenate([first.codes, second.codes]), np.concatenate([first.starts, behind])
    )


class Terms:
    """The terms looked for, made ready: which letters and pairs they consist of."""

    def __init__(self, terms: Sequence[str]) -> None:
        self.letters: dict[int, int] = {}
        self.pairs: dict[tuple[int, int], int] = {}
        self._places: list[tuple[int, ...]] = []
        for term in terms:
            self._places.append(self._learn([*map(ord, term)]))
        self._letter_of = np.zeros(1 << 16, np.uint8)
        for code, place in self.letters.items():
            self._letter_of[code] = place
        self._pair_of = np.zeros(1 << 16, np.uint16)
        for (first, second), place in self.pairs.items():
            self._pair_of[first << 8 | second] = place

    def _learn(self, codes: Sequence[int]) -> tuple[int, ...]:
        """The columns a term is counted by: its pairs (negative for a single letter)."""
        known, pairs = self.letters, self.pairs
        if len(known) + len(codes) > _LETTERS or len(pairs) > _PAIRS or max(codes) >= 1 << 16:
            return ()
        if len(codes) == 2:  # most are: the same in fewer steps
            first, second = codes
            pair = (
                known.setdefault(first, len(known) + 1),
                known.setdefault(second, len(known) + 1),
            )
            return (pairs.setdefault(pair, len(pairs) + 1),)
        places = [known.setdefault(code, len(known) + 1) for code in codes]
        if len(places) == 1:
            return (-places[0],)
        return tuple([pairs.setdefault(pair, len(pairs) + 1) for pair in pairwise(places)])

    def find(self, letters: Letters) -> Found:
        """Where the letters and pairs of the terms stand in each text."""
        local = self._letter_of[letters.codes]
        joined = local.astype(np.uint16) << 8
        joined[:-1] |= local[1:]
        pairs = self._pair_of[joined]
        count = len(letters.starts) - 1
        owners = np.repeat(np.arange(count, dtype=np.int32), np.diff(letters.starts))
        return Found(self, letters, owners, local, pairs)

    def columns(self) -> list[tuple[int, ...]]:
        """For each term the pairs it is counted by (a negative one is a letter)."""
        return self._places


class Found(NamedTuple):
    """What :meth:`Terms.find` found: a letter's and a pair's number at each place, or 0."""

    terms: Terms
    letters: Letters
    owners: npt.NDArray[np.int32]
    local: npt.NDArray[np.uint8]
    pairs: npt.NDArray[np.uint16]

    def counts(self) -> Floats:
        """How often each term stands in each text, (texts, terms).

        A term of three letters or more counts as often as the rarest of its pairs.
        """
        texts = len(self.letters.starts) - 1
        letters = self._table(self.local, len(self.terms.letters) + 1, texts)
        pairs = self._table(self.pairs, len(self.terms.pairs) + 1, texts)
        columns = self.terms.columns()
        found = np.zeros((texts, len(columns)), np.float32)
        single = [(at, -own[0]) for at, own in enumerate(columns) if len(own) == 1 and own[0] < 0]
        double = [(at, own[0]) for at, own in enumerate(columns) if len(own) == 1 and own[0] > 0]
        for places, table in ((single, letters), (double, pairs)):
            found[:, [at for at, _ in places]] = table[:, [own for _, own in places]]
        longer: dict[int, list[int]] = {}
        for at, own in enumerate(columns):
            if len(own) > 1:
                longer.setdefault(len(own), []).append(at)
        for same in longer.values():  # those of one length at once
            of_pairs = np.array([columns[at] for at in same])
            found[:, same] = pairs[:, of_pairs].min(axis=2)
        return found

    def windows(self, weights: Floats, width: int = WINDOW) -> Floats:
        """The heaviest window of each text, (texts,); ``weights`` by number of the pair."""
        heavy = weights[self.pairs]
        at = np.flatnonzero(heavy)  # the heaviest window begins with something
        total = np.concatenate([[0.0], np.cumsum(heavy[at], dtype=np.float64)])
        # A window that reaches into the next text is cut at its own text's end.
        stops = np.minimum(at + width, self.letters.starts[self.owners[at] + 1])
        return self._best(at, total[np.searchsorted(at, stops)] - total[:-1])

    def runs(self, order: npt.NDArray[np.int32]) -> Floats:
        """The longest stretch of consecutive pairs of the question in each text, (texts,).

        ``order`` gives by number of the pair its place in the question, -1 where it is not
        of the question. Two pairs in a row are three letters in a row.
        """
        place = order[self.pairs]
        at = np.flatnonzero(place >= 0)
        own = place[at]
        goes_on = np.zeros(len(at), bool)
        goes_on[1:] = (at[1:] == at[:-1] + 1) & (own[1:] == own[:-1] + 1)
        steps = np.arange(len(at))
        begun = np.maximum.accumulate(np.where(goes_on, 0, steps))
        return self._best(at, steps - begun + 1)

    def _best(self, at: npt.NDArray[np.int64], values: npt.NDArray[np.generic]) -> Floats:
        """The greatest of these positive values in each text, (texts,); 0 where there is none."""
        best = np.zeros(len(self.letters.starts) - 1, np.float32)
        if len(at):
            owners = self.owners[at]
            first = np.concatenate([[0], np.flatnonzero(owners[1:] != owners[:-1]) + 1])
            best[owners[first]] = np.maximum.reduceat(values, first)
        return best

    def _table(self, found: npt.NDArray[np.integer], width: int, texts: int) -> Floats:
        at = np.flatnonzero(found)
        cells = self.owners[at].astype(np.int64) * width + found[at]
        table = np.bincount(cells, minlength=texts * width)
        return table.reshape(texts, width).astype(np.float32)
