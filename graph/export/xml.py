"""XML written piece by piece, escaped, without what XML cannot hold."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

HEADER = '<?xml version="1.0" encoding="UTF-8"?>\n'
#: Control characters, lone surrogates and non-characters: no XML file may hold them.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def text(value: object) -> str:
    """A value as element content."""
    return escape(_FORBIDDEN.sub("", told(value)))


def attribute(value: object) -> str:
    """A value as an attribute, with its quotation marks."""
    return quoteattr(_FORBIDDEN.sub("", told(value)), {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def told(value: object) -> str:
    """A value as XML Schema writes it."""
    return str(value).lower() if isinstance(value, bool) else str(value)
