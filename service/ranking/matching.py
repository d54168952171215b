"""How a question's letters lie in a hundred passages, looked through all at once.

A term is a short run of letters: a character, a pair, a word, a number. The passages come as
folded letters (:class:`corpus.forward.Letters`); letters that occur in no term are nothing
here, so two look-ups a letter find every pair of every term.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from corpus.forward import Letters, Rows
from service.ranking.kernels import (
    ASKED,
    IN_ORDER,
    LENGTH,
    RUN,
    WINDOW,
    follow,
    learn,
    look_through,
)

Floats = npt.NDArray[np.float32]

#: Different letters and pairs one question may use; further ones are not looked for.
_LETTERS = 254
_PAIRS = 4000
#: Letters a window is wide: about one sentence.
SENTENCE = 48


class Terms:
    """The terms looked for, made ready: which letters and pairs they consist of."""

    def __init__(self, terms: Sequence[str]) -> None:
        codes = _codes("".join(terms))
        bounds = np.array([*accumulate(map(len, terms), initial=0)], np.int32)
        #: The number of each letter, of each pair of letters; 0 for one in no term.
        self.letter_of = np.zeros(1 << 16, np.uint8)
        size = min(len(codes), _LETTERS) + 1
        self.pair_of = np.zeros((size, size), np.uint16)
        #: For each term the pairs it is counted by (a negative one is a letter), all in a row.
        self.places = np.empty(len(codes), np.int32)
        self.starts = np.empty(len(bounds), np.int32)
        known = np.zeros(2, np.int32)
        learn(
            codes, bounds, _LETTERS, _PAIRS, self.letter_of, self.pair_of,
            self.starts, self.places, known,
        )  # fmt: skip
        self.letters, self.pairs = known.tolist()

    def __len__(self) -> int:
        return len(self.starts) - 1


class Wording:
    """A question's own letters in their order, made ready to be followed in a text.

    ``terms`` hold its letters and pairs (what they lack is passed over); ``rarity`` weighs the
    first of them, and so the pairs of the question.
    """

    def __init__(self, text: str, terms: Terms, rarity: Floats) -> None:
        codes = _codes(text)
        #: By number of the pair: its first place in the question, or -1; and what it weighs.
        self.order = np.full(terms.pairs + 1, -1, np.int32)
        #: By number of the letter: a bit for each place where it is asked, 64 to a word.
        self.masks = np.zeros((terms.letters + 1, len(codes) // 64 + 1), np.uint64)
        follow(codes, terms.letter_of, terms.pair_of, self.order, self.masks)
        self.weights = np.zeros(terms.pairs + 1, np.float32)
        starts = terms.starts[: len(rarity) + 1]
        pairs = terms.places[starts[:-1][np.diff(starts) == 1]]
        self.weights[pairs[pairs > 0]] = rarity[np.diff(starts) == 1][pairs > 0]
        self.size = len(codes)


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


def _codes(text: str) -> npt.NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
