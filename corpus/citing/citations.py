"""The grammar of citing: what in a text may name a work or a provision, before any look-up.

::

    citation  = work [ provisions ] | provisions | relative [ provisions ]
    work      = "《" title "》" | 本条例 | 该条例 | 同条例 | bare name of a held work | 发文字号
    provisions= group { separator group }
    group     = step { step }                          第十条第二款第（三）项
    step      = "第" number { listing [ "第" ] number } unit   第（一）至（七）项, 第三、四条
              | "（" number "）" { listing … } [ "项" ]     第三条（一）、（二）项, 第三条（一）规定
              | "第" number { "." number } unit        第8.1.4条
    listing   = "、" | "和" | "或" | "至" …            each stated number is one citation
    separator = [ "的规定" ] ( "、" | "和" | "以及" | "或者" | "至" … )
    carrying  = [ 其 ] ( 实施条例 | 实施细则 … )         of the law named before
    appendix  = 附件 [ number ]
    relative  = 前款 | 前两款 | 前条 | 本条 | 本款 | 前项 | 本章 …
    above     = 该条款 | 上述条款 | 上述规定 | 上述两款   what the line cited, or the 款 above it

A range (第三条至第五条) gives its two stated ends. A group that begins below 条 continues the
one before it: 第十条第一款、第三款 are both of 第十条.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.model import Span
from corpus.numerals import NUMBER
from corpus.structure.provisions import appendix_step, canonical, depth

#: Nouns by which a text may call itself, 本办法, or one named before, 该办法.
_NOUN = (
    r"(?:(?:实施|暂行|管理|补充|试行|若干|工作)?(?:条例|办法|规定(?!的?(?:时间|期限|程序))|细则|规则|解释|决定|规程|准则|"
    r"章程(?!序)|通知(?!书)|意见(?!书)|方案|制度|标准|规范(?!性)|纲要|规划(?!区)|守则|指南|批复|公告|通告|"
    r"修正案)|法典|法(?!律|院|官|人|庭|医|规(?!定)|定(?!程序)|制))"
)
_WRAPPED = rf"[（(]\s?{NUMBER}\s?[）)]|{NUMBER}"
_UNIT = (
    r"分编|条(?![件约例])|款(?!项)|事?项(?!目)|目(?![标的录前])|章(?!程)|编(?!制)|节(?![课目能])"
)
#: 附件2, 附录A; 附件 alone where it is referred to.
_APPENDIX = rf"附[件录]\s?(?:{NUMBER}|[A-Z](?![A-Za-z])|(?<=见附[件录]))"
#: Other texts that have provisions and speak of themselves.
_OWN_NOUN = rf"(?:{_NOUN}|合同|协议书?|预案|公约|条约|指引|手册|须知|计划|安排)"
#: What may stand between a work and a number: 民法典合同编第五百条, 本办法附件2的第三条.
_GAP = re.compile(
    rf"\s?(?:中的|中|的|之)?(?P<part>总则|分则|{_APPENDIX}|(?!第)[\u4e00-\u9fff]{{1,6}}编)?"
    r"(?:中的|中|的)?\s?(?=第|[0-9]{1,3}条)"
)
_LISTING = r"[、和及或至到—～~－-]|以及|或者"
_STEP = re.compile(
    rf"第?\s?(?P<numbers>(?:{_WRAPPED})(?:\s?(?:{_LISTING})\s?第?(?:{_WRAPPED}))*)\s?(?P<unit>{_UNIT})"
    rf"(?:之(?P<sub>[一二三四五六七八九十]+)(?![一-龥]{{0,1}}规定的?外))?"
)
#: 安全生产法20条, right behind a work.
_BARE_ARTICLE = re.compile(r"[0-9]{1,3}条(?![件约例])")
#: 第8.1.4条: the rules of exchanges and standards count so.
_DECIMAL = re.compile(r"第\s?(?P<number>[0-9]{1,2}(?:\.[0-9]{1,2}){1,4})\s?[条款项]")
_ITEM = r"[（(]\s?(?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})\s?[）)]"
#: Items behind 条 or 款 without 第, and before 规定 or the like without 项 too.
_ITEMS = re.compile(
    rf"(?P<numbers>{_ITEM}(?:(?:{_LISTING}){_ITEM})*)"
    r"(?:(?P<unit>项)(?!目)|(?=之?规定|所[列述称]|[的之](?![一-龥]{0,3}[：:])|情形|[、和及或至]第|，?(?:应当|不得|可以)))"
)
_EACH = re.compile(NUMBER)
_ARTICLE = depth("art_1")
_SEPARATOR = re.compile(
    r"\s?(?:[（(][^（）()\n]{1,20}[）)])?(?:的|之)?(?:规定)?\s?"
    rf"(?:、|以及|及其|及|和|与|或者|或|至|到|[—～~－-]){{1,2}}\s?(?=第\s?(?:{_WRAPPED})|{NUMBER}条)"
)
_TOKEN = re.compile(
    r"(?P<book>《[^《》\n]*(?:《[^《》\n]*》[^《》\n]*)*(?:\n[^《》\n]{1,40})?》|《[^《》<>＜＞\n]{4,40}[>＞〉](?=第|的?规定))"
    rf"|(?P<provision>第\s?(?:{_WRAPPED}))"
    rf"|(?P<appendix>{_APPENDIX}(?![\d.]|\s?[：:]))"
    rf"|(?P<own>本(?:{_OWN_NOUN}|《{_NOUN}》))"
    r"|(?P<relative>(?:本条)?[前上](?:[一二两三四五六七八九十数])?(?:条(?![件约例])|款(?!项)|项(?!目))"
    r"|本(?:条(?![件约例理])|款(?!项)|项(?!目)|章(?!程[^序])|节(?![课目能余水日])|编(?![制码]))"
    r"|该[条款项](?=规定|所列|第|中的规定)|同[条款](?=第))"
    r"|(?P<above>[上前]述(?:条款|(?:[两三四五]|各)?[条款](?![件约例项])|(?:法律)?规定(?!的?(?:时间|期限|程序))|法律条[文款])|该条款)"
    rf"|(?P<that>(?:该|此|上述|前述){_NOUN}|同{_NOUN}(?=第))"
    r"|(?P<carrying>实施(?:条例|细则|办法|规定))"
    r"|(?P<number>[〔﹝［\[【（(]\s?(?:19|20)\d\d\s?[〕﹞］\]】）)]\s?(?:第\s?)?\d{1,5}\s?号)"
)
#: What stands before 本, 前, 上 where they are only the second half of a word: 基本法, 以前款.
_HALF_BEFORE = {
    "本": frozenset("基资根成文版样课日剧脚读书抄副标刻原范"),
    "前": frozenset("以之从此日月年目提先当"),
    "上": frozenset("以之如加地网线年月周马早晚身"),
    "该": frozenset("应"),
    "此": frozenset("因由据对为在"),
    "同": frozenset("合共会协"),
}


@dataclass(frozen=True, slots=True)
class Token:
    """One place in a text that may begin a citation; ``kind`` is the grammar's name for it."""

    kind: str
    span: Span
    text: str


