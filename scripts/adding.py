"""What adding documents takes while a server answers: in a copy, which is thrown away after."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from corpus.errors import OperationError, UserError
from scripts.serving import served

#: How often the server is asked which generation it answers from, and how long at most.
_EVERY, _PATIENCE = 0.05, 120.0


def addition(data: Path, paths: Sequence[Path]) -> dict[str, float]:
    """Seconds to ``ingest`` these files and to ``build``, one command after the other as an
    administrator runs them, and until a server that runs meanwhile ``answers`` from the result.

    UserError where there is no such file, OperationError where a command fails or the server
    does not follow.
    """
    for path in paths:
        if not path.exists():
            raise UserError(f"{path}：找不到；请检查路径")
    with _copied(data) as copy, served(copy) as client, ThreadPoolExecutor(1) as beside:
        before = _generation(client)
        started = time.perf_counter()
        followed = beside.submit(_until, lambda: _generation(client) != before)
        _command("ingest", copy, *map(str, paths))
        ingested = time.perf_counter()
        _command("build", copy)
        built = time.perf_counter()
        return {
            "ingest": ingested - started,
            "build": built - ingested,
            "answers": followed.result() - started,
        }


@contextmanager
def _copied(data: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="wenmai-", dir=data.resolve().parent) as folder:
        copy = Path(folder) / "data"
        try:
            shutil.copytree(data, copy, symlinks=True)
        except (OSError, shutil.Error) as error:
            raise OperationError(f"{data}：复制不成（{error}）；请检查磁盘空间") from error
        yield copy


def _command(name: str, data: Path, *arguments: str) -> None:
    made = [sys.executable, "-m", f"scripts.{name}", "--data", str(data), *arguments]
    done = subprocess.run(made, capture_output=True, text=True, check=False)
    if done.returncode:
        raise OperationError(f"{name} 没有做成：{done.stderr.strip().splitlines()[-1:]}")


def _generation(client: HTTPConnection) -> str:
    client.request("GET", "/api/v1/search?q=a&limit=1")
    return str(json.loads(client.getresponse().read())["generation"])


def _until(done: Callable[[], bool]) -> float:
    """The moment something is so."""
    ends = time.monotonic() + _PATIENCE
    while not done():
        if time.monotonic() > ends:
            raise OperationError(f"服务在 {_PATIENCE:.0f} 秒内没有换用新的馆藏；请查看服务日志")
        time.sleep(_EVERY)
    return time.perf_counter()
