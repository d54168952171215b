"""The ablation of the graph: questions with known places, searched with and without its walk."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from corpus.errors import BadQuery, NotFound
from corpus.model import Hit, PassageId
from scripts import evaluate
from service.ablation import BASE, Asked, ablate, by_place, read_asked, summed
from service.ranking.rerank import BEST

if TYPE_CHECKING:
    from tests.conftest import Built

QUESTIONS = Path(__file__).parents[1] / "graph" / "questions" / "questions.jsonl"
RUNS = {"lexical", "dense", "graph", "fused", "joined", "summed"}


def passages(*names: str) -> list[PassageId]:
    return [PassageId(name) for name in names]


def test_the_questions_are_whole() -> None:
    asked = read_asked(QUESTIONS)
    assert len(asked) >= 60
    assert len({one.id for one in asked}) == len({one.text for one in asked}) == len(asked)
    assert {one.kind for one in asked} == {"multi-hop", "concept", "responsibility"}
    assert all(one.places for one in asked)


def test_every_question_of_the_samples_has_its_places(built: Built) -> None:
    asked = [one for one in read_asked(QUESTIONS) if "云岭" in one.places[0][0]]
    assert len(asked) > 40
    trial = ablate("samples", built.librarian.current(), asked[::7])
    assert trial.left_out == 0
    assert all(trial.judged.values())


def test_what_is_compared(built: Built) -> None:
    asked = read_asked(QUESTIONS)
    some = [asked[0], asked[28], asked[42], asked[60]]  # the last of a law the samples lack
    library = built.librarian.current()
    found = ablate("some", library, some).as_json()
    assert (found["queries"], found["left_out"]) == (3, 1)
    assert set(found["runs"]) == RUNS
    assert set(found["gains"]) == RUNS - {BASE}
    assert {kind: part["queries"] for kind, part in found["by_kind"].items()} == {
        "concept": 1, "multi-hop": 1, "responsibility": 1
    }  # fmt: skip
    assert found["runs"]["fused"]["R@100"] > 0.9
    again = ablate("some", library, some).as_json()
    assert {**found, "seconds": 0} == {**again, "seconds": 0}
    with pytest.raises(BadQuery, match="没有这些问题所问的文件"):
        ablate("none", library, asked[60:61])


def test_a_place_counts_once_where_its_first_passage_stands() -> None:
    places = {PassageId("d1/art_1"): "一", PassageId("d1/art_1/s_2"): "一"}
    ranking = passages("d1/art_9", "d1/art_1/s_2", "d1/art_1")
    assert by_place(ranking, places) == ["d1/art_9", "一", "d1/art_1"]


def test_a_share_of_the_walk_is_added() -> None:
    scores = {PassageId("a"): BEST, PassageId("b"): BEST - 0.01, PassageId("c"): 0.1}
    walk = [Hit(PassageId("b"), 0.4, "graph"), Hit(PassageId("d"), 0.2, "graph")]
    assert summed(scores, walk, 0.1) == passages("b", "a", "c", "d")
    assert summed(scores, [], 0.1) == passages("a", "b", "c")


def test_by_command(built: Built, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = QUESTIONS.read_text("utf-8").splitlines()
    file = tmp_path / "own.jsonl"
    file.write_text("\n".join([lines[28], "", lines[42]]), "utf-8")
    arguments = ["--graph", str(file), "--data", str(built.data)]
    assert evaluate.main([*arguments, "--json"]) == 0
    found: Any = json.loads(capsys.readouterr().out)
    assert (found["benchmark"], found["queries"]) == ("own", 2)
    assert evaluate.main(arguments) == 0
    told = capsys.readouterr().out
    assert "全部（2）" in told
    assert "joined" in told
    file.write_text('{"question": "谁"}', "utf-8")
    assert evaluate.main(arguments) == 2
    assert "第 1 行不是" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="无此"):
        read_asked(tmp_path / "无此.jsonl")


def test_a_question_is_kept_as_it_is(tmp_path: Path) -> None:
    row = {
        "id": 1,
        "kind": "concept",
        "question": "问",
        "places": [{"title": "法", "section": "x"}],
    }
    file = tmp_path / "one.jsonl"
    file.write_text(json.dumps(row), "utf-8")
    assert read_asked(file) == [Asked("1", "concept", "问", [("法", "x")])]
