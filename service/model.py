"""The nouns of the roof: what is asked, what is found, what is answered."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from corpus.citing.versions import Status
from corpus.model import Description, DocumentId, Hit, Passage, Span
from graph.model import Concept


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which documents a question is put to. An empty field does not narrow.

    ``issued_from`` and ``issued_to`` are inclusive days; ``as_of`` keeps what was in force
    (or, for speeches and the like, had been issued) on that day; ``audiences`` are the
    reader's own, and ``None`` means an administrator, who reads everything; ``concepts``
    keeps the passages that name all of them.
    """

    kinds: tuple[str, ...] = ()
    issuer: str = ""
    issued_from: date | None = None
    issued_to: date | None = None
    as_of: date | None = None
    documents: tuple[DocumentId, ...] = ()
    audiences: tuple[str, ...] | None = None
    concepts: tuple[str, ...] = ()

    @property
    def narrows(self) -> bool:
        """Whether anything is filtered at all."""
        return self != Filters()


@dataclass(frozen=True, slots=True)
class Card:
    """A document as a result shows it: its description and how it stands on the day."""

    description: Description
    status: Status


@dataclass(frozen=True, slots=True)
class Selector:
    """The two W3C selectors of a quotation: its text with surroundings, and its position."""

    exact: str
    prefix: str
    suffix: str
    span: Span


@dataclass(frozen=True, slots=True)
class Citation:
    """A quotation and where it stands. ``quote`` is the document's text at ``span``."""

    number: int
    card: Card
    section: tuple[str, ...]
    section_id: str
    passage_id: str
    span: Span
    quote: str
    selector: Selector
    page: int = 0


@dataclass(frozen=True, slots=True)
class Result:
    """One passage found. ``highlights`` are spans of the document's text.

    ``similar`` counts passages elsewhere with the same wording, folded into this one.
    """

    rank: int
    score: float
    card: Card
    section: tuple[str, ...]
    section_id: str
    passage: Passage
    highlights: tuple[Span, ...]
    citation: Citation
    hits: tuple[Hit, ...] = ()
    similar: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Facet:
    """One value a result can be narrowed to, with how many of the results have it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """What a search found. ``total`` counts candidates before ``limit`` and ``offset``.

    ``interpretation`` says in Chinese how the question was read where that is not plain
    (精确检索“…”, 直接定位《…》第十七条); ``unheld``: it names a title or quotes a phrase that is
    not held; ``suggestion`` is a better query, if one is seen; ``concepts`` are those the
    question names.
    """

    query: str
    generation: str
    results: tuple[Result, ...]
    total: int
    facets: dict[str, tuple[Facet, ...]] = field(default_factory=dict)
    interpretation: str = ""
    unheld: bool = False
    suggestion: str | None = None
    concepts: tuple[Concept, ...] = ()


@dataclass(frozen=True, slots=True)
class Point:
    """One part of an answer: verbatim text and the numbers of the citations it stands on."""

    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What an answer was made from and by: the same question with the same receipt gives
    the same answer, byte for byte.

    ``documents`` are those quoted, each with the SHA-256 of its source; ``rules`` is the
    version of the rules that chose, ``models`` names each model with its fingerprint;
    ``day`` is the day statuses were told for; ``url`` asks again.
    """

    generation: str
    day: date
    documents: tuple[tuple[DocumentId, str], ...]
    rules: str
    models: tuple[tuple[str, str], ...]
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer made of exact wording, or a refusal that says why (``declined``).

    ``form`` is the form of question it answers (:data:`service.query.FORMS`); ``notes``
    say in Chinese what a reader must know of it: text no longer in force and its
    successor, a side of a comparison that is not held.
    """

    question: str
    generation: str
    points: tuple[Point, ...] = ()
    citations: tuple[Citation, ...] = ()
    declined: str | None = None
    nearest: tuple[Result, ...] = ()
    follow_ups: tuple[str, ...] = ()
    concepts: tuple[Concept, ...] = ()
    form: str = "open"
    notes: tuple[str, ...] = ()
    receipt: Receipt | None = None

    @property
    def answered(self) -> bool:
        """Whether the corpus supports an answer."""
        return self.declined is None

    @property
    def text(self) -> str:
        """The answer as plain text: its points, one a line."""
        return "\n".join(point.text for point in self.points)
