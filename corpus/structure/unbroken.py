"""Unbroken: where a text that has lost its lines would begin new ones.

A page copied into one field, or saved without its paragraphs, is one line or a few: heading,
body, 第一章 and 第一条 run together. Such a line is read as the lines it was, each a slice of it:

::

    line  = piece { [ BLANK ] piece } ;
    piece = mark { character } | { character } ;    (* a mark that a sequence holds *)

:mod:`corpus.structure.running` finds the numbers that might be marks and
:mod:`corpus.structure.sequence` says which are. A line is taken apart only if it is long and its
marks show more than a list that a sentence may hold, or if its articles follow on one another;
the text is not changed.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from corpus.model import Line, Span
from corpus.numerals import to_int
from corpus.structure.glued import lost_brackets
from corpus.structure.markers import HARD, NAME
from corpus.structure.running import CN, first_mark, marks_of
from corpus.structure.sequence import Mark, choose

#: A line shorter than this is a paragraph.
_LONG = 200
#: … unless it holds an article that follows on one of several; and that not in so few words.
_SHORT, _ARTICLES = 24, 3
#: So many points of one family, so far apart on the whole, are no list in a sentence.
_MANY, _APART = 8, 30
#: A page that a copy has numbered is longer.
_PAGE = 150
#: Signs of a line that may have been several, cheap to look for.
_POINTS = re.compile(r"[。！？；：:”）)号 ][二三][、.．]|[。！？：:]一[、.．]")
_CLAUSES = re.compile(r"[^0-9.．]1[.．][12](?![0-9.．])")
_DIVIDED = re.compile(rf"第 ?(?:{CN}{{1,5}}|[0-9]{{1,3}}) ?[编章节]{NAME}(?:第|一、|[（(]一|[0-9])")
_ARTICLE = re.compile(
    rf"(?:^|[。；：:” ])第 ?({CN}{{1,7}}|[0-9]{{1,3}}) ?条(?![的规，、。和与或至])"
)
#: What a heading says before a blank ends it, behind its number.
_NAME = re.compile(r"[^ 。；，：:！？]{3,30}(?= )")
_LABEL = re.compile(rf"第 ?{CN}{{1,7}} ?[编章节]|[（(]?[^ ]{{1,4}}?[、.．）)]|[0-9.．]+")
_RUN_IN = re.compile(r"[^ 。；，：:！？]{4,36}?(?=(?:一[是要]|第一，)(?![二三]))")
_SECOND = re.compile("[。；](?:二[是要]|第二，)")
_ENDS_LINE = re.compile(r"(?<=[。！？；：:”）)]) ")
_SENTENCE = re.compile("[。！？]")
#: What a whole text ends with, unless its last line is short.
_ENDS, _BRIEF = "。！？；：…”’」』）)】》〕.!?;:", 8
#: So many sentences must end before a blank, and of all a third, if blanks are line ends.
_BLANKS, _OF_ALL = 4, 3
#: What stands below a text: a signature with its day, the list of what is attached.
_FOOT = re.compile(
    r"(?<=[。！])(?=[一-龥（）、]{4,40}(?:19|20)[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日(?:$|[ 附]))"
    r"|(?<=[。！日号 ])(?=附(?:件|表|录)? ?[0-9一二三四五六七八九十]{0,2} ?[：:])"
)


class Piece(NamedTuple):
    """A line, or a part of one that stood on a line of its own, and where it begins in the text.

    ``end``: where the line ends that it is a part of. ``inside``: it does not begin that line.
    ``chosen``: it begins with a mark that was chosen here. ``paged``: the number it begins with
    is its page's, which a copy has put before the text.
    """

    line: Line
    start: int
    end: int
    inside: bool = False
    chosen: bool = False
    paged: bool = False


def unbroken(lines: Sequence[Line]) -> list[Piece]:
    """The lines of a text as they were before some of them were joined."""
    paged = _paged(lines)
    breaks = _breaks(lines, paged)
    pieces: list[Piece] = []
    offset = 0
    for number, line in enumerate(lines):
        end = offset + len(line.text)
        if number not in breaks:
            pieces.append(Piece(line, offset, end, paged=number in paged))
        for span, chosen in breaks.get(number, ()):
            part = Line(line.text[span.start : span.end], page=line.page)
            first = number in paged and not span.start
            pieces.append(Piece(part, offset + span.start, end, span.start > 0, chosen, first))
        offset = end + 1
    return pieces


def breaks_off(line: str) -> bool:
    """Whether a last line ends in mid-sentence, as that of a page copied in part does."""
    if line[-1:] in ("，", ",", "、") or line.endswith(("...", "……")):
        return True
    return len(line) > _BRIEF and line[-1] not in _ENDS


def _paged(lines: Sequence[Line]) -> frozenset[int]:
    """The lines 1、… 2、… that are pages: each long, and ending in the midst of a sentence."""
    found: list[int] = []
    if not any(line.text[:2] == "1、" for line in lines):
        return frozenset()
    for number, line in enumerate(lines):
        if line.text.startswith(f"{len(found) + 1}、"):
            above = lines[found[-1]].text if found else ""
            if found and (len(above) < _PAGE or not (above[-1].isalnum() or above[-1] in "，、")):
                return frozenset()
            found.append(number)
    return frozenset(found if len(found) > 1 else ())


# --- which lines --------------------------------------------------------------------------


def _breaks(lines: Sequence[Line], paged: Container[int]) -> dict[int, list[tuple[Span, bool]]]:
    """Line number → the pieces of each line that is taken apart."""
    suspects = _suspects(lines, paged)
    if not suspects:
        return {}
    marks: list[Mark] = []
    places: list[int] = []
    for number, line in enumerate(lines):
        if line.style == "row":
            continue
        for mark in marks_of(line.text) if number in suspects else first_mark(line.text):
            if mark.start or number not in paged:
                marks.append(mark)
                places.append(number)
    taken: dict[int, list[Mark]] = {}
    for place in choose(marks, cut=breaks_off(lines[-1].text)):
        taken.setdefault(places[place], []).append(marks[place])
    return {
        number: list(_pieces(lines[number].text, taken[number]))
        for number in _joined(lines, {one: taken[one] for one in suspects & taken.keys()}, paged)
    }


def _suspects(lines: Sequence[Line], paged: Container[int]) -> set[int]:
    """The lines to be looked through: none, unless one shows signs of having been several."""
    body = {
        number: line.text
        for number, line in enumerate(lines)
        if line.style == "body" and len(line.text) > _SHORT
    }
    ordered = any(_in_order(text) for text in body.values())
    if not ordered and not any(map(_is_suspect, body.values())):
        return set()
    return {
        number
        for number, text in body.items()
        if len(text) > _LONG
        or number in paged
        or _divides(text)
        or (ordered and _ARTICLE.search(text, 1))
    }


def _in_order(text: str) -> bool:
    """Whether two articles stand in a line where a sentence begins, the second the next."""
    if text.count("条") < 2:
        return False
    found = [to_int(match[1]) for match in _ARTICLE.finditer(text)]
    return any(later == number + 1 for number, later in pairwise(found))


def _is_suspect(text: str) -> bool:
    """Whether a line shows divisions, or a long one points of two levels, many of one, clauses."""
    if len(text) <= _LONG or _divides(text):
        return _divides(text)
    if any(sign in text for sign in ("一、", "二、", "三、")) and _POINTS.search(text):
        return True
    if "1.2" in text and _CLAUSES.search(text):
        return True
    if not any(sign in text for sign in ("1.", "1、", "1．")):
        return False
    return any(sign in text for sign in ("一）", "一)", "8.", "8、"))


def _divides(text: str) -> bool:
    return "章" in text and _DIVIDED.search(text) is not None


def _joined(
    lines: Sequence[Line], taken: Mapping[int, Sequence[Mark]], paged: Container[int]
) -> Iterator[int]:
    """The lines that were several: whose marks show it, and where one did, all that are long."""
    articles = sum(mark.family == "article" for found in taken.values() for mark in found)
    shown = {one for one in taken if _shows_lines(lines[one].text, taken[one], articles)}
    long = any(len(lines[number].text) > _LONG for number in shown)
    for number, found in taken.items():
        inside = any(mark.start for mark in found)
        whole = len(lines[number].text) > _LONG or number in paged
        if number in shown or (inside and (number in paged or (long and whole))):
            yield number


def _shows_lines(text: str, marks: Sequence[Mark], articles: int) -> bool:
    """Whether the marks of a line are more than a list inside a paragraph."""
    inside = [mark for mark in marks if mark.start]
    if any(mark.family == "article" for mark in inside) and articles >= _ARTICLES:
        return True
    families = {mark.family for mark in marks}
    if len(inside) > 1 and families & HARD:
        return True
    if len(text) <= _LONG or len(inside) < 2:
        return False
    if len(families) == 1 and len(inside) >= _MANY:
        return inside[-1].start - inside[0].start >= _APART * len(inside)
    return len(families) > 1 or "comma" in families


# --- pieces -------------------------------------------------------------------------------


def _pieces(text: str, marks: Sequence[Mark]) -> Iterator[tuple[Span, bool]]:
    """A line's pieces, each with whether a mark begins it: one from each mark to the next, and
    from each blank that was a line's end.
    """
    chosen = {mark.start for mark in marks}
    bounds = chosen | {0} | {match.end() for match in _FOOT.finditer(text)}
    bounds |= set(_behind_run_ins(text, sorted(chosen)))
    if _blanks_end_lines(text):
        bounds |= {match.end() for match in _ENDS_LINE.finditer(text)}
        bounds |= set(_behind_names(text, marks))
        if lost := lost_brackets(text):  # 一甲； 二乙； 三丙。 四丁。: one list, read as a whole
            end = min((start for start in chosen if start > lost[-1].start), default=len(text))
            bounds = {one for one in bounds if not lost[0].start < one < end}
    for start, stop in pairwise([*sorted(bounds), len(text)]):
        end = stop - (text[stop - 1] == " " and stop < len(text))
        if end > start:
            yield Span(start, end), start in chosen


def _blanks_end_lines(text: str) -> bool:
    """Whether the blanks of a text stand for its line ends."""
    blanks = len(_ENDS_LINE.findall(text))
    return blanks >= _BLANKS and _OF_ALL * blanks >= len(_SENTENCE.findall(text))


def _behind_names(text: str, marks: Sequence[Mark]) -> Iterator[int]:
    """Where the text begins behind a heading that a blank ends: 「一、总体要求 以…」."""
    for mark in marks:
        label = _LABEL.match(text, mark.start) if mark.family != "article" else None
        name = _NAME.match(text, label.end()) if label else None
        if name is not None:
            yield name.end() + 1


def _behind_run_ins(text: str, starts: Sequence[int]) -> Iterator[int]:
    """Where a sentence that counts runs on from a heading: 「（一）抓点检|一是定人；二是…」."""
    for start, stop in pairwise([*starts, len(text)]):
        match = _RUN_IN.match(text, start, stop)
        if match is not None and _SECOND.search(text, match.end(), stop):
            yield match.end()
