"""发文字号 in brackets after a title: whether it is the document's own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.dates import narrow
from corpus.description.document_numbers import normal_number
from corpus.model import Span
from corpus.titles import in_marks
from service.checking.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus.model import Description
    from service.checking.draft import Draft
    from service.model import Citation

_ORDER = re.compile(r"令\s?(?:\d{4}\s?年)?\s?第?\s?(?P<serial>\d{1,5})\s?号")
_WRITTEN_NUMBER = re.compile(
    r"[\u4e00-\u9fff]{0,20}令\s?(?:\d{4}\s?年)?\s?第?\s?\d{1,5}\s?号"
    r"|[\u4e00-\u9fffA-Z]{0,14}\s?[〔﹝［\[【（(〈]\s?\d{4}\s?年?[〕﹞］\]】）)〉]"
    r"\s?(?:第\s?)?\d{1,5}\s?号"
)
_ALONE = re.compile(r"(?<![）)》])(?<!》[（(])[\u4e00-\u9fff]{1,8}〔\d{4}〕\d{1,5}号")
#: What stands before a number and is none of its organ's name.
_LEADS = re.compile("^.*(?:根据|依据|按照|执行|落实|现行的?|[按依据照由的与和及见])(?=[^〔]+〔)")
_NOTE = re.compile(r"\s?[（(](?P<note>[^（）()\n]{4,40})[）)]")


def wrong_number(
    draft: Draft,
    held: Description,
    span: Span,
    versions: Sequence[Description],
    face: tuple[Citation, ...],
) -> list[Finding]:
    """A finding for a number after the title at ``span`` that no version of the work has.

    ``face`` cites the held document's own title.
    """
    note = _NOTE.match(draft.text, span.end)
    written = _WRITTEN_NUMBER.search(note["note"]) if note else None
    if note is None or written is None or not held.number:
        return []
    numbers = {_numbered(one.number) for one in versions if one.number}
    said = _numbered(written[0])
    if said in numbers or not any(one[0] == said[0] for one in numbers):
        return []
    start = note.start("note") + written.start()
    inside = Span(start, start + len(written[0]))
    return [
        Finding(
            kind="title_wrong",
            span=inside,
            text=draft.text[slice(*inside)],
            message=f"发文字号有误：{in_marks(held.title)}为{normal_number(held.number)}。",
            suggestion=normal_number(held.number),
            citations=face,
            reason="wrong_number",
            certainty=0.95,
        )
    ]


def numbers_alone(text: str) -> Iterator[tuple[Span, str]]:
    """The numbers by which a draft calls papers without a title, and where each stands."""
    for match in _ALONE.finditer(text):
        led = _LEADS.match(match[0])
        start = match.start() + (led.end() if led else 0)
        yield Span(start, match.end()), normal_number(text[start : match.end()])


def _numbered(number: str) -> tuple[str, str]:
    """A 发文字号 as (number, what it is); an order by its serial alone, whoever counts it."""
    if order := _ORDER.search(narrow(number)):
        return "order", order["serial"]
    return "number", normal_number(number)
