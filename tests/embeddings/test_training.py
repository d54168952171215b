"""Where pairs come from, what is kept back, and that a tiny course teaches what it should."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path

import numpy as np
import pytest

from embeddings.course import Sources, examine, read_lessons, teach
from embeddings.negatives import Trained, with_hard
from embeddings.own import digest_of, is_kept
from embeddings.pairs import (
    SOURCES,
    Pair,
    from_questions,
    from_texts,
    in_fold,
    is_held_out,
    reworded,
)
from embeddings.passage_pairs import from_passages, placed_passages
from embeddings.training import Recipe, batched, same_text
from embeddings.vocabulary import Vocabulary

LAW = """## 第一章 总则
第一条 为了加强公司印章管理，防范风险，制定本办法。本办法适用于所属单位。
第二条 印章由办公室指定专人保管。保管人离岗时应当办理交接手续。
## 第二章 使用
第三条 使用印章应当事先登记，由部门负责人签字。未经批准不得携带外出。"""
SPEECH = """同志们：
一、工作回顾
今年以来，我们聚焦主责主业，持续深化改革，各项工作取得了新的进展，职工收入稳步增长。
二、下一步打算
下一步，要把安全生产摆在突出位置。要压实各级责任，开展隐患排查，确保不发生重大事故。"""


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path, Path]:
    texts, pairs, own = (tmp_path / name for name in ("text", "pairs", "own"))
    for folder in (texts, pairs, own):
        folder.mkdir()
    write(texts / "laws.jsonl.gz", [{"title": "印章管理办法", "text": LAW}])
    write(texts / "speeches.jsonl.gz", [{"title": "在年中会上的讲话", "text": SPEECH}])
    # a set whose licence does not allow it, beside one that does
    write(texts / "xinwenlianbo.jsonl.gz", [{"title": "新闻", "text": SPEECH}])
    write(
        pairs / "legal_qa.jsonl.gz",
        [
            {"a": "章谁管", "b": "印章管理办法 第二条 印章由办公室指定专人保管。",
             "source": "STARD train question->article"},
            {"a": "章谁管", "b": "由办公室的人保管。",
             "source": "LeCoQA question->answer (STARD train split)"},
            {"a": "章丢了怎么办", "b": "登报。", "source": "lawyer-llama zixun_gpt4"},
        ],
    )  # fmt: skip
    write(
        own / "questions.jsonl.gz",
        [
            {"question": f"问题{n}", "document": "印章管理办法", "section": "第三条",
             "passage": own_passage(n)}
            for n in range(40)
        ],
    )  # fmt: skip
    write(own / "thesaurus.jsonl", [{"from": "公章", "to": ["印章"]}])
    return texts, pairs, own


def own_passage(number: int) -> str:
    return f"使用印章应当事先登记，编号{number}。"


def write(path: Path, rows: list[dict[str, object]]) -> None:
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    path.write_bytes(gzip.compress(text.encode()) if path.suffix == ".gz" else text.encode())


def test_only_sources_that_may_be_given_away_are_read(folders: tuple[Path, Path, Path]) -> None:
    texts, pairs, _ = folders
    asked = from_questions(pairs)
    assert set(asked) <= {source.name for source in SOURCES}
    assert all(source.licence for source in SOURCES)
    assert "登报。" not in {pair.passage for rows in asked.values() for pair in rows}
    told = from_texts(texts, random.Random(1))
    assert not any(pair.question == "新闻" for rows in told.values() for pair in rows)


def test_a_cited_article_is_parted_into_title_and_text(folders: tuple[Path, Path, Path]) -> None:
    asked = from_questions(folders[1])
    pair = asked["STARD train question->article"][0]
    assert (pair.title, pair.passage) == ("印章管理办法 第二条", "印章由办公室指定专人保管。")
    assert pair.titled() == "印章管理办法 第二条\n印章由办公室指定专人保管。"
    assert asked["LeCoQA answer->article"][0].question == "由办公室的人保管。"


def test_laws_teach_by_themselves(folders: tuple[Path, Path, Path]) -> None:
    told = from_texts(folders[0], random.Random(1))
    chapters = {pair.question: pair.passage for pair in told["chapter"]}
    assert chapters["印章管理办法 第二章 使用"].startswith("第三条 使用印章")
    assert "sentence" in told


def test_passages_teach_under_their_headings(folders: tuple[Path, Path, Path]) -> None:
    documents = list(placed_passages(folders[0] / "speeches.jsonl.gz"))
    assert ("在年中会上的讲话 二、下一步打算", "二、下一步打算") in {
        (place, heading) for document in documents for place, heading, _ in document
    }
    told = from_passages(documents, random.Random(1))
    headings = {pair.question: pair.passage for pair in told["heading of a passage"]}
    assert headings["一、工作回顾"].startswith("今年以来")
    for pair in told["sentence of a passage"]:
        assert pair.question in SPEECH
        assert pair.passage


def test_a_hard_negative_looks_right_and_is_not() -> None:
    pool = [
        ("", "印章由办公室指定专人保管"),
        ("", "印章由办公室指定专人保管，离岗交接"),  # as good as the answer
        ("", "印章外出须经批准"),
        ("", "印章应当登记"),
        ("", "年假天数按工龄计算"),
    ]
    vocabulary = Vocabulary.counted([text for _, text in pool], least=1)
    trained = Trained(vocabulary, np.ones((len(vocabulary), 4), np.float32), 0.6)
    pair = Pair("印章谁保管", pool[0][1])
    drawn = {
        passage
        for seed in range(20)
        for passage in with_hard([pair], pool, trained, 1, random.Random(seed))[0].hard
    }
    # the best wrong one is left out as well: it may be an answer nobody marked
    assert drawn <= set(pool[2:])
    assert len(drawn) == 2


def test_everyday_words_take_the_place_of_official_ones() -> None:
    thesaurus = [Pair("公章", "印章"), Pair("歪了的", "无关")]
    made = reworded(
        [("办法", "使用印章应当事先登记，由部门负责人签字。")], thesaurus, 9, random.Random(1)
    )
    assert [pair.question for pair in made] == ["使用公章应当事先登记，由部门负责人签字。"]
    assert made[0].passage.startswith("使用印章")


@pytest.mark.parametrize(
    ("share", "least", "most"), [(0.0, 0, 0), (0.1, 60, 140), (1.0, 1000, 1000)]
)
def test_a_share_is_held_out_by_key(share: float, least: int, most: int) -> None:
    held = sum(is_held_out(f"问题{number}", share) for number in range(1000))
    assert least <= held <= most


def test_two_halves_make_the_whole() -> None:
    keys = [f"问题{number}" for number in range(1000)]
    halves = [{key for key in keys if in_fold(key, (number, 2))} for number in range(2)]
    assert halves[0] | halves[1] == set(keys)
    assert not halves[0] & halves[1]
    assert 400 <= len(halves[0]) <= 600
    assert not any(in_fold(key, None) for key in keys)


def test_what_is_kept_is_never_taught(folders: tuple[Path, Path, Path]) -> None:
    texts, pairs, own = folders
    sources = Sources(texts, pairs, [own])
    whole = read_lessons(sources, hold_out=0, seed=1)
    kept = {pair.question for pair in whole.kept["own questions"]}
    assert kept == {f"问题{n}" for n in range(40) if is_kept(digest_of(own_passage(n)))}
    half = read_lessons(sources, hold_out=0, fold=(0, 2), seed=1)
    for lessons in (whole, half):
        taught = {pair.question for pair in lessons.asked["own questions"]}
        back = {pair.question for pair in lessons.kept["own questions"]}
        assert kept <= back
        assert not taught & back
        assert len(taught | back) == 40
    assert len(half.kept["own questions"]) > len(kept)
    assert half.asked["own thesaurus"] == whole.asked["own thesaurus"]


def test_a_batch_is_of_one_kind_and_none_is_lost() -> None:
    kinds = {kind: [Pair(f"{kind}{n}", "") for n in range(25)] for kind in "ab"}
    batches = batched(kinds, {"a": 2}, 10, seed=1)
    assert sorted(map(len, batches)) == [8, 8, 8, 8, 8, 8, 9, 9, 9]
    assert all(len({pair.question[0] for pair in batch}) == 1 for batch in batches)
    assert {pair.question for batch in batches for pair in batch} == {
        pair.question for rows in kinds.values() for pair in rows
    }


def test_the_same_words_are_no_negative() -> None:
    batch = [
        Pair("问甲", "答一", hard=(("", "答二"),)),
        Pair("问甲", "答二", hard=(("", "答三"),)),
        Pair("问乙", "答一", hard=(("", "答三"),)),
    ]
    assert same_text(batch).int().tolist() == [
        # row 1 asks the same, row 2 tells the same; no hard negative tells what row 0 does
        [0, 1, 1, 0, 0, 0],
        # the hard negative of row 0 is what row 1 tells
        [1, 0, 0, 1, 0, 0],
        [1, 0, 0, 0, 0, 0],
    ]


def test_a_tiny_course_teaches_and_repeats_itself(folders: tuple[Path, Path, Path]) -> None:
    texts, pairs, own = folders
    lessons = read_lessons(Sources(texts, pairs, [own]), hold_out=0.2, seed=1)
    assert sum(map(len, lessons.kept.values())) > 0
    recipe = Recipe(tokens=400, dimension=16, lsa=2, batch=16)
    heard: list[str] = []
    model = teach(lessons, texts, recipe, lambda what, done, total: heard.append(what))
    again = teach(lessons, texts, recipe, lambda what, done, total: None)
    report = examine(model, lessons)["own questions"]
    assert model.anchors is not None
    assert heard[0] == "数词表"
    assert 0 <= report["nDCG@10"] <= report["R@100"] <= 1
    assert (model.packed.rows == again.packed.rows).mean() > 0.99
