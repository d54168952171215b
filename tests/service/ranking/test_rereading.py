"""What a cross-encoder may and may not do to a ranking."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from corpus.model import PassageId
from service.fusion import Fused
from service.ranking.matching import Floats
from service.ranking.rerank import BEST
from service.ranking.rereading import READ, reread


class Likes:
    """Likes passages by their text, a number."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def scores(self, query: str, passages: Sequence[str]) -> Floats:
        self.read.extend(passages)
        return np.array([float(each) for each in passages], np.float32)


def ranked(scores: Sequence[float]) -> list[Fused]:
    return [Fused(PassageId(f"d/{place}"), score) for place, score in enumerate(scores)]


def order(likes: Sequence[float], scores: Sequence[float]) -> tuple[list[int], list[str]]:
    """The places in their new order, and what was read."""
    scorer, items = Likes(), ranked(scores)
    liked = {item.passage_id: str(like) for item, like in zip(items, likes, strict=True)}
    found = reread("问", items, scorer, lambda some: [liked[item.passage_id] for item in some])
    assert [item.score for item in found] == [item.score for item in items]
    assert len({item.passage_id for item in found}) == len(items)
    return [int(item.passage_id.removeprefix("d/")) for item in found], scorer.read


@pytest.mark.parametrize(
    ("likes", "wanted"),
    [
        ([3, 2, 1], [0, 1, 2]),  # it agrees
        ([1, 2, 3], [0, 2, 1]),  # of those both would have first, the one found first
        ([1, 3, 2], [1, 0, 2]),
    ],
)
def test_both_orders_count(likes: list[float], wanted: list[int]) -> None:
    assert order(likes, [0.9, 0.8, 0.7])[0] == wanted


def test_what_stands_there_to_the_letter_keeps_its_place_unread() -> None:
    places, read = order([0, 1, 5, 9], [BEST + 2, BEST + 1, 0.8, 0.7])
    assert places == [0, 1, 2, 3]
    assert read == ["5", "9"]


def test_only_the_first_are_read() -> None:
    count = READ + 5
    places, read = order(list(range(count)), [1 - place / 100 for place in range(count)])
    assert len(read) == READ
    assert places[READ:] == list(range(READ, count))


def test_one_alone_is_not_read() -> None:
    assert order([7], [0.5]) == ([0], [])
