"""defines: the sentence that says what a term means, and the term.

::

    definition = [ scope ] terms [ "，" | "：" ] ( "是指" | "系指" | "指的是" | "指" ) meaning
               | "所谓" term "，" ( "就是" | "是指" | "是" | "即" | "指" ) meaning
               | quoted "，" ( "即" | "就是" ) meaning
               | item-label term "，即" meaning ;
    terms      = term { ( "和" | "、" | "或者" ) term } ;        (* each in quotation marks *)
    scope      = [ 本条例 | 前款 | 第N条 … ] ( "所称" | "规定的" | "中的" ) ;

A bare 指 defines only in a binding document: elsewhere it is 指责 and 指引 as often.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.model import NORMATIVE_KINDS, Span
from graph.extraction.finding import Finding
from graph.extraction.reading import Reading, Sentence, after_label, unwrapped

_TERM = r"[^，。；：,;:\n（）()]{1,60}(?:[（(][^（）()\n]{1,20}[）)])?"
_START = r"(?:^|(?<=[，,。；;：:\n（(、）)”\"]))"
#: 「本条例所称X，是指…」「（三）X，是指…」「X是指…」
_MEANS = re.compile(
    rf"{_START}(?P<term>{_TERM})\s?[，,：:]?\s?"
    r"(?P<verb>(?:就|均|即|主要|专|特)?(?:是指|系指|指的是))"
)
#: 「X，指…」 where X is all that stands before.
_POINTS = re.compile(
    rf"(?P<term>{_TERM})[，,：:](?P<verb>指)(?![责引使示明标出点导挥向望派定认控令称战甲纹着南名数])"
)
#: 「所谓X，就是…」
_SO_CALLED = re.compile(
    rf"所谓的?(?P<term>{_TERM})(?P<verb>[，,]?(?:就是指?|是指|指的是)|[，,][是即指])"
)
#: 「“五个一”，即…」「（十）放映权，即…」
_THAT_IS = re.compile(
    r"(?:(?P<quoted>“[^”，。、\n]{2,12}”)|^[（(][一二三四五六七八九十\d]{1,3}[）)]\s?(?P<term>[一-龥]{2,12}))"
    r"[，,](?P<verb>即(?![将可使便刻日时行为应予])|就是|也就是(?!说))"
)
#: What a scope says before the term itself: 本条例第三条所称的, 前款规定的, 适用本办法的.
_SCOPE = re.compile(
    r"^.*(?:所(?:称|指|说|谓|规定)的?|(?:规定|适用本(?:法|条例|办法|规定|细则))的"
    r"|(?:本|该)(?:法|条例|办法|规定|细则|解释|规则)中的?|[款条项法例]中的?)"
    r"|^[前上本][款条项](?=[一-龥]{2})"
)
_SHORTENED = re.compile(r"[（(](?:以下|下|也|又|亦|简)[^（）()]*[）)]$")
_SEVERAL = re.compile(r"(?<=[”’])(?:和|与|及|以及|或者?|、|，)+(?=[“‘])")
_NO_TERM = re.compile(
    r"^(?:分别|这|那|此|其|它|他|她|我|你|也|就|都|不|而|但|以及|可以|一般|通常|主要|均|包括|或者?|即|以[上下前后]|上述|下列|有关"
    r"|第[一二三四五六七八九十百]+[条款项]|意思|含义|目的|一[是方]|[二三四五]是|多数|有人|如果|因为|在.{1,4}$|提出|作出|发表)"
    r"|[了吗呢着过]$|(?:意思|含义|这里|应当|是|的|都|也|不|主要|一般|通常|均|以上|以下)$|属于|说的|指出|认为|表示"
)
#: 是指 that begins another word: 是指挥棒, 是指引.
_OTHER_WORD = re.compile(r"指(?:挥|引|南|明|出|标|责|示|数|导(?!致)|甲|纹|点)")


def definitions(reading: Reading) -> Iterator[Finding]:
    """Every definition of a body sentence: its section ``defines`` the term's concept."""
    binding = reading.document.description.kind in NORMATIVE_KINDS
    for sentence in reading.sentences:
        text = sentence.text
        if "指" in text and ("是指" in text or "系指" in text or "指的是" in text):
            for match in _MEANS.finditer(text):
                yield from _defined(reading, sentence, match, "means", 0.97)
        elif binding and "，指" in text:
            pointed = _POINTS.match(text, after_label(text))
            if pointed is not None:
                yield from _defined(reading, sentence, pointed, "points", 0.9)
        if "所谓" in text:
            for match in _SO_CALLED.finditer(text):
                yield from _defined(reading, sentence, match, "so_called", 0.9)
        if "，即" in text or "就是" in text:
            for match in _THAT_IS.finditer(text):
                yield from _defined(reading, sentence, match, "that_is", 0.9)


def _defined(
    reading: Reading, sentence: Sentence, match: re.Match[str], method: str, confidence: float
) -> Iterator[Finding]:
    start, end = match.span("term" if match["term"] else "quoted")
    bare = match.end() > end and sentence.text[end] not in "，,：:"
    if bare and _OTHER_WORD.match(sentence.text, match.end() - 1):
        return
    for term in _terms_in(sentence.text, start, end):
        span = Span(sentence.span.start + term.start, sentence.span.start + term.end)
        mention = reading.mention_of(span)
        label = reading.text[slice(*span)]
        yield Finding(
            reading.node_at(span.start),
            "defines",
            str(mention.concept_id) if mention else f"term/{label}",
            reading.evidence(sentence, method, confidence),
            () if mention else (label,),
        )


def _terms_in(text: str, start: int, end: int) -> Iterator[Span]:
    """The terms within what stands before the verb; nothing where it is no name."""
    start += after_label(text[start:end])
    if scope := _SCOPE.match(text[start:end]):
        start += scope.end()
    if shortened := _SHORTENED.search(text[start:end]):
        end = start + shortened.start()
    cuts = [start]
    for joint in _SEVERAL.finditer(text, start, end):
        cuts += joint.span()
    cuts.append(end)
    for begin, stop in zip(cuts[::2], cuts[1::2], strict=True):
        span = unwrapped(text, Span(begin, stop))
        name = text[slice(*span)]
        if 2 <= len(name) <= 24 and not _NO_TERM.search(name) and re.search(r"[一-龥A-Za-z]", name):
            yield span
