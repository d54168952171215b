"""A question understood: what is quoted, what is named, what is asked.

Nothing here looks at an index; a catalogue is asked only whether a named work is held.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from corpus.structure.provisions import find_provision
from corpus.text import fold

if TYPE_CHECKING:
    from corpus.words import Segmenter

#: A past day, month or year: what held at its end is what is asked about.
_DAY = re.compile(r"((?:19|20)\d{2})年(?:\s?(\d{1,2})月(?:份|\s?(\d{1,2})日)?)?")

#: What sets off a phrase; ASCII and full-width alike.
QUOTES = '“”"「」『』＂'
_QUOTED = re.compile(r"[“\"「『＂]([^“”\"「」『』＂]{1,200})[”\"」』＂]")
_TITLE = re.compile(r"《([^《》]{2,100})》")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?=年|\D|$)")
#: 二〇一六年.
_CHINESE_YEAR = re.compile("(?:一九|二[〇零○])[〇零○一二三四五六七八九]{2}(?=年)")
_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")

#: Words that make a question of a topic; they are not what is looked for.
_ASKING = re.compile(
    r"请问|我想(?:问|知道)一?下?|想问一?下?|帮我(?:查|找)一?下?|有没有(?:关于)?|"
    r"什么(?:是|叫)|何谓|谁(?:是|来)|(?:要|应|应当|应该|需要|该)?(?:做|干)些?什么|"
    r"在?多(?:长时间|长|久)(?:之内|以内|内)?(?:要|应当|应该|必须|可以|能)?|"
    r"(?:是|指|包括|有|要|需要|应当|应该|该)?"
    r"(?:什么|哪些|哪几[个点项条种件样]|多少|几[个点项条天年月日次件样])"
    r"(?:意思|事|东西|内容|要求|规定|情况|事情|时候|时间|地方|做法|人|钱)?|"
    r"为什么|为何|怎么(?:办|做|样|规定|处理|算|写|说)?|怎样|如何|"
    r"谁(?:来)?|哪(?:里|儿|个|位|年|天|级)|何时|何地|是否|能不能|可不可以|可以吗|行不行|要不要|"
    r"[吗呢吧么呀啊]?[？?]+|[吗呢呀]$"
)

#: What kind of answer a question wants, by the words that ask for it; first match wins.
_TYPES: tuple[tuple[str, str], ...] = (
    (
        "definition",
        r"什么是|是什么意思|是指什么|指的是什么|什么叫|何谓|的(?:定义|含义|涵义|内涵)|是什么$",
    ),
    ("reason", r"为什么|为何|什么原因|目的是"),
    ("time", r"什么时候|何时|哪[一]?[年天月]|几[天年月日]|多久|多长时间|期限|时限|截止"),
    ("amount", r"多少|几[个次人名项条点种万元]|比例|标准是|金额|百分之几"),
    ("person", r"谁|哪(?:个|些)(?:部门|单位|机构|人|领导|岗位)|由哪|归谁"),
    (
        "list",
        r"哪些|哪几|有什么要求|要做(?:什么|好)|做什么|几点|包括什么|内容有|怎么(?:做|抓|办)|如何|怎样",
    ),
)


#: The form an answer should have, finer than the type; first match wins.
FORMS: tuple[tuple[str, str], ...] = (
    (
        "validity",
        r"(?:还|是否|是不是|有没有|仍|现在)(?:还|仍)?(?:有|没)?(?:效|管用|能用|算数|在用|适用|执行)|还有没有效"
        r"|(?:废止|失效|作废|过期)了?(?:吗|没有?|了没)|是否(?:已经?)?(?:废止|失效|作废)|有效吗"
        r"|(?:通知|办法|条例|规定|意见|方案|决定|细则|规划|通告|公告)的?有效期限?(?:是|有|为|到|至)?(?:多|几|什么时候|哪)"
        r"|(?:什么时候|啥时候|何时|哪[一]?[年天日]|几时).{0,4}(?:施行|生效|废止|失效|作废|实施$)|(?:施行|生效)(?:日期|时间)",
    ),
    (
        "comparison",
        r"比较|对比|分别(?:是|为|有|达)|各(?:是|为|有)?(?:多少|几|什么)|(?:不同|区别(?!于)|差别|变化|差异)"
        r"|哪个(?:更|比较)?[高低多少大小快慢长短早晚强严](?:一?些|一?点)?[？?]?$|相比|比.{1,12}(?:多|少|高|低|增|减|涨|降)了?(?:多少|几)",
    ),
    (
        "where",
        r"(?:哪里|哪儿|哪份|哪篇|哪个文件|哪些文件|何处|什么地方|什么文件).{0,6}(?:说|讲|提|写|出现|规定)"
        r"|(?:说|讲|提|写|出)(?:到|过|现|自|的)?.{0,4}(?:在?哪里|在?哪儿|哪份|哪篇|哪些文件|何处)"
        r"|出自|出处(?![分罚理置])|在哪.{0,3}(?:说|讲|提|写|规定)",
    ),
    (
        "definition",
        r"什么是|是什么意思|啥意思|什么意思|是指什么|指的是什么|指什么|什么叫|叫什么|何谓|何为|(?:怎么|怎样|如何)(?:定义|界定)"
        r"|的(?:定义|含义|涵义|内涵)|(?:定义|含义|涵义)[？?]?$"
        r"|(?<!目的)(?<!原因)(?<!根源)(?<!症结)是(?:什么|啥)[？?]?$"
        # what is laid down once and in so many words, asked for by its name alone
        r"|^[^对和与]{2,14}(?:本质要求|总要求|原则|方针|总目标|路线|主要矛盾|中心任务)[？?]?$",
    ),
    ("purpose", r"目的|为了什么|干什么用|做什么用|拿来干|有什么(?:用|意义)|意义"),
    ("reason", r"为什么|为何|为啥|什么原因|(?<!不明)原因(?!不明)|根源|症结|凭啥|怎么会"),
    ("scope", r"适用(?:于|范围|对象|哪|谁)"),
    (
        "person",
        r"谁|哪(?:个|些|家)?(?:部门|单位|机构|人(?!员?不[能得可准许])|领导|岗位|机关|级)|由哪|归(?:哪|谁)"
        r"|什么(?:部门|机构|单位)",
    ),
    # 什么时候要: under which conditions, as 什么情况下.
    (
        "list",
        r"(?:什么|啥)时候(?:要|应当?|该|可以?|能|不能|必须|需要)[^报交完成]+$|(?:什么|啥)情况",
    ),
    (
        "time",
        r"什么时候|啥时候|何时|哪[一]?[年天月日]|几[天年月日号]|几个月|多久|多长时间"
        # 过了有效期的, 期限届满: what is so, and no term asked for
        r"|(?<![过了超])(?:期限|时限|有效期)(?![的内里中间以之前后届满]|一过)|截止|什么时间",
    ),
    (
        "amount",
        r"多少|(?<![哪第好])几[个次回人名项条点种件家台棵岁万元成折倍分]|多大(?!年纪|岁数)|多高|多长"
        r"|比例|标准是|金额|百分之几|(?:总量|增速|增幅|产量|人数|总额|面积|赤字率|(?i:gdp)|生产总值|总人口)[？?]?$",
    ),
    ("basis", r"依据|根据(?:什么|哪)|按照?(?:什么|哪)|凭什么|哪(?:条|部)(?:法|规)"),
    ("procedure", r"流程|程序|步骤|手续|怎么(?:办理|申请|申报|报名|走)|如何(?:办理|申请|申报)"),
    (
        "scope",
        r"适用(?:于|范围|对象)|范围|哪些(?:人|单位|企业|地方|机构)|什么(?:人|单位|样的人)|多大年纪",
    ),
    (
        "list",
        r"哪些|哪几|哪[二两三四五六七八九十\d]|哪样|的[两二三四五六七八九十]个?(?:大|方面|[点条项])[一-鿿]{2,4}[？?]?$|有什么|要做(?:什么|好)|做什么|干什么|干啥|有啥"
        r"|几点|包括(?:什么|啥)|内容有|怎么(?:做|抓|办|管)|如何|怎样|咋(?:做|办|管|弄)"
        r"|(?:什么|啥)(?:材料|条件|要求|证件|资料|情况|情形|责任)"
        r"|(?:写|填|标|载|注)(?:明|上|清楚)?(?:什么|啥)"
        r"|的(?:情形|条件|权利|义务|职责|途径|种类)[？?]?$",
    ),
    (
        "whether",
        r"(?:吗|(?<!什)么)[？?]?$|能不能|可不可以|是否|要不要|是不是|行不行|有没有|能否|可否"
        r"|可以.{0,12}不$|没有$|会不会|算不算",
    ),
)


#: What only stresses that one asks.
_STRESS = re.compile("究竟|到底")
_COUNTED = re.compile(r"多少(?!人员)|几[个次回人名天年月日万元倍成折级小]|多久|多长时间")


@dataclass(frozen=True, slots=True)
class Provision:
    """A provision asked for by number: ``title`` as typed (may be empty), ``art_20/para_2``."""

    title: str
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A question as the searcher and the answerer see it.

    ``topic`` is the text without quotation marks and question words; ``words`` are its
    content words; ``phrases`` stood in quotation marks and are meant to the letter;
    ``titles`` stood in 《》; ``years`` are named, ``day`` is the last day of the one year,
    month or day named; ``type`` is one of definition, reason, time, amount, person, list or
    open, ``form`` one of :data:`FORMS` or open; ``counted`` asks how many or how long, and
    so for a figure.
    """

    text: str
    topic: str
    words: tuple[str, ...]
    phrases: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    day: date | None = None
    provision: Provision | None = None
    type: str = "open"
    form: str = "open"
    counted: bool = False


