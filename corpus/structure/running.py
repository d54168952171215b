"""Running: the numbers in running text that might each have begun a line of its own.

::

    mark    = division | article | point | clause ;   (* as in corpus.structure.markers *)
    place   = START | "。" | "；" | "：" | "”" | BLANK | character ;

No line says that a mark begins one, so each gets a weight by what stands before it: much
behind a sentence's end, less behind a colon or a bracket, below zero behind a character, which
ends a heading (总体要求（一）) or refers (登记表（四）). What is spoken of (依照第三条, 图1.),
stands in quotation marks or in a table of contents is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.model import Span
from corpus.numerals import to_int
from corpus.structure.markers import (
    BLANK_REFERS,
    DIVISION_REFERS,
    DIVISIONS,
    NAME,
    NO_LIST,
    POINTS_AT,
    REFERS,
)
from corpus.structure.sequence import Mark

CN = "[一二三四五六七八九十百千零〇]"
#: Not within a figure, a date, a range, a clause's number.
_FREE = r"(?<![0-9.．A-Za-z/\-－—～~第§])"
_MARK = re.compile(
    rf"(?<!第)第 ?(?P<num>{CN}{{1,7}}|[0-9]{{1,3}}) ?(?P<div>分编|编|章|节|部分|条)"
    r"(?P<sub>之[一二三四五六七八九十]{1,3})?"
    rf"|(?<!{CN})(?<![第0-9])(?P<comma>[一二三四五六七八九十]{{1,3}})(?:、|[.．](?![0-9]))"
    rf"|[（(] ?(?P<paren>[一二三四五六七八九十]{{1,3}}) ?[)）]{NO_LIST}"
    rf"|{_FREE}(?P<dotted>[0-9]{{1,2}}(?:[.．][0-9]{{1,2}}){{1,3}})(?![0-9.．%％‰])"
    rf"|{_FREE}(?P<arabic>[0-9]{{1,3}})[.．、](?:(?![0-9])|(?=(?:19|20)[0-9]{{2}}年))"
    rf"|[（(] ?(?P<paren_arabic>[0-9]{{1,2}}) ?[)）]{NO_LIST}"
    r"|(?<![0-9（(.．A-Za-z])(?:(?P<half_arabic>[0-9]{1,2})[)）]"
    r"|(?P<letter>[a-h])(?:[)）、.．]|(?= [一-龥])))"
    r"|(?P<circled>[①-⑳])"
)
_BEGINS = re.compile(r"[.．、]? ?(?=[一-龥《“【〔〈A-Za-z0-9])")
#: What stands right behind a division's name: its first article, clause or point.
_HEADS = re.compile(
    rf"{NAME}(?:第 ?(?:{CN}{{1,5}}|[0-9]{{1,3}}) ?条|[0-9]{{1,2}}[.．]1(?![0-9.．])"
    r"|一、|[（(]一[)）])"
)
_DIVISION_BEFORE = re.compile(
    rf"第 ?(?:{CN}{{1,5}}|[0-9]{{1,3}}) ?(?:[编章节]|部分)[^。；，：:！？]{{1,32}}$"
)
_ENDED, _HALTED, _CLOSED = "。！？!?…", "；;", "”’）)》】〕"
_OPENED = "“‘《（(、，,"
#: What stands before an article that is spoken of.
_CITING = f"{_OPENED}和与及或至对按照据由在同反见本该之其以依"
_UNIT = re.compile(
    r" ?(?:[万亿倍吨元个米条款项%％‰]|公里|平方|千|年(?!度)|月(?!度)|[日分人次岁名])"
)
_SAYS = re.compile("[。；，！？：:]")
_QUOTES = re.compile("[“”]")
#: A heading is no longer; a quotation longer than this was never closed.
_ENTRY, _LONGEST = 40, 3_000
#: So many headings in a row, of which the first comes again, are a table of contents.
_CONTENTS, _PROBE = 3, 8


def marks_of(text: str) -> list[Mark]:
    """Every number in a line that might begin a line, with the weight of its place."""
    quotes = _quoted(text)
    marks: list[Mark] = []
    at = 0
    for match in _MARK.finditer(text):
        start = match.start()
        while at < len(quotes) and quotes[at].end <= start:
            at += 1
        quoted = at < len(quotes) and quotes[at].start < start
        mark = None if quoted else _mark(text, match)
        if mark is None:
            continue
        if marks and start - marks[-1].start <= _ENTRY:
            names = not _SAYS.search(text, marks[-1].start + len(match[0]), start)
            marks[-1] = marks[-1]._replace(names=names)
        marks.append(mark)
    return _without_contents(text, marks)


def first_mark(text: str) -> list[Mark]:
    """The number a line begins with, if it begins with one."""
    match = _MARK.match(text)
    mark = _mark(text, match) if match is not None else None
    return [mark] if mark is not None else []


def _mark(text: str, match: re.Match[str]) -> Mark | None:
    start = match.start()
    before = text[start - 1] if start else ""
    blank = before == " "
    if blank:
        before = text[max(start - 2, 0) : start - 1]
    if match["div"]:
        return _division(text, match, before, blank=blank)
    family = match.lastgroup or ""
    if (before and before in POINTS_AT and not blank) or not _BEGINS.match(text, match.end()):
        return None
    number = _number(family, match[family])
    weight = _place(before, blank=blank)
    if weight is None:  # 甲、2.乙、3.丙: no line's beginning, but a list may go on so
        if family in ("comma", "dotted"):
            return None
        weight = -1.0
    if family == "dotted" and _UNIT.match(text, match.end()):
        return None
    if weight < 0 and number[-1] == 1:
        headed = family in ("dotted", "comma") and _names_division(text, start)
        weight += 1.5 if headed else 0.75
    return Mark(family, number, start, weight)


def _number(family: str, value: str) -> tuple[int, ...]:
    if family == "dotted":
        return tuple(int(part) for part in re.split("[.．]", value))
    if family in ("circled", "letter"):
        return (ord(value) - ord("①" if family == "circled" else "a") + 1,)
    return (to_int(value),)


def _place(before: str, *, blank: bool) -> float | None:
    """What the character before a number says of its being a line's first; None: it is not."""
    if not before:
        return 3.0
    if before in _ENDED:
        return 2.5
    if before in _HALTED:
        return 2.0
    if before in "：:":
        return 1.5
    if before in _CLOSED:
        return 1.0
    if before in _OPENED:
        return None
    return 1.5 if blank else -1.0


