"""A comparison taken apart: the question each of its sides would ask alone."""

from __future__ import annotations

import re

from service.answering.places import place_marks

_YEAR = re.compile(r"(?:19|20)\d{2}年?")
_TITLE = re.compile(r"《[^《》]+》")
#: Clauses, what asks in one, and the year one speaks of.
_CLAUSES = re.compile("[，,；;、]")
_ASKS = re.compile(
    "是?(?:多少|(?<!哪)几[个项家条次倍年天月成分点元人件种回名届]|多久|多长时间|多[大高长]"
    "|(?:什么|啥)时候|何时|哪一?[年天月日]|哪[里儿个些]|谁|是什么)"
)
_WHEN = re.compile(r"(?:19|20)\d\d年|[去今明前]年|上年")
_AND = re.compile(r"\s*(?:和|与|同|跟|及|以及|、|，|比|相比|对比|还是|到)\s*")
#: What asks for a comparison and would only be in the way of each side.
_COMPARING = re.compile(
    r"分别|各(?=是|为|有|多少|几)|相比|比较(?:一下)?|对比(?:一下)?|之间|之比|有什么(?:不同|变化|区别|差别|差异)"
    r"|有哪些(?:不同|变化|区别)|哪个(?:更|比较)?[高低多少大小快慢长短早晚强严](?:一?些|一?点)?|(?:的)?(?:不同|变化|区别|差别|差异)|怎么变|变了(?:多少|没有)"
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
    elif own_first.strip() and (asks := _ASKS.search(after)):
        # 2025年完成数和2026年目标分别是多少: what is asked is asked of both.
        own_second, rest = after[: asks.start()], after[asks.start() :]
    own_second, rest = _COMPARING.sub("", own_second), _COMPARING.sub("", rest)
    asked = [
        (first.group() + own_first, f"{before}{first.group()}{own_first}{rest}"),
        (second.group() + own_second, f"{before}{lead}{second.group()}{own_second}{rest}"),
    ]
    return [(name.strip(), question.strip()) for name, question in asked]


def both_asked(text: str) -> list[str]:
    """The questions of one that asks two things of the same, one behind the other; empty where it
    asks one.

    >>> both_asked("志愿军是哪一天入朝的，谁带队")
    ['志愿军是哪一天入朝的', '志愿军入朝谁带队']
    >>> both_asked("某市疏解企业，2025年完成多少家，2026年计划多少家")
    ['某市疏解企业2025年完成多少家', '某市疏解企业2026年计划多少家']
    """
    clauses = [one for one in _CLAUSES.split(text.strip("？?。 ")) if one]
    asking = [at for at, one in enumerate(clauses) if _ASKS.search(one)]
    if len(asking) != 2 or asking != [len(clauses) - 2, len(clauses) - 1]:
        return []
    first, second = clauses[-2:]
    ahead = "".join(clauses[:-2])
    own, other = _WHEN.search(first), _WHEN.search(second)
    if not ahead and own and other:
        ahead, first = first[: own.start()], first[own.start() :]
    if ahead:
        return [ahead + first, ahead + second]
    return [first, re.sub(r"(?<=[一-鿿])[是的在]*$|是?$", "", _ASKS.sub("", first)) + second]


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    found = None
    for match in pattern.finditer(text):
        found = match
    return found
