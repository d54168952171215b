"""What the ranker sees of a candidate: how its letters, words and meaning answer a question.

Every figure is computed for every candidate, whichever retriever found it, from the forward
index and the vectors; only the retrievers' own scores can be absent, and are 0 then.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import LCSseq
from rapidfuzz.process import cdist

from corpus.forward import Letters, Rows
from corpus.lexical import LexicalRetriever
from corpus.model import document_of
from corpus.words import Segmenter, grams, runs
from embeddings.translator import Translator
from service.query import Query
from service.ranking.matching import Floats, Found, Terms
from service.ranking.pool import Pool, ranks

#: The question as it is, with its everyday wordings said officially, with its words translated.
COSINES = ("cosine", "cosine reworded", "cosine translated")
#: BM25 as the lexical index computes it; and how much more a word in the head weighs.
_K1, _B, _HEAD = 1.2, 0.75, 2.0
#: Query likelihood: the passage's share against the collection's, translated words' against own.
_LAMBDA, _BETA = 0.4, 0.8
#: Translating words looked for; with 40 of them nothing measurable is lost.
_SAID = 40
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
    weights: dict[str, float] = {}
    entries: list[tuple[str, int, float]] = []
    for column, word in enumerate(words):
        for said, chance in translator.table[word]:
            weights[said] = weights.get(said, 0.0) + chance * float(rarity[column])
            entries.append((said, column, chance))
    kept = sorted(weights, key=lambda said: (-weights[said], said))[:_SAID]
    place = {word: at for at, word in enumerate(kept)}
    chances = np.zeros((len(kept), len(words)), np.float32)
    for said, column, chance in entries:
        if said in place:
            chances[place[said], column] = chance
    return kept, chances


@dataclass(frozen=True, slots=True)
class Candidates:
    """The passages to be ranked, and what is at hand of each.

    ``rows`` are their places in the forward index, where neighbours stand side by side;
    ``cosines`` (n, 3) are those of :data:`COSINES`.
    ``mean_length`` is of all passages' letters.
    """

    pool: Pool
    texts: Letters
    heads: Letters
    rows: Rows
    cosines: Floats
    vectors: Floats
    mean_length: float
    mean_head: float


def features(question: Asked, found: Candidates) -> dict[str, Floats]:
    """Every feature by its name, (n,) each, in a fixed order."""
    table = found.pool.features()
    plain = table["plain"]
    table |= _likeness(found, plain)
    table |= _surroundings(found, plain)
    table |= _matches(question, found)
    table |= _about_question(question, found, table)
    return table


def matrix(table: Mapping[str, Floats], names: Sequence[str]) -> Floats:
    """The named features side by side, (n, f)."""
    return np.stack([table[name] for name in names], axis=1).astype(np.float32)


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
    by_row = dict(zip(found.rows.tolist(), plain.tolist(), strict=True))
    beside = [
        max(by_row.get(row - 1, 0.0), by_row.get(row + 1, 0.0)) for row in found.rows.tolist()
    ]
    best: dict[str, list[float]] = {}
    documents = [document_of(each) for each in found.pool.ids]
    for document, score in zip(documents, plain.tolist(), strict=True):
        best.setdefault(document, []).append(score)
    tops = {document: sorted(scores)[-2:] for document, scores in best.items()}
    others = [
        0.0 if len(tops[document]) < 2 else tops[document][0 if score == tops[document][1] else 1]
        for document, score in zip(documents, plain.tolist(), strict=True)
    ]
    size = max(1, len(found.pool.ids))
    return {
        "beside": np.array(beside, np.float32),
        "same document": np.array(others, np.float32),
        "share of document": np.array([len(best[each]) / size for each in documents], np.float32),
    }


def _matches(question: Asked, found: Candidates) -> dict[str, Floats]:
    """How the question's letters, words and translated words lie in text and head."""
    own, words, said = question.grams, question.words, question.said
    synonyms = [word for _, others in question.synonyms for word in others]
    terms = Terms([*own, *words, *said, *synonyms])
    in_text, in_head = terms.find(found.texts), terms.find(found.heads)
    text, head = in_text.counts(), in_head.counts()
    ends = np.cumsum([len(own), len(words), len(said), len(synonyms)])
    of_own, of_words, of_said, of_synonyms = (
        slice(end - len(each), end)
        for end, each in zip(ends.tolist(), (own, words, said, synonyms), strict=True)
    )
    lengths = np.diff(found.texts.starts).astype(np.float32) - 1
    head_lengths = np.diff(found.heads.starts).astype(np.float32) - 1
    idf, word_idf = question.gram_idf, question.word_idf
    both = text + head
    table: dict[str, Floats] = {}
    mean = found.mean_length + _HEAD * found.mean_head
    whole = lengths + _HEAD * head_lengths
    weighed = text[:, of_own] + _HEAD * head[:, of_own]
    table |= _shared("bm25", _bm25(weighed, whole, mean) @ idf)
    table |= _shared("bm25 text", _bm25(text[:, of_own], lengths, found.mean_length) @ idf)
    head_score = _bm25(head[:, of_own], head_lengths, max(found.mean_head, 1.0)) @ idf
    table |= _shared("bm25 head", head_score)
    table |= _shared(
        "bm25 words", _bm25(text[:, of_words] + _HEAD * head[:, of_words], whole, mean) @ word_idf
    )
    pairs = np.array([len(each) > 1 for each in own], bool)
    for name, counts in (("text", text), ("head", head), ("both", both)):
        table[f"pairs in {name}"] = _covered(counts[:, of_own][:, pairs], idf[pairs])
    table["letters in both"] = _covered(both[:, of_own][:, ~pairs], idf[~pairs])
    table["words in text"] = _covered(text[:, of_words], word_idf)
    table["words in both"] = _covered(both[:, of_words], word_idf)
    table |= _order(question, terms, in_text, in_head, found)
    table |= _translated(
        question, both[:, of_words], both[:, of_said], lengths + head_lengths, mean
    )
    table["synonyms"] = _synonyms(question, both[:, of_synonyms])
    table["length"] = np.log1p(lengths)
    table["head length"] = np.log1p(head_lengths)
    return table