def tokens(text: str) -> Iterator[Token]:
    """Every place that may begin a citation, in order."""
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        kind = match.lastgroup or ""
        if kind == "number":
            start = _organ_start(text, start)
            if start == match.start():
                continue
        elif start and text[start - 1] in _HALF_BEFORE.get(text[start], ""):
            continue
        yield Token(kind, Span(start, end), text[start:end])


_STOP_WORDS = re.compile(
    r"^.*(?:按照|依照|根据|依据|参照|以及|文件|印发|通知|关于|适用|符合|享受|属于|违反|废止|修订|施行|或者|依|原|或|的|经|由|见|即|为|据|日|年|月|以|和|及|与|按|在|执行|落实|贯彻|《|》)"
)


def _organ_start(text: str, at: int) -> int:
    """Where the organ's code before 〔2019〕 begins: 国发 in 按照国发〔2019〕5号."""
    organ = re.search(r"[\u4e00-\u9fffA-Z]{1,12}\Z", text[max(0, at - 12) : at])
    if organ is None:
        return at
    return at - len(_STOP_WORDS.sub("", organ[0]))


@dataclass(frozen=True, slots=True)
class Cited:
    """One provision as cited: where, and its steps from the highest named down."""

    span: Span
    path: tuple[str, ...]


def behind_work(text: str, at: int) -> tuple[int, tuple[str, ...]]:
    """Where the number behind a work begins, and what it stands under: 总则, 附件2."""
    gap = _GAP.match(text, at)
    if gap is None:
        return at, ()
    part = gap["part"] or ""
    if part.startswith("附"):
        return gap.end(), (appendix_step(part[2:].strip()),)
    return gap.end(), {"总则": ("part_1",), "分则": ("part_2",)}.get(part, ())


def read_provisions(text: str, at: int, base: tuple[str, ...] = ()) -> list[Cited]:
    """The provisions listed from ``at``; empty where none begins there.

    ``base`` is the path the first group continues (``("art_5", "para_1")`` after 前款).
    """
    found: list[Cited] = []
    if text[at : at + 1] != "第" and not _BARE_ARTICLE.match(text, at):
        return found
    while True:
        group = _read_group(text, at, base)
        if not group:
            return found
        found.extend(group)
        base, at = group[-1].path, group[-1].span.end
        separator = _SEPARATOR.match(text, at)
        if separator is None:
            return found
        at = separator.end()


def _read_group(text: str, at: int, base: tuple[str, ...]) -> list[Cited]:
    """One group; several where its last step lists several numbers."""
    start, path, level = at, base, -1
    if decimal := _DECIMAL.match(text, at):
        at, path = decimal.end(), (f"pt_{decimal['number']}",)
    while match := _step(text, at, first=at == start):
        unit = (match["unit"] or "项").removeprefix("事")
        numbers = list(_EACH.finditer(text, *match.span("numbers")))
        steps = [canonical(each[0], match.groupdict().get("sub"), unit) for each in numbers]
        if depth(steps[0]) <= level:
            break
        level = depth(steps[0])
        above = tuple(step for step in path if _continues(step, level))
        at, path = match.end(), (*above, steps[-1])
        if len(steps) > 1:
            ends = [*(_closed(text, each.end()) for each in numbers[:-1]), at]
            starts = [start, *(_opened(text, each.start()) for each in numbers[1:])]
            spans = map(Span, starts, ends)
            return [Cited(span, (*above, step)) for span, step in zip(spans, steps, strict=True)]
    return [Cited(Span(start, at), path)] if at > start else []


def _step(text: str, at: int, *, first: bool) -> re.Match[str] | None:
    """The step that begins ``at``; only the first after a separator may do without 第."""
    match = _STEP.match(text, at)
    if first or (match is not None and match[0].lstrip().startswith("第")):
        return match
    return _ITEMS.match(text, at)


def _continues(step: str, level: int) -> bool:
    """Whether a step of the citation before still holds above a step this deep.

    Articles are numbered through, so 章 and 编 drop out before one; an appendix has its own.
    """
    return depth(step) < level and (level != _ARTICLE or step.startswith("app_"))


def _closed(text: str, at: int) -> int:
    return at + 1 if text[at : at + 1] in ("）", ")") else at


def _opened(text: str, at: int) -> int:
    at -= text[at - 1] in "（("
    return at - (text[at - 1] == "第")