def _division(text: str, match: re.Match[str], before: str, *, blank: bool) -> Mark | None:
    """A mark of 编, 章, 节 or 条, unless the text goes on to speak about it."""
    family, end = DIVISIONS[match["div"]], match.end()
    weight = _place(before, blank=blank)
    if weight is None or (before and before in _CITING and not blank):
        return None
    about = (REFERS, BLANK_REFERS) if family == "article" else (DIVISION_REFERS,)
    if any(pattern.match(text, end) for pattern in about) or not _BEGINS.match(text, end):
        return None
    if family == "article":
        if weight < 0 and _names_division(text, match.start()):
            weight = 0.5
    elif _HEADS.match(text, end):
        weight = max(weight, 1.5) + 1  # 第一章总则第一条: nothing else looks so
    number: tuple[int, ...] = (to_int(match["num"]),)
    if match["sub"]:
        number += (to_int(match["sub"][1:]),)
    return Mark(family, number, match.start(), weight + (text[end : end + 1] == " "))


def _names_division(text: str, start: int) -> bool:
    """Whether a division's heading stands right before an article: 第一章总则|第一条."""
    return _DIVISION_BEFORE.search(text[max(start - _ENTRY, 0) : start]) is not None


def _quoted(text: str) -> list[Span]:
    """The quotations “…” in a text whose paragraphs are joined: each may open with “ anew."""
    spans = []
    depth = start = 0
    for match in _QUOTES.finditer(text):
        place = match.start()
        if match[0] == "”":
            depth -= depth > 0
            if not depth and place - start < _LONGEST:
                spans.append(Span(start, match.end()))
        elif not depth or place - start > _LONGEST:
            depth, start = 1, place
        elif text[place - 1] not in "。；：:” ":
            depth += 1
    return spans


def _without_contents(text: str, marks: list[Mark]) -> list[Mark]:
    """The marks without those of a table of contents: headings in a row that come again."""
    again = _again(text, marks) if any(mark.names for mark in marks) else []
    kept: list[Mark] = []
    place = stop = 0
    while place < len(marks):
        stop = max(stop, place)
        while stop < len(marks) and marks[stop].names:
            stop += 1
        if stop - place >= _CONTENTS and again[place] < stop + 2:
            place = again[place]
            continue
        kept += marks[place : max(stop, place + 1)]
        place = max(stop, place + 1)
    return kept


def _again(text: str, marks: Sequence[Mark]) -> list[int]:
    """For each mark the next one behind its neighbours that begins as it does, blanks aside;
    past any, if there is none.
    """
    nearest: dict[str, int] = {}
    found = [len(marks) + _CONTENTS] * len(marks)
    for place in range(len(marks) - _CONTENTS - 1, -1, -1):
        later = place + _CONTENTS
        begins = _squeezed(text, marks[later].start, 2 * _PROBE)
        for end in range(1, min(len(begins), _PROBE) + 1):
            nearest[begins[:end]] = later
        first = _squeezed(text, marks[place].start, _PROBE)
        found[place] = nearest.get(first, found[place])
    return found


def _squeezed(text: str, start: int, length: int) -> str:
    return text[start : start + length].replace(" ", "")
