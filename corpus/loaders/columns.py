"""Reading order on one page: two columns are read one after the other, tables row by row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from corpus.loaders.rows import NO_START, Glyph, Page, Row, baselines, make_row
from corpus.loaders.ruled import find_grids, table_rows

_SPLIT = 1.2  # em: a gap this wide may be a gutter
_MIN_WIDTH = 9.0  # em: narrower is a column of a table without rules
_MIN_ROWS = 3
_INDENT = 2.6  # em a row may start to the right of its column's edge


def read_rows(page: Page) -> list[Row]:
    """The rows of a page in the order they are read."""
    sizes = [glyph.size for glyph in page.glyphs]
    em = median(sizes) if sizes else 1.0
    glyphs = list(page.glyphs)
    pieces: list[Row] = []
    for grid in find_grids(page.rules, 0.25 * em):
        table = table_rows(grid, filter(grid.holds, glyphs), page.number)
        if len(table) > 1 or any("\t" in row.text for row in table):  # else a frame around text
            glyphs = [glyph for glyph in glyphs if not grid.holds(glyph)]
            pieces += table
    for group in baselines(glyphs):
        pieces += _pieces(group, page.number)
    return _order(pieces, page.number, (1, 0))


def settle_columns(rows: Sequence[Row]) -> list[Row]:
    """Rows of a page that fills one column only, told which: alone it looks like a narrow page."""
    extents: dict[tuple[int, int], tuple[float, float]] = {}
    for row in rows:
        if row.column[0] > 1:
            low, high = extents.get(row.column, (row.x0, row.x1))
            extents[row.column] = min(low, row.x0), max(high, row.x1)
    pages: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        pages[row.page].append(row)
    settled: list[Row] = []
    for held in pages.values():
        column = next((c for c, extent in extents.items() if _fills_one(held, extent)), None)
        settled += [replace(row, column=column) for row in held] if column else held
    return settled


def _fills_one(rows: Sequence[Row], extent: tuple[float, float]) -> bool:
    low, high = extent
    return all(
        row.column[0] == 1 and row.x0 >= low - row.size and row.x1 <= high + row.size
        for row in rows
    )


def _pieces(group: Sequence[Glyph], page: int) -> list[Row]:
    """One baseline's text, cut at every gap that could be a gutter."""
    cuts: list[list[Glyph]] = [[]]
    for glyph in group:
        if glyph.char.isspace():
            continue
        if cuts[-1] and glyph.x0 - cuts[-1][-1].x1 > _SPLIT * glyph.size:
            cuts.append([])
        cuts[-1].append(glyph)
    # Blanks were only left out to find the gaps: they count when the row is written.
    edges = [(cut[0].x0, cut[-1].x1) for cut in cuts if cut]
    rows = []
    for start, end in edges:
        row = make_row((g for g in group if g.x0 >= start and g.x0 <= end), page)
        if row:
            rows.append(row)
    return rows


def _order(pieces: list[Row], page: int, column: tuple[int, int], depth: int = 0) -> list[Row]:
    """Pieces in reading order: bands with a gutter column by column, the rest as full rows."""
    gutter = _gutter(pieces) if depth < 3 else None
    if gutter is None:
        return _whole_rows(pieces, page, column)
    rows: list[Row] = []
    band: list[Row] = []
    across: list[Row] = []
    for line in _by_baseline(pieces):
        if _crosses(line, gutter):
            rows += _columns(band, gutter, page, column, depth)
            band = []
            across += line
        else:
            rows += _whole_rows(across, page, column)
            across = []
            band += line
    return rows + _whole_rows(across, page, column) + _columns(band, gutter, page, column, depth)


def _crosses(line: Sequence[Row], gutter: tuple[float, float]) -> bool:
    """Whether any of a row stands in the middle of the gutter; a closing sign may hang there."""
    space = gutter[1] - gutter[0]
    left, right = gutter[0] + 0.35 * space, gutter[1] - 0.2 * space
    for piece in line:
        hangs = len(piece.glyphs) > 1 and piece.text[-1] in NO_START
        end = piece.glyphs[-2].x1 if hangs else piece.x1
        if end > left and piece.x0 < right:
            return True
    return False


def _columns(
    band: list[Row], gutter: tuple[float, float], page: int, column: tuple[int, int], depth: int
) -> list[Row]:
    left = [piece for piece in band if (piece.x0 + piece.x1) / 2 < gutter[1]]
    right = [piece for piece in band if (piece.x0 + piece.x1) / 2 >= gutter[1]]
    if not left or not right:
        return _whole_rows(band, page, column)
    count, place = column[0] * 2, column[1] * 2
    return _order(left, page, (count, place), depth + 1) + _order(
        right, page, (count, place + 1), depth + 1
    )


def _gutter(pieces: Sequence[Row]) -> tuple[float, float] | None:
    """The blank strip between two columns, as its left and right edge; ``None`` for one column.

    Tried at every place where several pieces begin. Both sides must hold rows as wide as
    text is, most on the right must begin at its edge or indented from it, and rows that
    run across the strip must be fewer than those that keep off it.
    """
    pieces = [piece for piece in pieces if not piece.cells]
    if len(pieces) < 2 * _MIN_ROWS:
        return None
    em = median(piece.size for piece in pieces)
    left_edge = min(piece.x0 for piece in pieces)
    best, best_count = None, 0
    tried: list[float] = []
    for start in sorted(piece.x0 for piece in pieces):
        if start < left_edge + _MIN_WIDTH * em or (tried and start - tried[-1] < 0.3 * em):
            continue
        tried.append(start)
        inner, outer = start - 0.8 * em, start - 0.1 * em
        left = [piece for piece in pieces if piece.x1 <= inner + 0.3 * em]
        right = [piece for piece in pieces if piece.x0 >= outer]
        across = len(pieces) - len(left) - len(right)
        if min(len(left), len(right)) < _MIN_ROWS or across * 2 > len(left) + len(right):
            continue
        flush = sum(piece.x0 <= start + _INDENT * em for piece in right)
        if flush < 0.8 * len(right) or not _is_text(left, em) or not _is_text(right, em):
            continue
        if flush + len(left) > best_count:
            # Where the left column ends, but for the odd row that stands in the gutter
            edge = max((p.x1 for p in left if p.x1 <= start - em), default=inner)
            best, best_count = (edge, start), flush + len(left)
    return best


def _is_text(pieces: Sequence[Row], em: float) -> bool:
    return median(piece.x1 - piece.x0 for piece in pieces) >= _MIN_WIDTH * em


def _by_baseline(pieces: Sequence[Row]) -> list[list[Row]]:
    lines: list[list[Row]] = []
    for piece in sorted(pieces, key=lambda p: p.y):
        apart = piece.cells or (lines and lines[-1][0].cells)
        if lines and not apart and abs(piece.y - lines[-1][0].y) <= 0.4 * piece.size:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return [sorted(line, key=lambda p: p.x0) for line in lines]


def _whole_rows(pieces: Sequence[Row], page: int, column: tuple[int, int]) -> list[Row]:
    """Pieces of one baseline put together again, blanks where they were apart."""
    rows = []
    for line in _by_baseline(pieces):
        if len(line) == 1:
            rows.append(replace(line[0], column=column))
            continue
        glyphs = tuple(glyph for piece in line for glyph in piece.glyphs)
        text = " ".join(piece.text for piece in line)
        first = max(line, key=lambda piece: len(piece.text))
        rows.append(Row(text, line[0].x0, line[-1].x1, first.y, first.size, page, glyphs, column))
    return rows
