"""The work a question names without brackets: 按古树名木保护条例，…, 就业意见里….

Its name says where the answer stands and is no part of what is asked. Left among the words of the
question it outweighs them: any sentence of the work would say most of it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from corpus.model import NORMATIVE_KINDS
from corpus.text import fold
from service.answering.places import places_in
from service.answering.years import years_in, years_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.model import Description, DocumentId
    from service.answering.validity import Titles
    from service.answering.wording import Term
    from service.model import Result

#: The end of a work's name in a question, and what may follow it there.
_NAMED = re.compile(
    r"^(?:请问|想问)?(?:按照?|根据|依据|依照|在|照着?)?"
    r"(?P<name>[一-鿿\d（）()]{1,30}?"
    r"(?:报告|条例|办法|规定|意见|准则|细则|规则|规划|方案|(?<![方做看说想办违合执立书用手])(?<!(?<!公)司)法))"
    r"(?:[里中上的]?面?(?:规定|提到|提出|指出|强调|要求|明确|讲|说)[了过]?的?[，,]?|(?:里面?|中|上)(?:的|[，,])?|[，,]"
    r"|(?:里面?|中|上)?(?=[把将对承])|(?<=[法例定])\s)"
    r"(?P<rest>[^，,]{4,}.*)$"
)
#: What a name is called with beside what stands in the title.
_BESIDE = re.compile(r"(?:19|20)\d\d年|的|那[个份部]|这[个份部]|国家")
#: Letters of a name from which on it may be a title's own, in their order; of a shorter one the
#: title has beginning and end (校车条例, 劳动法).
SHORTEST = 5
#: What a report is called: 广西的报告 is 2026年广西壮族自治区政府工作报告. What may be 暂行.
_REPORT, _LASTING = "报告", ("条例", "办法", "规定")
#: Kinds that are no works to ask about: they tell of them.
_TELLING = frozenset({"news", "essay"})
#: Works of which a name may be: of more it is the name of a kind, as 政府工作报告 is.
FEW = 6


#: An occasion something was said on, and what parts its name from what is asked.
_OCCASION = re.compile(
    r"^(?:请问|想问)?(?P<name>(?:(?![哪谁]|什么)[一-鿿A-Za-z\d“”·]){0,30}?(?:座谈会|大会|会议|论坛|峰会|全会|仪式|对话|演讲|讲话|致辞|贺词|谈话|[开闭]幕[式会]?)"
    r"(?:[上中]?的?(?:讲话|演讲|致辞|发言))?)"
    r"(?:(?:里面?|中|上|时)?(?:[，,]|(?:说|讲|谈|提|指出|提出|强调|要求)(?:到|过|了)?[，,]?)|(?:里面?|中(?!国|[方美欧俄日非法英德韩])|上|时)(?=[一-鿿])"
    r"|(?<=[话讲辞])(?=批评|号召|怎么|如何|怎样|对|把|为什么|宣布))"
    r"(?P<rest>[^，,]{4,}.*)$"
)
#: Letters of what is asked that says nothing itself.
BRIEF = 6
#: What it was said of, or what was said, before the occasion: 关于某银行，某年的演讲怎么讲的;
#: “不做清谈馆”这话在某峰会上怎么讲的.
_TOPIC = re.compile(
    "^(?:(?:关于|谈到|对于|谈及)(?P<about>[^，,]{2,24})[，,]"
    '|(?P<said>[“"][^”"]{2,}[”"])(?:这|那)?(?:一?[句段个番])?话?(?:最早|首次|是)?(?=在))'
)
#: Where, to whom or to mark what something was said, no occasion being called by its name: in
#: Moscow, to students, when somebody was received.
_SETTING = re.compile(
    r"^(?:请问|想问)?(?P<name>[一-鿿]{0,6}?(?:\d{4}年(?:\d{1,2}月)?)?[一-鿿]{0,6}?"
    r"(?:在|访问?|会?见|(?<=[一-鿿])对|同|跟|出席|参加|纪念)"
    r"(?:(?![哪谁什])[一-鿿A-Za-z\d“”·]){2,24}?"
    r"(?:座谈|对话|演讲|讲话|致辞|发言)?)"
    r"(?:(?:里面?|中|上|时|期间)[，,]?)?(?:所)?"
    r"(?:(?:(?<!座)[说讲谈问]|指出|强调|提(?![供高升前案名交倡]))[到过了出的]*(?:故事[里中])?[，,]?|(?<=[里中上时间])[，,]"
    r"|(?=(?:怎么|如何|怎样|为什么|为何|为啥)?(?:借|承诺|宣布|倡议|呼吁|号召|引用|邀请|解释)))"
    r"(?P<rest>.{4,})$"
)
#: Who speaks, when and in what form: no name of an occasion.
_NO_OCCASION = re.compile(
    r"^[一-鿿]{0,8}?在|习近平|总书记|主席|同志|(?:19|20)\d\d年[初底末]?|\d{1,2}月(?:\d{1,2}日)?|那[次篇个]|这[次篇个]|[的上中“”]"
    r"|(?:座谈会|大会|会议|论坛|峰会|全会|仪式|演讲|讲话|致辞|贺词|谈话)"
)
_LEADING = re.compile("^(?:在|访问?|会?见|对|同|跟|出席|参加|纪念)")
_COUNTED = re.compile(r"(?<![A-Za-z\d])\d+[一-鿿]")
_MONTH = re.compile(r"(\d{1,2})月")
#: Letters from which on an occasion's name says which one is meant.
TELLING = 4
#: Letters between two of an occasion's, and at a text's head where that is named.
APART, HEAD = 4, 400
#: What a question says behind itself of where it is to be answered: …多少人（新年贺词）.
_BEHIND = re.compile(
    "^(?P<asks>[^（()]{4,}?(?<!》))[？?]?\\s*[（(](?P<where>[^（）()]{2,24})[）)][？?]?$"
)
#: What a speech is called that has no title of its own.
_DATED = re.compile(r"[一-鿿·]{2,8}?(?:19|20)\d\d年\d{1,2}月(?:\d{1,2}日)?的?讲话")


class Named(NamedTuple):
    """The works a question may name, and what it asks of them."""

    documents: frozenset[DocumentId]
    rest: str


def fronted(text: str) -> str:
    """A question with what it names in brackets behind itself at its head; a place as part of it.

    >>> fronted("鲁甸地震死了多少人（新年贺词）")
    '新年贺词，鲁甸地震死了多少人'
    """
    found = _BEHIND.match(text)
    if found is None:
        return text
    where, asks = found["where"], found["asks"]
    return f"{where}{asks}" if places_in(where) == (where,) else f"{where}，{asks}"


def named_work(text: str, titles: Titles) -> Named | None:
    """What a question asks of a held work that it names; None where it names none.

    >>> from service.answering.validity import Titles
    >>> named_work("树长了多少年才算古树", Titles(()))
    """
    found = _NAMED.match(text)
    if found is None:
        return None
    name = _BESIDE.sub("", found["name"])
    years = years_in(found["name"])
    if name.endswith(_REPORT) and "工作" not in name:
        name = f"{name.removesuffix(_REPORT)}政府工作报告"
    like = titles.like(name) if len(name) >= SHORTEST else titles.shortened(name)
    if name.endswith(_LASTING) and not like:
        # 现金管理条例 of 现金管理暂行条例
        like = titles.like(name[:-2] + "暂行" + name[-2:])
    held = frozenset(
        item.id
        for item in like
        if len(item.title) >= len(name)
        and item.kind not in _TELLING
        and (item.kind == "report" or not name.endswith(_REPORT))
        and (not years or years & years_of(item))
    )
    return Named(held, found["rest"]) if 0 < len(held) <= FEW else None


def occasion_in(text: str) -> tuple[str, str]:
    """The occasion of which a question asks what was said there, and the rest of the question;
    else empty.

    >>> occasion_in("2020年专家座谈会上，教育的根本任务是什么")
    ('2020年专家座谈会', '教育的根本任务是什么')
    """
    topic = _TOPIC.match(text)
    found = _OCCASION.match(text[topic.end() :] if topic else text)
    if found is None:
        return "", ""
    about = topic["said"] if topic else ""
    if topic and len(found["rest"]) <= BRIEF:
        about = about or topic["about"]
    return found["name"], (about or "") + found["rest"]


def setting_in(text: str) -> tuple[str, str]:
    """Where or to whom, by a question, something was said, and the rest of it; else empty.

    >>> setting_in("2013年在哈萨克斯坦提出的五个方面是什么")
    ('2013年在哈萨克斯坦', '五个方面是什么')
    """
    found = _SETTING.match(text)
    return (found["name"], found["rest"]) if found else ("", "")


def core_of(name: str) -> str:
    """What tells an occasion from others: not who speaks, when and in what form."""
    return _LEADING.sub("", _NO_OCCASION.sub("", name)).replace("百年", "100周年")


def may_be_meant(core: str, first: Result) -> bool:
    """Whether the first of what was found may be of an occasion, though it is not called so: a
    speech whose title says only when it was made; or is of an organ by that name, in a rule.
    """
    about = first.card.description
    if about.kind == "speech":
        return bool(_DATED.fullmatch(about.title))
    for place in places_in(core):
        core = core.replace(place, "")
    return about.kind in NORMATIVE_KINDS and fold(core) in fold(first.passage.text)


def is_of_occasion(name: str, about: Description, head: str, terms: Sequence[Term] = ()) -> bool:
    """Whether a text is of an occasion, by its title, its day and its ``head``, where what it is
    called in few words is written out: 教文卫体专家座谈会 of 教育文化卫生体育领域专家座谈会; a
    speech also where all ``terms`` of the name stand there, in whatever order.
    """
    years, month = years_in(name), _MONTH.search(name)
    if years and not years & years_of(about):
        return False
    if month and not (about.day and about.day.month == int(month[1])):
        return False
    core = core_of(name)
    if not core:
        return bool(years and month) and about.kind == "speech"
    run = re.compile(f".{{0,{APART}}}?".join(map(re.escape, core)))
    if len(core) > 1 and (run.search(about.title) or run.search(head[:HEAD])):
        return True
    told = fold(f"{about.title} {head[:HEAD]}")
    words = [term for term in terms if term.word[1:] and term.word in fold(core)]
    return (
        about.kind == "speech"
        and bool(words)
        and all(number in told for number in _COUNTED.findall(core))
        and all(any(one in told for one in (term.word, *term.others)) for term in words)
    )
