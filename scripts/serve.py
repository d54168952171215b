"""Serve the pages and the API: ``python -m scripts.serve [--host H] [--port P] [--data DIR]``."""

from __future__ import annotations

import argparse
import errno
import logging
import signal
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import UserError, WenmaiError
from service.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import FrameType

    from service.settings import Settings

#: Refused by the server itself, before a request is read; the application refuses sooner.
MAX_BODY_BYTES = 8 * 1024 * 1024


def main(argv: Sequence[str] | None = None) -> int:
    """Serve until stopped; 2 where the user can mend what is wrong, 1 where we must."""
    parser = argparse.ArgumentParser(prog="python -m scripts.serve", description="启动检索服务")
    parser.add_argument("--host", help="监听地址，默认取自设置（127.0.0.1）")
    parser.add_argument("--port", type=_port, help="监听端口，默认取自设置（8000）")
    parser.add_argument("--data", type=Path, help="数据目录，默认取自设置（data）")
    given = {
        name: value for name, value in vars(parser.parse_args(argv)).items() if value is not None
    }
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", stream=sys.stderr)
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    try:
        serve(replace(load_settings(), **given))
    except WenmaiError as error:
        print(error, file=sys.stderr)
        return 2 if isinstance(error, UserError) else 1
    except OSError as error:
        if error.errno not in {errno.EADDRINUSE, errno.EACCES, errno.EADDRNOTAVAIL}:
            raise
        print(_refused(error, replace(load_settings(), **given)), file=sys.stderr)
        return 2
    return 0


def serve(settings: Settings) -> None:
    """Answer requests until SIGTERM or Ctrl+C.

    Raises:
        NoGeneration: nothing is built yet.
        OSError: the address or the port cannot be had.
    """
    from waitress.server import create_server  # type: ignore[import-untyped]

    from service.app import create_app
    from service.library import Librarian

    librarian = Librarian(settings.data, settings.encoder)
    library = librarian.current()  # opened now: the first reader should not wait for it
    server = create_server(
        create_app(settings, librarian),
        host=settings.host,
        port=settings.port,
        threads=settings.threads,
        max_request_body_size=MAX_BODY_BYTES,
        ident="wenmai",
    )
    signal.signal(signal.SIGTERM, _stop)
    counts = library.counts()
    print(
        f"{settings.site_name}已就绪：http://{settings.host}:{settings.port}"
        f"（{counts['documents']} 份文件，{counts['passages']} 个段落；Ctrl+C 停止）",
        flush=True,
    )
    try:
        server.run()  # returns on Ctrl+C and on SystemExit
    finally:
        server.close()
        librarian.close()


def _port(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"“{text}”不是端口号；应为 1 到 65535 之间的整数")
    return int(text)


def _stop(_signum: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


def _refused(error: OSError, settings: Settings) -> str:
    where = f"{settings.host}:{settings.port}"
    if error.errno == errno.EADDRINUSE:
        return (
            f"端口 {settings.port} 已被占用，无法在 {where} 启动；"
            f"请停掉占用它的程序，或换一个端口：python -m scripts.serve --port {settings.port + 1}"
        )
    if error.errno == errno.EACCES:
        return f"没有权限使用端口 {settings.port}；请换用 1024 以上的端口，如 --port 8000。"
    return f"本机没有地址 {settings.host}，无法在 {where} 启动；请用 --host 127.0.0.1。"


if __name__ == "__main__":
    sys.exit(main())
