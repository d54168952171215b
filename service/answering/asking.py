"""What a question asks with, beyond what a search leaves out, and the words that are left.

A search may keep 几天内要 and 哪四件事: they rank nothing. An answer is looked for in every
word of a question, so here they must go.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.numerals import NUMBER, to_chinese, to_int
from corpus.text import fold
from service.answering.signs import HOW_OFTEN
from service.query import QUOTES, topic_of

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Sequence

    from corpus.words import Segmenter
    from service.query import Query

_MEASURE = (
    # 多少日本人, 几个项目, 多少家庭: what is counted begins like a measure
    r"(?:(?!日本|家[庭乡长]|人[民员口才大]|项目|条例|事[故业件]|大[学会]|年轻|月球|分之|种[植子]|名[胜人])"
    r"[个项条点件种类样次回成折倍届处家所座名位岁块天年月日号分大人钱事]|钟头|万?元|方面|公里|平方米)"
)
#: What asks how much: 最长不超过几天 and 一般多久 ask for the same length as 几天.
_MUCH = "多少|几(?![乎何])|多[久长大高远]"
_ASKING = re.compile(
    r"(?<=[一-鿿]{2})时(?=[说讲谈提])|(?:一般|通常|大概|大约|差不多|最[长短多少高低快迟晚]|至[多少]|起码)?"
    rf"不(?:得|能|应|可以?)?(?:超过|[少多低高大小短长晚早]于)(?={_MUCH})"
    rf"|(?:一般|通常|大概|大约|差不多|最[长短多少高低快迟晚]|至[多少]|起码)(?:[是为有要得能]|不?能|可以?)?(?={_MUCH})"
    rf"|最[多少](?:只?能|可以?)(?=.{{1,3}}(?:{_MUCH}))|时[说讲提](?:到|过|了)?(?=[一-鿿])"
    rf"|哪(?:[一两二三四五六七八九十\d]+|几){_MEASURE}*|哪[座句份篇部项届处所](?![^，。？?]{{0,2}}门)"
    rf"|(?:多少|几(?![乎何]))[十百千万亿]?{_MEASURE}*(?:[之以]?[内前])?"
    r"|多[大远高宽重快](?:年纪|岁数|年龄)?"
    r"|是?啥(?:意思|讲究|名堂)?|为啥|图个?啥|咋(?:样|办|弄)?|[怎如][么何样](?:弄|管|用|走|界定|定义|办理)"
    r"|在?哪(?:儿|里|办|一?天)|被?(?:叫做|叫作)"
    r"|(?:坦?承认|指出|点出|谈到|讲到|提到|说到)了?(?=(?:有|存在|面临)?(?:哪|什么|啥|几[个点方条]))"
    r"|^(?:本|这[部个份]|该)?(?:条例|办法|规定|法律|文件|通知|意见|方案|细则)(?:里面?|中)?(?:规定|明确|要求|提出|说)了?(?=.{4})"
    r"|是指(?=什么|谁|哪)|的?(?:定义|含义|涵义)(?:是什么)?[？?]?$|究竟|到底|那(?:[位部篇个项场家份种名]|次(?!会))"
    r"|(?:包括|包含)(?=哪|什么|啥|几)|是?什么性质的?|一[届任](?=(?:[是为有干当]|任期)*(?:几年|多[少久长]))"
    r"|百分之(?:几|多少)|[由有归](?=谁|哪)|了?没有?[？?]?$"
    r"|(?:要|应当?|必须|需要?|得|可以?|能)?在?多(?:长时间|长|久)(?:[之以]?内)?"
)
#: Characters that say nothing at the edge of a word that no text holds: 证要, 能花, 没说.
_EMPTY = "的了着过各要能会可得给把被让是在有个几多么吗呢就才也还都又再没与和或于以为该应需请想算"
#: And what says nothing but where a word begins that is one: 去世, 出生.
_WAYS = "来去到出内里上下前后"
#: 适不适用, 罚不罚: a verb asked with twice.
_TWICE = re.compile(r"([^\W\d能要是可行会])不\1")
#: The longest saying that a cut may go through.
SAYING = 8
#: 河北省长 is no 河北省 and 长.
_OFFICES = frozenset("省长 市长 县长 区长 州长 镇长 乡长 村长".split())
#: What makes of a word the name of somebody or something: 集资人, 火化费.
_NAMING = frozenset("人费金险证令税卡会书法权期款券票率额量户者员")
#: A word so many times as rare as what is left of it at its edges is no word of the texts.
RARE = 2000
_ALIKE = {"全国": ("我国",), "我国": ("全国",), "全世界": ("世界", "全球")}
#: PM2.5, as a report writes it that lost its type: PM_2.5.
_LETTERED = re.compile(r"([a-z]+)(\d+)")
_COUNTED = re.compile(rf"(?P<number>{NUMBER})(?P<measure>[周]?年|小时|[一-龥]{{0,2}})")
#: 哪四个, 20件实事是哪些: so many are asked for.
_SO_MANY = re.compile(
    rf"哪({NUMBER})(?:大|方面|[个项条点件种类样](?!字))|的({NUMBER})个?(?:大|方面|[项条点])[一-鿿]{{2,4}}[？?]?$"
    rf"|(?<![第一二三四五六七八九十\d])({NUMBER})(?:大|[项条点件种类])[^，。,\d]{{0,12}}?(?:具体|分别|都)?[是有](?:哪些|什么|啥|哪几)"
)
#: 第四届, 第二批, 第五次大督查: one of a series.
_ORDINAL = re.compile(
    rf"(?:第|(?=[一二三四1-4]季度))({NUMBER})(届|批|期|轮|季度|次(?=[^，。？]{{0,6}}(?:督查|会议|全会|大会|峰会|论坛|普查)))"
)


_YEAR = re.compile(r"(?:19|20)\d\d年度?(?=[一-鿿])")


def plain_topic(query: Query) -> str:
    """What a question is about, without any of the words it asks with."""
    bare = _TWICE.sub(r"\1", re.sub(f"[{QUOTES}]", "", query.text))
    bare = _YEAR.sub(r"\g<0> ", HOW_OFTEN.sub(r"\g<before>", bare))
    return topic_of(_ASKING.sub(" ", bare)) or query.topic


def words_asked(
    topic: str,
    segmenter: Segmenter,
    count: Callable[[str], int],
    known: Callable[[str], bool],
    sayings: Container[str] = (),
) -> list[str]:
    """The words of a topic; of one that hardly a text holds, without what says nothing at its
    edges.

    ``known`` wordings have other ones that may stand for them, and stay whole; so do the
    everyday ``sayings``, wherever a word that no text holds was cut across one.
    """
    found = []
    cut = list(map(fold, segmenter.query_words(topic)))
    words = _cut_anew(cut, fold(topic), segmenter, count, sayings)
    for word in words:
        core = word
        if len(word) > 1 and not known(word):
            ahead = _EMPTY if segmenter.has_word(word) else _EMPTY + _WAYS
            core = word.rstrip(_EMPTY + _WAYS).lstrip(ahead)
        if core != word and count(word) * RARE >= count(core) and count(word):
            core = word
        if core:
            found.append(core)
    return list(dict.fromkeys(found))


def _cut_anew(
    words: Sequence[str],
    topic: str,
    segmenter: Segmenter,
    count: Callable[[str], int],
    sayings: Container[str],
) -> list[str]:
    """The words of a topic, where what no text holds and is no word was cut wrongly cut otherwise:
    退交强险 is no 退交 and 强险, nor 集资人罚多少 of 人罚.
    """
    found: list[str] = []
    left = list(words)
    while left:
        word = left.pop(0)
        if len(word) < 2 or word.isascii() or segmenter.has_word(word) or count(word):
            found.append(word)
            continue
        before = found[-1] if found and found[-1] + word in topic else ""
        after = left[0] if left and word + left[0] in topic else ""
        cut, behind = _saying_in(before, word, after, sayings), True
        if not cut:
            cut, behind = _lengthened(before, word, count), False
        if cut:
            del found[len(found) - bool(before) :], left[: behind and bool(after)]
        found += cut or [word]
    return found


def _saying_in(before: str, word: str, after: str, sayings: Container[str]) -> list[str]:
    """A word and those beside it cut around the longest of the sayings that begins or ends within
    it; empty where none does.
    """
    whole, start = before + word + after, len(before)
    end = start + len(word)
    for length in range(min(SAYING, len(whole)), 1, -1):
        for at in range(len(whole) - length + 1):
            last = at + length
            if (at < start < last or at < end < last) and whole[at:last] in sayings:
                rest = (whole[last:end], after) if last <= end else (whole[last:],)
                ahead = (before, whole[start:at]) if at >= start else (whole[:at],)
                return [one for one in (*ahead, whole[at:last], *rest) if one]
    return []


def _lengthened(before: str, word: str, count: Callable[[str], int]) -> list[str]:
    """The word before with the first letter of one that is none, where they make the name of
    somebody or something that a text holds, and the rest; or who holds the office, without the
    place; else empty.
    """
    rest = [word[1:]]
    if len(before) > 2 and before[-1] + word[0] in _OFFICES:
        return [before[:-1], before[-1] + word[0], *rest]
    if len(before) > 1 and word[0] in _NAMING and count(before + word[0]):
        return [before + word[0], *rest]
    return []


def as_written(word: str) -> tuple[str, ...]:
    """A number otherwise: 四十年 as 40年, 10 as 十; the country by its other name; else none."""
    if word in _ALIKE:
        return _ALIKE[word]
    if lettered := _LETTERED.fullmatch(word):
        return (f"{lettered[1]}_{lettered[2]}",)
    match = _COUNTED.fullmatch(word)
    if match is None:
        return ()
    number, measure = match["number"], match["measure"]
    try:
        value = to_int(number)
        other = to_chinese(value) if number.isascii() else str(value)
    except ValueError:
        return ()
    return (other + measure,)


def so_many(query: Query) -> int:
    """How many things a question says it asks for (哪四个); 0 where it does not."""
    match = _SO_MANY.search(query.text)
    return to_int(match[match.lastindex or 0]) if match else 0


def ordinals_of(text: str) -> tuple[tuple[str, ...], ...]:
    """The members of a series a question names, each as the ways it may be written."""
    found = []
    for number, measure in _ORDINAL.findall(text):
        value = to_int(number)
        forms = [f"第{to_chinese(value)}{measure}", f"第{value}{measure}"]
        if measure == "季度":
            forms.append(f"{to_chinese(value)}季度")
        if value == 1:
            forms.append(f"首{measure}")
        found.append(tuple(forms))
    return tuple(found)
