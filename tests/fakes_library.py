"""A Library of four documents held in memory, for the tests of the web faces.

Same methods as :class:`service.library.Library`; outlines and citations are the real ones,
ranking is a count of shared character pairs. The texts are written here, for these tests.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import Any, cast

from corpus.citing.versions import Status
from corpus.errors import NoGeneration, NotFound
from corpus.model import (
    KINDS,
    Description,
    Document,
    DocumentId,
    Hit,
    Line,
    Passage,
    PassageId,
    Reference,
    Source,
    Span,
    Target,
)
from corpus.structure.outline import parse_outline
from corpus.text import sentences
from graph.model import ConceptId, Mention
from service.atlas.model import ConceptCard, Duties
from service.checking.basis import Basis, Clause, Support
from service.checking.expressions import Expression, Variant
from service.checking.model import Finding, Report
from service.citation import Place, cite, enclosing, titles
from service.librarian import Librarian
from service.model import Answer, Card, Citation, Facet, Filters, Point, Result, Results
from service.suggest import Entry, Suggester, Suggestion
from tests.fakes_chains import FakeChains

ALL = Filters()

RULE = """安全生产管理办法
（2024年6月3日江岭集团董事会通过）
第一章 总则
第一条 为了加强安全生产管理，防止和减少生产安全事故，制定本办法。
第二条 集团及所属各单位适用本办法；《档案管理规定》第三条另有规定的，从其规定。
第二章 责任
第三条 各单位主要负责人是本单位安全生产第一责任人，对安全生产工作全面负责。
分管负责人在各自分管范围内承担领导责任。
第四条 各单位应当按照下列规定设置专职人员：
（一）从业人员超过三百人的，不少于三人；
（二）从业人员三百人以下的，不少于一人。
第五条 记录样式<script>alert(1)</script>仅供参考，并符合《档案管理规则》和《不存在的规定》的要求。
责任事项\t责任部门\t完成时限
隐患排查\t安全监管部\t每月底
应急演练\t办公室\t每半年
第三章 附则
第六条 本办法自2024年7月1日起施行，《安全生产管理办法（试行）》同时废止。"""

TRIAL = """安全生产管理办法（试行）
第一条 为了加强安全生产管理，制定本办法。
第二条 各单位主要负责人是本单位安全生产第一责任人，对安全生产工作全面负责。"""

ARCHIVES = """档案管理规定
第一条 为了规范档案管理，制定本规定。
第二条 归档文件应当齐全完整。
第三条 事故调查档案永久保存，任何单位和个人不得擅自销毁。"""

SPEECH = """在年度安全工作会议上的讲话
同志们：
今天我们召开会议，总结工作，部署任务。
一、压实责任链条
要抓好三件事。一要明确清单，把责任落到岗位和个人。二要强化考核，把结果同奖惩挂起钩来。三要严肃问责，对失职的不护短。
二、提升本质安全水平
要加大投入，用三年时间完成老旧设备更新改造。"""


def _document(
    name: str, text: str, kind: str, title: str, *, pages: tuple[int, ...] = (), **facts: Any
) -> Document:
    digest = sha256(text.encode()).hexdigest()
    about = Description(
        id=DocumentId(f"d{digest[:12]}"),
        work=title.removesuffix("（试行）"),
        title=title,
        kind=kind,
        source=Source(name, digest, "markdown"),
        **facts,
    )
    lines = [Line(line, "row" if "\t" in line else "body") for line in text.split("\n")]
    return Document(about, text, pages, parse_outline(lines))


DOCUMENTS = (
    _document(
        "制度/安全.docx", RULE, "rule", "安全生产管理办法", issuer="江岭集团",
        number="江集发〔2024〕12号", passed=date(2024, 6, 3), issued=date(2024, 6, 5),
        effective=date(2024, 7, 1),
        supersedes=("安全生产管理办法（试行）",), pages=(0, RULE.index("第二章")),
    ),
    _document(
        "制度/安全试行.pdf", TRIAL, "rule", "安全生产管理办法（试行）", issuer="江岭集团",
        number="江集发〔2021〕3号", issued=date(2021, 2, 1),
        effective=date(2021, 3, 1), repealed=date(2024, 7, 1), trial=True,
    ),
    _document("制度/档案.md", ARCHIVES, "rule", "档案管理规定",
              issuer="江岭集团办公室", issued=date(2022, 9, 9)),
    _document("讲话/2025.md", SPEECH, "speech", "在年度安全工作会议上的讲话",
              issued=date(2025, 1, 8)),
)  # fmt: skip
RULE_ID, TRIAL_ID, ARCHIVES_ID, SPEECH_ID = (document.id for document in DOCUMENTS)


def span_of(document: Document, words: str) -> Span:
    """Where ``words`` first stand."""
    start = document.text.index(words)
    return Span(start, start + len(words))


class FakeAtlas:
    """A graph without a single concept: the pages of the graph still open."""

    def concepts(self, *_: object) -> list[ConceptCard]:
        return []

    def duties(self, *_: object, **__: object) -> Duties:
        return Duties(0, ())


class FakeLibrary:
    """Answers as a Library would, from the four documents above (or others given)."""

    def __init__(self, documents: tuple[Document, ...] = DOCUMENTS, generation: str = "g1") -> None:
        self.generation = generation
        self.atlas = FakeAtlas()
        self.chains = FakeChains(self)
        self.asked = 0  # questions put to it: tests of caching count them
        self._documents = {document.id: document for document in documents}

    def document(self, document_id: DocumentId) -> Document:
        try:
            return self._documents[document_id]
        except KeyError:
            raise NotFound(f"馆藏中没有编号为 {document_id} 的文件。") from None

    def card(self, document_id: DocumentId, on: date | None = None) -> Card:
        about = self.document(document_id).description
        day = on or date(2025, 6, 1)
        if about.repealed and about.repealed <= day:
            return Card(about, Status("repealed", "已废止", about.repealed, RULE_ID))
        if about.effective and about.effective > day:
            return Card(about, Status("not_yet", "尚未施行", about.effective, None))
        if about.kind == "speech":
            return Card(about, Status("unknown", "", None, None))
        return Card(about, Status("in_force", "现行有效", about.effective, None))

    def cards(self, *, filters: Filters = ALL) -> list[Card]:
        cards = [self.card(one, filters.as_of) for one in self._documents]
        return sorted(
            (card for card in cards if self._passes(card, filters)),
            key=lambda card: str(card.description.day),
            reverse=True,
        )

    def versions(self, document_id: DocumentId) -> list[Card]:
        work = self.document(document_id).description.work
        return [card for card in self.cards() if card.description.work == work]

    def passages(self, document_id: DocumentId) -> list[Passage]:
        return list(self._passages(self.document(document_id)))

    def mentions(self, document_id: DocumentId) -> list[tuple[Mention, str]]:
        document = self.document(document_id)
        return [
            (Mention(ConceptId("first-responsible-person"), passage.id,
                     Span(match.start() + passage.span.start, match.end() + passage.span.start)),
             "第一责任人")
            for passage in self._passages(document)
            for match in re.finditer("第一责任人", passage.text)
        ]  # fmt: skip

    def references(self, document_id: DocumentId) -> list[Reference]:
        document = self.document(document_id)
        if document_id != RULE_ID or ARCHIVES_ID not in self._documents:
            return []
        third = next(one for one in self.document(ARCHIVES_ID).sections if one.number == "3")
        whole = Target(ARCHIVES_ID, None, Span(0, len(ARCHIVES)))
        return [
            Reference(span_of(document, "《档案管理规定》第三条"), "档案管理规定", "art_3",
                      Target(ARCHIVES_ID, third.id, third.span), "档案管理规定"),
            Reference(span_of(document, "《档案管理规则》"), "档案管理规则", "", whole,
                      "档案管理规定", "原文作“规则”，应为“规定”"),
            Reference(span_of(document, "《不存在的规定》"), "不存在的规定", ""),
        ]  # fmt: skip

    def counts(self) -> dict[str, int]:
        passages = sum(len(self.passages(one)) for one in self._documents)
        sections = sum(len(one.sections) for one in self._documents.values())
        return {"documents": len(self._documents), "sections": sections, "passages": passages}

    def kinds(self) -> list[Facet]:
        held = [one.description.kind for one in self._documents.values()]
        return [Facet(kind, KINDS[kind], held.count(kind)) for kind in KINDS if kind in held]

    def issuers(self) -> list[Facet]:
        held = [one.description.issuer for one in self._documents.values()]
        return [Facet(name, name, held.count(name)) for name in sorted({n for n in held if n})]

    def cite(self, document_id: DocumentId, span: Span) -> Citation | None:
        document = self.document(document_id)
        passages = self.passages(document_id)
        passage = next((one for one in passages if span.start < one.span.end), None)
        card = self.card(document_id)
        return cite(1, card, place(document, span), passage, span) if passage else None

    def search(
        self, query: str, *, limit: int = 10, offset: int = 0, filters: Filters = ALL
    ) -> Results:
        self.asked += 1
        if query == "崩溃":
            raise RuntimeError("a secret of the engine room")
        found = self._ranked(query, filters)
        shown = [replace(one, rank=rank) for rank, one in enumerate(found, 1)]
        kinds = [one.card.description.kind for one in found]
        facets = {"kind": tuple(Facet(k, KINDS[k], kinds.count(k)) for k in sorted(set(kinds)))}
        return Results(
            query=query,
            generation=self.generation,
            results=tuple(shown[offset : offset + limit]),
            total=len(found),
            facets=facets,
            interpretation="精确检索“责任”" if "“" in query else "",
        )

    def suggest(self, typed: str, limit: int = 8) -> list[Suggestion]:
        titles = [card.description.title for card in self.cards()]
        entries = [
            Entry("第一责任人", "concept", "岗位职务"),
            *(Entry(t, "title", "规章制度") for t in titles),
        ]
        return Suggester(entries).suggest(typed, limit)

    def check(self, text: str) -> Report:
        """Every 可以 should be 应当, says the third article; every other quotation is right."""
        whole = self.document(RULE_ID)
        cited = self.cite(RULE_ID, span_of(whole, "各单位应当按照下列规定"))
        assert cited is not None
        found = [
            Finding(kind="quote_altered", span=Span(*match.span()), text=match[0],
                    message="与《安全生产管理办法》第四条原文不一致：“可以”应为“应当”。",
                    suggestion="应当", citations=(cited,), reason="altered")
            for match in re.finditer("可以", text)
        ]  # fmt: skip
        found += [
            Finding(kind="title_ok", span=Span(*match.span()), text=match[0], message="馆藏。")
            for match in re.finditer("《[^》]+》", text)
        ]
        found.sort(key=lambda one: one.span)
        return Report(text=text, generation=self.generation, findings=tuple(found), documents=4)

    def basis(self, text: str, *, filters: Filters = ALL) -> Basis:
        """The first clause stands on the fourth article; nothing else has a basis."""
        cited = self.cite(RULE_ID, span_of(self.document(RULE_ID), "各单位应当按照下列规定"))
        assert cited is not None
        spans = sentences(text)
        found = [
            Clause(span, text[slice(*span)], (Support(cited, 0.9),) if place == 0 else ())
            for place, span in enumerate(spans)
        ]
        return Basis(text, self.generation, tuple(found), (cited,) if found else ())

    def wording(self, expression: str) -> Expression:
        """An expression nobody has a concept for, used once."""
        first = self.cite(RULE_ID, span_of(self.document(RULE_ID), "第一责任人"))
        variant = Variant(expression, True, 1, {2024: 1})
        return Expression(expression, self.generation, expression, None, None, (variant,), first)

    def answer(self, question: str, *, filters: Filters = ALL, follow_ups: bool = False) -> Answer:
        found = self._ranked(question, filters)
        if not found or found[0].score < 4:
            declined = f"馆藏文件中没有关于“{question}”的内容。"
            return Answer(question=question, generation=self.generation, declined=declined,
                          nearest=tuple(found[:3]))  # fmt: skip
        best = found[0]
        document = self.document(best.card.description.id)
        first = sentences(document.text, *best.passage.span)[0]
        citation = cite(1, best.card, place(document, first), best.passage, first)
        return Answer(
            question=question,
            generation=self.generation,
            points=(Point(citation.quote, (1,)),),
            citations=(citation,),
            follow_ups=("专职人员怎样设置？",) if follow_ups else (),
        )

    def _ranked(self, query: str, filters: Filters) -> list[Result]:
        pairs = {query[at : at + 2] for at in range(len(query) - 1)}
        found = []
        for card in self.cards(filters=filters):
            document = self.document(card.description.id)
            for passage in self._passages(document):
                hits = sorted(pair for pair in pairs if pair in passage.text)
                if hits:
                    found.append(self._result(card, document, passage, hits))
        return sorted(found, key=lambda one: (-one.score, one.passage.id))

    def _result(self, card: Card, document: Document, passage: Passage, hits: list[str]) -> Result:
        start = passage.span.start + passage.text.index(hits[0])
        twin = [
            other
            for one in self._documents.values()
            for other in self._passages(one)
            if other.document_id != passage.document_id and other.text[4:] == passage.text[4:]
        ]
        return Result(
            rank=0,
            score=float(len(hits)),
            card=card,
            section=titles(enclosing(document.sections, passage.span)),
            section_id=passage.section_id or "",
            passage=passage,
            highlights=(Span(start, start + 2),),
            citation=cite(1, card, place(document, passage.span), passage, passage.span),
            hits=(Hit(passage.id, float(len(hits)), "pairs", tuple(hits)),),
            similar=tuple(twin),
        )

    @staticmethod
    def _passages(document: Document) -> Iterator[Passage]:
        at = 0
        for number, line in enumerate(document.text.split("\n"), 1):
            span = Span(at, at + len(line))
            path = enclosing(document.sections, span)
            yield Passage(
                PassageId(f"{document.id}/p_{number}"),
                document.id,
                path[-1].id if path else None,
                span,
                line,
            )
            at = span.end + 1

    @staticmethod
    def _passes(card: Card, filters: Filters) -> bool:
        about = card.description
        day = about.day or date.min
        return (
            (not filters.kinds or about.kind in filters.kinds)
            and filters.issuer in (about.issuer or "")
            and (not filters.documents or about.id in filters.documents)
            and (filters.issued_from or day) <= day <= (filters.issued_to or day)
            and (not filters.as_of or card.status.code not in {"repealed", "not_yet"})
        )


class FakeLibrarian:
    """Hands out one library, or says that nothing is built."""

    def __init__(self, library: FakeLibrary | None) -> None:
        self.library = library

    def current(self) -> FakeLibrary:
        if self.library is None:
            raise NoGeneration("data 中还没有建好的索引；请先运行 python -m scripts.build。")
        return self.library

    def close(self) -> None:
        pass


def librarian(library: FakeLibrary | None) -> Librarian:
    """A fake where a Librarian is asked for."""
    return cast("Librarian", FakeLibrarian(library))


def place(document: Document, span: Span) -> Place:
    """Where a span of a document held in memory stands."""
    return Place(document.text, 0, document.pages, enclosing(document.sections, span))
