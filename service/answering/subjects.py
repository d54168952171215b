"""Whom a question asks about, where each has rules of its own; and which work, by a bare name.

How long a warning keeps a public servant from promotion says nothing of a Party member, and
what one resettlement regulation lays down nothing of another that is not held.
"""

from __future__ import annotations

import re

#: Whom a rule names that holds for everybody, or for all of an office.
_ANYBODY = "任何(?:单位|组织|机关|个人)|(?:机关|部门)及其工作人员"
#: What asks about somebody; what says around a sentence that it is laid down for them; and what
#: says so in a title alone.
_OWN_RULES: tuple[tuple[str, re.Pattern[str], re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (name, re.compile(asked), re.compile(around), re.compile(title))
    for name, asked, around, title in (
        (
            "党员",
            "党员|入党",
            "党员|党内|党籍|党纪|入党|(?:加入|参加).{0,2}中国共产党",
            "党",
        ),
        ("党支部", "(?<![分干团])支部", "支部|基层党组织|党的基层组织", "中国共产党章程"),
        ("党支部书记", "(?<![分干团])支部书记", "支部书记|支部委员会", "中国共产党章程"),
        ("团支部", "团支部", "团支部|团的基层|团组织", "共产主义青年团"),
        (
            "党委",
            "党委(?!托)",
            "党委|党组|党的委员会|地方委员会|(?<!大)常委会(?=.{0,40}党)",
            "中国共产党|中共",
        ),
        ("党组", "党组(?!织)", "党组(?!织)", "党组(?!织)"),
        ("纪委", "纪委|纪检", "纪委|纪检|纪律检查|监察|巡视", "中国共产党|党"),
        (
            "干部",
            "(?<![骨村])干部",
            f"干部|公务员|领导人员|领导成员|公职人员|国家工作人员|党员|书记|任职|{_ANYBODY}",
            "党",
        ),
        (
            "公务员",
            "公务员",
            f"公务员|公职人员|机关工作人员|国家工作人员|行政机关|干部|{_ANYBODY}",
            "公务员|公职",
        ),
        ("居民委员会", "居委会|居民委员会", "居委会|居民委员会|社区|基层群众性自治", "居民委员会"),
        (
            "村民委员会",
            "村委会|村民委员会",
            "村委会|村民委员会|村民|基层群众性自治",
            "村民委员会|村",
        ),
        ("事业单位", "事业单位", "事业单位", "事业单位"),
        ("法官", "法官", "法官|审判员|审判人员|人民法院", "法官"),
        ("检察官", "检察官", "检察官|检察人员|检察员", "检察"),
        ("律师", "律师", "律师", "律师"),
        ("教师", "教师|老师", "教师|老师|教职|教育|学校|师德", "教"),
        # one kind of leave says nothing of another
        ("婚假", "婚假", "婚假", "婚假"),
        ("丧假", "丧假", "丧假|亲属死亡|亲属去世", "丧假"),
        ("陪产假", "陪产|护理假", "陪产|护理假", "陪产|护理假"),
        ("年休假", r"年休假|(?<![\d今明去当前每])年假(?![期日])|带薪假", "年休假|带薪", "年休假"),
        ("探亲假", "探亲", "探亲", "探亲"),
        ("育儿假", "育儿假", "育儿假", "育儿假"),
        ("病假", "病假(?!药)", "病假|医疗期|患病|因病", "病假"),
        # nor one insurance of another
        ("医疗保险", "医保|医疗保险", "医保|医疗|社会保险|社保", "医"),
        ("养老保险", "养老保险|养老金", "养老|退休|社会保险|社保", "养老|退休"),
        ("失业保险", "失业保险|失业金", "失业|社会保险|社保", "失业"),
        ("工伤保险", "工伤保险", "工伤|职业伤害|社会保险|社保", "工伤"),
        ("生育保险", "生育保险|生育津贴", "生育|社会保险|社保", "生育"),
        ("医生", "医生|大夫", "医生|医师|医务|医疗|卫生", "医"),
    )
)
#: 火星移民条例怎么规定: a work called by its name at the head of a question, without brackets.
_BARE = re.compile(
    r"^(?:请问|根据|按照?|依据|依照)?"
    r"(?!对|在|关于|这|该|本|有关|相关|国家|法律|现行|最新|新|哪|什么|有没有|违反)"
    r"(?P<core>(?:(?!的|了|是|吗|有|怎么|如何|(?P<twice>[一-鿿])不(?P=twice))[一-鿿]){2,16}?)(?P<noun>条例|准则|细则|(?<![方做看说想非违合司执立书用手宪])法)"
    r"(?:是?(?:怎么|如何|怎样)|里面?|中|对|第|有(?:哪些|什么)|什么时候|何时|规定|说|要求)"
)
#: 二级医院, 甲类传染病.
_GRADE = re.compile(
    "(?<![上下同各第省市县区乡镇村一二三四五六七八九十])(?:[一二三四五六七八九十]级|[甲乙丙丁]类)(?=[一-鿿])"
)


def subjects_of(text: str) -> tuple[str, ...]:
    """Those a question asks about who have rules of their own, in a fixed order."""
    found = [name for name, asked, *_ in _OWN_RULES if asked.search(text)]
    return tuple(one for one in found if not any(one != other and one in other for other in found))


def grades_in(text: str) -> tuple[str, ...]:
    """The grades a text names: 二级 of 二级医院; not 县级, 上一级.

    >>> grades_in("二级公立医院和三级公立医院")
    ('二级', '三级')
    """
    return tuple(dict.fromkeys(_GRADE.findall(text)))


def is_of_grade(grades: tuple[str, ...], told: str, title: str) -> bool:
    """Whether a sentence, by itself or by its document's title, may be of the grades asked for:
    it names one of them, or none.
    """
    named = grades_in(told) or grades_in(title)
    return not named or not set(grades).isdisjoint(named)


def is_about(subject: str, title: str, around: str) -> bool:
    """Whether a sentence may be laid down for a subject, by its document's title and what stands
    around it.
    """
    return any(
        shown.search(around) or titled.search(title)
        for name, _, shown, titled in _OWN_RULES
        if name == subject
    )


def bare_work(text: str) -> tuple[str, str]:
    """The name of a work a question begins with, and the name without its noun; else empty.

    >>> bare_work("火星移民条例怎么规定")
    ('火星移民条例', '火星移民')
    """
    found = _BARE.match(text)
    return (found["core"] + found["noun"], found["core"]) if found else ("", "")
