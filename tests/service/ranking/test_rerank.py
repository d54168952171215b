"""The last stage over a small bench: real indexes, the shipped trees, exact things on top."""

from __future__ import annotations

import logging
import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import ModelUnavailable
from corpus.model import Hit, PassageId
from corpus.words import Segmenter
from embeddings.encoder import load_encoder
from embeddings.translation import Table, Translation
from embeddings.translator import Translator
from service.bench import Bench, BenchRow
from service.fusion import fuse, hits_for
from service.query import understand
from service.ranking import rerank
from service.ranking.booster import Layout, Ranker, load_ranker
from service.ranking.features import matrix
from service.ranking.known_items import in_sentences, known_items
from service.ranking.learning import (
    Learned,
    Question,
    Settings,
    first_examples,
    joined,
    last_examples,
    learn,
    save,
)
from service.ranking.matching import Floats
from service.ranking.pool import CHOICE, LISTS, Pool, pool
from service.ranking.rerank import Reranker
from service.ranking.worlds import World, bare

RULES = {
    "a": "员工在上下班途中受到非本人主要责任的交通事故伤害的，应当认定为工伤。",
    "b": "使用印章应当事先登记，由部门负责人签字。",
    "c": "出差乘坐火车的，按二等座标准报销；住宿费在限额内凭发票报销。",
    "d": "食堂每日公示菜品和价格。",
    "e": "用人单位应当按月足额支付劳动报酬，不得克扣或者无故拖欠。",
    "f": "对在抢险救灾等维护公共利益活动中受到伤害的，视同工伤。",
}
ROWS = [
    BenchRow(PassageId(f"{name}/art_1"), text, "员工手册", ("第一章 总则",))
    for name, text in RULES.items()
]
TABLE = Table.of({"老板": [Translation("用人单位", 0.4)], "工钱": [Translation("报酬", 0.5)]})


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    translator = Translator(TABLE, {"发工钱": ["支付劳动报酬"]})
    made = Bench(tmp_path_factory.mktemp("bench"), ROWS, load_encoder(), translator)
    yield made
    made.close()


def best(bench: Bench, text: str) -> list[str]:
    query = understand(text, bench.segmenter)
    return [item.passage_id.partition("/")[0] for item in bench.order(query, bench.lists(query))]


@pytest.mark.parametrize(
    ("question", "passage"),
    [
        ("上班路上被车撞了公司管不管", "a"),
        ("老板不发工钱", "e"),
        ("坐火车能报销几等座", "c"),
        ("公章怎么用", "b"),
        ("救灾受伤算不算工伤", "f"),
    ],
)
def test_a_question_in_other_words_finds_its_rule(
    bench: Bench, question: str, passage: str
) -> None:
    assert best(bench, question)[0] == passage


@pytest.mark.parametrize("wording", ["由部门负责人签字", "维护公共利益", "二等座"])
def test_what_stands_to_the_letter_comes_before_all_that_is_similar(
    bench: Bench, wording: str
) -> None:
    query = understand(wording, bench.segmenter)
    ranked = bench.order(query, bench.lists(query))
    text = {row.id: row.text for row in ROWS}
    assert wording in text[ranked[0].passage_id]
    assert ranked[0].score > 2 > ranked[1].score


def test_every_passage_found_is_ranked_and_who_found_it_is_known(bench: Bench) -> None:
    query = understand("工伤怎么认定", bench.segmenter)
    lists = bench.lists(query)
    ranked = bench.order(query, lists)
    assert {item.passage_id for item in ranked} == {
        hit.passage_id for hits in lists.values() for hit in hits
    }
    scores = [item.score for item in ranked]
    assert scores == sorted(scores, reverse=True)
    assert min(scores) > 0
    first = ranked[0].passage_id
    assert {hit.retriever for hit in hits_for([first], lists)[first]} >= {"lexical", "dense"}


