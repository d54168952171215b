"""The grammar of a name put together: what stands before a head and belongs to it.

::

    name     = modifier { modifier } head ;
    modifier = noun | a concept of the lexicon | a verb that modifies ;
    head     = a word of ``heads`` (制度, 清单, 部门), of ``objects`` (信息, 费用), of
               ``deeds`` (管理, 审核), or a modifier and an ``ending`` (结算 单) ;

A name begins behind a mark, a particle or a verb and ends before one, so that it is no part
of a longer one. A verb at its head may as well act on what follows: before a word of
``objects`` it does (收集信息), before several words as well unless it is one of ``naming``
(审核财务报告制度, but 采购项目管理制度); neither that nor a clause is a name:
公安机关查处网络诈骗案件.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.model import Span
from graph.composed.units import LEXICAL, Unit, is_nominal, is_word
from graph.composed.words import words

#: Characters of a name, and units.
_SHORTEST, _LONGEST, _MOST = 4, 16, 5
#: Characters beside which a name may begin or end.
_FREE = frozenset(
    "的和与及或等对在为把将被从由以按并各本其该了着过是有让使给用至到于即且而又也都还就要应可能"
    "须已曾所之这那此某每另同跟则因如若除当前后中内上下间里时起止地得叫称指"
)
_BEFORE, _BEHIND = _FREE | frozenset("报经持凭须"), _FREE | frozenset("不未必向")
_JOINTS = frozenset("、 和 与 及 或 或者 以及".split())
_WORDY = frozenset("n nz nt nr ns vn b m an j i l nrt nrfg ng s a".split())
_GOES_ON = frozenset("v vd d ad p c r uj m t f a l i vn".split())
_VERBAL = frozenset("v vn n".split())
_MODAL = frozenset("要 应 应当 可 可以 须 必须 不得 能 能够 不 未 会 将 依法 共同".split())
#: Verbs that may as well belong to a name behind them; what stands before someone who acts.
_ATTRIBUTIVE = frozenset("支持 发展".split())
_ADVERBIAL = frozenset("同 报 由 被 将 把 以 按 与 于 可 即 再 并 而 则 后 前 时 中 为".split())
_TAKING = frozenset("作为 将 把 由 经 以 按 视为".split())
_BY = frozenset("按照 根据 依照 依据 按 依 通过 经 经过 凭 持".split())
_WHO = re.compile(
    r"(?:人|员|长|者|人员|部门|机关|单位|机构|公司|企业|干部|领导|局|处|厅|署|委|会|部|办|政府|党委|院|组|队|中心"
    r"|群众|职工|村民|居民|组织|银行|总监|经理|主任|书记)$"
)
#: Heads that are told to somebody as often as they are things.
_TOLD = frozenset("报告 建议 意见 奖励 补偿".split())
#: How something is done: before a verb they belong to it.
_HOW = frozenset("高质量 高标准 高水平 高效 全面 常态化 规范化 精准 书面".split())
_BODIES = frozenset("党委 政府 人大 政协 群团 纪委 监委 法院 检察院".split())
_PEOPLE = frozenset("人员 负责人 责任人 专员".split())
#: Deeds done to deeds: 借款管理, 用工监管.
_CARES = frozenset("管理 服务 监管".split())
_VAGUE = frozenset("能力 水平 工作 活动".split())


def names_in(units: Sequence[Unit]) -> list[Span]:
    """Where names are put together, in order, none overlapping."""
    found = []
    first = 0
    while first < len(units):
        behind = first
        while behind < len(units) and units[behind].sort:
            behind += 1
            if units[behind - 1].sort == "ending":
                break
        for start in _starts(units, first, behind):
            name = _name(units, start, behind) if behind > start + 1 else None
            if name is not None:
                found.append(name)
                break
        first = max(behind, first + 1)
    return found


def _starts(units: Sequence[Unit], first: int, behind: int) -> list[int]:
    """Where a name may begin in a run: at its first unit, where no act stands there or twice,
    and behind the last act, which then is no part of it.
    """
    acts = [n for n in range(first, behind) if units[n].sort == "act"]
    if not acts:
        return [first]
    whole = acts == [behind - 2] and first < behind - 2
    return [*([first] if whole else []), acts[-1] + 1]


def _name(units: Sequence[Unit], first: int, behind: int) -> Span | None:
    """The name that ends with a run of units, or None."""
    sort = _head_sort(units[behind - 1])
    if not sort or not _ends(units, behind):
        return None
    begin = _begin(units, first, behind - 1, sort)
    if begin is None:
        return None
    parts = units[begin:behind]
    span = Span(parts[0].start, parts[-1].end)
    shortest = _SHORTEST - (sort == "ending")
    if not shortest <= span.end - span.start <= _LONGEST or len(parts) > _MOST:
        return None
    if _is_clause(parts, sort) or not _stands_free(units, first, begin, behind, sort):
        return None
    return span


def _head_sort(unit: Unit) -> str:
    """``head``, ``object``, ``deed``, ``ending``, or nothing where no name ends so."""
    held = words()
    if unit.sort == "ending":
        return "ending"
    if unit.text in held.heads:
        return "head"
    if unit.text in held.objects:
        return "object"
    if unit.text in held.deeds:
        return "deed"
    if unit.tag == LEXICAL and unit.sort == "noun":
        if any(unit.text.endswith(head) for head in held.heads):
            return "head"
        return "object" if unit.kind in {"organ", "role"} else ""
    longer = unit.tag in {"n", "nz"} and len(unit.text) > 2
    return "head" if longer and any(unit.text.endswith(head) for head in held.heads) else ""


def _ends(units: Sequence[Unit], behind: int) -> bool:
    """Whether nothing of the name stands behind it."""
    if behind == len(units):
        return True
    after = units[behind]
    if not "一" <= after.text[0] <= "龥":
        return True
    if len(after.text) == 1:
        return after.text in _BEHIND
    if after.tag == LEXICAL:
        return not after.sort
    return after.tag in _GOES_ON or after.text in words().never or after.text in words().breaking


def _begin(units: Sequence[Unit], first: int, head: int, sort: str) -> int | None:
    """Where the name begins: behind whose it is, and behind a verb that acts on it."""
    held = words()
    begin = first
    while begin < head and units[begin].text in held.owners:
        begin += 1
    if begin == first and first > 0 and not may_stand_before(units[first - 1]):
        return None
    if begin == head or units[begin].text in held.never:
        return None
    if any(unit.sort == "ending" for unit in units[begin:head]):
        return None
    if units[begin].sort == "verb" and not _modifies(units[begin : head + 1], sort):
        # 培养 技艺人才: it acts on the whole, where that ends with a thing.
        doable = units[head].text in held.founding or units[head].text in held.verbal
        thing = sort == "object" or (sort == "head" and not doable)
        whole = thing and begin + 2 <= head and units[head - 1].sort == "noun"
        return begin + 1 if whole and units[begin + 1].sort == "noun" else None
    return begin


def _modifies(parts: Sequence[Unit], sort: str) -> bool:
    """Whether the verb that opens a name belongs to it, and does not act on the rest."""
    held = words()
    *modifiers, head = parts
    verbs = all(unit.sort == "verb" for unit in modifiers)
    if modifiers[0].tag != LEXICAL and modifiers[0].text not in held.modifying | held.naming:
        return False
    if sort == "deed" and verbs:
        return head.text in _CARES and len(modifiers) == 1
    if sort == "object" and verbs:
        return False
    if modifiers[0].text in held.naming and not (len(modifiers) == 1 and sort == "object"):
        return True
    lexical = head.tag == LEXICAL and head.text not in held.heads
    return sort in {"head", "ending"} and verbs and not lexical


def may_stand_before(unit: Unit) -> bool:
    """Whether a name may begin behind this unit, and is no part of a longer one."""
    text = unit.text
    if not "一" <= text[-1] <= "龥":
        return not re.match(r"[0-9A-Za-z%]", text[-1])
    if len(text) == 1:
        return text in _BEFORE
    if unit.tag == LEXICAL:
        return not unit.sort and not (unit.kind in {"term", "organ", "role"} and is_nominal(text))
    return unit.tag not in _WORDY or text in words().never or text in words().breaking


def _is_clause(parts: Sequence[Unit], sort: str) -> bool:
    """Whether someone does something here, rather than something having a name."""
    *modifiers, head = parts
    last = modifiers[-1]
    if _opens_ill(modifiers, head, sort) or _ends_ill(modifiers, head, sort):
        return True
    if any(unit.tag != LEXICAL and len(unit.text) > 3 and not is_word(unit.text) for unit in parts):
        return True
    if all(unit.kind in {"organ", "role"} or unit.text in _BODIES for unit in parts):
        return True
    if last.sort == "act" and not _founds(modifiers, head):
        return True
    people = words().kind_of(head.text) == "role" or head.kind in {"role", "organ"}
    return (people and _acts_on_people(modifiers, head)) or _acts_within(modifiers)


def _ends_ill(modifiers: Sequence[Unit], head: Unit, sort: str) -> bool:
    """Whether the last words are a verb and what it acts on, or someone and what they do."""
    held, last = words(), modifiers[-1]
    who = _WHO.search(last.text) is not None
    doing = last.sort == "verb" and last.text not in held.naming
    before = modifiers[-2] if len(modifiers) > 1 else None
    if head.tag == LEXICAL and head.text not in held.heads and sort != "deed":
        # A concept of its own: a word before it may as well have to do with it as act on it.
        # A system is hardly acted on by a noun: 人事 薪酬制度.
        known = held.describing
        ruled = head.kind == "system" and held.kind_of(head.text) == "system"
        return not all(
            one.tag == LEXICAL or one.text in known or (ruled and one.tag == "n")
            for one in modifiers
        )
    if doing and sort == "object":
        return True
    if last.sort == "verb" and before is not None and _WHO.search(before.text):
        return head.text not in held.founding
    if head.text in _TOLD and (who or last.text.endswith("会议")):
        return True
    if who and (sort == "deed" or head.text[-1] == "化"):
        return True
    return sort == "deed" and any(head.text in unit.text for unit in modifiers)


def _opens_ill(modifiers: Sequence[Unit], head: Unit, sort: str) -> bool:
    """Whether the first word is no word of a name, or acts on the others."""
    held, opening = words(), modifiers[0]
    if opening.tag != LEXICAL and not is_word(opening.text):
        return True
    if opening.text in held.owners and len(modifiers) == 1:
        return True
    if opening.text == "工作" and sort == "deed":
        return True
    if opening.text in _HOW and len(modifiers) > 1 and modifiers[1].sort == "verb":
        return True
    vague = len(modifiers) > 1 or sort != "head" or head.text in _VAGUE
    return vague and opening.text in held.acting and opening.text not in held.naming


def _founds(modifiers: Sequence[Unit], head: Unit) -> bool:
    """Whether a verb that modifies nothing elsewhere does here: 烟花爆竹 燃放 管理."""
    if len(modifiers) < 2 or head.text not in words().founding:
        return False
    return modifiers[-2].sort == "noun" and not _WHO.search(modifiers[-2].text)


def _acts_on_people(modifiers: Sequence[Unit], head: Unit) -> bool:
    held = words()
    if any(unit.text in held.giving for unit in modifiers):
        return True
    acting = [unit.sort == "verb" and unit.text not in held.naming for unit in modifiers]
    if head.tag == LEXICAL or head.text not in _PEOPLE:
        return any(acting)
    return any(acting[:-1])


def _acts_within(modifiers: Sequence[Unit]) -> bool:
    """Whether a verb in the middle has what it acts on behind it."""
    held = words()
    sorts = "".join("v" if unit.sort == "verb" else "n" for unit in modifiers)
    if "vvv" in sorts or re.search("n.*vv+n", sorts):
        return True
    if any(unit.sort == "verb" and unit.text not in held.naming for unit in modifiers[1:-1]):
        return True
    for n in range(len(modifiers) - 1):
        doing = modifiers[n + 1]
        if doing.sort == "verb" and _WHO.search(modifiers[n].text) and "n" in sorts[n + 1 :]:
            return True
    return False


def _stands_free(units: Sequence[Unit], first: int, begin: int, behind: int, sort: str) -> bool:
    """Whether what stands around takes no part of the name for its own."""
    parts = units[begin:behind]
    before = units[first - 1] if first else None
    after = units[behind] if behind < len(units) else None
    if before is not None and (before.text[-1] == "向" or _shares(units, first, begin)):
        return False
    if before is not None and begin == first and _belongs_before(before, parts, sort):
        return False
    if after is not None and _runs_into(before, parts, after, sort):
        return False
    doing = begin > 0 and (parts[0].sort == "verb" or sort == "deed")
    if doing and (units[begin - 1].tag == "d" or units[begin - 1].text in _MODAL):
        return False
    if sort != "deed":
        return True
    if after is not None and (after.text in _JOINTS or after.tag in _VERBAL | {"r"}):
        return False
    return not any(unit.text in _BY for unit in units[max(0, begin - 6) : begin])


def _shares(units: Sequence[Unit], first: int, begin: int) -> bool:
    """Whether the head belongs to what is joined before the name as well: 枪支、弹药条件."""
    if begin != first or first < 2 or units[first - 1].text not in _JOINTS:
        return False
    held, partner = words(), units[first - 2]
    heads = (held.heads, held.objects, held.deeds)
    short = partner.sort == "noun" and len(partner.text) == 2
    return short and not any(partner.text in some for some in heads)


def _belongs_before(before: Unit, parts: Sequence[Unit], sort: str) -> bool:
    """Whether the name, or its head, goes with the word that stands before it."""
    held, head = words(), parts[-1]
    if before.text in _ATTRIBUTIVE:
        return True
    if before.text == "在" and (sort == "deed" or head.text == "工作"):
        return True
    acting = before.tag in {"v", "vd", "vn"} and before.text not in held.light
    if head.text in held.verbal and acting:
        return True
    if head.text == "工作" and parts[-2].text[-2:] == "地区":
        return True
    if before.sort == "act" and (sort == "deed" or parts[0].sort == "verb"):
        return True
    if sort != "deed":
        return False
    return before.text in _ADVERBIAL or (parts[0].sort == "verb" and before.tag == "n")


def _runs_into(before: Unit | None, parts: Sequence[Unit], after: Unit, sort: str) -> bool:
    """Whether the words behind show that the name acts: 处理会议 的, 作为医疗器械管理 的."""
    held = words()
    if after.text == "的":
        if parts[0].sort == "verb" and parts[0].text not in held.naming and len(parts) == 2:
            return parts[-1].text == "会议"
        taken = before is not None and before.text in _TAKING
        doing = any(unit.sort == "verb" for unit in parts[:-1])
        return sort == "deed" and (taken or doing or _WHO.search(parts[0].text) is not None)
    adverbial = parts[-1].text == "系统" and after.tag == "v"  # 系统 清理
    return adverbial or (parts[-1].text == "意识" and after.text[0] == "到")
