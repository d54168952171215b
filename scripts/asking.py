"""What ``search`` and ``ask`` share: their options, the Library, how a place is printed."""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.errors import UserError, WenmaiError
from corpus.model import KINDS
from service.model import Filters
from service.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from service.library import Library

    Asking = Callable[[Library, Filters, Callable[[], float]], dict[str, Any]]

Printed = dict[str, Any]


def parser(name: str, about: str, words: str) -> argparse.ArgumentParser:
    """The options both commands take."""
    options = argparse.ArgumentParser(prog=f"python -m scripts.{name}", description=about)
    options.add_argument("q", metavar=words, help=words)
    options.add_argument("--data", type=Path, help="数据目录，默认取自设置（data）")
    options.add_argument("--kind", action="append", default=[], choices=KINDS, help="文种，可重复")
    options.add_argument("--issuer", default="", help="发文机关")
    options.add_argument("--as-of", type=_day, help="只看这一天有效的文件，YYYY-MM-DD")
    options.add_argument("--json", action="store_true", help="输出与 API 相同的 JSON")
    return options


def run(
    options: argparse.Namespace,
    ask: Asking,
    show: Callable[[Printed], str],
) -> int:
    """Ask, print, and turn what goes wrong into one sentence and an exit code.

    ``ask`` makes the API's JSON; its last argument tells the milliseconds gone by.
    """
    try:
        printed = _answered(options, ask)
    except WenmaiError as error:
        print(error, file=sys.stderr)
        return 2 if isinstance(error, UserError) else 1
    print(json.dumps(printed, ensure_ascii=False, indent=2) if options.json else show(printed))
    return 0


def place(document: Printed, section: list[str]) -> str:
    """《标题》 字号 日期 [状态] › 第三章 › 第十七条, on one line."""
    said = [f"《{document['title']}》", document["number"], document["issued"]]
    status = f"[{document['status_label']}]" if document["status_label"] else None
    return " › ".join([" ".join(part for part in [*said, status] if part), *section])


def _answered(options: argparse.Namespace, ask: Asking) -> Printed:
    from service.library import Librarian  # the engines load only once the options are right

    settings = load_settings()
    librarian = Librarian(options.data or settings.data, settings.encoder)
    try:
        library = librarian.current()
        filters = Filters(kinds=tuple(options.kind), issuer=options.issuer, as_of=options.as_of)
        began = time.perf_counter()
        return ask(library, filters, lambda: (time.perf_counter() - began) * 1000)
    finally:
        librarian.close()


def _day(text: str) -> date:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        raise argparse.ArgumentTypeError(f"“{text}”不是 YYYY-MM-DD 格式的日期，如 2024-05-01")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"没有 {text} 这一天") from None
