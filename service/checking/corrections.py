"""Whether what an alarm says is what is right: how a set of drafts is counted.

The right words must be in the suggestion or the message, or stand in the draft once the suggestion
is put in there. They are held against each other as a reader would: marks, blanks and width count
for nothing, a number counts by its value and as a whole (三十五条 is 共35条, 3年 is not 13年), and
so little more that it is all here::

    《中华人民共和国民法典》   《民法典》           the state before a title
    某某同志, 先生, 女士, 主席  某某                 courtesy after a name
    记大过为18个月             记大过，18个月        为, 是 before a number
    该条例共五十八条           …条例》共58条         the work pointed to
    五十八条（见第三十八条）   五十八条              a note in brackets at the end

What tells the right words from the wrong ones always counts: where the two are the same but for
these, they are held against each other to the letter.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.numerals import NUMBER
from corpus.text import fold
from service.checking.persons import LEADERS, SURNAMES
from service.checking.skeleton import skeleton

if TYPE_CHECKING:
    from corpus.model import Span
    from service.checking.model import Finding

_WORK = "(?:法|法典|条例|办法|规定|决定|细则|规则|意见|通知|方案|规划|纲要)"
_STATE = re.compile(f"中华人民共和国(?=[^，。；：、《》\\s]{{1,30}}{_WORK})")
_COURTESY = re.compile(
    f"(?P<name>{LEADERS}|{SURNAMES}[\u4e00-\u9fff]{{1,2}})(?:同志|先生|女士|主席)"
)
_IS = re.compile(f"[为是](?={NUMBER})")
_POINTED = re.compile(f"^该{_WORK}")
#: What begins with a number, and is more than a single numeral.
_NUMBERED = re.compile(r"\d|[〇零一二三四五六七八九十百千万].")
_NOTE = re.compile(r"(?<=.)\([^()《》]*\)$")


def is_right(finding: Finding, text: str, wrong: Span, right: str) -> bool:
    """Whether an alarm on a draft puts the wrong words there right."""
    start, end = min(wrong.start, finding.span.start), max(wrong.end, finding.span.end)
    before = mended = text[start:end]
    if finding.suggestion is not None:
        rest = text[finding.span.end : end]
        mended = f"{text[start : finding.span.start]}{finding.suggestion}{rest}"
    said = finding.message.replace(finding.text, "")  # which repeats what is wrong
    written = text[slice(*wrong)]
    if _is_told(*map(_letters, (right, written, before, mended, said))):
        return True
    if _count(right, mended) > _count(right, before):
        return True
    least = _NOTE.sub("", _POINTED.sub("", fold(right)))
    told = [_plain(one) for one in (least, written, before, mended, said)]
    return bool(told[0]) and told[0] not in told[1] and _is_told(*told)


def _is_told(right: str, wrong: str, before: str, mended: str, said: str) -> bool:
    """Whether the right words are in what is said, or in the mended draft and not before."""
    is_put = mended.count(right) > before.count(right)
    is_cut = right in wrong and right in mended and wrong not in mended
    return right in said or is_put or is_cut


def _count(right: str, words: str) -> int:
    """How often words stand somewhere as they are written, a number of theirs not cut in two: of
    140.19 in 140.19万吨; not of 5日 in 15日.
    """
    whole = re.escape(fold(right))
    if _NUMBERED.match(right):
        whole = rf"(?<![\d.〇零一二三四五六七八九十百千万]){whole}"
    if right.replace(".", "", 1).isdecimal():
        whole += r"(?!\.?\d)"
    return len(re.findall(whole, fold(words))) if right else 0


def _letters(words: str) -> str:
    return skeleton(words).letters


def _plain(words: str) -> str:
    """The letters of words without what counts for nothing.

    >>> _plain("《中华人民共和国民法典》") == _plain("《民法典》")
    True
    """
    plain = _STATE.sub("", fold(words))
    return _letters(_IS.sub("", _COURTESY.sub(r"\g<name>", plain)))
