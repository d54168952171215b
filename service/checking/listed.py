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
#: 和 begins a word right after a mark: 开放、和谐.
_JOINS = re.compile("、|以及|(?<!、)[和与及]")
_BEFORE = re.compile(
    r"(?P<members>[\u4e00-\u9fff]{2,12}(?:、[\u4e00-\u9fff]{2,10})+"
    r"(?:，[\u4e00-\u9fff]{2,10}(?:、[\u4e00-\u9fff]{2,10})+)?"
    r"(?:、?(?:以及|[和与及])[\u4e00-\u9fff]{2,8})?)(?:，[\u4e00-\u9fff]{2,4})?[“「『\"]?$"
)
#: What leads from members to the expression: 甲、乙、丙这“三…”; 等 says that they are not all.
_THIS, _SOME = re.compile("(?:这|的|在内的)?$"), re.compile("等(?:这|的|在内的)?$")
_LONGEST_BEFORE = 80
_ROW = re.compile("[\u4e00-\u9fff]{2,12}(?:、[\u4e00-\u9fff]{2,12})+")
_BRACKETED = re.compile(r"[（(][^（(）)\n]*[）)]")
BETWEEN = re.compile(r"[、，,；;]|以及|(?<![、，,；;])和(?=[\u4e00-\u9fff]{2})|[“”\"‘’]")


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
    members = _parts(draft.text[start:stop])
    if len(members) < 2:
        return None
    return Listed(Span(start, stop), tuple(members))


def bare(member: str) -> str:
    """A member as it compares: its letters and numbers, without what a bracket adds to it."""
    member = fold(member)
    return re.sub(r"[\W_]+", "", _BRACKETED.sub("", member) or member)


def _parts(text: str) -> list[str]:
    """The members of a list as written; what parts them in a bracket parts none."""
    marked = _BRACKETED.sub(lambda found: "\0" * len(found[0]), text)
    parts, at = [], 0
    for mark in BETWEEN.finditer(marked):
        parts.append(text[at : mark.start()].strip())
        at = mark.end()
    return [part for part in (*parts, text[at:].strip()) if part]


def listed_before(draft: Draft, mention: Span, own: frozenset[str]) -> Listed | None:
    """The members right before an expression, if some are: 甲、乙、丙和丁这“四风”问题; in two rows
    where the first has some of them too: 严以…、严以…，谋事要…、创业要…的“三严三实”.

    ``own`` are its members as they may be called: 平等 ends in no 等.
    """
    found = _BEFORE.search(draft.text, max(0, mention.start - _LONGEST_BEFORE), mention.start)
    if found is None:
        return None
    start, row = found.start("members"), found["members"]
    first, comma, rest = row.partition("，")
    if comma and own.isdisjoint(_JOINS.split(first)):  # another row: 甲、乙，丙、丁“两…”
        start, row = start + len(first) + 1, rest
    this, some = _THIS.search(row), _SOME.search(row)
    ends = {len(row): False, this.start() if this else len(row): False}
    if some:
        ends[some.start()] = True
    whole = (end for end in ends if _JOINS.split(row[:end])[-1] in own)
    end = next(whole, min(ends))
    members = tuple(part for part in _JOINS.split(row[:end].replace("，", "、")) if part)
    return Listed(Span(start, start + end), members, some=ends[end]) if len(members) > 1 else None


def rows(text: str, span: Span | None = None, least: int = 4) -> Iterator[Listed]:
    """The rows of short members in a text or a part: 甲、乙、丙、丁."""
    for found in _ROW.finditer(text, *(span or (0, len(text)))):
        members = tuple(found[0].split("、"))
        if len(members) >= least:
            yield Listed(Span(*found.span()), members)
