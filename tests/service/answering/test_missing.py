"""What of a question a sentence stands without, and what stands in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

import pytest

from corpus.words import Segmenter
from service.answering.missing import NAMES_READ, NOTHING, WORDS_OF_NAME, missing_of, sought_in
from service.answering.wording import Term
from service.query import understand
from tests.service.answering.makers import about, unit

if TYPE_CHECKING:
    from service.answering.features import Asked
    from service.answering.missing import Missing
    from service.query import Query

SEGMENTER = Segmenter(("能效标识", "水效标识"))
SAME = {"孩子": ("未成年人",), "老人": ("高龄津贴", "高龄补贴")}


class AskedFor(NamedTuple):
    """As much of a question as is looked at here."""

    query: Query
    terms: tuple[Term, ...]


def missing(question: str, told: str, title: str = "某办法") -> Missing:
    """What a question misses in the sentence of a document."""
    query = understand(question, SEGMENTER)
    words = [word for word in SEGMENTER.query_words(query.topic) if len(word) > 1]
    terms = tuple(Term(word, 1.0, 0.5, SAME.get(word, ())) for word in words)
    asked = cast("Asked", AskedFor(query, terms))
    sought = sought_in(query.text, SEGMENTER.tagged)
    return missing_of(asked, sought, unit(told, about(title, "regulation")), SEGMENTER.tagged)


@pytest.mark.parametrize(
    ("question", "told", "rival"),
    [
        (
            "燃气经营许可证有效期几年",
            "供热经营许可证的有效期为五年。",
            ("燃气经营许可证", "供热经营许可证"),
        ),
        (
            "药品经营许可证有效期几年",
            "医疗器械经营许可证有效期为5年。",
            ("药品经营许可证有效期", "医疗器械经营许可证有效期"),
        ),
        ("能效标识上要写什么", "水效标识应当包括以下内容：", ("能效标识", "水效标识")),
        (
            "契税的纳税义务什么时候发生",
            "印花税的纳税义务发生时间为书立应税凭证当日。",
            ("契税纳税义务", "印花税纳税义务"),
        ),
        ("大运河保护由谁负责", "文物部门负责长城保护工作。", ("大运河保护", "长城保护")),
        # the thing itself is named, beside others or by another name of its own
        ("燃气经营许可证有效期几年", "燃气经营许可证、供热经营许可证有效期五年。", None),
        ("孩子网络保护谁负责", "未成年人网络保护由网信部门负责。", None),
        # put otherwise, or of nothing in particular
        ("公立幼儿园收费吗", "公办幼儿园免收费用。", None),
        ("供热企业的目标是什么", "年度目标是安全运行。", None),
        ("海拉尔区生产总值多少", "地区生产总值完成303亿元。", None),
        # what is called so alone is no kind
        ("举报破坏黄河几天内答复", "可以委托黄河管理机构履行职责。", None),
        ("私人卖车在什么地方交易", "二手车交易应当在市场进行。", None),
    ],
)
def test_another_of_its_kind(question: str, told: str, rival: tuple[str, str] | None) -> None:
    found = missing(question, told).rival
    assert (found and (found.asked, found.told)) == rival


def test_names_and_other_words_are_counted_apart() -> None:
    found = missing("稀土企业怎么罚", "未如实记录流向信息的，处五万元罚款。")
    assert found.asked == 2  # 稀土, 企业
    assert found.names > 1.0
    assert missing("稀土企业怎么罚", "从事稀土开采的企业。").names == 0.0
    assert found.signs == (found.names, found.others, 2.0, 0.0)
    assert NOTHING.signs == (0.0, 0.0, 0.0, 0.0)


def test_another_thing_is_told_of_where_the_thing_stands_nowhere() -> None:
    plain = missing("燃气经营许可证有效期几年", "供热经营许可证的有效期为五年。").rival
    assert plain is not None
    assert plain.is_plain
    beside = missing("燃气经营许可证有效期几年", "供热经营许可证有效期五年，燃气另定。").rival
    assert beside is not None
    assert not beside.is_plain


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("员工培训费能不能扣", "职工培训费按规定扣除。"),
        ("汽车驾驶证有效期几年", "机动车驾驶证有效期分为六年、十年和长期。"),
        ("老人补贴怎么领", "高龄补贴按月发放。"),
        ("宅基地申请条件", "住宅用地申请条件如下："),
        ("宅基地申请条件", "用地申请条件如下："),
        ("门诊报销比例是多少", "医疗费用报销比例为百分之七十。"),
        ("门诊报销比例是多少", "费用报销比例为百分之七十。"),
    ],
)
def test_what_may_be_the_same_is_not_said_to_be_another(question: str, told: str) -> None:
    rival = missing(question, told).rival
    assert rival is None or not rival.is_plain


@pytest.mark.parametrize(
    "question",
    [
        "企业政策" * 500,
        "需要" * 1000,
        "的" * 2000,
        "燃气经营许可证和企业政策，" * 150,
        "，".join(f"{a}{b}管理办法" for a in "水电气热油煤风光" for b in "企事业厂矿校院所站"),
    ],
)
def test_of_a_page_of_a_question_no_more_is_read_than_of_a_line(question: str) -> None:
    parts = sought_in(question, SEGMENTER.tagged).parts
    # before each word but the first of a name, and one, two and three characters before its end
    assert len(parts) <= NAMES_READ * (WORDS_OF_NAME - 1 + 3 * WORDS_OF_NAME)
    assert all(len(part.kinds) < WORDS_OF_NAME for part in parts)
    assert all(part.own + part.kinds[0] in question.replace("的", "") for part in parts)


def test_of_a_long_question_the_last_names_are_read() -> None:
    parts = sought_in("企业政策" * 400 + "，燃气经营许可证多久有效", SEGMENTER.tagged).parts
    assert ("燃气", "燃气") in {(part.own, part.last) for part in parts}


def test_a_name_in_the_title_is_no_miss() -> None:
    assert missing("稀土管理归谁", "工业部门负责行业管理。", "稀土管理条例").names == 0.0
