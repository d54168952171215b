"""The nouns of the ground floor: documents and their parts, passages, references, hits.

One ruler: every :class:`Span` is a half-open range of code points in ``Document.text``.
Everything here is frozen and without behaviour that would need another module.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import NamedTuple, NewType

DocumentId = NewType("DocumentId", str)
SectionId = NewType("SectionId", str)
PassageId = NewType("PassageId", str)

#: What a document is, and what a cadre calls it. Ordered as facets are shown.
KINDS: Mapping[str, str] = {
    "speech": "讲话",
    "report": "工作报告",
    "law": "法律",
    "regulation": "条例法规",
    "local_regulation": "地方性法规",
    "rule": "规章制度",
    "judicial_interpretation": "司法解释",
    "policy": "政策文件",
    "notice": "通知",
    "minutes": "会议纪要",
    "case": "案例",
    "news": "新闻",
    "essay": "文章",
    "other": "其他",
}

#: Kinds that bind: they come into force, are amended and repealed.
NORMATIVE_KINDS = frozenset(
    {"law", "regulation", "local_regulation", "rule", "judicial_interpretation"}
)

#: What a section is, and what a text calls it.
SECTION_KINDS: Mapping[str, str] = {
    "part": "编",
    "subpart": "分编",
    "chapter": "章",
    "section": "节",
    "heading": "标题",
    "appendix": "附件",
    "point": "点",
    "article": "条",
    "paragraph": "款",
    "item": "项",
    "subitem": "目",
}
#: The step each kind adds to a section's id: the 目 of ``art_17/para_2/item_3/sub_1``.
STEPS: Mapping[str, str] = {
    "part": "part",
    "subpart": "subpart",
    "chapter": "chp",
    "section": "sec",
    "heading": "h",
    "appendix": "app",
    "point": "pt",
    "article": "art",
    "paragraph": "para",
    "item": "item",
    "subitem": "sub",
}
#: What one cites by number.
PROVISION_KINDS = frozenset({"article", "paragraph", "item", "subitem"})


@lru_cache(maxsize=1 << 16)
def document_of(passage_id: str) -> DocumentId:
    """The document a passage belongs to: its id says so."""
    return passage_id.partition("/")[0]  # type: ignore[return-value]  # a call less, often


class Span(NamedTuple):
    """A half-open range of code points in one document's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph as a loader found it; a document's text is its lines, a line break between.

    ``text`` holds no line break and has been through :func:`corpus.text.clean`.
    ``style`` is ``body``, ``title`` (the document's own title), ``heading`` (a heading
    *declared* by the file: a Word heading style, a Markdown ``#``, ``<h2>``), ``row``
    (one row of a table, cells separated by tabs) or ``note`` (a foot- or endnote of the
    file's, put below its text). ``level`` is the declared depth of a
    heading, from 1; ``page`` the 1-based page the paragraph starts on, 0 where unknown.
    """

    text: str
    style: str = "body"
    level: int = 0
    page: int = 0


@dataclass(frozen=True, slots=True)
class Source:
    """Where a document came from. ``name`` is the path as given, members of an archive
    or rows of a collection after ``!`` (``laws.jsonl.gz!law00012``); ``sha256`` is of the
    file's or the row's bytes, in hex; ``format`` is what was sniffed: ``docx``, ``pdf`` …
    """

    name: str
    sha256: str
    format: str


@dataclass(frozen=True, slots=True)
class RawDocument:
    """What a loader makes of one file or one row of a collection.

    ``meta`` holds what the file itself declares, with the keys of front matter:
    ``title kind issuer number passed issued effective repealed work supersedes trial
    audience id info``; values are plain text, dates ``YYYY-MM-DD``. ``notes`` says in
    Chinese what was repaired or left out, for the ingest report.
    """

    lines: tuple[Line, ...]
    source: Source
    meta: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The text every span of this document counts in."""
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Section:
    """One node of a document's outline.

    ``id`` is unique in its document and readable: ``chp_3/sec_1``, ``art_17/para_2/item_3``
    (articles are numbered through, so no chapter stands before them), ``pt_4/pt_1``.
    ``label`` is the marker as written, without a closing comma (``第十七条``, ``（一）``,
    ``一、``, ``第一``, ``一要``), and empty for a 款, which is not numbered in the text;
    ``number`` the same as a number (``17``, ``17-1`` for 第十七条之一, ``4.2.1``).
    ``heading`` is the heading's wording without the marker, ``""`` where there is none.
    ``span`` runs from the marker to the end of the last descendant; a parent's span
    contains its children's.
    """

    id: SectionId
    parent: SectionId | None
    kind: str
    number: str
    label: str
    heading: str
    span: Span

    @property
    def is_provision(self) -> bool:
        """Whether this is something one cites by number: 条, 款, 项, 目."""
        return self.kind in PROVISION_KINDS

    @property
    def title(self) -> str:
        """How a path shows it: ``第三章 组织设置``, ``一、总体要求``, ``第十七条``."""
        if not self.heading or not self.label:
            return self.label or self.heading
        glue = "" if self.label[-1] in "、.．）)" else ("，" if self.kind == "point" else " ")
        return f"{self.label}{glue}{self.heading}"


@dataclass(frozen=True, slots=True)
class Passage:
    """What a person would quote: an article or its 款, a numbered point, a paragraph.

    ``id`` is ``document_id/section_id`` with ``/p_2`` (the second paragraph) or ``/s_2``
    (the second piece of a long one) where needed. ``role`` is ``body``; ``heading`` for a
    line that only names what follows; ``furniture`` for what nobody quotes (a repeated
    lead, a salutation, a signature, a page remnant). Only ``body`` is searched, but all
    roles together cover the text without loss.
    """

    id: PassageId
    document_id: DocumentId
    section_id: SectionId | None
    span: Span
    text: str
    role: str = "body"


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """All that is known *about* a document. Dates are days; ``None`` is "not stated".

    ``work`` names what its versions share (公司法, whatever the year); ``passed``,
    ``issued``, ``effective``, ``repealed`` are the days it was adopted, published, came
    into force and ceased; ``supersedes`` are titles this document says it replaces;
    ``trial`` marks 试行 and 暂行; ``audience`` is who may read it (``public``: everyone).
    """

    id: DocumentId
    work: str
    title: str
    kind: str
    issuer: str | None = None
    number: str | None = None
    passed: date | None = None
    issued: date | None = None
    effective: date | None = None
    repealed: date | None = None
    supersedes: tuple[str, ...] = ()
    trial: bool = False
    audience: str = "public"
    source: Source

    @property
    def day(self) -> date | None:
        """The day the document is dated by: published, else adopted, else in force."""
        return self.issued or self.passed or self.effective

    @property
    def day_meant(self) -> date | None:
        """The day whose law it means: its own, or that on which it comes into force, if that is
        later: a rule made in June to hold from July is written beside the law of July.
        """
        days = [day for day in (self.day, self.effective) if day is not None]
        return max(days, default=None)


@dataclass(frozen=True, slots=True)
class Document:
    """A document whole: its description, its text and its outline in reading order.

    ``pages`` holds the offset each page starts at (empty where pages are unknown).
    """

    description: Description
    text: str
    pages: tuple[int, ...] = ()
    sections: tuple[Section, ...] = ()

    @property
    def id(self) -> DocumentId:
        """The document's id."""
        return self.description.id


@dataclass(frozen=True, slots=True)
class Target:
    """Where a reference leads: a held document and, where it names one, a section of it."""

    document_id: DocumentId
    section_id: SectionId | None
    span: Span


@dataclass(frozen=True, slots=True)
class Reference:
    """One mention of a work or of its provision: 《…》第十条第二款, 前款, 该办法.

    ``span`` covers the whole mention; ``title`` is the work as written (without 《》), or
    ``""`` for 本条例, 前款; ``number`` the provision as ``art_10/para_2/item_3``, or ``""``
    for a work as a whole. ``target`` is ``None`` where nothing held answers to it.
    ``difference`` is empty for an exact title; else it says in Chinese how the title as
    written differs from the one it was resolved to.
    """

    span: Span
    title: str
    number: str
    target: Target | None = None
    resolved_title: str = ""
    difference: str = ""


@dataclass(frozen=True, slots=True)
class Within:
    """The passages a search may return; ``None`` in its place means all of them.

    ``documents`` is always given; ``passages``, where given, narrows it further.
    """

    documents: frozenset[DocumentId]
    passages: frozenset[PassageId] | None = None

    def allows(self, passage_id: PassageId) -> bool:
        """Whether one passage may be returned."""
        if self.passages is not None:
            return passage_id in self.passages
        return document_of(passage_id) in self.documents


class Hit(NamedTuple):
    """One retriever's word for one passage. Scores compare only inside one list.

    ``trail`` says why, for people: the words, phrases or concepts that matched.
    """

    passage_id: PassageId
    score: float
    retriever: str
    trail: tuple[str, ...] = ()
