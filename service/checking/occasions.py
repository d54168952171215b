"""What speeches, reports and papers are called: titles cut short, where they were given.

::

    title  = 在…大会上的讲话                     without what every such title has
    head   = ——在…仪式上的致辞 | 在这里隆重集会，庆祝… | 今天，我们召开…会议 | 值此…召开之际
           | 我就《…》起草的有关情况作说明            what a title of its own does not say
    notice = 关于印发《…》的通知                  is called by what it sends out
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from corpus.numerals import to_int
from corpus.text import fold
from corpus.titles import bare
from service.answering.places import lies_in, places_in
from service.checking.skeleton import letter_pairs

if TYPE_CHECKING:
    from corpus.model import Description

#: Characters of a speech's head, and of the note that a journal prints at its end.
HEAD, NOTE = 400, 60
#: A day, a month or a year.
DAY = r"(?:19|20)\d\d年(?:\d{1,2}月(?:\d{1,2}日)?)?"
#: Letters of the shortest name that tells one paper from another.
SHORTEST = 6
_MEETING = "座谈会|大会|会议|峰会|论坛|研讨班|全会"
_HELD_AT = re.compile(
    r"[^。：]{0,24}?(?:召开|举行)(?:这次|这个|一个|一次|了)?"
    rf"(?P<occasion>[\u4e00-\u9fff]{{2,20}}(?:{_MEETING}))[，。]"
)
#: A rule sent out with a notice is called without the notice.
_SENT_OUT = re.compile(r"(?:印发|转发|批转|发布)《?(.{6,}?)》?的(?:通知|公告|意见)$")
_YEAR = re.compile(r"(?:19|20)\d\d|二[〇○零][〇○零一二三四五六七八九]{2}")
_HAN_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
#: Where a speech was given, by its head or the note at its end; the first that is there counts.
_GIVEN = (
    re.compile(
        rf"※这是习近平(?:总书记|主席)?{DAY}在(?P<occasion>[^\n，。]{{4,40}}?)上?的(?:讲话|演讲)"
    ),
    re.compile(
        r"(?:^|\n|——|[—-])\s*(?:习近平(?:主席|总书记)?[：:]?)?在(?P<occasion>[^\n，。]{4,40}?)上?的"
        "(?:重要|主旨)?(?:讲话|致辞|演讲|发言|[开闭]幕辞)"
    ),
    re.compile(r"集会，(?:隆重)?(?P<occasion>(?:庆祝|纪念)[^，。\n]{4,30})[，。]"),
    re.compile(
        r"(?:今天|这次)，?[^，。：\n]{0,10}?(?:召开|举行|参加|出席)(?:这次|这个|一个|一次)?"
        rf"(?P<occasion>[^，。\n]{{2,40}}?(?:{_MEETING}))[，。]"
    ),
    re.compile(
        r"值此(?P<occasion>[^，。\n]{4,60}?)(?:隆重)?(?:开幕|召开|成立|举行|举办|到来)?之际"
    ),
)
#: What is explained tells a speech as well.
_EXPLAINS = re.compile(r"我就(?P<occasion>《[^》\n]{6,60}》[^，。\n]{0,16}作[^，。\n]{0,6}说明)")
#: 国家主席…发表二○一六年新年贺词 is called by what was given.
_GIVES = re.compile("^国家主席(?:习近平)?发表")
#: A speech called by its day only, or by whose it is and its day: 张某某2020年9月8日的讲话.
_DATED = re.compile(
    r"^(?:[\u4e00-\u9fff]{2,4}(?<![会式班坛上展])(?:同志|总书记|主席|总理)?)?"
    r"\d{4}年\d{1,2}月\d{1,2}日的(?:讲话|致辞|演讲|贺信|回信|文章)?$"
)
_GREETING = re.compile("同志们|女士们|尊敬的|主席先生|大会主席先生|各位")
#: Which of a row of such occasions: another number is another one.
_NUMBERED = re.compile(r"(?P<number>\d+|[一二三四五六七八九十]+)(?P<of>周年|届|次|个五年)")
_SPOKEN_AT = re.compile("(?<=[会式班典上])的?(?:重要|主旨)?(?:讲话|致辞|演讲|发言)")
#: What meetings are called in short.
_SHORT = (("纪委", "纪律检查委员会"), ("全会", "全体会议"))
#: 第十四个五年规划 is the “十四五”规划.
_FIVE_YEARS = re.compile("第十([一二三四五六])个五年规划")


def names_of(about: Description, head: str) -> list[str]:
    """The names a paper is called by, folded; ``head`` is how a speech begins."""
    title = fold(placed(about))
    title = _GIVES.sub("", title)
    own = [title, *carried(title)] if len(title) >= SHORTEST and not _DATED.match(title) else []
    given = (one.search(head) for one in (*_GIVEN, _EXPLAINS))
    told = (fold(one["occasion"]) for one in given if one)
    return list(dict.fromkeys([*own, *islice(told, 1)]))


def head_of(text: str) -> str:
    """What of a speech may say where and when it was given: how it begins, and how it ends."""
    return f"{text[:HEAD]}\n{text[HEAD:][-NOTE:]}"


def given_at(head: str) -> str:
    """Where a speech was given, as its head says, folded; ``""``: it does not."""
    given = (one.search(head) for one in _GIVEN)
    return next((fold(one["occasion"]) for one in given if one), "")


def is_nameless(title: str) -> bool:
    """Whether a title only greets those who are there (同志们：), or says only when it was."""
    return bool(_GREETING.match(title) or _DATED.match(title))


def carried(title: str) -> list[str]:
    """What a notice sends out: 国家…实施方案 of 关于印发国家…实施方案的通知."""
    found = _SENT_OUT.search(title)
    return [found[1]] if found else []


def uncarried(title: str) -> str:
    """A title in which what a notice sends out stands for the notice."""
    return _SENT_OUT.sub(r"\1", title)


def whereof(text: str) -> frozenset[str]:
    """The places a text names, each by the province or country it lies in."""
    return frozenset(lies_in(place) or place for place in places_in(text))


def is_elsewhere(title: str, where: frozenset[str]) -> bool:
    """Whether a title is of another place; a government reports on its own place only."""
    own = whereof(title)
    return not where & own if own else "政府工作报告" in title


def placed(about: Description) -> str:
    """A title without what every such title has; a report's that names no place with its own."""
    core = _core(about)
    if "政府工作报告" in core and about.issuer and not places_in(core):
        return about.issuer.removesuffix("人民政府") + core
    return core


