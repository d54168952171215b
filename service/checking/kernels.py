"""The loop of an alignment: how far every beginning of a wording is from every place of a text."""

from __future__ import annotations

from corpus.compiled import compiled, held, made


@compiled("void", held("uint32"), held("uint32"), made("int32", 2))
def distances(needle, hay, rows):  # type: ignore[no-untyped-def]
    """Fill ``rows`` (letters of the needle + 1, of the hay + 1) as Sellers (1980) does.

    ``rows[i, j]`` is the fewest slips that make the first ``i`` letters of the needle of some
    part of the hay that ends before letter ``j``.
    """
    width = len(hay)
    for at in range(width + 1):
        rows[0, at] = 0
    for row in range(1, len(needle) + 1):
        letter = needle[row - 1]
        rows[row, 0] = row
        left = row
        for at in range(1, width + 1):
            least = rows[row - 1, at - 1] + (letter != hay[at - 1])
            above = rows[row - 1, at] + 1
            if above < least:
                least = above
            if left + 1 < least:
                least = left + 1
            rows[row, at] = least
            left = least
