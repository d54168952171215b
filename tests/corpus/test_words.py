"""Words and characters, as index and query see them."""

from __future__ import annotations

import pytest

from corpus.words import Segmenter, grams, pairs


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("党建", "党 建 党建"),
        ("三重一大", "三 重 一 大 三重 重一 一大"),
        ("采购、招标", "采 购 采购 招 标 招标"),  # nothing reaches across punctuation
        ("２０２４年ＡＢＣ", "2024 年 abc"),  # full width and case fold; other scripts stay whole
        ("黨建", "党 建 党建"),  # so do traditional characters
        ("", ""),
        ("，。！", ""),
    ],
)
def test_grams(text: str, expected: str) -> None:
    assert grams(text) == expected.split()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("党建工作", "党建 建工 工作 作"),
        ("一、总 则", "一、 、总 总则 则"),  # punctuation counts, blanks do not
        ("「黨」", '"党 党" "'),
        ("党", "党"),
        (" ", ""),
    ],
)
def test_pairs(text: str, expected: str) -> None:
    assert pairs(text) == expected.split()


def test_terms_added_are_not_cut() -> None:
    assert "三会一课" not in Segmenter().words("落实三会一课制度")
    assert "三会一课" in Segmenter(["三會一課"]).words("落实三会一课制度")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("采购的流程是什么", ["采购", "流程", "是"]),
        ("请问，怎么请假？", ["请假"]),
        ("什么", []),  # nothing but a question word: no content
        ("GB/T 9704怎么排版", ["gb", "t", "9704", "排版"]),
    ],
)
def test_query_words(query: str, expected: list[str]) -> None:
    assert Segmenter().query_words(query) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("请假怎么审批", "请假 审批"),  # no pair across what was left out
        ("为什么", "为什么"),  # nothing is left: the query itself
        ("", ""),
    ],
)
def test_content(query: str, expected: str) -> None:
    assert Segmenter().content(query) == expected
