"""Which concepts belong together: named close by, in several works, far oftener than by chance.

A passage may name two things that have nothing to do with each other, so only mentions that
stand near count, a place counts once, and the versions of a work count as one work. A pair is
a tie where it is

- found in enough places and works (:data:`PLACES`, :data:`WORKS`): no habit of one text;
- no accident: its log-likelihood ratio (Dunning 1993) exceeds :data:`SURE` nats for each nat
  of the logarithm of the number of passages, since larger corpora hold more accidents;
- strong: its normalised pointwise mutual information (Bouma 2009) is at least :data:`NPMI`;
- among the :data:`TIES` strongest of one of the two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from graph.arrays import PREDICATE_NAMES, Arrays, Mask, Numbers
from graph.mentions import CONCEPT, END, PASSAGE, START
from graph.store import GraphStore

Counts = npt.NDArray[np.int64]
Scores = npt.NDArray[np.float64]

#: Characters between two mentions that still stand together: about two clauses.
NEAR = 40
#: Fewest places, and works, that name both.
PLACES, WORKS = 3, 3
#: Least log-likelihood ratio, over the logarithm of the number of passages.
SURE = 4.0
#: Least normalised pointwise mutual information.
NPMI = 0.35
#: Ties kept for one concept: the strongest.
TIES = 12


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of concepts, and all the places of each: ``start[n]`` to ``start[n + 1]``.

    ``one`` is the lower number; pairs are in order, the places of each by work and passage.
    """

    one: Numbers
    other: Numbers
    start: Numbers
    passage: Numbers
    work: Numbers


class Nearness:
    """What stands near what in one graph, whoever reads it. Safe to share between threads."""

    def __init__(self, store: GraphStore, arrays: Arrays) -> None:
        self._store, self._arrays = store, arrays

    @cached_property
    def _apart(self) -> Mask:
        """Which concepts are tied to nothing by standing near."""
        return np.array([one.generic for one in self._store.concepts], np.bool_)

    @cached_property
    def _work(self) -> Numbers:
        """The work of each passage: by its node where the document is a version of one, else
        a number of the document's own.
        """
        arrays = self._arrays
        works = -1 - np.arange(len(arrays.document_node), dtype=np.int32)
        stated = np.flatnonzero(arrays.edge_predicate == PREDICATE_NAMES.index("part_of"))
        ones, others = arrays.edge_subject[stated], arrays.edge_object[stated]
        documents = arrays.node_document[ones]
        whole = (documents >= 0) & (arrays.document_node[documents] == ones)
        works[documents[whole]] = others[whole]
        return works[arrays.passage_document]

    @cached_property
    def pairs(self) -> Pairs:
        """All pairs that stand near as often as a tie needs; worked out at the first need."""
        columns = self._store.mentions.columns
        body = self._arrays.passage_body[columns[PASSAGE]]
        mentions = np.stack([columns[n][body] for n in (PASSAGE, START, END, CONCEPT)], axis=1)
        width = len(self._arrays.concept_node)
        return near_pairs(mentions, self._work, width, np.flatnonzero(self._apart).tolist())

    @cached_property
    def _sides(self) -> tuple[Counts, Counts]:
        """Where each mention begins and ends, as one number with its passage; both ascend, for
        mentions do not overlap.
        """
        columns = self._store.mentions.columns
        passage = columns[PASSAGE].astype(np.int64) << 32
        return passage + columns[START], passage + columns[END]

    @cached_property
    def _order(self) -> _Order:
        return _order_of(self._work)

    def around(self, concept: int) -> Pairs:
        """Those of one concept, without the others being worked out."""
        columns = self._store.mentions.columns
        own = self._store.mentions.places(concept)
        if self._apart[concept]:
            own = own[:0]
        own = own[self._arrays.passage_body[columns[PASSAGE, own]]]
        rows = self._beside(own)
        other = columns[CONCEPT, rows].astype(np.int64)
        width = len(self._arrays.concept_node)
        often = np.bincount(other, minlength=width) >= PLACES
        often[concept] = False
        kept = (often & ~self._apart)[other]
        other, passage = other[kept], columns[PASSAGE, rows[kept]].astype(np.int64)
        pair = np.minimum(other, concept) * width + np.maximum(other, concept)
        return _gathered(pair, passage, self._order, width)

    def _beside(self, own: Numbers) -> Numbers:
        """The mentions that stand near some mentions, once for each of these."""
        begins, finishes = self._sides
        found = [own[:0]]
        for way in (1, -1):
            here, step = own, way
            while len(here):
                here = here[(here + step >= 0) & (here + step < len(begins))]
                there = here + step
                first, second = (here, there) if way > 0 else (there, here)
                close = begins[second] - finishes[first] <= NEAR
                here, step = here[close], step + way
                found.append(there[close])
        return np.concatenate(found)

    def near(self, one: int, other: int, passages: Numbers) -> Numbers:
        """Those of some passages in which two concepts stand near each other, in order."""
        found = self._store.mentions.standing(passages, [one, other])
        # Of two kinds of places, the nearest two of unlike kind are neighbours.
        near = (
            (found[PASSAGE, :-1] == found[PASSAGE, 1:])
            & (found[CONCEPT, :-1] != found[CONCEPT, 1:])
            & (found[START, 1:] - found[END, :-1] <= NEAR)
        )
        return distinct(found[PASSAGE, 1:][near].astype(np.int64)).astype(np.int32)


