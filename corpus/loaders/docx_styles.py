"""Word's styles: what a paragraph inherits from the style it names and those it is based on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from corpus.loaders.markup import attribute, child, local, value

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_TITLES = frozenset({"title", "标题", "文档标题", "公文标题"})


@dataclass(frozen=True, slots=True)
class Style:
    """What one style says itself; ``None`` where it leaves a thing to the style below it."""

    id: str
    name: str
    based_on: str | None = None
    num_id: str | None = None
    level: int | None = None
    outline: int | None = None
    size: float | None = None
    centred: bool | None = None


def as_int(text: str | None) -> int | None:
    """``text`` as a number, ``None`` where it is none (Word writes 3.0 at times)."""
    try:
        return None if text is None else int(float(text))
    except (ValueError, OverflowError):
        return None


def read_style(element: etree._Element) -> Style:
    """One ``w:style``, or the same settings of a paragraph (``w:p``) itself."""
    own = child(element, "pPr")
    run = child(element, "rPr")
    numbering = child(own, "numPr")
    half_points = as_int(value(run, "sz"))
    align = value(own, "jc")
    return Style(
        id=attribute(element, "styleId") or "",
        name=(value(element, "name") or "").strip(),
        based_on=value(element, "basedOn"),
        num_id=value(numbering, "numId"),
        level=as_int(value(numbering, "ilvl")),
        outline=as_int(value(own, "outlineLvl")),
        size=half_points / 2 if half_points else None,
        centred=None if align is None else align == "center",
    )


@dataclass(slots=True)
class Styles:
    """Every style of a document by its id."""

    by_id: dict[str, Style] = field(default_factory=dict)
    default: str | None = None
    default_size: float = 10.5

    @classmethod
    def read(cls, root: etree._Element | None) -> Styles:
        """The styles of ``styles.xml``; without one, Word's own defaults."""
        styles = cls()
        for element in root if root is not None else ():
            if local(element) == "style":
                style = read_style(element)
                styles.by_id[style.id] = style
                if attribute(element, "type") == "paragraph" and attribute(element, "default") in {
                    "1",
                    "true",
                }:
                    styles.default = style.id
            elif local(element) == "docDefaults":
                run = child(child(element, "rPrDefault"), "rPr")
                half_points = as_int(value(run, "sz"))
                styles.default_size = half_points / 2 if half_points else styles.default_size
        return styles

    def chain(self, style_id: str | None) -> Iterator[Style]:
        """The style, then what it is based on, and so on; a circle ends where it closes."""
        seen: set[str] = set()
        current = style_id if style_id in self.by_id else self.default
        while current in self.by_id and current not in seen:
            seen.add(current)
            yield self.by_id[current]
            current = self.by_id[current].based_on

    def heading(self, style_id: str | None) -> int:
        """The heading level a style gives its paragraphs, from 1; 0 for none."""
        for style in self.chain(style_id):
            if style.outline is not None:
                return style.outline + 1 if 0 <= style.outline < 9 else 0
            match = _HEADING.fullmatch(style.name)
            if match:
                return int(match[1])
        return 0

    def is_title(self, style_id: str | None) -> bool:
        """Whether the style, or one it is based on, is the document's title."""
        return any(style.name.lower() in _TITLES for style in self.chain(style_id))

    def is_contents(self, style_id: str | None) -> bool:
        """Whether the style is one of a table of contents."""
        names = (style.name.lower() for style in self.chain(style_id))
        return any(re.match(r"toc\b|目录\s*\d", name) for name in names)

    def size(self, style_id: str | None) -> float:
        """The type size of a style, in points."""
        sizes = (style.size for style in self.chain(style_id) if style.size)
        return next(sizes, self.default_size)

    def centred(self, style_id: str | None) -> bool:
        """Whether a style centres its paragraphs."""
        return next((s.centred for s in self.chain(style_id) if s.centred is not None), False)
