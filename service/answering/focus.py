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
from service.answering.weighing import stands

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from service.answering.units import Unit
    from service.answering.wording import Term
    from service.query import Query

    Tagged = Callable[[str], Sequence[tuple[str, str]]]


class Kind(NamedTuple):
    """Something of a kind: whether a folded text ``shows`` it, and what a sentence ``counts`` that
    does not; what an answer is ``lacking``, in Chinese, that shows nothing of it (nothing where it
    may well be one), if only a text that ``binds`` need show it.
    """

    shows: Callable[[str], object]
    counts: float
    lacking: str = ""
    binds: bool = False


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


#: What asks for something of a kind, and the kind by what shows it.
KINDS: tuple[tuple[re.Pattern[str], Kind], ...] = tuple(
    (re.compile(asks), Kind(re.compile(shows).search, *rest))
    for asks, shows, *rest in (
        # who pays
        (
            "(?:钱|费|费用|成本|开销|损失).{0,4}谁(?:来)?(?:出|掏|付|给|承担|负担|赔|买单|报销)"
            "|谁(?:来)?(?:出钱|掏钱|付钱|花钱|买单)",
            "费[^。;]{0,40}(?:承担|负担|支付|列支|垫付|自理)|(?:承担|负担|支付|垫付|赔偿)[^。;]{0,20}(?:费|经费|资金|损失)"
            "|费由|免费|财政|预算|基金",
            0.001,
        ),
        # whether it costs anything
        (
            "(?:要|用|得|需要?)(?:不要)?(?:另外|自己|再)?(?:交|花|付|给|出|收)?(?:钱|费)(?:吗|么|不|没)"
            "|(?:收费|免费|花钱|要钱|收钱)(?:吗|么|不|没)|收不收[费钱]",
            r"收取|收费|免费|缴费|交费|\d元|不收|免[收缴交]",
            0.02,
        ),
        # why a rule was made
        (
            "(?:为什么|为啥|为何)(?:要|会)?(?:制定|出台|定|立|搞|颁布)|(?:制定|出台|立法)的?(?:目的|原因|背景)",
            "为了?.{4,}制定|制定(?:本|该)|出台",
            0.00001,
        ),
        # from what on something counts as one
        (
            "(?:才|就|也)(?:算|叫|称得上|称为)(?:是|得上|作)?[一-鿿]{2,14}[？?]?$"
            "|(?:情况|情形|样|多少|几).{0,6}算(?:是|得上|作)?[一-鿿]{2,14}[？?]?$",
            "所称|是指|指的是|系指|认定为|属于|视为",
            0.1,
        ),
        # on what terms
        (
            "什么样的(?!情况|情形)|(?:什么|啥|哪些|哪几个?)条件|(?:满足|符合|具备)(?:什么|啥|哪些)",
            "(?:具备|符合|满足)[^。;]{0,24}(?:条件|要求|标准|情形)|应当?(?:是|具备|符合|满足|具有)"
            "|可以(?:申请|申领|享受|参加)|条件|要求|所称|是指",
            0.2,
        ),
        # whom to turn to
        (
            "(?:报|报告|反映|举报|投诉|申请|申报|求助)(?:给|到)?(?:谁|哪)"
            "|(?:向|跟|找|去找)(?:谁|哪个?(?:部门|单位|机构|地方|里|儿))",
            "[向到][^,，。;；]{2,40}(?:报告|申报|反映|举报|投诉|申请|提出|告知|备案|登记|起诉|请求|求助|提交|查询|咨询|办理)"
            "|报[^,，。;；]{2,24}(?:批准|备案|审批)|受理|负责|主管|管辖",
            0.01,
        ),
        # who may not
        (
            "(?:谁|哪些人员?|什么人|哪些情[况形])不(?:能|得|可以|准|许|让)",
            "不[得能予准]|禁止|严禁",
            0.01,
        ),
        # going to court
        (
            "法院(?:去)?(?:告|起诉|打官司)|打官司|能不?能?(?:告|起诉)",
            "诉讼|起诉|人民法院|仲裁",
            0.1,
        ),
        # what is still wrong
        (
            "(?:哪些|什么|啥|哪几个?)(?:主要|突出|具体)?(?:问题|困难|不足|短板|毛病|挑战)[？?]?$",
            "(?:存在|面临|仍|还|尚|看到|不少|一些)[^。;；]{0,40}(?:问题|困难|短板|差距|挑战)"
            "|(?:问题|困难|短板|差距|挑战)[^。;；]{0,16}(?:不容忽视|存在|突出|不少|依然|仍)|不足|不够|制约|薄弱|偏低|不高|不强",
            0.1,
        ),
        # when somebody was born or died, or something was set up
        (
            "(?:哪一?[年天日月]|(?:什么|啥)时候|何时|几月几[号日]).{0,4}(?:去世|逝世|病逝|过世)",
            "去世|逝世|病逝|辞世|与世长辞|牺牲",
            0.01,
            "去世时间",
        ),
        (
            "(?:哪一?[年天日月]|(?:什么|啥)时候|何时|几月几[号日]).{0,4}(?:出生|生的?[？?]?$)",
            "出生|生于|诞生",
            0.01,
            "出生时间",
        ),
        (
            "(?:哪一?[年天日月]|(?:什么|啥)时候|何时|几月几[号日]).{0,4}(?:成立|设立|建立|创办|创建|组建)",
            "成立|设立|建立|创[办建立]|组建|设为|确定为|挂牌|诞生",
            0.1,
            "设立时间",
        ),
        # how one gets it, or gets it anew
        ("怎么(?:报?考|考取)[？?]?$", "考试|考核|报考", 0.1, "考试办法"),
        ("怎么补[办领发]?[？?]?$", "补[办领发证]|换[领发]|遗失|丢失|损毁", 0.1, "补办办法"),
        ("(?:职称|等级|资格)怎么评[定选]?[？?]?$", "评审|评定|评选|评聘", 0.1, "评定办法"),
        # what to hand in
        (
            "(?:交|带|提交|准备|提供|携带|出示|要|需要?|报|凭|持)(?:哪些|什么|啥|哪几[样种份个])"
            "(?:申请|申报|证明)?(?:材料|证件|资料|手续|证明)",
            "材料|资料|复印件|原件|身份证|户口|申请[书表]|证明|证件",
            0.1,
            "要交的材料",
        ),
        # why; of what a rule lays down, by the rule's own words
        (
            "为什么|为何|为啥",
            "因|由于|为了|(?:^|条 )为.{2,60}[,，]|目的|原因|旨在|以便|出于|考虑|适应.{2,}需要",
            1.0,
            "原因",
            True,
        ),
        # how it is worked out
        (
            "(?<!不)怎么(?:计算|算)(?!数|是)|如何计算|按什么(?:标准|价)",
            r"按|乘|每|\d|百分|%|倍|标准|计算|计发",
            0.1,
            "算法",
        ),
        # what follows from breaking a rule
        (
            "怎么处?罚|如何处罚|罚(?:款)?多少|罚几|什么处罚",
            "罚款|(?<!不予)(?<!不予行政)处罚|没收|吊销|处分|拘留|警告|责令|追究|处.{1,20}元"
            r"|加收|滞纳金|罚金|撤销|取消|徒刑|记\d+分",
            1.0,
            "处罚",
        ),
        # where to reach somebody, and where to look
        (
            "(?:电话|热线)(?:号码)?(?:是|打)?(?:多少|什么|几号|哪)",
            r"\d{3,4}-?\d{6,8}|\b1[12]\d{1,3}\b|电话|热线",
            0.1,
            "电话",
        ),
        (
            "(?:网址|官网|网站|邮箱)(?:是|叫)?(?:多少|什么|哪)",
            r"http|www|\.(?:cn|com)|@|网站|网$|[A-Z]{3}|小程序",
            0.1,
            "网址",
        ),
        (
            "(?:地址|地点)(?:是|在)?(?:什么|哪)",
            r"[路街道巷]\S{0,12}号|地址|地点|位于|[区县楼]",
            0.1,
            "地址",
        ),
        # what stands for what, and the how manieth
        (
            "(?:代表|象征|寓意)(?:着|了)?(?:什么|啥|哪)",
            "代表|象征|寓意|表示|表明|意味",
            0.1,
            "寓意",
        ),
        (r"第几[届次批轮期号个]", r"第[一二三四五六七八九十百零\d]+|首[届次批]", 0.1, "次序"),
        # into which grades
        ("(?:分|有)(?:为|成)?哪?几个?[级等档]", "[级等档]", 0.3, "等级"),
        # which ones, by their names
        (
            "(?:国家|省份|城市|市县|县市|企业|学校|行业|品种|品牌|产品|景区)(?:都|分别|具体)?(?:有|是|包括)(?:哪些|哪几)"
            "|哪(?:些|几个?)(?:国家|市县|城市|省份?|县市?)",
            "(?:[^、,，。;；]{2,12}、){2}[^、,，。;；]{2,12}|\n.*\n.*\n",
            0.3,
            "名单",
        ),
    )
)
#: Offices, and those somebody has or is, one of whom is asked for by name.
_WHO = (
    "(?:[省市县区州镇乡村部会局校院处站馆所]|理事|秘书|委员|董事|司令)长|主席|主任|书记|总理|总统|创始人|设计者|作者|专家|学者|友人|院士"
    "|爱人|妻子|丈夫|夫人|父亲|母亲|儿子|女儿|老师|劳模|冠军|得主"
)
_ASKS_NAME = re.compile(
    rf"(?P<who>{_WHO})(?:现在|目前|今年)?的?(?:名字|姓名)?(?:是|叫|有|姓)(?:谁|哪(?:一|几)?位|哪个人|什么(?:名字)?|哪些(?:人)?)[？?]?$"
    rf"|谁是.{{0,16}}?(?P<is>{_WHO})[？?]?$|(?:哪几|[有是]哪[一二三四五六七八九十两]?)位|叫什么名字|[颁授奖]予?给?了谁"
    r"|(?:是|由)谁(?:设计|写|创作|创立|发明|作|题|评价)|谁(?:带队|率领|设计|题写)"
)
#: A blank between two letters that stand apart for show: 主 任.
_APART = re.compile(r"(?<![一-鿿])([一-鿿])[ \u3000]+(?=[一-鿿](?![一-鿿]))")
_SEVERAL = re.compile("有|哪些|哪几")
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
    "什么是|什么意思|啥意思|什么叫|指什么|指的是什么|(?:怎么|如何|怎样)定义|的?(?:定义|含义|涵义)(?:是|$)|何谓|何为"
)
_NUMBERED = re.compile("[两二三四五六七八九十][一-鿿]")
_MEANS = (
    "是指|属于|指的是|所称|系指|(?<!不)是(?![否不])|即|称为|统称|简称|就是|包括|指"
    "|(?<![作认])为.{2,}"
)
#: Letters from which on what stands in quotation marks is no term.
SAYING = 6
_OF_KIND = "(?:机制|制度|工程|行动|政策|原则)?"
#: What asks how two things differ.
_ASKS_DIFFERENCE = re.compile(
    "(?P<one>.+?)(?:和|与|跟|同)(?P<other>.+?)(?:之间)?(?:有(?:什么|啥|哪些)|的)(?:区别(?!于)|不同|差别)"
)
#: Names of a question of which a sentence that says what it means must say these, the last.
_LAST = 2


