"""Goals that were reached or given anew, where a draft tells them as still to come.

To speak of such a goal as of history is right: 我们如期全面建成小康社会. What is told is what a
draft has ahead of it::

    ahead = 确保, 力争, 早日 … name                       what is tried
          | 为, 围绕, 向着 … name …目标, 而奋斗, 新胜利     what something is done for
          | 今后五年, “十五五”期间 … name                  what is next
          | plan 期间，将…                               of a five-year plan whose years are over
          | 学习贯彻…congress…精神                         of a congress that is no longer the last
    past  = 已, 了, 曾, 以来, 基础上 … in the same clause  none of these, however it is said
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARK = "[“”‘’「」]?"
#: What goes with reaching, and not with what goes on: 早日建成.
_SOON = "(?:早日|尽早|尽快|提前|如期|按期|按时)*"
_TRIES = "确保|力争|争取|努力|奋力|[坚誓]决|全力|加快"
_FOR = (
    "[为以朝](?:着|了)?|围绕着?|向着?|瞄准|迈向|奔向|走向|夺取|服务于?|助力|推动|推进|致力于|聚焦"
    "|着眼于?|对照"
)
_BETWEEN = (
    "(?:到?20\\d\\d年(?:年?底)?|同全国[^，。；]{0,6}|[我全][县市省区国乡镇村]|党的|这个|这一|实现|完成"
    "|打好|抓好|做好|推进|决胜|坚决|夺取){0,4}"
)
#: What makes a goal of a name, right after it.
_GOAL = (
    "(?:的?[^，。；的]{0,6}(?:目标|任务|蓝图)|[^，。；]{0,24}而[^，。；]{0,6}[斗力搏]|[^，。；]{0,6}胜利"
    "|[^，。；]{0,8}(?:[新大]贡献|贡献[^，。；]{0,4}力量|添砖加瓦|保障|支撑))"
)
_NEXT = "今后|未来|下一步|接下来|明年|下半年|“?十五五”?(?:期间|时期)"
_PAST = re.compile(
    "已|曾|当[年时]|了(?!解)|宣告|历史性|以来|之后|之际|后[，的]|基础上|圆满|收官|第一个百年|成果|成就"
)
#: Characters on either side in which a sentence is read: one that has the new goal as well tells
#: of the change.
REACH, _STOP = 120, re.compile("[。！？\n]")
_CLAUSE = re.compile("[，。；：！？\n]")


@dataclass(frozen=True, slots=True)
class Goal:
    """One goal: how it is told as ahead (its words in the group ``name``), what became of it, and
    what is the goal now, since when and by what.
    """

    frames: tuple[re.Pattern[str], ...]
    became: str
    now: str
    since: str
    source: str


def _goal(names: str, became: str, now: str, since: str, source: str) -> Goal:
    name = f"(?P<name>{_SOON}(?:{names})){_MARK}"
    frames = (
        f"(?:{_TRIES}){_BETWEEN}{name}",
        f"(?P<name>(?:早日|尽早|尽快)(?:实现|完成|打赢)?(?:{names}))",
        f"(?:{_FOR}){_BETWEEN}{name}(?={_GOAL})",
        f"(?:{_NEXT})[^，。；]{{0,12}}{name}",
    )
    became = f"不再是今后的目标：{became}"
    return Goal(tuple(map(re.compile, frames)), became, now, since, source)


def _congress(ordinal: str) -> Goal:
    """A congress that is no longer the last, whose spirit is told as what is to be carried out."""
    frame = (
        f"(?:学习|宣传|宣讲|贯彻|落实|领会|把握)[^，。；]{{0,10}}?(?P<name>党的{ordinal}大)"
        "(?=[^，。；]{0,16}精神)"
    )
    became = "之后又召开了党的二十大（2022年10月）"
    return Goal((re.compile(frame),), became, "党的二十大", "2022-10", "")


def _plan(ordinal: str, first: int) -> Goal:
    """A five-year plan whose years are over, of which is told what is yet to be done."""
    name = f"(?P<name>“?十{ordinal}五”?)"
    will = "[将拟]|要(?![求点素闻略])|力争|争取|计划|打算|确保"
    frames = (
        f"{name}(?:规划)?(?:期间|时期|期末|末)，?[^，。；]{{0,8}}(?<![主需重必还只])(?:{will})",
        f"(?:今后|未来)[^，。；]{{0,8}}，?(?:也就是|即)?{name}(?=期间|时期)",
    )
    became = f"不再是今后的规划：{first}—{first + 4}年已经过去"
    return Goal(tuple(map(re.compile, frames)), became, "“十五五”", str(first + 5), "")


_PARTY_100 = "庆祝中国共产党成立100周年大会（2021）"
_MODERN = "全面建设社会主义现代化国家"
GOALS = (
    _goal(
        "(?:决胜)?全面建成小康社会|(?:建成|建设)?全面小康(?:社会)?",
        "2021年7月宣告实现", _MODERN, "2021-07", _PARTY_100,
    ),
    _goal(
        "全面建设小康社会", "后来提全面建成小康社会，2021年7月宣告实现", _MODERN, "2012-11",
        "党的十八大报告（2012）",
    ),
    _goal(
        f"{_MARK}两个一百年{_MARK}的?(?:奋斗)?目标", "第一个百年的2021年7月宣告实现",
        "第二个百年奋斗目标", "2021-07", _PARTY_100,
    ),
    _goal(
        "(?:[打决][赢好战])?脱贫攻坚战?(?!成果|精神|期|与|同|工程|表彰)|脱贫摘帽|如期脱贫"
        "|贫困[县村](?:全部)?(?:摘帽|出列|退出)",
        "2021年2月宣告取得全面胜利", "巩固拓展脱贫攻坚成果同乡村振兴有效衔接", "2021-02",
        "全国脱贫攻坚总结表彰大会（2021）",
    ),
    *map(_congress, ("十八", "十九")),
    *map(_plan, "一二三四", (2006, 2011, 2016, 2021)),
)  # fmt: skip


def ahead_in(text: str) -> Iterator[tuple[Goal, Span]]:
    """The goals of the past that a text tells as still to come, each where it stands."""
    for goal in GOALS:
        told: set[int] = set()
        for frame in goal.frames:
            for found in frame.finditer(text):
                span = Span(*found.span("name"))
                both = goal.now.strip("“”") in _sentence(text, found)
                if span.end not in told and not (both or _PAST.search(_around(text, found))):
                    told.add(span.end)
                    yield goal, span


def _sentence(text: str, found: re.Match[str]) -> str:
    """The sentence of what was found, so far as it is read."""
    before = text[max(0, found.start() - REACH) : found.start()]
    after = text[found.end() : found.end() + REACH]
    return f"{_STOP.split(before)[-1]}{found[0]}{_STOP.split(after)[0]}"


def _around(text: str, found: re.Match[str]) -> str:
    """The clause around what was found, without its name."""
    start, after = found.start(), _CLAUSE.search(text, found.end())
    while start and not _CLAUSE.match(text, start - 1):
        start -= 1
    end = after.end() if after else len(text)
    return text[start : found.start("name")] + text[found.end("name") : end]
