"""The translation table: learned from pairs, saved in a few bytes, used to find other words."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from corpus.errors import ModelUnavailable, UserError
from corpus.lexical import LexicalRetriever, LexicalRow, build_lexical
from corpus.model import DocumentId, PassageId, Within
from corpus.words import Segmenter
from embeddings.aligning import Alignment, align
from embeddings.translation import Layout, Table, Translation
from embeddings.translator import (
    OWN_THESAURUS,
    TranslationRetriever,
    Translator,
    load_translator,
    read_thesaurus,
)

PAIRS = [
    ("老板 欠 钱".split(), "用人单位 拖欠 工资".split()),
    ("老板 炒 我".split(), "用人单位 解除 合同".split()),
    ("欠 钱".split(), "拖欠 债务".split()),
    ("老板".split(), "用人单位".split()),
]


def test_words_that_go_together_are_found_to_translate_each_other() -> None:
    table = align(PAIRS, Alignment(said_at_least=1))
    assert table["老板"][0].word == "用人单位"
    assert table["欠"][0].word == "拖欠"
    assert table["从未见过"] == []


def test_a_word_met_once_is_doubted() -> None:
    sure, doubted = (
        {
            each.word: each.probability
            for each in align(PAIRS, Alignment(said_at_least=1, doubt=doubt))["老板"]
        }
        for doubt in (0.0, 1.0)
    )
    assert doubted["用人单位"] > 0.6 * sure["用人单位"]
    assert doubted.get("解除", 0.0) <= 0.55 * sure.get("解除", 1.0)


def test_nothing_to_learn_from_gives_an_empty_table(tmp_path: Path) -> None:
    align([]).save(tmp_path, {})
    assert Table.load(tmp_path)["老板"] == []


def test_a_table_saved_is_the_table_loaded(tmp_path: Path) -> None:
    table = Table.of({"钱": [Translation("资金", 0.5), Translation("工资", 0.9)], "a": []})
    table.save(tmp_path, {"pairs": 3})
    loaded = Table.load(tmp_path)
    assert loaded["钱"] == table["钱"]
    assert [each.word for each in loaded["钱"]] == ["工资", "资金"]
    # one byte keeps a probability to about a fiftieth of itself
    assert loaded["钱"][1].probability == pytest.approx(0.5, rel=0.02)


def test_a_row_of_the_table_in_numbers(tmp_path: Path) -> None:
    entries = {"老板": [Translation("雇主", 0.5), Translation("用人单位", 0.5)]}
    Table.of({**entries, "工钱": [Translation("工资", 0.9)]}).save(tmp_path, {})
    table = Table.load(tmp_path)
    words, chances = table.row("老板")
    assert list(zip(table.said(words), chances.tolist(), strict=True)) == [
        (each.word, each.probability) for each in table["老板"]
    ]
    # numbered in the order of the words, so that equals always fall the same way
    assert table.said(np.sort(table.row("老板").words)) == sorted(["雇主", "用人单位"])
    assert len(table.row("没有").words) == 0


@pytest.mark.parametrize("lost", ["table", "words"])
def test_a_table_that_is_not_whole_is_refused(tmp_path: Path, lost: str) -> None:
    Table.of({"钱": [Translation("资金", 0.5)]}).save(tmp_path, {})
    path: Path = getattr(Layout(tmp_path), lost)
    path.write_bytes(path.read_bytes()[:3])
    with pytest.raises(ModelUnavailable, match="翻译表"):
        Table.load(tmp_path)


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("老板炒鱿鱼怎么办", [("炒鱿鱼", ["解除劳动合同"])]),
        # the longest wording is taken, and nothing twice
        ("炒鱿鱼了老赖", [("炒鱿鱼", ["解除劳动合同"]), ("老赖", ["失信被执行人", "被执行人"])]),
        # traditional characters are the same
        ("老賴", [("老赖", ["失信被执行人", "被执行人"])]),
        ("失信被执行人", []),
    ],
)
def test_everyday_wordings_of_a_question(question: str, found: list[tuple[str, list[str]]]) -> None:
    thesaurus = {"炒鱿鱼": ["解除劳动合同"], "鱿鱼": ["水产"], "老赖": ["失信被执行人", "被执行人"]}
    translator = Translator(Table.of({}), thesaurus)
    assert translator.synonyms(question) == found


def test_a_question_in_official_words() -> None:
    table = Table.of({"钱": [Translation("资金", 0.5)]})
    translator = Translator(table, {"老赖": ["失信被执行人"]})
    assert translator.reworded("老赖不还钱") == "老赖不还钱 失信被执行人"
    assert translator.translated("老赖不还钱", ["老赖", "还", "钱"]) == "老赖不还钱 资金"


def test_ones_own_thesaurus_stands_before_ours(tmp_path: Path) -> None:
    own = tmp_path / "own.jsonl"
    own.write_text('{"from": "老赖", "to": ["欠债人"]}\n\n', "utf-8")
    found = read_thesaurus([own, OWN_THESAURUS])["老赖"]
    assert found[0] == "欠债人"
    assert "失信被执行人" in found


@pytest.mark.parametrize("line", ["老赖", '{"from": "老赖"}', '["老赖"]', '{"from": "a", "to": 1}'])
def test_a_broken_row_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "own.jsonl"
    path.write_text(f'{{"from": "a", "to": ["b"]}}\n{line}\n', "utf-8")
    with pytest.raises(UserError, match="第 2 行"):
        read_thesaurus([path])


def test_passages_are_found_by_the_words_that_translate(tmp_path: Path) -> None:
    texts = {"d1/art_1": "用人单位应当及时足额支付劳动报酬", "d2/art_1": "食堂每日公示菜品和价格"}
    build_lexical(tmp_path, [LexicalRow(PassageId(pid), text, "") for pid, text in texts.items()])
    lexical = LexicalRetriever(tmp_path)
    table = Table.of({"老板": [Translation("用人单位", 0.6)], "工钱": [Translation("报酬", 0.3)]})
    retriever = TranslationRetriever(lexical, Translator(table, {}), Segmenter())
    (hit,) = retriever.search("老板不给工钱", 10)
    assert (hit.passage_id, hit.retriever) == ("d1/art_1", "translation")
    assert retriever.search("老板不给工钱", 10, Within(frozenset({DocumentId("d2")}))) == []
    assert retriever.search("？", 10) == []
    retriever.close()
    lexical.close()


def test_the_shipped_table_knows_everyday_words() -> None:
    translator = load_translator()
    said = {each.word for each in translator.table["老板"]}
    assert said & {"用人单位", "负责人", "企业家"}
    assert len(translator.table) > 100_000
