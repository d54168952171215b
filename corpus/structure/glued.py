"""Glued: chapters and articles that a bad copy runs together on one line.

::

    line  = ( division name | article ) { sentence } { glued } ;
    glued = division name article | article ;     (* 第一章总则第一条为规范…。第二条… *)

Only a line that begins with a division or an article is looked through, or one in which
a division's name runs into its article; and an article inside it counts only if its number
is the next: all others are references.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.structure.markers import HARD, HEADS, NAME, Marker, line_marker

#: As far behind a heading's number its first clause may follow on the same line.
_CLAUSE_LIMIT = 40
_NUMBER = r"(?:[一二三四五六七八九十百]{1,5}|[0-9]{1,3})"
_ARTICLE = rf"第 ?{_NUMBER} ?条"
# Both begin with 第, and the pattern says so first: text is skipped quickly to it.
_GLUED = re.compile(rf"第 ?{_NUMBER} ?(?:(?P<division>[编章节])(?={NAME}{_ARTICLE})|条)")
#: A division inside a line that its first article follows: no reference looks so.
_RUN_ON = re.compile(
    rf"第 ?{_NUMBER} ?[编章节]{NAME}(?<=[^编章节至第]){_ARTICLE}(?!的|规|所|[，。、；])"
)


def glued_markers(line: str, outer: Marker | None) -> Iterator[Marker]:
    """The divisions and articles inside a line, behind the one that it begins with."""
    begins = outer is not None and outer.family in HARD
    end = outer.end if outer is not None else 0
    place = line.find("第", end)
    if place < 0 or line.find("条", place) < 0 or not (begins or _RUN_ON.search(line, place)):
        return
    last = outer.number[0] if outer is not None and outer.family == "article" else 0
    # Right behind a division's name an article needs no mark before it, nor the next number.
    name = HEADS.match(line, end) if begins and not last else None
    for match in _GLUED.finditer(line, end):
        start = match.start()
        marker = line_marker(line[start:])
        if marker is None or marker.family not in HARD:
            continue
        if match["division"]:
            name = HEADS.match(line, start + marker.end)
        else:
            named = name is not None and name.end() == start
            ended = start > 0 and line[start - 1] in "。；！？） \u3000"
            if not named and not (last and ended and marker.number[0] == last + 1):
                continue
            last = marker.number[0]
        yield marker._replace(start=start, end=start + marker.end)


def clause_marker(line: str, outer: Marker | None) -> Marker | None:
    """The first clause that a bad copy sets on its heading's line: 「1、总则 1.1 编制目的」."""
    if outer is None or outer.family not in ("arabic", "dotted"):
        return None
    number = (*outer.number, 1)
    label = ".".join(map(str, number))
    start = line.find(f" {label} ", outer.end, outer.end + _CLAUSE_LIMIT) + 1
    if not start or "。" in line[outer.end : start]:
        return None
    return Marker("dotted", number, label, start, start + len(label) + 1)
