"""Glued: chapters, articles and clauses that a bad copy runs together on one line.

::

    line   = ( division name | article ) { sentence } { glued } ;
    glued  = division name article | article ;    (* 第一章总则第一条为规范…。第二条… *)
    flat   = { sentence } article article { article } ;     (* a whole rule, one paragraph *)
    clause = [ ( INT | "第" INT "章" ) name ] dotted sentence ;   (* 1 总则 1.1 目的 甲。1.2 … *)

An article or clause inside a line counts only if its number is the next, and only if there
is more than a number to show it: the line begins with a division or an article; a division's
name runs into its article; each of several stands behind a sentence's end and before a blank,
or there are so many in order that no list of references has them. All others are references.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from corpus.numerals import to_int
from corpus.structure.markers import HARD, HEADS, NAME, POINTS_AT, RANKS, Marker, line_marker

#: As far behind a heading's number its first clause may follow on the same line.
_CLAUSE_LIMIT = 40
#: So much of a line tells what a number in it is: longer than any heading and what it refers to.
_NUMBER_LIMIT = 120
_NUMBER = r"(?:[一二三四五六七八九十百]{1,5}|[0-9]{1,3})"
_ARTICLE = rf"第 ?{_NUMBER} ?条"
# Both begin with 第, and the pattern says so first: text is skipped quickly to it.
_GLUED = re.compile(rf"第 ?{_NUMBER} ?(?:(?P<division>[编章节])(?={NAME}{_ARTICLE})|条)")
#: A division inside a line that its first article follows: no reference looks so.
_RUN_ON = re.compile(
    rf"第 ?{_NUMBER} ?[编章节]{NAME}(?<=[^编章节至第]){_ARTICLE}(?!的|规|所|[，。、；])"
)
#: The first division of a division that stands on its line, and nothing but their names.
_FIRST = re.compile(r"第 ?[一1] ?[章节](?=[^。；：:！？“”第]{2,30}$)")
_NAME_ONLY = re.compile(NAME)
_ENDED = "。；！？） \u3000"
#: What stands before an article that is spoken of.
_CITING = "，、：:“《（(和与及或至对将按照依据由在同违反见"
#: So many articles in order are a rule without marks; so far apart they stand at least.
_MANY, _APART = 4, 10
#: A clause's number inside a line; amounts are left to ``_AMOUNT``.
_CLAUSE = re.compile(
    r"(?<![0-9.．A-Za-z〔（(\-－—第])(?<![0-9][:：])(?P<number>[0-9]{1,2}(?:\.[0-9]{1,2}){1,3})\.?"
    r"(?![0-9.．%％‰])(?= ?[一-龥《“])"
)
_AMOUNT = re.compile(r" ?(?:[万亿倍吨元个米条款项]|公里|平方|千|年(?!度)|月(?!度)|[日分人次岁名])")
_CLAUSE_ENDS = "。；;：:！？”）) "
_NAME = r"(?P<name>[一-龥](?:[一-龥、 ]{0,20}[一-龥])?) ?$"
_PARENT = re.compile(
    rf"(?:(?:^|[。；;：: ])(?P<label>[0-9]{{1,2}})|(?<=[一-龥])(?P<own>[0-9]{{1,2}}[.、])) ?{_NAME}"
)
#: Nothing but a heading's name between a clause's number and its own first clause.
_HEADING = re.compile(r"\.? ?[一-龥][一-龥、：: ]{0,20}$")
#: （一） that has lost its brackets, and how many in order show that it has.
_LOST = re.compile(
    r"(?:^|[：:；;。]) ?(?P<number>[一二三四五六七八九十]{1,2})(?=[一-龥]{3})(?![是要])"
)
_LOST_MANY = 4
#: 一，甲；二，乙；三，丙: so many in order, and in no fewer characters, are no row of numbers.
_COUNTED = re.compile(r"(?P<number>[一二三四五六七八九十]{1,2})[，,] ?(?=[“《]?[一-龥]{2})")
_COUNTED_MANY, _COUNTED_APART, _COUNTED_BEHIND = 3, 5, frozenset("。；;：:，,！!？?”）) ")
_CHAPTER = re.compile(rf"(?P<label>第 ?[0-9]{{1,2}} ?章) ?{_NAME}")


def glued_markers(line: str, outer: Marker | None) -> Iterator[Marker]:
    """The divisions, articles and clauses inside a line, behind the one that it begins with."""
    begins = outer is not None and outer.family in HARD
    end = outer.end if outer is not None else 0
    place = line.find("第", end)
    if begins and (first := _first_inside(line, outer, place)):
        yield first
        return
    clauses = _clauses(line, outer) if "." in line else []
    if place < 0 or line.find("条", place) < 0:
        yield from clauses
        return
    flat = _flat(line, outer)
    if not (begins or flat or _RUN_ON.search(line, place)):
        yield from clauses
        return
    last = outer.number[0] if outer is not None and outer.family == "article" else 0
    # Right behind a division's name an article needs no mark before it, nor the next number.
    name = HEADS.match(line, end) if begins and not last else None
    for match in _GLUED.finditer(line, end):
        start = match.start()
        marker = line_marker(line[start : start + _NUMBER_LIMIT])
        if marker is None or marker.family not in HARD:
            continue
        if match["division"]:
            heads = HEADS.match(line, start + marker.end)
            article = heads.end() if heads is not None else start
            unnamed = not line[start + marker.end : article].strip()
            if unnamed and line_marker(line[article : article + _NUMBER_LIMIT]) is None:
                continue  # 触犯刑法分则第九章第三百九十八条至第四百一十九条规定的
            name = heads
        else:
            named = name is not None and name.end() == start
            ended = start > 0 and line[start - 1] in _ENDED
            following = last and ended and marker.number[0] == last + 1
            if not (named or following or start in flat):
                continue
            last = marker.number[0]
        yield marker._replace(start=start, end=start + marker.end)


def _first_inside(line: str, outer: Marker | None, place: int) -> Marker | None:
    """The first division of a division, on its line: 第八章临时报告第一节董事会决议."""
    found = _FIRST.match(line, place) if outer is not None and place > outer.end else None
    if found is None or outer is None or not _NAME_ONLY.fullmatch(line, outer.end, place):
        return None
    marker = line_marker(line[place:])
    inner = marker is not None and RANKS[marker.family] > RANKS[outer.family]
    return marker._replace(start=place, end=place + marker.end) if marker and inner else None


def _flat(line: str, outer: Marker | None) -> frozenset[int]:
    """Where the articles of a rule begin that is one paragraph; no places, if it is none."""
    seed = outer is not None and outer.family == "article"
    last = outer.number[0] if outer is not None and seed else 0
    chain: list[int] = []
    marked = True
    for match in re.compile(_ARTICLE).finditer(line, outer.end if outer is not None else 0):
        start = match.start()
        marker = line_marker(line[start : start + _CLAUSE_LIMIT])
        if marker is None or marker.family != "article" or len(marker.number) > 1:
            continue
        is_set = _is_set(line, start, marker)
        begins = not chain and not seed and (is_set or marker.number == (1,))
        if not begins and marker.number[0] != last + 1:
            continue
        last = marker.number[0]
        chain.append(start)
        marked = marked and is_set
    if len(chain) >= 2 and marked:
        return frozenset(chain)
    bare = all(line[start - 1 : start] not in tuple(_CITING) for start in chain)
    places = [0, *chain] if seed else chain
    apart = all(later - earlier >= _APART for earlier, later in pairwise(places))
    return frozenset(chain if len(places) >= _MANY and bare and apart else ())


def _is_set(line: str, start: int, marker: Marker) -> bool:
    """Whether an article stands behind a sentence's end and before a blank."""
    behind = start + len(marker.label)
    return (start == 0 or line[start - 1] in _ENDED) and line[behind : behind + 1] in (
        " ",
        "\u3000",
    )


