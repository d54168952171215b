"""Footnotes at the foot of printed pages, and the raised marks that call them.

::

    note = mark wording { row } ;          (* smaller than the text, last on its page *)
    mark = INT | "[" INT "]" | "①" | "*" ;  (* and it stands raised in the text above *)

In print they stand between two pages of one sentence; as lines they come last, as those of
a Word file do, and the marks go from the sentences: they are none of their words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from corpus.loaders.lines import TERMINATORS
from corpus.loaders.rows import Glyph, Row

_MARK = re.compile(r"(?:\[([0-9]{1,3})\]|〔([0-9]{1,3})〕|([0-9]{1,3})|([①-⑳*＊†]))(?![0-9.．、])")
_SIGNS = frozenset("0123456789[]〔〕*＊†①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
_SMALLER = 0.93  # of the text's size: notes are set so, at the most
_RAISED, _RAISED_SIZE = 0.12, 0.85  # em above the baseline, share of the row's size
_DEEP = 0.45  # of the page: notes begin below it


def without_footnotes(
    rows: Sequence[Row], body: float, heights: dict[int, float]
) -> tuple[list[Row], list[list[Row]]]:
    """The rows of the text, raised marks taken out, and the rows of each note, in order."""
    by_page: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        by_page[row.page].append(row)
    kept: list[Row] = []
    notes: list[list[Row]] = []
    for page, held in by_page.items():
        found = _notes(held, body, heights[page])
        if not found:
            kept += held
            continue
        notes += found
        taken = {id(row) for note in found for row in note}
        marks = {_mark(note[0]) for note in found}
        kept += [_unmarked(row, marks) for row in held if id(row) not in taken]
    return kept, notes


def _notes(rows: Sequence[Row], body: float, height: float) -> list[list[Row]]:
    """The notes at the foot of one page: called from above, each from its mark on."""
    foot: list[Row] = []
    for row in sorted(rows, key=lambda row: -row.y):
        small = row.size <= _SMALLER * body and not row.cells and row.y > _DEEP * height
        if not small:
            break
        foot.insert(0, row)
    while foot and not _mark(foot[0]):
        foot.pop(0)
    above = [row for row in rows if row not in foot]
    called = {mark for row in above for mark, _ in _raised(row)}
    found: list[list[Row]] = []
    for row in foot:
        mark = _mark(row)
        again = any(_mark(note[0]) == mark for note in found)
        if mark in called and (not again or found[-1][-1].text[-1] in TERMINATORS):
            found.append([row])
        elif found:
            found[-1].append(row)
    return found


def _mark(row: Row) -> str:
    """The mark a row begins with, without its brackets; ``""`` for none."""
    match = _MARK.match(row.text)
    return next(filter(None, match.groups()), "") if match else ""


def _raised(row: Row) -> list[tuple[str, range]]:
    """The raised marks of a row, each with the places of its glyphs."""
    found = []
    index = 0
    while index < len(row.glyphs):
        stop = index
        while stop < len(row.glyphs) and _is_raised(row.glyphs[stop], row):
            stop += 1
        if stop > index:
            mark = "".join(glyph.char for glyph in row.glyphs[index:stop])
            found.append((mark.strip("[]〔〕"), range(index, stop)))
        index = max(stop, index + 1)
    return found


def _is_raised(glyph: Glyph, row: Row) -> bool:
    higher = row.y - glyph.y >= _RAISED * row.size
    return higher and glyph.size <= _RAISED_SIZE * row.size and glyph.char in _SIGNS


def _unmarked(row: Row, marks: set[str]) -> Row:
    """A row without the raised marks of its page's notes."""
    gone = {place for mark, places in _raised(row) if mark in marks for place in places}
    if not gone:
        return row
    text, place = "", 0
    for char in row.text:
        if char == " ":
            text += char
            continue
        text += "" if place in gone else char
        place += 1
    glyphs = tuple(glyph for index, glyph in enumerate(row.glyphs) if index not in gone)
    return replace(row, text=text.strip(), glyphs=glyphs)
