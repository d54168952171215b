"""Sentences that do not end, as a text without a full stop has them: broken, so that what reads to
the end of the sentence once per citation comes to an end.
"""

from __future__ import annotations

import re

#: Characters after which a sentence is broken, at the next mark within it or this many on.
LONGEST, FURTHER = 2000, 500
#: Not within quoted words, which the draft hides.
_BREAK = re.compile(rf'[^，、》]{{0,{FURTHER}}}(?:[“「『"]?□+)?.', re.DOTALL)


def broken(masked: str, mark: re.Pattern[str]) -> list[int]:
    """Where the sentences of a masked text end, after a mark or broken."""
    ends: list[int] = []
    last = 0
    for end in [*(match.end() for match in mark.finditer(masked)), len(masked)]:
        while end - last > LONGEST and (further := _BREAK.match(masked, last + LONGEST, end)):
            last = further.end()
            if last < end:
                ends.append(last)
        ends.append(end)
        last = end
    return ends[:-1]
