"""Steps: the parts of long work, timed and told, side by side where none waits for another.

Threads are enough where little is read: copying, hashing, SQLite, numpy and FAISS let go of the
interpreter while they work. Where everything is read anew, threads only take turns at
it (22,782 documents: 8:36 side by side, 7:09 one after the other, with less memory): then
the longest step has to be done by another process (:mod:`graph.apart`).
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from threading import Event

from corpus.progress import OVER, Progress

#: Steps at work at once.
BESIDE = 2
#: Seconds a thread may keep the interpreter while another waits: SQLite lets go of it with
#: every row, and at Python's own 5 ms the thread that reads rows would wait most of its time.
_TURN = 0.0005


class Stopped(Exception):
    """Another step failed, or somebody asked to stop; this one ends as soon as it hears."""


class Steps:
    """The steps of one piece of work. ``seconds`` is how long each took, in order of ends."""

    def __init__(self, progress: Progress) -> None:
        self.seconds: dict[str, float] = {}
        self._progress = progress
        self._stop = Event()

    def told(self, step: str, done: int, total: int | None) -> None:
        """Say where a step is. Raises ``Stopped`` where the work is to end."""
        if self._stop.is_set():
            raise Stopped(step)
        self._progress(step, done, total)

    def resume(self) -> None:
        """Begin again, after all that was told to stop has ended."""
        self._stop.clear()
        self.seconds.clear()

    @contextmanager
    def timed(self, step: str) -> Iterator[None]:
        """One step, from its beginning to its end."""
        self.told(step, 0, None)
        started = time.monotonic()
        yield
        self.seconds[step] = round(time.monotonic() - started, 2)
        self.told(step, OVER, None)

    def beside(
        self,
        work: Mapping[str, Callable[[], None]],
        at_once: int = BESIDE,
        apart: Collection[str] = (),
    ) -> None:
        """Do several steps, so many at a time, begun in the order given; those ``apart`` only
        wait for another process, and do not count.

        The first error of any is raised when all have ended; the others are told to.
        """
        with (
            turns(),
            ThreadPoolExecutor(at_once, thread_name_prefix="step") as pool,
            ThreadPoolExecutor(max(1, len(apart)), thread_name_prefix="apart") as waiting,
        ):
            futures = {
                name: (waiting if name in apart else pool).submit(self._one, name, part)
                for name, part in work.items()
            }
            try:
                wait(futures.values(), return_when=FIRST_EXCEPTION)
            finally:
                if any(not one.done() or _failed(one) for one in futures.values()):
                    self._stop.set()
                    for one in futures.values():
                        one.cancel()
        for one in futures.values():
            if (error := _failed(one)) and not isinstance(error, Stopped):
                raise error

    def _one(self, step: str, part: Callable[[], None]) -> None:
        try:
            with self.timed(step):
                part()
        except BaseException:
            self._stop.set()  # before this thread turns to the next step
            raise


@contextmanager
def turns() -> Iterator[None]:
    """Let no thread wait long for the interpreter while another one works."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(_TURN)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


def _failed(future: Future[None]) -> BaseException | None:
    return future.exception() if future.done() and not future.cancelled() else None
