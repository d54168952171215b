"""What a question says to the letter: passages that hold its very words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.model import Hit

if TYPE_CHECKING:
    from corpus.lexical import LexicalRetriever
    from corpus.model import Within
    from service.query import Query

#: A query up to this long is also looked for to the letter, as a name or a shorthand is.
WORDING_LENGTH = 24


def wording(
    exact: LexicalRetriever, query: Query, limit: int, within: Within | None = None
) -> list[Hit]:
    """The passages that hold a short query's whole topic to the letter, all equally good.

    Its marks are not the point: who asks 江山就是人民，人民就是江山 means the one with 、 too.
    """
    if not 1 < len(query.topic) <= WORDING_LENGTH:
        return []
    return [
        Hit(hit.passage_id, 1.0, "wording", (query.topic,))
        for hit in exact.saying(query.topic, limit, within)
    ]
