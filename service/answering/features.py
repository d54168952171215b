"""What can be said of a sentence as an answer to a question, in numbers.

Nothing here depends on how a ranking was made, only on its order: a new retriever or
ranker changes which sentences are looked at and leaves the meaning of the numbers.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import LCSseq

from corpus.text import fold
from service.answering.asking import plain_topic, words_asked
from service.answering.defining import defined, defining
from service.answering.focus import Focus, focus_of
from service.answering.pieces import Pieces, by_group, neighbours, order, share, summed
from service.answering.places import lies_in, places_in
from service.answering.signs import ANY_NUMBER, ASKS, DIGITS, SIGNS, figure_of
from service.answering.units import heads
from service.answering.word_vectors import WordVectors
from service.answering.wording import is_known, terms_of, written_out
from service.query import FORMS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from corpus.words import Segmenter
    from embeddings.encoder import Encoder
    from embeddings.translation import Translation
    from service.answering.units import Unit
    from service.answering.wording import Term
    from service.query import Query

Matrix = npt.NDArray[np.float32]

#: What a word of three characters or more counts where only parts of it are met.
PARTIAL = 0.7
#: What an official wording counts for the everyday one asked with.
SAME = 0.9
#: Words are alike from this cosine on; below, likeness is chance.
ALIKE = 0.35

_DATE = re.compile(r"(?:19|20)\d{2}年?(?:度|\d{1,2}月(?:份|\d{1,2}[日号])?)?")
FORM_NAMES = (*(name for name, _ in FORMS), "open")


class Asked(NamedTuple):
    """A question as the features need it, made once."""

    query: Query
    topic: str
    terms: Sequence[Term]
    weights: Matrix
    vectors: Matrix
    vector: Matrix
    grams: frozenset[str]
    figure: re.Pattern[str] | None
    defines: re.Pattern[str] | None
    doubts: Matrix
    attribute: int
    joined: Sequence[tuple[int, int]]
    focus: Focus


NAMES = (
    "exact_unit", "exact_told", "exact_passage", "exact_context",
    "soft_unit", "soft_told", "soft_passage", "soft_context", "soft_before", "soft_after",
    "least_told", "least_context", "named_heading", "named_title",
    "grams_unit", "grams_told", "in_order", "run",
    "dense_unit", "dense_told", "dense_passage",
    "rank", "held_by", "phrase", "elsewhere",
    "sign_unit", "sign_told", "figure", "number",
    "length", "told_length", "place", "opens", "item", "asked_terms", "unheld",
    "type",
    "soft_share", "exact_share", "dense_share", "grams_share", "soft_rank", "dense_rank",
    "doubt_told", "doubt_context", "worst_told", "worst_context",
    "attribute_exact", "attribute_told", "attribute_context", "attribute_near",
    "subject_told", "subject_context", "joined_told", "joined_context",
    "heading",
    "likely_told", "likely_context", "doubt_likely_told", "doubt_likely_context",
)  # fmt: skip


class Features:
    """Makes the numbers; safe to share between threads (a cache may be filled twice)."""

    def __init__(
        self,
        encoder: Encoder,
        segmenter: Segmenter,
        official: Mapping[str, Sequence[str]],
        count: Callable[[str], int],
        total: int,
        translations: Callable[[str], Sequence[Translation]],
        titles: Callable[[], Iterable[str]] = tuple,
    ) -> None:
        self._titles = titles
        self._translations = translations
        self._encoder = encoder
        self._segmenter = segmenter
        self._official = official
        self._count = count
        self._total = total
        self._word_vectors = WordVectors(encoder.encode_passages, encoder.dimension)

    def asked(self, query: Query) -> Asked:
        """A question with its words weighed and its vectors made."""
        # Years and days are demanded of an answer, not looked for in its words.
        plain = plain_topic(query)
        said = self._words(plain)
        words = _undated(query, said) or said or (query.topic,)
        known = self._official, self._count, self._total, self._translations, self._written_out
        terms = terms_of(words, plain, *known)
        weights = np.array([term.weight for term in terms], np.float32)
        topic = fold(plain)
        solid = "".join(topic.split())
        term = defined(query, solid)
        return Asked(
            query,
            topic,
            terms,
            weights / max(float(weights.sum()), 1e-6),
            self._word_vectors.of([term.word for term in terms]),
            self._encoder.encode_queries([plain])[0],
            frozenset(map(str.__add__, solid, solid[1:])),
            figure_of(query),
            defining(term, next((one.others for one in terms if one.word == term), ())),
            -np.log(np.array([1 - min(term.rate, 0.98) for term in terms], np.float32)),
            _attribute(query, terms),
            _joined(query, terms),
            focus_of(query, terms, self._segmenter.tagged, term, self._segmenter.has_word),
        )

    def _words(self, plain: str) -> list[str]:
        return words_asked(plain, self._segmenter, self._count, self._is_known, self._official)

    def _written_out(self, word: str) -> Sequence[str]:
        letters = set(word)
        titles = (title for title in self._titles() if letters.issubset(title))
        return written_out(word, titles, self._segmenter.words)

    def _is_known(self, wording: str) -> bool:
        return is_known(wording, self._official)

    def matrix(self, asked: Asked, units: Sequence[Unit]) -> Matrix:
        """One row of :data:`NAMES` for each unit."""
        pieces = Pieces(units)
        exact = self._exact(asked, pieces.texts)
        soft = self._soft(asked, pieces, exact)
        dense = self._dense(asked, pieces.texts)
        weights = asked.weights
        unit, told, passage, head, title = pieces.rows
        group = pieces.group
        soft_passage = by_group(soft[:, unit], group)
        named = np.maximum(soft[:, head], soft[:, title])
        context = np.maximum(soft_passage, named)
        plain, total = summed(weights, exact), summed(weights, soft)
        exact_context = np.maximum(exact[:, passage], np.maximum(exact[:, head], exact[:, title]))
        heavy = weights >= max(0.6 * float(weights.max(initial=0)), 1e-6)
        grams = _grams(asked, pieces.texts)
        unheld = sum(w for w, term in zip(weights, asked.terms, strict=True) if not term.held)
        columns = [
            plain[unit], plain[told], plain[passage], summed(weights, exact_context),
            total[unit], total[told], summed(weights, soft_passage), summed(weights, context),
            neighbours(total[unit], group, -1), neighbours(total[unit], group, 1),
            np.maximum(soft[:, told], named)[heavy].min(axis=0, initial=1.0),
            context[heavy].min(axis=0, initial=1.0),
            total[head], total[title],
            grams[unit], grams[told],
            *_runs(asked, pieces, told),
            dense[unit], dense[told], dense[passage],
            *_of_results(units, group), *_of_places(asked, units), *_of_signs(asked, units),
            np.full(len(units), len(asked.terms)), np.full(len(units), unheld),
            np.full(len(units), FORM_NAMES.index(asked.query.form)),
            share(total[told]), share(plain[told]), share(dense[told]), share(grams[told]),
            order(total[told]), order(dense[told]),
            *_doubts(asked, np.maximum(soft[:, told], named), context),
            *_asked_for(asked, pieces, told, exact, soft, context),
            *_joints(asked, pieces, told),
            np.array([heads(unit) for unit in units]),
            *_likely(asked, pieces, np.maximum(soft[:, told], named), context),
        ]  # fmt: skip
        rows = np.empty((len(columns), len(units)), np.float32)
        for place, column in enumerate(columns):
            rows[place] = column
        return np.ascontiguousarray(rows.T)

    def _exact(self, asked: Asked, texts: Sequence[str]) -> Matrix:
        """How far each term stands in each text (terms, texts), 0 … 1."""
        rows = [[_met(term, text) for text in texts] for term in asked.terms]
        return np.array(rows, np.float32)

    def _soft(self, asked: Asked, pieces: Pieces, exact: Matrix) -> Matrix:
        """How near the nearest word of each text comes to each term (terms, texts).

        Whole passages are left as they stand to the letter: their sentences say the rest.
        """
        chosen = [place for place in range(len(pieces.texts)) if place not in pieces.passages]
        cut = [self._segmenter.words(pieces.texts[place]) or [""] for place in chosen]
        places: dict[str, int] = {}
        flat = np.array([places.setdefault(word, len(places)) for words in cut for word in words])
        near = asked.vectors @ self._word_vectors.of(list(places)).T
        near = np.clip((near - ALIKE) / (1 - ALIKE), 0, 1)
        starts = np.cumsum([0, *(len(words) for words in cut[:-1])])
        found = exact.copy()
        best = np.maximum.reduceat(near[:, flat], starts, axis=1)
        found[:, chosen] = np.maximum(found[:, chosen], best)
        return found

    def _dense(self, asked: Asked, pieces: Sequence[str]) -> Matrix:
        found: Matrix = self._encoder.encode_passages(pieces) @ asked.vector
        return found


def _doubts(asked: Asked, told: Matrix, context: Matrix) -> list[Matrix]:
    """How surprising it would be for an answer to lack the words each unit lacks."""
    doubts = asked.doubts[:, None]
    missed, around = doubts * (1 - told), doubts * (1 - context)
    return [missed.sum(axis=0), around.sum(axis=0), missed.max(axis=0), around.max(axis=0)]


def _likely(asked: Asked, pieces: Pieces, told: Matrix, context: Matrix) -> list[Matrix]:
    """How far each unit and what is around it hold the question's words or what a passage makes
    one ask with them (购买 for 买), and how surprising it would be for an answer to lack the rest.
    """
    made = [[_translated(term, text) for text in pieces.texts] for term in asked.terms]
    held = np.array(made, np.float32)
    _, own, passage, head, title = pieces.rows
    near = np.maximum(told, held[:, own])
    around = np.maximum.reduce([context, held[:, passage], held[:, head], held[:, title]])
    doubts = asked.doubts[:, None]
    missed = [(doubts * (1 - near)).sum(axis=0), (doubts * (1 - around)).sum(axis=0)]
    return [summed(asked.weights, near), summed(asked.weights, around), *missed]


def _translated(term: Term, folded: str) -> float:
    """How probably what a text holds makes one ask with the word, doubled, up to 1."""
    return max((chance for word, chance in term.likely if word in folded), default=0.0)


def _asked_for(
    asked: Asked,
    pieces: Pieces,
    told: npt.NDArray[np.int64],
    exact: Matrix,
    soft: Matrix,
    context: Matrix,
) -> list[Matrix]:
    """How the attribute asked for (费用 in 费用多少) and the subject stand in each unit."""
    at = asked.attribute
    near = np.full(len(pieces.texts), -1.0)
    if asked.query.form in ("amount", "time") or asked.figure is not None:
        shown = asked.figure or ANY_NUMBER
        for place in set(told.tolist()):
            near[place] = _distance(asked.terms[at].word, shown, pieces.texts[place])
    return [
        exact[at, told], soft[at, told], context[at], near[told], soft[0, told], context[0],
    ]  # fmt: skip


def _distance(word: str, shown: re.Pattern[str], text: str) -> float:
    """Characters between a word and the nearest figure, up to 40; 41 where either is absent."""
    start = text.find(word)
    if start < 0:
        return 41.0
    end = start + len(word)
    gaps = [max(0, figure.start() - end, start - figure.end()) for figure in shown.finditer(text)]
    return float(min(40, *gaps)) if gaps else 41.0


def _joints(asked: Asked, pieces: Pieces, told: npt.NDArray[np.int64]) -> list[Matrix]:
    """The share of words written together in the question that stand together in each unit."""
    count = len(told)
    if not asked.joined:
        return [np.full(count, -1.0), np.full(count, -1.0)]
    pairs = [asked.terms[one].word + asked.terms[two].word for one, two in asked.joined]
    held = np.array([[pair in text for text in pieces.texts] for pair in pairs], np.float32)
    weights = np.array(
        [asked.weights[one] + asked.weights[two] for one, two in asked.joined], np.float32
    )
    weights = weights / max(float(weights.sum()), 1e-6)
    around = np.maximum.reduce([held[:, row] for row in pieces.rows])
    return [summed(weights, held[:, told]), summed(weights, around)]


def _undated(query: Query, words: Sequence[str]) -> tuple[str, ...]:
    """The words of a question that are no part of a date."""
    dates = "".join(match.group() for match in _DATE.finditer(fold(query.text)))
    return tuple(word for word in words if word not in dates)


def _attribute(query: Query, terms: Sequence[Term]) -> int:
    """The place of the word that is asked for: the last before the asking words, else the first."""
    text = fold(query.text)
    asks = ASKS.search(text)
    if asks is None:
        return len(terms) - 1
    before = [at for at, term in enumerate(terms) if 0 <= text.find(term.word) < asks.start()]
    return before[-1] if before else 0


def _joined(query: Query, terms: Sequence[Term]) -> list[tuple[int, int]]:
    """The words that stand side by side in the question, with nothing between."""
    text = fold(query.text)
    pairs = zip(range(len(terms)), range(1, len(terms)), strict=False)
    return [(one, two) for one, two in pairs if terms[one].word + terms[two].word in text]


def _runs(asked: Asked, pieces: Pieces, told: npt.NDArray[np.int64]) -> list[Matrix]:
    """How much of the topic stands in order in what each unit tells, and its longest run."""
    wanted = set(told.tolist())
    longest, run = np.zeros((2, len(pieces.texts)), np.float32)
    for place in wanted:
        text = pieces.texts[place]
        longest[place] = LCSseq.similarity(asked.topic, text) / max(1, len(asked.topic))
        run[place] = _run(asked.topic, text)
    return [longest[told], run[told]]


def _of_results(units: Sequence[Unit], group: npt.NDArray[np.int64]) -> list[Matrix]:
    """The rank of each unit's passage among those looked at, how many retrievers found it, and
    whether to the letter.
    """
    names = [{hit.retriever for hit in unit.result.hits} for unit in units]
    return [
        1.0 / (1.0 + group),
        np.array([len(found & {"lexical", "dense", "graph"}) for found in names]),
        np.array([bool(found & {"wording", "phrase"}) for found in names]),
    ]


def _of_places(asked: Asked, units: Sequence[Unit]) -> list[Matrix]:
    """Whether each unit's document is of a place that the question does not name."""
    places = places_in(asked.query.text)
    named = {*places, *map(lies_in, places)}
    found = []
    for unit in units:
        about = unit.result.card.description
        own = places_in(f"{about.title}{about.issuer or ''}")
        found.append(bool(own) and not named & set(own))
    return [np.array(found)]


