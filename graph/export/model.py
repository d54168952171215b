"""What is exported: the same nodes and edges in every format, each edge with its evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

Value = str | int | float | bool

#: Attributes a node may have, in the order they are written: name, type, meaning.
NODE_FIELDS: tuple[tuple[str, type, str], ...] = (
    ("label", str, "名称"),
    ("kind", str, "concept、work、document 或 section"),
    ("type", str, "概念类别或文种"),
    ("english", str, "英文"),
    ("aliases", str, "其他写法，以分号隔开"),
    ("expansion", str, "所含各项，以分号隔开"),
    ("definition", str, "词表的释义"),
    ("source", str, "确定写法的公开文件"),
    ("status", str, "lexicon、reviewed 或 candidate；文件为其时效"),
    ("broader", str, "上位概念的 id，以分号隔开"),
    ("related", str, "相关概念的 id，以分号隔开"),
    ("replaced_by", str, "取代它的概念的 id"),
    ("document", str, "条款所在文件的 id"),
    ("issuer", str, "发文机关"),
    ("number", str, "发文字号"),
    ("start", str, "自何时起，YYYY-MM-DD"),
    ("end", str, "至何时止，YYYY-MM-DD，当日不含"),
    ("passages", int, "提到它的段落数"),
    ("years", str, "逐年提及数，JSON"),
    ("centrality", float, "PageRank 中心性"),
    ("community", int, "所属社群，Leiden 算法"),
    ("bridge", bool, "是否桥边的一端"),
)

#: Attributes of an edge beside its ends.
EDGE_FIELDS: tuple[tuple[str, type, str], ...] = (
    ("predicate", str, "关系代码"),
    ("label", str, "关系"),
    ("weight", float, "明示的为 1；共现为 NPMI"),
    ("places", int, "出处总数"),
    ("start", str, "最早出处的日期"),
)

#: Attributes of one place of evidence.
EVIDENCE_FIELDS: tuple[tuple[str, type, str], ...] = (
    ("document", str, "文件 id"),
    ("title", str, "文件标题"),
    ("section", str, "所在章条"),
    ("sentence", str, "原句"),
    ("start", int, "起始位置（码点）"),
    ("end", int, "结束位置（码点，不含）"),
    ("method", str, "发现的方法"),
    ("confidence", float, "把握，0 到 1"),
    ("day", str, "文件日期"),
)


@dataclass(frozen=True, slots=True)
class Place:
    """One place that speaks for an edge: the sentence and where it stands."""

    document: str
    title: str
    section: str
    sentence: str
    start: int
    end: int
    method: str
    confidence: float
    day: str = ""


@dataclass(frozen=True, slots=True)
class ExportNode:
    """A node: what is empty of :data:`NODE_FIELDS` is left out of ``values``.

    ``lists`` holds the lists among them whole (aliases, hidden, expansion, broader, related).
    """

    id: str
    label: str
    kind: str
    values: Mapping[str, Value] = field(default_factory=dict)
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ExportEdge:
    """An edge with the places that speak for it, the surest first; never without any."""

    id: str
    source: str
    predicate: str
    target: str
    label: str
    weight: float
    places: int
    start: str
    evidence: tuple[Place, ...]

    @property
    def values(self) -> Mapping[str, Value]:
        """Its :data:`EDGE_FIELDS` that are not empty."""
        found = {name: getattr(self, name) for name, _, _ in EDGE_FIELDS}
        return {name: value for name, value in found.items() if value != ""}


class Source(Protocol):
    """Where an export reads from: nodes and edges in a fixed order, as often as asked."""

    title: str

    def nodes(self) -> Iterator[ExportNode]:
        """Every node, once."""
        ...

    def edges(self) -> Iterator[ExportEdge]:
        """Every edge, once; both its ends are among the nodes."""
        ...
