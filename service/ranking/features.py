"""What the ranker sees of a candidate: how its letters, words and meaning answer a question.

Every figure is computed for every candidate, whichever retriever found it, from the forward
index and the vectors; only the retrievers' own scores can be absent, and are 0 then.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from corpus.forward import ForwardIndex, Rows
from corpus.lexical import LexicalRetriever
from corpus.model import document_of
from corpus.words import Segmenter, grams, runs
from embeddings.translator import Translator
from service.query import Query
from service.ranking.kernels import BETA, choose, surround, translate, weigh
from service.ranking.matching import Floats, Looked, Terms, Wording, look
from service.ranking.pool import Pool, ranks

#: The question as it is, with its everyday wordings said officially, with its words translated.
COSINES = ("cosine", "cosine reworded", "cosine translated")
#: BM25 as the lexical index computes it; and how much more a word in the head weighs.
_K1, _B, _HEAD = 1.2, 0.75, 2.0
#: Letters of a passage, and of what stands above it, that are looked at.
LONGEST, LONGEST_HEAD = 1000, 120
#: Translating words looked for; with 40 of them nothing measurable is lost.
_SAID = 40
_NO_WORDS, _NO_CHANCES = np.zeros(0, np.uint16), np.zeros(0, np.float32)
#: Letters of one word, on average.
_WORD = 1.6
#: What a question may be of (service.query), as numbers.
TYPES = ("definition", "reason", "time", "amount", "person", "list", "open")


class Asked(NamedTuple):
    """A question made ready: its terms, how rare each is, and what translates them."""

    text: str
    grams: list[str]
    gram_idf: Floats
    words: list[str]
    word_idf: Floats
    word_rate: Floats
    said: list[str]
    chances: Floats
    said_rate: Floats
    synonyms: list[tuple[str, list[str]]]
    type: str
    passages: int


def asked(
    query: Query, segmenter: Segmenter, lexical: LexicalRetriever, translator: Translator
) -> Asked:
    """Make a question ready."""
    content = segmenter.content(query.text)
    own = list(dict.fromkeys(grams(content)))
    words = segmenter.query_words(query.text)
    total = max(1, len(lexical))
    word_counts = np.array(lexical.frequencies("words", words), np.float32)
    word_idf = _idf(word_counts, total)
    said, chances = _translations(translator, words, word_idf)
    return Asked(
        "".join(runs(content)),
        own,
        _idf(np.array(lexical.frequencies("grams", own), np.float32), total),
        words,
        word_idf,
        _rate(word_counts, total),
        said,
        chances,
        _rate(np.array(lexical.frequencies("words", said), np.float32), total),
        translator.synonyms(query.text),
        query.type,
        total,
    )


def _translations(
    translator: Translator, words: Sequence[str], rarity: Floats
) -> tuple[list[str], Floats]:
    """The passage words that translate these best, and P(asked word | each), (said, words)."""
    found = [translator.table.row(word) for word in words]
    starts = np.array([*accumulate((len(each.words) for each in found), initial=0)], np.int32)
    chosen, table = np.empty(_SAID, np.uint16), np.zeros((_SAID, len(words)), np.float32)
    count = choose(
        np.concatenate([_NO_WORDS, *(each.words for each in found)]),
        np.concatenate([_NO_CHANCES, *(each.chances for each in found)]),
        starts, rarity, chosen, table,
    )  # fmt: skip
    return translator.table.said(chosen[:count]), table[:count]


@dataclass(frozen=True, slots=True)
class Candidates:
    """The passages to be ranked, and what is at hand of each.

    ``rows`` are their places in the forward index, where neighbours stand side by side;
    ``cosines`` (n, 3) are those of :data:`COSINES`.
    """

    pool: Pool
    forward: ForwardIndex
    rows: Rows
    cosines: Floats
    vectors: Floats


def features(question: Asked, found: Candidates) -> dict[str, Floats]:
    """Every feature by its name, in a fixed order: (n,) each, or () where all have the same."""
    table = found.pool.features()
    plain = table["plain"]
    table |= _likeness(found, plain)
    table |= _surroundings(found, plain)
    table |= _matches(question, found)
    table |= _about_question(question, found, table)
    return table


def matrix(table: Mapping[str, Floats], names: Sequence[str]) -> Floats:
    """The named features side by side, (n, f); what is the same for all may be a single number."""
    size = max(column.size for column in table.values())
    columns = np.empty((len(names), size), np.float32)
    for place, name in enumerate(names):
        columns[place] = table[name]
    return columns.T


def _likeness(found: Candidates, plain: Floats) -> dict[str, Floats]:
    """Cosines with the question, with the question in other words, with the first few found."""
    table: dict[str, Floats] = {}
    for at, name in enumerate(COSINES):
        column = found.cosines[:, at]
        table[name] = column
        table[f"{name} share"] = column / max(float(column.max(initial=0.0)), 1e-6)
        table[f"{name} rank"] = ranks(column)
    order = np.argsort(-plain, kind="stable")
    for count in (3, 10):
        first = order[:count]
        centre = found.vectors[first].sum(axis=0)
        near = found.vectors @ centre
        own = np.zeros(len(near), bool)
        own[first] = True
        others = np.maximum(len(first) - own, 1)  # a passage does not speak for itself
        table[f"near first {count}"] = ((near - own) / others).astype(np.float32)
    return table


def _surroundings(found: Candidates, plain: Floats) -> dict[str, Floats]:
    """How well the passages beside a candidate and others of its document do, plainly."""
    numbers: dict[str, int] = {}
    documents = [numbers.setdefault(document_of(each), len(numbers)) for each in found.pool.ids]
    near = np.empty((3, len(documents)), np.float32)
    surround(found.rows, np.array(documents, np.int32), plain, near)
    return dict(zip(("beside", "same document", "share of document"), near, strict=True))


def _matches(question: Asked, found: Candidates) -> dict[str, Floats]:
    """How the question's letters, words and translated words lie in text and head."""
    own, words, said = question.grams, question.words, question.said
    synonyms = [word for _, others in question.synonyms for word in others]
    terms = Terms([*own, *words, *said, *synonyms])
    wording = Wording(question.text, terms, question.gram_idf)
    forward, rows = found.forward, found.rows
    text = look(terms, wording, forward.texts, rows, LONGEST)
    head = look(terms, wording, forward.heads, forward.heads_of(rows), LONGEST_HEAD)
    of_words, of_said, of_synonyms = np.cumsum([len(own), len(words), len(said)]).tolist()
    table = _weighed(question, forward, text, head)
    both = text.counts + head.counts
    table |= _translated(
        question,
        both[:, of_words:of_said],
        both[:, of_said:of_synonyms],
        text.lengths + head.lengths,
        forward.mean_length + _HEAD * forward.mean_head,
    )
    size, total = max(1, len(question.text)), max(float(wording.weights.sum()), 1e-6)
    return table | {
        "run": _letters_of(text.runs) / size,
        "run in head": _letters_of(head.runs) / size,
        "in order": text.in_order / size,
        "window": text.windows / total,
        "head asked": head.asked / np.maximum(head.lengths, 1),
        "synonyms": _synonyms(question, both[:, of_synonyms:]),
        "length": np.log1p(text.lengths),
        "head length": np.log1p(head.lengths),
    }


