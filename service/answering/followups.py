"""What one may ask next: questions near an answer, each tried before it is offered."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.model import NORMATIVE_KINDS
from corpus.titles import in_marks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from service.model import Answer

#: Questions offered, and tried at most.
OFFERED, TRIED = 3, 5
#: The longest title that is asked with.
_TITLE = 30
_TERM = re.compile(r"“([^“”，。；]{2,10})”")
_YEAR = re.compile(r"(?:19|20)\d{2}(?=年)")


def follow_ups(given: Answer, answered: Callable[[str], bool]) -> tuple[str, ...]:
    """Up to :data:`OFFERED` questions near an answer that ``answered`` says can be answered."""
    offered: list[str] = []
    for tried, question in enumerate(dict.fromkeys(_near(given))):
        if len(offered) == OFFERED or tried == TRIED:
            break
        if question != given.question and answered(question):
            offered.append(question)
    return tuple(offered)


def _near(given: Answer) -> Iterator[str]:
    """Questions that suggest themselves, the likeliest first."""
    for term in _TERM.findall(given.text):
        if term not in given.question:
            yield f"什么是“{term}”？"
            break
    year = _YEAR.search(given.question)
    if year:
        yield f"{given.question[: year.start()]}{int(year[0]) - 1}{given.question[year.end() :]}"
    for citation in given.citations[:1]:
        about = citation.card.description
        if about.kind in NORMATIVE_KINDS and len(about.title) <= _TITLE:
            yield f"{in_marks(about.title)}适用于哪些单位和人员？"
            if given.form != "validity":
                yield f"{in_marks(about.title)}从什么时候起施行？"
            yield f"违反{in_marks(about.title)}要承担什么责任？"
