"""Columns over the texts of sentences."""

from __future__ import annotations

import numpy as np
import pytest

from service.answering.pieces import summed


@pytest.mark.filterwarnings("error")
def test_a_gathered_table_is_summed_as_the_same_one_laid_out_by_rows() -> None:
    """Of a narrow table that lies by columns BLAS also computes what lies beside it."""
    chance = np.random.default_rng(3)
    for words in range(1, 14):
        weights = chance.random(words, np.float32)
        table = chance.random((words, 300), np.float32)
        gathered = table[:, chance.permutation(300)]
        assert not gathered.flags.c_contiguous or words == 1
        laid_out = np.ascontiguousarray(gathered)
        assert np.array_equal(summed(weights, gathered), weights @ laid_out)
