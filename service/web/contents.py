"""A document's table of contents, as its page shows it at the side."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus.model import Document, Section, Span

#: What stands below an article is read in the text, not looked up in the contents.
SHOWN = frozenset(
    {"part", "subpart", "chapter", "section", "heading", "appendix", "point", "article"}
)
#: Longer contents open only at the branch one came for.
ALL_OPEN = 60
HINT = 16


@dataclass(slots=True)
class Entry:
    """One line of the contents: the marker, and the heading or how the text begins."""

    id: str
    label: str
    hint: str
    span: Span
    children: list[Entry] = field(default_factory=list)
    opened: bool = False


def contents(document: Document, quote: Span | None) -> list[Entry]:
    """The contents as a tree, opened where the cited place is."""
    top: list[Entry] = []
    placed: dict[str, Entry] = {}
    for section in document.sections:
        if section.kind not in SHOWN or not section.title:
            continue
        entry = Entry(section.id, section.label, _hint(document, section), section.span)
        parent = placed.get(section.parent) if section.parent else None
        placed[section.id] = entry
        (parent.children if parent else top).append(entry)
    for entry in placed.values():
        entry.opened = len(placed) <= ALL_OPEN or (
            quote is not None and entry.span.start <= quote.start < entry.span.end
        )
    return top


def _hint(document: Document, section: Section) -> str:
    """The heading; without one, the first words after the marker."""
    if section.heading:
        return (
            section.heading
            if len(section.heading) <= 2 * HINT
            else f"{section.heading[: 2 * HINT]}…"
        )
    start = section.span.start + len(section.label)
    end = min(section.span.end, start + HINT)
    words = document.text[start:end].split("\n")[0].strip(" 　，,、.．")
    return f"{words}…" if words and end < section.span.end else words
