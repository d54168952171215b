"""Editions: which version of a work a text means, where it says so beside the name.

::

    edition = [ YEAR "年" ( "公布" | "修订" … ) "的" ]
              [ "新" | "新修订的" | "原" | "旧" | "修正前的" … ] name
              [ "（" ( YEAR | "自" day "起施行" ) "）" ] ;

A name alone means the version in force on the day its document is of, or on which that comes
into force (``day_meant``). A year leads to the version of that year;
新, where no year is told of it, to the newest made by then, in force or not, if that is new; 原
and 修正前的 to the one before that in force. Another version is no stand-in for one not held:
原… then leads nowhere, and a year or a new version is said to be missing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from corpus.citing.catalogue import Catalogue, valid_from
from corpus.citing.differences import difference
from corpus.citing.naming import Work
from corpus.citing.versions import status
from corpus.model import Description, Document
from corpus.titles import in_marks, work_key, work_name

_CHANGED = "修[订正改]"
_MADE = rf"(?:公布|颁布|发布|制定|通过|施行|实施|{_CHANGED})"
_YEARED = rf"(?P<year>(?:19|20)\d\d)年{_MADE}的?"
_BEFORE = re.compile(
    rf"(?:{_YEARED})?(?P<which>{_CHANGED}[前后]的|新{_MADE}的"
    r"|(?<![创重更刷革翻全最崭])新|(?<![草高平中还])[原旧])?$"
)
#: As far before a name as that may reach.
_REACH = 20
_NOTED = re.compile(
    rf"自?(?P<year>(?:19|20)\d\d)年?(?:[^，；]{{0,8}}起?(?:施行|实施)|公布|颁布|发布|通过|{_CHANGED})?$"
)

#: For so long a text that was made or changed is called new.
_NEW = timedelta(days=5 * 365)
_ENDED = ("repealed", "superseded")


class Editions:
    """Those that one document names; the year of 原… and 新… is kept in mind once it was told."""

    def __init__(self, document: Document, catalogue: Catalogue) -> None:
        self._text = document.text
        self._day = document.description.day_meant
        self._catalogue = catalogue
        self._years: dict[tuple[str, bool], str] = {}

    def meant(self, work: Work, at: int, note: str) -> tuple[int, Work]:
        """Where the name that begins ``at`` begins with 新 or 原, and the work in the version
        meant; ``note`` is what stands in brackets behind the name.
        """
        before = _BEFORE.search(self._text[max(at - _REACH, 0) : at])
        noted = _NOTED.match(note)
        which = (before and before["which"]) or ""
        year = (noted and noted["year"]) or (before and before["year"]) or ""
        former = which in ("原", "旧") or "前" in which
        if which:
            key = work_key(work.title), former
            if year or key not in self._years:
                self._years[key] = year or self._told(which, work_name(work.title))
            year = self._years[key]
        if work.held is not None and (year or which):
            work = self._edition(work, work.held, year, former=former)
        return at - len(which), work

    def _told(self, which: str, name: str) -> str:
        """The year that the document tells of a version, wherever it first does."""
        told = re.search(rf"{_YEARED}{which}《?{re.escape(name)}", self._text)
        return told["year"] if told else ""

    def _edition(self, work: Work, held: Description, year: str, *, former: bool) -> Work:
        versions = self._catalogue.versions(held.title)
        if year:
            found = [one for one in versions if year in _years(one)]
        elif not former:
            found = self._newest(versions, held)
        elif self._day and status(held, self._catalogue, self._day).code in _ENDED:
            found = [held]  # 原民法通则: there is no newer one of that name
        else:
            begun = valid_from(held)
            days = [(valid_from(one), one) for one in versions]
            found = [one for day, one in days if begun and day and day < begun]
        if found:
            meant = found[-1]
            said = work.difference and difference(work.title, meant.title)
            return work if meant is held else replace(work, held=meant, difference=said)
        lacks = f"{year}年" if year else "修改前" if former else "新修改"
        lacks = f"馆藏没有{lacks}的{in_marks(work_name(work.title))}"
        return replace(work, held=None if former else held, difference=lacks)

    def _newest(self, versions: Sequence[Description], held: Description) -> list[Description]:
        """The newest of some versions made by the document's day; none is new after years."""
        if self._day is None:
            return [held]
        made = [(day, one) for one in versions if (day := one.day) and day <= self._day]
        newest = max(reversed(made), key=lambda pair: pair[0], default=None)
        return [newest[1]] if newest and self._day - newest[0] < _NEW else []


def _years(held: Description) -> set[str]:
    days = (held.passed, held.issued, held.effective)
    return {str(day.year) for day in days if day is not None}
