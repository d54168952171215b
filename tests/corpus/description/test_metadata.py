"""What a document is: declared first, then read from its face, its history, its last sentence."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.dates import parse_date
from corpus.description.document_numbers import normal_number
from corpus.description.kinds import kind_named, kind_of
from corpus.description.metadata import describe, doubts
from corpus.description.organs import organ_of_history, organ_of_title
from corpus.errors import UnreadableDocument
from corpus.model import Description, Line, RawDocument, Source
from corpus.titles import head_noun, work_key, work_name

#: More organs than a line is long.
MANY = "、".join(f"北岭省第{n}工业管理局" for n in "一二三四五六七八")


def described(text: str, meta: dict[str, str] | None = None, **overrides: str) -> Description:
    return describe(raw(text, meta), overrides=overrides)


def raw(text: str, meta: dict[str, str] | None = None) -> RawDocument:
    lines = tuple(Line(line) for line in text.strip().split("\n"))
    return RawDocument(lines, Source("某文件.txt", "0123456789abcdef" * 4, "plain"), meta or {})


NOTICE = """
北岭能源集团有限公司文件
北能发〔2024〕第12号
签发人：周明远
北岭能源集团有限公司关于开展
矿用设备安全检查的通知
各所属单位：
为了查清设备底数，现就有关事项通知如下。
一、检查范围
全部在用设备。
北岭能源集团有限公司
2024年3月5日
"""

RULE = """
北岭能源集团有限公司设备管理办法（试行）
（2022年5月6日集团公司令第7号公布 2023年8月1日集团公司令第9号修正）
第一条 为了管好设备，制定本办法。
第二条 各单位应当建立台账。
第三条 本办法自2022年7月1日起施行，有效期5年。《北岭能源集团有限公司设备管理暂行规定》同时废止。
"""

SPEECH = """
在集团公司青年职工座谈会上的讲话同志们：今天请大家来，是想听听心里话，刚才八位同志……
在集团公司青年职工座谈会上的讲话
（2025年5月4日）
韩立群
同志们：
今天请大家来，是想听听心里话。刚才八位同志发了言，我很受触动。
"""


def test_an_official_letter_is_read_from_its_face() -> None:
    found = described(NOTICE)
    assert found.title == "北岭能源集团有限公司关于开展矿用设备安全检查的通知"
    assert (found.kind, found.issuer) == ("notice", "北岭能源集团有限公司")
    assert (found.number, found.issued) == ("北能发〔2024〕12号", date(2024, 3, 5))


def test_a_rule_tells_its_days_its_end_and_what_it_ends() -> None:
    found = described(RULE)
    assert (found.kind, found.trial, found.work) == (
        "rule",
        True,
        "北岭能源集团有限公司设备管理办法",
    )
    # amended in 2023: this version is published and in force from then
    assert (found.issued, found.effective) == (date(2023, 8, 1), date(2023, 8, 1))
    assert found.repealed == date(2028, 8, 1)
    assert found.supersedes == ("北岭能源集团有限公司设备管理暂行规定",)
    assert found.number == "集团公司令第9号"


def test_a_cut_off_lead_is_no_title() -> None:
    found = described(SPEECH)
    assert found.title == "在集团公司青年职工座谈会上的讲话"
    assert (found.kind, found.issuer, found.issued) == ("speech", "韩立群", date(2025, 5, 4))


ORDER = """
丹林市行政复议程序规定
丹林市人民政府令第16号
《丹林市行政复议程序规定》业经市政府常务会议讨论通过，现予发布实施。
市长：董某
一九九四年五月十八日
第一条 为了做好行政复议，制定本规定。
第二条 本规定适用于本市。
"""


def test_an_order_names_its_organ_its_number_and_its_day() -> None:
    found = described(ORDER)
    assert (found.title, found.kind) == ("丹林市行政复议程序规定", "rule")
    assert (found.issuer, found.number) == ("丹林市人民政府", "丹林市人民政府令第16号")
    assert found.issued == date(1994, 5, 18)


FACES = [
    # The first lines of a text; title, issuer, number, day, kind.
    (
        "关于返还基金问题的通知\n财政部、司法部\n现将有关问题通知如下。",
        ("关于返还基金问题的通知", "财政部、司法部", None, None, "notice"),
    ),
    (
        "国家检修总局设备司关于印发《检修标准》的通知-国检函[1998]26号\n现印发给你们。",
        (
            "国家检修总局设备司关于印发《检修标准》的通知",
            "国家检修总局设备司",
            "国检函〔1998〕26号",
            None,
            "notice",
        ),
    ),
    (
        "关于检修的调查与思考\n编辑：肖某 发表时间:2016-10-18 10:32 来源：云岭网\n现报告如下。",
        ("关于检修的调查与思考", None, None, date(2016, 10, 18), "other"),
    ),
    ("镇安全生产会议讲话稿\n今天开会。", ("镇安全生产会议讲话稿", None, None, None, "speech")),
    # A page's labels behind bullets; a web site is no organ.
    (
        "云岭县政府工作规则\n• 发文机构:\n县政府网站\n• 发文字号:\n云政发〔2024〕7号\n• 发文日期:\n"
        "2024年04月06日 16:40\n第一条 略。",
        ("云岭县政府工作规则", None, "云政发〔2024〕7号", date(2024, 4, 6), "rule"),
    ),
    # A title goes on in the next line until its 《 is closed; two organs run together are two.
    (
        "云岭市人大办公室关于征求《云岭市立法条例\n（修订草案）》意见的公告\n现公开征求意见。",
        (
            "云岭市人大办公室关于征求《云岭市立法条例（修订草案）》意见的公告",
            "云岭市人大办公室",
            None,
            None,
            "notice",
        ),
    ),
    (
        "中共云岭市委办公室云岭市人民政府办公室印发《检修意见》的通知\n现印发给你们。",
        (
            "中共云岭市委办公室云岭市人民政府办公室印发《检修意见》的通知",
            "中共云岭市委办公室、云岭市人民政府办公室",
            None,
            None,
            "notice",
        ),
    ),
    # The number stands below the news that tells of it, or begins a long line.
    (
        "日前，县政府印发通知。\n原文如下：\n云岭县人民政府\n关于印发《检修办法》的通知\n云府办发〔2025〕11号\n"
        "各乡镇：",
        ("某文件说明", None, "云府办发〔2025〕11号", None, "other"),
    ),
    (
        "关于营造检修环境的意见\n云发〔2018〕22号 为营造检修环境，增强检修活力，根据省委、省政府"
        "有关文件精神，结合实际，提出如下意见，请认真贯彻执行，并将情况及时上报。",
        ("关于营造检修环境的意见", None, "云发〔2018〕22号", None, "policy"),
    ),
    # A numbered line is no title, and nothing below it is.
    ("一、办理时限\n15个工作日\n二、办理流程", ("某文件说明", None, None, None, "other")),
    (
        "2026年政府工作报告\n——在丹林省第十四届人民代表大会第四次会议上\n各位代表：\n"
        "现在，我代表省人民政府，向大会报告工作。",
        ("2026年政府工作报告", "丹林省人民政府", None, None, "report"),
    ),
]


@pytest.mark.parametrize(("text", "expected"), FACES)
def test_a_face_from_the_web(text: str, expected: tuple[object, ...]) -> None:
    lines = tuple(Line(line) for line in text.split("\n"))
    found = describe(RawDocument(lines, Source("某文件说明.txt", "0" * 64, "plain"), {}))
    assert (found.title, found.issuer, found.number, found.issued, found.kind) == expected


def test_a_declared_number_without_a_digit_is_none() -> None:
    assert described(RULE, {"number": "（政务问答）"}).number == "集团公司令第9号"


HISTORIES = [
    # text of the history and of the last article; passed, issued, effective
    (
        "2019年11月2日 某省第十二届人民代表大会常务委员会第三次会议通过\n2020年1月1日 施行",
        "第九条 本条例自2020年1月1日起施行。",
        ("2019-11-02", None, "2020-01-01"),
    ),
    # the day in 《》 is another document's
    (
        "2001年3月4日国务院令第300号公布 根据2018年6月7日《2017年关于修改〈甲条例〉的决定》修正",
        "第九条 本条例自2001年5月1日起施行。",
        ("2018-06-07", "2018-06-07", "2018-06-07"),
    ),
    # 自公布之日起
    (
        "2015年4月5日某部令第3号公布",
        "第九条 本办法自公布之日起30日后施行。",
        (None, "2015-04-05", "2015-05-05"),
    ),
    # a revision names its own day
    (
        "1999年1月2日通过 2023年9月1日修订",
        "第九十条 本法自2024年1月1日起施行。",
        ("2023-09-01", None, "2024-01-01"),
    ),
]


@pytest.mark.parametrize(("info", "last", "days"), HISTORIES)
def test_histories(info: str, last: str, days: tuple[str | None, ...]) -> None:
    found = described(
        f"第一条 为了某事。\n{last}", {"title": "某条例", "info": info, "kind": "rule"}
    )
    told = (found.passed, found.issued, found.effective)
    assert tuple(str(day) if day else None for day in told) == days


TERMS = [
    # the last article of a rule published on 2024-03-01; the first day it no longer holds
    ("第九条 本办法自发布之日起施行，有效期五年。", "2029-03-01"),
    ("第九条 本办法自2024年4月1日起试行，试行期二年。", "2026-04-01"),
    ("第九条 本办法自印发之日起试行两年。", "2026-03-01"),
    ("第九条 本办法自2024年8月31日起施行，试行期限为18个月。", "2026-02-28"),
    ("第九条 本办法自2024年4月1日起施行。有效期3年。", "2027-04-01"),
    ("第九条 本办法有效期５年，自2024年4月1日起实施。", "2029-04-01"),
    ("第九条 本办法自印发之日起施行，有效期至2026年12月31日。", "2027-01-01"),
    # without a day to come into force it holds from the day it is published
    ("第九条 本办法有效期一年。", "2025-03-01"),
    # what is on trial for a year and then in force for good has no end
    ("第九条 本办法自2024年4月1日起试行一年后正式施行。", None),
    # others have terms too
    ("第九条 许可证有效期五年。\n第十条 本办法自2024年4月1日起施行。", None),
    ("第九条 本办法自2024年4月1日起施行，原许可证有效期五年。", None),
    ("第九条 自本办法施行之日起申领的，设置2年有效期。", None),
    ("第九条 本证书有效期三年。", None),
]


@pytest.mark.parametrize(("last", "end"), TERMS)
def test_a_document_sets_itself_a_term(last: str, end: str | None) -> None:
    meta = {"title": "某办法", "issued": "2024-03-01", "kind": "rule"}
    found = described(f"第一条 为了某事。\n{last}", meta)
    assert found.repealed == (parse_date(end) if end else None)


REPEALS = [
    (
        "本办法自发布之日起施行，《甲办法》《乙规定（试行）》同时废止。",
        ("甲办法", "乙规定（试行）"),
    ),
    ("2018年3月4日公布的《丙细则》停止执行。", ("丙细则",)),
    # a clause that settles conflicts repeals nothing
    ("此前《丁规定》与本办法不一致的，以本办法为准。", ()),
    # the ground of an amendment is not what ends
    ("根据《关于修改戊办法的决定》修正的《戊办法》同时废止。", ("戊办法",)),
]


@pytest.mark.parametrize(("sentence", "titles"), REPEALS)
def test_what_a_document_ends(sentence: str, titles: tuple[str, ...]) -> None:
    assert described(f"某单位某办法\n第一条 为了某事。\n第二条 {sentence}").supersedes == titles


def test_overrides_win_and_are_refused_clearly() -> None:
    found = described(RULE, {"kind": "通知"}, kind="rule", issued="2024年1月2日", issuer="某厅")
    assert (found.kind, found.issued, found.issuer) == ("rule", date(2024, 1, 2), "某厅")
    with pytest.raises(UnreadableDocument, match="--issued 2024-13-45"):
        described(RULE, issued="2024-13-45")
    with pytest.raises(UnreadableDocument, match="--kind 诗歌"):
        described(RULE, kind="诗歌")


def test_doubtful_declarations_are_named_not_used() -> None:
    document = raw("某单位某通知\n正文。", {"date": "2015", "kind": "诗歌"})
    assert describe(document).issued is None
    assert len(doubts(document)) == 2


def test_a_text_in_the_place_of_a_title_is_no_title() -> None:
    lines = (Line("关于值班的通知"), Line("各单位按时到岗。"))
    source = Source("x", "0" * 64, "jsonl")
    document = RawDocument(lines, source, {"title": "发布" * 50_000})
    assert describe(document).title == "关于值班的通知"
    assert "100000 字" in doubts(document)[0]


KINDS = [
    ("某省人民政府工作报告", "report"),
    ("关于印发《某集团公司采购办法》的通知", "notice"),
    ("某集团公司采购办法", "rule"),
    ("最高人民法院关于审理某类案件若干问题的规定", "judicial_interpretation"),
    ("在年度总结大会上的发言", "speech"),
    ("党委会会议纪要", "minutes"),
    ("关于加强质量工作的指导意见", "policy"),
    ("某某促进法", "law"),
]


@pytest.mark.parametrize(("title", "kind"), KINDS)
def test_kinds_by_title(title: str, kind: str) -> None:
    assert kind_of(title, "") == kind


def test_a_notice_that_only_carries_a_rule_is_a_rule() -> None:
    articles = "\n".join(f"第{number}条 应当如此。" for number in "一二三四五六")
    assert kind_of("关于印发《采购办法》的通知", f"现予印发。\n{articles}") == "rule"
    assert kind_named("部门规章") == "rule"


DAYS = [
    "2024年3月5日",
    "二〇二四年三月五日",
    "２０２４年３月５日",
    "2024-03-05",
    "2024.3.5",
    "2 0 2 4年3月5日",
]


@pytest.mark.parametrize("written", DAYS)
def test_days(written: str) -> None:
    assert parse_date(written) == date(2024, 3, 5)


def test_no_days() -> None:
    assert parse_date("2024年2月30日") is None
    assert parse_date("2024年") is None


WORKS = [
    ("中华人民共和国公司法(2018修正)", "公司法"),
    ("《中国共产党支部工作条例（试行）》", "中国共产党支部工作条例"),
    ("刑法修正案（七）", "刑法修正案（七）"),  # a number is part of the name
    ("北岭省节水条例（2021年修订）", "北岭省节水条例"),  # so is the place
]


@pytest.mark.parametrize(("title", "work"), WORKS)
def test_work_names(title: str, work: str) -> None:
    assert work_name(title) == work


def test_small_things() -> None:
    assert normal_number("国发[2019]第05号") == "国发〔2019〕5号"
    assert normal_number("依据是国发〔2018〕41号") == "国发〔2018〕41号"
    assert normal_number("这是国办发〔2019〕4号") == "国办发〔2019〕4号"
    assert head_noun("甲公司乙办法（试行）") == "办法"
    assert work_key("《实施〈中华人民共和国水法〉办法》") == work_key("实施《水法》办法")


@pytest.mark.parametrize(
    ("title", "organ"),
    [
        ("北岭省人民政府办公厅关于印发某某方案的通知", "北岭省人民政府办公厅"),
        ("北岭省对外贸易委员会公告", "北岭省对外贸易委员会"),
        ("北岭省应对极端天气工作领导小组关于某某的通知", "北岭省应对极端天气工作领导小组"),
        ("北岭省学习型社会建设领导小组办公室关于某某的通知", "北岭省学习型社会建设领导小组办公室"),
        # headlines that go on to name an organ
        ("某某签署北岭省人民政府令 公布《某某办法》", ""),
        ("省长对安全工作作出重要指示强调 落实省委关于安全生产的部署", ""),
        ("征求对北岭省委关于某某的建议的意见", ""),
    ],
)
def test_the_organ_a_title_begins_with(title: str, organ: str) -> None:
    assert organ_of_title(title) == organ


@pytest.mark.parametrize(
    ("history", "organ"),
    [
        ("1990年3月12日 北岭省教育委员会令第8号、北岭省体育运动委员会令第11号发布",
         "北岭省教育委员会、北岭省体育运动委员会"),
        (f"（2016年1月6日{MANY}令第3号公布）", MANY),
        ("1990年3月12日北岭省教育委员会令第8号、北岭省体育运动委员会令第11号发布",
         "北岭省教育委员会、北岭省体育运动委员会"),
        # whose congress it was, another line says
        ("2013年12月31日 市十二届人民代表大会常务委员会第十六次会议通过\n"
         "2014年4月11日 丹林市人民代表大会常务委员会第25号公布", "丹林市人民代表大会常务委员会"),
        ("2013年12月31日 市十二届人民代表大会常务委员会第十六次会议通过", ""),
        # not who ratified it
        ("2001年4月12日 县第五届人民代表大会第五次会议通过\n"
         "2001年6月29日 北岭省第九届人民代表大会常务委员会第二十七次会议批准", ""),
        ("2020年12月29日 丹林市十五届人大常委会第三十四次会议通过\n"
         "2021年3月26日 北岭省第十三届人民代表大会常务委员会第二十八次会议批准",
         "丹林市人民代表大会常务委员会"),
    ],
)  # fmt: skip
def test_the_organ_a_history_names(history: str, organ: str) -> None:
    assert organ_of_history(history) == organ


def test_advice_is_no_law_though_a_collection_keeps_it_there() -> None:
    advice = "加班费这样要\n先留好考勤记录，再去申请仲裁。"
    assert described(advice, {"title": "讨薪攻略", "kind": "law"}).kind == "essay"
    # unless it is laid down in articles, or somebody here says so
    assert (
        described("第一条 本指南由局制定。", {"title": "招标指南", "kind": "rule"}).kind == "rule"
    )
    assert described(advice, {"title": "讨薪攻略", "kind": "law"}, kind="rule").kind == "rule"


FILL = "班组应当按照标准检修设备，并将结果记入台账，不得漏检、代检。" * 8


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"检修管理办法第一章总则第一条{FILL}", "检修管理办法"),
        (f"关于印发《检修办法》的通知云发〔2024〕3号各单位：{FILL}", "关于印发《检修办法》的通知"),
        (f"李某某：在检修大会上的讲话发表时间：2024-03-01 同志们：{FILL}", "在检修大会上的讲话"),
        (f"2024年工作报告——2024年3月1日在职工大会上{FILL}", "2024年工作报告"),
        (f"检修管理规定 第七章 罚则 第八十四条 未检修的，罚款。{FILL}", "检修管理规定"),
        (f"关于加强检修的通知 各省、自治区、直辖市检修局：{FILL}", "关于加强检修的通知"),
        (f"检修改革实施方案为深入贯彻要求，制定本方案。{FILL}", "检修改革实施方案"),
        (f"检修管理制度1. 标准化1.1. 总则{FILL}", "检修管理制度"),
        (f"今年的工作，同志们都出了力。{FILL}", f"今年的工作，同志们都出了力。{FILL}"[:40]),
    ],
)  # fmt: skip
def test_the_title_a_text_without_lines_begins_with(text: str, title: str) -> None:
    assert described(text).title == title


def test_the_number_behind_the_title_of_a_text_without_lines() -> None:
    found = described(f"关于检修电价的通知（云发改价 [2023] 1711 号）二、时段{FILL}")
    assert (found.title, found.number) == ("关于检修电价的通知", "云发改价〔2023〕1711号")
