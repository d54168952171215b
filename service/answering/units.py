"""What an answer can be made of: the sentences of the passages found, each with what it opens."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.model import Span
from corpus.text import sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.model import Passage
    from service.model import Result

#: Sentences looked at, of all passages together and of one passage.
UNITS, OF_ONE = 96, 24
#: A sentence that announces what follows: 下列…, …：, 提4点要求。
OPENS = re.compile(
    r"(?:下列|以下|如下)[^。]*$|[：:]$"
    r"|(?:下列|以下)(?:[二两三四五六七八九十\d几]+(?:个|大|项|条|点|类|种)?)(?:方面|要求|任务|措施|情形|条件|内容)"
    r"|[一二两三四五六七八九十\d几]+(?:个|大|项|条|点|类|种|件)?"
    r"(?:方面|要求|意见|原则|任务|工作|措施|重点|建议|希望|步骤|情形|条件|问题|内容|体会|经验|点|条)"
    r"[^，。；]{0,8}[。：:]$"
)
_ITEM = re.compile(
    r"\s*(?:[（(][一二三四五六七八九十\d]+[)）]|第[一二三四五六七八九十]+[，,、条款项是]|"
    r"[一二三四五六七八九十]+(?:是|要|、)|\d+[.、．]|[a-z]\)|——)"
)


#: What says nothing: whom a speech is said to, where a newspaper printed it, a page's own words.
_FURNITURE = re.compile(
    r"[（(](?:新华社|人民日报|本报|据|来源)[^（）()]{0,40}[)）]?.{0,40}"
    r"|(?:(?:各位|尊敬的|亲爱的)?[一-龥]{0,6}(?:同志|同事|代表|来宾|朋友|女士|先生|同学)们?[，,、：:！!。]*)+"
    r"|(?:尊敬|亲爱)的[^，,。；;：:]{2,40}[，,：:！!]"
    r"|谢谢(?:大家|各位)?[。！]?|扫一扫.{0,20}|-->|(?:来源|发表时间|发布时间|字体|打印本页).{0,30}"
)


@dataclass(frozen=True, slots=True, eq=False)
class Unit:
    """A sentence of a passage. ``told`` is it and, where it opens a list, the items there."""

    result: Result
    span: Span
    text: str
    told: str
    place: int
    opens: bool
    item: bool

    @property
    def passage(self) -> Passage:
        """The passage the sentence stands in."""
        return self.result.passage


def heads(unit: Unit) -> bool:
    """Whether a unit is but a heading above what follows it: 二、关于主辅分离问题。"""
    said = _letters(unit.text)
    return any(said == _letters(title) for title in unit.result.section)


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


def units_of(results: Sequence[Result]) -> list[Unit]:
    """The sentences of the passages, in the order of the results."""
    found: list[Unit] = []
    for result in results:
        text, at = result.passage.text, result.passage.span.start
        spans = sentences(text)[:OF_ONE]
        for place, (start, end) in enumerate(spans):
            said = text[start:end]
            if _FURNITURE.fullmatch(said.strip()):
                continue
            opens = bool(OPENS.search(said))
            found.append(
                Unit(
                    result,
                    Span(at + start, at + end),
                    said,
                    text[start:] if opens else said,
                    place,
                    opens,
                    bool(_ITEM.match(said)),
                )
            )
            if len(found) == UNITS:
                return found
    return found
