"""``scripts.serve`` as a user meets it: ready, refused, stopped."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from scripts import serve

if TYPE_CHECKING:
    from tests.conftest import Built

ROOT = Path(__file__).parents[2]


def free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


def test_nothing_built(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert serve.main(["--data", str(tmp_path)]) == 1
    assert "python -m scripts.build" in capsys.readouterr().err


@pytest.mark.parametrize("port", ["0", "65536", "eighty"])
def test_no_such_port(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        serve.main(["--port", port])
    assert stopped.value.code == 2
    assert "应为 1 到 65535" in capsys.readouterr().err


def test_port_taken(built: Built, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        port = held.getsockname()[1]
        assert serve.main(["--data", str(built.data), "--port", str(port)]) == 2
    said = capsys.readouterr().err
    assert f"端口 {port} 已被占用" in said
    assert f"--port {port + 1}" in said


def test_no_such_host(built: Built, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--data", str(built.data), "--host", "no.such.host.invalid"]
    assert serve.main(arguments) == 2
    assert "--host 127.0.0.1" in capsys.readouterr().err


def test_ready_answering_logging_stopped(built: Built) -> None:
    port = free_port()
    command = [sys.executable, "-m", "scripts.serve", "--data", str(built.data)]
    with subprocess.Popen(
        [*command, "--port", str(port)], cwd=ROOT, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        try:
            assert process.stdout is not None
            ready = process.stdout.readline()
            address = f"http://127.0.0.1:{port}"
            assert address in ready
            with urllib.request.urlopen(f"{address}/readyz") as response:
                assert json.load(response)["status"] == "ready"
        finally:
            process.send_signal(signal.SIGTERM)
            _, logged = process.communicate(timeout=30)
    assert process.returncode == 0
    assert [line.split(" ", 2)[2] for line in logged.splitlines()] == ["GET /readyz 200"]
