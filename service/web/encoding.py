"""JSON as it comes and goes: UTF-8, no escapes, keys in our order, nothing that is no text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson
from flask import current_app
from flask.json.provider import DefaultJSONProvider

if TYPE_CHECKING:
    from flask import Response

_OPTIONS = orjson.OPT_APPEND_NEWLINE | orjson.OPT_NON_STR_KEYS


class JSONEncoder(DefaultJSONProvider):
    """Flask's own, but what a view returns is encoded by orjson."""

    ensure_ascii = False
    sort_keys = False

    def loads(self, s: str | bytes, **_: Any) -> Any:
        """What a request says.

        Raises:
            ValueError: it is no JSON in UTF-8, is nested without end, or holds half a
                character (a lone surrogate), which no reply could ever hold.
        """
        return orjson.loads(s)

    def response(self, *args: Any, **kwargs: Any) -> Response:
        """A response of the one value, list or mapping given, as :func:`flask.jsonify`."""
        value = self._prepare_response_obj(args, kwargs)
        body = orjson.dumps(value, self.default, _OPTIONS)
        return current_app.response_class(body, mimetype=self.mimetype)
