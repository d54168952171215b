"""Organs: who issues documents, as titles and histories name them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.description.document_numbers import order_of
from corpus.titles import bare

_ORGAN_END = (
    r"(?:委员会|人民政府|办公厅|办公室|政府|党委|党组|党工委|纪委|集团|公司|厂|局|厅|部|委|院|处|署|室|司(?!令)|会|总队|"
    r"法院|检察院|银行|大学|学院|学校|中心|中央|工会|支部|总支|协会|党中央|代表大会|军委|领导小组)"
)
#: A line that names an organ and nothing else: 某某集团有限公司党委办公室（盖章）.
ORGAN = re.compile(rf"[\u4e00-\u9fff（）()、 ]{{1,44}}{_ORGAN_END}(?:（盖章）)?")
_PREFIX = re.compile(
    rf"^(?P<organ>[\u4e00-\u9fff（）()、 ]{{1,44}}?{_ORGAN_END})"
    r"(?:关于|印发|转发|批转|公告|令|公报)"
)
#: What no organ's name holds, but a headline that goes on to name one: 李强签署国务院令.
_DOES = re.compile(
    "签署|审议|征求|强调|部署|召开|举行|作出|领会|贯彻|学习(?!型|强国)|会见|出席|致电|回应"
    "|(?<![应针面绝])对(?!外|口|台|俄|港|澳)"
)
#: A Party committee and the government beside it, run together.
_PARTY_AND_STATE = re.compile(
    r"^(?P<party>中共(?:中央|[\u4e00-\u9fff]{2,20}?委(?:员会)?)(?:办公厅|办公室)?)"
    r"(?=国务院|[\u4e00-\u9fff]{2,14}人民政府)"
)
#: An order beside another: 国家教育委员会令第8号、国家体育运动委员会令第11号.
_BESIDE = re.compile(r"(?:.*日)?([\u4e00-\u9fff]{2,24})令\s?第\s?\d+\s?号、$")
_CONGRESS = re.compile(
    r"日\s*([\u4e00-\u9fff]{0,9}?)(?:第[^\s，。]{1,4}|[一二三四五六七八九十]{1,3})届(?:全国)?(?:人民代表大?会|人大)(常务委员会|常委会)?"
)
#: What another congress does with what one passed.
_RATIFIES = re.compile("第[^，。]{1,6}次会议(?:关于)?批准")
#: 市十二届人民代表大会: whose, other lines say.
_RANKS = frozenset({"省", "市", "县", "区", "州", "自治区", "自治州", "自治县"})


def is_organ(line: str) -> bool:
    """Whether a line names an organ and nothing else, and is no headline that ends in one."""
    return bool(ORGAN.fullmatch(line)) and not _DOES.search(line)


def organ_of_title(title: str) -> str:
    """The organ a title begins with: 国务院办公厅 of 国务院办公厅关于…的通知; or ``""``."""
    match = _PREFIX.match(bare(title))
    return match["organ"].strip() if match and not _DOES.search(match["organ"]) else ""


def parted(organ: str) -> str:
    """Organs run together or set beside one another, as a list: 中共中央、国务院."""
    names = organ.split(" ")
    if all(map(ORGAN.fullmatch, names)):
        organ = "、".join(names)
    return _PARTY_AND_STATE.sub(r"\g<party>、", organ)


def organ_before_name(title: str) -> str:
    """The enterprise or the Party a regulation's own title begins with; or ``""``."""
    match = re.match(
        r"(?:中国共产党|中共.{2,30}?(?:委员会|党委|党组)|.{2,30}?(?:集团有限公司|有限责任公司|股份有限公司|有限公司|集团公司|集团|公司)(?:党委|党组)?)",
        title,
    )
    return match[0] if match else ""


def organ_of_history(history: str) -> str:
    """The organ that adopted or published a text, as its history names it; or ``""``."""
    history = re.sub(r"《(?:[^《》]|《[^《》]*》)*》", "", history)
    if congresses := list(_CONGRESS.finditer(history)):
        return _congress(history, congresses)
    if match := re.search(r"(最高人民(?:法院|检察院))", history):
        return match[1]
    if order := order_of(history):
        organ = re.sub(r"令.*$", "", order)
        beside = _BESIDE.search(history[: history.rfind(organ)])
        return f"{beside[1]}、{organ}" if beside else organ
    match = re.search(
        r"日\s*(国务院|[\u4e00-\u9fff]{2,20}?(?:部|委员会|总局|局|政府|银行))\s*(?:发布|公布|批准|第)",
        history,
    )
    return match[1] if match else ""


def _congress(history: str, congresses: Sequence[re.Match[str]]) -> str:
    """The first congress a history names with its place, and not one that only ratified."""
    for match in congresses:
        place = match[1] or "全国"
        if place in _RANKS:
            named = re.search(rf"([\u4e00-\u9fff]{{2,7}}{place})人民代表大会", history)
            place = named[1] if named else ""
        if place and not (match[1] and _RATIFIES.match(history, match.end())):
            return f"{place}人民代表大会{'常务委员会' * bool(match[2])}"
    return ""
