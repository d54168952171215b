"""What a document is: declared first, then read from its face, its history, its last sentence."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.description.metadata import describe, doubts
from corpus.errors import UnreadableDocument
from corpus.model import Line, RawDocument, Source
from tests.corpus.description.made import described, raw

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
