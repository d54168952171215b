"""Tables drawn with rules: which cell a glyph stands in, and the rows they make.

Rules that meet form a grid. Its lines cut the area into unit cells; two neighbours
belong to one merged cell where no rule is drawn between them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import median

from corpus.loaders.lines import glue
from corpus.loaders.rows import Glyph, Row, Rule, baselines, make_row

_MAX_LINES = 400  # more rules in one direction is a drawing, not a table


@dataclass(frozen=True, slots=True)
class Grid:
    """One table: the places of its vertical and horizontal lines, and the rules drawn."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    rules: tuple[Rule, ...]
    slack: float

    def holds(self, glyph: Glyph) -> bool:
        """Whether a glyph's middle lies inside the table."""
        x, y = (glyph.x0 + glyph.x1) / 2, glyph.y - 0.3 * glyph.size
        return self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]


def find_grids(rules: Sequence[Rule], slack: float) -> list[Grid]:
    """The tables among ``rules``, top to bottom; ``slack`` is how far lines may miss each other.

    A single box is no table: it takes at least two cells.
    """
    return [grid for grid in _drawn(rules, slack) if len(grid.xs) * len(grid.ys) > 4]


def find_boxes(rules: Sequence[Rule], slack: float) -> list[Grid]:
    """The single boxes among ``rules``, top to bottom."""
    return [grid for grid in _drawn(rules, slack) if len(grid.xs) == len(grid.ys) == 2]


def _drawn(rules: Sequence[Rule], slack: float) -> list[Grid]:
    """What rules that meet enclose, a box or a table, top to bottom."""
    flat = [rule for rule in rules if rule.y1 - rule.y0 <= slack < rule.x1 - rule.x0]
    tall = [rule for rule in rules if rule.x1 - rule.x0 <= slack < rule.y1 - rule.y0]
    if not flat or not tall or max(len(flat), len(tall)) > _MAX_LINES * 10:
        return []
    grids = []
    for group in _connected(flat + tall, slack):
        xs = _places([r.x0 for r in group if r.y1 - r.y0 > slack], slack)
        ys = _places([r.y0 for r in group if r.y1 - r.y0 <= slack], slack)
        if 2 <= len(xs) < _MAX_LINES and 2 <= len(ys) < _MAX_LINES:
            grids.append(Grid(tuple(xs), tuple(ys), tuple(group), slack))
    return sorted(grids, key=lambda grid: grid.ys[0])


def _connected(rules: list[Rule], slack: float) -> list[list[Rule]]:
    """Rules that touch, as groups: swept from the top, so that few pairs are compared."""
    groups: list[tuple[float, list[Rule]]] = []  # (lowest y reached, rules)
    for rule in sorted(rules, key=lambda r: r.y0):
        joined = [rule]
        reach = rule.y1
        apart = []
        for low, group in groups:
            if low + slack >= rule.y0 and any(_touch(rule, other, slack) for other in group):
                joined += group
                reach = max(reach, low)
            else:
                apart.append((low, group))
        groups = [*apart, (reach, joined)]
    return [group for _, group in groups]


def _touch(a: Rule, b: Rule, slack: float) -> bool:
    across = a.x0 - slack <= b.x1 and b.x0 - slack <= a.x1
    return across and a.y0 - slack <= b.y1 and b.y0 - slack <= a.y1


def _places(values: Iterable[float], slack: float) -> list[float]:
    places: list[float] = []
    for number in sorted(values):
        if not places or number - places[-1] > 2 * slack:
            places.append(number)
    return places


def table_rows(grid: Grid, glyphs: Iterable[Glyph], page: int) -> list[Row]:
    """The rows of a table, cells tabbed; a merged cell is written at its first place only."""
    columns, lines = len(grid.xs) - 1, len(grid.ys) - 1
    owner = _merged(grid, columns, lines)
    held: dict[int, list[Glyph]] = {}
    glyphs = list(glyphs)
    em = median(glyph.size for glyph in glyphs) if glyphs else 0.0
    for glyph in glyphs:
        x, y = (glyph.x0 + glyph.x1) / 2, glyph.y - 0.3 * glyph.size
        column = max(sum(place <= x for place in grid.xs) - 1, 0)
        line = max(sum(place <= y for place in grid.ys) - 1, 0)
        cell = owner[min(line, lines - 1) * columns + min(column, columns - 1)]
        held.setdefault(cell, []).append(glyph)
    rows = []
    for line in range(lines):
        texts = []
        for column in range(columns):
            unit = line * columns + column
            if owner[unit] == unit:
                texts.append(_cell_text(held.get(unit, ()), page))
            elif owner[unit] // columns < line and owner[unit] % columns == column:
                texts.append("")  # goes on from the row above: its column stays
        text = "\t".join(texts).rstrip("\t")
        if text:
            y = grid.ys[line]
            rows.append(Row(text, grid.xs[0], grid.xs[-1], y, em, page, cells=True))
    return rows


def _merged(grid: Grid, columns: int, lines: int) -> list[int]:
    """For each unit cell, the first unit of the cell it belongs to."""
    owner = list(range(columns * lines))

    def root(unit: int) -> int:
        while owner[unit] != unit:
            unit = owner[unit]
        return unit

    for line in range(lines):
        middle_y = (grid.ys[line] + grid.ys[line + 1]) / 2
        for column in range(columns):
            middle_x = (grid.xs[column] + grid.xs[column + 1]) / 2
            unit = line * columns + column
            if column and not _ruled(grid, grid.xs[column], middle_y, upright=True):
                _join(owner, root(unit - 1), root(unit))
            if line and not _ruled(grid, middle_x, grid.ys[line], upright=False):
                _join(owner, root(unit - columns), root(unit))
    return [root(unit) for unit in owner]


def _join(owner: list[int], first: int, second: int) -> None:
    owner[max(first, second)] = min(first, second)


def _ruled(grid: Grid, x: float, y: float, *, upright: bool) -> bool:
    slack = 2 * grid.slack
    for rule in grid.rules:
        is_upright = rule.y1 - rule.y0 > grid.slack
        if is_upright != upright:
            continue
        if upright and abs(rule.x0 - x) <= slack and rule.y0 <= y <= rule.y1:
            return True
        if not upright and abs(rule.y0 - y) <= slack and rule.x0 <= x <= rule.x1:
            return True
    return False


def rejoin_split(rows: Sequence[Row]) -> list[Row]:
    """Rows again whole where a page break cut one: its overflow stands alone on the next page.

    Overflow is fewer than half the cells, each going on a text that had not ended above.
    """
    joined: list[Row] = []
    for row in rows:
        above = joined[-1] if joined else None
        if above and above.cells and row.cells and row.page == above.page + 1:
            texts, more = above.text.split("\t"), row.text.split("\t")
            held = [index for index, text in enumerate(more) if text]
            known = all(index < len(texts) and texts[index] for index in held)
            open_ended = known and all(texts[index][-1] not in "。！？" for index in held)
            if open_ended and not more[0] and 2 * len(held) < max(len(texts), len(more)):
                for index in held:
                    texts[index] += glue(texts[index], more[index]) + more[index]
                joined[-1] = replace(above, text="\t".join(texts))
                continue
        joined.append(row)
    return joined


def _cell_text(glyphs: Iterable[Glyph], page: int) -> str:
    text = ""
    for group in baselines(glyphs):
        row = make_row(group, page)
        if row:
            text += glue(text, row.text) + row.text
    return text
