"""Whether what would be quoted shows what is asked for: the figure, or so many things.

A sentence may say all the words of a question and still not its answer; where it is plain
to see that it cannot, it is none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.text import fold
from service.answering.asking import so_many

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.answering.features import Asked

#: What parts one thing from the next.
_PARTS = re.compile(r"[、；]|(?:和|及|以及)")


def lacks_figure(asked: Asked, texts: Sequence[str]) -> bool:
    """Whether a figure is asked for and none of its kind stands in the texts."""
    return asked.figure is not None and not any(asked.figure.search(fold(one)) for one in texts)


def lacks_items(asked: Asked, texts: Sequence[str]) -> bool:
    """Whether so many things are asked for, and the texts are not nearly so many."""
    wanted = so_many(asked.query)
    if wanted < 3 or len(texts) >= wanted - 1:
        return False
    return sum(1 + len(_PARTS.findall(one)) for one in texts) < wanted - 1
