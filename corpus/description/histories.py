"""When a document was adopted, published, came into force and ceases, read from its own words.

Two sources. The *history* under a title or in ``meta.info``: 「1993年12月29日…通过
2018年10月26日《关于修改…的决定》第四次修正 自2019年1月1日起施行」. The *closing sentence*:
「本条例自2024年1月1日起施行，有效期5年。《…》同时废止。」 All four days are the *version's*
own: a law amended in 2018 is published and in force from 2018, whatever day its first text
names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from corpus.dates import DAY, find_dates, narrow, parse_date
from corpus.description.terms import months_after, read_term
from corpus.model import Span
from corpus.numerals import NUMBER, to_int

_BOOK = re.compile(r"《(?:[^《》]|《[^《》]*》)*》|<[^<>]*>")
_PASSED = re.compile("通过|修订|修正|修改|审议")
_ISSUED = re.compile("公布|发布|颁布|印发|公告")
_AMENDED = re.compile("修订|修正|修改")
_EFFECTIVE = re.compile("施行|实施|生效|起执行")
_SELF = r"(?:本|该|此)?[^。，；\n《》]{0,24}?"
_IN_FORCE = re.compile(
    rf"自(?:(?P<day>{DAY})|(?P<word>发布|公布|印发|颁布|下发|通过|签发|发文)(?:之日|日))"
    rf"起?(?:满?(?P<later>{NUMBER})(?P<unit>日|天|个月)后)?(?:起)?(?:正式)?(?:施行|实施|执行|生效|试行)"
)
_REPEALED = re.compile(
    r"(?:同时|即行|随之|自行|一并|相应|予以)(?:废止|失效|停止执行|停止施行)|(?:停止执行|废止)(?=[。；\n]|$)"
)
_TITLE = re.compile(r"《((?:[^《》\n]|《[^《》\n]*》)+)》")
#: How far before 同时废止 the titles it repeals may begin.
_REACH = 600


@dataclass(frozen=True, slots=True)
class Life:
    """The days one version lives by; ``None`` is "not stated"."""

    passed: date | None = None
    issued: date | None = None
    effective: date | None = None
    repealed: date | None = None
    amended: bool = False


def read_history(history: str) -> Life:
    """The days a history tells, in the order it tells them; the last of each kind counts."""
    history = narrow(history)
    masked = _BOOK.sub(lambda book: "＊" * len(book[0]), history)
    found = list(find_dates(masked))
    life = Life()
    for place, (span, day) in enumerate(found):
        end = found[place + 1][0].start if place + 1 < len(found) else len(masked)
        life = _tell(life, masked[span.end : end], day)
    return life


def _tell(life: Life, words: str, day: date) -> Life:
    amended = bool(_AMENDED.search(words))
    if _EFFECTIVE.search(words) and not _PASSED.search(words) and not _ISSUED.search(words):
        return replace(life, effective=day)
    if amended or "通过" in words or "审议" in words:
        life = replace(life, passed=day)
    if _ISSUED.search(words) or (amended and life.issued) or "令第" in words:
        life = replace(life, issued=day)
    if "批准" in words and life.passed is None:
        life = replace(life, passed=day)
    return replace(life, amended=life.amended or amended)


def read_closing(text: str, life: Life) -> Life:
    """``life`` completed from the sentence that says when the document comes into force."""
    text = narrow(text)
    matches = list(_IN_FORCE.finditer(text))
    if not matches:
        begins = life.effective or life.issued or life.passed
        return replace(life, repealed=life.repealed or read_term(text, begins, _IN_FORCE))
    own = [match for match in matches if _speaks_of_itself(text, match.start())]
    match = (own or matches)[-1]
    stated = _stated(match, life)
    effective = life.effective or stated
    version = life.issued or life.passed
    if effective and version and effective < version and _is_older_text(life, effective, version):
        effective = version
    ends = life.repealed or read_term(text, effective, _IN_FORCE)
    return replace(life, effective=effective, repealed=ends)


def _speaks_of_itself(text: str, at: int) -> bool:
    """Whether the clause before ``at`` has 本办法 or this document's kind as its subject."""
    start = max(text.rfind(mark, 0, at) for mark in "。\n；") + 1
    clause = text[start:at]
    return "本" in clause or not clause.strip()


def _is_older_text(life: Life, effective: date, version: date) -> bool:
    """Whether the closing sentence is the first text's, not this amended version's."""
    return life.amended or (version - effective) > timedelta(days=366)


def _stated(match: re.Match[str], life: Life) -> date | None:
    if match["day"]:
        day = parse_date(match["day"])
    else:
        day = (life.passed if match["word"] == "通过" else None) or life.issued or life.passed
    if day and match["later"]:
        count = to_int(match["later"])
        return months_after(day, count) if match["unit"] == "个月" else day + timedelta(days=count)
    return day


def read_repeals(text: str) -> tuple[str, ...]:
    """The titles ``text`` says it repeals: 「《甲》《乙》同时废止」.

    Only works named in the same sentence and before the verb count. A clause like
    「与本办法不一致的，以本办法为准」 repeals nothing: it settles conflicts.
    """
    titles: dict[str, None] = {}
    for verb in _REPEALED.finditer(text):
        start = max(0, verb.start() - _REACH)
        start = max(start, text.rfind("。", start, verb.start()) + 1)
        start = max(start, text.rfind("\n", start, verb.start()) + 1)
        clause = text[start : verb.start()]
        for match in _TITLE.finditer(clause):
            rest = clause[match.end() :]
            if not _is_authority(clause[: match.start()], rest):
                titles.setdefault(match[1])
    return tuple(titles)


def _is_authority(before: str, after: str) -> bool:
    """Whether a title is only the ground or the occasion of a repeal, not what is repealed."""
    ground = re.search(r"(?:根据|依照|按照|依据|违反|本|自)$", before)
    return bool(ground) or bool(
        re.match(r"(?:自|施行|的规定|第|规定|中|有关|修正|修订|修改|授权)", after.lstrip())
    )


def span_of_history(text: str) -> Span:
    """Where the history under a title stands: 「（2005年8月15日…公布）」; empty if nowhere.

    Only the first lines are looked at, and only a line in brackets that tells of 通过, 公布,
    修订 … counts.
    """
    at = 0
    for line in text[:6000].split("\n")[:12]:
        if re.match(r"[（(]", line) and len(line) < 3000 and _tells(line):
            return Span(at, at + len(line))
        at += len(line) + 1
    return Span(0, 0)


def _tells(line: str) -> bool:
    verbs = _PASSED.search(line) or _ISSUED.search(line) or _EFFECTIVE.search(line)
    return bool(verbs) and next(find_dates(line), None) is not None
