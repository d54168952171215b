"""The review of candidates as pages: a queue with its sentences, decisions, the ledger.

These are the only pages that change what others see, so they are closed unless the setting
``review`` opens them, and then only to who sits at this machine: the request comes from it,
asks for it by a name of its own, and no proxy says it passed it on. A decision must besides
come from a form of ours (a secret in it, and the browser's word on where it was sent from).
"""

from __future__ import annotations

import hmac
import ipaddress
import secrets
from typing import TYPE_CHECKING, NamedTuple, cast
from urllib.parse import urlencode, urlsplit

from flask import current_app, redirect, render_template, request, url_for

from corpus.errors import BadDecision, NotAllowed
from graph.discovery.model import FAMILIES, PARTS
from graph.model import CONCEPT_KINDS
from graph.review.model import Wording
from service.review import Desk, told
from service.web import params, review_params
from service.web.paging import paging

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.wrappers import Response as BaseResponse

    from graph.review.model import Decision
    from service.review import Example
    from service.settings import Settings

LISTED, EXAMPLES, LOGGED = 10, 3, 100
#: Characters of a sentence shown before and behind a candidate.
BEFORE, BEHIND = 60, 90
_DESK, _SECRET = "wenmai.desk", "wenmai.review.secret"
_PASSED_ON = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via")
_CLOSED = (
    '概念审核的页面没有开放。管理员可在 settings.toml 中写 review = "local"，只对本机的浏览器开放；'
    "也可用命令审核：python -m scripts.concepts review。"
)
_LOCAL_ONLY = "概念审核的页面只对本机的浏览器开放；请在运行服务的机器上用 http://127.0.0.1 打开。"
_STALE = "这个表单不是从本站的审核页面发出的，或服务已重新启动；请刷新审核页面后重新提交。"


class Quoted(NamedTuple):
    """A sentence as it is shown: what stands before the candidate, it, what stands behind."""

    before: str
    words: str
    behind: str
    example: Example


def queue() -> str:
    """The candidates that wait, each with its sentences and the form to decide."""
    _admit()
    asked = params.read(review_params.ReviewPage, request.args)
    desk = _desk()
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
        secret=_secret(),
    )


def decide() -> BaseResponse:
    """One decision, then back to the queue."""
    _admit()
    _check_origin()
    given = params.read(review_params.ReviewForm, request.form)
    decision = _decided(given)
    kept = [("family", given.family), ("q", given.q), ("by", given.by),
            ("offset", given.offset), ("done", decision.n)]  # fmt: skip
    state = urlencode([(name, value) for name, value in kept if value])
    place = "review_log" if given.action == "undo" and given.back == "log" else "review"
    return redirect(f"{url_for(place)}?{state}", 303)


def log() -> str:
    """The ledger, the latest first, with a way to undo."""
    _admit()
    asked = params.read(review_params.ReviewPage, request.args)
    logged = _desk().log()
    return render_template(
        "review_log.html",
        asked=asked,
        logged=logged[asked.offset : asked.offset + LOGGED],
        total=len(logged),
        told=told,
        state=urlencode([("by", asked.by)] if asked.by else []),
        pages=paging(len(logged), asked.offset, LOGGED),
        secret=_secret(),
    )


def quoted(example: Example) -> Quoted:
    """A sentence short enough to be read at a glance, its words in the middle."""
    start, end = example.start, example.start + example.length
    first, last = max(0, start - BEFORE), end + BEHIND
    before = ("…" if first else "") + example.sentence[first:start]
    behind = example.sentence[end:last] + ("…" if last < len(example.sentence) else "")
    return Quoted(before, example.sentence[start:end], behind, example)


def _decided(given: review_params.ReviewForm) -> Decision:
    desk = _desk()
    by, note = given.by.strip(), given.note.strip()
    if given.action == "undo":
        return desk.undo(given.n, by=by, note=note)
    if given.action == "reject":
        return desk.reject(given.candidate, by=by, note=note)
    if given.action == "merge":
        if not given.into.strip():
            raise BadDecision("没有写明并入哪个概念；请填概念的编号或任一写法")
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


def _admit() -> None:
    """Refuse everyone to whom these pages are not open.

    Raises:
        NotAllowed: with what an administrator can do about it.
    """
    if current_app.config["REVIEW"] != "local":
        raise NotAllowed(_CLOSED)
    # A page of elsewhere that makes its own name mean this machine is not asked for by ours.
    own = _is_local(request.remote_addr or "") and _is_local(urlsplit(f"//{request.host}").hostname)
    if not own or any(name in request.headers for name in _PASSED_ON):
        raise NotAllowed(_LOCAL_ONLY)


def _is_local(name: str | None) -> bool:
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name or "").is_loopback
    except ValueError:
        return False


def _check_origin() -> None:
    """Refuse a form that is not ours."""
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    origin = request.headers.get("Origin", request.host_url.rstrip("/"))
    secret = request.form.get("secret", "").encode()
    if (
        site != "same-origin"
        or origin != request.host_url.rstrip("/")
        or not hmac.compare_digest(secret, _secret().encode())
    ):
        raise NotAllowed(_STALE)


def _desk() -> Desk:
    return cast("Desk", current_app.extensions[_DESK])


def _secret() -> str:
    return cast("str", current_app.extensions[_SECRET])


def register(app: Flask, settings: Settings) -> None:
    """Add the pages to ``app``; closed unless ``settings.review`` opens them."""
    app.config["REVIEW"] = settings.review
    app.extensions[_DESK] = Desk(settings)
    app.extensions[_SECRET] = secrets.token_urlsafe(24)
    app.jinja_env.globals["reviewing"] = settings.review != "off"
    app.add_url_rule("/concepts/review", "review", queue, methods=["GET"])
    app.add_url_rule("/concepts/review", "review_decide", decide, methods=["POST"])
    app.add_url_rule("/concepts/review/log", "review_log", log, methods=["GET"])
