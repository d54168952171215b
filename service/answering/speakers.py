"""Whose words a question asks for: what another said of the same is no answer."""

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
_SAID = "讲话|论述|寄语|贺信|回信|致辞"
_ASKED = f"{_SAYS}|{_SAID}|评价|看待|[怎如][么何]看"
#: How it is told what somebody said of somebody or something.
_TOLD = f"{_SAYS}|评价|称[为赞道其他她它]|赞[扬誉许]|写道"
#: What is asked is how his words are carried out.
_CARRIES_OUT = re.compile("(?:落实|贯彻|学习|践行|遵循|按照|根据|围绕|结合)[^，。；]{0,12}$")
#: Letters between a name and what its bearer does: 习近平总书记在……座谈会上强调.
_BETWEEN = 24
#: Characters of a question that are read, and letters of a person's name.
READ, _NAME = 60, range(2, 5)
#: What the tagger takes for the end of a name, and what ends none.
_NO_NAME = re.compile("(?:人|者|园|[县区市乡镇]|思想|理论|馆|室|所|单|院|校|队)$")
#: What stands behind the name of somebody whose words are told.
_TITLES = ("同志", "指出", "强调", "总书记", "主席", "总理", "书记", "首相", "总统")


def speaker_asked(question: str, tagged: Tagged, is_known: Callable[[str], bool]) -> str:
    """The person whose words a question asks for; empty where there is none.

    ``tagged`` cuts text into words with their part of speech; ``is_known`` says whether a name is
    that of somebody whose words are held or told.
    """
    question = question[:READ]
    for name, kind in tagged(question):
        if not kind.startswith("nr") or len(name) not in _NAME or _NO_NAME.search(name):
            continue
        before, _, after = question.partition(name)
        if _CARRIES_OUT.search(before) or not re.match(f"[^，。；]*?(?:{_ASKED})", after):
            continue
        if is_known(name):
            return name
    return ""


def is_told_of(name: str, count: Callable[[str], int]) -> bool:
    """Whether the texts call somebody by this name as those whose words are told are called;
    ``count`` says how many passages hold a wording.
    """
    return any(count(name + title) for title in _TITLES)


def is_said_by(speaker: str, about: Description, around: str) -> bool:
    """Whether a text is somebody's own, or what stands around a sentence is told as his words."""
    if speaker in (about.issuer or ""):
        return True
    name = re.escape(speaker)
    does = f"{name}[^，。；\n]{{0,{_BETWEEN}}}"
    own = re.match(f"[^在纪悼学缅]{{0,6}}{does}(?:{_SAYS}|{_SAID})", about.title)
    return bool(own or re.search(f"{does}(?:{_TOLD})", around))
