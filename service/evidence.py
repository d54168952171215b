"""How well a piece of text supports a question: which of its words are met, and how rare.

A word met in the text, its heading path or the document's title counts by its rarity in
the corpus (inverse document frequency), so that 上班 and 公司 do not outweigh 工伤.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from corpus.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

#: What a word of three characters or more counts where only parts of it are met.
PARTIAL = 0.7


class Weights:
    """The question's words with their rarity; built once per question.

    ``count`` tells how many of the ``total`` passages hold a wording to the letter.
    """

    def __init__(self, words: Sequence[str], count: Callable[[str], int], total: int) -> None:
        counts = {word: count(word) for word in map(fold, words) if word.strip()}
        self._weights = {
            word: math.log((total + 1) / (min(held, total) + 0.5)) for word, held in counts.items()
        }
        #: The question's words that stand nowhere in the corpus.
        self.unheld = frozenset(word for word, held in counts.items() if not held)
        self._sum = sum(self._weights.values())

    def coverage(self, text: str) -> float:
        """The share, 0 … 1, of the question's weight that ``text`` meets."""
        if not self._sum:
            return 0.0
        folded = fold(text)
        met = sum(weight * _met(word, folded) for word, weight in self._weights.items())
        return met / self._sum

    def missing(self, text: str) -> list[str]:
        """The question's words that ``text`` does not meet at all, heaviest first."""
        folded = fold(text)
        absent = [word for word in self._weights if not _met(word, folded)]
        return sorted(absent, key=lambda word: -self._weights[word])


def _met(word: str, folded: str) -> float:
    """1 where the word stands in the text, less where only pairs of its characters do."""
    if word in folded:
        return 1.0
    if len(word) < 3:
        return 0.0
    pairs = [word[at : at + 2] for at in range(len(word) - 1)]
    return PARTIAL * sum(pair in folded for pair in pairs) / len(pairs)
