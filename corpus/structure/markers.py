"""Markers: what a numbered line or a numbered clause begins with.

A marker is only a *candidate*: whether 「一是」 is a point or a turn of phrase is decided
by the company it keeps (:mod:`corpus.structure.series`). Grammar, EBNF-inspired::

    marker     = [ BULLET ] ( division | article | dotted | point | named | spoken ) ;
    division   = "第" NUM ( "编" | "分编" | "章" | "节" | "部分" )
               | "第" NUM ( "篇" | "卷" | "讲" | "课" | "单元" | "专题" ) BLANK ;
    article    = "第" NUM "条" [ "之" CN ] ;
    dotted     = ( INT | LETTER ) "." INT { "." INT } | INT "-" INT { "-" INT } BLANK ;
    point      = CN ( "、" | "." | "·" | "：" | "，" )                (* 一、 *)
               | ( "甲" | "乙" … | "壹" | "贰" … | ROMAN ) ( "、" | "." )
               | "（" CN "）" | "㈠" | CN "）" | "【" NUM "】" | "〔" CN "〕"
               | INT ( "." | "、" | "·" | "：" | "，" ) | "⒈" | INT [ BLANK ]  (* 1. *)
               | "（" INT "）" | "⑴" | INT "）" | "①"
               | LETTER ( "）" | "." | "、" ) | "（" LETTER "）"
               | "（" SMALL "）" | SMALL ( "）" | "." | "、" ) ;       (* （ii） *)
    named      = ( "议题" | "任务" | "步骤" | … ) NUM ( "：" | BLANK ) ;  (* 议题一： *)
    spoken     = "第" NUM [ "点" | "方面" | "个问题" … ] ( "，" | "、" | "：" | "是" | "要" )
               | "第" NUM ( "件事" | "句话" | "个关键词" … ) ( "，" | "：" | "是" )
               | "第" NUM ( "步" | "阶段" | "环节" | "层次" | "类" ) ( "，" | "：" | "（" )
               | CN ( "是" | "要" | "查" | … )                       (* 一是 二要 三查 *)
               | "其" CN | "首先" | "其次" | "再次" | "最后"
               | CN "，" ;                                          (* …：一，甲；二，乙；三，丙 *)
    NUM        = CN | INT ;
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from corpus.numerals import to_int

_CN = "[一二三四五六七八九十百千零〇]"
_FEW = "[一二三四五六七八九十]"

#: Family → rank: how high it stands where nothing in the document says otherwise.
RANKS = {
    "appendix": 0,
    "part": 1,
    "subpart": 2,
    "chapter": 3,
    "section": 4,
    "article": 5,
    "stem": 8,
    "formal": 8,
    "roman": 9,
    "comma": 10,
    "bracket": 10,
    "paren": 11,
    "capital": 11,
    "dotted": 12,
    "arabic": 12,
    "named": 12,
    "paren_arabic": 13,
    "half_arabic": 14,
    "circled": 15,
    "listed": 15,
    "tight": 12,
    "run": 12,
    "letter": 16,
    "small_roman": 17,
    "topic": 16,
    "ordinal": 17,
    "stage": 18,
    "its": 18,
    "firstly": 18,
    "counted": 18,
    "is": 19,
    "must": 19,
    "verb": 19,
}
#: Families that stand by themselves; all others need a second member.
HARD = frozenset({"appendix", "part", "subpart", "chapter", "section", "article"})
#: 一是 … 二要 … is one series, whatever the verb.
VERBAL = frozenset({"is", "must", "verb"})
#: Families of speech, whose marker is followed by its sentence, not by a heading line.
SPOKEN = frozenset({"topic", "ordinal", "stage", "its", "firstly", "counted"}) | VERBAL

DIVISIONS = {
    "编": "part",
    "篇": "part",
    "卷": "part",
    "讲": "part",
    "课": "part",
    "单元": "part",
    "专题": "part",
    "部分": "part",
    "分编": "subpart",
    "章": "chapter",
    "节": "section",
    "条": "article",
}
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
#: i, ii … viii, ix, x; a single i, v or x may also be a letter: the series decides.
_SMALL = "(?:i{1,3}|i?v|vi{1,3}|i?x)"
#: Groups of the patterns below that only close the one named here.
_GROUPS = {"osep": "ordinal", "fsep": "firstly"}
_SEQUENCE = {"首先": 1, "其次": 2, "再次": 3, "再者": 3, "最后": 0}

_NTH = rf"第(?:{_FEW}{{1,3}}|[1-9][0-9]?)"
_ORDINAL = (
    rf"(?P<topic>{_NTH}(?:个?(?:问题|部分|方面的问题)(?=[，、：:,: ](?! ))"
    # 第一件事： 第二句话， 第三个关键词是: whatever is counted, the verdict is the series'.
    r"|(?!个?(?:步|阶段|环节|层次|类|方面[，、：:,]))(?:个(?![就是])[一-龥]{1,5}?|[件项句种层组道关招块问][一-龥]{0,4}?|大[一-龥]{1,16}?(?=[：:]))"
    r"(?=[，：:,](?!第)|就?是(?!否)|由)))|"
    rf"(?P<stage>{_NTH}个?(?:步|阶段|环节|层次|类))"
    r"(?:[，：:,](?!第)|(?= ?[（(][^（()）]{1,30}[）)]))|"
    rf"(?P<ordinal>{_NTH}(?:个?方面|点|条|个)?)"
    rf"(?P<osep>[，、：:,；;](?!第(?:{_FEW}|[0-9])|[0-9]|[一二三四五六七八九十]产业)"
    rf"| ?(?=(?:就?是|要)(?!求|素|务))|(?<![0-9])[ ](?=[一-龥]))"
)
_VERBAL = (
    rf"(?P<is>{_FEW}{{1,2}}是(?!{_FEW}[、，,。；是]))"
    rf"|(?P<must>{_FEW}{{1,2}}要(?![素点件闻害塞领挟]|求(?![真实新变精稳严高])))"
    rf"|(?P<verb>{_FEW}{{1,2}}(?:必须|需要|应当|应该"
    rf"|[靠抓看应须需则曰查防治在来](?!到底|{_FEW})|为(?![了何什])))"
)
_ITS = rf"(?P<its>其{_FEW}{{1,2}})(?![生人])[，、：,:]? ?(?=\S)"
_FIRSTLY = r"(?P<firstly>首先|其次|(?:再次|再者|最后)(?=[，,是要应]))(?P<fsep>[，,、：:]?)"
# 「（一）、（二）项」, 「（一）项规定」: references. 「（二）项目」, 「（三）和谐」: wording.
NO_LIST = rf"(?!、|[和至到及与或] ?第?[（(]| ?第?[（(]{_CN}{{1,3}}[)）]|项(?!目)|款(?!项))"
_PAREN = rf"(?P<paren>[（(] ?{_CN}{{1,4}} ?[)）]|[㈠-㈩])[、.．]?{NO_LIST}"
#: At the beginning of a line the opening bracket may be lost, or never written.
_LINE_PAREN = _PAREN.replace("[（(] ?", "[（(]? ?", 1)
_PAREN_ARABIC = rf"(?P<paren_arabic>[（(] ?[0-9０-９]{{1,3}} ?[)）]|[⑴-⒇])[、.．]?{NO_LIST}"
_CIRCLED = r"(?P<circled>[①-⑳❶-❿])[、.．]?(?=[^\s，。；、：）)])"
#: What minutes, plans and lessons number by name: 议题一：… 任务2 ….
_NAMES = (
    "议题|问题|任务|步骤|专题|措施|举措|案例|目标|方案|环节|阶段|模块|项目|单元|主题|情形|示例|例"
    "|建议|对策|经验|板块|行动|要求|要点|做法|活动|条件|指标|实验|原则|问|Q"
)
_NAMED = (
    rf"(?P<named>(?:重点|主要|专项)?(?:{_NAMES}) ?(?:{_FEW}{{1,2}}|[0-9]{{1,2}}))"
    r"(?:[：:.．](?![0-9])| (?=[一-龥“《])|$)"
)
# 3.5亿元 is an amount; 4.1分级 and 4.1人员 are headings, so a unit alone proves little.
_UNIT = (
    r"(?: ?(?:[%％‰°℃万亿倍吨]|元(?!素)|公里|平方|千[瓦克米]|个(?!人)|米)"
    r"|年(?!度)|月(?![度报])|日(?![常程志])|[分人次岁名](?=[，。、；）)]|钟|$))"
)

_LINE = re.compile(
    rf"【?第 ?(?P<num>{_CN}{{1,9}}|[0-9０-９]{{1,4}}) ?"
    r"(?P<div>分编|编|章|节|部分|条|(?:[篇卷讲课]|单元|专题)(?=[ ：:]|$))"
    rf"(?P<sub>之{_FEW}{{1,3}}(?![一-龥]{{0,2}}[规的]))?(?:(?<=条)】)?"
    r"|[（(]?(?P<dotted>(?:[0-9０-９]{1,2}|[A-Z])(?:[.．][0-9０-９]{1,3}){1,5}"
    r"|[0-9]{1,2}(?:[-－–][0-9]{1,2}){1,3}(?=[ 、.．]))"
    rf"(?![0-9０-９]|[.．][0-9]|{_UNIT})[.．、)）]? ?(?=\S)"
    rf"|(?P<comma>{_CN}{{1,3}}(?: ?[、.．：:，﹑﹒](?! ?[，。])"
    rf"| ?·(?! ?(?:{_CN}|[0-9]))|(?= [一-龥])))"
    rf"(?!{_FEW}{{1,2}}(?:、|是))"
    rf"|(?P<stem>[{_STEMS}][、.．])(?![{_STEMS}][、双方])"
    r"|(?P<formal>[壹贰叁肆伍陆柒捌玖拾][、.．：:])"
    r"|(?P<roman>(?:[Ⅰ-Ⅻ]|[IVX]{1,4}(?=[、.．])) ?(?:[、.．]|(?<= )(?=[一-龥])))(?![A-Za-z0-9])"
    rf"|(?P<bracket>【 ?(?:{_CN}{{1,3}}|[0-9]{{1,2}}) ?】|[〔[［]{_CN}{{1,3}}[〕\]］])(?! *$)"
    rf"|{_LINE_PAREN}"
    r"|(?P<arabic>[⒈-⒛]|[0-9０-９]{1,3} ?"
    r"(?:[、.．﹑﹒·](?![0-9])|[：:，,](?![0-9０-９ ])|\.(?=(?:19|20)[0-9]{2}年)|(?= [一-龥])))"
    rf"|{_PAREN_ARABIC}"
    r"|(?P<half_arabic>[0-9]{1,2}[)）])"
    rf"|{_CIRCLED}"
    rf"|(?P<small_roman>[（(]{_SMALL}[)）]|{_SMALL} ?[)）、.．](?![A-Za-z0-9]))"
    r"|(?P<letter>[a-zA-Z] ?[)）]|[（(][a-z][)）]|[a-z] ?[、.．](?![A-Za-z0-9])"
    r"|[a-h](?= ?[一-龥《]))"
    r"|(?P<capital>[A-Z] ?[、.．](?![A-Za-z0-9])|[（(][A-Z][)）])"
    r"|(?P<tight>[0-9]{1,2})(?=[一-龥][^。；;：:，,]{0,24}$)"
    r"|(?P<run>[0-9]{1,2})(?=[一-龥])(?![年月日号时点分秒人个台次岁名度期项条款元米吨克届层楼栋组班天周万千亿余多])"
    rf"|{_NAMED}|{_ORDINAL}|{_VERBAL}|{_ITS}|{_FIRSTLY}"
)
# The boundary is consumed, not looked behind at: a character set at the front of a
# pattern is what lets the engine skip text quickly.
_INLINE = re.compile(
    r"[。；;：:，,！!？?”\"）)》】〕…—摄 ](?P<quote>[”’\"]?) ?"
    r"(?:"
    rf"{_PAREN}|{_PAREN_ARABIC}|{_CIRCLED}|{_ORDINAL}|{_VERBAL}|{_ITS}|{_FIRSTLY}"
    rf"|(?<=[。！？”：；;: 摄])(?P<comma>{_FEW}{{1,2}}[、.．])(?!{_FEW}{{1,2}}(?:、|是))"
    r"|(?<=[。！？”：；;: ）)》，,])(?P<arabic>[⒈-⒛]|[0-9０-９]{1,2}(?:[.．](?![0-9０-９])|、))"
    r"(?= ?[^0-9０-９\s])"
    r"|(?<=[。：；;: ，])(?:(?P<half_arabic>[0-9]{1,2}[)）])"
    rf"|(?P<small_roman>[（(]{_SMALL}[)）]|{_SMALL}[)）])"
    r"|(?P<letter>[a-z][)）]|[（(][a-z][)）]))(?=[^\s，。；、）)])"
    r"|(?<=[。：；;:])(?:(?P<plain>[a-h][.．、])|(?P<capital>[A-H][.．、]))(?=[一-龥])"
    r")"
)
# 应①断电②验电, 包括1.甲、2.乙, 制作内容1、按图(1)主钢构: these need no stronger mark before
# them, nor any. Patterns with a fixed beginning are looked for much faster than one of all.
_UNMARKED = (
    re.compile(_CIRCLED),
    re.compile(r"、(?P<arabic>[0-9]{1,2}[.．])(?=[^0-9\s])"),
    re.compile(r"(?P<arabic>1[、.．])(?=[^0-9\s]| [一-龥])"),
    re.compile(r"(?P<comma>一、)(?![一二三])"),
    re.compile(r"(?P<comma>[二三四五六七八九十]、)(?![一二三四五六七八九十])(?=[一-龥]{2})"),
    re.compile(rf"(?P<paren_arabic>[（(]1[)）]){NO_LIST}(?=[^\s，。；、])"),
)
#: （一）申请书（二）照片: where one is known, the next need no mark between.
_UNMARKED_PAREN = re.compile(rf"{_PAREN} ?(?=[^\s，。；、])")
#: … but 图①, 注② refer to something, so does 第①栏, and 统一、唯一、 are words.
POINTS_AT = "第图表注见件款项条统之唯专万划单同十不"
#: A title that its first heading runs on from: …管理制度一、组织结构.
_TITLE = re.compile(
    r"[一-龥（）()《》〈〉0-9A-Za-z]{2,60}(?:制度|办法|规定|细则|方案|意见|要点|规程|章程|计划|规则|守则|职责|预案|协议)$"
)
_BULLET = re.compile(r"[●■◆▲★☆※▶►◇▪] ?")
# Not 「一、一是」: that is 一、二、 gone wrong, or wording.
_STACKED = re.compile(
    rf"(?:{_PAREN}|{_PAREN_ARABIC}|{_CIRCLED}|(?P<arabic>[0-9]{{1,2}}[、.．])(?=[^0-9 ]))"
)
_STACKING = frozenset({"comma", "paren", "arabic", "bracket", "paren_arabic", "article"})
# After 第N条: what shows a reference rather than the article itself.
_ABOUT = r"的|规定|所[称列述指规]|[，,。；;]|、(?! ?[^第本前《0-9、])|[至到]|[和与及或] ?第"
REFERS = re.compile(
    rf"{_ABOUT}|第{_CN}+[款项]|中[的规所]|修改|修正|删[去除]|[前后]?增加[一第]|款|项(?!目)|之规定"
)
BLANK_REFERS = re.compile(r" (?:的|规定的|第[一二三四五六七八九十]+款)")
DIVISION_REFERS = re.compile(
    rf"{_ABOUT}|课|[是为能有以之]|(?<! )(?:[与及](?![会时格])|和(?![解谐平同睦]))"
)
_SPOKEN = re.compile(_ORDINAL)
_END = re.compile(r"[。；;：:，,]$")
#: Behind 第一章: its name, and the article that a bad copy runs on with (corpus.structure.glued).
NAME = r"[ \u3000：:]*[^。；，、：:！？“”《》（）第0-9]{0,18}?[ \u3000]*"
HEADS = re.compile(rf"{NAME}(?=第 ?(?:{_CN}{{1,5}}|[0-9]{{1,3}}) ?条)")
_APPENDIX = re.compile(
    r"附(?: ?[件表录图] ?(?P<num>[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})?"
    r"(?P<sub>[-－—–][0-9０-９]{1,2})?(?: ?[：:、.．]| |$)|[：:]$"
    r"| ?录 ?(?P<letter>[A-Z])(?:[：:、 ]|$|(?=[（(一-龥])))"
)

#: A division's heading is a line's worth; longer, and it is a sentence.
_HEADING_LIMIT = 50


class Marker(NamedTuple):
    """One candidate. ``start`` and ``end`` are offsets into its line: the label's first
    character and the first character of the wording after it. ``number`` has one part
    per level of a dotted number, two for 第十七条之一, one for the rest; ``(0,)`` is
    最后, which comes after whatever came before.
    """

    family: str
    number: tuple[int, ...]
    label: str
    start: int
    end: int


def line_marker(line: str, *, declared: bool = False) -> Marker | None:
    """The marker a line begins with, if it begins with one.

    ``declared`` says that the file itself calls the line a heading: then its length and
    its last character prove nothing against it.
    """
    appendix = _APPENDIX.match(line) if line[0] == "附" else None
    if appendix is not None:
        number = to_int(appendix["num"]) if appendix["num"] else 0
        if appendix["letter"]:
            number = ord(appendix["letter"]) - 64
        part = (to_int(appendix["sub"][1:]),) if appendix["sub"] else ()
        label = line[: appendix.end()].rstrip(" ：:、.．")
        return Marker("appendix", (number, *part), label, 0, appendix.end())
    bullet = _BULLET.match(line)
    match = _LINE.match(line, bullet.end() if bullet else 0)
    if match is None:
        return None
    if bullet:
        marker = None if match["div"] else _marker(match)
        return marker and marker._replace(
            label=line[: bullet.end()].strip() + marker.label, start=0
        )
    if match["div"]:
        spoken = _SPOKEN.match(line) if match["div"] in ("条", "部分") else None
        return _division(line, match, declared) or (_marker(spoken) if spoken else None)
    marker = _marker(match)
    if marker is None:
        return None
    bare = marker.family in ("comma", "arabic", "roman") and marker.label[-1].isalnum()
    if bare and line[marker.end - 1] == " " and (len(line) > 30 or _END.search(line)):
        # 「一 总则」, 「4 职责」: a bare number is a short heading's, or an item's under 3.1.2
        return marker._replace(family="listed") if marker.family == "arabic" else None
    return marker


def _division(line: str, match: re.Match[str], declared: bool) -> Marker | None:
    """``division | article``, unless the line goes on to speak *about* that article."""
    family = DIVISIONS[match["div"]]
    end = match.end()
    if family == "article":
        if REFERS.match(line, end) or BLANK_REFERS.match(line, end):
            return None
    elif DIVISION_REFERS.match(line, end) or (
        not declared
        and (len(line) > _HEADING_LIMIT or line[-1] in "。；;，,：:！")
        and not HEADS.match(line, end)
    ):
        return None
    number: tuple[int, ...] = (_value(match["num"]),)
    if match["sub"]:
        number += (to_int(match["sub"][1:]),)
    stop = end
    while stop < len(line) and line[stop] in " ：:、\u3000":
        stop += 1
    return Marker(family, number, line[:end].replace(" ", "").strip("【】"), 0, stop)


def inline_markers(line: str) -> list[Marker]:
    """The candidates inside a line, after a mark of punctuation; linear in its length."""
    found = []
    for match in _INLINE.finditer(line):
        marker = _marker(match)
        if marker is not None:
            found.append(marker)
    late = [match for pattern in _UNMARKED for match in pattern.finditer(line)]
    if any(marker.family == "paren" for marker in found) or "（一）" in line or "(一)" in line:
        late += _UNMARKED_PAREN.finditer(line)
    if not late:
        return found
    known = {marker.start for marker in found}
    second = max((each.start for each in found if each.number == (2,)), default=-1)
    begun = line.startswith("一、") or any(
        each.family == "comma" and each.number == (1,) for each in found
    )
    for match in late:
        family = match.lastgroup or ""
        start = match.start(family)
        before = line[start - 1] if start else ""
        if family == "paren" and before not in "第款条项":
            before = "一"  # 登记表（四）: not that table's number, with （三） before it
        if start in known or before in POINTS_AT or not (before == "、" or "一" <= before <= "龥"):
            continue
        if family == "comma" and line[start] != "一":
            if not begun or before == "、":
                continue
        elif family == "comma" and second < start and not _TITLE.match(line, 0, start):
            continue  # 知行不一、不求实效: without a 二、 behind it this is wording
        marker = _marker(match)
        found += [marker] if marker else []
    return sorted(found, key=lambda marker: marker.start)


def stacked_marker(line: str, outer: Marker) -> Marker | None:
    """The marker right behind the one a line begins with: 一、（一）…, 1.（1）…."""
    if outer.family not in _STACKING or outer.end >= len(line):
        return None
    match = _STACKED.match(line, outer.end)
    return _marker(match) if match else None


def _marker(match: re.Match[str]) -> Marker | None:
    group = _GROUPS.get(match.lastgroup or "", match.lastgroup or "")
    family = "letter" if group == "plain" else group
    label = match[group].rstrip("：: ")
    start, end = match.start(group), match.end()
    text = match.string
    while end < len(text) and text[end] in " ，,：:":
        end += 1
    if family == "firstly":
        return Marker(family, (_SEQUENCE[label],), label, start, end)
    if family == "dotted":
        start -= match.start() < start and text[start - 1] in "（("
        label = unicodedata.normalize("NFKC", label).replace("–", "-")
        first, *others = re.split("[.-]", label)
        whole = int(first) if first.isdecimal() else ord(first)
        return Marker(family, (whole, *map(int, others)), label, start, end)
    if family in ("letter", "capital"):
        letter = label[0] if label[0].isalpha() else label[1]
        return Marker(family, (ord(letter.lower()) - 96,), label, start, end)
    if family == "small_roman":
        number = _ROMAN.index(label.strip("（()） 、.．").upper()) + 1
        return Marker(family, (number,), label.replace(" ", ""), start, end)
    try:
        number = _value(label)
    except ValueError:
        return None
    return Marker(family, (number,), label.replace(" ", ""), start, end)


_NUMERAL = re.compile(rf"{_CN}+|[0-9０-９]+")


@lru_cache(maxsize=4096)
def _value(label: str) -> int:
    """The number in a label: 1 of 一要, 3 of 第三点, 2 of 乙、 and II.; ⒈ is its own number."""
    if label[0] in _STEMS:
        return _STEMS.index(label[0]) + 1
    if label[0] in "IVX":
        return _ROMAN.index(label.rstrip(" 、.．")) + 1
    if unicodedata.category(label[0]) in ("No", "Nl") and label[0] != "〇":
        return int(unicodedata.numeric(label[0]))
    found = _NUMERAL.search(label)
    return to_int(found[0] if found else label[0])
