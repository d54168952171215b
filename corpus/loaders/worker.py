"""The parse process: takes a path, answers with documents, one message each.

Messages are JSON, not pickles: whatever a file may make the parser do, the parent only
ever reads text. A request is ``{path, skip, limits}``; answers are ``["ready"]``,
``["start", index, name, format]``, ``["doc", index, …]``, ``["fail", index, name, code,
message]``, ``["tick"]`` while rows are passed over, and ``["end", retire]``.
"""

from __future__ import annotations

import json
import resource
import signal
import sys
from dataclasses import asdict
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from corpus.errors import ParseLimit
from corpus.loaders.limits import Failure, Limits, failure_of
from corpus.loaders.load import CONVERTED, units
from corpus.model import Line, RawDocument, Source

_TICK = 500
_GRACE = 15.0  # seconds after which a parse ends itself, should the parent be gone


def pack(message: list[Any]) -> bytes:
    """A message as bytes."""
    return json.dumps(message, ensure_ascii=False).encode("utf-8", "replace")


def pack_request(path: Path, skip: int, limits: Limits) -> bytes:
    """A request to read ``path`` from its document number ``skip`` on."""
    return pack([str(path), skip, asdict(limits)])


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
            path, skip, values = json.loads(connection.recv_bytes())
            retire = _serve(connection, Path(path), skip, Limits(**values))
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


def _serve(connection: Connection, path: Path, skip: int, limits: Limits) -> bool:
    """Answer one request; whether the process had better be replaced afterwards."""
    exhausted = False
    index = -1
    try:
        for index, unit in enumerate(units(path, limits)):
            if index < skip:
                if index % _TICK == 0:
                    connection.send_bytes(pack(["tick"]))
                continue
            connection.send_bytes(pack(["start", index, unit.name, unit.format]))
            extra = limits.conversion_seconds if unit.format in CONVERTED else 0.0
            signal.setitimer(signal.ITIMER_REAL, limits.seconds + extra + _GRACE)
            answer = _answer(index, unit.outcome())
            signal.setitimer(signal.ITIMER_REAL, 0)
            connection.send_bytes(answer)
            exhausted = exhausted or (answer.startswith(b'["fail"') and _CODE in answer)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        raise
    except Exception as error:
        connection.send_bytes(_answer(index + 1, failure_of(str(path), error)))
        exhausted = isinstance(error, MemoryError)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return exhausted or _is_swollen(limits)


_CODE = ParseLimit.code.encode()


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
