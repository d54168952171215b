"""Drafts with known errors, read from a file; wording that is borrowed from real documents."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from corpus.errors import BadQuery
from service.checking.measure import borrowed, documents_of, lent, read_drafts

if TYPE_CHECKING:
    from pathlib import Path

RULE = "第一条　重大事项应当在三日内报告。"


def drafts(folder: Path, *rows: object) -> Path:
    path = folder / "drafts.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return path


def test_borrowed_wording_is_put_back(tmp_path: Path) -> None:
    slot = borrowed("law1", RULE, 4, 8)
    row = {"id": "1", "text": f"“{slot}三十日内报告”", "errors": []}
    path = drafts(tmp_path, {"documents": ["law1"]}, row)
    assert documents_of(path) == ["law1"]
    assert RULE[4:12] not in slot
    assert read_drafts(path, texts={"law1": RULE})[0].text == f"“{RULE[4:12]}三十日内报告”"


@pytest.mark.parametrize("texts", [None, {}, {"law1": RULE.replace("应当", "必须")}])
def test_wording_that_is_not_there_is_said_so(tmp_path: Path, texts: dict[str, str] | None) -> None:
    row = {"id": "1", "text": borrowed("law1", RULE, 4, 8), "errors": []}
    with pytest.raises(BadQuery, match="第 1 行"):
        read_drafts(drafts(tmp_path, row), texts=texts)


def test_wording_of_others_is_lent_and_comes_back(tmp_path: Path) -> None:
    row = {"id": "1", "text": "请注意：第一条　重大事项应当在五日内报告。", "errors": []}
    line = lent(json.dumps(row, ensure_ascii=False), {"law1": RULE})
    assert "重大事项" not in line
    assert "五日内报告" in line
    path = drafts(tmp_path, {"documents": ["law1"]}, json.loads(line))
    assert read_drafts(path, texts={"law1": RULE})[0].text == row["text"]


def test_drafts_that_borrow_nothing_name_no_documents(tmp_path: Path) -> None:
    path = drafts(tmp_path, {"id": "1", "text": "平平常常的一句话。", "errors": []})
    assert documents_of(path) == []
    assert len(read_drafts(path)) == 1
