"""Search from the terminal: ``python -m scripts.search "查询" [--limit N] [--as-of D]``."""

from __future__ import annotations

import sys
from argparse import ArgumentTypeError
from typing import TYPE_CHECKING

from scripts.asking import parser, place, run
from service.web.present import results

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scripts.asking import Printed

#: Marks found words on a terminal; a file or a pipe gets the text alone.
BOLD, PLAIN = "\x1b[1;31m", "\x1b[0m"


def main(argv: Sequence[str] | None = None) -> int:
    """Print the passages found, best first."""
    made = parser("search", "检索馆藏段落", "查询")
    made.add_argument("--limit", type=_limit, default=10, metavar="N",
                      help="条数，1 到 100，默认 10")  # fmt: skip
    made.add_argument("--explain", action="store_true", help="说明各检索器为何找到它")
    options = made.parse_args(argv)
    return run(
        options,
        lambda library, filters, took: results(
            library.search(options.q, limit=options.limit, filters=filters),
            took(),
            explain=options.explain,
        ),
        show,
    )


def show(found: Printed) -> str:
    """What a search found, to be read."""
    lines = [found["interpretation"]] if found["interpretation"] else []
    if found["suggestion"]:
        lines.append(f"您是不是要找：{found['suggestion']}")
    if not found["hits"]:
        return "\n".join([*lines, f"没有找到与“{found['query']}”有关的段落。"])
    lines.append(f"共 {found['total']} 条，用时 {found['took_ms']:.0f} 毫秒")
    for hit in found["hits"]:
        lines += ["", f"{hit['rank']}. {place(hit['document'], hit['section'])}"]
        lines += [f"   {line}" for line in _marked(hit).split("\n")]
        if hit["similar"]:
            lines.append(f"   另有 {len(hit['similar'])} 处相同或相近表述")
        for why in hit.get("why", {}).get("hits", []):
            words = "、".join(why["trail"])
            lines.append(f"   · {why['retriever']} {why['score']:.4f} {words}".rstrip())
        lines.append(f"   {hit['citation']['url']}")
    return "\n".join(lines)


def _limit(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 100:
        raise ArgumentTypeError(f"“{text}”应为 1 到 100 之间的整数")
    return int(text)


def _marked(hit: Printed) -> str:
    passage, out, at = hit["passage"], [], 0
    if not sys.stdout.isatty():
        return str(passage["text"])
    for start, end in hit["highlights"]:
        begin, stop = start - passage["start"], end - passage["start"]
        out += [passage["text"][at:begin], BOLD, passage["text"][begin:stop], PLAIN]
        at = stop
    return "".join([*out, passage["text"][at:]])


if __name__ == "__main__":
    sys.exit(main())
