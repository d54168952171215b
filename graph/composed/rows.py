"""Slogans in rows: 宜独则独、宜控则控、宜参则参; “守住山、管住人、看住火”; 政治自觉、法治自觉.

A row is members of Han letters joined by 、, the last perhaps by 和. It is one name where it
stands in quotation marks and its members are of one length; where what it is is said behind
it (按照统一领导、分级负责的原则); where each member begins with one letter of ``_REPEATED``; where
each is a verb and its thing in three letters (稳增长、促改革); and where each ends in one
quality (政治性、时代性、原则性).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.model import Span
from graph.composed.coined import FAR
from graph.discovery.shorthand import AMENDS

#: Han letters but 的.
_MEMBER = "[一-\u7683\u7685-龥]{2,12}"
_QUOTED = re.compile(f'[“「"](?P<row>{_MEMBER}(?:[、,，；;]{_MEMBER}){{1,7}})[”」"]')
_CALLED = re.compile(
    "(?:按照|遵循|坚持|本着|贯彻|体现|实行|落实|秉持|秉承|依照|执行|符合)"
    f"(?P<row>{_MEMBER}(?:、{_MEMBER}){{1,7}})的?"
    "(?:基本|总体|工作|指导|重要|监管|管理)?(?:原则|方针|总要求|总体要求|工作思路|总基调)"
)
_FREE = re.compile("[一-龥]{3,12}(?:、[一-龥]{3,12}){2,9}")
#: First letters of the members of a slogan: what is done, and how.
_REPEATED = re.compile("(?!不同|不能|不会|不是|不可|无法|同步)[不无因宜敢善共互谁早真严讲多少心]")
_DOING = frozenset(
    "促强稳保防抓兜救调惠补治管建优提育扩降去控减转增守看护拓延聚破立解畅练亮当创争带谋办纠除查改评学"
    "夯严清压推引扶富活拼抢"
)
_TAILED = re.compile("[一-龥]{2}(?:自觉|自信|认同|定力|效果|性|力|权)")
#: What belongs to a sentence: no member holds it.
_SAID = re.compile("[的这了吗呢过着之其把将被让]|以及|或者|等$|^坚持|大政$|党中央|国务院|省委")
_JOINED = re.compile("[和与且或]")
_LONGEST, _FEWEST, _WIDEST = 60, 3, 5
#: Two verses: 海内存知己，天涯若比邻.
_VERSES = frozenset({5, 7})


def quoted_rows(text: str) -> Iterator[Span]:
    """Rows in quotation marks, without the marks."""
    for match in _QUOTED.finditer(text):
        row = match["row"]
        members = re.split("[、,，；;]", row)
        size = len(members[0])
        verses = "、" not in row and size in _VERSES
        if any(len(one) != size or _SAID.search(one) for one in members) or verses:
            continue
        short = len(members) < _FEWEST and size < _FEWEST
        if not short and not AMENDS.search(text[max(0, match.start() - FAR) : match.end() + FAR]):
            yield Span(*match.span("row"))


def rows_in(text: str) -> Iterator[Span]:
    """Rows without quotation marks."""
    if "、" not in text:
        return
    for match in _CALLED.finditer(text):
        row = match["row"]
        halved = _JOINED.search(row) and not row.endswith("相结合")
        if len(row) <= _LONGEST and not _SAID.search(row) and not halved:
            yield Span(*match.span("row"))
    for match in _FREE.finditer(text):
        if (place := _slogan(match.group())) is not None:
            yield Span(match.start() + place[0], match.start() + place[1])


def _slogan(run: str) -> tuple[int, int] | None:
    """Where a run of members holds a slogan; what leads in to it or goes on behind is left out:
    着力|稳就业、稳企业、稳预期|各项工作.
    """
    parts = run.split("、")
    size = len(parts[1])
    if size > _WIDEST:
        return None
    last = parts[-1]
    joined = len(last) == size * 2 + 1 and last[size] in "和与"
    ends = [last[:size], last[size + 1 :]] if joined else [last[:size]]
    members = [parts[0][-size:], *parts[1:-1], *ends]
    if len(set(members)) < len(members) or any(len(one) != size for one in members):
        return None
    over = 0 if joined else len(last) - size
    if _SAID.search("、".join(members)) or not (_is_done(members) if over else _is_slogan(members)):
        return None
    return (len(parts[0]) - size, len(run) - over) if over != 1 else None  # 防病除|草


def _is_slogan(members: Sequence[str]) -> bool:
    """Whether members of one length say the like: 政治自觉、法治自觉; 因地施策、因企施策."""
    if _is_done(members):
        return True
    if all(map(_TAILED.fullmatch, members)):
        return len({one[2:] for one in members}) == 1
    letter = members[0][0]
    return all(one[0] == letter and _REPEATED.match(one) for one in members)


def _is_done(members: Sequence[str]) -> bool:
    """Whether each member is a verb and its thing: 稳增长、促改革."""
    return all(len(one) == _FEWEST and one[0] in _DOING for one in members)
