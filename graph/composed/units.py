"""Text as units of meaning: the lexicon's concepts as they stand, words of a tagger between.

A unit's ``sort`` says what it may be in a name: ``noun``, ``verb`` (one that modifies),
``act`` (any other, which may stand between a thing and a head), ``ending`` (one character) or
nothing, where every name breaks.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from operator import attrgetter
from typing import NamedTuple

import rjieba

from graph.composed.words import words

#: Concepts of these kinds are words a name may hold; slogans and titles are not.
_WITHIN = frozenset("term system task organ role campaign shorthand".split())
_NOUNS = frozenset("n nz b j nt an".split())
_VERBS = frozenset("v vd ad d p m r".split())
_HAN = re.compile("[一-龥]+")
_JOINING = re.compile("[其该本各我每由向被将对为在和或及与等按从把给的了着过于以所]")
_LEADING = frozenset("参与 支持 鼓励 引导 促进".split())
#: What ends so may as well be done to what stands behind it.
_DEEDS = tuple("打击 治理 清理 严打".split())
#: The tag of a unit that is one of the lexicon's concepts.
LEXICAL = "lexical"
_KEPT = 1 << 17
_START = attrgetter("start")


class Unit(NamedTuple):
    """One unit: where it stands, its words, the tagger's tag, what it may be in a name, and
    the kind of concept it is, if any.
    """

    start: int
    end: int
    text: str
    tag: str
    sort: str
    kind: str = ""


def units_of(text: str, known: Iterable[tuple[int, int, str]]) -> list[Unit]:
    """A folded text as units. ``known`` are the places of concepts in it with their kinds, in
    order, none overlapping.
    """
    found: list[Unit] = []
    at = 0
    for start, end, kind in known:
        found += _words(text, at, start)
        name = text[start:end]
        found.append(Unit(start, end, name, LEXICAL, _lexical_sort(name, kind), kind))
        at = end
    found += _words(text, at, len(text))
    return found


def unit_at(units: Sequence[Unit], place: int) -> int:
    """The number of the unit that stands at a place of the text; -1 before the first."""
    return bisect_right(units, place, key=_START) - 1


def word_goes_on(text: str, units: Sequence[Unit], end: int) -> bool:
    """Whether the word of the last letter before a place goes on: 市委|托, 检验科|室, 安全处|警;
    but not in 市场部|员工.
    """
    pair = text[end - 1 : end + 1]
    if len(pair) < 2 or not is_word(pair):
        return False
    after = units[unit_at(units, end)]
    return after.start != end or after.end - end < 2 or not is_word(after.text)


@lru_cache(_KEPT)
def is_word(word: str) -> bool:
    """Whether the tagger's dictionary has a word; it guesses others from their characters."""
    return bool(_tagger().has_word(word))


@lru_cache(_KEPT)
def is_nominal(name: str) -> bool:
    """Whether a lexicon's name begins with no bare verb: 安全生产, not 加强管理."""
    (first, tag), *others = tagged(name)
    known = words()
    if not others:
        guessed = not is_word(first)  # 混改: no word of the dictionary, so no verb of everybody's
        return guessed or tag not in {"v", "vd", "d"} or first in known.modifying | known.describing
    if first in known.breaking:
        return False
    acting = tag == "v" and first not in known.naming and first not in known.describing
    if acting and len(name) > len(first) + 2:
        return False  # 解除 劳动合同
    return tag not in _VERBS or first in known.modifying or first in known.describing


def tagged(text: str) -> list[tuple[str, str]]:
    """Words and their tags; joined, the words are the text."""
    found: list[tuple[str, str]] = _tagger().tag(text)
    return found


@cache
def _tagger() -> rjieba.Jieba:
    tagger = rjieba.Jieba()
    held = words()
    for word in sorted({*held.heads, *held.objects}):
        if len(word) > 2:
            tagger.add_word(word, None, "n")
    return tagger


def _words(text: str, start: int, end: int) -> Iterator[Unit]:
    if start == end:
        return
    for word, tag in tagged(text[start:end]):
        for part, its in _parts(word, tag) if len(word) == _LONG else ((word, tag),):
            end = start + len(part)
            yield Unit(start, end, part, its, _sort(part, its))
            start = end


#: A dictionary's word of so many characters is taken for the two it is made of: 采取有效.
_LONG = 4


@lru_cache(_KEPT)
def _parts(word: str, tag: str) -> tuple[tuple[str, str], ...]:
    held = words()
    tail = word[2:]
    if word in held.heads or not (is_word(word[:2]) and is_word(tail)):
        return ((word, tag),)
    head = tail in held.heads or tail in held.objects or tail in held.deeds
    return (*tagged(word[:2]), *([(tail, "n")] if head else tagged(tail)))


@lru_cache(_KEPT)
def _sort(word: str, tag: str) -> str:
    held = words()
    if not _HAN.fullmatch(word) or word in held.breaking:
        return ""
    if _JOINING.search(word) and not is_word(word):
        return ""  # 由省: guessed, and no word
    if len(word) == 1:
        makes = word == "率" or tag not in {"v", "d", "p"}
        return "ending" if word in held.endings and makes else ""
    if word in held.acts:
        return "act"
    if word in held.modifying or (word in held.deeds and word not in held.describing):
        return "verb"
    if word in held.describing or word in held.heads or word in held.objects or tag in _NOUNS:
        return "noun"
    return "act" if tag == "v" and len(word) == 2 and is_word(word) else ""


@lru_cache(_KEPT)
def _lexical_sort(name: str, kind: str) -> str:
    held = words()
    if kind not in _WITHIN or not _HAN.fullmatch(name) or name[:2] in held.breaking:
        return ""
    if kind == "campaign" and name.endswith(_DEEDS):
        return ""  # 严厉打击 人民群众反映强烈的犯罪
    parts = [word for word, _ in tagged(name)]
    if all(word in held.modifying for word in parts):
        return "verb"
    if parts[-1] in _LEADING:
        return ""  # 公众参与 大气污染防治工作
    return "noun" if is_nominal(name) else ""
