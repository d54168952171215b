"""What a question asks by, and what an answer of each form shows: patterns, nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from service.query import Query

DIGITS = re.compile(r"\d|百分之")
_ONES = "一二三四五六七八九"
_NUMBER = r"(?:\d[\d.,]*[百千万亿]*|[零〇一二三四五六七八九十百千万亿两半数几]+)"
#: 过了有效期的, 期限有什么限制 ask for no length.
_TERM = (
    "(?<![过了超])(?:[期时]限|有效期)(?![的内里中间以之前后届满])"
    "(?!(?:上|方面)?有(?:什么|啥|哪些)(?:限制|规定|要求|说法))"
)
_COUNTING = re.compile(
    rf"多少|(?<!好)几(?![乎何])|多[久长大高远]|比例|占比|比重|[税利费]率|{_TERM}"
)
#: A number as it stands before its unit: 37 元 too.
_COUNT = rf"{_NUMBER} ?"
#: A length of time; 2019年 and 12月20日 are none.
_LASTING = (
    rf"(?<![\d月这近])(?<!最后)(?!(?:19|20)\d\d年){_COUNT}(?:个)?"
    "(?:工作日|自然日|日|天|个月|年(?!度)|小时|分钟|周)"
)
#: That nothing is paid; 免试 is no price.
_FREE = "(?<!减)免(?=[费收交缴征除予票学,，。;；、])|不收"
#: That something holds for good; 长期护理 says nothing of how long.
_FOREVER = "长期(?=有效|保存|[,，。;；]|$)"
#: One in days.
_DAYS = rf"(?<![\d月]){_COUNT}(?:个)?(?:工作日|自然日|日|天|个月|小时|周)"
#: 多久开一次, 几年一届: the last words ask with the first.
HOW_OFTEN = re.compile(
    r"(?P<before>(?:多久|多长时间|隔多长|几(?:天|个?月|年))[^，。；]{0,8}?)一[次回届]"
)
ANY_NUMBER = re.compile(rf"{_NUMBER}|百分之|％|%")
#: What is paid.
MONEY = rf"{_COUNT}(?:余|多)?[美欧港日]?元|%|％|分之|倍|{_FREE}|半价"
#: What asks: where the word before it is what is asked for.
ASKS = re.compile(
    r"是?(?:多少|几[个次人名项条点种件家台棵岁万元年月日天]|什么|啥|哪|谁|多久|多长|多大|多高|怎么|如何|怎样|为何|何时)|[吗么]$"
)
#: What an answer of a type shows.
SIGNS = {
    "list": re.compile(
        r"(?:下列|以下|如下|包括|分为|分别是)|[一二三四五六]是|、[^、，。]{2,20}、|（[一二三]）|第[一二三]，"
    ),
    "person": re.compile(
        r"负责|责任人|牵头|由.{2,20}(?:负责|承担|组织|审批|审议|决定|批准|公开|管|提供|制定|规定)"
        r"|主管|归口|归.{1,12}所有|享有"
    ),
    "time": re.compile(rf"{_LASTING}|{_NUMBER}月|之日起|当场|立即|永久|长期"),
    "amount": re.compile(rf"{_NUMBER}|百分之|倍"),
    "definition": re.compile(
        r"是指|所称|指的是|简称|即[“\"]?|就是|本质|是.{2,30}(?:的|者)|：|明确"
    ),
    "reason": re.compile(r"因为|由于|为了|原因|所以|因此|才能|就会|关系到|决定|有利于|根子|考虑"),
    "purpose": re.compile(r"为了|旨在|目的|以便|专项用于|用于|使|促进|保障|确保"),
    "basis": re.compile(r"根据|依照|依据|按照|凭|《"),
    "scope": re.compile(r"适用|是指|包括|范围|周岁|除外|不适用|参照|具有|另行"),
    "validity": re.compile(r"废止|施行|失效|有效期|停止执行|终止|期满|同时|仍按"),
    "procedure": re.compile(r"应当|申请|提交|受理|审核|审批|批准|报|公示|办理|登记|程序"),
    "whether": re.compile(r"不得|禁止|可以|应当|必须|不予|允许|不需要|无须|无需|免|有权|超过|不是"),
    "comparison": re.compile(rf"{_NUMBER}|由.{{1,20}}(?:改为|提高到|增加到|降到|调整为)"),
}
#: The kind of figure asked for, by the words that ask, and what shows it.
FIGURES: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (re.compile(asked), re.compile(shown))
    for asked, shown in (
        # what is counted is said beside what asks
        ("(?:多少|几)岁", rf"{_COUNT}周?岁"),
        # how long something holds, and not how long somebody is barred
        (
            "(?<![过了超])有效期(?!(?:[的内间满届]|从|自|(?:什么|啥)时候))|(?:管|有效)(?:几|多少)年|(?:几|多少)年有效",
            rf"(?:有效(?!期?限?[内间])|期限?(?:一般)?(?:[为是]|不[少多超低高]))[^。;；]{{0,20}}?(?:(?<!最后){_COUNT}个?[年月日天]|永久|{_FOREVER})"
            rf"|(?:{_COUNT}年内?|永久|长期)有效",
        ),
        (r"几年|多少年", rf"(?!(?:19|20)\d\d年){_COUNT}年|永久|{_FOREVER}"),
        (r"(?:几|多少)周(?![年岁])", rf"{_COUNT}个?周(?![年岁])|{_DAYS}"),
        (r"[有共约总]多长[？?]?$", rf"{_LASTING}|{_COUNT}(?:多|余)?万?(?:公里|千米|米|里)"),
        (
            HOW_OFTEN.pattern,
            rf"{_LASTING}|[每按逐](?:日|天|周|旬|月|季度?|半年|年|学期)|{_COUNT}[次回]|随时"
            r"|(?<![规约指固法预逾限])定期(?![间限])",
        ),
        (r"(?:几|多少)个?月的?(?:本人)?(?:工资|薪)", rf"{_COUNT}(?:个月|倍)"),
        (r"(?:几|多少)个?百分点", rf"{_COUNT}个?(?:百分)?点"),
        # how long before
        (
            "提前(?:几|多少|多[久长])",
            rf"(?:(?:提前|提早|事先|[届期]满之?前|到期前)[^,，。;；]{{0,4}}?){_COUNT}|{_COUNT}个?(?:工作日|自然日|日|天|个月|月|年|周|小时|分钟)[之以]?前",
        ),
        (r"几个月|多少个?月", rf"{_COUNT}个月|(?!(?:19|20)\d\d年){_COUNT}年(?!度)"),
        (r"(?:几|多少)个?(?:小时|钟头)", r"小时"),
        # of the whole product and of grain, so much of that
        (
            "GDP|gdp|生产总值",
            rf"(?:生产总值|GDP|gdp|经济)[^。;；]{{0,16}}?(?:\d|百分之)|{_COUNT}万?亿(?![斤吨千立度])",
        ),
        (
            "(?:打|产|收|种)了?多少[一-鿿]{0,3}粮|粮食(?:总?产量?)?[^，。]{0,6}多少",
            rf"产[^,，。;；]{{0,10}}?{_COUNT}(?:多|余)?[万亿]*(?:公?斤|吨)",
        ),
        # what is earned or traded, in money or by its growth
        (
            r"(?:额|产值|收入|利润|资产|生产总值|GDP|gdp)(?:是|有|为|要|达到?|目标)?多少[？?]?$",
            rf"{_COUNT}(?:多|余)?(?:[美欧港]?元|[万亿](?![级名人]))|%|％|分之|倍",
        ),
        # 收到之日 is no date
        (r"几月", rf"{_NUMBER}月|[上中下]旬|[年季月][初中底末]|(?:次日|当[日天])(?=起)"),
        (
            r"几号|哪[一几]?[天日]|日期(?:是|为)?[？?]?$",
            rf"{_NUMBER}(?:月|[日号](?![之以]?内))|[上中下]旬|[年季月][初中底末]|之日|(?:次日|当[日天])(?=起)",
        ),
        (
            r"几天|几日|多少天|多少日(?!本)|几个?工作日|多少个?工作日",
            rf"{_DAYS}|当[日天场]|立即|永久|[每按](?:日|天|周|月|季度?|半年|年|学期)",
        ),
        (r"几成|几折", "%|％|分之|成|折|全额"),
        ("几分(?!之)|多少分(?!之)", rf"{_COUNT}分(?![之钟])"),
        (
            r"几个?人|多少个?人|几名|多少名|多少位|多少[一-鿿]{1,4}(?:[人员军兵者民师]|战士|学生|青年|老人)[？?]?$",
            rf"(?<![第零一二三四五六七八九十百\d]){_COUNT}(?:余|多)?[万亿]?(?:余|多)?[^，。；、]{{0,6}}(?:[名户]|人(?![民大均])|(?<![单地岗到定])位)"
            # 千千万万, 亿万人, 全体会议 tell nobody's number
            rf"|(?<!千)(?!千[千家]|亿万){_COUNT}[万亿]|半数|分之|全体(?!会)",
        ),
        (r"养[^，。]{0,4}(?:多少|几)条", rf"{_COUNT}[条只头匹口]"),
        *(
            (rf"(?:多少|几){asked}", rf"(?<!第){_COUNT}(?:余|多)?{shown}")
            for asked, shown in (
                *((one, f"[{one}个]") for one in "家所座处"),
                *((one, one) for one in "起届吨亩剂场批次分套台辆份张间层"),
                ("倍", "(?:倍|%|％)"),
                ("回", "[次回]"),
                ("公里", "(?:公里|千米)"),
                ("米", "(?:米|厘米|公分)"),
                ("平", "(?:平方米|平米)"),
                ("斤", "(?:斤|公斤|千克)"),
                *((one, "(?:趟|列|班)") for one in "趟列班"),
                *((one, "[只头匹口]") for one in "只头匹口"),
                ("度", "(?:摄氏)?度"),
            )
        ),
        # so many hundred millions are no share
        ("多少[百千]?[万亿]+[美欧港日]?元", rf"{_COUNT}(?:余|多)?[万亿]*[美欧港日]?元"),
        ("多少[百千]?[万亿]+", rf"{_COUNT}(?:余|多)?[万亿]|\d{{5,}}"),
        # or by the word for it
        (
            r"多少钱|多少[万亿]?元|罚多少|几万?[元块]"
            r"|养老金.{0,6}多少|罚[^，。]{0,6}多少|投资(?:了|是|额|规模|总额|达|完成)*多少",
            MONEY,
        ),
        (
            r"哪一?年(?![以之]?[前后])",
            rf"(?:19|20)\d\d|[今去明前当]年|世纪|{_COUNT}年(?![前内])|之日",
        ),
        # 几十块 is neither five nor a thousand
        ("几十[元块]", rf"(?<![\d.百千万])(?:\d\d|[{_ONES}]?十[{_ONES}]?)元"),
        ("几百[元块]", rf"(?<![\d.千万])(?:\d{{3}}|[{_ONES}两]百[零{_ONES}十]*)元"),
        ("几千[元块]", rf"(?<![\d.万])(?:\d{{4}}|[{_ONES}两]千[零{_ONES}十百]*)元"),
        # an hour, and no point of a list
        (r"(?<!哪)几点钟?(?![要意建希内措经体内看共])", rf"{_COUNT}[时点]"),
        # what is paid is told in money
        (
            r"(?:费用?|价格?|门票|[奖押佣]金)[^，。]{0,4}多少[？?]?$"
            r"|[领发拿补赔交缴付花奖挣赚捐收]到?多少(?:[？?]?$|[^,，。]{0,12}[租税费款][？?]?$)",
            MONEY,
        ),
        (
            r"(?:什么|啥)时候|何时|哪[一]?[年月]|起施行|生效",
            rf"{_COUNT}(?:年|月|日)|当[日天]|季度|之日|届满|(?<![同当及按临定实小暂])时(?![间代期常任限有刻效政尚])"
            r"|前(?![述款列提景期沿往来])|后(?![果续勤备])|起(?![草来诉点源码])",
        ),
        (
            rf"多久|多长时间|{_TERM}|期(?:是|为|有)?多长",
            rf"{_LASTING}|当[日天场]|立即|永久|[每按](?:日|天|周|月|季度?|半年|年|学期)",
        ),
        # what is paid, unless it is asked how long or of how many
        (r"罚款|收费|花了|投了|补贴|补助|津贴|工资", MONEY),
        (r"比例|占比|比重|增长|增速|下降|提高|率|百分之几", r"%|％|分之|倍|个百分点|\d/\d"),
        (r"多大(?:年纪|岁数|以[上下前后])|岁数|年龄", rf"{_COUNT}周?岁"),
        (
            r"面积|多大",
            rf"平方|亩|公顷|万|规模|周?岁|百分之|%|{_COUNT}(?:余|多)?[万亿]*[美欧港日]?元",
        ),
        (
            r"(?:多少|(?<!第)几)(?:[个项条点件种类]|方面)",
            # 第一条, 唯一一个 are no number of things
            rf"(?<![第唯零一二三四五六七八九十百\d])(?!一(?:[个项条点件种类大家国]|方面)){_COUNT}(?:余|多)?(?:[个项条点件种类大]|方面|家|国)"
            r"|(?:只|仅|限|超过|最多|至多)[^,，。;；]{0,8}一[个项条点件种类家]|[二三四五]是|[（(][二三][)）]|第[二三][,，]",
        ),
    )
)
#: 登在好几处, 多领了几个月，怎么处理: some, and no question how many.
_SEVERAL = re.compile("好几|了几(?=[^，,]*[，,].*(?:怎么|怎样|如何|哪|什么|谁|多少|多[久长大]|吗))")
#: Into how many something is parted is told by the parts.
_PARTING = re.compile("分(?:为|成)?哪?(?:几|多少)(?:[种类个大级档等块]|方面)")
#: Forms of question that ask for a figure; another may only speak of one (为什么不给补助).
_FIGURED = frozenset({"amount", "time", "comparison", "open", "scope"})


def figure_of(query: Query) -> re.Pattern[str] | None:
    """What shows the kind of figure a question asks for; None where it asks for none."""
    text = _SEVERAL.sub("", query.text)
    counts = _COUNTING.search(text)
    if _PARTING.search(query.text):
        return None
    if query.form not in _FIGURED or (query.form in ("open", "scope") and not counts):
        return None
    return next((shown for asked, shown in FIGURES if asked.search(text)), None)