def understand(text: str, segmenter: Segmenter) -> Query:
    """Read a question; never fails: what is not understood stays plain words."""
    text = " ".join(text.split())
    titles = tuple(dict.fromkeys(match.strip() for match in _TITLE.findall(text)))
    outside_titles = _TITLE.sub(" ", text)
    phrases = tuple(dict.fromkeys(match.strip() for match in _QUOTED.findall(outside_titles)))
    topic = topic_of(text)
    found = find_provision(text)
    dated = fold(_CHINESE_YEAR.sub(lambda year: year[0].translate(_DIGITS), text))
    years = tuple(dict.fromkeys(int(year) for year in _YEAR.findall(dated)))
    bare = _STRESS.sub("", text)
    return Query(
        text=text,
        topic=topic,
        words=tuple(dict.fromkeys(segmenter.query_words(topic))),
        phrases=tuple(phrase for phrase in phrases if phrase),
        titles=titles,
        years=years,
        day=_last_day(dated, years[0]) if len(years) == 1 else None,
        provision=Provision(*found) if found else None,
        type=next((name for name, pattern in _TYPES if re.search(pattern, text)), "open"),
        form=next((name for name, pattern in FORMS if re.search(pattern, bare)), "open"),
        counted=bool(_COUNTED.search(text)),
    )


def _last_day(text: str, year: int) -> date:
    """The last day of what is named of a year: 2024年5月 is its 31st day."""
    match = _DAY.search(text)
    try:
        if match and match[3]:
            return date(year, int(match[2]), int(match[3]))
        month = int(match[2]) if match and match[2] else 12
        return date(year, month, monthrange(year, month)[1])
    except ValueError:  # no such month or day
        return date(year, 12, 31)


def says_nothing(text: str) -> bool:
    """Whether a text only asks, and says nothing of what.

    >>> says_nothing("的的的怎么样？"), says_nothing("信访怎么办")
    (True, False)
    """
    return not re.search(r"[^\W的了吗呢么啊吧呀是]", _ASKING.sub(" ", text))


def topic_of(text: str) -> str:
    """What a question is about: its text without question words and quotation marks.

    >>> topic_of("第一责任人要做什么？")
    '第一责任人'
    """
    bare = re.sub(f"[{QUOTES}]", "", text)
    topic = _ASKING.sub(" ", bare)
    topic = re.sub(r"\s+", " ", topic).strip(" ，。、；：！,.;:!")
    return topic or bare.strip()
