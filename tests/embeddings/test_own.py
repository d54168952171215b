"""The questions and the thesaurus of our own: every row can be used."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

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
