"""Modals: the words that bind, allow and forbid, and the words that only look like them.

::

    must_not = "不得" | "禁止" | "严禁" | "不准" | "不许" | "不应当" | "不要" … ;
    may      = "可以" | "有权" ;
    must     = "应当" | "必须" | "应该" | "务必" | "应" | "须" | "要" ;

要 and 不要 bind only in what is spoken (speeches, reports, notices); a law does not say 要.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

#: Kinds of documents that speak: there 要 is a demand, and a demand may have no subject.
SPOKEN = frozenset({"speech", "report", "notice", "minutes", "policy"})

_MUST_NOT = (
    r"不得(?!不|已|而知)|严禁|禁止(?!性|令|区|线|(?:的)?(?:行为|规定))|不准(?!备|确)|不许|不应当?(?!有的)|不可以"
    r"|绝?决?不允许|[决绝]不能"
)
_MAY = r"可以(?!说|看|看出|预见|想见|看到|理解|概括)|有权(?![利力限机益威属])"
#: 相应, 适应, 反应 … and 应用, 应急, 应对 … are words of their own.
_SHOULD = (
    r"(?<![相反适供效响对呼感回照答内因顺策即理])应"
    r"(?![当该用急对付聘邀届运征战力变收缴税纳激声允验试考景时选援有]|到会?[\d一二三四五六七八九十])"
)
_HAVE_TO = r"(?<![必无毋勿])须(?![知要弥臾眉])"
_MUST = rf"应当|应该|必须(?!品)|(?<![业任服事])务必(?!须)|务须|{_SHOULD}|{_HAVE_TO}"
_WANT = (
    r"(?<![需必重主将只想不首若概纲摘简扼索紧机险冲刚快是显纪])要"
    r"(?![求素点件闻害塞领挟么是务员目案犯略隘职旨义]|紧(?![盯扣抓跟贴密紧握绷])|不[然是得要]|[，。；、：])"
)
_DO_NOT = r"不要(?!说|求|紧|命)|切忌|切不可|不可(?![抗避逆或替分估少思缺磨能])"

_WRITTEN = re.compile(rf"(?P<must_not>{_MUST_NOT})|(?P<may>{_MAY})|(?P<must>{_MUST})")
_SAID = re.compile(
    rf"(?P<must_not>{_MUST_NOT}|{_DO_NOT})|(?P<may>{_MAY})|(?P<must>{_MUST}|一定要|{_WANT})"
)
#: What stands behind a 要 that only names an aim (要跟上时代，就不能……), and before one that tells
#: a wish (立志高远，要……).
_AIM = re.compile(r"[^，。；：\n]{2,40}，(?:就|才|则)(?:不能|不得|要|必须|得|应|需|会|能)")
_WISH = re.compile(r"(?:立志|立下|决心|发誓|宣誓|梦想)[^，。；：\n]{0,12}，$")
_HIDDEN = re.compile(r"“[^”\n]*”|‘[^’\n]*’|\"[^\"\n]*\"|《[^》\n]*》|（[^（）\n]*）|\([^()\n]*\)")
#: What stands in the place of a quotation, a title or a bracket: no rule looks inside.
MASK = "＊"


class Modal(NamedTuple):
    """One modal as written, by its place in the text searched."""

    modality: str
    start: int
    end: int


def masked(text: str) -> str:
    """``text`` with quotations, titles and brackets blanked out, character for character."""
    if not any(mark in text for mark in '“‘"《（('):
        return text
    return _HIDDEN.sub(lambda match: MASK * len(match[0]), text)


def modals(text: str, *, spoken: bool) -> Iterator[Modal]:
    """The modals of a masked text, in order."""
    for match in (_SAID if spoken else _WRITTEN).finditer(text):
        if match[0] == "要" and (
            _AIM.match(text, match.end()) or _WISH.search(text, 0, match.start())
        ):
            continue
        yield Modal(match.lastgroup or "", *match.span())
