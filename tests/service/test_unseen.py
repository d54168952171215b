"""Models that have not seen what they are asked: no part with a question is an error told."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import BadQuery
from service.evaluation import Benchmark
from service.unseen import evaluate_unseen


def test_no_question_in_any_part_is_told() -> None:
    empty = Benchmark("题集", [], {}, {})
    with pytest.raises(BadQuery, match=r"题集.*2 份.*--models"):
        evaluate_unseen(empty, [Path("0"), Path("1")], {})
