"""Measures against cases worked out by hand."""

from __future__ import annotations

from math import log2

import pytest

from embeddings.measures import averages, ndcg, paired_bootstrap, recall, reciprocal_rank

#: Graded: a is worth 2, b and c 1 each, d was judged and found wanting.
GRADES = {"a": 2, "b": 1, "c": 1, "d": 0}
IDEAL = 2 + 1 / log2(3) + 1 / log2(4)


@pytest.mark.parametrize(
    ("ranking", "expected_ndcg", "expected_recall", "expected_rr"),
    [
        # the ideal order
        (["a", "b", "c"], 1.0, 1.0, 1.0),
        # b first, a third: 1/1 + 2/2 = 2 against 2 + .6309 + .5 = 3.1309
        (["b", "x", "a"], 2 / IDEAL, 2 / 3, 1.0),
        # one relevant passage at rank 2: .6309 / 3.1309
        (["x", "c"], (1 / log2(3)) / IDEAL, 1 / 3, 0.5),
        # a passage judged 0 is as good as none
        (["d", "x"], 0.0, 0.0, 0.0),
        # rank 11 is too deep for any of the three
        ([*"0123456789", "a"], 0.0, 0.0, 0.0),
        ([], 0.0, 0.0, 0.0),
    ],
)
def test_measures_of_one_ranking(
    ranking: list[str], expected_ndcg: float, expected_recall: float, expected_rr: float
) -> None:
    assert ndcg(ranking, GRADES) == pytest.approx(expected_ndcg)
    assert recall(ranking, GRADES, 10) == pytest.approx(expected_recall)
    assert reciprocal_rank(ranking, GRADES) == pytest.approx(expected_rr)


def test_the_ideal_is_cut_at_the_same_depth() -> None:
    many = {f"p{number}": 1 for number in range(15)}
    assert ndcg(list(many), many) == pytest.approx(1.0)
    assert recall(list(many), many, 10) == pytest.approx(10 / 15)


def test_a_query_that_was_not_run_counts_as_nothing_found() -> None:
    means = averages({"one": ["a"]}, {"one": {"a": 1}, "two": {"b": 1}})
    assert means == {"nDCG@10": 0.5, "R@10": 0.5, "R@100": 0.5, "RR@10": 0.5}


@pytest.mark.parametrize(
    ("ours", "theirs", "sign"),
    [
        # better on each query: the whole interval lies above nothing
        ([0.6, 0.7, 0.8, 0.9], [0.5, 0.6, 0.7, 0.8], 1),
        # better on some, worse on others: it holds nothing
        ([1.0, 0.0, 1.0, 0.0], [0.0, 1.0, 0.0, 1.0], 0),
    ],
)
def test_bootstrap(ours: list[float], theirs: list[float], sign: int) -> None:
    gap, low, high = paired_bootstrap(ours, theirs)
    assert low <= gap <= high
    assert (low > 0) == (sign > 0)


def test_bootstrap_refuses_lists_of_different_queries() -> None:
    with pytest.raises(ValueError, match="not the same queries"):
        paired_bootstrap([1.0], [1.0, 0.0])
