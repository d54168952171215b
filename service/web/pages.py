"""The pages: server-rendered, whole without JavaScript. Each view gathers and renders."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import current_app, redirect, render_template, request, url_for

from corpus.errors import BadQuery
from corpus.model import KINDS, DocumentId, Span
from corpus.text import trim
from corpus.titles import in_marks
from service.web import chains, graph_pages, params, present, suggesting
from service.web.api import keep
from service.web.contents import contents
from service.web.current import library
from service.web.examples import example_questions
from service.web.headers import code_version
from service.web.paging import paging
from service.web.phrasing import phraser
from service.web.questions import checked
from service.web.reading import draw, marked

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from flask import Flask, Response
    from markupsafe import Markup
    from werkzeug.wrappers import Response as BaseResponse

    from corpus.model import Document, Passage
    from service.library import Library
    from service.model import Card, Facet, Result

LATEST = 8
LISTED = 50
SIMILAR_SHOWN = 8
#: A longer passage is shown around its first highlight.
EXCERPT = 320
LEAD = 60
#: More issuers than this are typed, not picked.
ISSUERS_OFFERED = 200
ORDERS: Mapping[str, str] = {"day": "日期", "title": "标题", "issuer": "发文机关", "kind": "文种"}


def home() -> str:
    """The search box, what is held, what came last."""
    held = library()
    return render_template(
        "home.html",
        counts=held.counts(),
        latest=held.cards()[:LATEST],
        examples=example_questions(held),
    )


def search() -> str:
    """One box for both: the answer on top, the passages below."""
    asked = params.read(params.SearchPage, request.args)
    if not asked.q.strip():
        return home()
    began, held, question = time.perf_counter(), library(), checked(" ".join(asked.q.split()))
    filters = asked.filters()
    found = held.search(question, limit=asked.limit, offset=asked.offset, filters=filters)
    # What can be asked next is tried question by question: a script fetches it afterwards.
    answer = None
    if asked.offset == 0:
        answer = held.answer(question, filters=filters, follow_ups=asked.follow_ups)
    return render_template(
        "search.html",
        asked=asked,
        question=question,
        found=found,
        answer=answer,
        state=_state(asked, question),
        paging=_state(asked, question, offset=False),
        narrowed=filters.narrows,
        similar={result.passage.id: _similar(held, result) for result in found.results},
        kinds=_kinds(held, found.facets.get("kind", ())),
        issuers=held.issuers()[:ISSUERS_OFFERED],
        seconds=time.perf_counter() - began,
        pages=paging(found.total, asked.offset, asked.limit),
        phraser=phraser(),
    )


def documents() -> str:
    """The list of documents, filtered and ordered."""
    asked = params.read(params.ListPage, request.args)
    held = library()
    cards = held.cards(filters=asked.filters())
    if asked.title:
        cards = [card for card in cards if asked.title in card.description.title]
    if asked.sort != "day":
        cards = sorted(cards, key=lambda card: getattr(card.description, asked.sort) or "")
    state = [*asked.state(), ("title", asked.title), ("sort", asked.sort)]
    return render_template(
        "documents.html",
        asked=asked,
        cards=cards[asked.offset : asked.offset + LISTED],
        total=len(cards),
        kinds=_kinds(held, ()),
        issuers=held.issuers()[:ISSUERS_OFFERED],
        orders=ORDERS,
        state=urlencode([(name, value) for name, value in state if value]),
        pages=paging(len(cards), asked.offset, LISTED),
    )


def document(document_id: str) -> str:
    """One document: what is known of it, its contents, its text opened at the citation."""
    asked = params.read(params.ReadingPage, request.args)
    held, this = library(), DocumentId(document_id)
    card, whole = held.card(this, on=asked.as_of), held.document(this)
    quote = _quote(whole, asked)
    successor = card.status.successor
    return render_template(
        "document.html",
        asked=asked,
        card=card,
        whole=whole,
        text=draw(whole, held.references(this), quote),
        contents=contents(whole, quote),
        cited=held.cite(whole.id, quote) if quote else None,
        successor=held.card(successor) if successor else None,
        versions=[other for other in held.versions(this) if other.description.id != this],
        chains=chains.shown(held, this),
        chained=chains.shown(held, this, quote) if quote else None,
        listed=chains.LISTED,
        back=f"{url_for('search')}?{_state(asked, asked.q)}" if asked.q else "",
    )


def feedback() -> BaseResponse:
    """A reader's word on a result, sent without JavaScript: kept, and back to the results."""
    given = params.read(params.FeedbackBody, request.form)
    keep(given)
    asked = params.read(params.SearchPage, request.form)
    return redirect(f"{url_for('search')}?{_state(asked, given.query)}#results", 303)


