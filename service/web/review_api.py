"""Review over HTTP for programs: the queue, the ledger, a decision. Admitted as the pages are."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from flask import Response, jsonify
from flask_openapi3.models.tag import Tag

from corpus.errors import BadDecision
from graph.discovery.model import FAMILIES
from graph.model import CONCEPT_KINDS
from graph.review.model import ACTIONS, Wording
from service.review import Logged, told
from service.web import admission, present, review_params, review_schemas
from service.web.replies import created, posted

if TYPE_CHECKING:
    from flask_openapi3.blueprint import APIBlueprint

    from graph.discovery.model import Candidate
    from graph.review.model import Decision
    from service.review import Desk, Example
    from service.web.present import Json

REVIEWING = Tag(name="review", description="概念审核：默认关闭，由设置 review 对本机开放")


def review_candidates(query: review_params.CandidatesParams) -> Response:
    """待审的候选概念：文件里有而词表没有的，各附得分与例句."""
    desk = admission.admit()
    found = desk.queue(query.family, query.q)
    shown = found[query.offset : query.offset + query.limit]
    filed = desk.filed
    return jsonify(
        {
            "generation": filed.generation if filed else None,
            "total": len(found),
            "candidates": [_candidate(one, desk.examples(one, query.examples)) for one in shown],
        }
    )


def review_decisions(query: review_params.DecisionsParams) -> Response:
    """审核记录：谁在何时作了什么决定，是否仍然有效，最近的在前."""
    logged = admission.admit().log()
    shown = logged[query.offset : query.offset + query.limit]
    return jsonify({"total": len(logged), "decisions": [_logged(one) for one in shown]})


def review_decide(body: review_params.DecisionBody) -> Response:
    """作一个审核决定：采纳、并入、拆分、不采纳，或撤销一条；下次构建起生效."""
    desk = admission.admit()
    admission.check_sender()
    decision = _decided(desk, body)
    return jsonify(_logged(Logged(decision, stands=True))), 201  # type: ignore[return-value]


def _decided(desk: Desk, asked: review_params.DecisionBody) -> Decision:
    by, note, candidate = asked.by.strip(), asked.note.strip(), asked.candidate.strip()
    if asked.action == "undo":
        return desk.undo(asked.undoes, by=by, note=note)
    if asked.action == "reject":
        return desk.reject(candidate, by=by, note=note)
    if asked.action == "merge":
        return desk.merge(candidate, asked.into.strip(), by=by, forms=asked.forms, note=note)
    wordings = [_wording(one) for one in asked.wordings]
    if asked.action == "split":
        return desk.split(candidate, wordings, by=by, note=note)
    if len(wordings) > 1:
        raise BadDecision("采纳只成一个概念；要成几个，请用 split（拆分）")
    wording = wordings[0] if wordings else _suggested(desk, candidate)
    return desk.approve(candidate, wording, by=by, note=note)


def _suggested(desk: Desk, label: str) -> Wording:
    found = desk.candidate(label)
    return Wording(label=found.label, kind=found.kind, expansion=found.members)


def _wording(said: review_params.WordingBody) -> Wording:
    lists = {"aliases": tuple(said.aliases), "expansion": tuple(said.expansion)}
    return Wording(**{**said.model_dump(), **lists})


def _candidate(one: Candidate, examples: list[Example]) -> Json:
    return {
        "label": one.label,
        "family": one.family,
        "family_label": FAMILIES[one.family],
        "kind": one.kind,
        "kind_label": CONCEPT_KINDS[one.kind],
        "score": one.score,
        "parts": dict(one.parts),
        "documents": one.documents,
        "occurrences": one.occurrences,
        "members": list(one.members),
        "examples": [_example(example) for example in examples],
    }


def _example(one: Example) -> Json:
    return {
        "document": one.document_id,
        "title": one.title,
        "passage": one.passage_id,
        "sentence": one.sentence,
        "highlight": [one.start, one.start + one.length],
        "start": one.span.start,
        "end": one.span.end,
        "url": present.link(one.document_id, one.span),
    }


def _logged(one: Logged) -> Json:
    decision = one.decision
    return {
        **asdict(decision),
        "action_label": ACTIONS[decision.action],
        "told": told(decision),
        "stands": one.stands,
    }


def register(v1: APIBlueprint) -> None:
    """Add the routes of review to the API."""
    candidates, decisions = (
        posted(model, 403) for model in (review_schemas.Candidates, review_schemas.Decisions)
    )
    decided = created(review_schemas.Decision, 403, 404, 409)
    for add, rule, view, replies in (
        (v1.get, "/review/candidates", review_candidates, candidates),
        (v1.get, "/review/decisions", review_decisions, decisions),
        (v1.post, "/review/decisions", review_decide, decided),
    ):
        add(rule, tags=[REVIEWING], operation_id=view.__name__, responses=replies)(view)
