"""Members spelled out after an expression in a draft: “四个意识”即甲、乙、丙、丁."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.model import Span
from corpus.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.checking.draft import Draft

#: What says that members follow: “四个意识”即…, （…）, ：….
_OPENS = re.compile(
    r"[”」』\"’]?(?:[^，。；：、“”\n]{0,14}[，,]\s?(?:即|也就是|就是|具体是|分别是)"
    r"|\s?(?:即是?|就是|也就是|是指|指的是|包括|分别是|具体是|是(?=[^否非不])|[：:（(—]+))\s?"
)
_COMMA = re.compile(r"[”」』\"’]?[^，。；：、“”\n]{0,6}[，,]\s?")
#: To the end of the list; brackets within it are a member's own.
_LIST = re.compile(r"(?:[^。；;！？\n（(）)]|[（(][^（(）)\n]*[）)])*")
_JOINS = re.compile("、|以及|[和与及]")
_BEFORE = re.compile(
    r"(?P<members>[\u4e00-\u9fff]{2,12}(?:、[\u4e00-\u9fff]{2,10})+"
    r"(?:、?(?:以及|[和与及])[\u4e00-\u9fff]{2,8})?)[“「『\"]?$"
)
#: What leads from members to the expression: 甲、乙、丙这“三…”; 等 says that they are not all.
_THIS = re.compile("(?P<some>等)?(?:这|的|在内的)?$")
_LONGEST_BEFORE = 80
_ROW = re.compile("[\u4e00-\u9fff]{2,12}(?:、[\u4e00-\u9fff]{2,8}){3,}")
BETWEEN = re.compile(r"[、，,；;]|以及|和(?=[\u4e00-\u9fff]{2})|[“”\"‘’]")


@dataclass(frozen=True, slots=True)
class Listed:
    """Members spelled out in a draft: where, and each as written; ``some``: not all (…等)."""

    span: Span
    members: tuple[str, ...]
    some: bool = False


def listed(draft: Draft, mention: Span, *, bare_comma: bool = False) -> Listed | None:
    """The members that follow an expression, if some do: “四个意识”即甲、乙、丙、丁.

    ``bare_comma`` takes what follows a comma alone for members: “四个全面”战略布局，甲、乙、….
    """
    opens = (_COMMA if bare_comma else _OPENS).match(draft.text, mention.end)
    if opens is None:
        return None
    start = opens.end()
    found = _LIST.match(draft.text, start, start + 400)
    stop = found.end() if found else start
    members = [part.strip() for part in BETWEEN.split(draft.text[start:stop])]
    members = [part for part in members if part]
    if len(members) < 2:
        return None
    return Listed(Span(start, stop), tuple(members))


def bare(member: str) -> str:
    """A member as it compares: its letters and numbers."""
    return re.sub(r"[\W_]+", "", fold(member))


def listed_before(draft: Draft, mention: Span) -> Listed | None:
    """The members right before an expression, if some are: 甲、乙、丙和丁这“四风”问题."""
    found = _BEFORE.search(draft.text, max(0, mention.start - _LONGEST_BEFORE), mention.start)
    this = _THIS.search(found["members"]) if found else None
    if found is None or this is None:
        return None
    start = found.start("members")
    members = tuple(part for part in _JOINS.split(found["members"][: this.start()]) if part)
    span = Span(start, start + this.start())
    return Listed(span, members, some=bool(this["some"])) if len(members) > 1 else None


def rows(text: str, span: Span | None = None) -> Iterator[Listed]:
    """The rows of short members in a text or a part: 甲、乙、丙、丁 (four at least)."""
    for found in _ROW.finditer(text, *(span or (0, len(text)))):
        yield Listed(Span(*found.span()), tuple(found[0].split("、")))
