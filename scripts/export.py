"""Export the graph: ``python -m scripts.export --format F -o OUT [--what W] [--as-of D]``."""

from __future__ import annotations

import os
import sys
import time
from argparse import Namespace
from collections.abc import Iterable, Sequence
from pathlib import Path

from corpus.errors import OperationError
from scripts.common import day, folder_or_file, parser, print_json, run, settings_for, words
from service.model import Filters

WHAT = ("concepts", "documents", "duties")
FORMATS = (
    *("graphml", "gexf", "jsonld", "turtle", "csv", "cypher", "cytoscape", "node-link"),
    "xlsx",
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Write concepts, documents or duties to a file."""
    made = parser("export", "导出概念图谱、文件网络或责任清单")
    made.add_argument("--format", required=True, choices=FORMATS, help="格式；责任清单为 csv、xlsx")
    made.add_argument("-o", "--output", required=True, type=folder_or_file, help="写到哪个文件")
    made.add_argument("--what", choices=WHAT, default="concepts", help="导出什么，默认 concepts")
    made.add_argument("--as-of", type=day, help="只导出这一天有效的文件所说的，YYYY-MM-DD")
    made.add_argument(
        "--audience",
        action="append",
        type=words,
        help="只导出这些读者可读的文件所说的，可重复；public 为公开文件",
    )
    options = made.parse_args(arguments)
    return run(lambda: _export(options))


def _export(options: Namespace) -> int:
    from service.librarian import Librarian  # the engines load only once the options are right

    settings = settings_for(options)
    librarian = Librarian(settings.data, settings.encoder, settings.reader)
    began = time.monotonic()
    try:
        audiences = tuple(options.audience) if options.audience else None
        filters = Filters(as_of=options.as_of, audiences=audiences)
        made = librarian.current().atlas.export(options.what, options.format, filters)
        size = _write(options.output, made.pieces)
    finally:
        librarian.close()
    seconds = round(time.monotonic() - began, 1)
    if options.json:
        told = {"file": str(options.output), "bytes": size, "seconds": seconds}
        print_json({**told, "what": options.what, "format": options.format})
    else:
        print(f"已导出 {options.output}：{size:,} 字节，{seconds} 秒")
    return 0


def _write(path: Path, pieces: Iterable[bytes]) -> int:
    """Write a file whole or not at all: what is there already stays until the new one is."""
    waiting = path.with_name(f".{path.name}.part")
    try:
        with waiting.open("wb") as handle:
            for piece in pieces:
                handle.write(piece)
            handle.flush()
            os.fsync(handle.fileno())
        size = waiting.stat().st_size
        waiting.replace(path)
    except OSError as error:
        waiting.unlink(missing_ok=True)
        why = error.strerror or error
        raise OperationError(f"{path}：写不进去（{why}）；请检查路径、权限和磁盘空间") from error
    except BaseException:
        waiting.unlink(missing_ok=True)
        raise
    return size


if __name__ == "__main__":
    sys.exit(main())
