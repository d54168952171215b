"""Names in a graph: their table, where they stand, and a graph that was made before them."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from graph.composed.columns import FILE, Names
from graph.mentions import END, PASSAGE, START
from graph.store import GraphStore
from tests.corpora import made
from tests.graph.making import Shelf, day, shelf


def test_each_name_is_kept_with_its_kind_its_rule_and_its_places(tmp_path: Path) -> None:
    graph = shelf(tmp_path).graph
    names = Names(graph)
    assert names.labels() == ["安全工作档案", "安全生产工作"]
    name = names.named("安全工作档案")
    assert name is not None
    assert (name.kind, name.methods) == ("system", "composed")
    assert names.mentions is not None
    (row,) = names.mentions.of(name.n).T.tolist()
    (passage,) = graph.passage_ids([row[PASSAGE]])
    assert passage.startswith("d3/")
    assert row[END] - row[START] == len("安全工作档案")
    assert names.passages(name.n).tolist() == [row[PASSAGE]]
    held = names.numbered(names.holding("工作"))
    assert [one.label for one in held] == ["安全工作档案", "安全生产工作"]
    assert names.holding("工作", ["system", "organ"]) == [name.n]
    only = np.zeros(row[PASSAGE] + 1 + 100, np.bool_)
    assert not names.standing(only).any()
    only[row[PASSAGE]] = True
    assert np.flatnonzero(names.standing(only)).tolist() == [name.n]
    assert names.numbered([name.n]) == [name]
    assert names.named("安全工作账本") is None


def test_a_name_goes_with_the_last_document_that_held_it(tmp_path: Path) -> None:
    made_one = shelf(tmp_path)
    made_one.hold(made("d3", "档案管理规定", "第一条 建立采购管理台账。", issued=day(2025)))
    made_one.build()
    assert Names(made_one.graph).labels() == ["安全生产工作", "采购管理台账"]


def test_a_graph_from_before_there_were_names_has_none(tmp_path: Path) -> None:
    made_one: Shelf = shelf(tmp_path)
    assert made_one.latest is not None
    (made_one.latest / FILE).unlink()
    graph: GraphStore = made_one.graph
    names = Names(graph)
    assert names.labels() == []
    assert names.named("安全工作档案") is None
    assert names.holding("安全") == []
    assert names.standing(np.ones(99, np.bool_)).tolist() == []
    assert names.passages(0).tolist() == []
