"""Whether what would be quoted shows what is asked for: the figure, or so many things.

A sentence may say all the words of a question and still not its answer; where it is plain
to see that it cannot, it is none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.text import fold
from service.answering.asking import so_many
from service.answering.weighing import stands

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.answering.features import Asked

#: What asks into which kinds something falls, and what says so.
_KINDS = re.compile("分(?:为|成)?哪?几[种类个大]|有哪几[种类]")
_PARTED = re.compile(
    "分为|分成|分别是|包括|[种类]类?[是为：:]|种类|类型|[一二三]类|（[一二]）|、[^、。]{1,12}(?:和|以及)"
)
#: What shows that so much is meant, whatever of.
_ANY = re.compile(
    r"\d|百分之|分之|[半全]数|全部"
    r"|[一二三四五六七八九十百千两](?:余|多)?(?:[万亿个名项条件家人户次处所座张份辆台篇本倍成度米]|摄氏度|公里)"
)
#: What says when or where, and not how much.
_DAYS = re.compile(
    r"第[一二三四五六七八九十百零\d]+[编章节条款项]|(?:19|20)\d\d(?:[-—至](?:19|20)\d\d)?年度?|\d{1,2}月(?:\d{1,2}[日号])?|\d{1,2}[日号]"
)
#: What asks for somebody's duties, and what says them.
_ASKS_DUTIES = re.compile(
    "(?:职责|义务|职权)(?:都|分别)?(?:是|有|包括)?(?:(?:什么|啥|哪些|哪几)|[？?]?$)|哪些(?:职责|义务|职权)"
)
_DUTIES = re.compile(
    "职责|责任|义务|职权|权力|负责|任务|主持|应当|必须|不得|行使|承担|有权|领导|组织|管理|监督"
)
#: Quotes that are a list.
ENUMERATED = 3
#: What parts one thing from the next.
_PARTS = re.compile(r"[、；]|(?:和|及|以及)")


def lacks_figure(asked: Asked, texts: Sequence[str]) -> bool:
    """Whether a figure is asked for and none of its kind stands in the texts."""
    if asked.figure is not None:
        return not any(asked.figure.search(fold(one)) for one in texts)
    if asked.query.form == "amount" and "多少" in asked.query.text:
        return not any(_ANY.search(_DAYS.sub("", fold(one))) for one in texts)
    return False


def lacks_duties(asked: Asked, texts: Sequence[str], near: Sequence[str] = ()) -> bool:
    """Whether duties or powers are asked for, and the texts speak of none, or neither they nor
    what is ``near`` them names whose they are.
    """
    found = _ASKS_DUTIES.search(asked.query.text)
    if found is None:
        return False
    whose = asked.query.text[: found.start()]
    told = fold(" ".join((*near, *texts)))
    names = [term for term in asked.terms if term.word[1:] and term.word in whose]
    unnamed = bool(names) and not stands(names[-1], told)
    return unnamed or not any(map(_DUTIES.search, texts))


def lacks_items(asked: Asked, texts: Sequence[str]) -> bool:
    """Whether so many things are asked for, and the texts are not nearly so many."""
    wanted = so_many(asked.query)
    if _KINDS.search(asked.query.text) and len(texts) < ENUMERATED:
        return not any(_PARTED.search(fold(one)) for one in texts)
    if wanted < 3 or len(texts) >= wanted - 1:
        return False
    return sum(1 + len(_PARTS.findall(one)) for one in texts) < wanted - 1
