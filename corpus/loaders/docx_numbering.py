"""The numbers Word generates: 第三条 and （一） that stand nowhere in the text.

A paragraph names a list (``numId``) and a level, itself or through its style. The list
(``w:num``) points to an abstract list, whose counters all lists on it share, and may
start levels anew (``startOverride``) or replace them. Each level has a format, a pattern
(``第%1条``, ``%1.%2``) and a rule when it starts over. ECMA-376 part 1, 17.9.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from lxml import etree

from corpus.loaders.docx_styles import Style, Styles, as_int, read_style
from corpus.loaders.markup import attribute, child, local, switched_on, value
from corpus.loaders.numfmt import format_number

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_ARTICLE = re.compile(r"第 ?%\d ?条\s*")
_CLAUSE = re.compile(r"%\d(?:\.%\d)+\.?\s*")
#: After these the gap Word draws is already in the sign: no blank is stored.
_CLOSED = "、）．：。，〕】》」"


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list. ``restart`` is the level (1-based) above which it starts over."""

    start: int = 1
    format: str = "decimal"
    custom: str = ""
    pattern: str = ""
    legal: bool = False
    restart: int | None = None
    suffix: str = "tab"
    style: str | None = None


@dataclass(slots=True)
class _Num:
    abstract: str
    levels: dict[int, Level] = field(default_factory=dict)
    starts: dict[int, int] = field(default_factory=dict)


def _read_level(element: etree._Element) -> Level:
    format_, custom = value(element, "numFmt"), ""
    alternate = child(element, "AlternateContent")
    if alternate is not None:  # how Word stores its custom formats, a plain one beside it
        chosen = child(child(alternate, "Choice"), "numFmt")
        if chosen is not None:
            format_, custom = attribute(chosen, "val"), attribute(chosen, "format") or ""
    picture = child(element, "lvlPicBulletId") is not None
    return Level(
        start=as_int(value(element, "start")) or 0,
        format="bullet" if picture else format_ or "decimal",
        custom=custom,
        pattern=value(element, "lvlText") or "",
        legal=switched_on(child(element, "isLgl")),
        restart=as_int(value(element, "lvlRestart")),
        suffix=value(element, "suff") or "tab",
        style=value(element, "pStyle"),
    )


