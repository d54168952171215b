"""Days as official documents write them: 2024年3月5日, 二〇二四年三月五日, 2024-03-05, 2024.3.5."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from corpus.model import Span
from corpus.numerals import to_int

_WIDE = {0xFF10 + digit: ord("0") + digit for digit in range(10)}
_WIDE |= {ord("○"): ord("〇"), ord("Ｏ"): ord("〇"), ord("－"): ord("-"), ord("．"): ord(".")}
_IS_WIDE = re.compile("[０-９○Ｏ－．]")
# Some files set digits apart: 2 0 2 3年5月1 2日.
_YEAR = r"[12]\s?\d\s?\d\s?\d|[一二][〇零一二三四五六七八九]{3}"
_SMALL = r"\d\s?\d?|[一二三四五六七八九十]{1,3}"

#: One day, for use inside larger patterns (no groups; wide digits must be narrowed first).
DAY = rf"(?:{_YEAR})\s?年\s?(?:{_SMALL})\s?月\s?(?:{_SMALL})\s?日"
_DATE = re.compile(
    rf"(?<!\d)(?P<year>{_YEAR})\s?(?:年\s?(?P<month>{_SMALL})\s?月\s?(?P<day>{_SMALL})\s?日"
    r"|(?P<mark>[-./])(?P<m>\d{1,2})(?P=mark)(?P<d>\d{1,2})(?!\d))"
)


def narrow(text: str) -> str:
    """``text`` with full-width digits made narrow, character for character."""
    return text.translate(_WIDE) if _IS_WIDE.search(text) else text


def find_dates(text: str) -> Iterator[tuple[Span, date]]:
    """Every whole day written in ``text``, in order; impossible days (2月30日) are passed over."""
    for match in _DATE.finditer(narrow(text)):
        day = _day(match)
        if day is not None:
            yield Span(*match.span()), day


def first_date(text: str) -> date | None:
    """The first whole day written in ``text``, or None."""
    return next((day for _, day in find_dates(text)), None)


def parse_date(text: str) -> date | None:
    """The day ``text`` is, as a whole, or None where it is anything else.

    >>> parse_date("二〇二四年三月五日") == parse_date("2024.3.5") == date(2024, 3, 5)
    True
    """
    match = _DATE.fullmatch(narrow(text.strip()))
    return _day(match) if match else None


def _day(match: re.Match[str]) -> date | None:
    month, day = match["month"] or match["m"], match["day"] or match["d"]
    try:
        year, month, day = (re.sub(r"\s", "", part) for part in (match["year"], month, day))
        return date(to_int(year), to_int(month), to_int(day))
    except ValueError:
        return None