def near_pairs(mentions: Numbers, work: Numbers, concepts: int, apart: Collection[int]) -> Pairs:
    """The pairs that stand near in as many places and works as a tie needs.

    ``mentions`` has a row of passage, start, end and concept for each, in order of passage
    and start; ``work`` is the work of each passage, ``apart`` what never counts.
    """
    mentions = mentions[~np.isin(mentions[:, 3], list(apart))]
    concept = np.ascontiguousarray(mentions[:, 3])
    passage = mentions[:, 0].astype(np.int64) << 32
    begins, finishes = passage + mentions[:, 1], passage + mentions[:, 2]
    pairs, passages = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    here, step = np.arange(len(mentions), dtype=np.int32), 1
    while len(here := here[here < len(mentions) - step]):
        here = here[begins[here + step] - finishes[here] <= NEAR]
        one, other = concept[here], concept[here + step]
        unlike = one != other
        one, other = one[unlike].astype(np.int64), other[unlike]
        pairs.append(np.minimum(one, other) * concepts + np.maximum(one, other))
        passages.append(passage[here[unlike]] >> 32)
        step += 1
    return _gathered(np.concatenate(pairs), np.concatenate(passages), _order_of(work), concepts)


class _Order(NamedTuple):
    """The work of each passage; the passages by work; where each passage stands among these."""

    work: Numbers
    passages: Numbers
    rank: Numbers


def _order_of(work: Numbers) -> _Order:
    passages = np.argsort(work, kind="stable").astype(np.int32)
    rank = np.empty_like(passages)
    rank[passages] = np.arange(len(work), dtype=np.int32)
    return _Order(work, passages, rank)