class Numbering:
    """All the lists of a document and where their counters stand, read in document order.

    ``converted``: LibreOffice wrote the lists, and has lost what it has no setting for. Articles
    are numbered through the chapters, whatever the levels say, as in every regulation; and
    二.1, which nobody writes, is 2.1.
    """

    def __init__(
        self, root: etree._Element | None, styles: Styles, *, converted: bool = False
    ) -> None:
        self._styles = styles
        self._converted = converted
        self._abstract: dict[str, dict[int, Level]] = {}
        self._links: dict[str, str] = {}
        self._nums: dict[str, _Num] = {}
        self._counters: dict[str, list[int | None]] = {}
        self._started: set[tuple[str, int]] = set()
        for element in root if root is not None else ():
            if local(element) == "abstractNum":
                self._read_abstract(element)
            elif local(element) == "num":
                self._read_num(element)

    def _read_abstract(self, element: etree._Element) -> None:
        key = attribute(element, "abstractNumId") or ""
        levels = {}
        for item in element:
            index = as_int(attribute(item, "ilvl")) or 0
            if local(item) == "lvl" and 0 <= index < _LEVELS:
                levels[index] = _read_level(item)
        self._abstract[key] = levels
        link = value(element, "numStyleLink")
        if link:
            self._links[key] = link

    def _read_num(self, element: etree._Element) -> None:
        num = _Num(value(element, "abstractNumId") or "")
        for item in element:
            if local(item) != "lvlOverride":
                continue
            level = min(max(as_int(attribute(item, "ilvl")) or 0, 0), _LEVELS - 1)
            start = as_int(value(item, "startOverride"))
            own = child(item, "lvl")
            if own is not None:
                num.levels[level] = _read_level(own)
            if start is not None:
                num.starts[level] = start
        self._nums[attribute(element, "numId") or ""] = num

    def _resolve(self, num_id: str) -> tuple[str, dict[int, Level]] | None:
        """The abstract list behind ``num_id`` and its levels, through a list style if need be."""
        num = self._nums.get(num_id)
        if num is None:
            return None
        abstract, seen = num.abstract, {num_id}
        while abstract in self._links:
            linked = next(self._styles.chain(self._links[abstract]), None)
            other = self._nums.get(linked.num_id or "") if linked else None
            if linked is None or other is None or linked.num_id in seen:
                break
            seen.add(linked.num_id or "")
            abstract = other.abstract
        levels = self._abstract.get(abstract)
        if levels is None:
            return None
        levels = levels | num.levels
        for index, start in num.starts.items():
            levels[index] = replace(levels.get(index, Level()), start=start)
        return abstract, levels

    def place(self, own: Style, style_id: str | None) -> tuple[str, int] | None:
        """The list and level of a paragraph with settings ``own`` in style ``style_id``."""
        if own.num_id is not None:
            resolved = self._resolve(own.num_id)
            return (own.num_id, own.level or 0) if resolved else None
        names: list[str] = []
        for style in self._styles.chain(style_id):
            names.append(style.id)
            if style.num_id is None:
                continue
            resolved = self._resolve(style.num_id)
            if resolved is None:
                return None
            # A style's level is the one that names the style; its own ilvl only helps out.
            by_style = {level.style: index for index, level in resolved[1].items() if level.style}
            known = next((by_style[name] for name in names if name in by_style), style.level or 0)
            return style.num_id, known if own.level is None else own.level
        return None

    def label(self, paragraph: etree._Element, style_id: str | None) -> str:
        """The number Word prints before ``paragraph``, counting it; ``""`` for none or a bullet.

        Ends with a blank where Word leaves a gap that the number's own last sign does not.
        """
        place = self.place(read_style(paragraph), style_id)
        if place is None:
            return ""
        num_id, index = place
        resolved = self._resolve(num_id)
        if resolved is None or index not in resolved[1]:
            return ""
        abstract, levels = resolved
        counters = self._count(num_id, abstract, index, levels)
        level = levels[index]
        if level.format == "bullet":
            return ""
        if self._converted and level.format == "decimal" and _CLAUSE.fullmatch(level.pattern):
            level = replace(level, legal=True)
        text = _PLACE.sub(lambda m: _show(int(m[1]) - 1, level, levels, counters), level.pattern)
        spaced = level.suffix != "nothing" or level.pattern[-1:].isspace()
        text = text.strip()
        gap = spaced and text and text[-1] not in _CLOSED
        return f"{text} " if gap else text

    def _count(
        self, num_id: str, abstract: str, index: int, levels: dict[int, Level]
    ) -> list[int | None]:
        counters = self._counters.setdefault(abstract, [None] * _LEVELS)
        current = counters[index]
        fresh = index in self._nums[num_id].starts and (num_id, index) not in self._started
        if fresh or current is None:
            counters[index] = levels[index].start
        else:
            counters[index] = current + 1
        self._started.add((num_id, index))
        for upper in range(index):  # a level passed over counts as begun
            if counters[upper] is None and upper in levels:
                counters[upper] = levels[upper].start
        for lower in range(index + 1, _LEVELS):
            restart = levels[lower].restart if lower in levels else None
            if self._converted and lower in levels and _ARTICLE.fullmatch(levels[lower].pattern):
                restart = 0
            if restart is None or (restart and index < restart):
                counters[lower] = None
        return counters


def _show(index: int, shown: Level, levels: dict[int, Level], counters: list[int | None]) -> str:
    level = levels.get(index, Level())
    count = counters[index]
    number = level.start if count is None else count
    if shown.legal and level.format != "none":
        return str(number)
    return format_number(number, level.format, level.custom)
