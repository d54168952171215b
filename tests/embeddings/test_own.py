"""The questions and the thesaurus of our own: every row can be used."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from embeddings.own import digest_of, is_kept, read_own

OWN = Path(__file__).parents[2] / "embeddings" / "own"


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (OWN / name).read_text("utf-8").splitlines()]


def test_every_question_names_its_passage_once() -> None:
    questions = rows("questions.jsonl")
    for row in questions:
        assert set(row) == {"question", "document", "section", "digest"}
        assert 2 <= len(row["question"]) <= 60, row
        assert 0 < len(row["document"]) <= 60, row
        assert re.fullmatch("[0-9a-f]{16}", row["digest"]), row
    assert len({row["question"] for row in questions}) == len(questions)


def test_the_thesaurus_leads_somewhere_else() -> None:
    thesaurus = rows("thesaurus.jsonl")
    for row in thesaurus:
        assert set(row) == {"from", "to"}
        assert row["to"], row
        assert row["from"] not in row["to"], row
        assert len(set(row["to"])) == len(row["to"]), row
    assert len({row["from"] for row in thesaurus}) == len(thesaurus)


def test_the_card_says_how_many_there_are() -> None:
    card = (OWN / "README.md").read_text("utf-8")
    for name in ("questions.jsonl", "thesaurus.jsonl"):
        assert f"| `{name}` | {len(rows(name)):,} |" in card


LAW = """第一章 总则
第九条 合同应当采用书面形式；法律另有规定的除外。
约定不明的，按照惯例。
第十条　当事人可以约定违约金。"""
SPEECH = "同志们！现场拍摄第一，要实干。第二，要\u200b担当。\n谢谢大家。"


@pytest.mark.parametrize(
    ("document", "passage", "title"),
    [
        # a whole article, and the same without its number
        ("合同办法", "第九条 合同应当采用书面形式；法律另有规定的除外。\n约定不明的，按照惯例。",
         "中华人民共和国合同办法"),
        ("中华人民共和国合同办法", "当事人可以约定违约金。", "中华人民共和国合同办法"),
        # blanks, width and quotes of the digest do not matter
        ("合同办法", "约定不明的,按照惯例。", "中华人民共和国合同办法"),
        # by the id of its row; a stop was lost before, an invisible character is within
        ("s1", "第一，要实干。第二，要担当。", "讲话"),
    ],
)  # fmt: skip
def test_a_passage_is_found_by_its_digest(
    tmp_path: Path, document: str, passage: str, title: str
) -> None:
    write(tmp_path / "laws.jsonl", [{"id": "l1", "title": "中华人民共和国合同办法", "text": LAW},
                                    {"id": "s1", "title": "讲话", "text": SPEECH}])  # fmt: skip
    row = {"question": "怎么订", "document": document, "section": "第一章 › 第九条"}
    write(tmp_path / "questions.jsonl", [row | {"digest": digest_of(passage)}])
    found = read_own([tmp_path], tmp_path, ["laws.jsonl"])
    (pair,) = [*found.questions, *found.kept]
    assert digest_of(pair.passage) == digest_of(passage) == pair.key
    assert pair.title == f"{title} 第一章 第九条"
    assert found.lost == 0


def test_rows_of_a_user_bring_their_passage_and_lost_ones_are_counted(tmp_path: Path) -> None:
    write(
        tmp_path / "questions.jsonl",
        [
            {"question": "谁管章", "passage": "印章由办公室保管。", "document": "印章办法"},
            {"question": "没有的", "document": "别处", "section": "", "digest": "f" * 16},
        ],
    )
    found = read_own([tmp_path], tmp_path, [])
    (pair,) = [*found.questions, *found.kept]
    assert (pair.question, pair.passage, pair.title) == ("谁管章", "印章由办公室保管。", "印章办法")
    assert found.lost == 1
    assert not found.thesaurus


def test_a_tenth_is_kept() -> None:
    digests = [row["digest"] for row in rows("questions.jsonl")]
    assert 0.08 < sum(map(is_kept, digests)) / len(digests) < 0.13
    assert is_kept("19ffffffffffffff")
    assert not is_kept("1a00000000000000")


def write(path: Path, content: list[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in content), "utf-8")
