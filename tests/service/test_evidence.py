"""How well a text supports a question."""

from __future__ import annotations

import pytest

from service.evidence import Weights

HELD = {"工伤": 3, "公司": 900, "第一责任人": 10}


@pytest.fixture
def weights() -> Weights:
    return Weights(["工伤", "公司"], lambda word: HELD.get(word, 0), 1000)


def test_a_rare_word_weighs_more_than_a_common_one(weights: Weights) -> None:
    assert weights.coverage("工伤认定") > 0.9 > 0.1 > weights.coverage("公司章程")


def test_all_words_met_is_full_coverage(weights: Weights) -> None:
    assert weights.coverage("本公司的工伤") == 1.0


def test_nothing_met_is_none(weights: Weights) -> None:
    assert weights.coverage("天气") == 0.0


def test_width_and_style_do_not_matter() -> None:
    assert Weights(["ABC"], lambda _: 1, 10).coverage("ａｂｃ标准") == 1.0


def test_part_of_a_long_word_counts_in_part() -> None:
    weights = Weights(["第一责任人"], lambda _: 1, 1000)
    assert 0 < weights.coverage("责任人") < 1


def test_what_is_missing_is_named_the_heaviest_first(weights: Weights) -> None:
    assert weights.missing("天气") == ["工伤", "公司"]
    assert weights.missing("工伤") == ["公司"]


def test_a_question_without_words_is_supported_by_nothing() -> None:
    assert Weights([], lambda _: 1, 10).coverage("任何文字") == 0.0
