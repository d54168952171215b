"""``python -m scripts.check``: what it prints, and how it refuses."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from scripts import check

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Built

DRAFT = """关于整改的通知
按照《云岭重工集团有限公司安全生产责任制规定》第十七条，“一般事故隐患应当在9日内整改完毕”。"""


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "草稿.txt"
    path.write_text(DRAFT, "utf-8")
    return path


def test_a_report_to_be_read(built: Built, draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check.main([str(draft), "--data", str(built.data)]) == 0
    said = capsys.readouterr().out
    assert "1 处需要处理" in said
    assert "✗ 第 2 行第 30 字 [引文有出入] 一般事故隐患应当在9日内整改完毕" in said
    assert "改为：一般事故隐患应当在7日内整改完毕" in said
    assert "title_ok" not in said


def test_a_report_for_programs(
    built: Built, draft: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check.main([str(draft), "--data", str(built.data), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["summary"]["alarms"] == 1
    assert {one["kind"] for one in found["findings"]} == {"title_ok", "quote_altered"}


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("没有.txt", None, "没有这个文件"),
        ("空.txt", b"", "空文件"),
        ("图.png", b"\x89PNG\r\n\x1a\n" + b"0" * 64, "图片"),
        ("两份.jsonl", '{"id":"a","text":"甲"}\n{"id":"b","text":"乙"}\n'.encode(), "不止一份"),
    ],
)
def test_what_is_no_draft(
    built: Built, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    name: str, content: bytes | None, said: str,
) -> None:  # fmt: skip
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    assert check.main([str(path), "--data", str(built.data)]) == 2
    assert said in capsys.readouterr().err
