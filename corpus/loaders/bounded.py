"""Parsing behind a fence: a child process with limits of time, memory and size.

::

    load_bounded(path) --request--> worker process --documents, one by one--> caller

One worker is kept and reused for many files. It is killed, with everything it started,
when a parse runs over its limit or the caller walks away, and a new one goes on with the
next document: a bad row or member costs itself and nothing else.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from corpus.errors import BackendUnavailable, ParseLimit, UnreadableDocument
from corpus.loaders.decoding import path_name
from corpus.loaders.limits import Failure, Limits
from corpus.loaders.load import seconds_for
from corpus.loaders.worker import pack_request, unpack_document
from corpus.model import RawDocument

_ROOT = str(Path(__file__).resolve().parents[2])
_START = (
    "import sys; sys.path.insert(0, sys.argv[1]);"
    " from corpus.loaders.worker import main; main(int(sys.argv[2]), int(sys.argv[3]))"
)
_START_SECONDS = 60.0
_KEPT = 4  # idle workers


class _Died(Exception):
    """The worker ended or had to be ended while it read ``name``, its document ``index``."""

    def __init__(self, name: str, index: int | None, code: str, message: str) -> None:
        super().__init__(message)
        self.index = index
        self.failure = Failure(name, code, message)


class _Worker:
    """One parse process and the socket to it."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.retired = False
        ours, theirs = socket.socketpair()
        with theirs:
            command = [sys.executable, "-c", _START, _ROOT, str(theirs.fileno())]
            self._process = subprocess.Popen(
                [*command, str(limits.memory)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=(theirs.fileno(),),
                start_new_session=True,  # so that it and what it starts can be ended together
            )
        self._connection = Connection(ours.detach())
        try:
            ready = self._connection.poll(_START_SECONDS) and self._connection.recv_bytes()
        except EOFError:
            ready = b""
        except BaseException:
            self.kill()
            raise
        if not ready:
            self.kill()
            raise BackendUnavailable(
                f"解析进程无法启动。请在 {_ROOT} 下运行 python -m corpus.loaders.worker 查看原因。"
            )

    def outcomes(
        self, path: Path, skip: int, *, careful: bool
    ) -> Iterator[tuple[int, RawDocument | Failure]]:
        """Every document of ``path`` from number ``skip`` on; :class:`_Died` if it ends early."""
        name, index = path_name(path), None
        try:
            self._connection.send_bytes(pack_request(path, skip, careful, self.limits))
            allowed = 2 * self.limits.seconds
            while True:
                if not self._connection.poll(allowed):
                    raise self._timeout(name, index, allowed)
                message: list[Any] = json.loads(self._connection.recv_bytes())
                kind = message[0]
                name, index, allowed = path_name(path), None, 2 * self.limits.seconds
                if kind == "end":
                    self.retired = bool(message[1])
                    return
                if kind == "start":
                    _, index, name, format_ = message
                    allowed = seconds_for(format_, self.limits)
                for answer in message[1] if kind == "batch" else ():
                    document = answer[0] == "doc"
                    yield answer[1], unpack_document(answer) if document else Failure(*answer[2:])
        except (EOFError, OSError) as error:
            raise self._death(name, index) from error

    def _timeout(self, name: str, index: int | None, seconds: float) -> _Died:
        message = f"解析超过 {seconds:.0f} 秒，已中止。请拆分文件，或用原软件另存一份后再导入。"
        return _Died(name, index, ParseLimit.code, message)

    def _death(self, name: str, index: int | None) -> _Died:
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(2.0)
        status = self._process.returncode
        if status == -signal.SIGALRM:
            return self._timeout(name, index, self.limits.seconds)
        if status in {-signal.SIGKILL, -signal.SIGABRT}:  # what running out of memory ends in
            message = "解析所需内存超过上限，已中止。请把文件拆小后再导入。"
            return _Died(name, index, ParseLimit.code, message)
        message = f"解析进程异常退出（{status}），文件可能已损坏。请用原软件另存一份后再导入。"
        return _Died(name, index, UnreadableDocument.code, message)

    def alive(self) -> bool:
        """Whether it can take another request."""
        return not self.retired and self._process.poll() is None

    def kill(self) -> None:
        """End the process and everything it started; at once if it does not heed the request."""
        self._connection.close()
        for sign, patience in ((signal.SIGTERM, 0.5), (signal.SIGKILL, 5.0)):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, sign)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(patience)
                if sign == signal.SIGKILL:
                    return


class _Pool:
    """Idle workers: starting one costs more than most parses do."""

    def __init__(self) -> None:
        self._idle: list[_Worker] = []
        self._lock = threading.Lock()

    def take(self, limits: Limits) -> _Worker:
        with self._lock:
            for worker in self._idle:
                if worker.limits == limits:
                    self._idle.remove(worker)
                    break
            else:
                return _Worker(limits)
        if worker.alive():
            return worker
        worker.kill()
        return _Worker(limits)

    def give(self, worker: _Worker) -> None:
        with self._lock:
            if worker.alive() and len(self._idle) < _KEPT:
                self._idle.append(worker)
                return
        worker.kill()

    def close(self) -> None:
        with self._lock:
            idle, self._idle = self._idle, []
        for worker in idle:
            worker.kill()


_POOL = _Pool()
close_workers = _POOL.close
atexit.register(close_workers)


def load_bounded(path: Path, limits: Limits | None = None) -> Iterator[RawDocument | Failure]:
    """Every document in ``path``, or why there is none, parsed in a child process.

    Documents come as soon as each is parsed; a collection of any length is never held
    whole. Whatever the file does, this neither raises for it nor waits for ever:
    each document has ``limits.seconds`` (and ``conversion_seconds`` where LibreOffice must
    convert it) and ``limits.memory``. Safe to call from several threads.

    Raises:
        BackendUnavailable: no child process can be started on this machine.
    """
    limits = limits or Limits()
    worker = _POOL.take(limits)
    skip = 0
    careful = idle = False
    try:
        while True:
            try:
                for index, outcome in worker.outcomes(path, skip, careful=careful):
                    skip = index + 1
                    yield outcome
                idle = True
                return
            except _Died as death:
                worker.kill()
                worker = _POOL.take(limits)
                if death.index is not None:
                    yield death.failure
                    skip = death.index + 1
                elif careful:  # it died looking for the next document: no way on from here
                    yield death.failure
                    return
                # A row came to grief unannounced: go on with each announced, to name it.
                careful = True
    finally:
        if idle:
            _POOL.give(worker)
        else:
            worker.kill()
