"""The translation table: which official word answers to which word of a question.

P(question word | passage word), as IBM model 1 learns it (:mod:`embeddings.aligning`). A
layman's 炒鱿鱼 is met in a passage by 解除; the table says how surely. Saved as two lists of
words and, for each question word, its passage words with their probabilities in one byte.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, Self

import numpy as np
import numpy.typing as npt
from safetensors import SafetensorError
from safetensors.numpy import load_file, save_file

from corpus.errors import ModelUnavailable

TABLE_FOLDER = Path(__file__).parent / "table"
#: Probabilities are kept as steps of their logarithm, from 1 down to e^-8.
_STEPS, _LOWEST = 255, -8.0


class Translation(NamedTuple):
    """A passage word, and how probably it makes one ask with the question word."""

    word: str
    probability: float


class Row(NamedTuple):
    """All passage words of one question word: their numbers, most probable first, and chances."""

    words: npt.NDArray[np.uint16]
    chances: npt.NDArray[np.float32]


class Layout(NamedTuple):
    """The files of a saved table."""

    folder: Path

    @property
    def table(self) -> Path:
        """``starts``, ``words`` and ``logs`` (one byte each) by question word."""
        return self.folder / "table.safetensors"

    @property
    def words(self) -> Path:
        """Question words on the first line, passage words on the second, blanks between."""
        return self.folder / "words.txt"

    @property
    def config(self) -> Path:
        """What it was trained with."""
        return self.folder / "config.json"


class Table:
    """For each question word the passage words that answer to it, most probable first."""

    def __init__(
        self,
        asked: Sequence[str],
        said: Sequence[str],
        starts: npt.NDArray[np.int32],
        words: npt.NDArray[np.uint16],
        logs: npt.NDArray[np.uint8],
    ) -> None:
        self._place = {word: place for place, word in enumerate(asked)}
        # Numbered in the order of the words, so that equals stand in it too.
        order = sorted(range(len(said)), key=said.__getitem__)
        number = np.empty(len(said), np.uint16)
        number[order] = np.arange(len(said))
        self._said = tuple(said[place] for place in order)
        self._starts, self._words, self._logs = starts, number[words], logs
        self._found = lru_cache(4096)(self._read)
        self._rows = lru_cache(4096)(self._row)

    def __len__(self) -> int:
        return len(self._words)

    def __getitem__(self, word: str) -> list[Translation]:
        """The passage words of one question word; none for a word it never saw."""
        return self._found(word)

    def row(self, word: str) -> Row:
        """As ``table[word]``, in numbers; :meth:`said` names the words."""
        return self._rows(word)

    def said(self, numbers: npt.NDArray[np.uint16]) -> list[str]:
        """The passage words of these numbers."""
        return [self._said[number] for number in numbers.tolist()]

    def _row(self, word: str) -> Row:
        place = self._place.get(word)
        own = slice(0) if place is None else slice(self._starts[place], self._starts[place + 1])
        chances = np.exp(self._logs[own].astype(np.float32) / _STEPS * _LOWEST)
        return Row(self._words[own], chances)

    def _read(self, word: str) -> list[Translation]:
        words, chances = self._row(word)
        return list(map(Translation, self.said(words), chances.tolist()))

    @classmethod
    def of(cls, entries: Mapping[str, Iterable[Translation]]) -> Self:
        """A table of these entries; at most 65,536 different passage words."""
        said: dict[str, int] = {}
        starts, words, logs = [0], [], []
        for each in entries.values():
            for word, chance in sorted(each, key=lambda item: (-item.probability, item.word)):
                words.append(said.setdefault(word, len(said)))
                logs.append(round(max(np.log(chance), _LOWEST) / _LOWEST * _STEPS))
            starts.append(len(words))
        return cls(
            list(entries),
            list(said),
            np.array(starts, np.int32),
            np.array(words, np.uint16),
            np.array(logs, np.uint8),
        )

    def save(self, folder: Path, notes: Mapping[str, object]) -> None:
        """Write the table's files; ``notes`` are kept in its config."""
        layout = Layout(folder)
        folder.mkdir(parents=True, exist_ok=True)
        tensors: dict[str, npt.NDArray[np.generic]] = {
            "starts": self._starts,
            "words": self._words,
            "logs": self._logs,
        }
        save_file(tensors, layout.table)
        layout.table.chmod(0o644)  # safetensors leaves it readable by its owner alone
        layout.words.write_text(f"{' '.join(self._place)}\n{' '.join(self._said)}\n", "utf-8")
        config = {"format": 1, "entries": len(self), **notes}
        layout.config.write_text(json.dumps(config, ensure_ascii=False, indent=2) + "\n", "utf-8")

    @classmethod
    def load(cls, folder: Path = TABLE_FOLDER) -> Self:
        """The table saved in ``folder``. Raises ModelUnavailable where it is not whole."""
        layout = Layout(folder)
        try:
            asked, said = layout.words.read_text("utf-8").split("\n")[:2]
            tensors = load_file(layout.table)
            return cls(
                asked.split(), said.split(), tensors["starts"], tensors["words"], tensors["logs"]
            )
        except (OSError, SafetensorError, KeyError, ValueError) as error:
            raise ModelUnavailable(
                f"{folder}：翻译表读不出来（{error}）；请重新检出仓库，"
                "或自行训练：python -m scripts.train_ranker"
            ) from error


def fingerprint(folder: Path) -> str:
    """16 hex digits over the saved files."""
    layout = Layout(folder)
    return hashlib.sha256(layout.table.read_bytes() + layout.words.read_bytes()).hexdigest()[:16]
