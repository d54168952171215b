"""How a sentence speaks of what is asked: what it leaves out in one piece, the verbs, and whether
what is to be done so soon (几天内作出), or by whom (谁批准), is done there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from corpus.text import fold
from service.answering.weighing import stands

if TYPE_CHECKING:
    from service.answering.features import Asked
    from service.answering.missing import Sought
    from service.answering.units import Unit

#: Characters of a question left out in one piece: the most that is counted, and what counts 1.
LONGEST, LONG = 8, 4
#: What is to be done within a time that is asked for.
_WITHIN = re.compile(
    r"(?:(?:多少|几)(?:个?工作日|个?月|天|日|年)|多久|多长时间)(?:之?[内前])?"
    r"(?:就|才|会|能|可以?|应当?|必须|需?要|得)*(?P<deed>[一-鿿]{2,8})[？?]?$"
)
#: What somebody is to do who is asked for; that he is in charge is said in many ways.
_BY_WHOM = re.compile(
    r"(?:谁|哪个?(?:部门|单位|机构|机关|级))(?:来|去)?(?!负责|主管|牵头|管|[出办做干算说])(?P<deed>[一-鿿]{1,6})[？?]?$"
)
#: What is to be done somehow; what is done about a thing, and by way of penalty, is said in many.
_HOW = re.compile(
    r"(?:怎么|怎样|如何)(?![办做说弄搞抓管看用罚干样]|规定|处[理罚分置]|要求|安排|讲|提|保障|应对|评价)"
    r"(?P<deed>[一-鿿]{1,3})[？?]?$"
)
#: What it is asked whether one may do.
_WHETHER = re.compile(
    r"(?:能不能|可不可以|可以不可以|能否|可否|是否可以|可以|能|要不要|准不准)(?P<deed>[一-鿿]{2,6})(?:吗|么)?[？?]?$"
)
#: What it is asked when it was done.
_WHEN = re.compile(
    "(?:哪一?[年天月日]|(?:什么|啥)时候|何时|几号|几月)(?:被|才|开始|正式|要|会|就)?(?P<deed>[一-鿿]{2,6}?)的?[？?]?$"
)
_ASKS = (_BY_WHOM, _WHETHER, _HOW, _WHEN)
#: Where the deed may be said in one letter: 怎么考, 谁定.
_BRIEF = (_BY_WHOM, _HOW)
_CLAUSE = re.compile("[,，;；。：:\n]")


class Spoken(NamedTuple):
    """How much of a question is ``left_out`` in one piece, the share of its ``verbs`` that is
    said, and ``deed``: 1 where what is to be done so soon stands with the time given, or what
    somebody is to do stands at all, -1 where it does not, 0 where nothing is asked of the kind.
    """

    left_out: float = 0.0
    verbs: float = 1.0
    deed: float = 0.0


#: Of a question for which nothing was found.
UNSPOKEN = Spoken()


def spoken_of(asked: Asked, sought: Sought, unit: Unit) -> Spoken:
    """How a sentence speaks of what is asked."""
    description = unit.result.card.description
    around = fold(" ".join((description.title, *unit.result.section, unit.passage.text)))
    kinds = dict(sought.words)
    told = fold(unit.told)
    verbs = [one for one in asked.terms if one.word[1:] and kinds.get(one.word, "")[:1] == "v"]
    total = sum(term.weight for term in verbs)
    said = sum(term.weight for term in verbs if stands(term, told)) / total if total else 1.0
    return Spoken(_left_out(asked, around), said, float(is_done(asked, told)))


def is_done(asked: Asked, told: str) -> int:
    """Whether what is asked to be done within a time, by somebody or at all is done within the
    time a sentence gives, or at all; 0 where that is not asked, -1 where it is not.
    """
    within = _WITHIN.search(asked.query.text) if asked.figure else None
    found = within or next(filter(None, (asks.search(asked.query.text) for asks in _ASKS)), None)
    if found is None:
        return 0
    deeds = [term for term in asked.terms if term.word in found["deed"]]
    named = [term for term in deeds if term.word[1:]]
    deeds = named or (deeds[:1] if found.re in _BRIEF else [])
    clauses = _CLAUSE.split(told)
    near = [
        f"{clause} {after}"
        for clause, after in zip(clauses, [*clauses[1:], ""], strict=True)
        if asked.figure is None or asked.figure.search(clause)
    ]
    if not deeds or not near:
        return 0
    return 1 if any(stands(term, text) for term in deeds for text in near) else -1


def _left_out(asked: Asked, around: str) -> float:
    """The longest run of a question's characters no pair of which, and no other word for which,
    stands around a sentence.
    """
    topic = asked.topic.replace(" ", "")
    held = [term.word for term in asked.terms if stands(term, around)]
    met = set[int]()
    for at in range(len(topic) - 1):
        if topic[at : at + 2] in around:
            met |= {at, at + 1}
    for word in held:
        for found in re.finditer(re.escape(word), topic):
            met |= set(range(*found.span()))
    longest = run = 0
    for at in range(len(topic)):
        run = 0 if at in met else run + 1
        longest = max(longest, run)
    return min(longest, LONGEST) / LONG
