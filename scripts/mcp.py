"""Serve assistants by the Model Context Protocol: ``python -m scripts.mcp [--http]``.

Over standard input and output for an assistant on this machine that starts the command
itself; ``--http`` answers Streamable HTTP at ``/mcp``, for assistants elsewhere.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence
from dataclasses import replace

from scripts.common import parser, run, settings_for
from service.settings import Settings

PORT = 8001
ABOUT = "以 MCP 协议供智能助手调用：检索、问答、取文、概念、核查、依据、提法"


def main(arguments: Sequence[str] | None = None) -> int:
    """Answer until the other side is done, or Ctrl+C."""
    made = parser("mcp", ABOUT, prints_data=False)
    made.add_argument("--http", action="store_true", help="用 HTTP 提供，默认用标准输入输出")
    made.add_argument("--host", help="HTTP 监听地址，默认取自设置（host）")
    made.add_argument("--port", type=int, default=PORT, help="HTTP 监听端口，默认 %(default)s")
    chosen = made.parse_args(arguments)
    # Standard output is the protocol's: whatever is said goes to stderr.
    logging.basicConfig(format="%(asctime)s %(message)s", stream=sys.stderr)
    settings = settings_for(chosen)
    host = chosen.host or settings.host
    return run(lambda: serve(replace(settings, host=host, port=chosen.port), http=chosen.http))


def serve(settings: Settings, *, http: bool) -> int:
    """Raises NoGeneration where nothing is built yet."""
    from service.librarian import Librarian
    from service.web.mcp import create_server

    librarian = Librarian(settings.data, settings.encoder, settings.reader)
    librarian.current()  # said now, not at the first call
    server = create_server(librarian, settings.query_characters)
    try:
        if http:
            print(f"MCP 已就绪：http://{settings.host}:{settings.port}/mcp", file=sys.stderr)
            server.run(
                "streamable-http", host=settings.host, port=settings.port, stateless_http=True
            )
        else:
            server.run("stdio")
    finally:
        librarian.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
