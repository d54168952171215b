"""Works known by name, held or not: what they are called, and which is meant where.

The names come from elsewhere than the held papers (the lexicon). 党章 and 环评法 are names of
works for everybody; 基本法 and 代表法 only where the text speaks of what they are about.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from corpus.titles import head_noun, is_trial, title_key, work_key, work_name

#: How a name ends that stands for a work without 《》; those of books and yearly reports do not.
_ENDS = re.compile("(?:章|通则|总则|一号文件|规划建议)$")
_BOOKS = re.compile("(?:(?<!大)报告|宣言|讲话)$|^我国")
#: The law before and behind a name in a row of them.
_BEFORE = re.compile("[法例][、和与及]$")
_BEHIND = re.compile("(?:、|和|与|以?及)[\u4e00-\u9fff]{2,16}?(?<![办方依])法[、，。和与及等的]")


class Name(NamedTuple):
    """What a work is called, and its official title; where there is a ``context``, it is called
    so only in texts that have a word of it.
    """

    name: str
    title: str
    context: tuple[str, ...] = ()


class Known:
    """Names of works, and the title each stands for."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._named: dict[str, list[Name]] = defaultdict(list)
        for one in names:
            self._named[work_key(one.name)].append(one)
        for several in self._named.values():
            several.sort(key=lambda one: is_trial(one.title))

    def unmarked(self) -> Iterator[str]:
        """The names that running text may bear without 《》."""
        for several in self._named.values():
            name = work_name(several[0].name)
            if (head_noun(name) or _ENDS.search(name)) and not _BOOKS.search(name):
                yield from {name, re.sub("[“”]", "", name)}

    def title(self, name: str, text: str = "", at: int = 0) -> str:
        """The title of the work that ``name`` means at an offset of ``text``, or ``""``.

        Of several that it may mean, the one whose word was said last.
        """
        several = self._named.get(work_key(name), [])
        exact = [one for one in several if title_key(one.name) == title_key(name)]
        in_row = len(several) == 1 and _in_row(text, at, len(name))
        said = [
            (_last(() if in_row else one.context, text, at), one.title) for one in exact or several
        ]
        place, title = max(said, key=lambda one: one[0], default=(-1, ""))
        return title if place >= 0 else ""


def _in_row(text: str, start: int, length: int) -> bool:
    """Whether a name stands in a row of laws: 组织法、选举法和婚姻法."""
    before, behind = text[max(0, start - 2) : start], start + length
    return _BEFORE.match(before) is not None or _BEHIND.match(text, behind) is not None


def _last(words: tuple[str, ...], text: str, at: int) -> int:
    """How far a text has gone where it says one of ``words`` last, before ``at`` if it does;
    -1 where it says none.
    """
    if not words:
        return len(text)
    before = max(text.rfind(word, 0, at) for word in words)
    return before if before >= 0 else min(0, max(text.find(word) for word in words))
