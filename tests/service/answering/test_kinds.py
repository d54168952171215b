"""What a question wants is shown by the sentence that gives it."""

from __future__ import annotations

import pytest

from service.answering.kinds import shown_kinds, worth_of_kinds
from tests.service.answering.makers import about, unit


@pytest.mark.parametrize(
    ("question", "gives", "speaks"),
    [
        ("移栽古树的钱谁出", "移植费用由施工者承担。", "移植古树应当报本级人民政府批准。"),
        ("找村里调解要交钱吗", "村里调解不收取费用。", "调解委员会建立调解档案。"),
        ("为啥要定促销的规定", "为了规范促销行为，制定本规定。", "促销行为违反规定的依法处罚。"),
        ("鸡成批死了该报给谁", "应当立即向动物防疫机构报告。", "动物疫情包括特别重大动物疫情。"),
        ("不认账能去法院告吗", "可以向人民法院提起诉讼。", "当事人应当履行调解协议。"),
        ("报告承认有哪些问题", "经济发展还存在不少短板。", "处置环境问题2万个。"),
        ("哪些人不能当公务员", "下列人员不得录用为公务员。", "公务员的交流决定应当服从。"),
        ("多少人才算大型活动", "本条例所称大型活动，是指千人以上的。", "大型活动由公安机关许可。"),
    ],
)
def test_a_sentence_is_worth_less_that_shows_nothing_of_the_kind(
    question: str, gives: str, speaks: str
) -> None:
    kinds = shown_kinds(question)
    works = about("某条例", "regulation")
    assert worth_of_kinds(kinds, unit(gives, works)) == 1
    assert worth_of_kinds(kinds, unit(speaks, works)) < 1


def test_what_asks_for_no_kind_tells_no_sentence_from_another() -> None:
    assert not shown_kinds("大型活动由谁许可")
    assert not shown_kinds("偷税多少才构成犯罪")  # no word is explained
