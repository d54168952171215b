"""What every response says about itself: how to cache it and what a browser may do with it.

A reply depends only on the generation, the day (a regulation comes into force overnight),
the address and our own code; their digest is its ETag, so a repeated request costs nothing.
"""

from __future__ import annotations

import hashlib
import logging
import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from flask import Response, g, request
from werkzeug.exceptions import RequestEntityTooLarge

from corpus.errors import OperationError
from service.web.current import library

if TYPE_CHECKING:
    from flask import Flask

ACCESS = logging.getLogger("wenmai.access")
FOLDER = Path(__file__).parent

#: Nothing but our own files; no frames, no plug-ins, no inline script or style.
SECURITY = {
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; object-src 'none'; "
    "form-action 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
#: Routes whose reply does not come from the Library, or is about this moment.
UNCACHED = frozenset(
    {
        "root.healthz",
        "root.readyz",
        "root.openapi_json",
        "static",
        "favicon",
        "description",
        "review",
        "review_log",
        "v1.review_candidates",
        "v1.review_decisions",
        "v1.phrase",  # a model may say it otherwise the next time
    }
)

_UNPRINTED = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
#: Routes that take a file, and how many bytes a request to one of them may have.
UPLOADS = frozenset({"v1.check_file", "v1.check_comments", "check"})
UPLOAD_BYTES = 7 * 1024 * 1024


@cache
def code_version() -> str:
    """A digest of the pages' own files: a new template is a new ETag."""
    digest = hashlib.sha256()
    for file in sorted(FOLDER.rglob("*")):
        if file.suffix in {".py", ".html", ".css", ".js"}:
            digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def asked_for() -> str:
    """The address asked for, on one line: a line break in it would forge lines of the log."""
    return _UNPRINTED.sub(lambda found: quote(found[0]), request.full_path.rstrip("?"))


def _etag() -> str:
    parts = (library().generation, date.today().isoformat(), code_version(), request.full_path)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:24]


def _before() -> Response | None:
    if request.endpoint in UPLOADS:
        request.max_content_length = UPLOAD_BYTES
    limit = request.max_content_length
    if limit is not None and (request.content_length or 0) > limit:
        raise RequestEntityTooLarge
    cachable = request.method in {"GET", "HEAD"} and request.endpoint not in UNCACHED
    if not cachable or request.endpoint is None:
        return None
    try:
        g.etag = _etag()
    except OperationError:
        return None  # the view will say so, in its own words
    seen = request.if_none_match
    if not seen.star_tag and seen.contains_weak(g.etag):
        return Response(status=304)
    return None


def _after(response: Response) -> Response:
    for name, value in SECURITY.items():
        response.headers[name] = value
    if request.endpoint != "static":
        response.headers["Cache-Control"] = "private, no-cache"
        response.headers["Vary"] = "Accept-Encoding"
    if "etag" in g and response.status_code in {200, 304}:
        response.set_etag(g.etag, weak=True)
    ACCESS.info("%s %s %s", request.method, asked_for(), response.status_code)
    return response


def install(app: Flask) -> None:
    """Put the headers on every response of ``app``, errors included."""
    app.before_request(_before)
    app.after_request(_after)
