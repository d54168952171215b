"""A comparison taken apart: the question each of its sides would ask alone."""

from __future__ import annotations

import re

from service.answering.places import place_marks

_YEAR = re.compile(r"(?:19|20)\d{2}年?")
_TITLE = re.compile(r"《[^《》]+》")
_AND = re.compile(r"\s*(?:和|与|同|跟|及|以及|、|，|比|相比|对比|还是|到)\s*")
#: What asks for a comparison and would only be in the way of each side.
_COMPARING = re.compile(
    r"分别|各(?=是|为|有|多少|几)|相比|比较(?:一下)?|对比(?:一下)?|之间|之比|有什么(?:不同|变化|区别|差别|差异)"
    r"|有哪些(?:不同|变化|区别)|(?:的)?(?:不同|变化|区别|差别|差异)|怎么变|变了(?:多少|没有)"
)


def sides(text: str) -> list[tuple[str, str]]:
    """The sides of a comparison, each a name and a question; empty where there are not two.

    >>> sides("海拉尔区2013年和2014年接待游客各多少")
    [('2013年', '海拉尔区2013年接待游客多少'), ('2014年', '海拉尔区2014年接待游客多少')]
    """
    kinds = ([*_TITLE.finditer(text)], [*_YEAR.finditer(text)], place_marks(text))
    marks = next((found for found in kinds if len(found) == 2), [])
    if not marks:
        return []
    first, second = marks
    between = text[first.end() : second.start()]
    joint = _last(_AND, between)
    if joint is None:
        return []
    before, after = text[: first.start()], text[second.end() :]
    own_first = between[: joint.start()]
    lead = between[joint.end() :]
    # 2022年试行规则和2024年议事规则的到会人数: what follows 的 is asked of both.
    own_second, rest = "", after
    if own_first.strip() and "的" in after:
        own_second, _, rest = after.partition("的")
        rest = f"的{rest}"
    rest = _COMPARING.sub("", rest)
    asked = [
        (first.group() + own_first, f"{before}{first.group()}{own_first}{rest}"),
        (second.group() + own_second, f"{before}{lead}{second.group()}{own_second}{rest}"),
    ]
    return [(name.strip(), question.strip()) for name, question in asked]


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    found = None
    for match in pattern.finditer(text):
        found = match
    return found
