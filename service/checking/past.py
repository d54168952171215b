"""When a draft speaks of the past: former names and wordings are right there."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from service.checking.places import day_of

if TYPE_CHECKING:
    from corpus.model import Span
    from graph.model import Concept
    from service.checking.draft import Draft

_PAST = re.compile(
    "原(?:来|先|名|为|称|有|由|是|属|定|《)|曾(?!孙)|当时|过去|(?<!老)旧(?![区城改])|以前|此前|历史|改为|代替|取代|接替|发展为|升级为|更名|调整为|表述为|废止|失效|不再"
)
#: Right before a name, with what it begins with: 原国家….
_ONCE = re.compile("原[\u4e00-\u9fff《]{0,8}$")
#: What happens to organs whose names change.
_REFORMED = re.compile("组建|合并|撤销|并入|划入|转隶")
#: From one to the other: 从《…》到《…》, 由…转为….
_ONWARD = re.compile('[》”"’]?\\s?(?:到|向|转|变|改|演|升)')
#: The clause after a name that says it ended: …已随《民法典》施行而废止。
_ENDED = re.compile(
    "[^，。；！？\n]{0,40}(?:废止|失效|作废|撤销|停止(?:施行|执行|使用))(?=[，。；！？）)]|$)"
)
#: What goes on in the time told of before: 从当年起.
_SAME_TIME = re.compile("同年|当年(?!度)|[次翌]年|是年|同月|此后|随后|彼时|其时")
_BACK = re.compile("回头看|回首|回望|回顾")
#: Characters and years named from which a draft tells its own time.
LONG, SOME_YEARS = 1000, 3
#: Characters around an expression in which its past is spoken of.
REACH = 18


def is_past(draft: Draft, span: Span, concept: Concept) -> bool:
    """Whether the draft speaks of a replaced concept as of something past."""
    return was(draft, span, concept.replaced_by.since if concept.replaced_by else "")


def was(draft: Draft, span: Span, since: str, *, organs: bool = True) -> bool:
    """Whether the draft speaks of something replaced on the day ``since`` as of the past.

    A word like 原 or 改为 stands near (of ``organs`` also 组建), or its clause says that it
    ended, or the sentence is about years before the change, or the whole draft is of such a year.
    """
    around = draft.text[max(0, span.start - REACH) : span.end + REACH]
    beside = around.replace(draft.text[slice(*span)], "")
    if _ONCE.search(draft.text, max(0, span.start - REACH), span.start):
        return True
    if _PAST.search(beside) or (organs and _REFORMED.search(beside)):
        return True
    if _ONWARD.match(draft.text, span.end) or _ENDED.match(draft.text, span.end):
        return True
    since = since[:4]
    now = max([*_years(draft, span), _year(draft)])
    return bool(since and now) and now < since


def looks_back(draft: Draft, since: str) -> bool:
    """Whether a draft as a whole is of a time before: by 回头看, or by the newest year it names."""
    newest = max((year for _, year in draft.years), default="")
    return bool(_BACK.search(draft.text) or (newest and newest < since[:4]))


def _years(draft: Draft, span: Span) -> list[str]:
    """The years that the sentence around a place is about: its own; of a part of one that names
    none, those of the whole; of one that goes on (从当年起), the last one named before it.
    """
    end = draft.sentence_end(span.end)
    for start in (draft.sentence_at(span.start), draft.stop_at(span.start)):
        first = bisect_left(draft.years, (start, ""))
        last = bisect_left(draft.years, (end, ""))
        if years := [year for _, year in draft.years[first:last]]:
            return years
    goes_on = first and _SAME_TIME.search(draft.text, start, end)
    return [draft.years[first - 1][1]] if goes_on else []


def _year(draft: Draft) -> str:
    """The year a long draft is of: the newest of those it names; ``""``: it is short, or names
    few.
    """
    is_told = len(draft.text) >= LONG and len(draft.years) >= SOME_YEARS
    return max(year for _, year in draft.years) if is_told else ""


def spoken_day(day: str) -> str:
    """2022, 2022-10, 2022-10-16 as a text writes them."""
    parts = day.split("-")
    if len(parts) == 3:
        return day_of(day)
    return f"{parts[0]}年" + (f"{int(parts[1])}月" if len(parts) == 2 else "")
