"""Titles: what one names, what its versions share, and how two of them differ.

``work_name`` is what people see (公司法), ``work_key`` what is compared. Local works keep
their place name, numbered ones their number (解释（二）): those are different works.
"""

from __future__ import annotations

import re
from functools import lru_cache

from corpus.model import Span
from corpus.text import fold

#: What a citable work calls itself: the noun a title ends with.
_HEAD_NOUNS = (
    "修正案 组织法 议定书 条例 规定 办法 细则 规则 准则 章程 规程 制度 法典 决定"
    " 决议 解释 意见 通知 通报 通告 公告 公报 批复 方案 规划 纲要 计划 要点"
    " 报告 讲话 致辞 纪要 标准 规范 指南 指引 守则 目录 清单 预案 措施 公约"
    " 协定 条约 宣言 基本法 发言 演讲 贺信 命令 函 宪法 刑法 法 令"
).split()
_HEAD_END = re.compile(f"(?:{'|'.join(sorted(_HEAD_NOUNS, key=len, reverse=True))})$")
_YEARS = r"(?:(?:19|20)\d\d|[一二][〇零一二三四五六七八九]{3})年?"
_AMENDED = r"(?:第?[一二三四五六七八九十]+次)?(?:修订|修正|修改|公布|发布|施行)?(?:版|本|稿|文本)?"
_VERSION = re.compile(
    rf"\s*[（(\[〔](?:试行|暂行|试行稿|新?(?:修订|修正|修改)(?:版|本|稿)?|"
    rf"{_YEARS}(?:\d+月(?:\d+日)?)?{_AMENDED}|全文|现行有效|已废止|已失效)[）)\]〕]$"
)
_BARE_VERSION = re.compile(rf"(?<=[法例定则章])\s*{_YEARS}(?:修订|修正|版)$")
_TRIAL_MARK = re.compile(r"[（(](?:试行|暂行)[）)]")
_STATE = re.compile(
    r"中华人民共和国(?=[^\s，,、》〉])(?!和|与|政府(?!采购|信息)|成立|主席|国务院令|第)"
)
_CARRIED = re.compile(
    r"(?:印发|发布|公布|颁布|转发|下发|施行)(?:的)?《?([^《》]{4,}(?:《[^》]*》[^《》]*)?)》?的(?:通知|公告|令)"
)
_SQUASHED = dict.fromkeys(map(ord, " \t、，,.。《》〈〉<>\"'·:;-—!?"))
#: How much of a text may stand before and in its title, and what may part the title's words.
_TOP, _JOINT = 600, r"[\s、，,]*"
_WHOLE_STATE = f"(?:中华人民共和国{_JOINT})?"


def bare(title: str) -> str:
    """``title`` without blanks at its ends and without the 《》 that wrap it as a whole."""
    title = title.strip()
    while len(title) > 2 and title[0] in "《〈" and _closes(title) == len(title) - 1:
        title = title[1:-1].strip()
    return title


def in_marks(title: str) -> str:
    """``title`` in 《》, what it holds in 《》 itself in 〈〉, as GB/T 15834-2011 lays down.

    >>> in_marks("实施《水法》办法")
    '《实施〈水法〉办法》'
    """
    depth, said = 1, []
    for char in title:
        depth -= char in "》〉"
        said.append("《〈》〉"[2 * (char in "》〉") + depth % 2] if char in "《〈》〉" else char)
        depth += char in "《〈"
        if depth < 1:
            break
    return f"《{''.join(said) if depth else title}》"


def carried_title(title: str) -> str:
    """What a notice carries: 检修办法 of 关于印发《检修办法》的通知; or ``""``."""
    match = _CARRIED.search(title)
    return match[1] if match else ""


def headings(title: str, text: str) -> tuple[Span, ...]:
    """Where a text bears its own title at its top, in one line or in several.

    The title may be spelt there with 中华人民共和国, and with a blank for the mark between
    two makers. It is all of its lines: a sentence that begins with a title is none.
    """
    words = [re.escape(char) for char in re.sub(_JOINT, "", bare(title))]
    if not words:
        return ()
    spelt = _JOINT.join(word + _WHOLE_STATE * (word == "《") for word in words)
    pattern = rf"^[ \u3000]*({_WHOLE_STATE}{spelt})[ \u3000]*$"
    return tuple(Span(*found.span(1)) for found in re.finditer(pattern, text[:_TOP], re.M))


def _closes(title: str) -> int:
    """Where the bracket that opens ``title`` is closed."""
    depth = 0
    for at, char in enumerate(title):
        depth += (char in "《〈") - (char in "》〉")
        if depth == 0:
            return at
    return -1


@lru_cache(maxsize=65536)
def work_name(title: str) -> str:
    """What all versions of a work share, as people name it.

    >>> work_name("中华人民共和国公司法(2018修正)"), work_name("《党支部工作条例（试行）》")
    ('公司法', '党支部工作条例')
    """
    name = bare(title)
    while (shorter := _VERSION.sub("", name)) != name:
        name = shorter
    name = bare(_BARE_VERSION.sub("", name))
    return _STATE.sub("", name) or bare(title)


def title_key(title: str) -> str:
    """The form in which titles compare: folded, without brackets, blanks and commas."""
    return fold(bare(title)).translate(_SQUASHED)


@lru_cache(maxsize=65536)
def work_key(title: str) -> str:
    """The form in which works compare: :func:`title_key` of :func:`work_name`."""
    return title_key(work_name(title))


def version_mark(title: str) -> str:
    """What says which version a title is: ``（2018年修正）``, ``（试行）``; or ``""``."""
    title = bare(title)
    match = _VERSION.search(title) or _BARE_VERSION.search(title)
    return match[0].strip() if match else ""


def trial_mark(title: str) -> str:
    """``（试行）`` or ``（暂行）`` as a title carries it, or ``""``."""
    match = _TRIAL_MARK.search(title)
    return match[0].replace("(", "（").replace(")", "）") if match else ""


def is_trial(title: str) -> bool:
    """Whether the title itself says the work is on trial: 试行, 暂行."""
    return "试行" in title or "暂行" in title


@lru_cache(maxsize=65536)
def head_noun(title: str) -> str:
    """The noun a title ends with (条例, 办法, 法 …), brackets after it set aside; or ``""``."""
    match = _HEAD_END.search(re.sub(r"\s*[（(][^（()）]*[）)]$", "", work_name(title)))
    return match[0] if match else ""