def test_fewer_are_looked_at_closely_for_the_first_pages(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = understand("上班路上被车撞了公司管不管", bench.segmenter)
    lists = bench.lists(query)
    looked: list[int] = []
    reranker = rerank.open_reranker(bench.parts)
    assert reranker
    closely = reranker.features

    def told(asked: rerank.Prepared, found: Pool) -> dict[str, Floats]:
        looked.append(len(found))
        return closely(asked, found)

    monkeypatch.setattr(reranker, "features", told)
    monkeypatch.setattr(rerank, "NEAR", 2)
    monkeypatch.setattr(rerank, "PAGES", 2)
    first = reranker.order(query, lists, wanted=2)
    further = reranker.order(query, lists, wanted=3)
    assert looked == [2, 2, len(ROWS)]
    # who reads on finds the first pages as they were
    assert further[:2] == first[:2]
    assert {item.passage_id for item in first} == {item.passage_id for item in further}
    scores = [item.score for item in further]
    assert scores == sorted(set(scores), reverse=True)


def test_an_exact_list_alone_is_enough(bench: Bench) -> None:
    query = understand("住宿费", bench.segmenter)
    only = {"named": [Hit(PassageId("d/art_1"), 3.0, "named")]}
    assert [item.passage_id for item in bench.order(query, only)] == ["d/art_1"]
    assert bench.order(query, {"lexical": []}) == []


@pytest.mark.parametrize("text", ["？", "的", "GDP", "𠮷", "x" * 400])
def test_odd_questions_are_ranked_too(bench: Bench, text: str) -> None:
    query = understand(text, bench.segmenter)
    every = {"dense": [Hit(row.id, 0.5, "dense") for row in ROWS]}
    ranked = bench.order(query, every)
    assert {item.passage_id for item in ranked} == {row.id for row in ROWS}


def test_features_are_numbers_and_those_the_trees_know(bench: Bench) -> None:
    query = understand("老板不发工钱", bench.segmenter)
    found = pool(bench.retrieved(query))
    reranker = Reranker(bench.parts, None)
    table = reranker.features(reranker.prepare(query), found)
    first, last = load_ranker()
    assert set(first.names) <= set(found.features())
    assert set(last.names) <= set(table)
    rows = matrix(table, list(table))
    assert rows.shape == (len(found), len(table))
    assert np.isfinite(rows).all()
    place = found.ids.index(PassageId("e/art_1"))
    # 老板 and 工钱 stand nowhere; what translates them does
    assert table["likelihood share"][place] == 1
    assert table["synonyms"][place] == 1
    assert table["synonyms"].sum() == 1


def test_a_pool_holds_what_each_list_says() -> None:
    lists = {
        "lexical": [Hit(PassageId("d/1"), 8.0, "lexical"), Hit(PassageId("d/2"), 6.0, "lexical")],
        "dense": [Hit(PassageId("d/3"), 0.5, "dense"), Hit(PassageId("d/1"), 0.25, "dense")],
        "wording": [Hit(PassageId("d/2"), 1.0, "wording")],
    }
    found = pool(lists)
    assert found.ids == ["d/1", "d/2", "d/3"]
    table = found.features()
    assert table["lexical share"].tolist() == [1, 0.75, 0]
    assert table["dense score"].tolist() == [0.25, 0, 0.5]
    assert table["dense rank"].tolist() == pytest.approx([np.log(2), 6, 0])
    assert "wording score" not in table
    # 1 * 1 + 2 * .5, 1 * .75, 2 * 1
    assert found.weighted(CHOICE).tolist() == [2, 0.75, 2]
    assert found.weighted({"wording": 3}).tolist() == [0, 3, 0]
    assert (found.about["lexical gap"], found.about["dense best"]) == (0.25, 0.5)
    assert found.about["agreement"] == pytest.approx(1 / 3)
    two = found.taken(np.array([2, 0]))
    assert two.ids == ["d/3", "d/1"]
    assert two.features()["dense share"].tolist() == [1, 0.5]
    assert set(LISTS) & set(two.columns) == {"lexical", "dense"}


def test_without_trees_the_plain_fusion_stands(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def missing() -> Ranker:
        raise ModelUnavailable("排序模型读不出来")

    monkeypatch.setattr(rerank, "load_ranker", missing)
    with caplog.at_level(logging.WARNING):
        assert rerank.open_reranker(bench.parts) is None
    assert "排序模型读不出来" in caplog.text
    query = understand("工伤怎么认定", bench.segmenter)
    lists = bench.lists(query)
    assert Reranker(bench.parts, None).order(query, lists) == fuse(lists)


def test_a_ranker_learns_from_questions_and_is_loaded_as_saved(
    bench: Bench, tmp_path: Path
) -> None:
    asked = [
        Question(row.text[:8], frozenset({row.id}), row.text) for row in ROWS for _ in range(4)
    ]
    settings = Settings(rounds=5, leaves=4, least=2)
    early = first_examples(bench, asked)
    assert early.rows.shape == (early.groups.sum(), len(early.names))
    assert early.labels.sum() == len(asked)
    first = Learned(learn(early, ["plain", "dense share"], settings), ["plain", "dense share"])
    examples = joined([last_examples(bench, asked, first.booster())] * 2)
    assert len(examples.groups) == 2 * len(asked)
    used = ["bm25", "cosine", "likelihood"]
    last = Learned(learn(examples, used, settings), used)
    save(tmp_path, first, last, {"questions": len(asked)})
    ranker = load_ranker(tmp_path)
    assert (ranker.first.names, ranker.last.names) == (("plain", "dense share"), tuple(used))
    rows = examples.rows[:, [examples.names.index(name) for name in used]]
    scores = ranker.last.scores(rows)
    assert scores[examples.labels].mean() > scores[~examples.labels].mean()
    # the same material gives the same bytes
    assert learn(examples, used, settings) == last.trees


def test_questions_nothing_answers_teach_nothing(bench: Bench) -> None:
    nobody = [Question("工伤认定", frozenset({PassageId("nowhere/p_1")}), "k")]
    assert len(first_examples(bench, nobody).groups) == 0


@pytest.mark.parametrize("content", [None, b"", b"no gzip"])
def test_a_spoilt_ranker_is_refused(tmp_path: Path, content: bytes | None) -> None:
    broken = Learned("not a model", ["bm25"])
    save(tmp_path, broken, broken, {})
    if content is not None:
        Layout(tmp_path).last.write_bytes(content)
    with pytest.raises(ModelUnavailable, match="排序模型"):
        load_ranker(tmp_path)


def test_known_items_name_the_passages_that_hold_them() -> None:
    made = known_items(ROWS, 20, Segmenter(), random.Random(1))
    assert len(made) == 20
    text = {row.id: row.text for row in ROWS}
    for question in made:
        assert question.relevant
        assert set(question.text) & set("".join(text[each] for each in question.relevant))


def test_sentences_stand_without_what_stood_above_them() -> None:
    pieces, asked = in_sentences(ROWS, 5, Segmenter(), random.Random(1))
    assert all(not piece.title and not piece.path for piece in pieces)
    assert {each for question in asked for each in question.relevant} <= {
        piece.id for piece in pieces
    }
    world = bare(World("w", ROWS, asked))
    assert [row.text for row in world.rows] == list(RULES.values())
    assert not any(row.title or row.path for row in world.rows)
