"""Trees asked without the library that grew them say what it says."""

from __future__ import annotations

from typing import Any

import lightgbm
import numpy as np
import numpy.typing as npt
import pytest

from service.forest import Floats, Forest, Nodes, read_lightgbm

ROWS: Floats = np.asarray(np.random.default_rng(3).integers(0, 40, (700, 6)) / 8, np.float32)
RIGHT = (ROWS[:, 0] > ROWS[:, 1]).astype(int) + (ROWS[:, 2] * ROWS[:, 3] > 6)


def grown(**settings: Any) -> Any:
    given = {"num_threads": 1, "verbose": -1, "deterministic": True, **settings}
    data = lightgbm.Dataset(ROWS, RIGHT, group=[7] * 100)
    return lightgbm.train(given, data, 12)


@pytest.mark.parametrize(
    "settings",
    [
        {"objective": "lambdarank", "num_leaves": 31, "min_data_in_leaf": 2},
        {"objective": "regression", "num_leaves": 3},  # deep and shallow trees together
        {"objective": "regression", "min_data_in_leaf": 400},  # nothing to part: leaves alone
    ],
)
@pytest.mark.parametrize("some", [1, 7, 8, 9, 700])
def test_it_adds_up_what_the_library_does(settings: dict[str, Any], some: int) -> None:
    model = grown(**settings)
    said: npt.NDArray[np.float64] = model.predict(ROWS[:some], raw_score=True)
    # the same leaves, added up in the same order: equal to the last bit
    assert (
        Forest(read_lightgbm(model.model_to_string())).sums(ROWS[:some]).tolist() == said.tolist()
    )


def test_a_number_on_the_threshold_goes_left_however_it_is_rounded() -> None:
    model = grown(objective="regression", num_leaves=2, min_data_in_leaf=2)
    nodes = read_lightgbm(model.model_to_string())
    root, limit = int(nodes.roots[0]), float(nodes.threshold[nodes.roots[0]])
    for near in (np.nextafter(np.float32(limit), np.float32(step)) for step in (-9, 9)):
        row = np.zeros((1, 6), np.float32)
        row[0, nodes.feature[root]] = near
        assert Forest(nodes).sums(row).tolist() == model.predict(row, raw_score=True).tolist()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "not a model",
        "tree\nversion=v4\nend of trees\n",
        "tree\n\nTree=0\nnum_leaves=2\nnum_cat=0\nleaf_value=1 2\n\nend of trees\n",
        "tree\n\nTree=0\nnum_leaves=1\nnum_cat=1\nleaf_value=1\n\nend of trees\n",
        "tree\n\nTree=0\nnum_leaves=1\nnum_cat=0\nleaf_value=one\n\nend of trees\n",
        "tree\n\nTree=0\nnum_leaves=1\nnum_cat=0\n\nend of trees\n",
        "tree\n\nTree=0\nnum_leaves=1\nnum_cat=0\nleaf_value=1\n",  # cut short
        "tree\naverage_output\n\nTree=0\nnum_leaves=1\nnum_cat=0\nleaf_value=1\n\nend of trees\n",
    ],
)
def test_what_is_no_such_model_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        read_lightgbm(text)


def test_rows_of_another_kind_or_too_few_features() -> None:
    model = grown(objective="regression", num_leaves=8, min_data_in_leaf=2)
    forest = Forest(read_lightgbm(model.model_to_string()))
    said = forest.sums(ROWS[:20]).tolist()
    assert forest.sums(np.asfortranarray(ROWS[:20])).tolist() == said
    assert forest.sums(ROWS[:20].astype(np.float64)).tolist() == said
    assert forest.sums(ROWS[:0]).shape == (0,)
    with pytest.raises(ValueError, match="features"):
        forest.sums(ROWS[:, : forest.width - 1])


@pytest.mark.parametrize(
    "spoilt",
    [{"left": 99}, {"right": -1}, {"roots": 7}, {"left": 0}, {"right": 0}],  # the last: in circles
)
def test_nodes_that_lead_nowhere_or_in_circles_are_refused(spoilt: dict[str, int]) -> None:
    one = {"feature": [0, -1, -1], "threshold": [0.5, 0, 0], "left": [1, 1, 1], "right": [2, 2, 2]}
    rest = {"value": [0, 1, 2], "roots": [0]}
    arrays = {name: np.array(column) for name, column in (one | rest).items()}
    assert Forest(Nodes(**arrays)).sums(np.ones((1, 1), np.float32)).tolist() == [2]
    for name, place in spoilt.items():
        arrays[name] = arrays[name].copy()
        arrays[name][0] = place
    with pytest.raises(ValueError, match="树的节点"):
        Forest(Nodes(**arrays))
