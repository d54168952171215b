"""What a document is: a speech, a law, a notice … from its declared kind, its title, its text."""

from __future__ import annotations

import re

from corpus.model import KINDS
from corpus.titles import bare, head_noun

#: What files and people call the kinds, besides their names in ``KINDS``.
_CALLED = {
    **dict.fromkeys(("讲话稿", "致辞", "发言", "演讲", "贺信", "领导讲话", "重要讲话"), "speech"),
    **dict.fromkeys(("报告", "政府工作报告", "总结", "述职报告"), "report"),
    **dict.fromkeys(("法", "宪法", "基本法"), "law"),
    **dict.fromkeys(("条例", "行政法规", "法规", "党内法规"), "regulation"),
    **dict.fromkeys(("地方法规", "省级地方性法规"), "local_regulation"),
    **dict.fromkeys(
        ("规章", "制度", "办法", "规定", "细则", "规则", "准则", "部门规章", "管理制度", "章程"),
        "rule",
    ),
    **dict.fromkeys(("解释",), "judicial_interpretation"),
    **dict.fromkeys(
        ("政策", "意见", "方案", "规划", "纲要", "计划", "决定", "规范性文件", "要点"), "policy"
    ),
    **dict.fromkeys(("通报", "函", "批复", "公告", "通告", "请示"), "notice"),
    **dict.fromkeys(("纪要", "会议记录"), "minutes"),
    **dict.fromkeys(("案件", "判决", "典型案例"), "case"),
    **dict.fromkeys(("消息", "报道"), "news"),
    **dict.fromkeys(("评论", "范文", "论文"), "essay"),
}
_BY_NOUN = {
    **dict.fromkeys(("讲话", "致辞", "发言", "演讲", "贺信", "宣言"), "speech"),
    **dict.fromkeys(("宪法", "刑法", "法", "法典", "组织法", "基本法", "修正案"), "law"),
    **dict.fromkeys(
        ("办法", "规定", "细则", "规则", "准则", "制度", "规程", "守则", "章程"), "rule"
    ),
    **dict.fromkeys(("通知", "通报", "函", "批复", "通告", "公告", "公报", "令", "命令"), "notice"),
    **dict.fromkeys(("意见", "方案", "规划", "纲要", "计划", "要点", "决定", "决议"), "policy"),
    **dict.fromkeys(("措施", "预案", "指南", "指引", "标准", "规范", "目录", "清单"), "policy"),
    "条例": "regulation",
    "纪要": "minutes",
    "报告": "report",
}
#: 讲话稿 is a 讲话, and a standard's code is no part of what it calls itself.
_TITLE_TAIL = re.compile(r"(?<=讲话|发言|演讲|致辞)稿$|\s+[A-Z]{2,4}(?:/[TZ])? ?[\d.—-]+$")
_ARTICLE = re.compile(r"(?m)^\s*第[零〇一二三四五六七八九十百\d]+条(?=[\s\u3000]|[^，,、和及第])")
_SPOKEN = re.compile(r"同志们|各位代表|女士们|先生们|各位来宾|朋友们|各位领导|各位同事|各位委员")
_LOCAL = re.compile(r"[\u4e00-\u9fff]{1,8}?(?:省|市|自治区|自治州|自治县|特区|县)")
_COURT = re.compile("最高人民法院|最高人民检察院|最高法|最高检")


def kind_named(word: str) -> str | None:
    """The kind a declared word means: ``notice``, ``通知``, ``部门规章``; None if none."""
    word = word.strip().strip("《》")
    if word.lower() in KINDS:
        return word.lower()
    by_label = {label: kind for kind, label in KINDS.items()}
    return by_label.get(word) or _CALLED.get(word)


def kind_of(title: str, text: str, *, issuer: str | None = None) -> str:
    """The kind a document is, by its title and, where that does not tell, its text.

    A notice that only carries a regulation (关于印发《…办法》的通知) is of the kind of what
    it carries once that is most of it, counted in articles. Refused: guessing ``case``,
    ``news`` or ``essay``; only a file can declare those.
    """
    title = _TITLE_TAIL.sub("", bare(title))
    noun = head_noun(title)
    if _COURT.search(title) and noun in {"解释", "规定", "批复", "规则"}:
        return "judicial_interpretation"
    kind = _BY_NOUN.get(noun)
    if kind == "notice" and _carries(title) and _is_mostly_articles(text):
        carried = re.search(r"《(.+)》", title)
        kind = _BY_NOUN.get(head_noun(carried[1]) if carried else "", "rule")
        kind = kind if kind in {"rule", "regulation"} else "rule"
    if (
        kind in {"regulation", "rule"}
        and issuer
        and "人民代表大会" in issuer
        and _LOCAL.match(title)
    ):
        return "local_regulation"
    if kind in {"law", "rule", "regulation", "notice"} or (kind and not _SPOKEN.search(text[:600])):
        return kind
    return _kind_by_text(title, text, kind)


def _carries(title: str) -> bool:
    return bool(re.search(r"印发|发布|公布|颁布|转发|下发", title))


def _is_mostly_articles(text: str) -> bool:
    starts = [match.start() for match in _ARTICLE.finditer(text)]
    return len(starts) >= 5 and starts[0] < len(text) * 0.5


def _kind_by_text(title: str, text: str, kind: str | None) -> str:
    if re.search(r"工作报告|代表.{0,20}(?:作|做)(?:工作)?报告", title + text[:800]):
        return "report"
    if re.search(r"在.+上的?(?:讲话|发言|致辞|演讲|讲稿)", title) or _SPOKEN.search(text[:400]):
        return "speech"
    if kind:
        return kind
    if re.search(r"会议纪要|会议议定", title + text[:300]):
        return "minutes"
    if len(_ARTICLE.findall(text)) >= 5:
        return "rule"
    return "notice" if re.search(r"特此(?:通知|通报|函)", text[-600:]) else "other"
