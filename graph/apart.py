"""A graph made in a process of its own, so that two cores are at work on one build.

::

    GraphProcess() --sources--> graph/worker.py reads the lexicon meanwhile --making, terms-->
    make()         --folders, the build's lock--> the graph is made         --progress, stats-->

Python lets one thread at a time run, and a graph is made of Python; beside it in threads,
everything else took twice as long. What the process holds of the lock it lets go of with its
end: killed with all else or left alone, it never writes into the folder of another build.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.reduction import send_handle
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from corpus.errors import OperationError, WenmaiError

if TYPE_CHECKING:
    from graph.build import GraphStats

_ROOT = str(Path(__file__).resolve().parents[1])
_START = (
    "import sys; sys.path.insert(0, sys.argv[1]);"
    " from graph.worker import main; main(int(sys.argv[2]))"
)
#: Seconds between two looks at whether the work is still wanted.
_LOOK = 0.25
#: Seconds a process that was told to end is waited for.
_PATIENCE = 10.0


class _Ready(NamedTuple):
    making: str
    terms: tuple[str, ...]


class GraphProcess:
    """Begins to read the lexicon when it is made; makes one graph, and another by a new process,
    should another be asked for. ``lexicons`` are folders of concepts laid over the shipped
    ones, ``ledger`` what reviewers decided, ``kept`` a file that keeps the lexicon as it was read.

    Used in a ``with``, or closed: the process does not outlive it. What goes wrong over there
    is raised here, where it is first waited for.
    """

    apart = True

    def __init__(
        self,
        lexicons: Sequence[Path] = (),
        ledger: Path | None = None,
        kept: Path | None = None,
    ) -> None:
        self._sources = {
            "lexicons": list(map(os.fspath, lexicons)),
            "ledger": os.fspath(ledger) if ledger else None,
            "kept": os.fspath(kept) if kept else None,
        }
        self._waiting = Lock()
        self._start()

    def _start(self) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-c", _START, _ROOT, str(theirs.fileno())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=(theirs.fileno(),),
                start_new_session=True,  # Ctrl-C is for this process to hear
            )
        self._connection = Connection(ours.detach())
        self._said: _Ready | None = None
        self._used = False
        with suppress(BrokenPipeError):  # said when it is waited for
            self._send(self._sources)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process, whatever it is at."""
        self._connection.close()
        self._process.kill()
        self._process.wait(_PATIENCE)

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    @property
    def making(self) -> str:
        """See :class:`graph.build.Reader`."""
        return self._ready.making

    @property
    def terms(self) -> tuple[str, ...]:
        """See :func:`graph.lexicon.loader.terms_of`."""
        return self._ready.terms

    def make(
        self,
        folder: Path,
        corpus: Path,
        previous: Path | None,
        progress: Callable[[int], None],
        lock: int,
    ) -> GraphStats:
        """The graph of the store at ``corpus``; otherwise as
        :func:`graph.build.build_graph`. ``lock`` is the descriptor of a lock that the process
        shares while it is there. It is ended where ``progress`` raises, or anything fails.
        """
        from graph.build import GraphStats  # numpy: not before the process is on its way

        if self._used:
            self.close()
            self._start()
        self._ready  # noqa: B018 - waits for it, and raises what went wrong
        self._used = True
        asked = {
            "folder": os.fspath(folder.resolve()),
            "corpus": os.fspath(corpus.resolve()),
            "previous": os.fspath(previous.resolve()) if previous else None,
        }
        done = 0
        try:
            with suppress(BrokenPipeError):
                self._send(asked)
                send_handle(self._connection, lock, self._process.pid)
            for message in self._answers():
                if message is None:
                    progress(done)
                elif message[0] == "at":
                    done = message[1]
                    progress(done)
                else:
                    _, read, counts, seconds = message
                    return GraphStats(read, counts, seconds)
            raise AssertionError("an answer that ends nothing")
        except BaseException:
            self.close()
            raise

    @property
    def _ready(self) -> _Ready:
        with self._waiting:  # several threads may want to know
            if self._said is None:
                message = next(one for one in self._answers() if one is not None)
                self._said = _Ready(message[1], tuple(message[2]))
            return self._said

    def _answers(self) -> Iterator[Sequence[Any] | None]:
        """What comes from the process; None where nothing has for a while. Raises what it
        says went wrong.
        """
        while True:
            try:
                if not self._connection.poll(_LOOK):
                    yield None
                    continue
                message = json.loads(self._connection.recv_bytes())
            except (EOFError, OSError) as error:
                raise self._death() from error
            if message[0] == "failed":
                raise _class_of(message[1])(message[2])
            if message[0] == "disk":
                raise OSError(message[1], message[2])
            yield message

    def _death(self) -> OperationError:
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_PATIENCE)
        status = self._process.returncode
        if status == -signal.SIGKILL:  # what running out of memory ends in
            why = "被系统终止，多半是内存不足；原有索引照常可用，请腾出内存后重试"
        else:
            why = f"异常退出（{status}）；原有索引照常可用，请重试"
        return OperationError(f"概念图谱的构建进程{why}")

    def _send(self, message: Mapping[str, Any]) -> None:
        # Escaped, so that a path that is not UTF-8 arrives as it is.
        self._connection.send_bytes(json.dumps(message).encode())


def _class_of(code: str, under: type[WenmaiError] = WenmaiError) -> type[WenmaiError]:
    """The error of a code, wherever it hangs in the tree."""
    waiting = [under]
    for one in waiting:
        if one.code == code:
            return one
        waiting += one.__subclasses__()
    return OperationError
