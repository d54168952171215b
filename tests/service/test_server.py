"""The server on a socket: bare bytes in addresses, false hosts, many idle readers."""

from __future__ import annotations

import contextlib
import gc
import json
import socket
import threading
import weakref
from collections.abc import Iterator

import pytest
from flask import Flask, request

from service import server
from service.server import listen, settle, settle_again
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
        answer = b""
        # Who is refused before all was sent is answered, then cut off.
        with contextlib.suppress(ConnectionResetError):
            while part := client.recv(4096):
                answer += part
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


@pytest.mark.parametrize(
    ("head", "status", "code"),
    [
        (b"GET /a HTTP/1.1\r\nHost: a b:c d\r\nbroken\r\n", 400, "bad_request"),
        (
            b"GET /a HTTP/1.1\r\nHost: a\r\nCookie: " + b"x" * 300_000 + b"\r\n",
            431,
            "header_too_large",
        ),
        (b"POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999\r\n", 413, "too_large"),
        (b"POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n", 501, "not_implemented"),
    ],
)
def test_what_the_server_refuses_is_told_as_the_application_would(
    port: int, head: bytes, status: int, code: str
) -> None:
    told, body = ask(port, head)
    problem = json.loads(body)
    assert (told, problem["status"], problem["code"]) == (status, status, code)
    assert "请" in problem["detail"]


def test_idle_readers_keep_nobody_out(port: int) -> None:
    idle = [socket.create_connection(("127.0.0.1", port), timeout=10) for _ in range(150)]
    try:
        assert ask(port, b"GET /a HTTP/1.1\r\nHost: a\r\n")[0] == 200
    finally:
        for client in idle:
            client.close()


class Opened:
    """What refers to itself, as an opened generation does: only the collector lets it go."""

    def __init__(self) -> None:
        self.own = self


def test_what_stays_is_not_looked_through_and_what_was_replaced_goes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    usual = gc.get_threshold()
    try:
        opened = Opened()
        settle()
        assert gc.get_freeze_count() > 0
        gone = weakref.ref(opened)
        del opened
        gc.collect()
        assert gone() is not None  # it was set aside
        monkeypatch.setattr(server, "SETTLED_SECONDS", 0.01)
        settled = threading.Event()

        def settling() -> None:
            settle()
            settled.set()

        monkeypatch.setattr(server, "settle", settling)
        settle_again()
        assert settled.wait(20)
        assert gone() is None
        assert gc.get_freeze_count() > 0
    finally:
        gc.unfreeze()
        gc.set_threshold(*usual)
