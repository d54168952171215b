"""Helpers of the outline tests: lines from plain text, an outline as readable text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.model import Description, Document, DocumentId, Line, Section, Source
from corpus.structure.outline import parse_outline

_DECLARED = re.compile(r"(#{1,6}) ")


def lines_of(text: str) -> list[Line]:
    """One line per line of text; ``## …`` is a heading that the file declares."""
    lines = []
    for raw in text.strip("\n").split("\n"):
        declared = _DECLARED.match(raw)
        if declared:
            lines.append(Line(raw[declared.end() :], "heading", len(declared[1])))
        elif "\t" in raw:
            lines.append(Line(raw, "row"))
        else:
            lines.append(Line(raw))
    return lines


def document_of(text: str, title: str = "") -> Document:
    """A document with its outline parsed and nothing else known about it."""
    lines = lines_of(text)
    description = Description(
        id=DocumentId("doc"),
        work=title,
        title=title,
        kind="other",
        source=Source("a.txt", "0" * 64, "plain"),
    )
    return Document(
        description,
        "\n".join(line.text for line in lines),
        sections=parse_outline(lines),
    )


def drawn(sections: Sequence[Section], text: str) -> str:
    """An outline as text: one line per section, indented; id, label, heading, last words."""
    depth: dict[str | None, int] = {None: -1}
    rows = []
    for section in sections:
        depth[section.id] = depth[section.parent] + 1
        last = text[section.span.start : section.span.end].rsplit("\n", 1)[-1][-6:]
        step = section.id.rsplit("/", 1)[-1]
        name = " ".join(part for part in (section.label, section.heading) if part)
        rows.append(f"{'  ' * depth[section.id]}{step} [{section.kind}] {name or '-'} …{last}")
    return "\n".join(rows) + "\n"


def shape(text: str) -> str:
    """An outline as one line: the steps of its ids, children in brackets."""
    children: dict[str | None, list[Section]] = {}
    for section in parse_outline(lines_of(text)):
        children.setdefault(section.parent, []).append(section)

    def walk(parent: str | None) -> str:
        parts = []
        for section in children.get(parent, []):
            below = walk(section.id)
            step = section.id.rsplit("/", 1)[-1]
            parts.append(f"{step}({below})" if below else step)
        return " ".join(parts)

    return walk(None)
