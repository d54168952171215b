"""Pages of positioned characters become paragraphs: the way back from print to text.

::

    Page (glyphs, rules)  --columns-->  rows in reading order  --running heads out-->  rows of text
    rows  --margins, indents, room-->  paragraphs  --setting-->  lines, the title marked

Used for PDF and OFD alike. The one question that matters is whether a row goes on in the
next. It does not where it had room for what comes next; where it was full, the next
row's indent decides, then a marker such as 第三条 after a sentence's end.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from corpus.loaders.columns import read_rows, settle_columns
from corpus.loaders.footnotes import without_footnotes
from corpus.loaders.lines import MARKER, TERMINATORS, Parsed, glue, make_lines
from corpus.loaders.rows import Page, Row, first_unit
from corpus.loaders.ruled import rejoin_split
from corpus.loaders.running_heads import without_running_heads
from corpus.loaders.title_lines import Setting, body_size, find_title
from corpus.model import Line

_INDENTED = 1.2  # em from the margin
_PITCH = 1.55  # of the usual distance between rows: more is a break
_NARROW = 0.65  # of the page: no text is set with so wide a right margin
_RESIZED = 0.12  # change of type size that is a break
_SOME, _MOST = 0.06, 0.75  # shares of rows that are indented: paragraphs begin so; all is set in
_ARTICLE = re.compile(r"第[零〇一二三四五六七八九十百千\d]+[编章节条]\s")


@dataclass(frozen=True, slots=True)
class _Margins:
    left: float
    right: float
    pitch: float


@dataclass(slots=True)
class _Paragraph:
    rows: list[Row] = field(default_factory=list)
    centred: bool = False

    @property
    def text(self) -> str:
        text = ""
        for row in self.rows:
            text += glue(text, row.text) + row.text
        return text


def lay_out(pages: Sequence[Page]) -> Parsed:
    """The paragraphs of ``pages`` as lines; empty where no page holds text."""
    rows, notes = without_running_heads([row for page in pages for row in read_rows(page)], pages)
    if not rows:
        return Parsed((), {}, tuple(notes))
    boxed = [row for row in rows if row.boxed]
    body = body_size((row.size, len(row.text)) for row in rows if not row.cells)
    heights = {page.number: page.height for page in pages}
    rows, footnotes = without_footnotes([row for row in rows if not row.boxed], body, heights)
    rows = rejoin_split(settle_columns(rows))
    margins = _margins(rows, {page.number: page for page in pages})
    paragraphs = list(_paragraphs(rows, margins, body))
    for box in _boxes(boxed):
        _put(box, paragraphs)
    settings = [Setting(p.text, p.rows[0].size, p.centred, p.rows[0].red) for p in paragraphs]
    title = find_title(settings, body)
    lines: list[Line] = []
    for index, paragraph in enumerate(paragraphs):
        row = paragraph.rows[0]
        if row.cells:
            lines += (Line(row.text, "row", 0, row.page),)
        else:
            style = "title" if index in title else "body"
            lines += make_lines(paragraph.text, style, 0, row.page)
    for footnote in footnotes:
        lines += make_lines(_Paragraph(footnote).text, "note", 0, footnote[0].page)
    if footnotes:
        notes.append(f"脚注 {len(footnotes)} 条附于文末。")
    return Parsed(tuple(lines), {}, tuple(notes))


def _boxes(rows: Sequence[Row]) -> Iterator[list[_Paragraph]]:
    """The paragraphs of each text box: a row with room left ends one."""
    groups: dict[tuple[int, int], list[Row]] = defaultdict(list)
    for row in rows:
        groups[row.page, row.boxed].append(row)
    for held in groups.values():
        right = max(row.x1 for row in held)
        box = [_Paragraph([held[0]])]
        for above, row in pairwise(held):
            if above.x1 + first_unit(row) <= right - 0.25 * row.size:
                box.append(_Paragraph([row]))
            else:
                box[-1].rows.append(row)
        yield box


def _put(box: list[_Paragraph], paragraphs: list[_Paragraph]) -> None:
    """Put a box behind the paragraph that stands beside it, never into one."""
    first = box[0].rows[0]
    place = next(
        (
            index
            for index, paragraph in enumerate(paragraphs)
            if (paragraph.rows[-1].page, paragraph.rows[-1].y) >= (first.page, first.y)
        ),
        len(paragraphs) - 1,
    )
    paragraphs[place + 1 : place + 1] = box


def _key(row: Row) -> tuple[int, int, int]:
    return (*row.column, row.page % 2)


def _margins(rows: Sequence[Row], pages: dict[int, Page]) -> dict[tuple[int, int, int], _Margins]:
    """Where text begins and ends, by column and by left and right pages (facing ones differ)."""
    groups: dict[tuple[int, int, int], list[Row]] = defaultdict(list)
    for row in rows:
        if not row.cells:
            groups[_key(row)].append(row)
    found = {}
    for key, group in groups.items():
        other = groups.get((key[0], key[1], 1 - key[2]), [])
        # A side with few rows has no margin of its own to show: both sides speak.
        sample = group if len(group) >= 20 else group + other
        found[key] = _measure(sample, pages[group[0].page], whole=key[0] == 1)
    return found


def _measure(rows: Sequence[Row], page: Page, *, whole: bool) -> _Margins:
    em = median(row.size for row in rows)
    starts = Counter(round(row.x0 / (0.5 * em)) for row in rows)
    enough = max(2, 0.04 * len(rows))
    common = [start for start, count in starts.items() if count >= enough]
    left = min(common or starts) * 0.5 * em
    left = min((row.x0 for row in rows if abs(row.x0 - left) <= 0.5 * em), default=left)
    # Punctuation may hang in the margin, a row may end short, a title may stand out: the
    # middle of the full rows is the edge, not the farthest of them.
    ends = sorted((row.x1 for row in rows if row.size < 1.15 * em), reverse=True)
    farthest = next(
        (x for x, later in zip(ends, ends[_enough(len(ends)) :], strict=False) if x - later < em),
        ends[0],
    )
    right = median(row.x1 for row in rows if row.x1 >= farthest - 1.6 * em)
    beyond = [x for x in ends if x > right + 1.6 * em]
    if whole and len(beyond) >= 2:
        right = beyond[0]  # short rows that end alike by chance are no margin
    if whole and right < _NARROW * page.width:
        right = page.width - left
    cut = sum(row.x1 >= right - em and row.text[-1] not in TERMINATORS for row in rows)
    if whole and cut < 2 and right < page.width - left - 3 * em:
        right = page.width - left  # no row was cut at the margin: it is as wide as the left one
    steps = [b.y - a.y for a, b in pairwise(rows) if a.page == b.page]
    steps = [step for step in steps if 0.8 * em < step < 4 * em]
    return _Margins(left, right, median(steps) if steps else 1.5 * em)


def _enough(count: int) -> int:
    """How many rows must end near each other to show where the margin is."""
    return max(1, round(0.08 * count))


def _paragraphs(
    rows: Sequence[Row], margins: dict[tuple[int, int, int], _Margins], body: float
) -> Iterator[_Paragraph]:
    indented = _indented_share(rows, margins)
    current = _Paragraph()
    for row in rows:
        if row.cells:
            if current.rows:
                yield current
            yield _Paragraph([row])
            current = _Paragraph()
            continue
        margin = margins[_key(row)]
        # A title's first row may fill the line
        centred = _is_centred(row, margin, full=row.size > 1.15 * body)
        if current.rows and _goes_on(current, row, margins, centred, body, indented):
            current.rows.append(row)
        else:
            if current.rows:
                yield current
            current = _Paragraph([row], centred)
    if current.rows:
        yield current


def _indented_share(rows: Sequence[Row], margins: dict[tuple[int, int, int], _Margins]) -> float:
    flat = [row for row in rows if not row.cells]
    count = sum(row.x0 - margins[_key(row)].left > _INDENTED * row.size for row in flat)
    return count / len(flat) if flat else 0.0


def _is_centred(row: Row, margin: _Margins, *, full: bool) -> bool:
    before, after = row.x0 - margin.left, margin.right - row.x1
    fills = before < row.size and after < row.size
    return (full or not fills) and abs(before - after) < 1.6 * row.size and before > -row.size


def _goes_on(
    current: _Paragraph,
    row: Row,
    margins: dict[tuple[int, int, int], _Margins],
    centred: bool,
    body: float,
    indented: float,
) -> bool:
    """Whether ``row`` belongs to the paragraph whose rows stand above it."""
    last = current.rows[-1]
    margin, above = margins[_key(row)], margins[_key(last)]
    step = row.y - last.y if (row.page, row.column) == (last.page, last.column) else 0.0
    if abs(row.size - last.size) > _RESIZED * max(row.size, last.size):
        return False
    if current.centred and row.size > 1.15 * body:
        # A title set over several rows, each as long as its sense
        return centred and 0 < step < 2.2 * row.size and MARKER.match(row.text) is None
    if step > _PITCH * max(margin.pitch, 1.1 * row.size):
        return False
    right = min(above.right, last.limit) if last.limit else above.right
    if last.x1 + first_unit(row) <= right - (1.5 if last.limit else 0.25) * row.size:
        return False
    if row.x0 - margin.left > _INDENTED * row.size:
        return _hangs(current, row, margin, above, indented)
    ended = last.text[-1] in TERMINATORS
    if indented > _SOME and not _ARTICLE.match(row.text):
        return True  # new paragraphs are indented here, and this row is not
    if ended and MARKER.match(row.text):
        return False
    # Paragraphs set without indents are told apart by the space between them.
    return not (ended and step > 1.15 * margin.pitch)


def _hangs(
    current: _Paragraph, row: Row, margin: _Margins, above: _Margins, indented: float
) -> bool:
    """Whether an indented row goes on under a full one: a hanging item, or a block set in."""
    first, last = current.rows[0], current.rows[-1]
    if MARKER.match(row.text):
        return False
    place, held = row.x0 - margin.left, last.x0 - above.left
    near = 0.5 * row.size
    if abs(place - held) < near:
        # Two rows at the same indent: a block set in, or a paragraph or heading that just fits.
        return len(current.rows) > 1 or (indented > _MOST and last.text[-1] not in TERMINATORS)
    if len(current.rows) > 1:
        return False
    if place < held:
        return True
    marker = MARKER.match(first.text)
    after = len("".join(marker[0].split())) if marker else 0
    if not 0 < after < len(first.glyphs):
        return False
    aligned = abs(first.glyphs[after].x0 - above.left - place) < near
    return aligned or last.text[-1] not in TERMINATORS
