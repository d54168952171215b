"""Amounts with the words beside them: 2小时哺乳时间 against a rule's 1小时哺乳时间.

A draft that cites a provision may tell it in words of its own, far from the rule's, and keep
only the amount and the word it goes with. Where the provision has that word with one other
amount only, the draft's is wrong.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.model import Span
from corpus.numerals import NUMBER
from service.checking.skeleton import skeleton

if TYPE_CHECKING:
    from collections.abc import Sequence

_AMOUNT = re.compile(
    rf"(?P<number>\d+(?:\.\d+)?万?|{NUMBER})"
    r"(?P<unit>个?工作日|个月|小时|学时|分钟|万元|亿元|厘米|平方米|公里|周岁|[年月天日元人倍%])"
)
#: What a range goes on with after its first amount: 以上三年以下.
_TO = re.compile(
    rf"(?:以上|[至到~—-]|(?<=以上)){NUMBER}(?:个?工作日|个?月|小时|万?元|[年日天倍%])(?:以下)?"
)
_BEFORE, _AFTER = re.compile("[\u4e00-\u9fff]{4}$"), re.compile("[\u4e00-\u9fff]{4}")
#: 7日内要作出…: what is owed within a time, without how it is owed; letters looked ahead.
_WITHIN, _MODAL, _AHEAD = re.compile("内[\u4e00-\u9fff]{2}"), re.compile("应当|必须|要|须|应"), 10
#: Words that go with any amount.
_ANY = re.compile("超过|少于|低于|高于|不足|以上|以下|以内|可以|应当|最长|最多|至少|分别|达到|之日")


@dataclass(frozen=True, slots=True)
class Amount:
    """One amount: where it stands, its value as it compares, its unit, the words beside it."""

    span: Span
    written: str
    value: str
    unit: str
    before: str
    after: str


def amounts(text: str, span: Span) -> list[Amount]:
    """The amounts in a part of a text.

    >>> [one.after for one in amounts("安排1小时哺乳时间", Span(0, 9))]
    ['哺乳时间']
    """
    found = []
    for match in _AMOUNT.finditer(text, *span):
        value = skeleton(match["number"]).letters
        rest = _MODAL.sub("", text[match.end() : min(span.end, match.end() + _AHEAD)])
        before = _BEFORE.search(text, max(span.start, match.start() - 4), match.start())
        after = _WITHIN.match(rest) or _AFTER.match(rest)
        words = [one[0] if one and not _ANY.search(one[0]) else "" for one in (before, after)]
        found.append(Amount(Span(*match.span()), match[0], value, match["unit"], *words))
    return found


def range_ends(text: str, at: int, source: str, there: int) -> tuple[int, int]:
    """Where the ranges end of which two places end the first amounts; the places: no ranges.

    >>> range_ends("一年以上三年以下", 2, "二年以上五年以下", 2)
    (8, 8)
    """
    ends = [_TO.match(text, at), _TO.match(source, there)]
    return (ends[0].end(), ends[1].end()) if ends[0] and ends[1] else (at, there)


def right_amount(said: Amount, own: Sequence[Amount]) -> Amount | None:
    """The one amount that goes with the same words, where it is another; None where none is."""
    alike = [one for one in own if one.unit == said.unit and _beside(one, said)]
    values = {one.value for one in alike}
    return alike[0] if len(values) == 1 and said.value not in values else None


def _beside(one: Amount, other: Amount) -> bool:
    return bool(one.before and one.before == other.before) or bool(
        one.after and one.after == other.after
    )
