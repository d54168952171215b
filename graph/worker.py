"""The process a graph is made in: reads the lexicon, then makes one graph when asked to.

Messages are JSON both ways. It is given ``{"lexicons", "ledger", "kept"}`` and answers ``["ready",
making, terms]``; then ``{"folder", "corpus", "previous"}`` and a descriptor to hold on to, and
answers ``["at", done]`` on its way and ``["made", read, counts, seconds]``. What fails is
``["failed", code, message]`` or ``["disk", number, message]``. When who asked is gone it ends,
wherever it is.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import threading
from collections.abc import Mapping
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.reduction import recv_handle
from pathlib import Path
from typing import Any

from corpus.errors import WenmaiError
from corpus.storage.store import Store
from graph.build import build_graph
from graph.composed.units import tagged
from graph.lexicon.loader import terms_of
from graph.reader import lexicon_reader
from graph.review.ledger import read_ledger

#: Objects made between two looks for garbage: rows are read and written by the hundred thousand.
_COLLECTED = 50_000


def main(descriptor: int) -> None:
    """Serve one request from a socket, if one comes."""
    # Ctrl-C goes to who asked, who then ends this process.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    connection = Connection(descriptor)
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        try:
            _serve(connection)
        except WenmaiError as error:
            _send(connection, ["failed", error.code, str(error)])
        except (EOFError, BrokenPipeError, ConnectionResetError):
            raise
        except OSError as error:
            _send(connection, ["disk", error.errno or 0, error.strerror or str(error)])


def _serve(connection: Connection) -> None:
    asked = _receive(connection)
    decisions = read_ledger(Path(asked["ledger"])) if asked["ledger"] else ()
    kept = Path(asked["kept"]) if asked["kept"] else None
    reader = lexicon_reader([Path(one) for one in asked["lexicons"]], decisions, kept)
    _send(connection, ["ready", reader.making, terms_of(reader.concepts)])
    tagged("")  # has its dictionary read, while the other side gets its store copied
    gc.freeze()  # the lexicon stays: nobody need look through it again
    gc.set_threshold(_COLLECTED)
    asked = _receive(connection)
    # The lock of the build: the next one does not begin while this process may still write.
    recv_handle(connection)
    threading.Thread(target=_end_with, args=(connection,), daemon=True).start()
    with Store(Path(asked["corpus"]), readonly=True) as source:
        stats = build_graph(
            Path(asked["folder"]),
            source,
            reader,
            Path(asked["previous"]) if asked["previous"] else None,
            lambda done: _send(connection, ["at", done]),
        )
    _send(connection, ["made", stats.read, dict(stats.counts), stats.seconds])


def _end_with(connection: Connection) -> None:
    """Nothing more is ever sent here: when reading ends, the other side is gone."""
    with suppress(EOFError, OSError):
        connection.recv_bytes()
    os._exit(1)


def _send(connection: Connection, message: list[Any]) -> None:
    connection.send_bytes(json.dumps(message).encode())


def _receive(connection: Connection) -> Mapping[str, Any]:
    found: dict[str, Any] = json.loads(connection.recv_bytes())
    return found
