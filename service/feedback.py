"""What readers said of results: one line of JSON each, appended and never rewritten.

``DATA/feedback.jsonl`` belongs to the working data, not to a generation: it outlives
builds, and :mod:`scripts.train` learns from it. Nothing about the reader is kept.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from corpus.errors import OperationError

NAME = "feedback.jsonl"
#: Some 200,000 judgements; beyond, somebody is filling the disk.
MOST_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Judgement:
    """One reader's word on one passage found for one question; ``day`` is ``YYYY-MM-DD``."""

    query: str
    passage: str
    useful: bool
    generation: str
    day: str
    note: str = ""


class FeedbackLog:
    """Appends judgements, reads them back. Safe to share between threads."""

    def __init__(self, data: Path) -> None:
        self._path = data / NAME
        self._writing = threading.Lock()

    def add(self, judgement: Judgement) -> None:
        """Keep one judgement; it is on the disk when this returns.

        Raises:
            OperationError: the file cannot be written, or holds all it may.
        """
        line = (json.dumps(asdict(judgement), ensure_ascii=False) + "\n").encode()
        try:
            # One write of a file opened to append: two processes do not mix their lines.
            with self._writing, self._path.open("ab") as file:
                if file.tell() + len(line) > MOST_BYTES:
                    raise OperationError(f"{self._path}：反馈记录已满；请管理员移走后重试")
                file.write(line)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise OperationError(
                f"{self._path}：反馈写不进去（{error.strerror or error}）；请检查磁盘空间和权限"
            ) from error

    def read(self) -> Iterator[Judgement]:
        """Every judgement, oldest first; a line cut short by a crash is passed over."""
        try:
            lines = self._path.read_text("utf-8", errors="replace").split("\n")
        except FileNotFoundError:
            return
        for line in lines:
            try:
                yield Judgement(**json.loads(line))
            except (ValueError, TypeError):
                continue
