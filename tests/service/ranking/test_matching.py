"""Letters counted in many texts at once: every row says what stands where."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from rapidfuzz.distance import LCSseq

from corpus.forward import ForwardIndex, ForwardRow, Letters, build_forward
from corpus.model import PassageId
from corpus.text import fold
from service.ranking.kernels import choose, surround
from service.ranking.matching import Looked, Terms, Wording, look

TEXTS = ["安全生产责任制", "生产安全，安全第一", "", "2026年gdp"]


@pytest.fixture
def letters(tmp_path: Path) -> Letters:
    rows = (ForwardRow(PassageId(f"d/p_{at}"), text) for at, text in enumerate(TEXTS))
    build_forward(tmp_path, rows)
    return ForwardIndex(tmp_path).texts


def found(
    letters: Letters,
    listed: Sequence[str],
    question: str = "",
    rarity: Sequence[float] = (),
    *,
    longest: int = 100,
    width: int = 48,
) -> Looked:
    """What is found in the four texts, and in one that is not held."""
    terms = Terms(listed)
    wording = Wording(question, terms, np.array(rarity, np.float32))
    rows = np.array([0, 1, 2, 3, -1], np.int64)
    return look(terms, wording, letters, rows, longest, width)


@pytest.mark.parametrize(
    ("term", "counts"),
    [
        ("安", [1, 2, 0, 0]),
        ("安全", [1, 2, 0, 0]),
        ("全生", [1, 0, 0, 0]),
        # a pair never reaches from one text into the next
        ("一2", [0, 0, 0, 0]),
        # three letters or more: as often as the rarest of the pairs
        ("责任制", [1, 0, 0, 0]),
        ("安全第一", [0, 1, 0, 0]),
        ("2026", [0, 0, 0, 1]),
        ("gdp", [0, 0, 0, 1]),
        ("没有", [0, 0, 0, 0]),
        # above the basic plane nothing is looked for
        ("𠮷", [0, 0, 0, 0]),
    ],
)
def test_a_term_is_counted_in_each_text(letters: Letters, term: str, counts: list[int]) -> None:
    # others asked for at the same time change nothing; a text not held holds nothing
    assert found(letters, ["任", term, "产安"]).counts[:, 1].tolist() == [*counts, 0]


def test_terms_beyond_what_fits_are_not_counted(letters: Letters) -> None:
    many = [chr(0x4E00 + place) for place in range(300)]
    assert not found(letters, [*many, "安全"]).counts[:, 300].any()


def test_when_letters_run_out_terms_of_known_ones_are_still_counted(letters: Letters) -> None:
    many = [chr(0x4E00 + place) for place in range(251)]  # 一 and 产 among them
    counts = found(letters, ["安全", *many, "责任制", "全安", "生产", "第一"]).counts
    assert counts[:, 0].tolist() == [1, 2, 0, 0, 0]
    *_, three_more, known, one_more, too_many = counts.T.tolist()
    assert three_more == [0, 0, 0, 0, 0]  # does not fit, and takes no letter from others
    assert known == [0, 0, 0, 0, 0]
    assert one_more == [1, 1, 0, 0, 0]
    assert too_many == [0, 0, 0, 0, 0]


def test_a_text_is_cut_where_it_is_too_long(letters: Letters) -> None:
    cut = found(letters, ["生产", "责任"], longest=4)
    assert cut.lengths.tolist() == [4, 4, 0, 4, 0]
    assert cut.counts.tolist() == [[1, 0], [1, 0], [0, 0], [0, 0], [0, 0]]


def test_the_longest_run_counts_pairs_in_the_order_of_the_question(letters: Letters) -> None:
    question = "安全生产第一"
    seen = found(letters, [*map(str.__add__, question, question[1:])], question)
    # 安全生产 is three pairs in a row; 生产 and 第一 are one each
    assert seen.runs.tolist() == [3, 1, 0, 0, 0]
    assert seen.asked.tolist() == [3, 4, 0, 0, 0]


@pytest.mark.parametrize(
    ("question", "in_order"),
    [
        ("安全生产", [4, 2, 0, 0, 0]),  # 生产 or 安全 in the second, where they stand about
        ("产安", [1, 2, 0, 0, 0]),
        ("2026年的gdp", [0, 0, 0, 8, 0]),
        ("，第一", [0, 2, 0, 0, 0]),  # a comma is folded there, and not here
        ("", [0, 0, 0, 0, 0]),
        # longer than a machine word: the last letters count as the first do
        ("甲" * 70 + "安全生产责任制", [7, 2, 0, 0, 0]),
    ],
)
def test_letters_in_order_are_the_longest_common_subsequence(
    letters: Letters, question: str, in_order: list[int]
) -> None:
    seen = found(letters, [*question], question)
    assert seen.in_order.tolist() == in_order
    texts = [fold(text) for text in TEXTS]
    assert in_order[:4] == [LCSseq.similarity(question, text) for text in texts]


def test_the_heaviest_window_does_not_look_beyond_its_text(letters: Letters) -> None:
    terms, rarity = ["安全", "第一", "20", "生产"], [1, 2, 5]  # the last weighs nothing
    wide = found(letters, terms, "安全第一20", rarity, width=8)
    narrow = found(letters, terms, "安全第一20", rarity, width=2)
    assert wide.windows.tolist() == [1, 4, 0, 5, 0]
    assert narrow.windows.tolist() == [1, 2, 0, 5, 0]


@pytest.mark.parametrize(
    ("rows", "documents", "beside", "same", "share"),
    [
        ([5, 6, 9], [0, 0, 1], [2, 1, 0], [2, 1, 0], [2 / 3, 2 / 3, 1 / 3]),
        # not held: beside nothing, not even the first of all
        ([-1, 0, -1], [0, 1, 0], [0, 0, 0], [3, 0, 1], [2 / 3, 1 / 3, 2 / 3]),
        ([4], [0], [0], [0], [1]),
    ],
)
def test_who_stands_beside_whom(
    rows: list[int],
    documents: list[int],
    beside: list[float],
    same: list[float],
    share: list[float],
) -> None:
    near = np.empty((3, len(rows)), np.float32)
    scores = np.arange(1, len(rows) + 1, dtype=np.float32)
    surround(np.array(rows, np.int64), np.array(documents, np.int32), scores, near)
    assert near[0].tolist() == beside
    assert near[1].tolist() == same
    assert near[2].tolist() == pytest.approx(share)


def test_the_translations_that_weigh_most_are_chosen_equals_by_number() -> None:
    said = np.array([7, 3, 9, 3, 5], np.uint16)  # of two words: 7 3 9, then 3 5
    chances = np.array([0.5, 0.25, 0.5, 0.5, 0.125], np.float32)
    starts, rarity = np.array([0, 3, 5], np.int32), np.array([2, 1], np.float32)
    chosen, table = np.zeros(3, np.uint16), np.zeros((3, 2), np.float32)
    assert choose(said, chances, starts, rarity, chosen, table) == 3
    assert chosen.tolist() == [3, 7, 9]  # 3: .5 + .5, as much as 7 and 9; 5 is left
    assert table.tolist() == [[0.25, 0.5], [0.5, 0], [0.5, 0]]
    nothing = np.zeros(0, np.uint16), np.zeros(0, np.float32), np.zeros(1, np.int32)
    assert choose(*nothing, rarity[:0], chosen, table[:, :0]) == 0
