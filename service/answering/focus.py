"""The focus of a question: what kind of thing it wants, where its words alone say it: somebody's
name, who pays, whether it costs anything, why, what to hand in, what a term means.

A sentence may say all the words of a question and nothing of the kind; one that does is nearer the
answer, however it puts the rest. Where nothing that would be quoted shows what must be shown, that
is no answer.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, NamedTuple

from corpus.text import fold
from service.answering.kinds import KINDS, Kind
from service.answering.places import places_in
from service.answering.weighing import stands

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from service.answering.units import Unit
    from service.answering.wording import Term
    from service.query import Query

    Tagged = Callable[[str], Sequence[tuple[str, str]]]


class Focus(NamedTuple):
    """The kinds of thing a question asks for."""

    kinds: Sequence[Kind] = ()

    def worth(self, unit: Unit) -> float:
        """What a sentence counts by what it shows of the kinds asked for."""
        told = fold(unit.told) if self.kinds else ""
        return math.prod(one.counts for one in self.kinds if not one.shows(told))

    def lacking(self, texts: Sequence[str], *, binds: bool) -> str:
        """What is asked for and shown by none of the texts; empty where nothing is sure to be."""
        told = fold("\n".join(texts))
        needed = (one for one in self.kinds if one.lacking and (binds or not one.binds))
        return next((one.lacking for one in needed if not one.shows(told)), "")


#: Offices, and those somebody has or is, one of whom is asked for by name.
_WHO = (
    "(?:[省市县区州镇乡村部会局校院处站馆所组队河湖林]|理事|秘书|委员|董事|司令)长|主席|主任|书记|总理|总统|创始人|设计者|作者|专家|学者|友人|院士"
    "|爱人|妻子|丈夫|夫人|父亲|母亲|儿子|女儿|老师|劳模|冠军|得主"
)
_ASKS_NAME = re.compile(
    rf"(?P<who>{_WHO})(?:现在|目前|今年)?的?(?:名字|姓名)?(?:是|叫|有|姓)(?:谁|哪(?:一|几)?位|哪个人|什么(?:名字)?|哪些(?:人)?)[？?]?$"
    r"|(?P<report>报告)(?:是|由)谁作"
    rf"|谁是.{{0,16}}?(?P<is>{_WHO})[？?]?$|(?:哪几|[有是]哪[一二三四五六七八九十两]?)位|叫什么名字|[颁授奖]予?给?了谁"
    r"|哪(?:一?[个位])(?:皇帝|国王|君主|将军|大臣|名人|伟人|诗人|作家|领导人?)"
    r"|(?:陪同|随行|同行|接见)[^,，。]{0,8}(?:有谁|哪些人|哪几个?人|是谁)"
    r"|(?:是|由)谁(?P<by>设计|写|创作|创立|发明|作|题|评价)|谁(?P<does>带队|率领|设计|题写)|(?:代表|嘉宾|签[字署]的?)(?:人|都|分别)*(?:是|有)谁[？?]?$"
)
#: Who makes a report.
_REPORTING = "[省市县区州镇乡旗]长|主席|总理|院长|检察长|主任"
#: A blank between two letters that stand apart for show: 主 任.
_APART = re.compile(r"(?<![一-鿿])([一-鿿])[ \u3000]+(?=[一-鿿](?![一-鿿]))")
_SEVERAL = re.compile("有|哪些|哪几")
#: What asks for more names than one.
_SOME = re.compile("哪[几两二三四五六七八九十]+位")
#: A name, as the tagger takes it for one: beginning so, and ending in nothing that names a thing.
_SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章苏潘葛范彭郎鲁韦马苗方俞任袁柳史唐费廉薛雷"
    "贺倪汤滕罗毕郝安常乐于傅齐康伍余顾孟黄穆萧肖尹姚邵汪毛狄贝臧成戴宋茅庞熊纪舒屈项祝董梁杜阮蓝席季贾路江童颜郭梅林钟徐"
    "邱骆高夏蔡田樊胡凌霍万柯卢莫房解应丁宣邓洪包左石崔吉龚程裴陆翁荀段焦巴牧谷车侯全班仇宁甘厉祖刘叶白蒲卓屠池乔闻翟谭"
    "温庄晏柴瞿阎连习艾向古易廖辛简饶曾关游盛商佘牟岳欧阳司马诸葛上官聂晁勾敖冷阙"
)
_NO_NAME = re.compile("[法令案市县区乡镇省州国湖江山]$")
#: Letters that may stand between a name and what its bearer is.
_BESIDE = r"(?:同志|先生|女士|,?(?:担任|任|为|是|当选|现任|兼|等)?)?[\s:：、\"]{0,6}[一-鿿]{0,4}"
#: Letters around a name in which that is looked for.
NEAR = 12
#: What asks for the meaning of a term, and what gives one; so many things are told one by one.
_ASKS_MEANING = re.compile(
    "什么是|什么意思|啥意思|什么叫|指(?:的是)?什么(?!情[况形])|(?:怎么|如何|怎样)(?:定义|界定)|的?(?:定义|含义|涵义)(?:是|$)|何谓|何为"
)
_NUMBERED = re.compile("[两二三四五六七八九十][一-鿿]")
_DEFINED = re.compile("定义|含义|涵义|界定")
_MEANS = (
    "是指|属于|指的是|所称|系指|(?<!不)是(?![否不])|即|称为|统称|简称|就是|包括|指"
    "|(?<![作认])为.{2,}"
)
#: Letters from which on what stands in quotation marks is no term.
SAYING = 6
_OF_KIND = "(?:机制|制度|工程|行动|政策|原则)?"
#: What an answer is lacking that names no place.
IS_WHERE = "是哪里"
#: What asks for places by their names, and what is none.
_ASKS_PLACES = re.compile(
    "(?P<chosen>(?:[选定]了?|覆盖|涉及)哪(?:些|几个?)(?:试点)?(?:地方|地区|城市|省份|市县))|"
    "哪(?:些|几个?|个|座|[一两二三四五六七八九十]+个?)(?:新|试点)?"
    "(?P<what>地区|省份?|城市|省市|省区市|市县|县市?|(?:成员|参会|与会)?国家?|市|(?:民族)?乡镇?|镇|街道)"
    "(?!的?(?:报告|文件|讲话|政府|际|[人部单主内有企公法]))"
)
_NO_PLACE = frozenset("中国 我国 全国 全省 全市 中华人民共和国".split())
#: What asks how two things differ.
_ASKS_DIFFERENCE = re.compile(
    "(?P<one>.+?)(?:和|与|跟|同)(?P<other>.+?)(?:之间)?(?:有(?:什么|啥|哪些)|的)(?:区别(?!于)|不同|差别)"
)
_DIFFER = re.compile("区别|不同|差别|差异|不是|而是|前者|后者|相比|分别|区分")
#: A term alone, of which it is asked what it is: no part of something else.
_BARE_TERM = re.compile("^(?P<term>[一-鿿]{2,6}?)(?:究竟|到底)?是(?:什么|啥)[？?]?$")
#: What asks how much there is of something by its name, before it or behind.
_ASKS_COUNT = re.compile(
    "(?P<of>[一-鿿]{2,}?)(?:[是为有要约共]|达到?|一共|总共|目前|现在)*多少(?:[十百千万亿]*(?:[美欧港日]?元|钱|人次?|[吨家个件户名])|[百千万亿]+)?[？?]?$"
    "|(?<!哪)(?:多少|几)[十百千万亿]*(?:人次|[个名位家所座只棵])?(?P<counted>[一-鿿]{2,})[？?]?$"
)
#: What any amount is called, and what says nothing of what it is of.
_OF_AMOUNTS = frozenset(
    (
        "标准 目标 比例 比重 占比 规模 数量 总量 总数 数额 金额 总额 费用 价格 补贴 补助 资助 奖励"
        " 奖金 津贴 罚款 水平 面积 幅度 增速 增长 名额 一共 总共 情况 收入 计划 安排 时间 时限 期限"
        " 手续 结果 意见 最高 最低 最多 最少 分别 个人 单位 企业"
    ).split()
)
#: What is done with an amount; a word that ends so was cut wrongly: 褒扬 and 金发 of 褒扬金发多少.
_PAID = "发给补交付领罚扣退"
#: Parts of speech of what can be counted; a term of the lexicon has none.
_NOUNS = re.compile("n(?!s)|j|$")
#: What asks who somebody is, and what stands before a name and says it.
_ASKS_WHO_IS = re.compile(
    "^(?P<name>[一-鿿·]{2,12}?)(?:同志)?(?:到底|究竟)?是(?:谁|什么人|何人)[？?]?$"
)
_TITLES = (
    f"{_WHO}|首相|国王|女王|外长|大使|教授|烈士|将军|总裁|代表|委员|常委"
    "|诗人|作家|画家|科学家|企业家|英雄"
)
#: Names of a question of which a sentence that says what it means must say these, the last.
_LAST = 2


def focus_of(
    query: Query,
    terms: Sequence[Term],
    tagged: Tagged,
    defined: str = "",
    has_word: Callable[[str], bool] = lambda _: True,
) -> Focus:
    """The kinds of thing a question asks for by its words; ``tagged`` cuts text into words with
    their part of speech, ``defined`` is the term whose meaning is asked for, as far as is known,
    ``has_word`` says what a dictionary has.
    """
    text = query.text
    found = [kind for asks, kind in KINDS if asks.search(text)]
    if named := name_asked(text, tagged):
        found.append(named[1])
    if bearer := _who_is(text, tagged):
        found.append(Kind(bearer.search, 0.01, "是谁"))
    words = [term for term in terms if term.word[1:]]
    said = max(map(len, query.phrases), default=0) > SAYING  # what is quoted is a saying
    if asks := _ASKS_PLACES.search(text):
        names = _names_country if "国" in (asks["what"] or "") else _names_place
        counts = 0.01 if asks["chosen"] else 0.1
        found.append(Kind(lambda told: names(tagged(told), text), counts, IS_WHERE))
    several = _NUMBERED.search(text) and not _DEFINED.search(text)
    if _ASKS_MEANING.search(text) and not several and words and not said:
        called = [term for term in words if term.word in fold(defined)] or words
        found.append(Kind(lambda told: _is_meaning(called[-_LAST:], told), 1.0, "含义"))
    elif query.form != "reason" and (bare := _BARE_TERM.match(text)) and not several:
        found.append(Kind(_said_of(fold(bare["term"])).search, 1.0, "含义"))
    if counted := _counted(query, words, tagged, has_word):
        found.append(Kind(lambda told: _is_named(counted, told), 1.0, f"{counted.word}的数量"))
    if both := _differing(text, words):
        found.append(Kind(lambda told: all(_any_said(one, told) for one in both), 1.0, "区别"))
    return Focus(tuple(found))


def _counted(
    query: Query, terms: Sequence[Term], tagged: Tagged, has_word: Callable[[str], bool]
) -> Term | None:
    """The name of what it is asked how much there is of; None where nothing is, or no name."""
    asks = _ASKS_COUNT.search(query.text) if query.form == "amount" else None
    if asks is None:
        return None
    within = fold(asks["of"] or asks["counted"])
    kinds = {fold(word): kind for word, kind in tagged(query.text)}
    named = [
        term
        for term in terms
        if term.word in within
        and _NOUNS.match(kinds.get(term.word, "x"))
        and term.word not in _OF_AMOUNTS
        and term.word[-1] not in _PAID
        and has_word(term.word)
        and not places_in(term.word)
    ]
    last = max(named, key=lambda term: within.rfind(term.word), default=None)
    if last is None or not last.held:  # what no text calls so, all call otherwise
        return None
    before, _, rest = within.rpartition(last.word)
    before = re.sub("|".join([*(re.escape(one.word) for one in named), "的"]), "", before)
    if (before and asks["counted"]) or (rest and rest not in _OF_AMOUNTS):
        return None
    return last


def _is_named(term: Term, told: str) -> bool:
    """Whether something is named by its word, another for it, or two letters of it: of two the
    last, for that says what it is.
    """
    word = term.word
    pairs = [word[at : at + 2] for at in range(len(word) - 1)] if word[2:] else [word[-1]]
    return stands(term, told) or any(pair in told for pair in pairs)


def _who_is(question: str, tagged: Tagged) -> re.Pattern[str] | None:
    """What says who somebody is that a question names, before the name or behind it; None where
    it asks of nobody by name.
    """
    asks = _ASKS_WHO_IS.search(question)
    kinds = {kind[:2] for _, kind in tagged(asks["name"])} if asks else set()
    if asks is None or kinds != {"nr"}:
        return None
    name = re.escape(fold(asks["name"]))
    return re.compile(
        f"(?:{_TITLES}){name}|{name}(?:同志|先生|女士)?(?:是(?!在|否|从)|,(?:[男女]|原名|[^,。]{{2,6}}人[,。])|[(][^)]*(?:年|[男女]))"
        f"|{name}(?:同志)?[^,，。;；]{{0,4}}(?:现任|曾任|担任|当选|出生)"
    )


def _said_of(term: str) -> re.Pattern[str]:
    """What says of a term by its whole name what it is, before it or behind."""
    name = re.escape(term)
    return re.compile(
        f'(?<![一-鿿]){name}"?(?:[(][^()]{{1,20}}[)])?[,，]?(?:[就都也既仍]?是|是指|系指|指|即|包括|分为|由|有|:)'
        f'|所称的?"?{name}|(?:作|成|称|叫|认定|视|属于?|称之)为?"?{name}|(?:以下)?(?:简|统)称"?[^,，。]{{0,8}}{name}|是"?{name}(?![一-鿿])'
    )


def name_asked(question: str, tagged: Tagged) -> tuple[str, Kind] | None:
    """Whose name a question asks for, by what the bearer is (省长; empty where that need not stand
    beside it), and the kind that shows one; None where it asks for no name.
    """
    asks = _ASKS_NAME.search(question)
    if asks is None:
        return None
    who = "" if _SEVERAL.search(asks[0]) else asks["who"] or asks["is"] or ""
    who = _REPORTING if asks["report"] else who

    deed = asks["by"] or asks["does"]
    least = 2 if _SOME.search(question) else 1

    def shows(told: str) -> bool:
        told = _APART.sub(r"\1", told)
        if deed and not re.search(f"[{deed}]", told):
            return False
        names = _names(tagged(told)) if re.search(who, told) else ()
        found = {
            name
            for start, name in names
            if name not in question
            and (_is_beside(told, start, start + len(name), who) if who else _is_name(name))
        }
        return len(found) >= least

    return who, Kind(shows, 0.00001, "姓名")


def _names_place(words: Sequence[tuple[str, str]], question: str) -> bool:
    """Whether words name a place that a question does not."""
    told = "".join(word for word, _ in words)
    tagged = (word for word, kind in words if kind == "ns" and word[1:])
    return any(
        place not in question and place not in _NO_PLACE for place in (*places_in(told), *tagged)
    )


def _names_country(words: Sequence[tuple[str, str]], question: str) -> bool:
    """Whether words name a country that a question does not."""
    told = [word for word, kind in words if kind == "ns" and word[1:] and word not in question]
    return any(
        not places_in(word) and word not in _NO_PLACE and word[-1] not in "省市县区州镇乡村"
        for word in told
    )


def _names(words: Sequence[tuple[str, str]]) -> Iterator[tuple[int, str]]:
    """The names among the words of a text, each with where it begins."""
    at, name = 0, ""
    for word, kind in (*words, ("", "")):
        if kind.startswith("nr") or (name and (word == "·" or _ends(name, word, kind))):
            name += word
        else:
            if len(name) > 1 and not _NO_NAME.search(name):
                yield at - len(name), name
            name = ""
        at += len(word)


def _ends(name: str, word: str, kind: str) -> bool:
    """Whether a word is what is left of a name cut behind its first letter: 萨 and 国文."""
    return len(name) == 1 and len(word) < 3 and kind == "nz"


def _is_beside(told: str, start: int, end: int, who: str) -> bool:
    """Whether beside a name stands what its bearer is: 主任, not 副主任."""
    office = f"(?<![副原]){who}"
    return bool(
        re.search(f"{office}{_BESIDE}$", told[max(0, start - NEAR) : start])
        or re.match(f"{_BESIDE}{office}", told[end : end + NEAR])
    )


def _is_name(word: str) -> bool:
    return "·" in word or (len(word) < 5 and word[0] in _SURNAMES)


def _is_meaning(words: Sequence[Term], told: str) -> bool:
    """Whether a sentence says what is meant by words: 家政服务，是指…, “直通车”机制（…）."""
    called = "|".join(map(re.escape, (words[-1].word, *words[-1].others)))
    means = re.compile(f'{_MEANS}|(?:{called})"?{_OF_KIND}[:：(](?!含|注)')
    said = re.split("[。\n]", told)
    return any(means.search(one) and all(_is_said(word, one) for word in words) for one in said)


def _is_said(term: Term, told: str) -> bool:
    """Whether a word stands in a sentence, or what it begins and ends with."""
    word = term.word
    parts = len(word) > 3 and word[:2] in told and word[-2:] in told
    return parts or stands(term, told)


def _differing(question: str, words: Sequence[Term]) -> Sequence[Sequence[Term]]:
    """The words of both sides whose difference is asked for; none where it is not."""
    asks = _ASKS_DIFFERENCE.search(question)
    sides = [fold(asks[side]) for side in ("one", "other")] if asks else []
    return [[term for term in words if term.word in side] for side in sides]


def is_told_apart(question: str, terms: Sequence[Term], told: str) -> bool:
    """Whether each of two things whose difference is asked for is spoken of by itself, or both as
    differing; true where none is asked for.
    """
    sides = _differing(question, [term for term in terms if term.word[1:]])
    said = [
        [_any_said(one, part) for one in sides] for part in re.split("[,，。;；\n]", told) if part
    ]
    if any(all(one) for one in said) and _DIFFER.search(told):
        return True
    return all(any(one[at] and not all(one) for one in said) for at in range(len(sides)))


def _any_said(terms: Sequence[Term], told: str) -> bool:
    """Whether one of a side's words stands in a text, if it has any."""
    return not terms or any(stands(term, told) for term in terms)