def _order(
    question: Asked, terms: Terms, in_text: Found, in_head: Found, found: Candidates
) -> dict[str, Floats]:
    """Letters in a row, letters in order, the best window; how much of a head is asked for."""
    size = max(1, len(question.text))
    order = np.full(len(terms.pairs) + 1, -1, np.int32)
    weights = np.zeros(len(terms.pairs) + 1, np.float32)
    own = dict(zip(question.grams, question.gram_idf.tolist(), strict=True))
    letters = terms.letters
    for at, pair in enumerate(map(str.__add__, question.text, question.text[1:])):
        codes = tuple(letters.get(ord(char), 0) for char in pair)
        number = terms.pairs.get((codes[0], codes[1]), 0) if all(codes) else 0
        if number:
            order[number] = at if order[number] < 0 else order[number]
            weights[number] = own.get(pair, 0.0)
    total = max(float(weights.sum()), 1e-6)
    lengths = np.maximum(np.diff(found.heads.starts) - 1, 1)
    asked_heads = np.add.reduceat(order[in_head.pairs] >= 0, found.heads.starts[:-1])
    in_order = cdist([question.text], found.texts.texts(), scorer=LCSseq.similarity)[0]
    return {
        "run": (in_text.runs(order) + 1) / size,
        "run in head": (in_head.runs(order) + 1) / size,
        "in order": np.asarray(in_order, np.float32) / size,
        "window": in_text.windows(weights) / total,
        "head asked": (asked_heads / lengths).astype(np.float32),
    }


def _translated(
    question: Asked, words: Floats, said: Floats, lengths: Floats, mean: float
) -> dict[str, Floats]:
    """Query likelihood with the translation table, and the words it covers."""
    if not question.words:
        nothing = np.zeros(len(lengths), np.float32)
        return {"likelihood": nothing, "likelihood share": nothing, "soft words": nothing}
    size = np.maximum(lengths / _WORD, 4.0)[:, None]
    usual = mean / _WORD
    here = (1 - _BETA) * words / size + _BETA * (said / size) @ question.chances
    there = (
        (1 - _BETA) * question.word_rate + _BETA * question.said_rate @ question.chances
    ) / usual
    score = np.log1p(_LAMBDA * here / ((1 - _LAMBDA) * there)).sum(axis=1)
    best = question.chances.max(axis=0, initial=0.0)
    share = question.chances / np.maximum(best, 1e-6)
    met = np.zeros_like(words)
    present = said > 0
    for column in range(words.shape[1]):
        met[:, column] = (present * share[:, column]).max(axis=1, initial=0.0)
    soft = np.maximum(words > 0, 0.5 * met) @ question.word_idf
    return {
        **_shared("likelihood", score.astype(np.float32)),
        "soft words": soft / max(float(question.word_idf.sum()), 1e-6),
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
        "mean length": np.log1p(found.mean_length),
    }
    return {name: np.full(len(found.pool.ids), value, np.float32) for name, value in values.items()}


def _shared(name: str, score: Floats) -> dict[str, Floats]:
    score = np.asarray(score, np.float32)
    return {name: score, f"{name} share": score / max(float(score.max(initial=0.0)), 1e-6)}


def _covered(counts: Floats, weights: Floats) -> Floats:
    return np.asarray((counts > 0) @ weights / max(float(weights.sum()), 1e-6), np.float32)


def _bm25(counts: Floats, lengths: Floats, mean: float) -> Floats:
    norm = _K1 * (1 - _B + _B * lengths / max(mean, 1.0))
    return np.asarray(counts * (_K1 + 1) / (counts + norm[:, None]), np.float32)


def _rate(counts: Floats, total: int) -> Floats:
    return np.asarray((counts + 0.5) / total, np.float32)


def _idf(counts: npt.NDArray[np.float32], total: int) -> Floats:
    return np.asarray(np.log(1 + (total - counts + 0.5) / (counts + 0.5)), np.float32)
