"""A comparison taken apart: the question each of its sides would ask alone."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from corpus.text import shared_start
from service.answering.places import place_marks

if TYPE_CHECKING:
    from collections.abc import Sequence

_YEAR = re.compile(r"(?:19|20)\d{2}年?")
_TITLE = re.compile(r"《[^《》]+》")
#: Clauses, what asks in one, and the year one speaks of.
_CLAUSES = re.compile("[，,；;、？?。]")
_ASKS = re.compile(
    "是?(?:多少(?:[万亿]*(?:[元吨斤亩]|公[斤里顷]))?|(?<![哪前后这那好十近])几[个项家条次倍年天月成分点元人件种回名届]|多久|多长时间|多[大高长]"
    "|(?:什么|啥)时候|何时|哪一?[年天月日]|哪[里儿个些]|谁|是什么"
    "|哪(?:几|[二两三四五六七八九十])[个种类项点条级方面大]*|(?:该|可以|应当?|要)?(?:怎么|如何|怎样|咋)|(?:是?指|以|有|按|凭)什么|为什么|为啥)"
)
#: The same is asked of two: 噪音扰民和斑马线不让行人分别怎么罚; what joins those, and letters a
#: side has at least, of which one may have fewer.
_APIECE = re.compile(
    "^(?P<said>.{4,})(?:分别|各自?(?![种类项级个位地方]))"
    "(?P<rest>[^，,。；;？?]*?(?:怎么|如何|怎样|咋|什么|啥|哪|谁|多少|几|多[久长大高]).*?)"
    "[？?。 ]*$"
)
_JOINT = re.compile("[，,]?(?:以及|(?<![共总饱参])[和与](?![谐平解睦约会])|跟(?!踪))")
_SIDE = 3
#: What a thing has, told of both behind the other: 综合所得和经营所得的税率.
_SHARED = re.compile(
    "的(?=[^，,]{0,8}(?:[率额数量费价]|目标|比例|标准|期限|时限|时间|职务|罚款|办法|待遇|资格|条件|程序|方式|范围|报酬)$)"
)
#: Letters by which the other may be longer without that anything is said of both; how many both
#: end with, and the other has at most, that has not what the first begins with: 清单里面的和外面的.
_LONGER, _ALIKE, _PART = 3, 2, 9
#: By what a work's name ends: of two works either may be named at length.
_WORKS = "法例定"
#: What is an amount by its last letters.
_IS_AMOUNT = re.compile("(?:目标|增速|增长率|规模|收入|支出|[数额率量值比])$")
#: What asks whether.
_WHETHER = re.compile(
    "(?:吗|(?<![什怎多])么|(?<!有)没有)$|([能可要会该是])(?:以)?不\\1(?:以)?|有没有|是否|能否|可否"
)
_WHEN = re.compile(r"(?:19|20)\d\d年|[去今明前]年|上年")
_AND = re.compile(r"\s*(?:和|与|同|跟|及|以及|、|，|比|相比|对比|还是|到)\s*")
#: What asks for a comparison and would only be in the way of each side.
_COMPARING = re.compile(
    r"^相?比[，,]?|^两[地省市县区国者家](?=[\u4e00-\u9fff])|[，,]?谁[^，,。？?]{0,3}[高低多少快慢大小强]|怎么比|是?(?:[多高快大涨]了?)还是(?:[少低慢小降]了?)|分别|各(?=是|为|有|定|占|达|增|多少|几)|相比|比较(?:一下)?|对比(?:一下)?|之间|之比|有什么(?:不同|变化|区别|差别|差异)"
    r"|有哪些(?:不同|变化|区别)|哪个(?:更|比较)?[高低多少大小快慢长短早晚强严](?:一?些|一?点)?|(?:的)?(?:不同|变化|区别|差别|差异)|怎么变|变了(?:多少|没有)"
)
#: What is asked of one side over the other.
_OVER = re.compile(r"相?比[，,]?|(?:是)?[多少快慢高低]了")
#: What was said in two places: 在某市和(在)另一市讲…，分别….
_IN_TWO = re.compile(
    "^(?P<who>.{0,16}?)在(?P<one>[^，,和与]{2,12})[和与](?:在)?(?P<other>[^，,和与]{2,12}?)"
    "(?P<rest>(?:的?(?:演讲|讲话|致辞|报告)|[说讲谈](?!话)|提).+)$"
)
_EACH = re.compile("分别|各自|各(?=邀|怎|如何|有|是|说|讲|提|多少|几)")
#: What compares two years.
_COMPARES = re.compile(
    "[和与同跟].{1,24}(?:相?比|对比|比较)|比.{1,24}(?:[多少快慢高低大小]了|是[多高快]了?还是)"
)


class Side(NamedTuple):
    """One side of a comparison: the year, work or place that makes it one, its ``name``, and the
    ``question`` it would ask alone.
    """

    mark: str
    name: str
    question: str


def sides(text: str) -> list[Side]:
    """The sides of a comparison, or those several of whom one thing is asked; empty where there
    are not two.

    >>> [side.question for side in sides("海拉尔区2013年和2014年接待游客各多少")]
    ['海拉尔区2013年接待游客多少', '海拉尔区2014年接待游客多少']
    >>> [side.question for side in sides("广西、福建、上海2025年经济增速分别是多少")]
    ['广西2025年经济增速是多少', '福建2025年经济增速是多少', '上海2025年经济增速是多少']
    """
    kinds = ([*_TITLE.finditer(text)], [*_YEAR.finditer(text)], place_marks(text))
    for marks in kinds:
        if len(marks) == 2 and (both := _both(text, *marks)):
            return both
    rows = (marks for marks in kinds if len(marks) > 2)
    return next((row for marks in rows if (row := _row(text, marks))), [])


def _row(text: str, marks: Sequence[re.Match[str]]) -> list[Side]:
    """The sides where more than two stand in a row, with nothing between."""
    if not all(_AND.fullmatch(text[one.end() : other.start()]) for one, other in pairwise(marks)):
        return []
    before, after = text[: marks[0].start()], _COMPARING.sub("", text[marks[-1].end() :])
    return [Side(mark[0], mark[0], f"{before}{mark[0]}{after}".strip()) for mark in marks]


def _both(text: str, first: re.Match[str], second: re.Match[str]) -> list[Side]:
    """The two sides of a comparison."""
    text = text.rstrip("？?。 ")
    between = text[first.end() : second.start()]
    joint = _last(_AND, between)
    if joint is None or _ASKS.search(between):
        return []  # what asks of each by itself
    before, after = text[: first.start()], text[second.end() :]
    own_first = between[: joint.start()]
    lead = between[joint.end() :]
    # 2022年试行规则和2024年议事规则的到会人数: what follows 的 is asked of both.
    own_second, rest = "", after
    if own_first.strip() and "的" in after[1:]:
        own_second, _, rest = after.partition("的")
        rest = f"的{rest}"
    elif own_first.strip() and (asks := _ASKS.search(after)):
        # 2025年完成数和2026年目标分别是多少: what is asked is asked of both.
        own_second, rest = after[: asks.start()].removesuffix("各"), after[asks.start() :]
        if own_second.startswith("的"):
            # 2025年棉花产量和2026年的目标: it is of what the first is of
            own_second = own_first + own_second
    if own_first.strip() and _OVER.match(after):
        # 2016年脱贫人数比2015年多了多少: what the first is asked of is asked of the other.
        own_second = own_first
    own_second, rest = (_EACH.sub("", _COMPARING.sub("", one)) for one in (own_second, rest))
    asked = [
        (first[0], first[0] + own_first, f"{before}{first[0]}{own_first}{rest}"),
        (second[0], second[0] + own_second, f"{before}{lead}{second[0]}{own_second}{rest}"),
    ]
    return [Side(mark, name.strip(), _amount(question.strip())) for mark, name, question in asked]


def _amount(question: str) -> str:
    """A question that only names an amount, asked."""
    return f"{question}是多少" if _IS_AMOUNT.search(question) else question


def is_compared(text: str, row: Sequence[Side]) -> bool:
    """Whether a question compares its sides, or asks the same of places or works in a row."""
    joined = len(row) > 1 and all(
        re.search(f"{re.escape(one.mark)}{_AND.pattern}{re.escape(other.mark)}", text)
        for one, other in pairwise(row)
    )
    years = any(_YEAR.fullmatch(side.mark) for side in row)
    return bool(row) and (bool(_COMPARES.search(text)) or (joined and not years))


def both_asked(text: str) -> list[str]:
    """The questions of one that asks two things of the same, or the same of two, one behind the
    other; empty where it asks one.

    >>> both_asked("志愿军是哪一天入朝的，谁带队")
    ['志愿军是哪一天入朝的', '志愿军入朝谁带队']
    >>> both_asked("某市疏解企业，2025年完成多少家，2026年计划多少家")
    ['某市疏解企业2025年完成多少家', '某市疏解企业2026年计划多少家']
    >>> both_asked("噪音扰民和斑马线不让行人分别怎么罚")
    ['噪音扰民怎么罚', '斑马线不让行人怎么罚']
    >>> both_asked("张三在甲市和乙市的演讲里，分别说读过哪些书")
    ['张三在甲市的演讲里，说读过哪些书', '张三在乙市的演讲里，说读过哪些书']
    """
    if said := said_in_two(text):
        return said
    if each := _of_each(text):
        return each
    clauses = [one for one in _CLAUSES.split(text.strip("？?。 ")) if one]
    asking = [at for at, one in enumerate(clauses) if _ASKS.search(one)]
    if len(asking) == 1 and asking[0] and _WHETHER.search(clauses[asking[0] - 1]):
        asking = [asking[0] - 1, *asking]
    if len(asking) != 2 or asking != [len(clauses) - 2, len(clauses) - 1]:
        return []
    first, second = clauses[-2:]
    ahead = "".join(clauses[:-2])
    own, other = _WHEN.search(first), _WHEN.search(second)
    if not ahead and own and other:
        ahead, first = first[: own.start()], first[own.start() :]
        if _only_place(ahead):
            # 某省2025年粮食打了多少，2026年打算稳在多少: of grain
            told = _bare(first[own.end() - own.start() :])
            second = second[: other.end()] + told + second[other.end() :]
    if ahead and len(_ASKS.sub("", second)) > 1:
        return [ahead + first, ahead + second]
    return [ahead + first, ahead + _bare(first) + second]


def said_in_two(text: str) -> list[str]:
    """What is asked of what was said in two places, asked of each; empty where it is not."""
    two = _IN_TWO.match(text)
    if two is None or not _EACH.search(two["rest"]):
        return []
    rest = _EACH.sub("", two["rest"])
    return [f"{two['who']}在{two[side]}{rest}" for side in ("one", "other")]


def _bare(clause: str) -> str:
    """What is asked about in a clause, without what it asks with."""
    told = _WHETHER.sub(r"\1", _ASKS.sub("", clause))
    return re.sub(r"(?:打|产|收|完成)了$|(?<=[一-鿿])[是的在]*$|是?$", "", told)


def _only_place(text: str) -> bool:
    """Whether a text says nothing but where."""
    return any(text == mark.group() for mark in place_marks(text))


def _of_each(text: str) -> list[str]:
    """What is asked of two at once, asked of each; empty where it is asked of one, or nothing
    tells where what both have in common begins.
    """
    found = _APIECE.match(text)
    if found is None:
        return []
    if row := sides(text):
        return [side.question for side in row]
    clauses = re.split("[，,](?!和|与|以及)", found["said"])
    joined = [at for at, one in enumerate(clauses) if _JOINT.search(one)]
    if len(joined) != 1 or len(_JOINT.findall(clauses[joined[0]])) != 1:
        return []
    at = joined[0]
    one, other = _JOINT.split(clauses[at])
    ahead = "".join(f"{clause}，" for clause in clauses[:at])
    rest = "".join(clauses[at + 1 :]) + found["rest"]
    if shared := _SHARED.search(other):
        other, rest = other[: shared.start()], other[shared.start() :] + rest
    elif one[-1] in other[1:-1]:
        # 学历类和非学历类审批时限: both end alike
        end = other.index(one[-1], 1) + 1
        other, rest = other[:end], other[end:] + rest
    places = "".join(mark.group() for mark in place_marks(one)[:1])
    own = _WHEN.sub("", one).removeprefix(places)
    if not other or not own or max(len(own), len(other)) < _SIDE:
        return []
    if len(other) > len(own) + _LONGER and not (one[-1] == other[-1] and one[-1] in _WORKS):
        return []
    alike = len(shared_start([one[::-1], other[::-1]])) >= _ALIKE
    head = one[: -len(other)] if alike and len(other) < min(len(one), _PART) else places
    return [f"{ahead}{one}{rest}", f"{ahead}{head}{other}{rest}"]


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    found = None
    for match in pattern.finditer(text):
        found = match
    return found
