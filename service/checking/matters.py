"""A place's rules by what they are about: 《甲市绿地开发管理条例》 for 《甲市绿地规划建设条例》.

A place seldom has two rules of one kind on one matter: of 1,931 titles held that name a place, two
are the same but for words that say how a matter is dealt with. So a title that is nobody's and is
a held one's but for these is likely meant for it; of another place, kind or matter it is not.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from corpus.model import NORMATIVE_KINDS
from corpus.titles import head_noun, in_marks, work_name
from service.answering.places import places_in
from service.checking.model import Finding
from service.checking.titled import like

if TYPE_CHECKING:
    from corpus.model import Description, Span
    from service.checking.places import Places

#: What is done about a matter, which titles of one matter differ in.
_DEALT_WITH = re.compile(
    "管理|保护|建设|规划|开发|利用|促进|发展|服务|监督|保障|使用|治理|工作|运营|监管|维护|综合|[和与及]"
)
#: Letters of the shortest matter.
SHORTEST = 2


class Matters:
    """The rules of places that one generation holds, by place, matter and kind."""

    def __init__(self, places: Places) -> None:
        self._places = places

    def near(self, span: Span, text: str, written: str) -> Finding | None:
        """What is said of a title that nobody has: the one of its place and matter that is held."""
        held = self._held.get(_matter_of(written), ())
        if len(held) != 1:
            return None
        title = in_marks(like(written, held[0]))
        return Finding(
            kind="title_wrong",
            span=span,
            text=text,
            message=f"馆藏没有{in_marks(written)}，同地同一事项的有{title}，请核对。",
            suggestion=title,
            citations=self._places.face(held[0]),
            reason="wrong_title",
            certainty=0.6,
        )

    @cached_property
    def _held(self) -> dict[tuple[str, ...], list[Description]]:
        found: dict[tuple[str, ...], list[Description]] = defaultdict(list)
        works = {one.work: one for one in self._places.shelf.descriptions()
                 if one.kind in NORMATIVE_KINDS}  # fmt: skip
        for one in works.values():
            if matter := _matter_of(one.title):
                found[matter].append(one)
        return found


def _matter_of(title: str) -> tuple[str, ...]:
    """The place, the matter and the kind of a rule; (): it names no place, or no matter.

    >>> _matter_of("上海市渡口规划建设条例") == _matter_of("上海市渡口管理条例")
    True
    """
    name = work_name(title)
    noun, places = head_noun(name), places_in(name)
    if not noun or not places:
        return ()
    matter = _DEALT_WITH.sub("", name.removesuffix(noun))
    rest = matter
    for place in places:
        rest = re.sub(f"{place}[省市县区州]?", "", rest)
    return (*places, matter, noun) if len(rest) >= SHORTEST else ()
