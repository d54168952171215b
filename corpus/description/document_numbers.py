"""发文字号: the number an organ gives a document, 国发〔2019〕5号, and that of an order.

::

    number = organ-code 〔year〕 serial 号
    order  = organ 令 [ year 年 ] 第 serial 号            国务院令第711号
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.dates import narrow

_NUMBER = re.compile(
    r"(?P<organ>[\u4e00-\u9fffA-Z]{1,14})\s?[〔﹝［\[【（(〈]\s?(?P<year>(?:1\s?9|2\s?0)\s?\d\s?\d|[X×]{2,4})\s?年?[〕﹞］\]】）)〉]"
    r"\s?(?:第\s?)?(?P<serial>\d(?:\s?\d){0,4}|[X×]{1,4})\s?号"
)
_BARE_NUMBER = re.sub(r"\?P<[a-z]+>", "?:", _NUMBER.pattern)
_ORDER = re.compile(
    r"(?P<organ>[\u4e00-\u9fff、]{2,120}?)令\s?(?:(?P<year>(?:19|20)\d\d)\s?年)?\s?第\s?(?P<serial>\d{1,5})\s?号"
)
#: What stands before the organ in a sentence.
_LEADS = r"^.*?(?:依据|根据|按照|依照|参照|文号|字号|日|经|由|见)[是为]?|^这?[是为按据]"
#: In a longer line a number is only cited.
_LONGEST_LINE = 60
#: What is left of a title without its number must still be one.
_SHORTEST_TITLE = 6
_NUMBER_AROUND = re.compile(rf"^{_NUMBER.pattern}[\s:：]*|(?:[\s—_-]+|[（(]){_BARE_NUMBER}[）)]?$")


def normal_number(number: str) -> str:
    """A 发文字号 in its one form, 国发〔2019〕5号; anything else as it is, blanks gone."""
    match = _NUMBER.search(narrow(number))
    if not match:
        return re.sub(r"\s+", "", number)
    year, serial = (re.sub(r"\s", "", match[part]) for part in ("year", "serial"))
    serial = serial.lstrip("0") or serial
    organ = re.sub(_LEADS, "", match["organ"])
    return f"{organ}〔{year}〕{serial}号"


def find_number(line: str) -> str:
    """The first 发文字号 in a line, in its one form; ``""`` where it holds none, or much else
    than one that begins it.
    """
    line = narrow(line)
    if len(line) < _LONGEST_LINE:
        match = _NUMBER.search(line)
    else:
        match = _NUMBER.match(line)
        match = match if match and line[match.end()] == " " else None
    return normal_number(match[0]) if match else ""


def is_number(line: str) -> bool:
    """Whether a line is a 发文字号 and nothing else."""
    return _NUMBER.fullmatch(narrow(line)) is not None


def without_number(title: str) -> str:
    """A title without the 发文字号 a web page sets before or behind it."""
    stripped = _NUMBER_AROUND.sub("", title).strip(" -—_")
    return stripped if len(stripped) > _SHORTEST_TITLE else title


def find_order(lines: Sequence[str]) -> tuple[str, str, int] | None:
    """The order a text is published by, 鞍山市人民政府令第16号, on one line or two.

    Its organ, its number and the line it ends on; None where there is none.
    """
    for at, line in enumerate(lines):
        if "令" not in line or len(line) > _LONGEST_LINE:
            continue
        below = lines[at + 1] if at + 1 < len(lines) else ""
        two = line.endswith("令") and len(below) < _SHORTEST_TITLE + 4
        match = _ORDER.fullmatch(narrow(re.sub(r"\s", "", line + below if two else line)))
        if match:
            organ = match["organ"].replace("中华人民共和国国务院", "国务院")
            return organ, order_of(match[0]), at + two
    return None


def order_of(history: str) -> str:
    """The last order a history names, as a number: 国务院令第711号; or ``""``."""
    orders = list(_ORDER.finditer(re.sub(r"《[^《》]*》", "", narrow(history))))
    if not orders:
        return ""
    match = orders[-1]
    organ = re.sub(r"^.*?(?:\d日|日|以|根据|由)", "", match["organ"]).lstrip("、")
    organ = organ.replace("中华人民共和国国务院", "国务院")
    year = f"{match['year']}年" if match["year"] else ""
    return f"{organ}令{year}第{match['serial']}号"
