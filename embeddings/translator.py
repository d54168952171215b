"""A question in the words of the papers: by the learned table and by the thesaurus."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from math import log
from pathlib import Path

from corpus.errors import UserError
from corpus.lexical import LexicalRetriever
from corpus.model import Hit, Within
from corpus.text import fold
from corpus.words import Segmenter
from embeddings.translation import Table

OWN_THESAURUS = Path(__file__).parent / "own" / "thesaurus.jsonl"
#: Longest everyday wording looked for in a question.
LONGEST = 12
#: Translations used of each word, and of a question; how much one weighs beside the word.
_EACH, _OTHERS, _BOLDNESS = 15, 40, 2.0
_UNHEARD = 5.0
#: Questions whose rewording is kept.
_QUESTIONS = 256


class Translator:
    """The table and the thesaurus together; safe to share between threads."""

    def __init__(self, table: Table, thesaurus: Mapping[str, Sequence[str]]) -> None:
        self.table = table
        #: Everyday wordings, folded, each with the official ones for it.
        self.official: Mapping[str, tuple[str, ...]] = {
            fold(word): tuple(map(fold, to)) for word, to in thesaurus.items()
        }
        # The retriever by meaning and the ranker each reword the same question.
        self.reworded = lru_cache(maxsize=_QUESTIONS)(self._reworded)

    def synonyms(self, text: str) -> list[tuple[str, list[str]]]:
        """Each everyday wording in a question, longest first found, with the official ones."""
        folded = fold(text)
        found: list[tuple[str, list[str]]] = []
        at = 0
        while at < len(folded):
            for length in range(min(LONGEST, len(folded) - at), 1, -1):
                word = folded[at : at + length]
                if word in self.official:
                    found.append((word, list(self.official[word])))
                    at += length
                    break
            else:
                at += 1
        return found

    def _reworded(self, text: str) -> str:
        """The question, and behind it the official wordings of its everyday ones."""
        others = [word for _, to in self.synonyms(text) for word in to[:2]]
        return " ".join([text, *others])

    def translated(self, text: str, words: Sequence[str]) -> str:
        """The question, and behind it each of its words' most probable translation."""
        known = set(words)
        others = [
            found[0].word
            for word in words
            if (found := [each for each in self.table[word][:2] if each.word not in known])
        ]
        return " ".join([text, *others])


def load_translator(thesauri: Iterable[Path] = ()) -> Translator:
    """The shipped table and thesaurus, with the rows of one's own ``thesauri`` before ours.

    Raises ModelUnavailable for a damaged table, UserError for a row that cannot be read.
    """
    return Translator(Table.load(), read_thesaurus([*thesauri, OWN_THESAURUS]))


def read_thesaurus(paths: Iterable[Path]) -> dict[str, list[str]]:
    """Everyday wording → official wordings, later files after earlier ones.

    UserError names the file and line that is not ``{"from": "…", "to": ["…"]}``.
    """
    found: dict[str, list[str]] = {}
    for path in paths:
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                word, others = str(row["from"]), [str(each) for each in row["to"]]
            except (ValueError, KeyError, TypeError) as error:
                raise UserError(
                    f'{path} 第 {number} 行应为 {{"from": "日常说法", "to": ["规范说法"]}}'
                    f"（{error}）"
                ) from error
            known = found.setdefault(word, [])
            known += [each for each in others if each not in known]
    return found


class TranslationRetriever:
    """Ranks passages by BM25 over a question's words and the words that translate them.

    A translating word weighs its probability times how rare the asked word is, so that a
    common word's rare translation does not outweigh a rare word's common one.
    """

    name = "translation"

    def __init__(
        self, lexical: LexicalRetriever, translator: Translator, segmenter: Segmenter
    ) -> None:
        self._lexical = lexical
        self._translator = translator
        self._segmenter = segmenter

    def search(self, query: str, limit: int, within: Within | None = None) -> list[Hit]:
        """The ``limit`` best passages allowed; empty where nothing of the question is known."""
        weights = self._weights(self._segmenter.query_words(query))
        found = self._lexical.weighted(weights, limit, within)
        return [Hit(passage_id, score, self.name) for passage_id, score in found]

    def close(self) -> None:
        """Nothing of its own is open."""

    def _weights(self, words: Sequence[str]) -> dict[str, float]:
        weights: dict[str, float] = {}
        others: dict[str, float] = {}
        for word, rarity in zip(words, self._rarity(words), strict=True):
            weights[word] = weights.get(word, 0.0) + 1.0
            for said, chance in self._translator.table[word][:_EACH]:
                others[said] = others.get(said, 0.0) + _BOLDNESS * chance * rarity
        kept = sorted(others, key=lambda said: (-others[said], said))[:_OTHERS]
        for said, rarity in zip(kept, self._rarity(kept), strict=True):
            weights[said] = weights.get(said, 0.0) + others[said] / max(rarity, 1.0)
        return weights

    def _rarity(self, words: Sequence[str]) -> list[float]:
        """Each word's idf; that of a word no passage holds is that of a rare one."""
        total = len(self._lexical)
        counts = self._lexical.frequencies("words", words)
        return [
            log(1 + (total - count + 0.5) / (count + 0.5)) if count else _UNHEARD
            for count in counts
        ]
