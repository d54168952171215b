"""The lexical index: ranking, exact wording, filters, and growth without rebuilding."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
import tantivy

from corpus import lexical
from corpus.errors import NoGeneration
from corpus.lexical import LexicalRetriever, LexicalRow, build_lexical
from corpus.model import DocumentId, PassageId, Within
from corpus.words import pairs

TEXTS = {
    "da/art_1": "第一条 为了规范采购行为，制定本办法。",
    "da/art_2": "第二条 采购金额超过五十万元的，应当公开招标。",
    "da/art_3": "第三条 支部“三會一課”应当如实记录。",
    "db/art_1": "第一条 职工请假应当提前申请，由部门负责人审批。",
    "db/art_2": "第二条 无故缺勤的，按旷工处理；连续旷工的，依照ＧＢ/Ｔ 9704 处理。",
    "dc/art_1": "特此通知。",
    "dd/art_1": "特此通知。",
    "de/art_1": "特此通知。",
}
TITLES = {"da": "采购管理办法", "db": "考勤与休假办法", "dc": "通知", "dd": "通知", "de": "通知"}


def rows(names: list[str]) -> list[LexicalRow]:
    return [LexicalRow(PassageId(n), TEXTS[n], TITLES[n[:2]], ("第一章 总则",)) for n in names]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> LexicalRetriever:
    folder = tmp_path_factory.mktemp("lexical")
    stats = build_lexical(folder, rows(list(TEXTS)), terms=["三会一课"])
    assert (stats.documents, stats.passages) == (5, 8)
    return LexicalRetriever(folder)


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("采购要公开招标吗", "da/art_2"),
        ("怎么请假", "db/art_1"),
        ("採購金額", "da/art_2"),  # traditional characters
        ("gb/t 9704", "db/art_2"),  # width and case
        ("三会一课", "da/art_3"),
        ('AND OR "NOT (id:*) +-~^[] \\ 旷工', "db/art_2"),  # no query language leaks through
        ("旷工" * 3000, "db/art_2"),  # a query may be long
        ("考勤与休假", "db/art_1"),  # the title counts
    ],
)
def test_search_finds(index: LexicalRetriever, query: str, first: str) -> None:
    assert index.search(query, 3)[0].passage_id == first


@pytest.mark.parametrize("query", ["", " ", "，。", "zzzz", "\x00", "𠮷", "\ud800"[:0]])
def test_search_finds_nothing_and_says_so(index: LexicalRetriever, query: str) -> None:
    assert index.search(query, 5) == []


def test_ties_stand_by_passage_id_also_at_the_last_place(index: LexicalRetriever) -> None:
    for limit in (1, 2, 3):
        found = [hit.passage_id for hit in index.search("特此通知", limit)]
        assert found == ["dc/art_1", "dd/art_1", "de/art_1"][:limit]


@pytest.mark.parametrize(
    ("phrase", "found"),
    [
        ("公开招标", ["da/art_2"]),
        ("超过五十万", ["da/art_2"]),  # words would be cut elsewhere
        ("，应当公", ["da/art_2"]),  # punctuation is wording
        ("“三会一课”", ["da/art_3"]),  # the form of quotes is not
        ("GB/T9704", ["db/art_2"]),  # nor are blanks, width, case
        ("旷", ["db/art_2"]),  # one character
        ("。", sorted(TEXTS)),  # one, at the end
        ("公开投标", []),
        ("招标 采购", []),
        (".*", []),  # not a pattern
        ("", []),
    ],
)
def test_phrase_is_exact(index: LexicalRetriever, phrase: str, found: list[str]) -> None:
    assert sorted(hit.passage_id for hit in index.phrase(phrase, 50)) == found
    assert index.count(phrase) == len(found)


def test_every_run_of_characters_is_found_where_it_stands(index: LexicalRetriever) -> None:
    solid = {name: "".join(p[0] for p in pairs(text)) for name, text in TEXTS.items()}
    chance = random.Random(7)
    for text in solid.values():
        for _ in range(25):
            start = chance.randrange(len(text))
            run = text[start : start + chance.randint(1, 9)]
            holders = sorted(name for name, held in solid.items() if run in held)
            assert sorted(hit.passage_id for hit in index.phrase(run, 50)) == holders, run


@pytest.mark.parametrize(
    "within",
    [
        Within(frozenset({DocumentId("db")})),
        Within(frozenset({DocumentId("da"), DocumentId("db"), DocumentId("dc"), DocumentId("dd")})),
        Within(frozenset({DocumentId("da")}), frozenset({PassageId("da/art_2")})),
        Within(frozenset()),
    ],
)
def test_filters_leave_what_is_allowed_in_its_order(
    index: LexicalRetriever, within: Within
) -> None:
    for query in ("应当", "第一条", "通知办法"):
        everything = index.search(query, 50)
        allowed = [hit for hit in everything if within.allows(hit.passage_id)]
        for limit in (1, 2, 50):
            assert index.search(query, limit, within) == allowed[:limit]
    wording = [hit for hit in index.phrase("应当", 50) if within.allows(hit.passage_id)]
    assert index.phrase("应当", 50, within) == wording
    assert index.count("应当", within) == len(wording)


def test_step_by_step_is_the_same_as_at_once(tmp_path: Path, index: LexicalRetriever) -> None:
    names = list(TEXTS)
    for part in (names[6:], names[:2], names[2:6]):
        stats = build_lexical(tmp_path, rows(part), terms=["三会一课"])
    assert stats.passages == len(names)
    steps = LexicalRetriever(tmp_path)
    assert len(steps) == len(index) == len(names)
    for query in ("采购", "特此通知", "应当审批", "第一条 总则"):
        assert steps.search(query, 4) == index.search(query, 4)
        assert {h.passage_id for h in steps.phrase(query, 9)} == {
            h.passage_id for h in index.phrase(query, 9)
        }


def test_an_empty_index_answers(tmp_path: Path) -> None:
    build_lexical(tmp_path, [])
    empty = LexicalRetriever(tmp_path)
    assert (len(empty), empty.search("采购", 3), empty.phrase("采购", 3)) == (0, [], [])


def test_an_index_of_the_version_before_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, index: LexicalRetriever
) -> None:
    def schema() -> tantivy.Schema:
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
        builder.add_text_field("document", tokenizer_name="raw", index_option="basic")
        builder.add_unsigned_field("key", fast=True)
        builder.add_unsigned_field("row")
        for field, held in (("grams", "freq"), ("words", "freq"), ("pairs", "position")):
            builder.add_text_field(field, tokenizer_name="blank", index_option=held)
        return builder.build()

    monkeypatch.setattr(lexical, "_schema", schema)
    build_lexical(tmp_path, rows(list(TEXTS)), terms=["三会一课"])
    about = json.loads((tmp_path / "about.json").read_text("utf-8"))
    (tmp_path / "about.json").write_text(json.dumps(about | {"version": 2}), "utf-8")
    (tmp_path / "ids.txt").unlink()
    for query in ("采购", "特此通知", "第一条 总则"):
        assert LexicalRetriever(tmp_path).search(query, 4) == index.search(query, 4)


def test_an_index_is_read_where_nothing_may_be_written(
    tmp_path: Path, index: LexicalRetriever
) -> None:
    build_lexical(tmp_path, rows(list(TEXTS)), terms=["三会一课"])
    assert all(file.stat().st_mode & 0o044 == 0o044 for file in tmp_path.iterdir())
    lock = tmp_path / ".tantivy-meta.lock"
    lock.unlink()
    lock.mkdir()  # a lock that cannot be taken, for the superuser too
    before = sorted(tmp_path.rglob("*"))
    locked = LexicalRetriever(tmp_path)
    for query in ("采购", "特此通知", "第一条 总则"):
        assert locked.search(query, 4) == index.search(query, 4)
    assert locked.count("应当") == index.count("应当")
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("damage", ["about", "meta", "ids", "no ids", "absent"])
def test_a_damaged_index_says_how_to_rebuild(tmp_path: Path, damage: str) -> None:
    build_lexical(tmp_path, rows(["da/art_1"]))
    if damage == "about":
        (tmp_path / "about.json").write_text(json.dumps({"version": 1}))
    elif damage == "meta":
        (tmp_path / "meta.json").write_text("{")
    elif damage == "ids":
        (tmp_path / "ids.txt").write_text("da/art_1\nda/art_2\n")
    elif damage == "no ids":
        (tmp_path / "ids.txt").unlink()
    folder = tmp_path / "no" if damage == "absent" else tmp_path
    with pytest.raises(NoGeneration, match=r"scripts\.build"):
        LexicalRetriever(folder)