def _clauses(line: str, outer: Marker | None) -> list[Marker]:
    """The clauses 1.1, 1.2, 2.1 … that stand in order in one line, and what heads them."""
    seed = outer is not None and outer.family in ("dotted", "arabic") and outer.start == 0
    last = outer.number if outer is not None and seed else ()
    found: list[Marker] = []
    count = place = 0
    for match in _CLAUSE.finditer(line, outer.end if outer is not None else 0):
        number = tuple(map(int, match["number"].split(".")))
        start = match.start()
        if not _next_clause(last, number) or _AMOUNT.match(line, match.end()):
            continue
        parent = _heading_of(line, start, number) if number[-1] == 1 and len(number) == 2 else None
        behind = start == 0 or line[start - 1] in _CLAUSE_ENDS
        if number == (*last, 1) and found:  # 1.1. 合同管理1.1.1. 总则
            behind = behind or bool(_HEADING.match(line[place:start]))
        if not (behind or parent is not None):
            continue
        if parent is not None and parent.number != last:
            found.append(parent)
        stop = match.end() + (line[match.end() : match.end() + 1] == " ")
        found.append(Marker("dotted", number, match["number"], start, stop))
        last, place = number, match.end("number")
        count += 1
    return found if count >= (1 if seed else 3) else []


