"""``scripts.evaluate --questions``: a pool of chosen documents, measured."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from scripts.evaluate import main

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

ROWS = {
    "a": ("印章管理办法", "第一条 使用印章应当事先登记。\n第二条 印章由办公室保管。"),
    "b": ("差旅费管理办法", "第一条 住宿费每天不超过三百元。"),
}


def write(folder: Path) -> tuple[str, str]:
    texts = folder / "texts"
    texts.mkdir()
    lines = [
        json.dumps({"id": one, "kind": "rule", "title": title, "text": text})
        for one, (title, text) in ROWS.items()
    ]
    (texts / "rules.jsonl").write_text("\n".join(lines), "utf-8")
    asked = [
        {"documents": ["a"]},
        {"question": "印章由谁保管", "evidence": [["由办公室保管"]], "type": "responsibility"},
        {"question": "住宿费每天不超过多少"},  # stands in b, which is not in the pool
    ]
    questions = folder / "questions.jsonl"
    questions.write_text("\n".join(map(json.dumps, asked)), "utf-8")
    return str(questions), str(texts)


def test_only_the_named_documents_answer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    questions, texts = write(tmp_path)
    arguments = ["--questions", questions, "--texts", texts]
    assert main([*arguments, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["questions"], found["answerable"]) == (2, 1)
    assert found["evidence_in_answer"] == found["citations_exact"] == 1.0
    assert found["refusal"]["recall"] == 1.0
    assert main([*arguments, "--failures"]) == 0
    assert "依据在回答之中 1.000" in capsys.readouterr().out


def test_a_document_that_is_not_there_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    questions, texts = write(tmp_path)
    (tmp_path / "texts" / "rules.jsonl").write_text('{"id": "c"}', "utf-8")
    assert main(["--questions", questions, "--texts", texts]) == 2
    assert "没有 a" in capsys.readouterr().err
