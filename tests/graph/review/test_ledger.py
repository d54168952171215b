"""The ledger: appended under a lock, read whole, mended after a crash, refused where spoilt."""

from __future__ import annotations

import json
import multiprocessing
import threading
from pathlib import Path

import pytest

from corpus.errors import BadLedger, OperationError
from graph.model import ConceptId
from graph.review import ledger as module
from graph.review.ledger import read_ledger, writing
from graph.review.model import Decision, Wording, effective, in_force

FIRST = Decision(
    n=1,
    action="approve",
    by="李编",
    at="2026-01-02T03:04:05+00:00",
    candidate="三张清单",
    wordings=(Wording(label="三张清单", kind="shorthand", expansion=("甲单", "乙单", "丙单")),),
    note="例会常用",
)


def add(path: Path, **about: object) -> None:
    with writing(path) as ledger:
        said = {"action": "reject", "by": "李编", "at": "now", "candidate": "甲", **about}
        ledger.append(Decision(n=len(ledger.decisions) + 1, **said))  # type: ignore[arg-type]


def many(path: Path, times: int) -> None:
    for _ in range(times):
        add(path)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "review" / "ledger.jsonl"


def test_what_is_written_is_read(path: Path) -> None:
    assert read_ledger(path) == ()
    merged = Decision(n=2, action="merge", by="王", at="t", candidate="三单",
                      into=ConceptId("x"), forms=("三单",))  # fmt: skip
    for decision in (FIRST, merged):
        with writing(path) as ledger:
            ledger.append(decision)
    assert read_ledger(path) == (FIRST, merged)
    line = path.read_text("utf-8").splitlines()[0]
    assert json.loads(line)["by"] == "李编"
    assert "forms" not in json.loads(line)


def test_threads_and_processes_take_turns(path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    process = context.Process(target=many, args=(path, 10))
    process.start()
    threads = [threading.Thread(target=many, args=(path, 10)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    process.join()
    assert process.exitcode == 0
    assert [one.n for one in read_ledger(path)] == list(range(1, 41))


@pytest.mark.parametrize("left", ['{"n": 2, "action": "rej', "{", "\x00\x00"])
def test_half_a_line_of_a_crash_is_passed_over_and_cut_off(path: Path, left: str) -> None:
    add(path)
    whole = path.read_bytes()
    path.write_bytes(whole + left.encode())
    assert len(read_ledger(path)) == 1
    add(path, candidate="乙")
    assert path.read_bytes().startswith(whole)
    assert [one.candidate for one in read_ledger(path)] == ["甲", "乙"]


def test_a_lost_line_end_loses_nothing(path: Path) -> None:
    add(path)
    path.write_bytes(path.read_bytes().rstrip(b"\n"))
    assert len(read_ledger(path)) == 1
    add(path, candidate="乙")
    assert [one.candidate for one in read_ledger(path)] == ["甲", "乙"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("no json", "不是一条审核记录"),
        ('{"n": 2, "action": "burn", "by": "a", "at": "t"}', "没有名为 burn"),
        ('{"n": 2, "action": "undo", "by": "a", "at": "t", "undoes": 2}', "不在它之前"),
        ('{"n": 3, "action": "reject", "by": "a", "at": "t"}', "编号应为 2"),
        ('{"n": 2, "action": "reject", "by": "a", "at": "t", "colour": 1}', "colour"),
        ('{"n": 2, "action": "approve", "by": "a", "at": "t",'
         ' "wordings": [{"label": "甲", "kind": "x"}]}', "类别不明"),
    ],
)  # fmt: skip
def test_a_spoilt_line_is_told_with_its_place(path: Path, line: str, said: str) -> None:
    add(path)
    path.write_text(path.read_text("utf-8") + line + "\n", "utf-8")
    before = path.read_bytes()
    with pytest.raises(BadLedger, match=said) as told:
        read_ledger(path)
    assert f"{path}:2" in str(told.value)
    with pytest.raises(BadLedger):
        add(path)
    assert path.read_bytes() == before


def test_a_full_ledger_takes_no_more(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add(path)
    monkeypatch.setattr(module, "MOST_BYTES", path.stat().st_size + 10)
    with pytest.raises(OperationError, match="已满"):
        add(path)
    assert len(read_ledger(path)) == 1


def test_where_nothing_may_be_written_it_says_so(tmp_path: Path) -> None:
    (tmp_path / "review").write_text("a file", "utf-8")
    with pytest.raises(OperationError, match="写不进去"):
        add(tmp_path / "review" / "ledger.jsonl")


@pytest.mark.parametrize(
    ("undoings", "stands", "effects"),
    [
        ({}, [1, 2], [1, 2]),
        ({3: 1}, [2], [2, 3]),
        ({3: 1, 4: 3}, [1, 2], [1, 2, 4]),  # an undoing undone
        ({3: 1, 4: 3, 5: 4}, [2], [2, 3, 5]),
        ({3: 1, 4: 2}, [], [3, 4]),
    ],
)
def test_what_stands(undoings: dict[int, int], stands: list[int], effects: list[int]) -> None:
    made = [Decision(n=n, action="reject", by="a", at="t", candidate=str(n)) for n in (1, 2)]
    made += [
        Decision(n=n, action="undo", by="a", at="t", undoes=undone)
        for n, undone in undoings.items()
    ]
    assert [one.n for one in in_force(made)] == stands
    assert [one.n for one in effective(made)] == effects
