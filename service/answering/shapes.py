"""Sentences whose very shape is the answer: the term of X is …, X is divided into …, so-and-so
is in charge of X.

The selector reads how much of a question a sentence says; that it says it of the thing itself, in
its plainest words, is seen here. What a frame says it of must be what is asked about, whole.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.text import fold
from service.answering.units import heads
from service.answering.weighing import stands

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.answering.features import Asked
    from service.answering.units import Unit
    from service.answering.writer import Scored

#: 第十四条, （二）: what stands before a sentence and says nothing.
_NUMBERED = re.compile(
    r"^\s*(?:第[一二三四五六七八九十百零\d]+条(?:之[一二三四五])?|[（(][一二三四五六七八九十]+[）)]|\d+[.、])?\s*"
)
_THING = r"(?P<thing>[^,，。；;：:]{2,24}?)"
_LASTING = re.compile(
    rf"(?:^|[；;。]){_THING}的?(?:期限|有效期限?|时效(?:期间)?|时限|期间|时间|期)"
    r"(?:一般|原则上|最长|最短)?(?:为|是|不(?:得)?(?:超过|少于|低于)|至少)"
)
_FILED = re.compile(
    r"之日起[一二两三四五六七八九十百\d]+(?:个工作日|日|个月|年)内(?:依法)?(?:向[^,，。；;]{2,24}?)?"
    r"(?:提出|提起|申请|请求)(?P<thing>[^,，。；;：:、]{2,10}?)(?=[,，。；;]|$)"
)
#: 直接提起诉讼的，应当自知道之日起六个月内提出: the same, said before.
_FILED_SO = re.compile(
    r"(?:提起|申请|请求|提出)(?P<thing>[^,，。；;：:、]{2,10}?)的[,，][^。；;]{2,40}?之日起"
    r"[一二两三四五六七八九十百\d]+(?:个工作日|日|个月|年)内(?:提出|提起|申请)(?=[,，。；;]|$)"
)
_POWERS = re.compile(
    rf"^{_THING}(?:依法)?(?:行使|履行|享有|承担|负有|有)(?:以下|下列)(?:主要)?(?:职权|职责|权利|义务|任务|权力)"
)
_PARTED = re.compile(
    rf"(?:^|[,，；;。]){_THING}的?(?:种类|类型|类别|档次|结果|方式|形式|主体)?(?:可以|主要|一般)?"
    r"(?:分为|分成|包括|有(?:以下|下列)|由)"
)
_IN_CHARGE = re.compile(
    r"(?:负责|主管|归口管理)(?:全国|全省|全市|本行政区域内?|本辖区|本地区|本区域内?|本部门|本级)?的?"
    r"(?P<thing>[^,，。；;：:、]{2,20}?)(?:、[^,，。；;、]{2,16}?){0,4}"
    r"(?:工作)?(?:的?(?:综合|统筹|监督|日常|组织|指导|协调|管理|实施|、|和)+(?:工作)?)?(?=[,，。；;]|$)"
)
#: 村民委员会每届任期五年.
_TERM = re.compile(rf"(?:^|[；;。]){_THING}的?(?:每届)?任期(?:为|是)?[一二三四五六七八九十\d]+年")
#: （商务部、农业农村部负责） at the end of a point.
_CHARGED = re.compile("[（(][^（）()]{2,200}(?:负责|牵头)[^（）()]{0,60}[)）]。?")
#: Whom to turn to: 应当向公安机关申报办理.
_TO_WHOM = r"(?:向|到|在)[^,，。；;]{2,48}?"
_DEEDS = {
    "办": "办|申|登记", "领": "领|申", "缴": "缴|交", "交": "缴|交|提", "查": "查", "补": "补|申",
    "告": "起诉|举报|提起|告", "": "举报|投诉|反映|申诉|求助",
}  # fmt: skip
#: A heading that is a question, and the share of the weight of what is asked that it must say.
_IS_ASKED = re.compile("[？?]|哪|什么|多少|多久|如何|怎[么样]|几[个年月天种类]|是否|吗$")
SAYS = 0.75
#: Characters after a frame that are read with it.
NEXT = 6
#: What asks for each, and what of a question names the thing.
_ASKS_LASTING = re.compile("多久|多长|几[年天日月个周]|多少[年天日月个]|期限|时限|有效期")
_ASKS_TERM = re.compile(
    "(?:换届|改选|选举|任期).{0,4}(?:几年|多久|多长)(?:一[次届])?|(?:几年|多久)(?:一届|换届|选举?一?次?|改选)"
)
_ASKS_KINDS = re.compile(
    "分(?:为|成)?(?:哪?几|哪些)|哪几[种类个样级块档]|几[种类档块]|(?:种类|类型|档次)"
)
_ASKS_FILED = re.compile("期限|时效|多久|几[天日个年]|多长")
_ASKS_POWERS = re.compile("(?:行使|履行|享有|承担|有)?(?:哪些|什么)(?:职权|权利|义务|权力)|职权")
ASKS_CHARGE = re.compile(
    "(?:归|由|是|该)?(?:谁|哪[个些]?(?:部门|单位|机构|局))(?:来|在)?(?:管|负责|主管|监管|牵头)|谁(?:来|在)?管"
)
_ASKS_TO_WHOM = re.compile(
    "(?:去|到|上|向|在|找)(?:哪儿?|哪里|哪个?(?:部门|单位|机构|地方)|什么(?:部门|单位|地方)|谁)"
    "(?:去|来|里)?(?P<deed>办|备案|申请|登记|举报|投诉|报名|申报|领|缴|交|查|补|起诉|告|[？?]?$)"
)
_ASKS_NAMES = re.compile("有谁|是谁|哪些人|哪几(?:[位名]|个人)")
#: 杨扬、韩晓鹏、王镇, where it is told how many they are: 及时、如实报告 is such a row else.
_NAMES = "(?:[一-鿿·]{2,6}、)+[一-鿿·]{2,6}?"
_GOING = frozenset("去 到 上 来 找 办 办理 哪里 哪儿".split())
#: Words for turning to somebody with a claim, one as good as another.
_FILING = frozenset("申请 请求 提出 提起 主张 起诉".split())
#: What may follow the thing asked about in a question, and what a thing is called besides.
_BESIDE = re.compile(r"[的之了]|工作|活动|事务|事项|行为|人员|期限?|有效")


def shaped(asked: Asked, scored: Sequence[Scored]) -> list[Scored]:
    """The sentences that say what is asked in the plainest shape there is for it, best first."""
    frames = [
        (frame, found.group())
        for asks, frame in (
            (_ASKS_LASTING, _LASTING),
            (_ASKS_TERM, _TERM),
            (_ASKS_FILED, _FILED),
            (_ASKS_FILED, _FILED_SO),
            (_ASKS_POWERS, _POWERS),
            (_ASKS_KINDS, _PARTED),
            (ASKS_CHARGE, _IN_CHARGE),
        )
        if (found := asks.search(asked.query.text))
    ]
    # into which kinds something falls is said without their number
    figure = None if _ASKS_KINDS.search(asked.query.text) else asked.figure
    if found := _ASKS_TO_WHOM.search(asked.query.text):
        return [one for one in scored if _says_to_whom(asked, one.unit, found["deed"])]
    return [
        one
        for one in scored
        if any(_fits(asked, one.unit, frame, asking) for frame, asking in frames)
        and (figure is None or figure.search(fold(one.unit.text)))
    ]


def told_of(asked: Asked, scored: Sequence[Scored]) -> list[Scored]:
    """The sentences that say nothing but who it is: in brackets behind the point asked about who
    is in charge of it, or by a row of names before what they are called.
    """
    if found := ASKS_CHARGE.search(asked.query.text):
        return [one for one in scored if _is_charged(asked, one.unit, found.group())]
    if not _ASKS_NAMES.search(asked.query.text):
        return []
    called = "|".join(re.escape(term.word) for term in asked.terms if term.word[1:])
    row = re.compile(rf"{_NAMES}等?(?:\d+|[一二两三四五六七八九十]+)[名位](?:{called})")
    return [one for one in scored if called and row.search(fold(one.unit.text))]


def headed(asked: Asked, scored: Sequence[Scored]) -> list[Scored]:
    """The sentences under a heading that asks what is asked (五、有哪些经办银行？), best first."""
    total = sum(term.weight for term in asked.terms)
    said = {one.unit.result.section: 0.0 for one in scored}
    for section in said:
        title = fold(section[-1]) if section else ""
        if _IS_ASKED.search(title):
            said[section] = sum(term.weight for term in asked.terms if stands(term, title))
    best = max(said.values(), default=0.0)
    if best < SAYS * total or not best:
        return []
    return [one for one in scored if said[one.unit.result.section] == best and not heads(one.unit)]


def is_shape_alone(asked: Asked) -> bool:
    """Whether a sentence of the right shape is the whole answer, and no other adds to it."""
    return not ASKS_CHARGE.search(asked.query.text)


def _fits(asked: Asked, unit: Unit, frame: re.Pattern[str], asking: str) -> bool:
    """Whether a frame of the sentence speaks of the very thing asked about: all of it stands in
    the question, and what else the question names stands in the headings or the title.
    """
    said = _NUMBERED.sub("", fold(unit.text), count=1)
    wanted = _BESIDE.sub("", asked.topic)
    solid = wanted.replace(" ", "")
    about = fold(" ".join((unit.result.card.description.title, *unit.result.section)))
    for found in frame.finditer(said):
        thing = _BESIDE.sub("", found["thing"].split("、")[0])
        same = thing in solid or any(thing in term.others for term in asked.terms)
        if len(thing) > 1 and (same or _all_said(asked, found.group(), thing, solid)):
            rest = [
                term
                for term in asked.terms
                if len(term.word) > 1
                and term.word in wanted
                and term.word not in found.group()
                and term.word not in asking
                and term.word not in _FILING
            ]
            # 分为以下等级: what comes next says what of the thing.
            around = f"{about} {said[found.end() : found.end() + NEXT]}"
            if all(_said(term.word, term.others, around) for term in rest if term.held):
                return True
    return False


def _says_to_whom(asked: Asked, unit: Unit, deed: str) -> bool:
    """Whether a sentence says whom to turn to for a deed with what is asked about, all named."""
    said = fold(unit.text)
    around = fold(" ".join((unit.result.card.description.title, *unit.result.section, said)))
    terms = [term for term in asked.terms if len(term.word) > 1 and term.held]
    deed = deed.strip("？?")
    done = re.search(f"{_TO_WHOM}(?:{_DEEDS.get(deed, deed)})", said)
    return done is not None and all(
        stands(term, around) for term in terms if term.word not in _GOING
    )


def _is_charged(asked: Asked, unit: Unit, asking: str) -> bool:
    """Whether a sentence says in brackets who is in charge of the point it ends, which is the one
    asked about.
    """
    if not _CHARGED.fullmatch(unit.text.strip()):
        return False
    before = unit.passage.text[: unit.span.start - unit.passage.span.start]
    around = fold(" ".join((*unit.result.section, before.rsplit("\n", 1)[-1])))
    terms = [one for one in asked.terms if one.word[1:] and one.word not in asking and one.held]
    return bool(terms) and all(stands(term, around) for term in terms)


def _all_said(asked: Asked, frame: str, thing: str, wanted: str) -> bool:
    """Whether a frame says all words of a question of several, and hardly more."""
    words = [term for term in asked.terms if len(term.word) > 1]
    telling = [term for term in words if term.word not in _FILING]
    whole = bool(telling) and all(_said(term.word, term.others, frame) for term in telling)
    return len(words) > 1 and len(thing) <= 3 * len(wanted) and whole


def _said(word: str, others: Sequence[str], text: str) -> bool:
    return word in text or any(other in text for other in others)
