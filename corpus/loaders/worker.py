"""The parse process: takes a path, answers with documents, one message each.

Messages are JSON, not pickles: whatever a file may make the parser do, the parent only
ever reads text. A request is ``[path, skip, careful, limits]``; answers are ``["ready"]``,
``["start", index, name, format]``, ``["doc", index, …]``, ``["fail", index, name, code,
message]``, ``["batch", [answers]]``, ``["tick"]`` while rows are passed over, and
``["end", retire]``. Rows of a collection come in batches, unannounced, as waking the
parent costs more than parsing one; a careful request announces each.
"""

from __future__ import annotations

import json
import resource
import signal
import sys
import time
from dataclasses import asdict
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from corpus.errors import ParseLimit
from corpus.loaders.decoding import path_name
from corpus.loaders.limits import Failure, Limits, failure_of
from corpus.loaders.load import Unit, seconds_for, units
from corpus.model import Line, RawDocument, Source

_TICK = 500
_BATCH_BYTES = 256 << 10
_BATCH_SECONDS = 0.1
_GRACE = 15.0  # seconds after which a parse ends itself, should the parent be gone


def pack(message: list[Any]) -> bytes:
    """A message as bytes."""
    return json.dumps(message, ensure_ascii=False).encode("utf-8", "replace")


def pack_request(path: Path, skip: int, careful: bool, limits: Limits) -> bytes:
    """A request to read ``path`` from its document number ``skip`` on."""
    request = [str(path), skip, careful, asdict(limits)]
    # A name that is not UTF-8 must arrive as it is, or the file is not found.
    return json.dumps(request, ensure_ascii=False).encode("utf-8", "surrogatepass")


def pack_document(index: int, document: RawDocument) -> bytes:
    """A document as a message: plain lists, of which JSON makes far less work than of records."""
    source = document.source
    lines = [[line.text, line.style, line.level, line.page] for line in document.lines]
    head = [source.name, source.sha256, source.format, dict(document.meta), list(document.notes)]
    return pack(["doc", index, *head, lines])


def unpack_document(message: list[Any]) -> RawDocument:
    """The document in a ``doc`` message."""
    _, _, name, sha256, format_, meta, notes, lines = message
    return RawDocument(
        tuple(Line(*line) for line in lines), Source(name, sha256, format_), meta, tuple(notes)
    )


def main(descriptor: int, memory: int) -> None:
    """Serve requests from a socket until it closes."""
    # Ctrl-C goes to the parent, which then ends this process with all it started.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _fence(memory)
    connection = Connection(descriptor)
    connection.send_bytes(pack(["ready"]))
    while True:
        try:
            path, skip, careful, values = json.loads(connection.recv_bytes())
            serving = _Serving(connection, Path(path), careful, Limits(**values))
            retire = serving.run(skip)
            connection.send_bytes(pack(["end", retire]))
        except (EOFError, BrokenPipeError, ConnectionResetError):
            return
        if retire:
            return


def _fence(memory: int) -> None:
    """Let this process grow by ``memory`` bytes of address space and no more."""
    pages = int(Path("/proc/self/statm").read_text().split()[0]) if sys.platform == "linux" else 0
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    soft = pages * resource.getpagesize() + memory
    resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


class _Serving:
    """One request being answered."""

    def __init__(self, connection: Connection, path: Path, careful: bool, limits: Limits) -> None:
        self._connection = connection
        self._path = path
        self._careful = careful
        self._limits = limits
        self._batch: list[bytes] = []
        self._flushed = time.monotonic()

    def run(self, skip: int) -> bool:
        """Answer it; whether the process had better be replaced afterwards."""
        exhausted = False
        index = -1
        try:
            for index, unit in enumerate(units(self._path, self._limits)):
                if index < skip:
                    if index % _TICK == 0:
                        self._connection.send_bytes(pack(["tick"]))
                    continue
                outcome = self._parse(index, unit)
                exhausted |= isinstance(outcome, Failure) and outcome.code == ParseLimit.code
            self._flush()
        except (EOFError, BrokenPipeError, ConnectionResetError):
            raise
        except Exception as error:
            self._flush()
            failure = failure_of(path_name(self._path), error)
            self._connection.send_bytes(_answer(index + 1, failure))
            exhausted = True
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        return exhausted or _is_swollen(self._limits)

    def _parse(self, index: int, unit: Unit) -> RawDocument | Failure:
        row = unit.format == "jsonl" and not self._careful
        if not row:
            self._flush()
            self._connection.send_bytes(pack(["start", index, unit.name, unit.format]))
        seconds = seconds_for(unit.format, self._limits)
        signal.setitimer(signal.ITIMER_REAL, seconds + _GRACE)
        outcome = unit.outcome()
        answer = _answer(index, outcome)
        signal.setitimer(signal.ITIMER_REAL, 0)
        self._batch.append(answer)
        waited = time.monotonic() - self._flushed > _BATCH_SECONDS
        if not row or waited or sum(map(len, self._batch)) > _BATCH_BYTES:
            self._flush()
        return outcome

    def _flush(self) -> None:
        if self._batch:
            self._connection.send_bytes(b'["batch",[' + b",".join(self._batch) + b"]]")
        self._batch = []
        self._flushed = time.monotonic()


def _answer(index: int, outcome: RawDocument | Failure) -> bytes:
    if isinstance(outcome, Failure):
        return pack(["fail", index, outcome.name, outcome.code, outcome.message])
    try:
        return pack_document(index, outcome)
    except MemoryError as error:
        failure = failure_of(outcome.source.name, error)
        return pack(["fail", index, failure.name, failure.code, failure.message])


def _is_swollen(limits: Limits) -> bool:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return peak > limits.memory // 2
