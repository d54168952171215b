"""The words of a question weighed, and what an official text calls the same thing.

A word weighs by its rarity in the corpus and by how often, in our own questions, such a
word stands in the passage that answers: 海拉尔 nearly always, 能 or 咋 hardly ever. The
rates are data (``rates.json``, made by ``scripts.calibrate``).
"""

from __future__ import annotations

import json
import math
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from corpus.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

MODEL = Path(__file__).parent / "model"
THESAURUS = Path(__file__).parents[2] / "embeddings" / "own" / "thesaurus.jsonl"
#: The longest everyday wording looked for in a question.
_LONGEST = 12


class Rates(NamedTuple):
    """How often a word of a question stands in the passage that answers it."""

    base: tuple[float, float]
    rates: Mapping[str, float]

    def of(self, word: str) -> float:
        """The word's rate, or that of rare words of one character, or of more."""
        return self.rates.get(word, self.base[len(word) > 1])


@lru_cache(maxsize=1)
def load_rates() -> Rates:
    """The rates that are shipped."""
    table = json.loads((MODEL / "rates.json").read_text("utf-8"))
    return Rates(tuple(table["base"]), table["rates"])


@lru_cache(maxsize=1)
def thesaurus() -> Mapping[str, tuple[str, ...]]:
    """Everyday wordings, folded, each with the official ones for it."""
    lines = THESAURUS.read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line.strip()]
    return {fold(row["from"]): tuple(map(fold, row["to"])) for row in rows}


class Term(NamedTuple):
    """One word of a question: how much it counts, and what else may stand for it."""

    word: str
    weight: float
    rate: float
    others: tuple[str, ...] = ()
    held: int = 1


def terms_of(
    words: Sequence[str], topic: str, count: Callable[[str], int], total: int
) -> list[Term]:
    """The words of a question as terms; official wordings beside the everyday ones.

    ``count`` tells how many of the ``total`` passages hold a wording to the letter.
    """
    known, rates = thesaurus(), load_rates()
    everyday = _everyday(fold(topic))
    terms = []
    for word in dict.fromkeys(map(fold, words)):
        if not word.strip():
            continue
        held = count(word)
        rarity = math.log((total + 1) / (min(held, total) + 0.5))
        inside = [official for said, official in everyday.items() if word in said]
        others = dict.fromkeys([*known.get(word, ()), *(one for ones in inside for one in ones)])
        rate = rates.of(word)
        terms.append(Term(word, rarity * rate, rate, tuple(others), held))
    return terms


def _everyday(topic: str) -> dict[str, tuple[str, ...]]:
    """The everyday wordings of two characters or more that stand in a topic."""
    known = thesaurus()
    return {
        said: known[said]
        for start in range(len(topic))
        for said in (topic[start : start + length] for length in range(2, _LONGEST + 1))
        if said in known
    }
