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
from embeddings.translator import LONGEST
from service.answering.asking import as_written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from embeddings.translation import Translation

MODEL = Path(__file__).parent / "model"
#: Letters a shortened name has; of a word so long or longer every two may be parts of a name.
SHORTENED, OF_TWO = range(2, 6), 4
#: Translations looked for of each word, how probable one must be, and what that counts.
TRANSLATIONS, PROBABLE, BOLDNESS = 8, 0.15, 2.0


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
def load_sayings() -> Mapping[str, Sequence[str]]:
    """What an everyday word may be called in a text (``sayings.txt``): a line's words stand for one
    another, or, before ``>``, for those behind it.
    """
    found: dict[str, list[str]] = {}
    for line in (MODEL / "sayings.txt").read_text("utf-8").splitlines():
        said, way, others = line.partition(">")
        for word in said.split():
            known = found.setdefault(fold(word), [])
            known += map(fold, (others if way else said).split())
    return {
        word: [other for other in dict.fromkeys(others) if other != word]
        for word, others in found.items()
    }


def with_sayings(official: Mapping[str, Sequence[str]]) -> dict[str, Sequence[str]]:
    """A translator's official wordings, and behind them those of the sayings."""
    found = dict(official)
    for word, others in load_sayings().items():
        found[word] = tuple(dict.fromkeys([*official.get(word, ()), *others]))
    return found


class Term(NamedTuple):
    """One word of a question: how much it counts, what else may stand for it, in how many
    passages it or that stands, and ``likely`` words of an answer, each with what it counts.
    """

    word: str
    weight: float
    rate: float
    others: tuple[str, ...] = ()
    held: int = 1
    likely: tuple[tuple[str, float], ...] = ()


def terms_of(
    words: Sequence[str],
    topic: str,
    official: Mapping[str, Sequence[str]],
    count: Callable[[str], int],
    total: int,
    translations: Callable[[str], Sequence[Translation]],
    written: Callable[[str], Sequence[str]] = lambda _: (),
) -> list[Term]:
    """The words of a question as terms; official wordings beside the everyday ones.

    ``official`` gives the official wordings of an everyday one (a translator's); ``count``
    tells how many of the ``total`` passages hold a wording to the letter; ``written`` says how a
    shortened name that no text holds is written out.
    """
    rates = load_rates()
    everyday = _everyday(fold(topic), official)
    terms = []
    for word in dict.fromkeys(map(fold, words)):
        if not word.strip():
            continue
        held = count(word)
        rarity = math.log((total + 1) / (min(held, total) + 0.5))
        inside = [others for said, others in everyday.items() if word in said]
        others = dict.fromkeys(
            [*official.get(word, ()), *(one for ones in inside for one in ones), *as_written(word)]
        )
        if not held and not others:
            others = dict.fromkeys(written(word))
        held = held or max(map(count, others), default=0)
        rate = rates.of(word)
        likely = tuple(
            (each.word, min(1.0, BOLDNESS * each.probability))
            for each in translations(word)[:TRANSLATIONS]
            if len(each.word) > 1 and each.probability >= PROBABLE and not each.word.isascii()
        )
        terms.append(Term(word, rarity * rate, rate, tuple(others), held, likely))
    return terms


def written_out(word: str, titles: Iterable[str], cut: Callable[[str], Sequence[str]]) -> list[str]:
    """What a shortened name is short for in the titles: 特医 for 特殊医学, 科技奖 for 科学技术奖.
    Each of its letters begins one of words that stand side by side; ``cut`` cuts a title.
    """
    found = dict[str, None]()
    for title in titles if len(word) in SHORTENED else ():
        parts = [
            part
            for each in cut(title)
            for part in (
                (each[at : at + 2] for at in range(0, len(each), 2))
                if len(each) >= OF_TWO
                else (each,)
            )
        ]
        for at in range(len(parts) - len(word) + 1):
            whole = parts[at : at + len(word)]
            if all(part[:1] == letter for part, letter in zip(whole, word, strict=True)):
                # of the last only its first letter is sure: 科学技术奖, not 科学技术奖励
                found["".join(whole)[: 1 - len(whole[-1]) or None]] = None
    return [one for one in found if len(one) > len(word)]


def is_known(wording: str, official: Mapping[str, Sequence[str]]) -> bool:
    """Whether there is an official wording for an everyday one, or for a part of it."""
    return bool(_everyday(wording, official))


def _everyday(topic: str, official: Mapping[str, Sequence[str]]) -> dict[str, Sequence[str]]:
    """The everyday wordings of two characters or more that stand in a topic."""
    return {
        said: official[said]
        for start in range(len(topic))
        for said in (topic[start : start + length] for length in range(2, LONGEST + 1))
        if said in official
    }
