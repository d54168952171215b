"""What a draft says that a source says which it does not cite by title.

::

    saying  = … occasion [上|中] … [verb] [，|：] words      某某同志在…座谈会上说，…
            | (据|对照|回看|…) … occasion ， words            据2026年…政府工作报告，…
            | words （见 occasion） | words ，这是 occasion    …（见2026年…政府工作报告）

Whether something held is meant, and what, :mod:`service.checking.sources` tells.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from corpus.model import Span
from corpus.text import trim
from service.checking.draft import HIDDEN, VERBS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.checking.draft import Draft

#: What speeches, reports and papers are called by at their end.
_CALLED = (
    "讲话|报告|致辞|演讲|发言|会议|大会|全会|会上|纪要|通知|意见|贺信|贺词|批示|公报|决定|决议|规则"
    "|仪式|论坛|座谈会|研讨班|规划|纲要|方案|办法|计划|条例|规定"
)
_VERB = f"{VERBS}|称|介绍|透露|部署|看|显示|披露|讲|说"
_SAYS = re.compile(
    rf"(?P<who>[^，,。；：:“”（）()\n]{{2,50}}?(?:{_CALLED})(?:上|中|里|的精神|精神)?)"
    rf"(?:[^，,。；：:“”（）()\n]{{0,8}}?(?P<verb>{_VERB})(?:了|的是|到|过)?)?"
    rf"(?P<mark>[，,：:]|(?=[“])|(?=[^，,：:“”（）()。；]))"
)
#: 由某某…指出，… without an occasion of its own kind: the verb says it.
_SPEAKS = re.compile(
    rf"[^。；：“”（）()\n]{{4,60}}?(?P<verb>{VERBS}|显示|披露)(?:了|的是)?(?P<mark>[，,：:]|(?![，,：:的“]))"
)
#: What makes what follows the source's without a verb: 据2026年…政府工作报告，….
GROUND = re.compile("[又另]?(?:根据|依据|按照|依照|遵照|据)")
#: Candidates of each form that are kept of a sentence, and letters of who: no sentence has more.
MOST, LONGEST_WHO = 6, 80
_MARK = re.compile(r"[，,。；：:“”（）()\n]")
_BRACKET = re.compile(
    rf"[（(]\s?(?:详?见|引自|摘自|出自|据|来源[：:]?|依据|根据|参见)?"
    rf"(?P<who>[^（）()“”\n]{{4,50}}?(?:{_CALLED}))[^（）()“”\n]{{0,12}}[）)]"
)
#: …，这是…方案的原话.
_AFTER = re.compile(
    rf"[，,—]\s?(?:以上)?(?:内容)?(?:这是|出自|引自|来自|依据是?|根据是|详?见)"
    rf"(?P<who>[^，,。；：:“”（）()\n]{{4,50}}?(?:{_CALLED}))"
)


#: 报告提出，…; 他指出，…: the source named before.
_AGAIN = re.compile(
    r"\s*(?:同时|此外|另外|其中)?[，,]?(?:该|这[部一个份篇]{1,2})?(?:报告|讲话|演讲|致辞|说明|通知|意见|方案|规划"
    r"|纲要|决定|文件|批复|办法|规定|公报|贺信|贺词|回信|文章|报道|文中|信中|其中|总书记|习近平(?:总书记|主席|同志)?|他)"
    rf"(?:中|里|还|也|又|则|同时|并|另外|专门|进一步|特别)*(?:{VERBS})(?:了|的是)?[，,：:]?"
)
#: A source named at the end of a clause, whatever is said of it; a name may be in marks.
_NAMES = re.compile(
    rf"[^，,。；：:（）()\n]{{4,80}}(?:{_CALLED}|说明)(?:精神)?(?=[，,。；）)]|$)", re.M
)


@dataclass(frozen=True, slots=True)
class Saying:
    """What a source only described is said to say; ``who`` is where the draft does.

    ``is_told`` is false where no verb says so: the words may be the draft's own.
    """

    span: Span
    who: Span
    is_told: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that may say something of a source, the surest first; ``named`` are the sources
    it may only name; ``goes_on`` is what it says of the one named before (报告提出，…).

    ``breaks`` says that what was named before is not meant any more.
    """

    span: Span
    sayings: tuple[Saying, ...] = ()
    named: tuple[Span, ...] = ()
    goes_on: Span | None = None
    breaks: bool = False


def sentences(draft: Draft) -> Iterator[Sentence]:
    """Every sentence; nothing is told of one that cites a held title, which is judged by it."""
    held = (one for one in draft.references if one.target is not None)
    cited = {draft.sentence_at(one.span.start) for one in held}
    for sentence in draft.sentences:
        if sentence.start in cited:
            yield Sentence(sentence, breaks=True)
            continue
        found = sorted(
            _sayings(draft, sentence),
            key=lambda one: (not one.is_told, one.who.start - one.who.end),
        )
        again = _AGAIN.match(draft.masked, *sentence)
        yield Sentence(
            sentence,
            tuple(found),
            tuple(_named(draft, sentence)),
            Span(again.end(), sentence.end) if again and again.end() < sentence.end else None,
            breaks="\n" in draft.text[sentence.start - 1 : sentence.start],
        )


def _named(draft: Draft, sentence: Span) -> Iterator[Span]:
    """What a sentence may call a source by at the end of a clause: 学习了2026年…政府工作报告。"""
    for match in islice(_NAMES.finditer(draft.text, *sentence), MOST):
        near = max(match.start(), match.end() - LONGEST_WHO)
        yield trim(draft.text, Span(near, match.end()))


def _sayings(draft: Draft, sentence: Span) -> Iterator[Saying]:
    text, start = draft.masked, sentence.start
    for match in islice(_SAYS.finditer(text, *sentence), MOST):
        if HIDDEN in match["who"]:
            continue
        end = _line_end(text, match.end()) if match["mark"] in ("：", ":") else sentence.end
        if match.end() < end:
            for mark in _MARK.finditer(text, start, match.start()):
                start = mark.end()
            near = max(start, min(match.start(), match.end("who") - LONGEST_WHO))
            who = trim(draft.text, Span(near, match.end("who")))
            told = bool(match["verb"] or GROUND.match(draft.text, who.start))
            yield Saying(Span(match.end(), end), who, told)
    if (spoken := _SPEAKS.match(text, *sentence)) and HIDDEN not in spoken[0]:
        end = _line_end(text, spoken.end()) if spoken["mark"] in ("：", ":") else sentence.end
        if spoken.end() < end:
            who = trim(draft.text, Span(sentence.start, spoken.start("verb")))
            yield Saying(Span(spoken.end(), end), who, True)
    for pattern in (_BRACKET, _AFTER):
        for match in islice(pattern.finditer(text, *sentence), MOST):
            if sentence.start < match.start():
                who = Span(*match.span("who"))
                yield Saying(Span(sentence.start, match.start()), who, True)


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return end if end >= 0 else len(text)
