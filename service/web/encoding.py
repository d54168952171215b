"""JSON as it leaves the service: UTF-8 without escapes, keys in our order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson
from flask import current_app
from flask.json.provider import DefaultJSONProvider

if TYPE_CHECKING:
    from flask import Response

_OPTIONS = orjson.OPT_APPEND_NEWLINE | orjson.OPT_NON_STR_KEYS


class JSONEncoder(DefaultJSONProvider):
    """Flask's own, but what a view returns is encoded by orjson, in a fifth of the time."""

    ensure_ascii = False
    sort_keys = False

    def response(self, *args: Any, **kwargs: Any) -> Response:
        """A response of the one value, list or mapping given, as :func:`flask.jsonify`."""
        value = self._prepare_response_obj(args, kwargs)
        body = orjson.dumps(value, self.default, _OPTIONS)
        return current_app.response_class(body, mimetype=self.mimetype)