def _of_signs(asked: Asked, units: Sequence[Unit]) -> list[Matrix]:
    """What each unit shows of an answer of this type, and its form."""
    sign, figure = SIGNS.get(asked.query.form), asked.figure
    return [
        np.array([bool(sign and sign.search(unit.text)) for unit in units]),
        np.array([bool(sign and sign.search(unit.told)) for unit in units]),
        np.array([-1 if figure is None else bool(figure.search(unit.told)) for unit in units]),
        np.array([bool(DIGITS.search(unit.told)) for unit in units]),
        np.array([np.log(1 + len(unit.text)) for unit in units]),
        np.array([np.log(1 + len(unit.told)) for unit in units]),
        np.array([unit.place for unit in units]),
        np.array([unit.opens for unit in units]),
        np.array([unit.item for unit in units]),
    ]


def _met(term: Term, folded: str) -> float:
    """1 where the word stands in the text, less where its like or only parts of it do."""
    word = term.word
    if word in folded:
        return 1.0
    if any(other in folded for other in term.others):
        return SAME
    if len(word) < 3:
        return 0.0
    pairs = [word[at : at + 2] for at in range(len(word) - 1)]
    return PARTIAL * sum(pair in folded for pair in pairs) / len(pairs)


def _grams(asked: Asked, pieces: Sequence[str]) -> Matrix:
    """The share of the topic's pairs of characters that stand in each piece."""
    whole = max(1, len(asked.grams))
    return np.array(
        [sum(gram in piece for gram in asked.grams) / whole for piece in pieces], np.float32
    )


def _run(topic: str, piece: str) -> int:
    """The longest run of the topic's characters that stands in the piece, up to eight."""
    found, starts = 0, list(range(len(topic)))
    for length in range(2, min(8, len(topic)) + 1):
        # A longer run begins where a shorter one does.
        last = len(topic) - length
        starts = [at for at in starts if at <= last and topic[at : at + length] in piece]
        if not starts:
            break
        found = length
    return found
