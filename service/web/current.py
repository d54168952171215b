"""The Library a request is answered from: taken once, kept to the end of the request."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from flask import current_app, g

if TYPE_CHECKING:
    from service.librarian import Librarian
    from service.library import Library

KEY = "wenmai.librarian"


def library() -> Library:
    """The current Library; the same one however often a request asks.

    Raises:
        NoGeneration: nothing has been built yet.
    """
    if "library" not in g:
        g.library = cast("Librarian", current_app.extensions[KEY]).current()
    return cast("Library", g.library)
