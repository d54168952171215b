"""What is told of the graph: concepts, ties, duties, each with its citation."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from graph.model import Concept, Duty
from graph.quoting import told
from graph.store import Node
from service.model import Card, Citation


@dataclass(frozen=True, slots=True)
class Quoted:
    """One place that speaks for a tie: its citation, the rule that found it, how sure it is."""

    citation: Citation
    method: str
    confidence: float

    @property
    def words(self) -> str:
        """What is shown of the place: see :func:`graph.quoting.told`."""
        return told(self.citation.quote, self.method, self.citation.card.description)


@dataclass(frozen=True, slots=True)
class ConceptCard:
    """A concept, and how many passages and documents that may be read name it."""

    concept: Concept
    passages: int = 0
    documents: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TieCard:
    """A tie as seen from one node: ``outward`` where that node is its subject."""

    id: str
    predicate: str
    other: Node
    outward: bool
    weight: float
    places: int
    evidence: tuple[Quoted, ...]


@dataclass(frozen=True, slots=True)
class YearCount:
    """How often a concept is named in the documents of one year."""

    year: int
    passages: int
    documents: int


@dataclass(frozen=True, slots=True)
class DutyLine:
    """One duty and where it is written."""

    duty: Duty
    citation: Citation


@dataclass(frozen=True, slots=True)
class Duties:
    """Duties that answer a question; ``total`` counts them before the page was cut."""

    total: int
    lines: tuple[DutyLine, ...]


@dataclass(frozen=True, slots=True)
class FormYears:
    """One way a concept is written: how many passages write it so, and in which years."""

    form: str
    passages: int
    years: tuple[YearCount, ...]
    undated: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptPage:
    """All that is told of one concept. ``names`` gives the labels of the concepts it names.

    ``totals`` counts the ties of each predicate before the lists were cut; ``undated``
    counts passages of documents without a day.
    """

    card: ConceptCard
    first: date | None
    names: dict[str, str]
    narrower: tuple[Concept, ...]
    definitions: tuple[Quoted, ...]
    ties: tuple[TieCard, ...]
    totals: dict[str, int]
    years: tuple[YearCount, ...]
    undated: int
    forms: tuple[FormYears, ...]
    documents: tuple[tuple[Card, int], ...]
    duties: Duties


@dataclass(frozen=True, slots=True)
class MapNode:
    """A node of the map: how far from the middle, and how many passages name or hold it."""

    node: Node
    kind: str
    depth: int
    passages: int
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MapEdge:
    """An edge of the map with the places that speak for it; ``places`` counts all of them.

    ``listed`` is empty where a text says it; for an edge that only the lexicon lists, it is
    the document that the lexicon names as the source of what lists it.
    """

    id: str
    source: str
    predicate: str
    target: str
    weight: float
    places: int
    evidence: tuple[Quoted, ...]
    listed: str = ""


@dataclass(frozen=True, slots=True)
class Map:
    """A part of the graph, to be drawn: the node asked for first."""

    nodes: tuple[MapNode, ...]
    edges: tuple[MapEdge, ...] = field(default=())
