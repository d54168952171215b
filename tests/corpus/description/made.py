"""Descriptions of texts written in a test."""

from __future__ import annotations

from corpus.description.metadata import describe
from corpus.model import Description, Line, RawDocument, Source


def described(text: str, meta: dict[str, str] | None = None, **overrides: str) -> Description:
    return describe(raw(text, meta), overrides=overrides)


def raw(text: str, meta: dict[str, str] | None = None) -> RawDocument:
    lines = tuple(Line(line) for line in text.strip().split("\n"))
    return RawDocument(lines, Source("某文件.txt", "0123456789abcdef" * 4, "plain"), meta or {})
