"""Provisions by number: 第二十条第二款第（三）项 <-> ``art_20/para_2/item_3``.

::

    path      = step *("/" step)
    step      = kind "_" number ["-" number]      art_10-1 is 第十条之一
    kind      = app | part | subpart | chp | sec | art | para | item | sub | pt
    decimal   = "pt_" number "." number           pt_5.3.2, wherever it stands
"""

from __future__ import annotations

import re

from corpus.dates import narrow
from corpus.model import SECTION_KINDS, STEPS
from corpus.numerals import NUMBER, to_chinese, to_int
from corpus.titles import head_noun

#: What a text calls each step of a path.
UNITS = {SECTION_KINDS[kind]: step for kind, step in STEPS.items()}
#: The steps a citation counts, from the widest down; a path goes down.
_DEPTHS = ("part", "subpart", "chp", "sec", "art", "para", "item", "sub")
_UNIT = "分编|[编章节条款项目]"
_STEP = re.compile(
    rf"第?\s?[（(]?\s?(?P<number>{NUMBER})\s?[)）]?\s?(?P<unit>{_UNIT})(?:之(?P<sub>{NUMBER}))?"
)
_APPENDIX = re.compile(rf"附[件录]\s?(?P<number>{NUMBER}|[A-Z])?(?:$|\s?[的中]?\s?(?=第))")
_PROVISION = re.compile(
    rf"(?:附[件录]\s?(?:{NUMBER}|[A-Z])?\s?[的中]?\s?(?=第))?"
    rf"(?:第\s?{NUMBER}|(?<![0-9０-９.．零一二三四五六七八九十百年月]){NUMBER})"
    rf"\s?(?:条|章|分编|编)(?:之{NUMBER})?(?:\s?第?\s?[（(]?\s?{NUMBER}\s?[)）]?\s?[款项目节])*"
)
# 5.3.2, 第5.3条, but not 2024.3.5, 7.5%, 1.5万元.
_DECIMAL = re.compile(
    r"(?<![\d.])第?(?P<number>\d{1,2}(?:\.\d{1,2}){1,4})(?![\d.])\s?(?P<unit>[条款项节])?"
    r"(?![%％‰倍元万亿千百十个年月日时级分成折点度米吨公平立人岁多左]|以[上下])"
)
# What ends as titles do without a noun of titles: 民法典合同编, 民法典总则, 关于…取证的安排.
_TITLED = re.compile(r"(?:法典\S{0,8}(?:编|总则)|关于\S{4,}的安排)$")


def canonical(number: str, sub: str | None, unit: str) -> str:
    """One step: ``canonical("二十", "一", "条") == "art_20-1"``."""
    step = f"{UNITS[unit]}_{to_int(number)}"
    return f"{step}-{to_int(sub)}" if sub else step


def appendix_step(number: str) -> str:
    """The step of an appendix by its number: 附件2 is ``app_2``, as 附录B; 附件 ``app_1``."""
    letter = number.isascii() and number.isalpha()
    return f"app_{ord(number) - ord('A') + 1 if letter else to_int(number or '1')}"


def depth(step: str) -> int:
    """How deep a step stands; an appendix or a heading, which no citation counts, above all."""
    kind = step.rpartition("_")[0]
    return _DEPTHS.index(kind) if kind in _DEPTHS else -1


def parse_provision(text: str) -> str | None:
    """The path of a provision written as a whole: 第二十条第二款 -> ``art_20/para_2``.

    Also 20条, 第20条之一, 第十七条第（三）项, 附件1第十条. None where ``text`` is anything else.
    """
    steps, at = [], 0
    text = text.strip()
    if appendix := _APPENDIX.match(text):
        steps.append(appendix_step(appendix["number"] or ""))
        at = appendix.end()
    while at < len(text):
        match = _STEP.match(text, at)
        if match is None:
            return None
        steps.append(canonical(match["number"], match["sub"], match["unit"]))
        at = match.end()
    return "/".join(steps) or None


def find_provision(query: str) -> tuple[str, str] | None:
    """The title and the path a query asks for: 公司法 第20条 -> (公司法, ``art_20``).

    The title is what stands before the number, without 《》 and 的, or behind it where nothing
    stands before and it ends as titles do; it may be empty. None
    where the query names no article, chapter, part or decimal number. A number without 第
    counts only right after a title: 条例17条, 民法典合同编500条, but not 两条线 or 三条红线.
    """
    match = _PROVISION.search(query)
    path = parse_provision(match[0]) if match else None
    if match is None or path is None:
        return _find_decimal(narrow(query))
    title = _title_before(query, match)
    if match[0][0] not in "第附" and not (head_noun(title) or _TITLED.search(title)):
        return None
    behind = _bare(query[match.end() :]) if not title else ""
    return (behind if head_noun(behind) else title), path


def _find_decimal(query: str) -> tuple[str, str] | None:
    """The title and the path of a decimal number right after a title, or marked as a 条."""
    match = _DECIMAL.search(query)
    if match is None:
        return None
    title = _title_before(query, match)
    marked = match[0].startswith("第") and match["unit"]
    return (title, f"pt_{match['number']}") if marked or head_noun(title) else None


def _title_before(query: str, match: re.Match[str]) -> str:
    return _bare(query[: match.start()])


def _bare(title: str) -> str:
    return re.sub(r"[《》〈〉\s]|的$", "", title.strip())


def spoken(path: str) -> str:
    """A path as people say it: ``art_20-1/para_2`` -> 第二十条之一第二款, ``pt_2/pt_1`` ->
    第二部分第一点.
    """
    units = {step: unit for unit, step in UNITS.items()}
    words = []
    steps = path.split("/")
    points = [place for place, step in enumerate(steps) if step.startswith("pt_")]
    for place, step in enumerate(steps):
        kind, _, number = step.rpartition("_")
        if "." in number:
            words.append(number)
            continue
        if kind == "pt" and (point := number.partition("-")[0]).isdecimal():
            outer = len(points) > 1 and place == points[0]
            words.append(f"第{to_chinese(int(point))}{'部分' if outer else '点'}")
            continue
        if depth(step) < 0:
            words.append(f"{units[kind]}{number}")
            continue
        main, _, sub = number.partition("-")
        wrapped = f"（{to_chinese(int(main))}）" if kind == "item" else to_chinese(int(main))
        words.append(f"第{wrapped}{units[kind]}" + (f"之{to_chinese(int(sub))}" if sub else ""))
    return "".join(words)
