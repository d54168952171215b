"""IBM model 1: which word of a passage a word of its question answers to.

Brown et al., 1993, with the passage as source and the question as target: every word of a
question was made by one word of the passage or by none (the empty word). Expectation and
maximisation over pairs of a question and its passage, nothing else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from embeddings.translation import Table, Translation

#: The empty word, which makes what belongs to asking and to no passage word.
_EMPTY = ""


class Alignment(NamedTuple):
    """The numbers of a training run; the defaults are the shipped table's."""

    asked_at_least: int = 1
    said_at_least: int = 2
    longest: int = 250
    rounds: int = 6
    doubt: float = 1.0
    least: float = 0.002
    kept: int = 40


Numbers = npt.NDArray[np.int64]
DEFAULT = Alignment()


def align(
    pairs: Sequence[tuple[Sequence[str], Sequence[str]]], settings: Alignment = DEFAULT
) -> Table:
    """The table learned from (words of a question, words of its passage)."""
    asked = _known([words for words, _ in pairs], settings.asked_at_least)
    said = [_EMPTY, *_known([words for _, words in pairs], settings.said_at_least)]
    rows = _rows(pairs, asked, said, settings.longest)
    if not len(rows.asked):
        return Table.of({})
    # Each different (word of a question, word of its passage) has one probability.
    keys, at = np.unique(rows.said * len(asked) + rows.asked, return_inverse=True)
    from_said, to_asked = keys // len(asked), keys % len(asked)
    chance = np.ones(len(keys))
    for step in range(settings.rounds):
        weight = chance[at] * rows.times
        total = np.bincount(rows.target, weight)
        share = np.bincount(at, weight / total[rows.target], minlength=len(keys))
        made = np.bincount(from_said, share, minlength=len(said))
        # A passage word met once or twice explains whatever was asked there: it is doubted,
        # once all is learned.
        doubt = settings.doubt if step == settings.rounds - 1 else 0.0
        chance = share / (made + doubt)[from_said]
    entries: dict[str, list[Translation]] = {word: [] for word in asked}
    for source, target, probability in zip(
        from_said.tolist(), to_asked.tolist(), chance.tolist(), strict=True
    ):
        if source and probability >= settings.least:
            entries[asked[target]].append(Translation(said[source], probability))
    return Table.of(
        {
            word: sorted(found, key=lambda item: (-item.probability, item.word))[: settings.kept]
            for word, found in entries.items()
            if found
        }
    )


class _Rows(NamedTuple):
    """One row for each word of a question with each different word of its passage.

    ``times`` is how often the passage has it; ``target`` numbers the words of all questions.
    """

    asked: Numbers
    said: Numbers
    times: npt.NDArray[np.float32]
    target: Numbers


def _known(texts: Sequence[Sequence[str]], least: int) -> list[str]:
    counts = Counter(word for words in texts for word in set(words))
    return sorted(word for word, count in counts.items() if count >= least)


def _rows(
    pairs: Sequence[tuple[Sequence[str], Sequence[str]]],
    asked: Sequence[str],
    said: Sequence[str],
    longest: int,
) -> _Rows:
    place_asked = {word: place for place, word in enumerate(asked)}
    place_said = {word: place for place, word in enumerate(said)}
    words: list[Numbers] = []
    own: list[Numbers] = []
    times: list[npt.NDArray[np.float32]] = []
    for question, passage in pairs:
        counts = Counter(place_said[word] for word in passage[:longest] if word in place_said)
        counts[place_said[_EMPTY]] = 1
        places = np.array(list(counts), np.int64)
        often = np.array(list(counts.values()), np.float32)
        for word in question:
            if word in place_asked:
                words.append(np.full(len(places), place_asked[word], np.int64))
                own.append(places)
                times.append(often)
    if not words:
        nothing = np.zeros(0, np.int64)
        return _Rows(nothing, nothing, nothing.astype(np.float32), nothing)
    sizes = [len(each) for each in own]
    target = np.repeat(np.arange(len(own)), sizes)
    return _Rows(np.concatenate(words), np.concatenate(own), np.concatenate(times), target)