def _quote(whole: Document, asked: params.ReadingPage) -> Span | None:
    """The cited characters.

    Raises:
        BadQuery: the numbers do not lie in the text: an old or mistyped address.
    """
    if asked.start is None or asked.end is None:
        return None
    span = Span(asked.start, asked.end)
    if not span.start < span.end <= len(whole.text):
        raise BadQuery(
            f"链接所指的位置 {span.start}–{span.end} 不在{in_marks(whole.description.title)}"
            f"（共 {len(whole.text)} 字）之内；文件可能已更新，请重新检索。"
        )
    span = trim(whole.text, span)
    return span if span.start < span.end else None


def _state(asked: params.SearchPage, question: str, *, offset: bool = True) -> str:
    """The search as a query string, to carry along and come back to."""
    pairs = [("q", question), *asked.state(), *(("document", one) for one in asked.document)]
    if offset and asked.offset:
        pairs.append(("offset", str(asked.offset)))
    return urlencode(pairs)


def _similar(held: Library, result: Result) -> list[tuple[Passage, str]]:
    """Where else the same is said, with the titles one knows the places by."""
    shown = result.similar[:SIMILAR_SHOWN]
    return [(passage, _known_as(held.card(passage.document_id))) for passage in shown]


def _known_as(card: Card) -> str:
    """A document's title, and that it no longer holds where that is so."""
    ended = card.status.code in ("repealed", "superseded")
    return f"{card.description.title}，{card.status.label}" if ended else card.description.title


def _kinds(held: Library, found: Sequence[Facet]) -> list[tuple[str, str, int | None]]:
    """The kinds held, each with how many of the results are of it (or documents held)."""
    counted = {facet.value: facet.count for facet in found}
    return [
        (facet.value, facet.label, counted.get(facet.value) if found else facet.count)
        for facet in held.kinds()
    ]


def _excerpt(result: Result) -> Markup:
    """The passage with its highlights; a long one from shortly before the first of them."""
    passage = result.passage
    text, first = passage.text, passage.span.start
    if len(text) <= EXCERPT:
        return marked(text, result.highlights, first)
    lead = result.highlights[0].start - first - LEAD if result.highlights else 0
    start = max(0, min(lead, len(text) - EXCERPT))
    end = start + EXCERPT
    before, after = ("…" if start else ""), ("…" if end < len(text) else "")
    inside = [Span(max(span.start, first + start), span.end) for span in result.highlights
              if span.end > first + start]  # fmt: skip
    return before + marked(text[start:end], inside, first + start) + after


def _asset(name: str) -> str:
    """The address of a static file; it changes with our files, so browsers may keep it."""
    return url_for("static", filename=name, v=code_version())


def favicon() -> Response:
    """Browsers ask for this address whatever the page says."""
    return current_app.send_static_file("favicon.svg")


def register(app: Flask) -> None:
    """Add the pages to ``app``."""
    app.jinja_env.filters["in_marks"] = in_marks
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        site_name=app.config["SITE_NAME"],
        kind_labels=KINDS,
        asset=_asset,
        link=present.link,
        document_url=present.document_url,
        reference_text=present.reference_text,
        source_name=present.source_name,
        excerpt=_excerpt,
        compared=chains.compared,
        named_in=chains.named,
    )
    views: dict[str, Callable[..., str | Response]] = {
        "/": home,
        "/search": search,
        "/documents": documents,
        "/documents/<document_id>": document,
        "/suggest": suggesting.complete,
        "/opensearch.xml": suggesting.description,
        "/favicon.ico": favicon,
    }
    for rule, view in views.items():
        app.add_url_rule(rule, view.__name__, view, methods=["GET"])
    app.add_url_rule("/feedback", feedback.__name__, feedback, methods=["POST"])
    graph_pages.register(app)
