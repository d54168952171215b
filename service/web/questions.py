"""What a request must be before its question is put: short enough, and from here if it costs."""

from __future__ import annotations

from flask import current_app, request

from corpus.errors import BadQuery


def checked(question: str) -> str:
    """The question, if it is no longer than the settings allow.

    Raises:
        BadQuery: it is longer.
    """
    limit: int = current_app.config["QUERY_CHARACTERS"]
    if len(question) > limit:
        raise BadQuery(f"q 有 {len(question)} 个字，超过 {limit} 个字的上限；请缩短后重试。")
    return question


def from_here(what: str) -> None:
    """Refuse what another site's page made a reader's browser send.

    Raises:
        BadQuery: the browser says that it did.
    """
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        raise BadQuery(f"{what}只能从本站的页面或程序直接提交。")
