"""How a question's letters lie in a hundred passages, looked through all at once.

A term is a short run of letters: a character, a pair, a word, a number. The passages come as
folded letters (:class:`corpus.forward.Letters`); letters that occur in no term are nothing
here, so two look-ups a letter find every pair of every term.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from corpus.forward import Letters, Rows
from service.ranking.kernels import ASKED, IN_ORDER, LENGTH, RUN, WINDOW, look_through

Floats = npt.NDArray[np.float32]

#: Different letters and pairs one question may use; further ones are not looked for.
_LETTERS = 254
_PAIRS = 4000
#: Letters a window is wide: about one sentence.
SENTENCE = 48


class Terms:
    """The terms looked for, made ready: which letters and pairs they consist of."""

    def __init__(self, terms: Sequence[str]) -> None:
        self.letters: dict[int, int] = {}
        self.pairs: dict[tuple[int, int], int] = {}
        places = [self._learn([*map(ord, term)]) for term in terms]
        #: For each term the pairs it is counted by (a negative one is a letter), all in a row.
        self.places = np.array([each for own in places for each in own], np.int32)
        self.starts = np.array([*accumulate(map(len, places), initial=0)], np.int32)
        self.letter_of = np.zeros(1 << 16, np.uint8)
        for code, place in self.letters.items():
            self.letter_of[code] = place
        size = len(self.letters) + 1
        self.pair_of = np.zeros((size, size), np.uint16)
        for pair, place in self.pairs.items():
            self.pair_of[pair] = place

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

    def __len__(self) -> int:
        return len(self.starts) - 1


class Wording:
    """A question's own letters in their order, made ready to be followed in a text.

    ``terms`` hold its letters and pairs (what they lack is passed over); ``rarity`` weighs pairs.
    """

    def __init__(self, text: str, terms: Terms, rarity: dict[str, float]) -> None:
        size = len(terms.pairs) + 1
        #: By number of the pair: its first place in the question, or -1; and what it weighs.
        self.order = np.full(size, -1, np.int32)
        self.weights = np.zeros(size, np.float32)
        known = [terms.letters.get(ord(char), 0) for char in text]
        for at, pair in enumerate(pairwise(known)):
            number = terms.pairs.get(pair, 0)
            if number:
                self.order[number] = at if self.order[number] < 0 else self.order[number]
                self.weights[number] = rarity.get(text[at : at + 2], 0.0)
        #: By number of the letter: a bit for each place where it is asked, 64 to a word.
        self.masks = np.zeros((len(terms.letters) + 1, len(text) // 64 + 1), np.uint64)
        for at, number in enumerate(known):
            self.masks[number, at >> 6] |= np.uint64(1 << (at & 63))
        self.size = len(text)


class Looked(NamedTuple):
    """What was found in n texts.

    ``counts`` (n, terms): how often each term stands there; one of three letters or more as
    often as the rarest of its pairs. The others (n,): letters of the text; the most pairs in a
    row as in the question (two are three letters); what the pairs of its heaviest sentence-wide
    window weigh; how many of its pairs are the question's; how many letters of the question
    stand there in order.
    """

    counts: Floats
    lengths: Floats
    runs: Floats
    windows: Floats
    asked: Floats
    in_order: Floats


def look(
    terms: Terms,
    wording: Wording,
    letters: Letters,
    rows: Rows,
    longest: int,
    width: int = SENTENCE,
) -> Looked:
    """Look through the texts of these rows, each cut after ``longest`` letters; none for -1."""
    counts = np.empty((len(rows), len(terms)), np.float32)
    about = np.empty((5, len(rows)), np.float32)
    look_through(
        letters.codes, letters.starts, rows, longest, terms.letter_of, terms.pair_of,
        terms.starts, terms.places, wording.order, wording.weights, width,
        wording.masks, wording.size, counts, about,
    )  # fmt: skip
    columns = (about[place] for place in (LENGTH, RUN, WINDOW, ASKED, IN_ORDER))
    return Looked(counts, *columns)
