"""Reading order on one page: two columns are read one after the other, tables row by row."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from corpus.loaders.lines import TERMINATORS, is_wide
from corpus.loaders.rows import NO_START, Glyph, Page, Row, baselines, make_row
from corpus.loaders.ruled import Grid, find_boxes, find_grids, table_rows
from corpus.loaders.unruled import take_tables

_SPLIT = 1.2  # em: a gap this wide may be a gutter
_MIN_WIDTH = 9.0  # em: narrower is a column of a table without rules
_MIN_ROWS = 3
_BOX = 0.6  # of the page: a wider box is a frame around its text
_BAND_ROWS, _BAND_WIDTH = 5, 12.0  # rows and em that show two columns among full rows
_EVEN, _NEAR = 1.5, 3.0  # em: columns as wide as one another, so near, need two rows to show
_WIDE = 0.62  # of the text's width: a row that no column holds
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
    boxes = _boxes(page, glyphs, em)
    glyphs = [glyph for glyph in glyphs if not any(box.holds(glyph) for box in boxes)]
    flat = [piece for group in baselines(glyphs) for piece in _pieces(group, page.number)]
    flat, tables = take_tables(_by_baseline(flat))
    pieces += flat + tables
    rows = [_limited(row, boxes) for row in _order(pieces, page.number, (1, 0))]
    for number, box in enumerate(boxes, 1):
        for group in baselines(filter(box.holds, page.glyphs)):
            row = make_row(group, page.number)
            rows += [replace(row, boxed=number)] if row else []
    return rows


def _boxes(page: Page, glyphs: Sequence[Glyph], em: float) -> list[Grid]:
    """The boxes with text in them that stand beside other text, as a note in the margin does.

    A frame around a whole paragraph, or one drawn around each of two columns, holds text
    that is read where it stands.
    """
    found = []
    for box in find_boxes(page.rules, 0.25 * em):
        inside = [glyph for glyph in glyphs if box.holds(glyph)]
        beside = sum(
            box.ys[0] < glyph.y < box.ys[1] and not glyph.char.isspace() and not box.holds(glyph)
            for glyph in glyphs
        )
        if inside and beside and box.xs[1] - box.xs[0] < _BOX * page.width:
            found.append(box)
    return found


def _limited(row: Row, boxes: Sequence[Grid]) -> Row:
    """A row that a box beside it ends."""
    for box in boxes:
        if box.ys[0] - row.size < row.y < box.ys[1] + row.size and row.x1 <= box.xs[0] + row.size:
            return replace(row, limit=box.xs[0])
    return row


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
        if cuts[-1] and _apart(cuts[-1][-1], glyph):
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


def _apart(left: Glyph, right: Glyph) -> bool:
    """Whether a gutter could lie between two glyphs; half of a closing sign is blank itself."""
    end = left.x1 - (0.5 * left.size if left.char in NO_START and is_wide(left.char) else 0.0)
    return right.x0 - end > _SPLIT * min(left.size, right.size)


def _order(pieces: list[Row], page: int, column: tuple[int, int], depth: int = 0) -> list[Row]:
    """Pieces in reading order: bands with a gutter column by column, the rest as full rows."""
    gutter = _gutter(pieces) if depth < 3 else None
    if gutter is None:
        return _banded(pieces, page, column) if depth == 0 else _whole_rows(pieces, page, column)
    return _split(pieces, gutter, page, column, depth)


def _banded(pieces: list[Row], page: int, column: tuple[int, int]) -> list[Row]:
    """The rows of a page of which only a part is set in two columns, if any is."""
    flat = [piece for piece in pieces if not piece.cells]
    if not flat:
        return _whole_rows(pieces, page, column)
    extent = max(piece.x1 for piece in flat) - min(piece.x0 for piece in flat)
    rows: list[Row] = []
    region: list[list[Row]] = []
    for line in [*_by_baseline(pieces), []]:
        if line and not line[0].cells and max(p.x1 - p.x0 for p in line) <= _WIDE * extent:
            region.append(line)
            continue
        first, last, gutter = _band(region, extent)
        rows += _whole_rows(_flat(region[:first]), page, column)
        if gutter is not None:
            rows += _split(_flat(region[first:last]), gutter, page, column, 0)
        rows += _whole_rows(_flat(region[last:]), page, column)
        rows += _whole_rows(line, page, column)
        region = []
    return rows


def _flat(lines: Sequence[Sequence[Row]]) -> list[Row]:
    return [piece for line in lines for piece in line]


def _band(
    lines: Sequence[Sequence[Row]], extent: float
) -> tuple[int, int, tuple[float, float] | None]:
    """Which of the narrow lines between two full ones are two columns, and their gutter.

    The right column shows them: rows that begin at one place past the middle, or indented
    from it. The left one may be a row or two longer.
    """
    pieces = _flat(lines)
    if len(pieces) < 2 * _MIN_ROWS:
        return 0, 0, None
    em = median(piece.size for piece in pieces)
    left = min(piece.x0 for piece in pieces)
    starts = Counter(
        round(piece.x0 / (0.5 * em)) for piece in pieces if piece.x0 > left + 0.4 * extent
    )
    if not starts:
        return 0, 0, None
    start = starts.most_common(1)[0][0] * 0.5 * em
    held = [
        index
        for index, line in enumerate(lines)
        if any(start - em < piece.x0 <= start + _INDENT * em for piece in line)
    ]
    first, last = held[0], held[-1] + 1
    while last < len(lines) and last <= held[-1] + 2 and _runs_on(lines[last - 1], start, em):
        last += 1
    gutter = _gutter(_flat(lines[first:last]))
    if gutter is None or not _fills(_flat(lines[first:last]), gutter, extent):
        return 0, 0, None
    return first, last, gutter


def _runs_on(line: Sequence[Row], start: float, em: float) -> bool:
    """Whether a left column's row is full and no sentence's end: the next one is its own too."""
    row = line[0]
    full = start - 4 * em < row.x1 < start
    return full and row.text[-1] not in TERMINATORS


def _fills(band: Sequence[Row], gutter: tuple[float, float], extent: float) -> bool:
    """Whether the left side is text set to the gutter's edge, not the cells of a table."""
    left = [piece for piece in band if piece.x1 <= gutter[0] + 0.5 * piece.size]
    full = [piece for piece in left if piece.x1 >= gutter[0] - 1.5 * piece.size]
    em = median(piece.size for piece in band)
    start, end = min(piece.x0 for piece in band), max(piece.x1 for piece in band)
    even = abs(gutter[0] - start - (end - gutter[1])) < _EVEN * em
    few, share = _BAND_ROWS, 0.6
    if even and gutter[1] - gutter[0] < _NEAR * em and end - start > extent - _EVEN * em:
        full = [piece for piece in full if piece.text[-1] not in f"{TERMINATORS}："]
        few, share = _MIN_ROWS - 1, 0.4
    return len(full) >= max(few, share * len(left)) and all(
        piece.x1 - piece.x0 >= _BAND_WIDTH * piece.size * 0.5 for piece in full
    )


def _split(
    pieces: list[Row], gutter: tuple[float, float], page: int, column: tuple[int, int], depth: int
) -> list[Row]:
    """Pieces on both sides of a gutter: each band column by column, what crosses it between."""
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
