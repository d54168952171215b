"""Leads: the sentence that announces a list, and what its items are.

「党委书记应当履行下列职责：」 makes one duty of each item; 「应当提交下列材料：」 is one duty
by itself, whose items are things; after 「有下列情形之一的」 the items are conditions.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from graph.duties import actors
from graph.duties.clauses import Unit
from graph.duties.modals import Modal, modals

#: What is announced and is done or not done, one by one.
_DEEDS = (
    "职责|责任|义务|职权|权力|权限|权利|职能|任务|工作|事项?|行为|活动|措施|"
    "规定|要求|纪律|几点|方面|几项|程序|步骤"
)
_ANNOUNCED = re.compile(
    rf"(?:(?P<verb>履行|承担|行使|享有|具有|有|遵守|做好|开展|完成|采取|从事|实施|做到|抓好|落实|执行|"
    rf"负责|尽到|进行)了?"
    rf"(?P<gap>[^，。；：]{{0,14}}?))?(?:下列|以下|如下)(?P<kind>[^，。；：]{{0,10}}?(?:{_DEEDS}))(?:之一)?$"
)
_ROLE = re.compile(
    r"(?P<verb>(?:的)?(?:主要|工作|具体|基本|岗位)?(?P<kind>职责|任务|义务|责任|职权|权利))(?:是|为|包括|如下|有)?$"
)
_POWERS = re.compile(r"权")
_CASES = re.compile(r"情形|情况|条件|之一的?$|的$")


@dataclass(frozen=True, slots=True)
class Lead:
    """What a list's lead gives to its items.

    ``kind`` is ``deeds`` (each item is a duty), ``cases`` (each is a condition, or a thing)
    or ``open`` (items speak for themselves). Offsets count in the lead's unit.
    """

    kind: str
    unit: Unit
    actor: actors.Actor | None = None
    modality: str = ""
    modal: tuple[int, int] = (0, 0)
    condition: tuple[int, int] = (0, 0)


def is_lead(unit: Unit) -> bool:
    """Whether a unit ends by announcing something."""
    return unit.plain[-1] in "：:" or bool(_ANNOUNCED.search(unit.plain))


def lead_of(unit: Unit, *, spoken: bool) -> Lead:
    """What the items below ``unit`` are."""
    plain = unit.plain.rstrip("：: ")
    announced = _ANNOUNCED.search(plain)
    clause = max(plain.rfind(mark) for mark in "，；,;") + 1
    found = list(modals(plain, spoken=spoken))
    last: Modal | None = found[-1] if found else None
    if announced is None:
        return _role(unit, plain, clause) or Lead("cases" if _CASES.search(plain) else "open", unit)
    start = last.start if last else announced.start()
    actor = actors.actor_before(plain, clause, start) if start >= clause else None
    verb, kind = announced["verb"] or "", announced["kind"]
    if last is None and verb not in ("履行", "承担", "行使", "享有", "具有", "有", "负责"):
        return Lead("open", unit)
    if last is not None and not _may_list(last.modality, verb, kind):
        return Lead("cases", unit)
    modality = last.modality if last else "must"
    if _POWERS.search(kind) and modality == "must":
        modality = "may"
    modal = (last.start, last.end) if last else announced.span("verb")
    within = (last.end, announced.start()) if last else (0, 0)
    return Lead("deeds", unit, actor, modality, modal, within)


def _may_list(modality: str, verb: str, kind: str) -> bool:
    """Whether what the items say can follow the modal as its verb."""
    if re.search("行为|活动", kind):
        return modality == "must_not"
    if modality == "must_not":
        return False
    if re.search("规定|要求|纪律|原则", kind):
        return verb in ("遵守", "执行", "做到", "落实")
    return bool(verb) or "职责" in kind or "措施" in kind


def _role(unit: Unit, plain: str, clause: int) -> Lead | None:
    """「党支部书记的主要职责是：」"""
    role = _ROLE.search(plain)
    if role is None or re.search("下列|以下|如下|之一", plain):
        return None
    actor = actors.whole_actor(plain, clause, role.start())
    if actor is None:
        return None
    modality = "may" if "权" in role["kind"] else "must"
    return Lead("deeds", unit, actor, modality, role.span("kind"))
