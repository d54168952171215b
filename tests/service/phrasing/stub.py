"""A chat endpoint really listening, that says what a test tells it to, and how."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Reply = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """One request: kept, then answered by the reply of the moment."""

    protocol_version = "HTTP/1.0"  # a reply ends with its connection
    server: Server

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.asked.append(Asked(self.path, dict(self.headers), json.loads(body)))
        try:
            self.server.reply(self)
        except (BrokenPipeError, ConnectionResetError):
            self.server.left.set()

    def do_GET(self) -> None:
        self.server.asked.append(Asked(self.path, dict(self.headers), {}))
        self.send_error(404)

    def head(self, status: int, kind: str, **more: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        for name, value in more.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def say(self, data: bytes) -> None:
        self.wfile.write(data)
        self.wfile.flush()

    def log_message(self, *_: object) -> None:
        pass


@dataclass(frozen=True)
class Asked:
    """A request as it came."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]


class Server(ThreadingHTTPServer):
    daemon_threads = True
    reply: Reply
    asked: list[Asked]
    left: threading.Event


@dataclass
class Stub:
    """The endpoint: its base URL, what it was asked, and what it says next."""

    server: Server
    url: str
    held: list[threading.Event] = field(default_factory=list)

    @property
    def asked(self) -> list[Asked]:
        return self.server.asked

    @property
    def left(self) -> threading.Event:
        """Set once somebody hung up on it."""
        return self.server.left

    def says(self, reply: Reply) -> None:
        self.server.reply = reply


@contextmanager
def listening() -> Iterator[Stub]:
    server = Server(("127.0.0.1", 0), Handler)
    server.reply, server.asked, server.left = whole(""), [], threading.Event()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield Stub(server, f"http://127.0.0.1:{server.server_port}/v1")
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)


def piece(words: str, finish: str | None = None) -> bytes:
    """One event of a stream."""
    choice = {"index": 0, "delta": {"content": words}, "finish_reason": finish}
    told = {"object": "chat.completion.chunk", "choices": [choice]}
    return f"data: {json.dumps(told, ensure_ascii=False)}\n\n".encode()


def streamed(*pieces: str, finish: str | None = "stop", done: bool = True) -> Reply:
    """A reply in pieces, as the protocol has it."""

    def reply(handler: Handler) -> None:
        handler.head(200, "text/event-stream; charset=utf-8")
        handler.say(b'data: {"choices":[{"index":0,"delta":{"role":"assistant"}}]}\n\n')
        for words in pieces:
            handler.say(piece(words))
        if finish:
            handler.say(piece("", finish))
        if done:
            handler.say(b'data: {"choices":[],"usage":{"total_tokens":9}}\n\ndata: [DONE]\n\n')

    return reply


def whole(words: str, finish: str = "stop") -> Reply:
    """A reply at once: some endpoints do not stream."""
    message = {"role": "assistant", "content": words}
    told = {"choices": [{"index": 0, "message": message, "finish_reason": finish}]}
    return raw(200, "application/json", json.dumps(told, ensure_ascii=False).encode())


def raw(status: int, kind: str, body: bytes | Sequence[bytes], **headers: str) -> Reply:
    """Any bytes."""
    pieces = [body] if isinstance(body, bytes) else body

    def reply(handler: Handler) -> None:
        handler.head(status, kind, **headers)
        for one in pieces:
            handler.say(one)

    return reply


def endless(words: str) -> Reply:
    """Says the same for ever; it never ends by itself."""

    def reply(handler: Handler) -> None:
        handler.head(200, "text/event-stream")
        while True:
            handler.say(piece(words))

    return reply


def silent(until: threading.Event, first: bytes = b"") -> Reply:
    """Begins, and then says nothing until it is let go."""

    def reply(handler: Handler) -> None:
        handler.head(200, "text/event-stream")
        handler.say(first)
        until.wait(20)

    return reply
