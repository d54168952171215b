"""The whole course on next to nothing: what it writes is a table and a ranker that rank."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.errors import UserError
from corpus.model import PassageId
from corpus.progress import silent
from corpus.words import Segmenter
from embeddings.encoder import MODEL_FOLDER, load_encoder
from embeddings.own import Own
from embeddings.pairs import Pair, in_fold
from embeddings.translation import Table
from embeddings.translator import Translator
from service.bench import Bench, BenchRow
from service.query import understand
from service.ranking.booster import load_ranker
from service.ranking.course import THESAURUS, Course, Material, read_course, teach
from service.ranking.learning import Question, Settings
from service.ranking.rerank import Reranker
from service.ranking.worlds import World

SUBJECTS = "台账 印章 车辆 食堂 档案 合同 采购 差旅 会议 值班 保密 培训".split()
DEEDS = "登记 保管 审批 公示 归档 核对".split()


def small_course() -> tuple[Course, list[BenchRow]]:
    rows, pairs = [], []
    for number, subject in enumerate(SUBJECTS):
        for place, deed in enumerate(DEEDS):
            passage_id = PassageId(f"d{number}/art_{place + 1}")
            text = f"{subject}应当由专人{deed}，{deed}情况每月向分管领导报告，不得漏报瞒报。"
            rows.append(BenchRow(passage_id, text, f"{subject}管理办法", (f"第{place + 1}条",)))
            question = f"{subject}谁来{deed}"
            pairs.append(Pair(question, text, f"{subject}管理办法", key=question))
    asked = [
        Question(pair.question, frozenset({row.id}), pair.key)
        for pair, row in zip(pairs, rows, strict=True)
    ]
    nobody = Question("？", frozenset({rows[0].id}), "？")  # finds nothing, teaches nothing
    world = World("own00", rows, [*asked, nobody])
    own = Own(pairs[20:], (), [Pair("出差", "差旅", key="出差")])
    return Course(pairs[:20], own, [world], [world]), rows


def test_the_course_runs_from_pairs_to_files(tmp_path: Path) -> None:
    course, rows = small_course()
    settings = Settings(rounds=3, leaves=4, least=5)
    counted = teach(course, (MODEL_FOLDER, MODEL_FOLDER), MODEL_FOLDER, tmp_path, settings, silent)
    config = json.loads((tmp_path / "model" / "config.json").read_text("utf-8"))
    assert config["questions"] == counted["questions"] > len(rows)
    table, ranker = Table.load(tmp_path / "table"), load_ranker(tmp_path / "model")
    assert len(table) == counted["entries"] > 0
    assert not {"passages", "mean length"} & {*ranker.first.names, *ranker.last.names}
    bench = Bench(tmp_path / "bench", rows, load_encoder(), Translator(table, {}))
    query = understand("档案谁来核对", Segmenter())
    first, *_ = Reranker(bench.parts, ranker).order(query, bench.lists(query))
    assert first.passage_id == "d4/art_6"
    bench.close()


def test_of_a_fold_left_out_nothing_is_learned(tmp_path: Path) -> None:
    course, _ = small_course()
    settings = Settings(rounds=2, leaves=4, least=5)
    models = (MODEL_FOLDER, MODEL_FOLDER), MODEL_FOLDER
    whole = teach(course, *models, tmp_path / "whole", settings, silent)
    part = teach(course, *models, tmp_path / "part", settings, silent, (0, 2))
    assert 0 < part["questions"] < whole["questions"]
    pairs = [*course.law, *course.own.questions]
    kept = [pair for pair in pairs if not in_fold(pair.key, (0, 2))]
    saved = json.loads((tmp_path / "part" / "table" / "config.json").read_text("utf-8"))
    assert saved["pairs"] == len(kept) < len(pairs)


def test_a_house_without_questions_and_thesaurus_of_its_own_learns_from_benchmarks(
    tmp_path: Path,
) -> None:
    course, _ = small_course()
    models = (MODEL_FOLDER, MODEL_FOLDER), MODEL_FOLDER
    settings = Settings(rounds=2, leaves=4, least=5)
    teach(course, *models, tmp_path / "own", settings, silent)
    row = '{"from": "出差", "to": ["差旅"]}\n'
    assert (tmp_path / "own" / THESAURUS).read_text("utf-8") == row
    without = replace(course, own=Own((), (), ()), worlds=())
    counted = teach(without, *models, tmp_path / "without", settings, silent)
    assert counted["questions"] > 0
    assert (tmp_path / "without" / THESAURUS).read_text("utf-8") == ""
    assert load_ranker(tmp_path / "without" / "model")
    # of what is held nothing is asked, so no data folder is needed
    nowhere = tmp_path / "nowhere"
    assert read_course(Material(nowhere, nowhere, nowhere, (), ()), silent).worlds == []


def test_nothing_to_learn_from_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="--own"):
        teach(
            Course((), Own((), (), ()), (), ()), (MODEL_FOLDER, MODEL_FOLDER), MODEL_FOLDER,
            tmp_path, Settings(), silent,
        )  # fmt: skip
