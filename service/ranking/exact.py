"""What a question says to the letter: passages that hold its very words."""

from __future__ import annotations

import re
from itertools import islice, product
from typing import TYPE_CHECKING

from corpus.model import Hit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corpus.lexical import LexicalRetriever
    from corpus.model import Within
    from service.query import Query

#: A query up to this long is also looked for to the letter, as a name or a shorthand is.
WORDING_LENGTH = 24
#: A pause, and the marks writers set there; up to so many pauses each may have its own.
_PAUSE = re.compile(r"(?<!\d)[，、；,;]|[，、；,;](?!\d)")
_MARKS = ("，", "、", "；")
_APART = 2


def wording(
    exact: LexicalRetriever, query: Query, limit: int, within: Within | None = None
) -> list[Hit]:
    """The passages that hold a short query's whole topic to the letter, all equally good.

    Its pauses are not the point: who asks 江山就是人民，人民就是江山 means the one with 、 too.
    """
    topic = query.topic
    if not 1 < len(topic) <= WORDING_LENGTH:
        return []
    found = (hit.passage_id for way in _ways(topic) for hit in exact.phrase(way, limit, within))
    return [Hit(each, 1.0, "wording", (topic,)) for each in islice(dict.fromkeys(found), limit)]


def _ways(topic: str) -> Iterable[str]:
    """The topic as it is set, then with other marks at its pauses; of many pauses, the same at all.

    What belongs to a number is no pause: 3,5 is not 3、5.
    """
    pieces = _PAUSE.split(topic)
    pauses = len(pieces) - 1
    others: Iterable[tuple[str, ...]] = product(_MARKS, repeat=pauses)
    if pauses > _APART:
        others = ((mark,) * pauses for mark in _MARKS)
    set_otherwise = ("".join(map(str.__add__, pieces, (*marks, ""))) for marks in others)
    return dict.fromkeys((topic, *set_otherwise))
