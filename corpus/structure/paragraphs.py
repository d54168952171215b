"""Paragraphs: the 款 of an article, which no number marks.

::

    article   = "第N条" 款 { 款 } ;
    款        = line [ items ] ;
    items     = item { item | line } ;       (* a line between two items is the item's *)
"""

from __future__ import annotations

from collections.abc import Sequence

from corpus.structure.markers import Marker
from corpus.structure.tree import Candidate, Node, deepest_line


def add_paragraphs(article: Node, first: int, own: Sequence[tuple[int, int]]) -> None:
    """Put the article's 款 between it and its items, where it has two or more.

    ``first`` is the offset the article's own wording begins at (after the marker, or on
    the next line where the first holds a heading only); ``own`` are the article's
    further lines that may begin a 款, as (line number, offset).
    """
    children = article.children
    begins = [(article.candidate.line, first)]
    items = [node for node in children if node.candidate.at_start]
    reach = [deepest_line(node) for node in items]
    place = -1
    for line, offset in own:
        while place + 1 < len(items) and items[place + 1].candidate.line <= line:
            place += 1
        inside = place >= 0 and line <= reach[place]
        between = 0 <= place < len(items) - 1 and items[place].series == items[place + 1].series
        if offset > first and not inside and not between:
            begins.append((line, offset))
    if len(begins) < 2:
        return
    paragraphs = [_paragraph(index, *begin) for index, begin in enumerate(begins, 1)]
    index = 0
    for node in children:
        while index + 1 < len(begins) and begins[index + 1][1] <= node.candidate.start:
            index += 1
        paragraphs[index].children.append(node)
    article.children = paragraphs


def _paragraph(number: int, line: int, offset: int) -> Node:
    marker = Marker("paragraph", (number,), "", 0, 0)
    return Node(Candidate(marker, line, True, offset, offset), (number,))
