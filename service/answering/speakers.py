"""Who a question says it wants to hear: what another said of the same is no answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from corpus.model import Description

    Tagged = Callable[[str], Sequence[tuple[str, str]]]

#: What somebody does who says something, and what is called so besides.
_SAYS = (
    "指出|强调|要求|说|讲(?!话)|谈|提出|提到|指示|批示|表示|认为|主张|阐述|阐明|勉励|嘱托|号召|告诫"
)
_ASKS = re.compile(f"{_SAYS}|讲话|论述|寄语|贺信|致辞")
_POLITE = re.compile("^(?:请问|想问|请教)")
#: Letters between a name and what its bearer does: 习近平总书记在……座谈会上强调.
_BETWEEN = 24
#: Characters of a question whose first word is read.
BEGINS = 40
#: The shortest name of a person: 陈 alone is anybody's.
_NAME = 2


def speaker_asked(question: str, tagged: Tagged) -> str:
    """The person a question begins with and asks the words of; empty where there is none.

    ``tagged`` cuts text into words with their part of speech.
    """
    words = tagged(_POLITE.sub("", question)[:BEGINS])
    name, kind = words[0] if words else ("", "")
    named = kind.startswith("nr") and len(name) >= _NAME
    return name if named and _ASKS.search(question, len(name)) else ""


def is_said_by(speaker: str, about: Description, around: str) -> bool:
    """Whether a text is somebody's own, or what stands around a sentence is told as his words."""
    own = speaker in f"{about.issuer or ''} {about.title}"
    told = f"{re.escape(speaker)}[^，。；\n]{{0,{_BETWEEN}}}(?:{_SAYS})"
    return own or re.search(told, around) is not None
