"""A waitress server that answers in a thread of its own, and is gone when a test is over."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any


@contextmanager
def answering(server: Any) -> Iterator[None]:
    """Run ``server`` until the block ends; a thread left behind would keep the suite waiting."""
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield
    finally:
        # In the server's own thread, which may be about to read what is closed here.
        # Woken by another at this very moment, it may be closed before it is pulled.
        with suppress(OSError):
            server.trigger.pull_trigger(lambda: _close(server))
        thread.join(10)
        server.task_dispatcher.shutdown()
        assert not thread.is_alive()


def _close(server: Any) -> None:
    """Close every socket: the loop ends when it has none left."""
    for channel in list(server.active_channels.values()):
        channel.handle_close()
    server.close()
