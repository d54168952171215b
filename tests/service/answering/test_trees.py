"""Trees asked without the library that grew them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import lightgbm
import numpy as np
import pytest

from corpus.errors import ModelUnavailable
from service.answering.calibration import threshold
from service.answering.trees import Trees
from service.forest import read_lightgbm

if TYPE_CHECKING:
    from pathlib import Path


def test_chances_are_those_of_the_grown_model_and_are_kept(tmp_path: Path) -> None:
    chance = np.random.default_rng(0)
    rows = chance.random((600, 5), np.float32)
    right = (rows[:, 0] + rows[:, 1] * rows[:, 2] > 0.8).astype(int)
    settings = {"objective": "binary", "num_threads": 1, "verbose": -1}
    model = lightgbm.train(settings, lightgbm.Dataset(rows, right), 20)
    Trees(read_lightgbm(model.model_to_string()), 0.0).save(tmp_path / "trees.safetensors")
    read = Trees.load(tmp_path / "trees.safetensors")
    assert np.allclose(read.chances(rows), model.predict(rows), atol=1e-6)
    assert read.chances(rows[:0]).shape == (0,)


def test_a_missing_model_says_how_to_get_one(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match=r"scripts\.calibrate"):
        Trees.load(tmp_path / "none.safetensors")


def test_the_threshold_parts_answers_from_refusals() -> None:
    at, f1 = threshold([0.1, 0.2, 0.3, 0.7, 0.8], [False, False, True, True, True])
    assert 0.2 < at < 0.3
    assert f1 == 1.0
