"""The ledger: every decision a line of JSON, appended and never rewritten.

One process writes at a time (a lock on a file beside the ledger), and who decides sees all
that was decided before. A last line without an end that is no JSON was never acknowledged:
readers pass it over, the next writer cuts it off. Any other bad line is an error with its
place, for the graph must not change because a line was lost.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO

from corpus.errors import BadLedger, OperationError
from graph.model import CONCEPT_KINDS, ConceptId
from graph.review.model import ACTIONS, Decision, Wording

#: A decision takes some 300 bytes; beyond, somebody is filling the disk.
MOST_BYTES = 64 * 1024 * 1024


def read_ledger(path: Path) -> tuple[Decision, ...]:
    """Every decision in the order they were made; none where there is no ledger.

    Raises:
        BadLedger: a line that is no decision, with its number and the way out.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise OperationError(f"{path}：读不出（{error.strerror or error}）；请检查权限") from error
    return tuple(_decisions(path, data[: _whole(data)]))


class LedgerWriter:
    """The ledger under its lock: all decisions so far, and the way to add one."""

    def __init__(self, path: Path, file: BinaryIO, decisions: tuple[Decision, ...]) -> None:
        self.decisions = decisions
        self._path = path
        self._file = file

    def append(self, decision: Decision) -> None:
        """Keep one decision; it is on the disk when this returns."""
        assert decision.n == len(self.decisions) + 1
        line = (json.dumps(_plain(decision), ensure_ascii=False) + "\n").encode()
        if self._file.tell() + len(line) > MOST_BYTES:
            raise OperationError(f"{self._path}：审核记录已满；请管理员移走后重试")
        self._file.write(line)
        self._file.flush()
        os.fsync(self._file.fileno())
        self.decisions = (*self.decisions, decision)


@contextmanager
def writing(path: Path) -> Iterator[LedgerWriter]:
    """The ledger for one writer; others, in this process or another, wait.

    Raises:
        BadLedger: as :func:`read_ledger`.
        OperationError: the folder cannot be written to, or the ledger is full.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.with_suffix(".lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            with path.open("a+b") as file:
                yield LedgerWriter(path, file, _mended(path, file))
    except OSError as error:
        raise OperationError(
            f"{path}：审核记录写不进去（{error.strerror or error}）；请检查磁盘空间和权限"
        ) from error


def _mended(path: Path, file: BinaryIO) -> tuple[Decision, ...]:
    """The decisions read; what a crash left of a line is cut off, a lost line end put back."""
    file.seek(0)
    data = file.read()
    whole = _whole(data)
    decisions = tuple(_decisions(path, data[:whole]))
    if whole < len(data):
        file.truncate(whole)
    elif data and not data.endswith(b"\n"):
        file.write(b"\n")
    file.seek(0, os.SEEK_END)
    return decisions


def _whole(data: bytes) -> int:
    """How many bytes are whole lines; a last one without its end counts if it is JSON."""
    end = data.rfind(b"\n") + 1
    try:
        json.loads(data[end:])
    except ValueError:
        return end
    return len(data)


def _decisions(path: Path, data: bytes) -> Iterator[Decision]:
    lines = data.decode("utf-8", errors="replace").split("\n")
    for n, line in enumerate(lines if lines[-1] else lines[:-1], start=1):
        try:
            decision = _decision(json.loads(line))
        except (ValueError, TypeError, KeyError) as error:
            raise BadLedger(
                f"{path}:{n}：不是一条审核记录（{error}）；请从备份恢复这一行，勿手工改动此文件"
            ) from error
        if decision.n != n:
            raise BadLedger(f"{path}:{n}：编号应为 {n}，现为 {decision.n}；请从备份恢复此文件")
        yield decision


def _decision(said: dict[str, Any]) -> Decision:
    wordings = tuple(_wording(one) for one in said.pop("wordings", ()))
    forms = tuple(said.pop("forms", ()))
    into = said.pop("into", None)
    decision = Decision(
        **said, wordings=wordings, forms=forms, into=ConceptId(into) if into else None
    )
    if decision.action not in ACTIONS:
        raise ValueError(f"没有名为 {decision.action} 的处理")
    if any(one.kind not in CONCEPT_KINDS or not one.label for one in wordings):
        raise ValueError("概念缺标签或类别不明")
    if decision.action == "undo" and not 0 < decision.undoes < decision.n:
        raise ValueError("撤销的编号不在它之前")
    return decision


def _wording(said: dict[str, Any]) -> Wording:
    aliases, expansion = (tuple(said.pop(name, ())) for name in ("aliases", "expansion"))
    return Wording(**said, aliases=aliases, expansion=expansion)


def _plain(decision: Decision) -> dict[str, Any]:
    """A decision without what it leaves empty."""
    said = {name: value for name, value in asdict(decision).items() if value}
    if decision.wordings:
        said["wordings"] = [
            {name: value for name, value in asdict(one).items() if value}
            for one in decision.wordings
        ]
    return said
