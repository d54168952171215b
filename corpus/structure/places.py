"""Places in an outline: the section a path names, and what 本条, 前款, 前两条 mean at an offset."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence

from corpus.model import SECTION_KINDS, STEPS, Section
from corpus.numerals import to_int

_KINDS = {step: kind for kind, step in STEPS.items()}
#: What a text without articles calls its points 二、 and （三）: 本办法第二条第（三）项.
_OF_POINTS = frozenset({STEPS["article"], STEPS["item"], STEPS["subitem"]})
_UNITS = {unit: kind for kind, unit in SECTION_KINDS.items()}


class Outline:
    """One document's sections, found by path and by place."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self.sections = sections
        self._by_id = {str(section.id): section for section in sections}
        self._children: dict[str | None, list[Section]] = defaultdict(list)
        for section in sections:
            self._children[section.parent].append(section)
        self.articles = [section for section in sections if section.kind == "article"]
        #: What 第五条 counts: the articles, or where a text has none, its points 五、.
        self._counted = self.articles or self._outer_points()
        self._starts = [section.span.start for section in self._counted]

    def _outer_points(self) -> list[Section]:
        """The points that stand under no other."""
        points = (one for one in self.sections if one.kind == "point" and one.number.isdecimal())
        above = (self._by_id[str(one.parent)].kind if one.parent else "" for one in self.sections)
        outer = {one.id for one, kind in zip(self.sections, above, strict=True) if kind != "point"}
        return [one for one in points if one.id in outer]

    def find(self, path: str) -> Section | None:
        """The section ``path`` names, or None.

        Steps a text leaves out are filled in: 第十条第（三）项 finds the item in whichever 款
        holds it, and 第一款 of an article that has only one 款 is the article.
        """
        if path in self._by_id:
            return self._by_id[path]
        first, *below = path.split("/")
        # Several may call themselves 附件1: the list that announces it, and the thing itself.
        tops: Sequence[Section | None] = self._appendices(first) or [self._child(None, first)]
        return next((found for top in tops if (found := self._down(top, below))), None)

    def _down(self, node: Section | None, steps: Sequence[str]) -> Section | None:
        for step in steps:
            node = self._child(node, step) if node else None
        return node

    def _appendices(self, step: str) -> list[Section]:
        """What ``app_1`` may be: the appendix of that number; 附件 without one is the first."""
        kind, _, number = step.rpartition("_")
        if kind != STEPS["appendix"]:
            return []
        numbers = {number, ""} if number == "1" else {number}
        return [one for one in self.sections if one.kind == "appendix" and one.number in numbers]

    def _child(self, node: Section | None, step: str) -> Section | None:
        kind, _, number = step.rpartition("_")
        wanted = _KINDS.get(kind)
        pool = self.sections if node is None else self._below(node)
        for section in pool:
            # A decimal number says by itself where it stands: under an article it is a 项.
            if section.number == number and (section.kind == wanted or "." in number):
                return section
        if kind == "para" and node and not any(one.kind == "paragraph" for one in pool):
            return node if number == "1" or node.kind == "point" else None
        if kind in _OF_POINTS and (node.kind == "point" if node else not self.articles):
            points = pool if node else [*self._counted, *pool]
            return next((s for s in points if s.kind == "point" and s.number == number), None)
        return None

    def _below(self, node: Section) -> list[Section]:
        """All descendants of ``node``, nearest first."""
        found: list[Section] = []
        level = [node]
        while level:
            level = [child for parent in level for child in self._children[parent.id]]
            found.extend(level)
        return found

    def article_at(self, offset: int) -> Section | None:
        """The article ``offset`` lies in, or None."""
        found = self._counted_at(offset)
        return found if self.articles else None

    def _counted_at(self, offset: int) -> Section | None:
        place = bisect_right(self._starts, offset) - 1
        if place < 0 or offset >= self._counted[place].span.end:
            return None
        return self._counted[place]

    def inside(self, node: Section, kind: str, offset: int) -> Section | None:
        """The descendant of ``node`` of one kind that ``offset`` lies in, or None."""
        for section in self._below(node):
            if section.kind == kind and _holds(section, offset):
                return section
        return None

    def enclosing(self, kind: str, offset: int) -> Section | None:
        """The section of one kind (chapter, section, part) that ``offset`` lies in, or None."""
        for section in self.sections:
            if section.kind == kind and _holds(section, offset):
                return section
        return None

    def before(self, article: Section, count: int) -> list[Section]:
        """The ``count`` articles before one, in order; fewer where there are fewer."""
        place = bisect_right(self._starts, article.span.start) - 1
        return self._counted[max(0, place - count) : place]

    def numbered(self, node: Section, kind: str, numbers: range) -> list[Section]:
        """The descendants of ``node`` of one kind with these numbers, in order."""
        wanted = {str(number) for number in numbers}
        return [one for one in self._below(node) if one.kind == kind and one.number in wanted]

    # --- 本条, 前款 -----------------------------------------------------------------------

    def relative(self, word: str, offset: int) -> list[Section]:
        """The sections a word like 前款, 前两条, 本项 or 本章 means at ``offset``, in order.

        Empty where nothing stands there: 前款 in a first 款. 本款 of an article without 款 is
        the article, and 前款 in a list of items without 款 the item before.
        """
        word = word.removeprefix("本条") or word
        unit = word[-1]
        if unit in "章节编":
            section = self.enclosing(_UNITS[unit], offset)
            return [section] if section else []
        article = self._counted_at(offset)
        if article is None:
            return []
        if not self.articles and unit != "条":
            return self._points_before(article, word, offset) if unit == "项" else []
        if word[0] == "本":
            here = article if unit == "条" else self.inside(article, _UNITS[unit], offset)
            return [here or article]
        count = _count(word[1:-1])
        if unit == "条":
            return self.before(article, count)
        return self._siblings_before(article, _UNITS[unit], count, offset)

    def _points_before(self, outer: Section, word: str, offset: int) -> list[Section]:
        """本项, 前项, 前两项 in a point of a text without articles: a point below, or some."""
        parent, here = outer, outer
        while inner := next((s for s in self._children[here.id] if _holds(s, offset)), None):
            parent, here = here, inner
        if here is outer or word[0] == "本" or not here.number.isdecimal():
            return [here] if here is not outer and word[0] == "本" else []
        numbers = range(int(here.number) - _count(word[1:-1]), int(here.number))
        beside = [one for one in self._children[parent.id] if one.number.isdecimal()]
        return [one for one in beside if int(one.number) in numbers]

    def _siblings_before(
        self, article: Section, kind: str, count: int, offset: int
    ) -> list[Section]:
        here = self.inside(article, kind, offset)
        if here is None and kind == "paragraph" and not self.inside(article, "item", offset):
            return [article]  # its own 款 are not told apart: 前款 is the article so far
        if here is None or not here.number.isdigit() or here.number == "1":
            if kind == "paragraph" and self.inside(article, "item", offset):
                return self._siblings_before(article, "item", count, offset)
            return []
        parent = article
        if kind == "item" and (inner := self.inside(article, "paragraph", offset)):
            parent = inner
        last = int(here.number)
        return self.numbered(parent, kind, range(max(1, last - count), last))


def _holds(section: Section, offset: int) -> bool:
    return section.span.start <= offset < section.span.end


def _count(word: str) -> int:
    return {"": 1, "两": 2, "数": 2}.get(word) or to_int(word)
