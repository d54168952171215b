"""What ``search`` and ``ask`` share: their filters, the Library, how a place is printed."""

from __future__ import annotations

import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from corpus.errors import BadQuery
from corpus.model import KINDS
from corpus.titles import in_marks
from scripts.common import day, print_json, settings_for
from scripts.common import parser as shared_parser
from scripts.common import run as run_command
from scripts.common import words as text_words
from service.model import Filters

if TYPE_CHECKING:
    from service.library import Library

Printed = dict[str, Any]
#: Makes the API's JSON; its last argument tells the milliseconds gone by.
Asking = Callable[["Library", Filters, Callable[[], float]], Printed]


def parser(name: str, about: str, words: str) -> ArgumentParser:
    """The options both commands take."""
    options = shared_parser(name, about)
    options.add_argument("q", type=text_words, metavar=words, help=words)
    options.add_argument("--kind", action="append", default=[], choices=KINDS, help="文种，可重复")
    options.add_argument("--issuer", type=text_words, default="", help="发文机关")
    options.add_argument("--as-of", type=day, help="只看这一天有效的文件，YYYY-MM-DD")
    return options


def run(options: Namespace, ask: Asking, show: Callable[[Printed], str]) -> int:
    """Ask and print: as the API would, or to be read."""

    def command() -> int:
        printed = _answered(options, ask)
        if options.json:
            print_json(printed)
        else:
            print(show(printed))
        return 0

    return run_command(command)


def place(document: Printed, section: list[str]) -> str:
    """《标题》 字号 日期 [状态] › 第三章 › 第十七条, on one line."""
    said = [in_marks(document["title"]), document["number"], document["issued"]]
    status = f"[{document['status_label']}]" if document["status_label"] else None
    return " › ".join([" ".join(part for part in [*said, status] if part), *section])


def _answered(options: Namespace, ask: Asking) -> Printed:
    from service.librarian import Librarian  # the engines load only once the options are right

    settings = settings_for(options)
    if not options.q.strip():
        raise BadQuery("查询内容为空；请写出要查的词语或问题。")
    if len(options.q) > settings.query_characters:
        raise BadQuery(f"查询超过 {settings.query_characters} 个字的上限；请缩短后重试。")
    librarian = Librarian(settings.data, settings.encoder, settings.reader)
    try:
        library = librarian.current()
        filters = Filters(kinds=tuple(options.kind), issuer=options.issuer, as_of=options.as_of)
        began = time.perf_counter()
        return ask(library, filters, lambda: (time.perf_counter() - began) * 1000)
    finally:
        librarian.close()
