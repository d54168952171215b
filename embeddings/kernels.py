"""The two loops of the static model: from letters to rows, and rows added up."""

from __future__ import annotations

from typing import Final

import numpy as np

from corpus.compiled import compiled, held, made

#: Letters from here on are Chinese and form pairs.
FIRST_IDEOGRAPH: Final = 0x3000
#: 2**32 divided by the golden ratio: the high bits of a product are spread best (Knuth, 6.4).
_SPREAD: Final = np.uint64(0x9E3779B1)
_LOW: Final = np.uint64(0xFFFFFFFF)


@compiled("uint64", "int64", "uint64")
def _place(key, places):  # type: ignore[no-untyped-def]
    """Where a pair is looked for first in a table of so many places, a power of two."""
    mixed = np.uint64(key ^ (key >> 16)) & _LOW
    spread = (mixed * _SPREAD) & _LOW
    return (spread * places) >> np.uint64(32)


@compiled("void", held("int64"), held("int32"), made("int64"), made("int32"))
def fill_pairs(keys, rows, table_keys, table_rows):  # type: ignore[no-untyped-def]
    """Enter each pair's row into an open-addressed table of a power of two places, all -1."""
    places, last = np.uint64(len(table_keys)), np.uint64(len(table_keys) - 1)
    for each in range(len(keys)):
        key = keys[each]
        place = _place(key, places)
        while table_keys[place] != -1:
            place = (place + np.uint64(1)) & last
        table_keys[place] = key
        table_rows[place] = rows[each]


@compiled("boolean", held("uint16"), held("int32"), held("int64"), held("int32"), made("int32", 2))
def find_rows(codes, single, table_keys, table_rows, slots):  # type: ignore[no-untyped-def]
    """Put the row of each letter, and of the pair that begins with it, into ``slots`` (n, 2).

    -1 where there is none. True where two letters or digits of Latin script stand together.
    """
    places, last = np.uint64(len(table_keys)), np.uint64(len(table_keys) - 1)
    joined = False
    for place in range(len(codes)):
        code = codes[place]
        slots[place, 0] = single[code]
        slots[place, 1] = -1
        following = codes[place + 1] if place + 1 < len(codes) else np.uint16(0)
        if code >= FIRST_IDEOGRAPH and following >= FIRST_IDEOGRAPH:
            key = (np.int64(code) << 16) | np.int64(following)
            at = _place(key, places)
            while table_keys[at] != -1:
                if table_keys[at] == key:
                    slots[place, 1] = table_rows[at]
                    break
                at = (at + np.uint64(1)) & last
        elif 0 < code < FIRST_IDEOGRAPH and 0 < following < FIRST_IDEOGRAPH:
            joined = True
    return joined


@compiled("int64", held("int32", 2), held("int64"), made("int32"), made("int64"))
def close_up(slots, starts, rows, row_starts):  # type: ignore[no-untyped-def]
    """Copy the rows of ``slots`` without gaps, and where each text's begin; their number."""
    filled = 0
    for text in range(len(starts) - 1):
        row_starts[text] = filled
        for place in range(starts[text], starts[text + 1]):
            for row in (slots[place, 0], slots[place, 1]):
                if row >= 0:
                    rows[filled] = row
                    filled += 1
    row_starts[len(starts) - 1] = filled
    return filled


@compiled(
    "void",
    held("int32"),
    held("int64"),
    held("uint8", 2),
    held("float32"),
    held("float32"),
    made("float32", 2),
)
def add_up(rows, starts, packed, scales, powers, sums):  # type: ignore[no-untyped-def]
    """Add up each text's rows into ``sums`` (n, d), a row that comes n times ``powers[n]`` times.

    In the order of the rows, so that the same text has the same bits wherever it stands.
    """
    half = packed.shape[1]
    low, high = np.empty(half, np.float32), np.empty(half, np.float32)
    for text in range(len(starts) - 1):
        own = np.sort(rows[starts[text] : starts[text + 1]])
        low[:] = 0
        high[:] = 0
        at = 0
        while at < len(own):
            row = own[at]
            end = at + 1
            while end < len(own) and own[end] == row:
                end += 1
            scale, weight = scales[row], powers[end - at]
            for place in range(half):
                byte = packed[row, place]
                low[place] += np.float32(np.int32(byte & 15) - 8) * scale * weight
                high[place] += np.float32(np.int32(byte >> 4) - 8) * scale * weight
            at = end
        for place in range(half):
            sums[text, 2 * place] = low[place]
            sums[text, 2 * place + 1] = high[place]
