"""expands_to and part_of: what a shorthand packs, and what a whole is made of.

::

    packed   = shorthand [ noun ] link list            “四个意识”，即政治意识、…
             | list-of-all-members … shorthand          …看齐意识等“四个意识”
    link     = "（" | "：" | "，即" | "就是" | "是指" | "包括" | "——" … ;
    part     = name [ "也" | "都" ] "是" whole "的" [ "重要" ] "组成部分" ;

A list counts where the lexicon knows its members, or where it is just as long as the numbers
in the shorthand say: 三会一课 has four.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.model import Span
from corpus.text import fold, trim
from graph.extraction.finding import Finding
from graph.extraction.reading import Reading, Sentence, after_label, unwrapped
from graph.model import Concept, Mention

#: What a numeral in a shorthand counts.
NUMERALS = {char: value for value, char in enumerate("一二三四五六七八九十", 1)} | {
    "两": 2,
    "双": 2,
}
#: A coinage in quotation marks that counts what it packs: “三查三改”, “四个不放过”.
_COINED = re.compile(r"“(?P<name>[一-龥]{0,2}[一二三四五六七八九十两双][一-龥]{1,9})”")
#: What stands between a shorthand and the list of what it packs.
LINK = re.compile(
    r"[”’」』]?(?P<noun>[一-龥]{0,6}?)(?:（(?:即|也即|指)?|\((?:即)?|：|[，,]?(?:也就是|就是|即(?![将可使便刻日])|是指|包括|分别是|分别为)[：，]?"
    r"|——|[，,]\s?一是(?=.)|为：)"
)
#: What must link a shorthand of only two: two of anything follow many a word.
_FIRM = re.compile(r"[（(：]$|[，,]即$|是指$")
#: Behind the last member of a list that runs on: 三者缺一不可.
_TAIL = re.compile(r"(?:三者|二者|四者)?(?:缺一不可|相统一|相结合|为主要内容)$")
_ENDS = re.compile(r"[）)。！？]|等(?![级待同于价额])|$")
_AND = re.compile(r"、|以及|和|与|及(?![时格])")
_INNER = re.compile(r"[一二三四五六七八九十]+是|^[（(]?[一二三四五六七八九十\d]+[）)、.．]")
_LONGEST_MEMBER = 24
#: What joins two members, and what begins the rest of a sentence behind the last.
_JOINED = re.compile("[；。]")
_RUNS_ON = re.compile(r"已经|都是|均|也具有|也是|等方面")
#: As far as all members may stand apart and still be one list.
_WINDOW = 120
_PART = re.compile(
    r"(?P<part>[^，。；：\s]{2,30}?)，?(?P<each>也|都|均|历来|同样|始终)*是(?P<whole>[^，。；：\n]{2,30}?)的"
    r"(?:重要|核心|关键|有机|基本|基础|主要|必要|应有)?(?:组成部分|应有之义)"
)
_SAID = re.compile(r"^(?:充分)?(?:明确|强调|指出|阐明|认为|表示|提出|重申|要求)(?!性)")
_NO_PART = re.compile(
    r"^(?:这|那|此|它|其|他|我|你|也|都|就|不|并|而|但|既|又)|[是的]|[不非未]$"
    r"|加强|做好|推进|推动|坚持|保障|必须|要"
)


def members(reading: Reading) -> Iterator[Finding]:
    """Every list that says what a shorthand packs, and every part said to be one."""
    for sentence in reading.sentences:
        mentions = [
            (mention, concept)
            for mention in reading.mentions_in(sentence.span)
            if (concept := reading.concepts.get(mention.concept_id)) is not None
        ]
        known: set[int] = set()
        for mention, concept in mentions:
            if concept.expansion and len(concept.expansion) > 1:
                known.add(mention.span.start)
                yield from _known(reading, sentence, mention, concept)
        if "“" in sentence.text:
            yield from _counted(reading, sentence, known)
        if mentions and "是" in sentence.text and "的" in sentence.text:
            yield from _part(reading, sentence)


def _known(
    reading: Reading, sentence: Sentence, mention: Mention, concept: Concept
) -> Iterator[Finding]:
    """All members of a known shorthand, one beside the other, in the sentence that names it."""
    text = fold(sentence.text)
    places: list[Span] = []
    for member in map(fold, concept.expansion):
        found = text.find(member)
        if found < 0:
            return
        places.append(Span(found, found + len(member)))
    start, end = min(places).start, max(place.end for place in places)
    if end - start > _WINDOW + sum(len(member) for member in concept.expansion):
        return
    for place in places:
        span = Span(sentence.span.start + place.start, sentence.span.start + place.end)
        if span.start < mention.span.end and span.end > mention.span.start:
            continue
        yield _member(reading, sentence, str(mention.concept_id), span, "expansion", 0.98)


def _counted(reading: Reading, sentence: Sentence, known: set[int]) -> Iterator[Finding]:
    """A coinage that counts its members, followed by as many."""
    at = sentence.span.start
    for match in _COINED.finditer(sentence.text):
        span = Span(at + match.start("name"), at + match.end("name"))
        mention = reading.mention_of(span)
        if mention is not None and mention.span.start in known:
            continue
        link = LINK.match(sentence.text, match.end("name"))
        count = sum(NUMERALS.get(char, 0) for char in match["name"])
        if link is None or not 2 <= count <= 12:
            continue
        items = _without(link["noun"], sentence.text, listed(sentence.text, link.end(), count))
        subject = str(mention.concept_id) if mention else f"term/{match['name']}"
        own = () if mention else (match["name"],)
        for item in items:
            member = Span(at + item.start, at + item.end)
            yield _member(reading, sentence, subject, member, "counted", 0.9, own)


def listed(text: str, start: int, count: int) -> list[Span]:
    """The list from ``start``, if it has just ``count`` members; else nothing."""
    end = _ENDS.search(text, start)
    stop = end.start() if end else len(text)
    if count == 2 and not _FIRM.search(text, 0, start):
        return []
    for mark in ("、", "，", "；"):
        limit = stop
        if mark == "、":
            cut = re.compile("[，；]").search(text, start, stop)
            limit = cut.start() if cut else stop
        spans = _split(text, Span(start, limit), mark)
        if len(spans) == count - 1 and mark == "、":
            if count == 2 and limit < stop:
                continue  # 和 joins two of anything, unless nothing follows
            last = spans[-1]
            spans = [*spans[:-1], *_halves(text, last)]
        if spans and (tail := _TAIL.search(text, *spans[-1])):
            spans[-1] = Span(spans[-1].start, tail.start())
        names = [text[slice(*one)] for one in spans]
        if count == 2 and mark == "，" and len({name[:1] for name in names}) > 1:
            continue  # two clauses of any sentence; 一手抓…，一手抓… are a list
        if len(spans) == count and _alike(names):
            return spans
    return []


def _without(noun: str, text: str, items: list[Span]) -> list[Span]:
    """The members without the noun behind the shorthand, where the last alone repeats it:
    “四早”工程：早预防、早干预、早发现、早诊治工程.
    """
    if len(noun) < 2 or not items:
        return items
    *others, last = items
    if not text.endswith(noun, *last) or any(text.endswith(noun, *one) for one in others):
        return items
    return [*others, Span(last.start, last.end - len(noun))]


def _alike(names: Sequence[str]) -> bool:
    """Whether these may be members of one list: none holds two, and the last does not run on
    into the sentence behind the list.
    """
    *others, last = map(len, names)
    return (
        all(1 < len(name) <= _LONGEST_MEMBER and not _JOINED.search(name) for name in names)
        and last <= max(others) * 3 // 2 + 2
        and not _RUNS_ON.search(names[-1])
    )


def _split(text: str, span: Span, mark: str) -> list[Span]:
    spans, start = [], span.start
    for part in text[slice(*span)].split(mark):
        one = trim(text, Span(start, start + len(part)))
        if label := _INNER.match(text[slice(*one)]):
            one = Span(one.start + label.end(), one.end)
        spans.append(unwrapped(text, one))
        start += len(part) + len(mark)
    return spans


def _halves(text: str, span: Span) -> list[Span]:
    """The last two members, where 和 stands between them: 重大项目安排和大额度资金运作."""
    joints = list(_AND.finditer(text, *span))
    if len(joints) != 1:
        return [span]
    joint = joints[0]
    return [Span(span.start, joint.start()), Span(joint.end(), span.end)]


def _part(reading: Reading, sentence: Sentence) -> Iterator[Finding]:
    """「公有制经济和非公有制经济都是社会主义市场经济的重要组成部分」"""
    at, text = sentence.span.start, sentence.text
    for match in _PART.finditer(text, after_label(text)):
        whole = reading.mention_of(Span(at + match.start("whole"), at + match.end("whole")))
        start, end = match.span("part")
        if said := _SAID.match(text[start:end]):
            start += said.end()
        if whole is None or _NO_PART.search(text[start:end]):
            continue
        parts = [Span(start, end)]
        if match["each"] in ("都", "均"):
            parts = _split(text, parts[0], "和")
        for part in parts:
            yield from _one_part(reading, sentence, part, str(whole.concept_id))


def _one_part(reading: Reading, sentence: Sentence, part: Span, whole: str) -> Iterator[Finding]:
    at = sentence.span.start
    span = unwrapped(reading.text, Span(at + part.start, at + part.end))
    if reading.text[span.start] in "“‘":
        span = Span(span.start + 1, span.end)  # its closing mark stands elsewhere
    mention = reading.mention_of(span)
    label = reading.text[slice(*span)]
    subject = str(mention.concept_id) if mention else f"term/{label}"
    if subject != whole and len(label) > 1:
        evidence = reading.evidence(sentence, "part", 0.95)
        yield Finding(subject, "part_of", whole, evidence, () if mention else (label,))


def _member(
    reading: Reading,
    sentence: Sentence,
    subject: str,
    span: Span,
    method: str,
    confidence: float,
    own: Sequence[str] = (),
) -> Finding:
    mention = reading.mention_of(span)
    label = reading.text[slice(*span)]
    target = str(mention.concept_id) if mention else f"term/{label}"
    terms = (*own, *(() if mention else (label,)))
    return Finding(
        subject, "expands_to", target, reading.evidence(sentence, method, confidence), terms
    )
