"""The nouns of discovery: what is proposed, where it stands, and why it is proposed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, NewType

from corpus.model import DocumentId, PassageId, Span, document_of

#: A candidate's label as forms compare (:func:`graph.lexicon.forms.key_of`).
CandidateId = NewType("CandidateId", str)

#: Raise when the same corpus would give other candidates.
DISCOVERY_VERSION = 1

#: How a candidate was found, and what a reviewer calls that. Where two families find the
#: same label, the earlier one keeps it.
FAMILIES: Mapping[str, str] = {
    "numeric": "数字缩略语",
    "title": "文件名称",
    "quoted": "加引号的提法",
    "organ": "机构",
    "holder": "责任主体",
    "word": "新词",
}

#: What a score is made of, and what a reviewer calls that.
PARTS: Mapping[str, str] = {
    "spread": "用得广",
    "formal": "见于正式文件",
    "fixed": "固定加引号",
    "members": "句中列有成员",
    "held": "馆藏有此文件",
    "stated": "署名或设立",
    "cohesion": "结合紧密",
    "freedom": "独立成词",
}

#: Kinds that tell of everything and fix no wording.
TELLING = frozenset({"news", "essay", "case", "other"})


class Piece(NamedTuple):
    """One body passage to look through: where it is, of what kind of document, its text.

    ``start`` is the passage's first character in its document.
    """

    passage_id: PassageId
    kind: str
    start: int
    text: str

    @property
    def document_id(self) -> DocumentId:
        """The document it belongs to."""
        return document_of(self.passage_id)


@dataclass(frozen=True, slots=True)
class Place:
    """One occurrence: the passage, the sentence around it and the words themselves, as spans
    of the document's text.
    """

    passage_id: PassageId
    sentence: Span
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A concept proposed. ``kind`` is one of ``CONCEPT_KINDS``, suggested; ``score`` in
    [0, 1] is made of ``parts``, each in [0, 1]; ``documents`` and ``occurrences`` are exact;
    ``members`` is what a shorthand packs, where a sentence (``members_at``) says so.
    """

    id: CandidateId
    label: str
    family: str
    kind: str
    score: float
    parts: Mapping[str, float]
    documents: int
    occurrences: int
    members: tuple[str, ...] = ()
    members_at: Place | None = None
    examples: tuple[Place, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Found:
    """What a family hands over: a label, its kind, and what the family knows of it.

    ``own`` are parts of the score the family measures itself. ``places``, where given, are
    what the family counts instead of the label's occurrences in running text.
    """

    label: str
    kind: str
    own: Mapping[str, float]
    members: tuple[str, ...] = ()
    members_at: Place | None = None
    places: tuple[Place, ...] | None = None
