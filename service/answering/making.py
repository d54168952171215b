"""Who made a report or a speech, on what day and at what meeting, and by what laws a rule was made:
the head of a text says so, or its last line, and hardly a word of the question.
"""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from corpus.model import Span
from corpus.text import fold, sentences
from service.answering.writer import Quote

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus.model import Passage
    from service.answering.writer import Scored
    from service.query import Query
    from service.shelf import Shelf

#: What asks of a report or speech by whom, when or where it was made.
_ASKS = re.compile(
    "(?:报告|讲话|演讲|致辞|[”》])(?P<asks>(?:[是由在]|于)[^,，。]{1,12}?)(?:作|做|讲|发表|宣读)出?的[？?]?$"
    "|(?P<who>谁)[^,，。]{0,24}(?:作|做|宣读)了?的?[^,，。]{0,10}(?:报告|讲话)[？?]?$"
)
_WHO = re.compile("谁|哪一?位|什么人")
_WHEN = re.compile("哪一?[年天日]|什么时候|啥时候|何时|几号|(?:什么|哪个?|哪次)[^,，。]{0,2}会")
#: The lines that say it: 省长 某某; 2026年1月27日在…会议上.
_MAKER = re.compile(
    r"(?:[省市县区州镇乡旗]长|主席|总理|院长|检察长|主任|书记)[\s:：]*[一-鿿·][一-鿿·\s]{1,11}$"
)
_MEETING = re.compile(
    r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日[^。]{0,4}在[^。]{4,60}?(?:上|时的?(?:讲话|演讲|致辞))"
)
#: What asks by what laws a rule was made, and the sentence that says so.
_ASKS_BY = re.compile(
    "上位法|(?:立法|制定)的?(?:法律)?依据|(?:根据|依据|依照)(?:的是)?(?:哪|什么|啥)[^,，。]{0,12}制定"
)
_BY = re.compile("(?:根据|依据|依照|按照)[^。]*《[^。]*制定(?:了?本|该)")
_COUNTRY = "中华人民共和国"
#: Kinds that somebody makes; passages of a head, and where it ends.
_MADE = frozenset({"report", "speech"})
HEADS = 6
_ADDRESS = re.compile("^(?:各位|同志们|尊敬的)")


def making_of(query: Query, scored: Sequence[Scored], shelf: Shelf) -> list[Quote]:
    """What a text says at its head or end of its own making, where a question asks that."""
    return maker_of(query, scored, shelf) or basis_of(query, scored, shelf)


def basis_of(query: Query, scored: Sequence[Scored], shelf: Shelf) -> list[Quote]:
    """The sentence that says by what laws the rule was made that a question names; else none."""
    if not scored or not _ASKS_BY.search(query.text):
        return []
    about = scored[0].about
    if about.title.removeprefix(_COUNTRY) not in query.text:
        return []
    return [
        Quote(passage, Span(passage.span.start + start, passage.span.start + end), 1.0)
        for passage in shelf.passages_of(about.id)[:HEADS]
        for start, end in sentences(passage.text)
        if _BY.search(passage.text[start:end])
    ][:1]


def maker_of(query: Query, scored: Sequence[Scored], shelf: Shelf) -> list[Quote]:
    """The lines that say by whom, when or where the likeliest text was made, where a question
    asks that and all it asks is told; else none.
    """
    asks = _ASKS.search(query.text)
    if asks is None or not scored or scored[0].about.kind not in _MADE:
        return []
    said = asks["asks"] or asks["who"]
    wanted = [line for asking, line in ((_WHO, _MAKER), (_WHEN, _MEETING)) if asking.search(said)]
    lines = list(_lines(shelf.passages_of(scored[0].about.id)))
    told = [next((quote for text, quote in lines if one.search(text)), None) for one in wanted]
    return sorted((one for one in told if one), key=lambda one: one.span) if all(told) else []


def _lines(passages: Sequence[Passage]) -> Iterator[tuple[str, Quote]]:
    """The lines of a text's head, and its last sentence, as they are quoted."""
    head = list(takewhile(lambda one: not _ADDRESS.match(one.text), passages[:HEADS]))
    for passage in dict.fromkeys((*head, *passages[-1:])):
        at = passage.span.start
        spans = sentences(passage.text)
        for start, end in spans if passage in head else spans[-1:]:
            text = fold(passage.text[start:end]).strip()
            yield text, Quote(passage, Span(at + start, at + end), 1.0)
