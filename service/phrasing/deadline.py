"""The time one reply has, all in all: when it is up, its connection is cut.

A client's own time-outs are of one step each: of a read, not of the reading. A reply that
drips, in its headers too, has as many of them as it likes.
"""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Self

#: The steps of httpcore after which a connection has another socket.
_CONNECTED = ("connection.connect_tcp.complete", "connection.start_tls.complete")


class Deadline:
    """Cuts the connection it watches after so many seconds; used once, as a context."""

    def __init__(self, seconds: float) -> None:
        self._until = time.monotonic() + seconds
        self._socket: socket.socket | None = None
        self._alarm = threading.Timer(seconds, self._cut)
        self._alarm.daemon = True

    def __enter__(self) -> Self:
        self._alarm.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._alarm.cancel()

    @property
    def passed(self) -> bool:
        """Whether the time is up."""
        return time.monotonic() >= self._until

    def watch(self, step: str, told: Mapping[str, Any]) -> None:
        """Learn the connection's socket; a ``trace`` of httpcore's, called at every step."""
        if step in _CONNECTED:
            self._socket = told["return_value"].get_extra_info("socket")
            if self.passed:
                self._cut()

    def _cut(self) -> None:
        # Closing would not wake who waits for its bytes; shutting down does.
        with suppress(OSError):
            if self._socket is not None:
                self._socket.shutdown(socket.SHUT_RDWR)
