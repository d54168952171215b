"""How long a document holds by its own words: 有效期五年, 试行期二年, 有效期至2026年12月31日.

::

    clause = subject [自 … 起] (term | until)
    term   = ("有效期" | "试行期" …) ["限"] ["为"] number ("年" | "个月") | "试行" number …
    until  = ("有效期" | "试行期" …) ["限"] ["截"] ["止"] ("至" | "到") day

A permit and a certificate have terms too. A clause speaks of the document where its subject
is 本办法, 本通知 …, or where it has none and its sentence, or the one before, says when the
document comes into force. 试行一年后正式施行 ends nothing.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from corpus.dates import DAY, parse_date
from corpus.numerals import NUMBER, to_int
from corpus.titles import head_noun

#: A longer "term" is a number misread.
_LONGEST_YEARS = 50
_TERM = re.compile(
    rf"(?:(?:有效|试行|试用|施行|执行|实施)期(?:限)?(?:暂?定)?(?:为|是)?[：:]?|(?P<verb>试行|暂行))\s?"
    rf"(?:(?P<count>{NUMBER})\s?(?P<unit>年|个月)(?!以?后|之后|度|[0-9０-９一二三四五六七八九十]+月)"
    rf"|(?:截)?(?:止)?(?:至|到)\s?(?P<day>{DAY}))"
)
_STOP = re.compile(r"[，,；;。：:\n]")
_SINCE = re.compile(r"自[^，。；]{1,24}?(?:之日)?起(?:开始)?(?:施行|实施|执行|生效)?")
_ARTICLE = re.compile(r"^\s*第[^条\s]{1,8}条\s?")
_SENTENCE = re.compile(r"[^。；;\n]+")


def read_term(text: str, begins: date | None, in_force: re.Pattern[str]) -> date | None:
    """The first day a document that begins on ``begins`` no longer holds; None if it sets none.

    ``in_force`` finds the clause that says when a document comes into force. Digits in
    ``text`` are narrow.
    """
    began = False
    for sentence in _SENTENCE.findall(text):
        here = bool(in_force.search(sentence))
        read = 0
        for match in _TERM.finditer(sentence):
            before, read = sentence[read : match.start()], match.end()
            subject = _STOP.split(before)[-1]
            subject = _SINCE.sub("", _ARTICLE.sub("", subject)).strip()
            own = subject.startswith("本") and bool(head_noun(subject))
            if (own or (not subject and (here or began))) and (end := _end(match, begins)):
                return end
        began = here
    return None


def _end(match: re.Match[str], begins: date | None) -> date | None:
    if match["day"]:
        last = parse_date(match["day"])
        return last + timedelta(days=1) if last else None
    months = to_int(match["count"]) * (12 if match["unit"] == "年" else 1)
    if begins is None or not 0 < months <= 12 * _LONGEST_YEARS:
        return None
    return months_after(begins, months)


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the month's last where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
