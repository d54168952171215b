"""Text set on pages by hand: rows and rules, the same for the PDFs and OFDs tests make."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from corpus.loaders.lines import is_wide
from corpus.model import Line

NUM = "[一二三四五六七八九十百千]+"


def as_lines(lines: Iterable[Line | str]) -> list[Line]:
    """Strings among ``lines`` become body lines."""
    return [line if isinstance(line, Line) else Line(line) for line in lines]


@dataclass(frozen=True)
class Placed:
    """One row of text on a page: baseline from the top, in points."""

    text: str
    x: float
    y: float
    size: float


@dataclass
class Sheet:
    """One page: the rows of text and the rules on it."""

    rows: list[Placed] = field(default_factory=list)
    rules: list[tuple[float, float, float, float]] = field(default_factory=list)


@dataclass(frozen=True)
class Layout:
    """How pages are set, in points; ``columns`` side by side, ``header`` on every page."""

    width: float = 595.0
    height: float = 842.0
    left: float = 79.0
    right: float = 74.0
    top: float = 105.0
    bottom: float = 99.0
    size: float = 16.0
    pitch: float = 28.0
    columns: int = 1
    gutter: float = 30.0
    header: str = ""
    page_numbers: bool = True
    indent: float = 2.0


def advance(char: str, size: float) -> float:
    """How far the pen moves after ``char``."""
    return size if is_wide(char) else size / 2


def wrap(text: str, width: float, size: float, first: float = 0.0) -> Iterator[str]:
    """``text`` in rows of ``width``; no row begins with a closing sign; words stay whole."""
    row, used = "", first
    for unit in re.findall(r"[A-Za-z0-9.%/:@_-]+|.", text):
        length = sum(advance(char, size) for char in unit)
        if row and used + length > width + 0.01:
            if unit in "，。、；：！？）》”’」":
                row, unit, length = row[:-1], row[-1] + unit, 2 * size
            yield row
            row, used = "", 0.0
            unit = unit.lstrip() if row == "" else unit
        row += unit
        used += length
    if row:
        yield row


def typeset(lines: Iterable[Line | str], layout: Layout) -> list[Sheet]:
    """Pages out of lines: title centred and large, body indented, tables ruled."""
    sheets = [Sheet()]
    width = (layout.width - layout.left - layout.right - layout.gutter * (layout.columns - 1)) / (
        layout.columns
    )
    column, y, top = 0, layout.top, layout.top

    def room(pitch: float) -> float:
        nonlocal column, y, top
        if y + pitch > layout.height - layout.bottom:
            column += 1
            if column == layout.columns:
                sheets.append(Sheet())
                column, top = 0, layout.top
            y = top
        y += pitch
        return layout.left + column * (width + layout.gutter)

    for line in as_lines(lines):
        if line.style == "title":
            whole = layout.width - layout.left - layout.right
            for text in wrap(line.text, whole - 3 * 22, 22):
                room(32)
                length = sum(advance(char, 22) for char in text)
                sheets[-1].rows.append(Placed(text, (layout.width - length) / 2, y, 22))
            y += 10
            top = y if column == 0 and len(sheets) == 1 else top
        elif line.style == "row":
            cells = [
                list(wrap(c, width / (line.text.count("\t") + 1) - 8, 12))
                for c in line.text.split("\t")
            ]
            height = max(map(len, cells)) * 18 + 8
            x = room(height)
            _set_row(sheets[-1], cells, x, width, y - height + 4)
        else:
            centred = re.match(rf"第{NUM}[章节]", line.text)
            first = 0.0 if centred else layout.indent * layout.size
            for index, text in enumerate(wrap(line.text, width, layout.size, first)):
                x = room(layout.pitch)
                length = sum(advance(char, layout.size) for char in text)
                x += (width - length) / 2 if centred else first * (index == 0)
                sheets[-1].rows.append(Placed(text, x, y, layout.size))
    for number, sheet in enumerate(sheets, 1):
        furnish(sheet, number, layout)
    return sheets


def _set_row(
    sheet: Sheet, cells: Sequence[Sequence[str]], left: float, whole: float, y: float
) -> None:
    width = whole / len(cells)
    height = max(map(len, cells)) * 18 + 8
    for index, rows in enumerate(cells):
        x = left + index * width
        for place, text in enumerate(rows):
            sheet.rows.append(Placed(text, x + 4, y + 18 * (place + 1) - 2, 12))
        sheet.rules.append((x, y, x, y + height))
    sheet.rules.append((left + whole, y, left + whole, y + height))
    sheet.rules.append((left, y, left + whole, y))
    sheet.rules.append((left, y + height, left + whole, y + height))


def furnish(sheet: Sheet, number: int, layout: Layout) -> None:
    if layout.header:
        sheet.rows.append(Placed(layout.header, layout.left, 50, 10.5))
    if layout.page_numbers:
        sheet.rows.append(Placed(f"— {number} —", layout.width / 2 - 24, layout.height - 60, 14))
