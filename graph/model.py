"""The nouns of the graph: concepts, where they are mentioned, and what ties them together.

Spans count code points of a document's text, as everywhere. Everything here is frozen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NewType

from corpus.model import PassageId, Span

ConceptId = NewType("ConceptId", str)

#: What a concept is, and what a cadre calls it.
CONCEPT_KINDS: Mapping[str, str] = {
    "principle": "原则要求",
    "shorthand": "数字缩略语",
    "theory": "理论思想",
    "meeting": "会议",
    "campaign": "学习教育与专项行动",
    "system": "制度机制",
    "role": "岗位职务",
    "organ": "机构组织",
    "task": "工作任务",
    "metaphor": "形象用语",
    "work": "法规文件",
    "term": "术语",
}

#: How two things are tied, and how the tie reads from subject to object.
PREDICATES: Mapping[str, str] = {
    "defines": "定义",
    "expands_to": "包括",
    "part_of": "属于",
    "broader": "上位概念",
    "related": "相关",
    "requires": "要求",
    "responsible_for": "负责",
    "cites": "引用",
    "supersedes": "取代",
    "contrasts": "相对",
    "mentions": "提及",
    "co_occurs": "共现",
}

#: What a duty says of what it is about, and how a cadre calls it.
MODALITIES: Mapping[str, str] = {"must": "必须", "may": "可以", "must_not": "不得"}

#: What an edge joins, in the order nodes are numbered.
NODE_KINDS = ("concept", "work", "document", "section")

#: Predicates nobody states: counted from mentions for each reader, and kept in no record.
COUNTED = frozenset({"mentions", "co_occurs"})


@dataclass(frozen=True, slots=True)
class Succession:
    """Wording that took another's place. ``concept_id`` is the new one, ``since`` the day
    (``YYYY`` or ``YYYY-MM-DD``) from which it is used, ``source`` the document that says so,
    ``part`` the part of a new work that has what was in the old one (合同编).
    """

    concept_id: ConceptId
    since: str = ""
    source: str = ""
    part: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """One concept. ``id`` is stable and readable: ``two-safeguards``, ``work/党章``.

    ``label`` is the preferred Chinese form without outer quotation marks; ``aliases`` are
    other names and written variants that mean just this; ``hidden`` are common wrong
    characters and former spellings, found in search but never shown as correct.
    ``expansion`` lists, in order, the members a shorthand packs (whole sentences where it
    packs sentences). ``since`` is the year or day of first use, ``source`` the public
    document that fixes the wording. ``broader`` and ``related`` name other concepts.
    ``ambiguous`` are the forms that mean this only where a ``context`` word stands near
    (where only ``context`` is given, every form is); ``not_in`` are longer words a form
    must not be part of. ``generic`` concepts stand beside everything (当事人, 讲话): where they
    occur together with another says nothing.
    """

    id: ConceptId
    label: str
    kind: str
    english: str = ""
    aliases: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    expansion: tuple[str, ...] = ()
    definition: str = ""
    since: str = ""
    replaced_by: Succession | None = None
    broader: tuple[ConceptId, ...] = ()
    related: tuple[ConceptId, ...] = ()
    source: str = ""
    ambiguous: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    not_in: tuple[str, ...] = ()
    generic: bool = False
    status: str = "lexicon"

    @property
    def forms(self) -> tuple[str, ...]:
        """Every form the concept is found by, the preferred one first."""
        return (self.label, *self.aliases, *self.hidden)


def term(label: str) -> Concept:
    """The candidate a document defines or lists and no lexicon has: ``term/放映权``."""
    return Concept(id=ConceptId(f"term/{label}"), label=label, kind="term", status="candidate")


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a concept is named; ``form`` is the lexicon's form that matched."""

    concept_id: ConceptId
    passage_id: PassageId
    span: Span
    form: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One place that speaks for a relation: the sentence, how it was found, how sure.

    ``span`` is the sentence (or clause) in its document's text; ``method`` names the rule;
    ``confidence`` lies in [0, 1].
    """

    passage_id: PassageId
    span: Span
    method: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Relation:
    """A typed tie with its evidence, never empty. ``subject`` and ``object`` are node ids:
    a concept's, a document's (``d…``), a document's section (``d…/art_17``) or a work's.

    ``weight`` is 1 for what is stated, NPMI in [-1, 1] for ``co_occurs``.
    """

    subject: str
    predicate: str
    object: str
    evidence: tuple[Evidence, ...]
    weight: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One line of a 责任清单: who must, should or may do what, on what condition, by when,
    under whom.

    ``modality`` is one of ``must`` (必须, 应当, 要, 负责), ``may`` (可以, 有权), ``must_not``
    (不得, 禁止, 严禁). All other words are slices of the document's text: ``actor`` may stand
    in an earlier sentence or in the list's lead, and is empty where a speech demands
    something of everyone; ``condition`` is 「发生事故的」, ``deadline`` 「在二十四小时内」,
    ``under`` 「在党委领导下」 or 「报上级批准」, both also part of ``action``. ``evidence``
    is the sentence, or the item of the list, that holds the action.
    """

    actor: str
    modality: str
    modal: str
    action: str
    condition: str = ""
    deadline: str = ""
    under: str = ""
    concept_id: ConceptId | None = None
    evidence: Evidence
