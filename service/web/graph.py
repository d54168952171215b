"""Concepts, the graph and duties over HTTP. Each view is one call down and one out."""

from __future__ import annotations

from flask import Response, jsonify

from service.web import graph_params, present_graph
from service.web.current import library


def concepts(query: graph_params.ConceptsParams) -> Response:
    """概念：按写法、英文或一句话查找；不给 q 则列出全部."""
    found = library().atlas.concepts(query.q, query.filters(), query.concept_kind)
    page = found[query.offset : query.offset + query.limit]
    return jsonify({"total": len(found), "concepts": [present_graph.concept(one) for one in page]})


def concept(path: graph_params.ConceptPath, query: graph_params.ConceptParams) -> Response:
    """一个概念：写法、所含各项、定义、关系、逐年提及和责任，句句有出处."""
    return jsonify(present_graph.page(library().atlas.page(path.concept_id, query.filters())))


def around(query: graph_params.GraphParams) -> Response:
    """图谱：一个概念、文件或条款周围的节点和边，可直接交给 cytoscape.js，每条边附原句."""
    held = library()
    found = held.atlas.map(
        query.concept,
        query.filters(),
        depth=query.depth,
        limit=query.limit,
        predicates=query.predicate,
        places=query.places,
    )
    return jsonify(present_graph.around(found, held.generation))


def evidence(query: graph_params.EvidenceParams) -> Response:
    """一条边的全部出处."""
    ends = query.subject, query.predicate, query.object
    total, found = library().atlas.evidence(
        *ends, query.filters(), limit=query.limit, offset=query.offset
    )
    return jsonify(present_graph.evidence(*ends, total, found))


def duties(query: graph_params.DutiesParams) -> Response:
    """责任清单：谁必须、可以或不得做什么，何时之前，在谁领导下."""
    found = library().atlas.duties(
        query.who,
        query.filters(),
        modality=query.modality,
        limit=query.limit,
        offset=query.offset,
    )
    return jsonify(present_graph.duties(query.who, found))


def export(query: graph_params.ExportParams) -> Response:
    """导出：概念、文件或责任清单，供 Gephi、Cytoscape、Neo4j、RDF 工具和 Excel 使用."""
    made = library().atlas.export(query.what, query.format, query.filters())
    attached = f'attachment; filename="{made.filename}"'
    return Response(made.pieces, mimetype=made.mimetype, headers={"Content-Disposition": attached})
