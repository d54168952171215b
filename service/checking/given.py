"""When a speech was given, by what is known of it, and whether a draft says another day.

::

    day   = （2016年12月12日） in the title or the head | 新华社北京8月24日电 | any day of the head
    filed = the day it is filed under, which may be that of its printing
    said  = day ，? 在…会上 | 总书记… | 主持召开…        of the saying, not of something else
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from corpus.dates import find_dates, first_date
from corpus.model import Span
from corpus.text import fold
from service.checking.occasions import DAY, head_of, years
from service.checking.persons import LEADERS
from service.checking.places import day_of

if TYPE_CHECKING:
    from corpus.model import Document
    from service.checking.draft import Draft
    from service.checking.places import Places
    from service.checking.witness import Standing

_DAY = re.compile(DAY)
#: What stands around a day that is the speech's own: （2016年12月12日，…）, or a line of its own.
_OPENS, _CLOSES = re.compile(r"[(（\n]\s?$"), re.compile(r"\s?(?:[)）\n，、,]|$)")
_WIRED = re.compile(r"新华社\S{2,12}?(?P<month>\d{1,2})月(?P<day>\d{1,2})日电")
_PADDED = re.compile("(?<=[年月])0")
_FULL_DAY = re.compile(r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日")
#: What goes on after a day that is that of the saying.
_SPEAKS = re.compile(
    "，?(?:就|又|也|曾|还)?(?:在(?!全?[我本县市省区镇村])|时任|(?:中共中央|国家|党中央)?(?:总书记|主席|总理)"
    f"|{LEADERS}"
    "|主持|出席|致信|会见|的(?:重要)?(?:讲话|演讲|致辞|贺信|回信|报告|会))"
)
#: How long after it was given a speech may be filed where it does not say when it was.
_PRINTED = timedelta(days=45)


class Given:
    """Holds the day that a draft says words were said against that of the speech that has them."""

    def __init__(self, places: Places) -> None:
        self._places = places

    def other_day(self, draft: Draft, clause: Span, standing: Standing) -> tuple[Span, str] | None:
        """When a clause says that a speech was given, if that is wrong, and when it was."""
        about = self._places.shelf.description(standing.document_id)
        said = list(_DAY.finditer(draft.text, *clause))
        if about.kind != "speech" or about.day is None or not said:
            return None
        if years(_FULL_DAY.sub("", fold(about.title))):
            return None  # 二〇二〇年新年贺词
        written = said[-1][0]
        right = self.day_for(written, standing)
        return None if right == written else (Span(*said[-1].span()), right)

    def is_of_saying(self, draft: Draft, day: Span) -> bool:
        """Whether a day is that on which somebody speaks: …，总书记在…; not 2019年，我县…."""
        return _SPEAKS.match(draft.text, day.end) is not None

    def day_for(self, written: str, standing: Standing) -> str:
        """The day, month or year of a speech for one written; the same if it may be its."""
        document = self._places.shelf.document(standing.document_id)
        own, named = _days(document)
        filed = document.description.day
        said = _PADDED.sub("", fold(written))
        known = [*own, *([day_of(filed)] if filed else [])]
        if not known or any(one.startswith(said) for one in (*known, *named)):
            return written
        if filed and not own and _may(said, filed):
            return written
        return known[0][: known[0].index(written[-1]) + 1]


def _days(document: Document) -> tuple[list[str], list[str]]:
    """The days that a speech's title, head and end give for it, and the others they name."""
    filed = document.description.day
    head = f"{document.description.title}\n{head_of(document.text)}"
    own: list[str] = []
    other: list[str] = []
    for span, day in find_dates(head):
        is_own = _OPENS.search(head[: span.start]) and _CLOSES.match(head, span.end)
        (own if is_own else other).append(day_of(day))
    if filed is not None and (wired := _WIRED.search(fold(head))):
        year = filed.year - ((int(wired["month"]), int(wired["day"])) > (filed.month, filed.day))
        own.append(f"{year}年{int(wired['month'])}月{int(wired['day'])}日")
    return own, other


def _may(said: str, filed: date) -> bool:
    """Whether a day, month or year may be that of what was filed later."""
    day = first_date(said)
    if day is not None:
        return filed - _PRINTED <= day <= filed
    return any(day_of(one).startswith(said) for one in (filed, filed - _PRINTED))