def focus_of(query: Query, terms: Sequence[Term], tagged: Tagged) -> Focus:
    """The kinds of thing a question asks for by its words; ``tagged`` cuts text into words with
    their part of speech.
    """
    text = query.text
    found = [kind for asks, kind in KINDS if asks.search(text)]
    if named := name_asked(text, tagged):
        found.append(named[1])
    words = [term for term in terms if term.word[1:]]
    said = max(map(len, query.phrases), default=0) > SAYING  # what is quoted is a saying
    if _ASKS_MEANING.search(text) and not _NUMBERED.search(text) and words and not said:
        found.append(Kind(lambda told: _is_meaning(words[-_LAST:], told), 1.0, "含义"))
    if asks := _ASKS_DIFFERENCE.search(text):
        both = [_last_in(words, asks[side]) for side in ("one", "other")]
        found.append(Kind(lambda told: all(stands(one, told) for one in both if one), 1.0, "区别"))
    return Focus(tuple(found))


def name_asked(question: str, tagged: Tagged) -> tuple[str, Kind] | None:
    """Whose name a question asks for, by what the bearer is (省长; empty where that need not stand
    beside it), and the kind that shows one; None where it asks for no name.
    """
    asks = _ASKS_NAME.search(question)
    if asks is None:
        return None
    who = "" if _SEVERAL.search(asks[0]) else asks["who"] or asks["is"] or ""

    def shows(told: str) -> bool:
        told = _APART.sub(r"\1", told)
        names = _names(tagged(told)) if who in told else ()
        return any(
            name not in question
            and (_is_beside(told, start, start + len(name), who) if who else _is_name(name))
            for start, name in names
        )

    return who, Kind(shows, 0.00001, "姓名")


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


def _last_in(terms: Sequence[Term], text: str) -> Term | None:
    """The last of the words that stands in a part of a question."""
    folded = fold(text)
    return next((term for term in reversed(terms) if term.word in folded), None)
