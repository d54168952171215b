"""Documents made in a line or two, through the real outline and passages."""

from __future__ import annotations

import hashlib
from typing import Any

from corpus.ingest import pages
from corpus.model import Description, Document, DocumentId, Line, Passage, Source
from corpus.structure.outline import parse_outline
from corpus.structure.passages import split_passages

Held = tuple[Document, list[Passage]]


def made(name: str, title: str, *paragraphs: str, page: int = 0, **about: Any) -> Held:
    """A document called ``name`` of these paragraphs, and its passages."""
    lines = tuple(Line(text, page=page) for text in paragraphs)
    text = "\n".join(paragraphs)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    description = Description(
        id=DocumentId(name),
        work=about.pop("work", title),
        title=title,
        kind=about.pop("kind", "rule"),
        source=Source(f"{name}.txt", sha256, "plain"),
        **about,
    )
    document = Document(description, text, pages(lines), parse_outline(lines))
    return document, split_passages(document)


def rule(name: str, subject: str) -> Held:
    """A short rule about a subject."""
    return made(
        name,
        f"{subject}管理办法",
        "第一章 总则",
        f"第一条 为了规范{subject}工作，制定本办法。",
        f"第二条 各单位应当按季度报送{subject}情况。",
        "第二章 附则",
        "第三条 本办法自印发之日起施行。",
    )
