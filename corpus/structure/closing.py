"""Closing matter: the lines below a text that are no part of its last section.

::

    closing    = notes | remark | attendance ;
    notes      = ( "注释" | "脚注" | "尾注" ) { line } | note { note } ;
    remark     = "注：" line { numbered line } ;
    note       = ( "[1]" | "〔1〕" | "①" | "1." ) line ;     (* its mark stands in the text too *)
    attendance = ( "出席" | "列席" | "请假" | "记录" ) [ "人员" ] "：" line ;

They are the document's own words and can be quoted, so they are no furniture; but what they
say is said of the whole, and a section that took them in would be quoted with them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

#: A note's mark; in the text above it stands behind a word, bare or raised.
_NOTE = re.compile(r"(?P<mark>\[[0-9]{1,3}\]|〔[0-9]{1,3}〕|[①-⑳]) ?\S")
#: What a numbered line says that is a source rather than a point.
_SOURCE = re.compile(
    r"[参详]?见[：:]?[《〈“]|^引自|参见|同上|[，,]第 ?[0-9一二三四五六七八九十百]{1,5} ?[页卷版期]"
    r"|出版社|载[《〈]|转引自"
)
_HEAD = re.compile(r"(?:注释|脚注|尾注|参考文献|引文注释)[：:]?$")
_RULE = re.compile(r"[-—–_─━=]{3,}$")
_PRESENT = re.compile(
    r"(?:出席|列席|请假|缺席|参会|参加会议|与会|到会|记录|主送|会议出席)(?:会议)?(?:人员|单位|名单|人)?"
    r"[：:][^。；]*[。]?$"
)
_ANNEX = re.compile(r"附 ?[件表录图] ?[0-9一二三四五六七八九十A-Z]{0,3} ?[：:]?(?:$|[ ：:])")
_REMARK = re.compile(r"注 ?[0-9]{0,2} ?[：:] ?\S")
_NUMBERED = re.compile(r"[（(]?[0-9]{1,2} ?[)）.．、]|注[0-9]{1,2}")
#: How far from the end, or from an appendix, a closing line may begin.
_TAIL = 60


def closing(lines: Sequence[str], furniture: Sequence[bool]) -> list[bool]:
    """Whether each line is closing matter; one value per line, in order."""
    marks = [False] * len(lines)
    ends = [number for number, line in enumerate(lines) if line[:1] == "附" and _ANNEX.match(line)]
    start = 0
    for end in (*ends, len(lines)):
        _mark(lines, furniture, marks, start, end)
        start = end
    return marks


def _mark(
    lines: Sequence[str], furniture: Sequence[bool], marks: list[bool], first: int, end: int
) -> None:
    """Mark the closing lines of one part of a document, its text or an appendix."""
    for number in range(max(end - _TAIL, first + 1), end):
        if _HEAD.match(lines[number]):
            marks[number:end] = [True] * (end - number)
            return
    number = end - 1
    notes = end
    present: list[int] = []
    while number > first and number > end - _TAIL:
        line = lines[number]
        if _REMARK.match(line):
            marks[number:end] = [True] * (end - number)
            notes = end
        elif _PRESENT.match(line):
            present.append(number)
        elif _NOTE.match(line):
            notes = number
        elif not (furniture[number] or _RULE.match(line) or _NUMBERED.match(line)):
            break
        number -= 1
    for number in present:
        if all(furniture[below] or below in present for below in range(number, end)):
            marks[number] = True
    if notes < end and _are_notes(lines[notes:end], "\n".join(lines[first:notes])):
        before = notes - 1
        while before > first and _RULE.match(lines[before]):
            before -= 1
        marks[before + 1 : end] = [True] * (end - before - 1)


def _are_notes(block: Sequence[str], above: str) -> bool:
    """Whether numbered lines at the end are notes: their marks stand in the text above,
    behind its words, and they name their sources or are in brackets that no point has.
    """
    found = [match for line in block if (match := _NOTE.match(line))]
    marks = [match["mark"] for match in found]
    if marks[0][-1] in "]〕":
        return any(_behind(mark, above) for mark in marks)
    sources = sum(bool(_SOURCE.search(match.string, match.end("mark"))) for match in found)
    return 2 * sources > len(found)


def _behind(mark: str, text: str) -> bool:
    place = text.find(mark)
    return place > 0 and text[place - 1] != "\n"
