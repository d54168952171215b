"""Tables without rules: rows whose pieces stand below one another in three columns and more.

::

    table = full full full { full | rest } ;
    full  = piece piece piece { piece } ;     (* each at a column's edge, the first too *)
    rest  = piece { piece } ;                 (* what a cell above goes on with: not the first's *)

Two columns are left to be text, as are rows that no third follows: a form's heads, a signature.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from corpus.loaders.lines import glue
from corpus.loaders.rows import Row, make_row

_COLUMNS, _ROWS = 3, 3
_EDGE = 0.6  # em that a piece may stand off its column's edge
_SPACE = 0.3  # em that is left between two cells at least
_GUTTER, _TEXT = 2.5, 0.6  # em between columns of text, the share of rows that fill one
_NEAR = 2.2  # em from a row to the one its cell goes on in


def take_tables(lines: Sequence[Sequence[Row]]) -> tuple[list[Row], list[Row]]:
    """The pieces of a page's lines that are in no such table, and the rows of the tables."""
    rest: list[Row] = []
    tables: list[Row] = []
    place = 0
    while place < len(lines):
        held = _table(lines, place)
        if held:
            tables += _rows(held)
            place += len(held)
        else:
            rest += lines[place]
            place += 1
    return rest, tables


def _table(lines: Sequence[Sequence[Row]], first: int) -> list[list[Row]]:
    """The lines of the table that begins with a line, none if none does."""
    edges = [piece.x0 for piece in lines[first]]
    if len(edges) < _COLUMNS:
        return []
    full = 0
    held: list[list[Row]] = []
    for line in lines[first:]:
        cut = [part for piece in line for part in _cut(piece, edges)]
        columns = [_column(piece, edges) for piece in cut]
        if columns == list(range(len(edges))):
            full += 1
        elif {0, -1} & set(columns) or cut[0].y - held[-1][0].y > _NEAR * cut[0].size:
            break
        held.append(cut)
    return held if full >= _ROWS and not _is_text(held, edges) else []


def _is_text(lines: Sequence[Sequence[Row]], edges: Sequence[float]) -> bool:
    """Whether these are columns of text: most rows are set to where the next column begins."""
    inner = [piece for line in lines for piece in line if piece.x0 < edges[-1] - piece.size]
    full = sum(
        min(edge for edge in edges if edge > piece.x0 + piece.size) - piece.x1
        < _GUTTER * piece.size
        for piece in inner
    )
    return full > _TEXT * len(inner)


def _cut(piece: Row, edges: Sequence[float]) -> list[Row]:
    """A piece cut where a column begins in it: a full cell leaves little space to the next."""
    starts = [0]
    for number, glyph in enumerate(piece.glyphs[1:], 1):
        space = glyph.x0 - piece.glyphs[number - 1].x1
        begins = any(abs(glyph.x0 - edge) <= _SPACE * piece.size for edge in edges)
        if begins and space >= _SPACE * piece.size:
            starts.append(number)
    parts = [piece.glyphs[start:stop] for start, stop in pairwise([*starts, len(piece.glyphs)])]
    rows = [make_row(part, piece.page) for part in parts] if len(parts) > 1 else [piece]
    return [row for row in rows if row is not None]


def _column(piece: Row, edges: Sequence[float]) -> int:
    """The column a piece begins at and does not leave, -1 for none."""
    for number, edge in enumerate(edges):
        if abs(piece.x0 - edge) <= _EDGE * piece.size:
            ends = number + 1 == len(edges) or piece.x1 <= edges[number + 1]
            return number if ends else -1
    return -1


def _rows(lines: Sequence[Sequence[Row]]) -> list[Row]:
    edges = [piece.x0 for piece in lines[0]]
    rows: list[list[str]] = []
    heads: list[Row] = []
    for line in lines:
        columns = [_column(piece, edges) for piece in line]
        if 0 in columns:
            rows.append([""] * len(edges))
            heads.append(line[0])
        for column, piece in zip(columns, line, strict=True):
            text = rows[-1][column]
            rows[-1][column] = text + glue(text, piece.text) + piece.text
    right = max(piece.x1 for line in lines for piece in line)
    return [
        Row("\t".join(cells), edges[0], right, head.y, head.size, head.page, cells=True)
        for cells, head in zip(rows, heads, strict=True)
    ]
