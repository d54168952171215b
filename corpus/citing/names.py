"""Names in running text: what held works are called without 《》, and where such a name stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

import ahocorasick

from corpus.description.organs import organ_before_name, organ_of_title
from corpus.model import NORMATIVE_KINDS, Description
from corpus.titles import head_noun, title_key, work_name

#: What makes a longer word of a bare title, by its last letter: 刑法学, 教育法规; not 公司法规定.
_LONGER = {
    "法": re.compile(
        r"(?:[学典系令定官院庭医域治制度]|律|规(?!定)|人[^民]|理|子|的?草案|修正案|总则编"
        r"|宣誓|日(?![前起内常后])|(?:和?法律)?委(?!托))"
    ),
    "章": re.compile("程"),
    "告": re.compile("[会团]"),
}
_BEFORE = re.compile(
    r"(?:^|[\s，。、；：,;:？！（）()《》〈〉“”\"‘’…—\-]|依照|依据|根据|按照|遵照|参照|比照|违反|触犯|适用|符合|遵守|执行|"
    r"实施|贯彻|落实|学习|宣传|修改|修订|制定|公布|颁布|出台|援引|属于|和|与|及|或者?|以及|由|对|在|的|我国|新|原|"
    r"现行|是|为|以|从|将|把|其|即|除|关于|达到|有|构成|如|因|按|用|履行|遵循|行使|基于|对照|运用|掌握|熟悉|"
    r"理解|解读|宣讲|普及|解释|引用|引入|突破|超越|违背|维护|尊重|保证|保障|监督|协助|完善|健全|评估|审议|起草|"
    r"推动|推进|加强|强化|通过|体现|确立|纳入|坚持|检查|认定|涉嫌|写入|载入|尊崇|恪守|捍卫|弘扬|彰显|重温|领会|围绕|"
    r"编纂|实行|发挥|认识|背离|信仰|讨论|如果|人大|委员?会|国务院|搞|今年|明年|去年|\d年|一部|首部|就|好|负责|是?指|且|见|因而|修改后|修改前|此次|这次|本次|拥护|超过|于|同|受|自|至|了)$"
)
#: Letters of a name that is part of a longer one only behind a place or a maker, or in 〈〉.
_LONG, _OF_ANOTHER = 5, re.compile("(?:[省市州县区国旗盟乡镇村厂校院司<〈《]|简称)$")
_MENTIONED = frozenset(
    "法 法典 宪法 刑法 基本法 组织法 修正案 条例 规定 办法 细则 规则 准则 章程 解释".split()
)
_INTERPRETS = re.compile(
    r"适用《([^《》]+)》(.*?)(?:若干问题)?的?(?:若干)?(解释|规定)(（[一二三四五六七八九十]+）)?$"
)
#: Nouns whose names may be as short as 刑法.
_BRIEF = frozenset({"宪法", "刑法", "法"})


def short_names(works: Mapping[str, Sequence[Description]]) -> tuple[dict[str, str], list[str]]:
    """Titles without the organ they begin with, where unique: short key -> key; binding names.

    A Party committee's own are also known by 党委: 党委议事规则.
    """
    short: dict[str, str | None] = {}
    names: dict[str, list[str]] = {}
    for key, versions in works.items():
        title = work_name(versions[-1].title)
        organ = organ_of_title(title) or organ_before_name(title)
        name = title[len(organ) :]
        called = [name, re.sub("[“”]", "", name)] if organ else []
        called += _interpretation_names(title)
        if organ.startswith("中共"):
            called = [f"党委{name}", *called]
        binding = versions[-1].kind in NORMATIVE_KINDS and head_noun(title) in _MENTIONED
        for one in called:
            rest = title_key(one)
            if len(rest) < 5 or rest in works:
                continue
            short[rest] = key if short.get(rest, key) == key else None
            if binding:
                names.setdefault(rest, []).append(one)
    unique = {rest: key for rest, key in short.items() if key is not None}
    return unique, [name for rest in unique for name in names.get(rest, ())]


def _interpretation_names(title: str) -> list[str]:
    """What 关于适用《甲法》有关乙的解释（一） is called: 甲法乙解释（一）, 乙司法解释（一）."""
    found = _INTERPRETS.search(title)
    if found is None:
        return []
    law, of, noun, number = (part or "" for part in found.groups())
    of = re.sub("有关|问题|的", "", of)
    nouns = [noun, f"司法{noun}"] if of else ["解释", "司法解释"]
    names = [f"{law}{of}{each}{number}" for each in nouns]
    names += [f"{of}{each}{number}" for each in nouns if of]
    if not number:
        return names
    bare = [name.translate({ord("（"): None, ord("）"): None}) for name in names]
    return [*names, *(name.replace("（", "(").replace("）", ")") for name in names), *bare]


def name_automaton(
    works: Mapping[str, Sequence[Description]], others: Iterable[str]
) -> ahocorasick.Automaton | None:
    """Finds the names of binding works in running text: with and without 中华人民共和国."""
    automaton = ahocorasick.Automaton()
    for name in others:
        automaton.add_word(name, name)
        automaton.add_word(f"中华人民共和国{name}", f"中华人民共和国{name}")
    for versions in works.values():
        if versions[-1].kind not in NORMATIVE_KINDS:
            continue
        work = work_name(versions[-1].title)
        for name in {work, f"中华人民共和国{work}", versions[-1].title}:
            noun = head_noun(name)
            if noun in _MENTIONED and len(name) >= (2 if noun in _BRIEF else 4):
                for written in (name, name.replace("（", "(").replace("）", ")")):
                    automaton.add_word(written, written)
    if not len(automaton):
        return None
    automaton.make_automaton()
    return automaton


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether the name at ``text[start:end]`` is a word of its own, as its neighbours tell."""
    longer = _LONGER.get(text[end - 1])
    if longer is not None and longer.match(text, end):
        return False
    before = text[max(0, start - 4) : start]
    if end - start >= _LONG and "的" not in text[start:end]:
        return not _OF_ANOTHER.search(before)
    return bool(_BEFORE.search(before))
