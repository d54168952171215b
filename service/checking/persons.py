"""Whom a clause names: by his name, with a title beside it, or by his office alone."""

from __future__ import annotations

import re
from functools import cache

from corpus.words import Segmenter

_PERSON = re.compile(
    r"(?:^|[，。；、\s]|书记|主席|总理|董事长|总经理|主任|部长|省长|市长|局长|院长|校长|组长|委员)"
    r"(?P<name>[\u4e00-\u9fff]{2,4}?)"
    r"(?P<title>同志|总书记|主席|总理|副总理|书记|董事长|总经理|主任|部长|省长|市长|局长|院长|校长)?"
    r"(?=在|于|曾|就|对|再次|多次|反复|明确|深刻|特别|着重|进一步|$)"
)
#: What names begin with.
SURNAMES = (
    "[王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁"
    "任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦傅方邹熊孟秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严武戴"
    "莫孔向汤温习栗俞回布聂乔华耿迟]"
)
#: What stands before a name or after it: by one of them somebody unknown is a person.
TITLE = (
    "(?:总书记|副?主席|副?总理|委员长|书记|主任|[部省市局院校外]长|董事长|总经理|同志|先生|女士)"
)
#: A leader by his whole name anywhere in a clause: 重温了李某某同志在…. Before him stands no
#: letter but one that a verb, a preposition or an office ends in.
_WITH_NAME = re.compile(
    r"(?:(?<![\u4e00-\u9fff])|(?<=[对和向同与在是了到过念彻持立习承护解达温怀者长席员理记任士授院部党家]))"
    rf"(?=(?P<name>{SURNAMES}[\u4e00-\u9fff]{{1,2}})"
    "(?:同志|总书记|主席|总理|委员长)(?=[在于曾就对的，：]))"
)
#: Those who are quoted by name everywhere.
LEADERS = (
    "马克思(?!主义)|恩格斯|列宁(?!主义)|毛泽东(?!思想)|周恩来|刘少奇|朱德|邓小平(?!理论)|陈云|孙中山"
    "|江泽民|胡锦涛|习近平(?!新时代|外交|法治|生态|强军|经济|文化)|温家宝|李克强|李强|栗战书|汪洋"
    "|王沪宁|赵乐际|蔡奇|丁薛祥|李希|韩正"
)
#: 当地同志, 基层同志, 国家主席 are nobody by name.
_ANYBODY = re.compile(
    "国家|中央|军委|全国|当地|基层|有[的些位]|很多|不少|许多|年轻|机关|各位|一位|这位|那位|全体|广大|几位|[老女男总]$"
)
#: How the names of persons are tagged.
_NAMES = frozenset({"nr", "nz"})
#: Who is meant by his office alone, and others who hold or held it, here and abroad.
_GENERAL_SECRETARY, _OFFICE = "习近平", "总书记"
_OTHERS = (
    "胡锦涛|江泽民|赵紫阳|胡耀邦|邓小平(?!理论)|陈独秀|苏林|阮富仲|农德孟|黎可漂|杜梅|通伦|本扬|朱马里"
    "|凯山|金正恩|金正日|金日成|戈尔巴乔夫|契尔年科|安德罗波夫|勃列日涅夫|赫鲁晓夫|斯大林"
)
_ANOTHER = re.compile(_OTHERS)
_AS_HEAD_OF_STATE = re.compile("国家主席|共和国主席|女士们|先生们|阁下")
_NAMED = re.compile(
    f"(?:{_OTHERS}|{_GENERAL_SECRETARY})(?=(?:同志)?{_OFFICE})|(?<={_OFFICE})(?:{_OTHERS})"
)
#: Whose office is not his: 时任总书记, 越共中央总书记, 劳动党总书记.
_NOT_HIS = re.compile(
    "(?:时任|(?<![太草])原任?|(?<![日此目之以当])前任?|已故)(?:党的?|中共|中央|党中央)*总书记"
    "|(?<!中)共中央(?:委员会)?总书记"
    "|(?:革命党|劳动党|人民党|(?<!中国)共产党)(?:中央(?:委员会)?)?总书记"
    "|(?:越南|老挝|朝鲜|古巴|苏联|苏共|越共|古共)(?:[^，。；、]{0,10}(?:党|中央|委员会))?总书记"
)


def person_in(clause: str, speakers: tuple[str, ...]) -> str:
    """The person a clause names: one of ``speakers``, one with a title beside his name, or the
    general secretary where nobody else is named; ``""`` for none.

    Of ``speakers``, those who speak in something held, the longest name comes first.
    """
    for name in speakers:
        if name in clause:
            return name
    if known := _NAMED.search(clause):
        return known[0]
    for found in _PERSON.finditer(clause):
        named = found["title"] and found["name"] not in found["title"]
        if not named or found["title"] == _OFFICE or _ANYBODY.search(found["name"]):
            continue
        has_surname = re.match(SURNAMES, found["name"]) and found["title"] != "同志"
        if has_surname or is_name(found["name"]):
            return found["name"]
    for found in _WITH_NAME.finditer(clause):
        if not _ANYBODY.search(found["name"]) and is_name(found["name"]):
            return found["name"]
    by_office = _OFFICE in clause and _GENERAL_SECRETARY in speakers
    if by_office and not _NOT_HIS.search(clause) and not _ANOTHER.search(clause):
        return _GENERAL_SECRETARY
    return ""


def titled(name: str, speech: str) -> str:
    """A speaker with the title of his that a speech is given under: as head of state to guests."""
    if name != _GENERAL_SECRETARY:
        return name
    return name + ("主席" if _AS_HEAD_OF_STATE.search(speech) else _OFFICE)


def is_name(letters: str) -> bool:
    """Whether letters read as somebody's name, and not as words: 石油同志, 江苏的同志, 30余名同志.

    >>> is_name("李明"), is_name("任职")
    (True, False)
    """
    (first, kind), *rest = _words().tagged(letters)
    surname = len(first) == 1 and bool(rest) and kind not in ("p", "v", "d")
    return (kind[:2] in _NAMES or surname) and all(kind[:2] in _NAMES for _, kind in rest)


@cache
def _words() -> Segmenter:
    return Segmenter()
