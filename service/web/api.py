"""The API: routes, what they take and return. Each view is one call down and one out."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, cast

from flask import Response, current_app, jsonify
from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models.tag import Tag

from corpus.errors import NotFound
from corpus.model import DocumentId, document_of
from service.feedback import FeedbackLog, Judgement
from service.web import (
    chain_schemas,
    chains,
    draft_schemas,
    drafting,
    graph,
    graph_schemas,
    params,
    phrasing,
    present,
    review_api,
    schemas,
    suggesting,
)
from service.web.current import library
from service.web.questions import checked, from_here
from service.web.replies import WORD, a_file, created, posted, replies

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask_openapi3.openapi import OpenAPI

ASKING = Tag(name="ask", description="检索与问答")
READING = Tag(name="documents", description="文件")
KNOWING = Tag(name="graph", description="概念、关系与责任")
RUNNING = Tag(name="service", description="服务")

FEEDBACK = "wenmai.feedback"


def search(query: params.SearchParams) -> Response:
    """检索：按相关程度列出段落，附高亮、引文与筛选项."""
    began = time.perf_counter()
    found = library().search(
        checked(query.q), limit=query.limit, offset=query.offset, filters=query.filters()
    )
    return jsonify(present.results(found, _ms(began), explain=query.explain))


def ask(query: params.AskParams) -> Response:
    """问答：以原文作答，逐句附引文；文件中没有依据时说明并拒答."""
    began = time.perf_counter()
    given = library().answer(checked(query.q), filters=query.filters(), follow_ups=query.follow_ups)
    return jsonify(present.answer(given, _ms(began)))


def documents(query: params.DocumentsParams) -> Response:
    """文件清单：按印发日期从新到旧."""
    cards = library().cards(filters=query.filters())
    page = cards[query.offset : query.offset + query.limit]
    return jsonify({"total": len(cards), "documents": [present.card(card) for card in page]})


def document(path: params.DocumentPath, query: params.DayParams) -> Response:
    """一份文件：全文、其中提到的概念和引用，以及它的情况."""
    document_id, shelf = DocumentId(path.document_id), library()
    about = shelf.card(document_id, on=query.as_of)
    whole, references = shelf.document(document_id), shelf.references(document_id)
    return jsonify(present.document(about, whole, references, shelf.mentions(document_id)))


def outline(path: params.DocumentPath, query: params.NoParams) -> Response:  # noqa: ARG001
    """一份文件的结构：编、章、节、条、款、项，或各级要点."""
    return jsonify(present.outline(library().document(DocumentId(path.document_id))))


def feedback(body: params.FeedbackBody) -> Response:
    """反馈：一条检索结果对所提的问题是否有用；用来改进检索，不记录是谁."""
    keep(body)
    return jsonify({"accepted": True}), 201  # type: ignore[return-value]


def keep(given: params.FeedbackBody) -> None:
    """Write one judgement down.

    Raises:
        BadQuery: the form was sent from another site.
        NotFound: the passage is not held.
    """
    from_here("反馈")
    held = library()
    passages = held.passages(document_of(given.passage))
    if all(passage.id != given.passage for passage in passages):
        raise NotFound(f"没有段落 {given.passage}；文件可能已更新，请重新检索。")
    day = datetime.now(UTC).date().isoformat()
    log = cast("FeedbackLog", current_app.extensions[FEEDBACK])
    log.add(
        Judgement(
            checked(given.query), given.passage, given.useful, held.generation, day, given.note
        )
    )


def healthz(query: params.NoParams) -> Response:  # noqa: ARG001
    """进程是否存活."""
    return jsonify({"status": "ok"})


def readyz(query: params.NoParams) -> Response:  # noqa: ARG001
    """能否回答问题：索引已打开则就绪."""
    held = library()
    return jsonify({"status": "ready", "generation": held.generation, "counts": held.counts()})


def openapi_json(query: params.NoParams) -> Response:  # noqa: ARG001
    """本接口的 OpenAPI 3.1 说明."""
    return jsonify(cast("OpenAPI", current_app).api_doc)


def _ms(began: float) -> float:
    return (time.perf_counter() - began) * 1000


def register(app: OpenAPI) -> None:
    """Add the routes to ``app``, each documented from its models and its docstring."""
    v1 = APIBlueprint("v1", __name__, url_prefix="/api/v1")
    root = APIBlueprint("root", __name__)
    some = replies
    routes: list[tuple[APIBlueprint, str, Callable[..., Response], Tag, dict[Any, Any]]] = [
        (v1, "/search", search, ASKING, some(schemas.SearchReply, 404, 503)),
        (v1, "/ask", ask, ASKING, some(schemas.AskReply, 404, 503)),
        (v1, "/ask/stream", phrasing.phrase, ASKING,
         posted(None, 404, 503) | {200: phrasing.STREAM}),
        (v1, "/documents", documents, READING, some(schemas.Documents, 503)),
        (v1, "/documents/<document_id>", document, READING, some(schemas.DocumentWhole, 404, 503)),
        (v1, "/documents/<document_id>/outline", outline, READING,
         some(schemas.Outline, 404, 503)),
        (v1, "/documents/<document_id>/reuse", chains.reuse, READING,
         some(chain_schemas.ReuseReply, 404, 503)),
        (v1, "/suggest", suggesting.suggest, suggesting.SUGGESTING,
         some(schemas.Suggestions, 503)),
        (v1, "/concepts", graph.concepts, KNOWING, some(graph_schemas.Concepts, 503)),
        (v1, "/concepts/<path:concept_id>", graph.concept, KNOWING,
         some(graph_schemas.ConceptWhole, 404, 503)),
        (v1, "/wording", drafting.wording, drafting.DRAFTING,
         some(draft_schemas.WordingReply, 503)),
        (v1, "/graph", graph.around, KNOWING, some(graph_schemas.Graph, 404, 503)),
        (v1, "/graph/evidence", graph.evidence, KNOWING,
         some(graph_schemas.EvidencePage, 404, 503)),
        (v1, "/graph/export", graph.export, KNOWING, a_file(some(None, 503))),
        (v1, "/duties", graph.duties, KNOWING, some(graph_schemas.DutiesPage, 503)),
        (root, "/healthz", healthz, RUNNING, some(schemas.Health)),
        (root, "/readyz", readyz, RUNNING, some(schemas.Ready, 503)),
    ]  # fmt: skip
    for blueprint, rule, view, tag, responses in routes:
        blueprint.get(rule, tags=[tag], operation_id=view.__name__, responses=responses)(view)
    taking: list[tuple[str, Callable[..., Response], Tag, dict[Any, Any]]] = [
        ("/feedback", feedback, ASKING, created(schemas.Accepted, 404, 503)),
        ("/check", drafting.check, drafting.DRAFTING, posted(draft_schemas.CheckReply, 503)),
        ("/check/file", drafting.check_file, drafting.DRAFTING,
         posted(draft_schemas.CheckFileReply, 422, 503)),
        ("/basis", drafting.basis, drafting.DRAFTING, posted(draft_schemas.BasisReply, 503)),
        ("/check/comments", drafting.check_comments, drafting.DRAFTING,
         posted(None, 422, 503) | {200: WORD}),
    ]  # fmt: skip
    for rule, view, tag, responses in taking:
        v1.post(rule, tags=[tag], operation_id=view.__name__, responses=responses)(view)
    review_api.register(v1)
    root.get("/openapi.json", doc_ui=False)(openapi_json)
    app.register_api(v1)
    app.register_api(root)