def _gathered(pair: Counts, passage: Counts, order: _Order, concepts: int) -> Pairs:
    """Pairs with the passages they were met in, perhaps more than once, by work."""
    held = max(1, len(order.work))
    keys = distinct(pair * held + order.rank[passage])
    places = order.passages[keys % held]
    return _often(keys // held, places, order.work[places], concepts)


def distinct(values: Counts) -> Counts:
    """Values in order, each once. numpy's own takes ten times as long over millions."""
    ordered = np.sort(values)
    fresh = np.ones(len(ordered), np.bool_)
    fresh[1:] = ordered[1:] != ordered[:-1]
    return ordered[fresh]


def _often(pair: Counts, passage: Numbers, work: Numbers, concepts: int) -> Pairs:
    names = distinct(pair)
    group = np.searchsorted(names, pair)
    places, works = _counted(group, work, len(names))
    kept = (places >= PLACES) & (works >= WORKS)
    rows = kept[group]
    starts = np.concatenate([[0], np.cumsum(places[kept])])
    return Pairs(
        one=(names[kept] // concepts).astype(np.int32),
        other=(names[kept] % concepts).astype(np.int32),
        start=starts.astype(np.int32),
        passage=passage[rows],
        work=work[rows],
    )


def _counted(group: Counts, work: Numbers, groups: int) -> tuple[Counts, Counts]:
    """How many rows each group has, and how many works; rows are by group and work."""
    fresh = np.ones(len(group), np.bool_)
    fresh[1:] = (group[1:] != group[:-1]) | (work[1:] != work[:-1])
    return np.bincount(group, minlength=groups), np.bincount(group[fresh], minlength=groups)


def strengths(
    pairs: Pairs, allowed: npt.NDArray[np.bool_], named: Counts, total: int
) -> list[tuple[int, int, float]]:
    """The pairs that are ties in the passages allowed, the strongest first: where it stands
    in ``pairs``, its places and NPMI.

    ``named`` says how many of these passages name each concept, ``total`` how many there are.
    """
    group = np.repeat(np.arange(len(pairs.one)), np.diff(pairs.start))
    rows = allowed[pairs.passage]
    places, works = _counted(group[rows], pairs.work[rows], len(pairs.one))
    often = np.flatnonzero((places >= PLACES) & (works >= WORKS))
    joint, one, other = places[often], named[pairs.one[often]], named[pairs.other[often]]
    scores = npmi(joint, one, other, total).round(4)
    sure = likelihood(joint, one, other, total) >= SURE * np.log(max(total, 2))
    kept = sure & (scores >= NPMI)
    found = zip(often[kept].tolist(), joint[kept].tolist(), scores[kept].tolist(), strict=True)
    return sorted(found, key=lambda one: (-one[2], -one[1], one[0]))


def ties(
    pairs: Pairs, allowed: npt.NDArray[np.bool_], named: Counts, total: int
) -> Mapping[tuple[int, int], tuple[int, float]]:
    """Every pair that is among the strongest of one of the two, in order: places and NPMI."""
    kept: dict[tuple[int, int], tuple[int, float]] = {}
    held: defaultdict[int, int] = defaultdict(int)
    for n, places, score in strengths(pairs, allowed, named, total):
        ends = int(pairs.one[n]), int(pairs.other[n])
        if min(held[end] for end in ends) < TIES:
            kept[ends] = places, score
        for end in ends:
            held[end] += 1
    return dict(sorted(kept.items()))


def npmi(joint: Counts, one: Counts, other: Counts, total: int) -> Scores:
    """Normalised pointwise mutual information, in [-1, 1]: 0 by chance, 1 only together."""
    together = np.asarray(joint, np.float64) / max(total, 1)
    apart = np.asarray(one, np.float64) * other / max(total, 1) ** 2
    with np.errstate(divide="ignore", invalid="ignore"):
        scores = np.log(together / apart) / -np.log(together)
    scores = np.where(together >= 1, 1.0, scores)  # both everywhere
    return np.asarray(np.where(together <= 0, -1.0, scores), np.float64)


def likelihood(joint: Counts, one: Counts, other: Counts, total: int) -> Scores:
    """How much likelier the counts are with a tie than without: twice the logarithm."""
    cells = [joint, one - joint, other - joint, total - one - other + joint]
    sums = [one, total - one, other, total - other]
    inside: Scores = sum((_entropy(cell) for cell in cells), np.zeros(len(joint)))
    outside: Scores = sum((_entropy(each) for each in sums), np.zeros(len(joint)))
    return 2 * (inside - outside + _entropy(np.asarray([total])))


def _entropy(counts: Counts) -> Scores:
    """Of each count n, n log n; 0 for none."""
    held = np.maximum(np.asarray(counts, np.float64), 0)
    return np.asarray(held * np.log(np.where(held > 0, held, 1)), np.float64)
