"""Suggestions while one types, for our own box, for browsers and for intranet portals."""

from __future__ import annotations

from flask import Response, current_app, json, jsonify, render_template, request, url_for
from flask_openapi3.models.tag import Tag

from service.web import params
from service.web.current import library

SUGGESTING = Tag(name="suggest", description="输入提示")
#: OpenSearch's extension for suggestions names this type.
SUGGESTIONS_TYPE = "application/x-suggestions+json"
DESCRIPTION_TYPE = "application/opensearchdescription+xml"


def suggest(query: params.SuggestParams) -> Response:
    """输入提示：概念与文件名称，认汉字、拼音、首字母和同音错字."""
    found = library().suggest(query.q, query.limit)
    return jsonify({"query": query.q, "suggestions": [each.entry._asdict() for each in found]})


def complete() -> Response:
    """The same as browsers ask for it: ``[typed, [texts], [notes], [addresses]]``."""
    asked = params.read(params.SuggestParams, request.args)
    entries = [each.entry for each in library().suggest(asked.q, asked.limit)]
    body = [
        asked.q,
        [entry.text for entry in entries],
        [entry.note for entry in entries],
        [url_for("search", q=entry.text, _external=True) for entry in entries],
    ]
    return Response(json.dumps(body), mimetype=SUGGESTIONS_TYPE)


def description() -> Response:
    """OpenSearch 1.1: how a browser or a portal adds this search box."""
    page = render_template("opensearch.xml", site_name=current_app.config["SITE_NAME"])
    return Response(page, mimetype=DESCRIPTION_TYPE)
