"""Declared titles of speeches that are no titles: collections often declare the first words.

::

    first words = [ wire ] title [ "（" day "）" ] speaker speech | [ wire ] [ salutation ] speech ;
    title       = … ( "讲话" | "致辞" | "贺信" … ) | … "※" ;
    wire        = "新华社" place day "电" ;

Such a title is cut where its speaker is named; where the first words hold none, the speech is
called by its speaker and day, so that nobody cites 《同志们：》.
"""

from __future__ import annotations

import re

from corpus.dates import first_date

_WIRE = re.compile(r"新华社[一-龥]{1,8}(?:[0-9]{1,2}月)?[0-9]{1,2}日电[ 　]*")
_CALL = re.compile(r"尊敬的|敬爱的|亲爱的|同志们|各位|女士们|先生们|朋友们|同胞们|同学们|主席先生")
_NAMED = re.compile(
    r"(?P<title>.{4,90}?(?:讲话|致辞|祝辞|演讲|发言|贺信|贺电|回信|指示|署名文章))(?=[（(※]|$)"
)
_BEFORE = re.compile(r"(?:主席|总书记|书记|总理|同志|中央|，|、)[ 　]*$")
_SENTENCE = re.compile(r"[。；！？]|，.*，|，$")
_LETTER = re.compile(r"贺信|回信|贺电|慰问信")
_SPOKEN = re.compile(r"我们|大家|我(?=就|代表|想|讲)")
#: As far into the first line a title may reach.
_REACH = 120


def title_declared(title: str, text: str, *, speaker: str, date: str) -> str:
    """The title in what a file declares as one; a name by speaker and day where it holds none."""
    line = text.partition("\n")[0]
    cut = len(line) > len(title) + 1 and line.startswith(title)
    if not (cut or _CALL.search(title) or _SENTENCE.search(title)):
        return title.rstrip("：: ")
    words = _WIRE.sub("", line if cut else title).strip()[:_REACH]
    found = _head(words, speaker)
    if found and (call := _CALL.search(found)):
        found = found[: call.start()]
    if found and len(found) >= 3 and not _BEFORE.search(found):
        return found.rstrip("：: ")
    if not cut and not _CALL.search(title):
        return title.rstrip("：: ")
    day = first_date(date)
    if not speaker or day is None:
        return ""
    return f"{speaker}{day.year}年{day.month}月{day.day}日的{_noun(words)}"


def _noun(words: str) -> str:
    """What its first words show a text to be: a letter says so, a speaker says 我们."""
    letter = _LETTER.match(words)
    if letter:
        return letter[0]
    return "讲话" if _CALL.search(words) or _SPOKEN.search(words) else "文稿"


def _head(words: str, speaker: str) -> str:
    """What stands before the speaker's name, or ends as a speech's title does."""
    if named := _NAMED.match(words):
        return named["title"]
    place = words.find("※")
    if place < 0 and speaker:
        place = words.find(speaker)
        if place > 0 and (_BEFORE.search(words[:place]) or _SENTENCE.search(words[:place])):
            place = -1
    return words[:place].strip() if place > 0 else ""
