"""Tables in a row of words: what a rule says is so much for each of several things.

::

    受处分的期间为：警告，六个月；记过，十二个月；记大过，十八个月；降级、撤职，二十四个月。

or, a case to a line: （一）满1年不满10年的，5天；（二）满10年不满20年的，10天.

A draft tells one line of it in words of its own, far from the rule's: 受记大过处分的期间为十二个月.
The thing and its amount are held against the table, where the draft says what is counted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.model import Span
from corpus.numerals import NUMBER
from service.checking.skeleton import skeleton

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_UNIT = "个月|个?工作日|年|天|日|小时|学时|万元|元|倍|人|名|次|分|%"
_THING = r"[\u4e00-\u9fff\d]{2,14}?"
_LINE = re.compile(
    rf"(?:^|(?<=[：:；;\n]))\s*(?:[（(]{NUMBER}[）)])?\s*(?P<things>{_THING}(?:、{_THING})*)的?[，,：:]"
    rf"\s?(?:为)?(?P<amount>{NUMBER}|\d+)(?P<unit>{_UNIT})(?=[；;。\n]|$)"
)
_COUNTED = re.compile(r"(?P<what>[\u4e00-\u9fff]{2,4}?)(?:分别)?(?:为|是|如下|规定为)?[：:]\s*$")
#: Characters between two lines of one table, and before its first, at most.
_NEXT, _HEAD = 12, 24
#: Letters of the words that say what is counted: 期间, 期限.
_WHAT = 2
#: Characters between a thing and an amount that follows it at once.
_AT_ONCE = 3
#: Letters of the shortest case that is told from others without.
_CASE = 6


@dataclass(frozen=True, slots=True)
class Table:
    """Things with their amounts: ``lines`` are (amount as written, unit, where) by thing."""

    what: str
    lines: Mapping[str, tuple[str, str, Span]]


@dataclass(frozen=True, slots=True)
class Said:
    """An amount a draft gives for some things. ``wrong`` are those whose own is another."""

    span: Span
    amount: Span
    things: tuple[str, ...]
    wrong: tuple[str, ...]


def tables_in(text: str, at: int = 0) -> list[Table]:
    """The tables of a text; places count from ``at``.

    >>> [table.what for table in tables_in("期间为：警告，六个月；记过，十二个月。")]
    ['期间']
    """
    found: list[Table] = []
    lines: dict[str, tuple[str, str, Span]] = {}
    what, last = "", -_NEXT
    for match in _LINE.finditer(text):
        if match.start() - last > _NEXT:
            found += [Table(what, lines)] if len(lines) > 1 else []
            head = _COUNTED.search(text[max(0, match.start() - _HEAD) : match.start()])
            lines, what = {}, head["what"][-_WHAT:] if head else ""
        span = Span(at + match.start("things"), at + match.end("unit"))
        for thing in match["things"].split("、"):
            lines[thing] = (match["amount"], match["unit"], span)
        last = match.end()
    return [*found, *([Table(what, lines)] if len(lines) > 1 else [])]


def said_of(table: Table, text: str, span: Span, *, named: bool = False) -> Iterator[Said]:
    """What a part of a draft says of a table's things: each thing with the next amount.

    ``named``: the draft cites just the provision that the table stands in, and need not say
    what is counted where the amount follows the thing at once.
    """
    counted = bool(table.what) and table.what in text[slice(*span)]
    at_once = named and not counted
    named_so = [thing for thing in table.lines if counted or at_once or _is_case(thing)]
    if not named_so:
        return
    things = "|".join(sorted(map(re.escape, named_so), key=len, reverse=True))
    units = "|".join(dict.fromkeys(unit for _, unit, _ in table.lines.values()))
    token = re.compile(rf"(?P<thing>{things})|(?P<amount>{NUMBER}|\d+)(?:{units})")
    before: list[re.Match[str]] = []
    for match in token.finditer(text, *span):
        if match["thing"]:
            before.append(match)
            continue
        far = not before or match.start() - before[-1].end() > _AT_ONCE
        if before and not (at_once and far and not _is_case(before[-1]["thing"])):
            yield _said(table, before, match)
        before = []


def _is_case(thing: str) -> bool:
    """Whether a thing says by itself which is meant: 满10年不满20年."""
    return len(thing) >= _CASE and any(map(str.isdigit, thing))


def _said(table: Table, named: list[re.Match[str]], amount: re.Match[str]) -> Said:
    written = skeleton(amount["amount"]).letters
    wrong = tuple(
        one["thing"] for one in named if skeleton(table.lines[one["thing"]][0]).letters != written
    )
    first = next((one for one in named if one["thing"] in wrong), named[0])
    return Said(
        Span(first.start(), amount.end()),
        Span(*amount.span()),
        tuple(one["thing"] for one in named),
        wrong,
    )
