"""The server before the application: how many may connect, what addresses it reads, and what
Python's collector need not look through again and again.
"""

from __future__ import annotations

import gc
import json
from contextlib import contextmanager
from threading import Timer
from typing import TYPE_CHECKING, Any
from urllib.parse import quote_from_bytes

from waitress.channel import HTTPChannel  # type: ignore[import-untyped]
from waitress.parser import HTTPRequestParser, ParsingError  # type: ignore[import-untyped]
from waitress.server import create_server  # type: ignore[import-untyped]
from waitress.task import ErrorTask  # type: ignore[import-untyped]

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterator

    from _typeshed.wsgi import WSGIApplication

#: Refused by the server itself, before a request is read; the application refuses sooner.
MAX_BODY_BYTES = 8 * 1024 * 1024
#: A browser keeps several connections open: by default the twentieth reader would wait.
CONNECTIONS = 800
IDLE_SECONDS = 30
#: Python looks for unreachable objects whenever so many new ones are held, and through the older
#: ones every so often: its 700 come with every question.
_COLLECTED = 20_000, 20, 20
#: After a new generation is opened, requests that read the old one have ended by then.
SETTLED_SECONDS = 60.0
_ASCII = "".join(map(chr, range(0x21, 0x7F)))

#: Status → (code, title, detail) of what is refused before the application sees it.
_PROBLEMS: dict[int, tuple[str, str, str]] = {
    400: ("bad_request", "请求有误", "收到的不是完整的 HTTP 请求；请检查请求行和请求头。"),
    413: ("too_large", "请求过大", f"请求体超过 {MAX_BODY_BYTES} 字节的上限；请缩小后重试。"),
    431: (
        "header_too_large",
        "请求头过大",
        "请求行和请求头合计太长；请缩短地址，或清理 Cookie 后重试。",
    ),
    500: ("internal", "服务内部出错", "服务内部出错；请稍后重试。"),
    501: ("not_implemented", "不支持", "不支持这种传输编码；请直接发送请求体。"),
}


@contextmanager
def undisturbed() -> Iterator[None]:
    """Collect nothing meanwhile: while a generation is opened things are made that stay."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def settle() -> None:
    """Let the collector no longer look through what is held now.

    An opened generation is half a million objects that stay: to go through them takes a third
    of a second, in which nobody is answered. What was set aside before and is let go, goes.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_COLLECTED)


def settle_again() -> None:
    """As :func:`settle`, once the generation before the one just opened has been let go."""
    later = Timer(SETTLED_SECONDS, settle)
    later.daemon = True
    later.start()


class _Refusal(ErrorTask):  # type: ignore[misc]
    """Says what the server itself refuses as the application would: as a problem (RFC 9457)."""

    def execute(self) -> None:
        error = self.request.error
        code, title, detail = _PROBLEMS.get(error.code, _PROBLEMS[400])
        problem = {"type": f"urn:wenmai:problem:{code}", "title": title, "status": error.code,
                   "detail": detail, "code": code}  # fmt: skip
        body = json.dumps(problem, ensure_ascii=False).encode()
        self.status = f"{error.code} {error.reason}"
        self.response_headers.append(("Content-Type", "application/problem+json"))
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


class _Parser(HTTPRequestParser):  # type: ignore[misc]
    """Reads an address with bare Chinese in it, as ``curl`` sends it; refuses a false Host."""

    def parse_header(self, header_plus: bytes) -> None:
        line, end, rest = header_plus.partition(b"\r\n")
        super().parse_header(quote_from_bytes(line, safe=_ASCII + " \t\r\n").encode() + end + rest)
        try:
            # What is no name of a host the application could not even make an error page for.
            self.headers.get("HOST", "").partition(":")[0].encode("idna")
        except UnicodeError:
            raise ParsingError("Host is not a host name") from None


class _Channel(HTTPChannel):  # type: ignore[misc]
    parser_class = _Parser
    error_task_class = _Refusal


def listen(app: WSGIApplication, held: socket.socket, threads: int) -> Any:
    """A server over a socket that is bound already; ``run()`` answers until it is stopped."""
    server = create_server(
        app,
        sockets=[held],
        threads=threads,
        max_request_body_size=MAX_BODY_BYTES,
        connection_limit=CONNECTIONS,
        channel_timeout=IDLE_SECONDS,
        cleanup_interval=10,
        asyncore_use_poll=True,
        ident="wenmai",
        # What a proxy says of itself is believed nowhere, and seen by who must not be asked
        # through one (service/web/reviewing.py).
        clear_untrusted_proxy_headers=False,
    )
    server.channel_class = _Channel
    return server
