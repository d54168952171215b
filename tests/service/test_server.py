"""The server on a socket: bare bytes in addresses, false hosts, many idle readers."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator

import pytest
from flask import Flask, request

from service.server import listen
from tests.serving import answering


@pytest.fixture
def port() -> Iterator[int]:
    app = Flask("echo")
    app.add_url_rule(
        "/<path:rest>", "echo", lambda rest: {"rest": rest, "q": request.args.get("q")}
    )
    held = socket.create_server(("127.0.0.1", 0))
    server = listen(app, held, 2)
    with answering(server):
        yield int(held.getsockname()[1])


def ask(port: int, head: bytes) -> tuple[int, bytes]:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as client:
        client.sendall(head + b"Connection: close\r\n\r\n")
        answer = b"".join(iter(lambda: client.recv(4096), b""))
    return int(answer.split()[1]), answer.partition(b"\r\n\r\n")[2]


@pytest.mark.parametrize(
    ("address", "rest", "q"),
    [
        ("/a?q=责任".encode(), "a", "责任"),
        ("/责任?q=%E8%B4%A3".encode(), "责任", "责"),  # what is quoted stays as it is
        (b"/a?q=100%25%20[x]", "a", "100% [x]"),
        (b"/a?q=\xff", "a", "%FF"),
    ],
)
def test_an_address_may_hold_bare_characters(port: int, address: bytes, rest: str, q: str) -> None:
    status, body = ask(port, b"GET " + address + b" HTTP/1.1\r\nHost: a\r\n")
    assert (status, json.loads(body)) == (200, {"rest": rest, "q": q})


@pytest.mark.parametrize("host", [b"x" * 5000, b"a..b", b".".join([b"y" * 64] * 2)])
def test_a_false_host_is_a_bad_request(port: int, host: bytes) -> None:
    assert ask(port, b"GET /a HTTP/1.1\r\nHost: " + host + b"\r\n")[0] == 400


def test_idle_readers_keep_nobody_out(port: int) -> None:
    idle = [socket.create_connection(("127.0.0.1", port), timeout=10) for _ in range(150)]
    try:
        assert ask(port, b"GET /a HTTP/1.1\r\nHost: a\r\n")[0] == 200
    finally:
        for client in idle:
            client.close()
