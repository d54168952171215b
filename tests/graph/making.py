"""A small corpus with a small lexicon, and graphs built of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from corpus.storage.store import Store
from graph.build import GraphStats, build_graph
from graph.lexicon.finder import Finder
from graph.model import Concept, ConceptId
from graph.reader import DocumentReader
from graph.store import GraphStore, open_graph
from tests.corpora import Held, made

CONCEPTS = (
    Concept(id=ConceptId("first-responsible-person"), label="第一责任人", kind="role",
            english="first responsible person", source="安全生产法"),
    Concept(id=ConceptId("safety"), label="安全生产", kind="task", english="work safety",
            aliases=("安全工作",)),
    Concept(id=ConceptId("two-safeguards"), label="两个维护", kind="shorthand",
            english="two safeguards", expansion=("维护核心地位", "维护权威和集中统一领导"),
            since="2018", broader=(ConceptId("safety"),)),
    Concept(id=ConceptId("work/safety-law"), label="安全生产法", kind="work",
            aliases=("中华人民共和国安全生产法",)),
)  # fmt: skip


def reader(concepts: Sequence[Concept] = CONCEPTS, fingerprint: str = "one") -> DocumentReader:
    return DocumentReader(concepts, fingerprint, Finder(concepts))


def corpus() -> dict[str, Held]:
    """Documents that cite, replace and amend one another, by name."""
    held = [
        made("d1", "安全生产管理办法（试行）",
             "第一条 为了加强安全生产，制定本办法。",
             "第二条 主要负责人是安全生产第一责任人。",
             issued=day(2021), effective=day(2021), work="安全生产管理办法", trial=True),
        made("d2", "安全生产管理办法",
             "第一条 根据《安全生产法》，制定本办法。",
             "第二条 第一责任人应当坚决做到两个维护。",
             "第三条 《安全生产管理办法（试行）》同时废止。",
             issued=day(2024), effective=day(2024), work="安全生产管理办法",
             supersedes=("安全生产管理办法（试行）",)),
        made("d3", "档案管理规定",
             "第一条 为了规范档案管理，制定本规定。",
             "第二条 安全工作档案依照《安全生产管理办法》第二条归档。",
             issued=day(2022), effective=day(2022)),
        made("d4", "在安全工作会议上的讲话",
             "同志们：",
             "要坚决做到两个维护，抓好安全生产。按照安全生产管理办法第二条，第一责任人要带头。",
             "要执行档案管理规定。", kind="speech", issued=day(2023), audience="leaders"),
        made("d5", "安全生产法",
             "第一条 安全生产工作坚持中国共产党的领导。",
             "第二条 生产经营单位的主要负责人是本单位安全生产第一责任人。",
             kind="law", issued=day(2020), effective=day(2020)),
    ]  # fmt: skip
    return {document.id: (document, passages) for document, passages in held}


def day(year: int) -> date:
    return date(year, 1, 1)


class Shelf:
    """A store in a folder, and the graphs built of it, one after the other."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = Store(folder / "corpus.sqlite")
        self.built = 0
        self.latest: Path | None = None

    def hold(self, *held: Held) -> None:
        for document, passages in held:
            self.store.add(document, passages, parser=1)

    def build(self, by: DocumentReader | None = None, *, afresh: bool = False) -> GraphStats:
        """The next graph, from the one before unless ``afresh``."""
        self.built += 1
        folder = self.folder / f"graph{self.built}"
        previous = None if afresh else self.latest
        stats = build_graph(folder, self.store, by or reader(), previous)
        self.latest = folder
        return stats

    @property
    def graph(self) -> GraphStore:
        assert self.latest is not None
        return open_graph(self.latest)


def shelf(folder: Path, held: Mapping[str, Held] | None = None) -> Shelf:
    """Everything of :func:`corpus` held and built."""
    made_one = Shelf(folder)
    made_one.hold(*(held or corpus()).values())
    made_one.build()
    return made_one
