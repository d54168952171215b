"""What in a text can be told wrong by itself: a number with its unit, a day, a duty, an organ.

Each such slot has a kind, and only slots of one kind are held against each other: days against
days, a percentage against a percentage, what must be done against what may be.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from service.checking.roles import is_other
from service.checking.skeleton import NUMBERS, Skeleton, is_number, skeleton

#: Units by what they measure, each with how many of the smallest it is; longer ones first.
_UNITS: dict[str, dict[str, str]] = {
    "day": {"个工作日": "工作日", "工作日": "工作日", "日": "日", "天": "日"},
    "week": {"周(?![岁年])": "周", "个星期": "周"},
    "month": {"个月": "月", "个季度": "季"},
    "year": {"年(?![度级代月终末初中底内])": "年", "年内": "年", "个年度": "年"},
    "age": {"周?岁": "岁"},
    "hour": {"个?小时": "小时", "学时": "学时", "课时": "学时"},
    "minute": {"分钟": "分钟", "秒": "秒"},
    "clock": {"[点时](?![代期间候])": "点"},
    "money": {"万亿元": "万亿", "亿元": "亿", "万元": "万", "千元": "千", "元": "元"},
    "percent": {"%": "%", "个百分点": "点", "‰": "‰"},
    "times": {"倍": "倍"},
    "length": {"公里": "公里", "千米": "公里", "厘米": "厘米", "毫米": "毫米", "米": "米"},
    "area": {"平方米": "平方米", "平方公里": "平方公里", "公顷": "公顷", "[亿万]?亩": "亩"},
    "weight": {"[亿万]?吨": "吨", "[亿万]?公?斤": "斤", "克": "克"},
    "people": {"[亿万]?人(?![民大民工事生类均员])": "人", "名": "人", "位": "人"},
    "count": {
        "[亿万]?(?:[项个件家所次份篇部台辆张只户批座处种类条场届对级层步点方艘列颗支组床盏册栋幢]"
        "|分(?!之))": "",
    },
}  # fmt: skip
_UNIT = {
    kind: re.compile("|".join(f"(?P<u{at}>{one})" for at, one in enumerate(units)))
    for kind, units in _UNITS.items()
}
_WORTH = {kind: tuple(units.values()) for kind, units in _UNITS.items()}
#: A second number of a range, before the unit: 三至五日.
_RANGE = re.compile(f"[至到]{NUMBERS.pattern}")
#: The years that people name, as letters: a year is a date, and no length of time.
YEARS = frozenset(skeleton(str(year)).letters for year in range(1900, 2101))
#: What is owed, may be, or must not be; longer ones first.
_DUTIES = {
    "need_not": ("可以不", "可不再", "不需要", "无需", "不必", "不再需要", "免予"),
    "must_not": ("不得", "严禁", "禁止", "不准", "不允许", "不可以", "一律不"),
    "must": ("应当", "必须", "务必", "一律"),
    "may": ("可以", "有权", "允许"),
}
_DUTY_OF = {word: duty for duty, words in _DUTIES.items() for word in words}
_DUTY = re.compile("|".join(sorted(_DUTY_OF, key=len, reverse=True)))
#: Whose act it is: 由…审批, 报…批准, 向…备案.
_NOUN = (
    "政府|部门|机关|机构|单位|委员会|办事处|中心|法院|检察院|大会|党组|党委|支部|常委会|国务院"
    "|[局厅]"
)
_ORGAN = re.compile(
    rf"(?<=[由向报经送])请?(?P<who>[\u4e00-\u9fff]{{0,24}}?(?:{_NOUN})"
    "(?:(?<=政府)(?:(?!会同|依法|按照|根据|批准|负责|统一|组织|制定|指定|及其|[和或与])[\u4e00-\u9fff]){2,10}?"
    "(?:部门|机构|委员会|[局厅]))?)(?=[\u4e00-\u9fff]{2})"
)


class Slot(NamedTuple):
    """One thing that can be wrong: the letters ``start:end`` of a skeleton, and its value."""

    kind: str
    value: str
    start: int
    end: int

    def agrees(self, other: Slot) -> bool:
        """Whether two slots of one kind say the same: an organ in fewer words is the same one."""
        if self.kind == "organ":
            return not is_other(self.value, other.value)
        return self.value == other.value


def slots_of(bones: Skeleton) -> list[Slot]:
    """Every slot of a text, in order.

    >>> [(one.kind, one.start) for one in slots_of(skeleton("应当保存5年"))]
    [('duty', 0), ('year', 4)]
    """
    letters = bones.letters
    found: list[Slot] = []
    for match in NUMBERS.finditer(letters):
        at = match.start()
        before = letters[at - 1 : at]
        slot = _measured(letters, at) if before != "第" else None
        if slot is not None and not (slot.kind == "year" and match[0] in YEARS):
            found.append(slot)
    found += [Slot("duty", _DUTY_OF[match[0]], *match.span()) for match in _DUTY.finditer(letters)]
    for match in _ORGAN.finditer(letters):
        if bones.ends[match.end() - 1] - bones.starts[match.start()] == len(match[0]):
            found.append(Slot("organ", match["who"], *match.span("who")))
    return sorted(found, key=lambda one: (one.start, one.end))


def _measured(letters: str, at: int) -> Slot | None:
    """The slot of a number: with its unit, or a day of a month as a whole."""
    day = at + 2 < len(letters) and letters[at + 1] == "月" and is_number(letters[at + 2])
    if day and letters[at + 3 : at + 4] == "日":
        if letters[at - 1 : at] == "年" and is_number(letters[max(0, at - 2)]):  # of history
            return None
        end = at + (7 if letters.startswith("星期", at + 4) else 4)
        return Slot("date", letters[at] + letters[at + 2], at, end)
    if letters[max(0, at - 1) : at] == "月" and at > 1 and is_number(letters[at - 2]):
        return None
    second = _RANGE.match(letters, at + 1)
    unit_at = second.end() if second else at + 1
    unit_at += letters[unit_at : unit_at + 1] in ("多", "余")
    for kind, pattern in _UNIT.items():
        unit = pattern.match(letters, unit_at)
        if unit:
            worth = _WORTH[kind][int(str(unit.lastgroup)[1:])] or unit[0]
            kind = kind if kind != "count" else unit[0].lstrip("亿万")
            return Slot(kind, f"{letters[at]}{worth}", at, at + 1 if second else unit.end())
    return None
