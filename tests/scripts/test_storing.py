"""From files to a generation, with the commands a user types, and back again."""

from __future__ import annotations

import io
import json
import re
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from corpus.progress import OVER
from scripts import build, documents, generations, ingest
from scripts.common import Shown

NOTICE = "关于开展{0}检查的通知\n各单位：\n一、重点检查{0}台账。\n二、本月底前完成。\n"


class Desk:
    """A folder of files, a data folder, and what the commands say about them."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.files = folder / "files"
        self.data = folder / "data"
        self.files.mkdir()
        self.capsys = capsys

    def write(self, subject: str) -> None:
        (self.files / f"{subject}.txt").write_text(NOTICE.format(subject), "utf-8")

    def run(self, command: Any, *words: str, code: int = 0) -> tuple[str, str]:
        self.capsys.readouterr()
        assert command.main([*words, "--data", str(self.data)]) == code
        said = self.capsys.readouterr()
        return said.out, said.err

    def json(self, command: Any, *words: str, code: int = 0) -> Any:
        return json.loads(self.run(command, *words, "--json", code=code)[0])


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    desk = Desk(tmp_path, capsys)
    desk.write("消防")
    desk.write("用电")
    return desk


def test_from_files_to_a_generation_and_back(desk: Desk) -> None:
    report = desk.json(ingest, str(desk.files), "--issuer", "安全部", "--issued", "2025-03-01")
    assert (report["added"], report["failures"]) == (2, [])
    assert json.loads(Path(report["report"]).read_text("utf-8"))["added"] == 2
    assert desk.json(build)["generation"] == "000001"
    assert desk.json(build)["built"] is False

    listed = desk.json(documents, "list")
    assert listed["total"] == 2
    assert {item["issuer"] for item in listed["documents"]} == {"安全部"}
    assert {item["issued"] for item in listed["documents"]} == {"2025-03-01"}
    chosen = listed["documents"][0]
    shown = desk.json(documents, "show", chosen["id"])
    assert shown["title"] == chosen["title"]
    assert [section["label"] for section in shown["sections"]][-2:] == ["一、", "二、"]

    gone = desk.json(documents, "withdraw", chosen["id"])
    assert (gone["generation"], gone["removed"], gone["pruned"]) == ("000002", 1, ["000001"])
    assert desk.json(documents, "list")["total"] == 1
    assert desk.json(ingest, str(desk.files))["withdrawn"] == 1
    assert desk.json(ingest, str(desk.files), "--restore")["added"] == 1

    assert desk.json(build)["generation"] == "000003"
    assert desk.json(generations, "publish", "2") == {"current": "000002"}
    kept = desk.json(generations, "list")
    assert [(item["id"], item["current"]) for item in kept["generations"]] == [
        ("000002", True),
        ("000003", False),
    ]
    assert desk.json(generations, "check") == {"id": "000002", "sound": True, "complaints": []}
    assert desk.json(generations, "prune", "--keep", "1") == {"removed": ["000003"]}


def test_what_is_said_is_chinese_and_leads_on(desk: Desk) -> None:
    (desk.files / "扫描.pdf").write_bytes(b"%PDF-1.4 cut short")
    said, log = desk.run(ingest, str(desk.files))
    assert "新入库 2 份（plain 2）" in said
    assert re.search(r"未导入 .*扫描\.pdf：", said)
    assert said.rstrip().endswith("下一步：python -m scripts.build")
    assert re.fullmatch(r"导入：3 条，[\d.]+ 秒(?:，每秒 \d+ 条)?\n", log)  # one line for the step
    said, log = desk.run(build)
    assert said.startswith("已发布第 000001 代：2 份文件")
    steps = [line.partition("：")[0] for line in log.splitlines()]
    beside = ["快照落盘", "词语索引", "向量索引", "正排索引", "概念图谱", "传达索引"]
    assert sorted(steps[1:-2]) == sorted(beside)  # done side by side: any may end first
    assert steps[:1] + steps[-2:] == ["快照", "封存", "发布"]
    assert desk.run(build)[0].startswith("没有变化")
    assert "共 2 份" in desk.run(documents, "list")[0]
    assert desk.run(generations, "list")[0].startswith("* 000001")
    assert desk.run(generations, "check")[0] == "第 000001 代完好\n"


@pytest.mark.parametrize(
    ("command", "words", "code", "said"),
    [
        (ingest, ["nowhere.txt"], 2, "nowhere.txt"),
        (ingest, [__file__, "--kind", "诗歌"], 2, "诗歌"),
        (build, [], 2, "scripts.ingest"),
        (documents, ["list"], 2, "scripts.ingest"),
        (documents, ["withdraw", "d1"], 2, "scripts.ingest"),
        (generations, ["check"], 1, "scripts.build"),
        (generations, ["publish", "7"], 2, "000007"),
    ],
)
def test_one_sentence_and_a_code(
    desk: Desk, command: Any, words: list[str], code: int, said: str
) -> None:
    out, err = desk.run(command, *words, code=code)
    assert out == ""
    assert said in err
    assert len(err.strip().splitlines()) == 1


def test_where_nothing_could_be_read_it_is_the_users_turn(desk: Desk) -> None:
    broken = desk.files.parent / "broken.pdf"
    broken.write_bytes(b"%PDF-1.4 cut short")
    out, _ = desk.run(ingest, str(broken), code=2)
    assert "broken.pdf" in out


def test_a_damaged_generation_is_found(desk: Desk) -> None:
    desk.run(ingest, str(desk.files))
    desk.run(build)
    snapshot = desk.data / "generations" / "000001" / "corpus.sqlite"
    content = bytearray(snapshot.read_bytes())
    content[-1] ^= 1
    snapshot.write_bytes(content)
    found = desk.json(generations, "check", code=1)
    assert "corpus.sqlite" in found["complaints"][0]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_sees_rate_and_remaining_time(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    shown = Shown()
    for done in range(0, 101, 20):
        shown("导入", done, 100)
    shown("封存", 0, None)
    shown.close()
    assert re.search(r"导入: 100%.*100/100 \[.*<.*条/s\]", terminal.getvalue())
    assert "封存" in terminal.getvalue()


def test_a_log_sees_a_long_step_every_quarter_of_a_minute(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = iter(range(0, 1000, 8))
    monkeypatch.setattr("scripts.common.time.monotonic", lambda: float(next(clock)))
    shown = Shown()
    for done in range(0, 100, 20):
        shown("导入", done, 100)
    shown.close()
    lines = capsys.readouterr().err.splitlines()
    assert any(re.fullmatch(r"导入：\d+/100，每秒 \d+ 条，约剩 \d+ 秒", line) for line in lines)
    assert lines[-1].startswith("导入：80 条")


def test_steps_of_two_threads_are_told_apart(capsys: pytest.CaptureFixture[str]) -> None:
    shown = Shown()
    shown("概念图谱", 0, None)

    def others() -> None:
        shown("词语索引", 3, None)
        shown("向量索引", 5, 9)  # begun by the same thread: the one before is over
        shown("向量索引", OVER, None)

    thread = threading.Thread(target=others)
    thread.start()
    thread.join()
    shown("概念图谱", 7, 7)
    shown.close()
    lines = capsys.readouterr().err.splitlines()
    assert [line.partition(" ")[0] for line in lines] == [
        "词语索引：3",
        "向量索引：5",
        "概念图谱：7",
    ]
