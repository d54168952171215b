"""The server before the application: how many may connect, and what addresses it reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote_from_bytes

from waitress.channel import HTTPChannel  # type: ignore[import-untyped]
from waitress.parser import HTTPRequestParser, ParsingError  # type: ignore[import-untyped]
from waitress.server import create_server  # type: ignore[import-untyped]

if TYPE_CHECKING:
    import socket

    from _typeshed.wsgi import WSGIApplication

#: Refused by the server itself, before a request is read; the application refuses sooner.
MAX_BODY_BYTES = 8 * 1024 * 1024
#: A browser keeps several connections open: by default the twentieth reader would wait.
CONNECTIONS = 800
IDLE_SECONDS = 30
_ASCII = "".join(map(chr, range(0x21, 0x7F)))


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
    )
    server.channel_class = _Channel
    return server
