"""Concepts, ties and duties as plain data, as the API returns them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from corpus.model import KINDS
from corpus.text import fold
from graph.model import CONCEPT_KINDS, MODALITIES, PREDICATES
from graph.neighbours import edge_id
from service.web import present

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from graph.model import Concept
    from graph.store import Node
    from service.atlas.model import (
        ConceptCard,
        ConceptPage,
        Duties,
        DutyLine,
        FormYears,
        Map,
        MapEdge,
        MapNode,
        Quoted,
        TieCard,
        YearCount,
    )
    from service.web.present import Json

#: Ties of a predicate, definitions, documents and duties an assistant is told of one concept.
TOLD = 4


def concept(card: ConceptCard) -> Json:
    """A concept as a list shows it."""
    about = card.concept
    return {
        "id": about.id,
        "label": about.label,
        "english": about.english,
        "kind": about.kind,
        "kind_label": CONCEPT_KINDS.get(about.kind, about.kind),
        "status": about.status,
        "passages": card.passages,
        "documents": card.documents,
        "url": f"/concepts/{about.id}",
    }


def page(found: ConceptPage) -> Json:
    """What ``/concepts/{id}`` returns."""
    about = found.card.concept
    after = about.replaced_by
    return {
        **concept(found.card),
        "aliases": list(about.aliases),
        "expansion": _members(about, found.names),
        "definition": about.definition,
        "source": about.source,
        "since": about.since,
        "first": found.first.isoformat() if found.first else None,
        "replaced_by": {
            "id": after.concept_id,
            "label": found.names.get(after.concept_id, after.concept_id),
            "since": after.since,
            "source": after.source,
        }
        if after
        else None,
        "broader": _named(about.broader, found.names),
        "narrower": [{"id": one.id, "label": one.label} for one in found.narrower],
        "related": _named(about.related, found.names),
        "definitions": [quoted(one) for one in found.definitions],
        "relations": [_tie(one) for one in found.ties],
        "relation_totals": {
            name: found.totals[name] for name in PREDICATES if name in found.totals
        },
        "years": [_year(one) for one in found.years],
        "undated": found.undated,
        "forms": [_form(one) for one in found.forms],
        "naming": [
            {
                **present.brief(card),
                "passages": passages,
                "url": present.document_url(card.description.id),
            }
            for card, passages in found.documents
        ],
        "duties": duties(about.label, found.duties),
    }


def _year(one: YearCount) -> Json:
    return {"year": one.year, "passages": one.passages, "documents": one.documents}


def _form(one: FormYears) -> Json:
    return {
        "form": one.form,
        "passages": one.passages,
        "undated": one.undated,
        "years": [_year(each) for each in one.years],
    }


def told(found: ConceptPage, others: Iterable[ConceptCard]) -> Json:
    """The same for an assistant, whose reading is dear: the first few of each, one place each.

    ``others`` are concepts that were perhaps meant instead.
    """
    shown, ties = Counter[str](), []
    for tie in found.ties:
        shown[tie.predicate] += 1
        if shown[tie.predicate] <= TOLD:
            ties.append(replace(tie, evidence=tie.evidence[:1]))
    few = replace(
        found,
        ties=tuple(ties),
        definitions=found.definitions[:TOLD],
        documents=found.documents[:TOLD],
        duties=replace(found.duties, lines=found.duties.lines[:TOLD]),
    )
    named = [{"id": one.concept.id, "label": one.concept.label} for one in others]
    return {**page(few), "others": named}


def around(found: Map, generation: str) -> Json:
    """What ``/graph`` returns: elements as cytoscape.js takes them."""
    return {
        "generation": generation,
        "center": found.nodes[0].node.id,
        "elements": {
            "nodes": [{"data": _map_node(one)} for one in found.nodes],
            "edges": [{"data": _map_edge(one)} for one in found.edges],
        },
    }


def evidence(
    subject: str, predicate: str, target: str, total: int, found: Iterable[Quoted]
) -> Json:
    """What ``/graph/evidence`` returns."""
    return {
        "id": edge_id(subject, predicate, target),
        "subject": subject,
        "predicate": predicate,
        "object": target,
        "total": total,
        "evidence": [quoted(one) for one in found],
    }


def duties(who: str, found: Duties) -> Json:
    """What ``/duties`` returns."""
    return {"who": who, "total": found.total, "duties": [_duty(one) for one in found.lines]}


def quoted(one: Quoted) -> Json:
    """One place that speaks for a tie."""
    return {
        "method": one.method,
        "confidence": round(one.confidence, 4),
        "words": one.words,
        "citation": present.citation(one.citation),
    }


def _duty(line: DutyLine) -> Json:
    duty = line.duty
    return {
        "actor": duty.actor,
        "modality": duty.modality,
        "modality_label": MODALITIES.get(duty.modality, duty.modality),
        "modal": duty.modal,
        "action": duty.action,
        "condition": duty.condition,
        "deadline": duty.deadline,
        "under": duty.under,
        "concept": duty.concept_id,
        "method": duty.evidence.method,
        "confidence": duty.evidence.confidence,
        "citation": present.citation(line.citation),
    }


def _tie(tie: TieCard) -> Json:
    return {
        "id": tie.id,
        "predicate": tie.predicate,
        "predicate_label": PREDICATES[tie.predicate],
        "outward": tie.outward,
        "node": _node(tie.other),
        "weight": tie.weight,
        "places": tie.places,
        "evidence": [quoted(one) for one in tie.evidence],
    }


def _node(node: Node) -> Json:
    return {"id": node.id, "kind": node.kind, "label": node.label, "url": node_url(node)}


def node_url(node: Node) -> str:
    """The page of a concept, a work, a document, or a section of one."""
    if node.document is None:
        return f"/concepts/{node.id}"
    document, _, section = node.id.partition("/")
    return f"/documents/{document}{f'#{section}' if section else ''}"


def _map_node(one: MapNode) -> Json:
    return {
        **_node(one.node),
        "type": one.kind,
        "type_label": CONCEPT_KINDS.get(one.kind) or KINDS.get(one.kind, one.kind),
        "depth": one.depth,
        "passages": one.passages,
    }


def _map_edge(edge: MapEdge) -> Json:
    return {
        "id": edge.id,
        "source": edge.source,
        "target": edge.target,
        "predicate": edge.predicate,
        "label": PREDICATES[edge.predicate],
        "weight": edge.weight,
        "places": edge.places,
        "listed": edge.listed or None,
        "evidence": [quoted(one) for one in edge.evidence],
    }


def _members(about: Concept, names: dict[str, str]) -> list[Json]:
    ids = {fold(label): one for one, label in names.items()}
    return [{"text": one, "concept": ids.get(fold(one))} for one in about.expansion]


def _named(ids: Sequence[str], names: dict[str, str]) -> list[Json]:
    return [{"id": one, "label": names[one]} for one in ids if one in names]
