"""Sentences of held documents altered by rule, told as a drafter tells them: what the checks miss.

Each sentence is told once as it stands and once with one thing changed, in one of several ways of
naming its source; in some ways both times in other words. Everything follows from the text alone,
so that two runs can be compared.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zlib import crc32

from corpus.model import NORMATIVE_KINDS, Span
from corpus.titles import bare
from service.checking.measure import Case, Error, score
from service.checking.paraphrases import paraphrase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from corpus.model import Document
    from service.checking.model import Report

_SENTENCE = re.compile(r"(?<=[。；\n])[^。；\n“”《》（）()：:]{18,80}(?=[。；])")
_LABEL = re.compile(
    r"\s*(?:第[一二三四五六七八九十百零]+条|[（(]?[一二三四五六七八九十]+[）)、]"
    r"|\d+(?:\.\d+)*[.、 ])?\s*"
)
#: What only makes sense where it stands.
_BOUND_TO = re.compile("前款|前条|下列|上述|本法|本条例|本办法|本规定|其他|同志们|我们|这[里次个]")
_NUMBER = re.compile(r"(?<![第\d.])\d+(?:\.\d+)?(?=[年月日天个人元%万亿小工周倍次])(?!年\d)")
_HAN_NUMBER = re.compile(
    "(?<![第一二三四五六七八九十百千万])[二三四五六七八九十](?=[年日天倍]|个月|个工作日)(?!年级)"
)
_ORGAN = re.compile("(?:(?<=国务院)|(?<=人民政府)|(?<=，由))[\u4e00-\u9fff]{2,6}?(?=部门|委员会)")
_ITEM = re.compile("(?<=[\u4e00-\u9fff]、)[\u4e00-\u9fff]{2,6}、")
_TWO_ITEMS = re.compile("(?<=、)([\u4e00-\u9fff]{2,6})、([\u4e00-\u9fff]{2,6})(?=[、和])")
_WORD = re.compile(
    "(?<=[\u4e00-\u9fff]{5})"
    "(监督|管理|保护|发展|建设|服务|保障|支持|加强|完善|证明|责任|能力|基础|动力|作风|目标|机制|使用|质量)"
    "(?=[\u4e00-\u9fff]{5}|[，。]|$)"
)
_NOUN = re.compile(
    "(?<=[\u4e00-\u9fff]{4})[\u4e00-\u9fff]{2}(?=(保险|许可证|评估|补贴|费用|资金|协议|处分))"
)
_OTHER = {
    "监督": "指导", "管理": "经营", "保护": "利用", "发展": "稳定", "建设": "改造", "服务": "宣传",
    "保障": "改善", "支持": "限制", "加强": "简化", "完善": "精简",
    "证明": "凭据", "责任": "义务", "能力": "水平", "基础": "根本", "动力": "活力", "作风": "风气",
    "目标": "方向", "机制": "平台", "使用": "支配", "质量": "数量",
}  # fmt: skip
_SWAPS = {
    "duty": (("应当", "可以"), ("可以", "应当"), ("不得", "可以"), ("必须", "可以")),
    "bound": (("以上", "以下"), ("不少于", "不超过"), ("不超过", "不少于"), ("不低于", "不高于"),
              ("以内", "以上"), ("不得超过", "不得少于"), ("并且", "或者"), ("超过", "不足")),
}  # fmt: skip
_ATTRIBUTE = {
    "保险": "工伤", "许可证": "排污", "评估": "环境", "补贴": "交通", "费用": "差旅",
    "资金": "扶贫", "协议": "保密", "处分": "党纪",
}  # fmt: skip
#: What would be part of a number.
_DIGIT = re.compile(r"[\d.一二三四五六七八九十百千万亿]")
#: The kinds of alterations; the ways of naming a source, the last of them told in other words.
KINDS = ("number", "duty", "bound", "organ", "word", "noun", "item", "order")
RETOLD = ("told", "next", "unnamed")
WAYS = (
    "cited", "ground", "bracket", "based", "before", "bare", "quoted", "unmarked", "within",
    "nobody",
    *RETOLD,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mutation:
    """One draft with its error (none: it is clean), of a kind, told in a way."""

    kind: str
    way: str
    case: Case


def mutations(
    documents: Iterable[Document], most: int, *, every: bool = False
) -> Iterator[Mutation]:
    """Up to about ``most`` altered sentences of each document, of all kinds alike; each also as
    it stands, in one way of naming its source or in ``every`` one.
    """
    for document in documents:
        seen: dict[str, int] = {}
        for sentence, place in _sentences(document):
            for kind, wrong, span, right in _altered(sentence):
                if seen.get(kind, 0) * len(KINDS) >= most:
                    continue
                seen[kind] = seen.get(kind, 0) + 1
                at = crc32(f"{document.description.id}{place}{kind}".encode()) % len(WAYS)
                for way in WAYS if every else WAYS[at : at + 1]:
                    yield from _told(document, place, way, kind, (sentence, wrong, span, right))


@dataclass(frozen=True, slots=True)
class Tally:
    """What altered sentences gave: errors and those found by (kind, way); false alarms on what
    was not altered, as (draft, message).
    """

    errors: Counter[tuple[str, str]]
    found: Counter[tuple[str, str]]
    false: list[tuple[str, str]]


def tally(check: Callable[[str], Report], told: Iterable[Mutation]) -> Tally:
    """Check every mutation and count."""
    total = Tally(Counter(), Counter(), [])
    for one in told:
        counted = score(check, [one.case])
        if one.case.errors:
            total.errors[one.kind, one.way] += 1
            total.found[one.kind, one.way] += sum(counted.found.values())
        else:
            total.false.extend((one.case.text, finding.message) for _, finding in counted.false)
    return total


def _sentences(document: Document) -> Iterator[tuple[str, int]]:
    for match in _SENTENCE.finditer(document.text):
        label = _LABEL.match(document.text, *match.span())
        start = label.end() if label else match.start()
        sentence = document.text[start : match.end()]
        if len(sentence) >= 18 and not _BOUND_TO.search(sentence):
            yield sentence, start


def _altered(sentence: str) -> Iterator[tuple[str, str, Span, str]]:
    """(kind, the sentence altered, what is wrong there, what is right)."""
    if found := _NUMBER.search(sentence):
        other = str(round(float(found[0]) * 2 + 1, 1)).removesuffix(".0")
        yield _put("number", sentence, found.span(), other)
    elif found := _HAN_NUMBER.search(sentence):
        yield _put("number", sentence, found.span(), "七" if found[0] != "七" else "九")
    for kind, swaps in _SWAPS.items():
        for old, new in swaps:
            if (at := sentence.find(old)) >= 0:
                yield _put(kind, sentence, (at, at + len(old)), new)
                break
    if (found := _ORGAN.search(sentence)) and "财政" not in found[0]:
        yield _put("organ", sentence, found.span(), "财政")
    if found := _WORD.search(sentence):
        yield _put("word", sentence, found.span(), _OTHER[found[0]])
    if (found := _NOUN.search(sentence)) and found[0] != _ATTRIBUTE[found[1]]:
        yield _put("noun", sentence, found.span(), _ATTRIBUTE[found[1]])
    if found := _ITEM.search(sentence):
        wrong = sentence[: found.start()] + sentence[found.end() :]
        yield "item", wrong, Span(max(0, found.start() - 4), found.start() + 4), found[0][:-1]
    if found := _TWO_ITEMS.search(sentence):
        swapped = f"{found[2]}、{found[1]}"
        wrong = f"{sentence[: found.start()]}{swapped}{sentence[found.end() :]}"
        yield "order", wrong, Span(*found.span()), found[0]


def _put(kind: str, sentence: str, span: tuple[int, int], new: str) -> tuple[str, str, Span, str]:
    start, end = span
    wrong = f"{sentence[:start]}{new}{sentence[end:]}"
    first = start if kind == "number" else max(0, start - 1)  # a day is told without its year
    beside = sentence[first:start], sentence[end : end + 1]
    right = sentence[start:end].join("" if _DIGIT.fullmatch(one) else one for one in beside)
    return kind, wrong, Span(start, start + len(new)), right


def _told(
    document: Document, place: int, way: str, kind: str, altered: tuple[str, str, Span, str]
) -> Iterator[Mutation]:
    sentence, wrong, span, right = altered
    about = document.description
    title, article = bare(about.title), _article(document, place)
    head, tail = _way(way, title, article, about.kind in NORMATIVE_KINDS)
    before, after = sentence[: span.start], wrong[span.end :]
    own = sentence[len(before) : len(sentence) - len(after)]
    name = f"{about.id}:{place}:{kind}"
    if way in RETOLD:
        if kind in ("item", "order"):  # whose rows are told as they are
            return
        right = own
    for words, is_wrong in ((own, False), (wrong[slice(*span)], True)):
        parts = (before, words, after)
        if way in RETOLD:
            parts = paraphrase(*parts, crc32(name.encode()))
        start = len(head) + len(parts[0])
        at = Span(start, start + len(parts[1]))
        errors = (Error(at, right, frozenset({"quote_altered", "shorthand_wrong"})),)
        text = f"{head}{''.join(parts)}{tail}"
        yield Mutation(kind, way, Case(name, text, errors if is_wrong else ()))


def _way(way: str, title: str, article: str, normative: bool) -> tuple[str, str]:
    """What a draft says before and after the words."""
    said = "规定" if normative else "指出"
    return {
        "cited": (f"《{title}》{article}{said}，", "。各单位要抓好落实。"),
        "ground": (f"根据《{title}》{article}，", "，请遵照执行。"),
        "bracket": ("要把握好这一条：", f"（《{title}》{article}）。"),
        "based": ("经办人员说明，", f"，依据是《{title}》{article}。"),
        "before": (f"《{title}》已经讲得很清楚。", "。大家要逐条对照。"),
        "bare": (f"按照{title}{article}的要求，", "。"),
        "quoted": (f"《{title}》{article}{said}：“", "。”"),
        "unmarked": ("", "。"),
        "within": ("从走访的情况看，", "，这一做法值得各单位借鉴。"),
        "nobody": ("各单位要对照“", "”的要求，把工作做细做实。"),
        "told": (
            f"会上传达了《{title}》的精神。按照《{title}》，",
            "。请各单位对照自查，限期整改。",
        ),
        "next": (f"各科室要认真学习《{title}》。", "。下一步要抓好任务分解。"),
        "unnamed": ("近期有群众来电咨询。依规定，", "。请各窗口耐心解释。"),
    }[way]


def _article(document: Document, place: int) -> str:
    within = [
        one.label
        for one in document.sections
        if one.kind == "article" and one.span.start <= place < one.span.end
    ]
    return within[-1] if within else ""
