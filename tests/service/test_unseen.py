"""Models that have not seen what they are asked: their thesaurus, and no part with a question."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import BadQuery
from service.evaluation import Benchmark
from service.ranking.course import THESAURUS
from service.unseen import evaluate_unseen, load_models
from tests.fakes import shipped


def test_no_question_in_any_part_is_told() -> None:
    empty = Benchmark("题集", [], {}, {})
    with pytest.raises(BadQuery, match=r"题集.*2 份.*--models"):
        evaluate_unseen(empty, [Path("0"), Path("1")], {})


def test_a_question_is_reworded_by_the_thesaurus_the_models_learned_with(tmp_path: Path) -> None:
    models = shipped(tmp_path / "models")
    assert load_models(models).translator.synonyms("炒鱿鱼")  # none of their own: the shipped one
    (models / THESAURUS).write_text("", "utf-8")
    assert load_models(models).translator.synonyms("炒鱿鱼") == []
