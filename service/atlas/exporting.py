"""Exports of one generation: what is exported, in what format, for whom and as of when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.errors import BadQuery
from graph.export.duty_list import DUTY_FORMATS, DutySource
from graph.export.formats import FORMATS
from graph.export.source import WHAT, GraphSource

if TYPE_CHECKING:
    from graph.export.source import Held
    from graph.view import View
    from service.model import Filters

DUTIES = "duties"
EVERYTHING = (*WHAT, DUTIES)
#: Every format any export has.
NAMES = tuple(dict.fromkeys((*FORMATS, *DUTY_FORMATS)))


@dataclass(frozen=True, slots=True)
class Export:
    """An export under way: its name as a file, its media type, its bytes piece by piece."""

    filename: str
    mimetype: str
    pieces: Iterator[bytes]


def export(held: Held, view: View, what: str, name: str, filters: Filters) -> Export:
    """Begin an export; nothing is read before its first piece is asked for.

    Raises:
        BadQuery: no such thing to export, or not in this format.
    """
    if what not in EVERYTHING:
        raise BadQuery(f"不能导出“{what}”；可导出的有 {'、'.join(EVERYTHING)}。")
    known = DUTY_FORMATS if what == DUTIES else FORMATS
    if name not in known:
        raise BadQuery(f"{what} 不能导出为“{name}”；可用的格式有 {'、'.join(known)}。")
    day = f"-{filters.as_of}" if filters.as_of else ""
    if what == DUTIES:
        write, mimetype, suffix = DUTY_FORMATS[name]
        pieces = write(DutySource(held, view, filters.as_of))
        return Export(f"wenmai-{what}{day}.{suffix}", mimetype, pieces)
    chosen = FORMATS[name]
    source = GraphSource(held, view, what, filters.as_of)
    return Export(f"wenmai-{what}{day}.{chosen.suffix}", chosen.mimetype, chosen.write(source))