def _weighed(
    question: Asked, forward: ForwardIndex, text: Looked, head: Looked
) -> dict[str, Floats]:
    """BM25, and the share of the question's rarity that is met."""
    grams, words = len(question.grams), len(question.words)
    letters = np.array([len(each) == 1 for each in question.grams], bool)
    # By column: pairs, letters, words, pairs and letters.
    rarity = np.zeros((grams + words, 4), np.float32)
    rarity[:grams, 0] = np.where(letters, 0, question.gram_idf)
    rarity[:grams, 1] = np.where(letters, question.gram_idf, 0)
    rarity[grams:, 2] = question.word_idf
    rarity[:grams, 3] = question.gram_idf
    whole = np.maximum(rarity.sum(axis=0), 1e-6)
    mean, mean_head = forward.mean_length, max(forward.mean_head, 1.0)
    places = (
        (text.counts, text.lengths, mean),
        (head.counts, head.lengths, mean_head),
        (
            text.counts + _HEAD * head.counts,
            text.lengths + _HEAD * head.lengths,
            mean + _HEAD * forward.mean_head,
        ),
    )
    found = np.empty((3, len(text.lengths), 8), np.float32)
    for (counts, lengths, usual), weights in zip(places, found, strict=True):
        weigh(counts, lengths, rarity, usual, _K1, _B, weights)
    of_text, of_head, of_both = found
    scores = {
        "bm25": of_both[:, 3],
        "bm25 text": of_text[:, 3],
        "bm25 head": of_head[:, 3],
        "bm25 words": of_both[:, 2],
    }
    return {
        **{key: column for name, own in scores.items() for key, column in _shared(name, own)},
        "pairs in text": of_text[:, 4] / whole[0],
        "pairs in head": of_head[:, 4] / whole[0],
        "pairs in both": of_both[:, 4] / whole[0],
        "letters in both": of_both[:, 5] / whole[1],
        "words in text": of_text[:, 6] / whole[2],
        "words in both": of_both[:, 6] / whole[2],
    }


