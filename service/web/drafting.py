"""Drafts over HTTP: what the checks find in a text. Each view is one call down and one out."""

from __future__ import annotations

from flask import Response, jsonify
from flask_openapi3.models.tag import Tag

from service.web import params, present_draft
from service.web.current import library

DRAFTING = Tag(name="drafting", description="起草与核稿")


def check(body: params.DraftBody) -> Response:
    """引文核查：文稿中的引文、文件名称、条款、提法与馆藏逐一核对，指出出入并给出正确写法."""
    return jsonify(present_draft.report(library().check(body.text)))
