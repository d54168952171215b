"""Quoted words that are nobody's to look up: of the ancients, of the people, or being changed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.numerals import NUMBER
from service.checking.draft import VERBS

if TYPE_CHECKING:
    from service.checking.draft import Draft, Quotation

#: Whose words no office holds: what the ancients and the people say.
_OF_OLD = re.compile(
    "百姓常说|群众常说|人们常说|大家常说|古人|古语|古训|古话|先哲|先贤|圣贤|俗话|俗语|常言|老话|谚语|民谚|歌谣|民谣|诗人|诗云|诗句|诗曰|有诗|名句|[曰云][：:，,]?$"
    "|[孔孟老荀庄管墨]子(?!公司)|韩非|司马|苏轼|王安石|范仲淹|杜甫|李白|白居易|朱熹|王阳明|顾炎武"
    "|《(?:论语|孟子|老子|左传|尚书|诗经|礼记|周易|易经|管子|荀子|史记|汉书|资治通鉴|道德经|大学|中庸|吕氏春秋)(?=[》·])"
)
_SAID = f"(?:{VERBS}|教导|写下|题词|留下|有言)(?:我们|了|过|的是|的|为|如下)?[，,：:]?$"
_ONCE = (
    "(?:[所曾就也还早已常又都才]|曾经|多次|反复|一再|深刻|明确|形象地?|精辟地?|(?:教导|告诫)我们"
    r"|[12]\d{3}年(?:\d{1,2}月)?){0,3}"
)
#: Those who are themselves quoted: right before the verb, not in what another says at their
#: memorial or of their teaching (纪念马克思诞辰…大会上, 马克思主义).
_FOREBEARS = (
    "(?:马克思|恩格斯|列宁|毛泽东|毛主席|周恩来|刘少奇|朱德|邓小平|陈云|孙中山|鲁迅|李大钊)"
)
_OF_FOREBEARS = re.compile(
    f"(?:^|[^\u4e00-\u9fff]|{_FOREBEARS}[和与]|[师袖者家豪席理的用温起过了像如年])"
    f"{_FOREBEARS}(?:同志|主席|总理|委员长|先生)?(?:的[^，。；：]{{0,4}}(?:话|名言|诗|词|文章)[来中里]?)?"
    f"{_ONCE}(?:[在给对][^，。；：]{{1,20}}?)?{_ONCE}(?:{_SAID}|[：:]?$)"
)
#: What is sung and told: 歌曲《…》唱道, 小说《…》里有这样一句话, 歌词“…”.
_SUNG = re.compile(
    "(?:民歌|歌曲|歌词|名篇|名著|小说)(?:《[^》]{1,20}》)?"
    f"(?:$|[^，。；：《》]{{0,2}}(?:唱[道的]?|写道?|{_SAID})[^，。；：]{{0,4}}[，,：:]?$"
    "|(?:这部小说|这首歌)?[里中](?:的|有)?[^，。；：《》]{0,12}[，,：:]?$)"
)
#: 我 and 吾 are both old and new.
#: 三分之一, 之后 and the like are of today.
_OLD_WORDS, _NEW_WORDS = (
    re.compile("(?<!分)之(?![一前后间内外中日际下类])|[其而者焉矣也兮乎曰岂]"),
    re.compile("[的了们在是和我你把]"),
)
#: How somebody's words are taken over in a speech, which then has them.
QUOTES = re.compile("引用|援引|借用|引述")
_AMENDS = re.compile(
    "修改为|增加规定|修正为|修订为|改为[：:“]|删去|(?<=”)删除|删除(?=[“第]|该)|增加一[条款项]"
    f"|作为第{NUMBER}[条款项]"
)


def is_nobodys(before: str, quoted: str) -> bool:
    """Whether quoted words are a saying: the draft says so ``before`` them, or they read so.

    >>> is_nobodys("古人云：", "一勤天下无难事")
    True
    """
    if any(one.search(before) for one in (_OF_OLD, _OF_FOREBEARS, _SUNG)):
        return True
    # The old written language, which no office speaks.
    old, new = len(_OLD_WORDS.findall(quoted)), set(_NEW_WORDS.findall(quoted))
    return bool(old) and not (new - {"我"} if old > 1 else new)


def is_amendment(draft: Draft, quotation: Quotation) -> bool:
    """Whether the words quoted are being changed: 第十一条：“…”修改为：“…”."""
    outer = quotation.outer
    sentence = draft.masked[quotation.sentence : draft.sentence_end(outer.end)]
    return _AMENDS.search(sentence) is not None
