"""Serve the pages and the API: ``python -m scripts.serve [--host H] [--port P] [--data DIR]``."""

from __future__ import annotations

import errno
import logging
import signal
import socket
import sys
from argparse import ArgumentTypeError
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from corpus.errors import UserError
from scripts.common import parser, run, settings_for

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import FrameType

    from service.librarian import Librarian
    from service.settings import Settings


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until stopped by Ctrl+C or SIGTERM."""
    made = parser("serve", "启动检索服务", prints_data=False)
    made.add_argument("--host", help="监听地址，默认取自设置（127.0.0.1）")
    made.add_argument("--port", type=_port, help="监听端口，默认取自设置（8000）")
    options = made.parse_args(arguments)
    given = {name: value for name in ("host", "port") if (value := getattr(options, name))}
    logging.basicConfig(format="%(asctime)s %(message)s", stream=sys.stderr)
    logging.getLogger("wenmai").setLevel(logging.INFO)
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    return run(lambda: serve(replace(settings_for(options), **given)))


def serve(settings: Settings) -> int:
    """Answer requests until stopped.

    Raises:
        NoGeneration: nothing is built yet.
        UserError: the address or the port cannot be had.
    """
    from service.server import settle, undisturbed
    from service.steps import turns

    with undisturbed():
        librarian, counts = _opened(settings)
        server = _listen(settings, librarian)
    librarian.watch()
    settle()
    signal.signal(signal.SIGTERM, _stop)
    print(
        f"{settings.site_name}已就绪：http://{settings.host}:{settings.port}"
        f"（{counts['documents']} 份文件，{counts['passages']} 个段落；Ctrl+C 停止）",
        flush=True,
    )
    try:
        # Several readers ask at once: with Python's five milliseconds, whoever comes out of an
        # engine may wait as long for another's turn to end.
        with turns():
            server.run()  # returns on Ctrl+C and on SystemExit
    finally:
        server.close()
        librarian.close()
    return 0


def _opened(settings: Settings) -> tuple[Librarian, Mapping[str, int]]:
    """The librarian and what is held: opened and made ready now, that no reader waits for it."""
    from service.librarian import Librarian
    from service.server import settle_again

    librarian = Librarian(settings.data, settings.encoder, settings.reader, settle_again)
    held = librarian.current()
    held.warm()
    held.warm_rest()  # says in the log what cannot be had, and stops nothing
    return librarian, held.counts()


def _listen(settings: Settings, librarian: Librarian) -> Any:
    """A server that already holds its port: who connects from now on is answered."""
    from service.app import create_app
    from service.server import listen

    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        # Ours rather than waitress's, which leaves a socket open where it cannot bind.
        held = socket.create_server((settings.host, settings.port), family=family)
    except OSError as error:
        raise UserError(_refused(error, settings)) from error
    return listen(create_app(settings, librarian), held, settings.threads)


def _refused(error: OSError, settings: Settings) -> str:
    where = f"{settings.host}:{settings.port}"
    if error.errno == errno.EADDRINUSE:
        return (
            f"端口 {settings.port} 已被占用，无法在 {where} 启动；"
            f"请停掉占用它的程序，或换一个端口：python -m scripts.serve --port {settings.port + 1}"
        )
    if error.errno == errno.EACCES:
        return f"没有权限使用端口 {settings.port}；请换用 1024 以上的端口，如 --port 8000。"
    return f"无法在 {where} 启动（{error.strerror}）；请改用本机的地址，如 --host 127.0.0.1。"


def _port(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 65535:
        raise ArgumentTypeError(f"“{text}”不是端口号；应为 1 到 65535 之间的整数")
    return int(text)


def _stop(_signum: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


if __name__ == "__main__":
    sys.exit(main())
