"""Provisions by number: 第二十条第二款第（三）项 <-> ``art_20/para_2/item_3``.

::

    path      = step *("/" step)
    step      = kind "_" number ["-" number]      art_10-1 is 第十条之一
    kind      = part | subpart | chp | sec | art | para | item | subitem | pt
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence

from corpus.model import Section
from corpus.numerals import NUMBER, to_chinese, to_int

#: What a step of a path is called in a text, and in an outline.
STEPS = {
    "编": "part",
    "分编": "subpart",
    "章": "chp",
    "节": "sec",
    "条": "art",
    "款": "para",
    "项": "item",
    "目": "subitem",
    "点": "pt",
}
#: How deep each step stands; a path goes down.
LEVELS = {
    "part": 0,
    "subpart": 1,
    "chp": 2,
    "sec": 3,
    "art": 4,
    "para": 5,
    "item": 6,
    "subitem": 7,
}
_KINDS = {
    "part": "part",
    "subpart": "subpart",
    "chp": "chapter",
    "sec": "section",
    "art": "article",
    "para": "paragraph",
    "item": "item",
    "subitem": "subitem",
    "pt": "point",
}
_UNIT = "分编|[编章节条款项目]"
_STEP = re.compile(
    rf"第?\s?[（(]?\s?(?P<number>{NUMBER})\s?[)）]?\s?(?P<unit>{_UNIT})(?:之(?P<sub>{NUMBER}))?"
)
_PROVISION = re.compile(
    rf"(?:第\s?{NUMBER}|(?<![0-9０-９零一二三四五六七八九十百年月]){NUMBER})\s?(?:条|章|分编|编)(?:之{NUMBER})?"
    rf"(?:\s?第?\s?[（(]?\s?{NUMBER}\s?[)）]?\s?[款项目节])*"
)


def canonical(number: str, sub: str | None, unit: str) -> str:
    """One step: ``canonical("二十", "一", "条") == "art_20-1"``."""
    step = f"{STEPS[unit]}_{to_int(number)}"
    return f"{step}-{to_int(sub)}" if sub else step


def parse_provision(text: str) -> str | None:
    """The path of a provision written as a whole: 第二十条第二款 -> ``art_20/para_2``.

    Also 20条, 第20条之一, 第十七条第（三）项. None where ``text`` is anything else.
    """
    steps, at = [], 0
    text = text.strip()
    while at < len(text):
        match = _STEP.match(text, at)
        if match is None:
            return None
        steps.append(canonical(match["number"], match["sub"], match["unit"]))
        at = match.end()
    return "/".join(steps) or None


def find_provision(query: str) -> tuple[str, str] | None:
    """The title and the path a query asks for: 公司法 第20条 -> (公司法, ``art_20``).

    The title is what stands before the number, without 《》 and 的; it may be empty. None
    where the query names no article, chapter or part.
    """
    match = _PROVISION.search(query)
    path = parse_provision(match[0]) if match else None
    if match is None or path is None:
        return None
    return re.sub(r"[《》〈〉\s]|的$", "", query[: match.start()].strip()), path


def spoken(path: str) -> str:
    """A path as people say it: ``art_20-1/para_2`` -> 第二十条之一第二款."""
    units = {kind: unit for unit, kind in STEPS.items()}
    words = []
    for step in path.split("/"):
        kind, _, number = step.rpartition("_")
        main, _, sub = number.partition("-")
        wrapped = f"（{to_chinese(int(main))}）" if kind == "item" else to_chinese(int(main))
        words.append(f"第{wrapped}{units[kind]}" + (f"之{to_chinese(int(sub))}" if sub else ""))
    return "".join(words)


class Outline:
    """One document's sections, found by path and by place."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self.sections = sections
        self._by_id = {str(section.id): section for section in sections}
        self._children: dict[str | None, list[Section]] = defaultdict(list)
        for section in sections:
            self._children[section.parent].append(section)
        self.articles = [section for section in sections if section.kind == "article"]
        self._starts = [article.span.start for article in self.articles]

    def find(self, path: str) -> Section | None:
        """The section ``path`` names, or None.

        Steps a text leaves out are filled in: 第十条第（三）项 finds the item in whichever 款
        holds it, and 第一款 of an article that has only one 款 is the article.
        """
        if path in self._by_id:
            return self._by_id[path]
        node: Section | None = None
        for step in path.split("/"):
            found = self._child(node, step)
            if found is None:
                return None
            node = found
        return node

    def _child(self, node: Section | None, step: str) -> Section | None:
        kind, _, number = step.rpartition("_")
        wanted = _KINDS.get(kind)
        pool = list(self.sections) if node is None else self._below(node)
        for section in pool:
            if section.kind == wanted and section.number == number:
                return section
        if kind == "para" and node and not any(one.kind == "paragraph" for one in pool):
            return node if number == "1" else None
        if kind == "art" and node is None and not self.articles:
            return next((s for s in pool if s.kind == "point" and s.number == number), None)
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
        place = bisect_right(self._starts, offset) - 1
        if place < 0 or offset >= self.articles[place].span.end:
            return None
        return self.articles[place]

    def inside(self, node: Section, kind: str, offset: int) -> Section | None:
        """The descendant of ``node`` of one kind that ``offset`` lies in, or None."""
        for section in self._below(node):
            if section.kind == kind and section.span.start <= offset < section.span.end:
                return section
        return None

    def enclosing(self, kind: str, offset: int) -> Section | None:
        """The section of one kind (chapter, section, part) that ``offset`` lies in, or None."""
        for section in self.sections:
            if section.kind == kind and section.span.start <= offset < section.span.end:
                return section
        return None

    def before(self, article: Section, count: int) -> list[Section]:
        """The ``count`` articles before one, in order; fewer where there are fewer."""
        place = bisect_right(self._starts, article.span.start) - 1
        return self.articles[max(0, place - count) : place]

    def numbered(self, node: Section, kind: str, numbers: range) -> list[Section]:
        """The descendants of ``node`` of one kind with these numbers, in order."""
        wanted = {str(number) for number in numbers}
        return [one for one in self._below(node) if one.kind == kind and one.number in wanted]
