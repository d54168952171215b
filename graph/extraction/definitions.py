"""defines: the sentence that says what a term means, and the term.

::

    definition = [ scope ] term [ "，" | "：" ] ( "是指" | "系指" | "指的是" | "指" ) meaning
               | "所谓" term [ "，" ] ( "就是" | "是指" | "是" | "指" ) meaning
               | quoted "，" ( "即" | "就是" ) meaning
               | item-label term "，即" meaning ;
    scope      = [ 本条例 | 前款 | 第N条 … ] ( "所称" | "规定的" | "中的" ) ;
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.model import Span
from graph.extraction.finding import Finding
from graph.extraction.reading import Reading, Sentence, unwrapped

_TERM = r"[^，。；：:\n（）()]{1,60}(?:[（(][^（）()\n]{1,20}[）)])?"
_START = r"(?:^|(?<=[，,。；;：:\n（(、）)”\"]))"
#: 「本条例所称X，是指…」「（三）X，是指…」「X是指…」
_MEANS = re.compile(
    rf"{_START}(?P<term>{_TERM})\s?[，,：:]?\s?(?P<verb>(?:就|均|即|主要|专|特)?(?:是指|系指|指的是)"
    r"|(?<=[，,：:])指(?=[^，。标明出导挥定派]))"
)
#: 「所谓X，就是…」
_SO_CALLED = re.compile(
    rf"所谓的?(?P<term>{_TERM})[，,]?(?P<verb>就是指?|是指|即是?|是(?!什么|否)|指)"
)
#: 「“五个一”，即…」「（十）放映权，即…」
_THAT_IS = re.compile(
    r"(?:(?P<quoted>“[^”\n]{2,16}”)|^[（(][一二三四五六七八九十\d]{1,3}[）)]\s?(?P<term>[一-龥]{2,12}))"
    r"[，,](?P<verb>即(?![将可使便刻日时行为应予])|就是|也就是)"
)
#: What a scope says before the term itself: 本条例第三条所称的, 前款规定的, 适用本办法的.
_SCOPE = re.compile(
    r"^.*(?:所(?:称|指|说|谓)的?|(?:规定|适用本(?:法|条例|办法|规定|细则))的|(?:本|该)(?:法|条例|办法|规定|细则|解释|规则)中的?"
    r"|[款条项法例]中的?)"
)
_LABEL = re.compile(
    r"^(?:第[一二三四五六七八九十百千零\d]+条(?:之[一二三四五六七八九十])?\s"
    r"|[（(]\s?[一二三四五六七八九十\d]{1,3}\s?[）)]|[一二三四五六七八九十\d]{1,3}[、.．])\s*"
)
_NO_TERM = re.compile(
    r"^(?:这|那|此|其|它|他|她|我|你|也|就|都|不|而|但|以及|可以|一般|通常|主要|均|包括|或者?|即|以[上下前后]|上述|下列|有关"
    r"|第[一二三四五六七八九十百]+[条款项]|意思|含义|目的|一[是方]|[二三四五]是|多数|有人|如果|因为)"
    r"|[了吗呢着过]$|(?:意思|含义|这里|应当|是|的|都|也|不|主要|一般|通常|均|以上|以下)$"
)
#: 是指 that begins another word: 是指挥棒, 是指引.
_OTHER_WORD = re.compile(r"指(?:挥|引|南|明|出|标|责|示|数|导(?!致)|甲|纹|点)")


def definitions(reading: Reading) -> Iterator[Finding]:
    """Every definition of a body sentence: its section ``defines`` the term's concept."""
    for sentence in reading.sentences:
        text = sentence.text
        if "指" in text and (
            "是指" in text or "系指" in text or "指的是" in text or "，指" in text
        ):
            for match in _MEANS.finditer(text):
                yield from _defined(reading, sentence, match, "means", 0.97)
        if "所谓" in text:
            for match in _SO_CALLED.finditer(text):
                yield from _defined(reading, sentence, match, "so_called", 0.9)
        if "，即" in text or "就是" in text:
            for match in _THAT_IS.finditer(text):
                yield from _defined(reading, sentence, match, "that_is", 0.9)


def _defined(
    reading: Reading, sentence: Sentence, match: re.Match[str], method: str, confidence: float
) -> Iterator[Finding]:
    groups = match.groupdict()
    name = "term" if groups.get("term") else "quoted"
    start, end = match.span(name)
    if sentence.text[end] not in "，,：:" and _OTHER_WORD.match(sentence.text, match.end() - 1):
        return
    term = _term_in(sentence.text, start, end)
    if term is None:
        return
    at = sentence.span.start
    span = Span(at + term.start, at + term.end)
    mention = reading.mention_of(span)
    label = reading.text[slice(*span)]
    target = str(mention.concept_id) if mention else f"term/{label}"
    yield Finding(
        reading.node_at(span.start),
        "defines",
        target,
        reading.evidence(sentence, method, confidence),
        () if mention else (label,),
    )


def _term_in(text: str, start: int, end: int) -> Span | None:
    """The term itself within what stands before the verb; None where it is no name."""
    raw = text[start:end]
    for pattern in (_LABEL, _SCOPE):
        if found := pattern.match(raw):
            start += found.end()
            raw = text[start:end]
    span = unwrapped(text, Span(start, end))
    raw = text[slice(*span)]
    if not 2 <= len(raw) <= 24 or _NO_TERM.search(raw) or not re.search(r"[一-龥A-Za-z]", raw):
        return None
    return span