def _letters_of(runs: Floats) -> Floats:
    """How many letters so many pairs in a row are."""
    return runs + 1


def _translated(
    question: Asked, words: Floats, said: Floats, lengths: Floats, mean: float
) -> dict[str, Floats]:
    """Query likelihood with the translation table, and the words it covers."""
    if not question.words:
        nothing = np.zeros(len(lengths), np.float32)
        return {"likelihood": nothing, "likelihood share": nothing, "soft words": nothing}
    size = np.asarray(np.maximum(lengths / _WORD, 4.0), np.float32)
    usual = np.float32(mean / _WORD)
    there = ((1 - BETA) * question.word_rate + BETA * question.said_rate @ question.chances) / usual
    best = np.maximum(question.chances.max(axis=0, initial=0.0), 1e-6)
    found = np.empty((len(lengths), 2), np.float32)
    translate(
        np.ascontiguousarray(words), np.ascontiguousarray(said), size, question.chances,
        there.astype(np.float32), best.astype(np.float32), question.word_idf, found,
    )  # fmt: skip
    return {
        **dict(_shared("likelihood", found[:, 0])),
        "soft words": found[:, 1] / max(float(question.word_idf.sum()), 1e-6),
    }


def _synonyms(question: Asked, counts: Floats) -> Floats:
    """How many of the question's everyday wordings the passage says officially, 0 to 1."""
    if not question.synonyms:
        return np.zeros(len(counts), np.float32)
    met, at = np.zeros(len(counts), np.float32), 0
    for _, others in question.synonyms:
        met += counts[:, at : at + len(others)].max(axis=1, initial=0.0) > 0
        at += len(others)
    return np.asarray(met / len(question.synonyms), np.float32)


def _about_question(
    question: Asked, found: Candidates, table: Mapping[str, Floats]
) -> dict[str, Floats]:
    """What is the same for all candidates: it tells the ranker what kind of question it is."""
    cosine = np.sort(table["cosine"])[::-1]
    words_first = int(np.argmax(table["lexical share"]))
    meaning_first = int(np.argmax(table["cosine"]))
    mean_idf = question.gram_idf.mean() if len(question.gram_idf) else 0.0
    values = {
        "question length": np.log1p(len(question.text)),
        "question words": len(question.words),
        "question rarity": mean_idf,
        "question rarest": question.gram_idf.max(initial=0.0),
        "question synonyms": len(question.synonyms),
        "question type": TYPES.index(question.type),
        "best cosine": cosine[0],
        "cosine gap": cosine[0] - cosine[:10].mean(),
        "cosine depth": cosine[0] - cosine.mean(),
        "cosine of first by words": table["cosine share"][words_first],
        "words of first by cosine": table["bm25 share"][meaning_first],
        "likelihood of first by cosine": table["likelihood share"][meaning_first],
        "best pairs": table["pairs in both"].max(initial=0.0),
        "best run": table["run"].max(initial=0.0),
        "passages": np.log1p(question.passages),
        "mean length": np.log1p(found.forward.mean_length),
    }
    return {name: np.array(value, np.float32) for name, value in values.items()}


def _shared(name: str, score: npt.NDArray[np.generic]) -> Iterator[tuple[str, Floats]]:
    """A score, and its share of the best."""
    scores = np.asarray(score, np.float32)
    yield name, scores
    yield f"{name} share", scores / max(float(scores.max(initial=0.0)), 1e-6)


def _rate(counts: Floats, total: int) -> Floats:
    return np.asarray((counts + 0.5) / total, np.float32)


def _idf(counts: npt.NDArray[np.float32], total: int) -> Floats:
    return np.asarray(np.log(1 + (total - counts + 0.5) / (counts + 0.5)), np.float32)
