"""Shorthand spelled out: what 四个意识 are is told by a sentence that names all four."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.text import fold
from service.answering.writer import Quote

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from service.answering.writer import Scored
    from service.query import Query

#: Forms of question that shorthand spelled out answers.
SPELLED = frozenset({"definition", "list", "open"})
_MEANING = re.compile(r"(?:的?(?:是|指|包括|包含|分别|含义|内涵|内容|具体|都|有|哪些)\s*)+$")
#: What shorthand is, said after it: 四个全面战略布局.
_KIND = re.compile("(?:战略|总体)布局$|战略$|精神$|要求$")
#: Members from which a wording is a sentence of its own, looked for alone.
SENTENCE = 10
#: Members of which one may have been another before.
CHANGING = 4


def members_asked(query: Query, members: Callable[[str], Sequence[str]]) -> Sequence[str]:
    """The members of the shorthand a question asks about; empty where it is about no such."""
    if query.form not in SPELLED:
        return ()
    term = _term(query)
    return members(term) or members(_KIND.sub("", term))


def wordings(members: Sequence[str]) -> list[str]:
    """Questions that find the members to the letter: all in a row, or the first where each is
    a sentence.
    """
    if not members:
        return []
    row = members[:1] if min(map(len, members)) >= SENTENCE else members
    return [f"“{'、'.join(row)}”"]


def spelled_out(query: Query, members: Sequence[str], scored: Sequence[Scored]) -> list[Quote]:
    """The sentence that names every member, in a row and with the shorthand where one does; or
    beside the shorthand all but the one that was another before (全面建成小康社会).
    """
    if not members:
        return []
    wanted = [fold(one) for one in members]
    term = fold(_term(query))
    row = "、".join(wanted)
    told = [one for one in scored if all(word in fold(one.unit.text) for word in wanted)]
    if not told and len(wanted) >= CHANGING:
        told = [one for one in scored if _names_nearly(fold(one.unit.text), term, wanted)]
    told.sort(
        key=lambda one: (
            one.about.kind == "essay",
            row not in fold(one.unit.text),
            term not in fold(one.unit.text),
        )
    )
    return [Quote(one.unit.passage, one.unit.span, one.chance) for one in told[:1]]


def _names_nearly(told: str, term: str, members: Sequence[str]) -> bool:
    """Whether a sentence names shorthand and all of its members but one."""
    return term in told and sum(word in told for word in members) >= len(members) - 1


def is_unspelled(query: Query, members: Sequence[str], texts: Sequence[str]) -> bool:
    """Whether it is asked what shorthand is, and what would be quoted only mentions it: half of
    its members are named nowhere there.
    """
    told = fold(" ".join(texts))
    named = sum(fold(one) in told for one in members)
    return query.form == "definition" and len(members) > 1 and 2 * named < len(members)


def _term(query: Query) -> str:
    """What is asked about, without what asks for its meaning."""
    return _MEANING.sub("", query.topic).strip(" 的")
