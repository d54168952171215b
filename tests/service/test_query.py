"""A question understood."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.words import Segmenter
from service.query import Provision, topic_of, understand

SEGMENTER = Segmenter()


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        # question words go, what is asked about stays
        ("第一责任人要做什么？", "第一责任人"),
        ("什么是三个清单", "三个清单"),
        ("“四色预警”是什么意思", "四色预警"),
        ("请问婚假有几天？", "婚假"),
        ("试用期多长", "试用期"),
        ("事故在多长时间内要报告", "事故 报告"),
        ("高温津贴多少钱", "高温津贴"),
        # a name is its own topic
        ("两个维护", "两个维护"),
        # nothing but question words: better those than nothing
        ("为什么", "为什么"),
    ],
)
def test_the_topic_is_what_a_question_is_about(question: str, topic: str) -> None:
    assert topic_of(question) == topic


@pytest.mark.parametrize(
    ("question", "provision"),
    [
        ("公司法 第二十条", Provision("公司法", "art_20")),
        ("公司法第20条第2款", Provision("公司法", "art_20/para_2")),
        ("条例17条", Provision("条例", "art_17")),
        ("第十七条", Provision("", "art_17")),
        # no provision: a congress, a responsible person, a year
        ("第二十次全国代表大会", None),
        ("第一责任人", None),
        ("2024年工作目标", None),
        # a count of things is no article
        ("罚缴两条线", None),
        ("三条红线是什么", None),
        ("每月报3条信息", None),
    ],
)
def test_provisions_are_read(question: str, provision: Provision | None) -> None:
    assert understand(question, SEGMENTER).provision == provision


@pytest.mark.parametrize(
    ("question", "phrases"),
    [
        ("“把担子压下去”是谁说的", ("把担子压下去",)),
        ('"四不采" 采购', ("四不采",)),
        ("「一岗双责」", ("一岗双责",)),
        # a title is no quotation, nor are quotation marks inside one
        ("《“三重一大”决策办法》", ()),
    ],
)
def test_quotation_marks_mean_to_the_letter(question: str, phrases: tuple[str, ...]) -> None:
    assert understand(question, SEGMENTER).phrases == phrases


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("什么是三个清单", "definition"),
        ("谁负责复核起重设备", "person"),
        ("哪些情形一票否决", "list"),
        ("婚假几天", "time"),
        ("货物采购多少金额以上招标", "amount"),
        ("为什么要加码", "reason"),
        ("安全生产", "open"),
    ],
)
def test_what_kind_of_answer_is_wanted(question: str, kind: str) -> None:
    assert understand(question, SEGMENTER).type == kind


def test_years_and_titles_are_named() -> None:
    query = understand("《采购管理办法》2023年修正了什么", SEGMENTER)
    assert query.years == (2023,)
    assert query.titles == ("采购管理办法",)


@pytest.mark.parametrize(
    ("question", "form"),
    [
        ("销售过了有效期的标准物质怎么罚", "open"),  # asks for no term
        ("许可证的有效期", "time"),
        ("立案以后多久要作出处分决定", "time"),  # 作出处分 holds no 出处
        ("这句话的出处", "where"),
        ("住院能报几成", "amount"),
        ("一年能享受几回", "amount"),
        ("停航的根源究竟是什么", "reason"),
        ("全面检修的目的是什么", "purpose"),
        ("出现不明原因的停航，几个小时内要报", "amount"),
        ("对班组提出的五方面要求", "list"),
        ("依据是哪部法第几条", "basis"),
        # what is laid down once, asked for by its name alone
        ("检修工作的总要求", "definition"),
        ("检修工作原则", "definition"),
        ("厂长对检修的总要求", "open"),
    ],
)
def test_what_form_an_answer_has(question: str, form: str) -> None:
    assert understand(question, SEGMENTER).form == form


@pytest.mark.parametrize(
    ("question", "day"),
    [
        ("2024年的考勤规定", date(2024, 12, 31)),
        # a month ends where the calendar says
        ("2024年2月到会人数", date(2024, 2, 29)),
        ("2024年5月10日到会人数", date(2024, 5, 10)),
        # no such day: the year is what is sure
        ("2023年2月30日", date(2023, 12, 31)),
        # two years are a comparison, not a day
        ("2023年和2024年的目标", None),
        ("6月9日的事故", None),
    ],
)
def test_the_day_a_question_is_about_is_the_last_of_what_it_names(
    question: str, day: date | None
) -> None:
    assert understand(question, SEGMENTER).day == day


@pytest.mark.parametrize(
    ("question", "counted"),
    [("婚假几天", True), ("密码多久换一次", True), ("谁负责复核", False), ("哪些情形", False)],
)
def test_some_questions_want_a_figure(question: str, counted: bool) -> None:
    assert understand(question, SEGMENTER).counted is counted


@pytest.mark.parametrize("text", ["", " ", "？", "“”", "《》", "a" * 5000, "第条", "\x00"])
def test_nothing_a_user_types_is_too_odd(text: str) -> None:
    understand(text, SEGMENTER)
