"""A really started server, asked question after question: what a reader waits for."""

from __future__ import annotations

import http.client
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from corpus.errors import OperationError

#: Questions asked before any is timed: files are mapped, caches filled.
WARM = 30
#: Seconds a server may take to open its generation.
_PATIENCE = 60
_ROUTES: Mapping[str, str] = {
    "search": "/api/v1/search?q=",
    "ask": "/api/v1/ask?q=",
    "graph": "/api/v1/graph?concept=",
}


def waits(
    data: Path, queries: Sequence[str], concepts: Sequence[str] = ()
) -> dict[str, list[float]]:
    """Seconds each query, and what is around each concept, takes over HTTP, one client that
    keeps its connection, by route; and those the server took to answer at all, as ``start``.

    OperationError where the server does not start or refuses a question.
    """
    started = time.perf_counter()
    with served(data) as client:
        found = {"start": [time.perf_counter() - started]}
        for name, path in _ROUTES.items():
            asked = concepts if name == "graph" else queries
            for each in asked[:WARM]:
                _asked(client, path + quote(each))
            found[name] = [_asked(client, path + quote(each)) for each in asked]
        return found


@contextmanager
def served(data: Path) -> Iterator[http.client.HTTPConnection]:
    """A server of this folder in a process of its own, ready, and a client of it.

    OperationError where it does not start.
    """
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "scripts.serve", "--data", str(data), "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
    try:
        _await(process, client)
        yield client
    finally:
        client.close()
        process.terminate()
        process.wait()


def _await(process: subprocess.Popen[bytes], client: http.client.HTTPConnection) -> None:
    for _ in range(10 * _PATIENCE):
        if process.poll() is not None:
            break
        try:
            client.request("GET", "/readyz")
            client.getresponse().read()
        except OSError:
            client.close()
            time.sleep(0.1)
        else:
            return
    raise OperationError("服务没有启动；请单独运行 python -m scripts.serve 看原因")


def _asked(client: http.client.HTTPConnection, path: str) -> float:
    started = time.perf_counter()
    client.request("GET", path)
    answer = client.getresponse()
    answer.read()
    if answer.status != http.client.OK:
        raise OperationError(f"{path}：服务答复 {answer.status}；请查看服务日志")
    return time.perf_counter() - started