def lost_brackets(line: str) -> list[Marker]:
    """The items of a list in one paragraph, （一） written 一: 「…：一甲；二乙；三丙；四丁。」."""
    found: list[Marker] = []
    for match in _LOST.finditer(line):
        label = match["number"]
        if to_int(label) == len(found) + 1:
            start = match.start("number")
            found.append(Marker("paren", (len(found) + 1,), label, start, match.end()))
    return found if len(found) >= _LOST_MANY else []


def counted_clauses(line: str, outer: Marker | None) -> list[Marker]:
    """The clauses of a paragraph that are counted by a bare number and a comma: 「原因有：一，
    甲；二，乙；三，丙。」 The first needs no mark before it, the others stand behind one.
    """
    if "二，" not in line and "二," not in line:
        return []
    heads = outer is not None and outer.family == "comma" and outer.number == (1,)
    lists = [[outer]] if outer is not None and heads else [[]]
    for match in _COUNTED.finditer(line, outer.end if outer is not None else 0):
        start, number, found = match.start(), to_int(match["number"]), lists[-1]
        behind = line[start - 1 : start] in _COUNTED_BEHIND
        if found and behind and number == found[-1].number[0] + 1:
            if start - found[-1].start >= _COUNTED_APART:
                found.append(_counted(match, found[0].family))
        elif number == 1 and line[start - 1 : start] not in POINTS_AT and (behind or not found):
            lists.append([_counted(match)])
    whole = [found for found in lists if len(found) >= _COUNTED_MANY]
    return [marker for found in whole for marker in found if marker is not outer]


def _counted(match: re.Match[str], family: str = "counted") -> Marker:
    number = (to_int(match["number"]),)
    return Marker(family, number, match[0].rstrip(), match.start(), match.end())


def _next_clause(last: tuple[int, ...], number: tuple[int, ...]) -> bool:
    """Whether a clause's number can follow another's: 1.1, 1.2, 1.2.1, 1.3, 2.1."""
    if not last:
        return number[1:] == (1,)
    if number[:-1] == last and number[-1] == 1:
        return True
    if len(number) <= len(last) and number[:-1] == last[: len(number) - 1]:
        return number[-1] == last[len(number) - 1] + 1
    return number == (last[0] + 1, 1)


def _heading_of(line: str, start: int, number: tuple[int, ...]) -> Marker | None:
    """The heading right before a first clause: 「1 总 则 」 before 1.1, 「第1章总则」."""
    before = line[max(start - _CLAUSE_LIMIT, 0) : start]
    offset = max(start - _CLAUSE_LIMIT, 0)
    for family, pattern in (("chapter", _CHAPTER), ("arabic", _PARENT)):
        match = pattern.search(before)
        if match is None:
            continue
        group = "label" if match["label"] else "own"
        label = match[group].replace(" ", "")
        if int(re.sub(r"\D", "", label)) == number[0]:
            place = offset + match.start(group)
            return Marker(family, number[:1], label, place, offset + match.start("name"))
    return None


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
