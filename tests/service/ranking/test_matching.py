"""Letters counted in many texts at once: every row says what stands where."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from corpus.forward import ForwardIndex, ForwardRow, Letters, build_forward
from corpus.model import PassageId
from service.ranking.matching import Terms


@pytest.fixture
def letters(tmp_path: Path) -> Letters:
    texts = ["安全生产责任制", "生产安全，安全第一", "", "2026年gdp"]
    ids = [PassageId(f"d/p_{place}") for place in range(len(texts))]
    rows = (ForwardRow(pid, text) for pid, text in zip(ids, texts, strict=True))
    build_forward(tmp_path, rows)
    index = ForwardIndex(tmp_path)
    return index.texts(index.rows(ids), 100)


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
    # others asked for at the same time change nothing
    found = Terms(["任", term, "产安"]).find(letters).counts()
    assert found[:, 1].tolist() == counts


def test_terms_beyond_what_fits_are_not_counted(letters: Letters) -> None:
    many = [chr(0x4E00 + place) for place in range(300)]
    found = Terms([*many, "安全"]).find(letters).counts()
    assert found[:, 300].tolist() == [0, 0, 0, 0]


def test_the_longest_run_counts_pairs_in_the_order_of_the_question(letters: Letters) -> None:
    question = "安全生产第一"
    pairs = list(map(str.__add__, question, question[1:]))
    terms = Terms(pairs)
    order = np.full(len(terms.pairs) + 1, -1, np.int32)
    order[1:] = range(len(pairs))
    # 安全生产 is three pairs in a row; 生产 and 第一 are one each
    assert terms.find(letters).runs(order).tolist() == [3, 1, 0, 0]


def test_the_heaviest_window_does_not_look_beyond_its_text(letters: Letters) -> None:
    terms = Terms(["安全", "第一", "20"])
    weights = np.array([0, 1, 2, 5], np.float32)
    assert terms.find(letters).windows(weights, 8).tolist() == [1, 4, 0, 5]
    assert terms.find(letters).windows(weights, 2).tolist() == [1, 2, 0, 5]