def is_another(said: str, title: str) -> bool:
    """Whether two occasions are of one row, and two of it: 30周年, 40周年; 十八届五次, 十八届六次.

    >>> is_another("十八届五次全会", "第十八届第六次全会"), is_another("八届二次", "十届二次")
    (True, True)
    """
    one, other = _numbers(said), _numbers(title)
    return any(one[unit].isdisjoint(other[unit]) for unit in one.keys() & other.keys())


def _numbers(name: str) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for each in _NUMBERED.finditer(name):
        found.setdefault(each["of"], set()).add(to_int(each["number"]))
    return found


def pairs(text: str) -> frozenset[str]:
    """The pairs of letters by which names are held against each other."""
    text = _YEAR.sub(lambda year: year[0].translate(_HAN_DIGITS), text)
    for short, whole in _SHORT:
        text = text.replace(short, whole)
    return letter_pairs(re.sub(r"[\W_]+", "", _FIVE_YEARS.sub(r"十\1五规划", text)))


def year_of(about: Description) -> int:
    """The year a paper is of: its day's, or a report's by its title; 0 where neither says."""
    if about.day is not None:
        return about.day.year
    named = years(about.title) if about.kind == "report" else ()
    return max(map(int, named), default=0)


def years(text: str) -> frozenset[str]:
    """The years a text names, in digits."""
    return frozenset(year.translate(_HAN_DIGITS) for year in _YEAR.findall(text))


def _core(about: Description) -> str:
    """A title without the organ it begins with and the words every such title has.

    A page's title may run on into the speech: …大会上的讲话（2020年9月8日）同志们….
    """
    title = _SPOKEN_AT.split(bare(about.title), maxsplit=1)[0]
    title = re.sub(r"^在|^关于|（全文）|\(全文\)", "", title)
    # A speech without a title is called by its first words, which may say where it was given.
    held_at = _HELD_AT.match(title)
    title = held_at["occasion"] if held_at else title
    return title.replace(about.issuer or "\0", "")
