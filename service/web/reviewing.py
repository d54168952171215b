"""The review of candidates as pages: a queue with its sentences, decisions, the ledger.

Who may come here, and what a form must carry: :mod:`service.web.admission`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

from flask import redirect, render_template, request, url_for

from graph.discovery.model import FAMILIES, PARTS
from graph.model import CONCEPT_KINDS
from graph.review.model import Wording
from service.review import told
from service.web import admission, params, review_params
from service.web.paging import paging

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.wrappers import Response as BaseResponse

    from graph.review.model import Decision
    from service.review import Desk, Example

LISTED, EXAMPLES, LOGGED = 10, 3, 100
#: Characters of a sentence shown before and behind a candidate.
BEFORE, BEHIND = 60, 90


class Quoted(NamedTuple):
    """A sentence as it is shown: what stands before the candidate, it, what stands behind."""

    before: str
    words: str
    behind: str
    example: Example


def queue() -> str:
    """The candidates that wait, each with its sentences and the form to decide."""
    desk = admission.admit()
    asked = params.read(review_params.ReviewPage, request.args)
    found = desk.queue(asked.family, asked.q)
    shown = found[asked.offset : asked.offset + LISTED]
    kept = [("family", asked.family), ("q", asked.q), ("by", asked.by)]
    return render_template(
        "review.html",
        asked=asked,
        filed=desk.filed,
        total=len(found),
        waiting=[(one, list(map(quoted, desk.examples(one, EXAMPLES)))) for one in shown],
        families=FAMILIES,
        kinds=CONCEPT_KINDS,
        parts=PARTS,
        state=urlencode([(name, value) for name, value in kept if value]),
        pages=paging(len(found), asked.offset, LISTED),
        done=next((one for one in desk.log() if one.decision.n == asked.done), None),
        told=told,
        secret=admission.secret(),
    )


def decide() -> BaseResponse:
    """One decision, then back to the queue."""
    desk = admission.admit()
    admission.check_form()
    given = params.read(review_params.ReviewForm, request.form)
    decision = _decided(desk, given)
    kept = [("family", given.family), ("q", given.q), ("by", given.by),
            ("offset", given.offset), ("done", decision.n)]  # fmt: skip
    state = urlencode([(name, value) for name, value in kept if value])
    place = "review_log" if given.action == "undo" and given.back == "log" else "review"
    return redirect(f"{url_for(place)}?{state}", 303)


def log() -> str:
    """The ledger, the latest first, with a way to undo."""
    logged = admission.admit().log()
    asked = params.read(review_params.ReviewPage, request.args)
    return render_template(
        "review_log.html",
        asked=asked,
        logged=logged[asked.offset : asked.offset + LOGGED],
        total=len(logged),
        told=told,
        state=urlencode([("by", asked.by)] if asked.by else []),
        pages=paging(len(logged), asked.offset, LOGGED),
        secret=admission.secret(),
    )


def quoted(example: Example) -> Quoted:
    """A sentence short enough to be read at a glance, its words in the middle."""
    start, end = example.start, example.start + example.length
    first, last = max(0, start - BEFORE), end + BEHIND
    before = ("…" if first else "") + example.sentence[first:start]
    behind = example.sentence[end:last] + ("…" if last < len(example.sentence) else "")
    return Quoted(before, example.sentence[start:end], behind, example)


def _decided(desk: Desk, given: review_params.ReviewForm) -> Decision:
    by, note = given.by.strip(), given.note.strip()
    if given.action == "undo":
        return desk.undo(given.n, by=by, note=note)
    if given.action == "reject":
        return desk.reject(given.candidate, by=by, note=note)
    if given.action == "merge":
        return desk.merge(given.candidate, given.into.strip(), by=by, note=note)
    if given.action == "split":
        parts = [Wording(label=one, kind=given.kind) for one in _lines(given.parts)]
        return desk.split(given.candidate, parts, by=by, note=note)
    wording = Wording(
        label=given.label.strip(),
        kind=given.kind,
        aliases=_lines(given.aliases),
        expansion=_lines(given.members),
        definition=" ".join(given.definition.split()),
    )
    return desk.approve(given.candidate, wording, by=by, note=note)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(" ".join(line.split()) for line in text.splitlines() if line.strip())


def register(app: Flask) -> None:
    """Add the pages to ``app``."""
    app.add_url_rule("/concepts/review", "review", queue, methods=["GET"])
    app.add_url_rule("/concepts/review", "review_decide", decide, methods=["POST"])
    app.add_url_rule("/concepts/review/log", "review_log", log, methods=["GET"])
