"""A sentence that is a held work's but for one thing, though no source is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from service.checking.called import is_cut_short, numbers_in
from service.checking.slipped import says_whose
from service.checking.wording import Slip

if TYPE_CHECKING:
    from service.checking.model import Finding
    from tests.conftest import Built


def alarms_in(built: Built, text: str) -> list[Finding]:
    return [one for one in built.librarian.current().check(text).findings if one.is_alarm]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        # a number, a duty, a bound, a word
        ("数据责任部门应当自数据产生之日起60日内完成分级，录入数据资产目录。", "30日"),
        ("向外部单位提供敏感级以上数据的，可以签订保密协议，约定用途、期限和销毁方式。", "应当"),
        ("工期在六个月以下的建设项目，进场后30日内应当成立临时党支部。", "以上"),
        ("现场人员应当立即停止作业、撤离危险区域、抢救财物，并向本单位负责人报告。", "伤员"),
        # beside the rule's own, in a sentence that goes on as it likes
        ("调度会强调，数据责任部门应当自数据产生之日起30日内完成分级，登入数据资产目录，每周一报。",
         "录入"),
        # the order of a row, one of it left out; two words in each other's place
        ("报告内容包括时间、单位、地点、简要经过、伤亡人数、已经采取的措施。", "地点、单位"),
        ("规定里讲：民主评议党员每年一次，评定为优秀、合格、基本合格、不合格四个等次，"
         "优秀比例不超过百分之四十。", "三十"),
        ("车间会上念到，报告内容包括时间、单位、地点、简要经过、伤亡人数、已经采取的措施，请大家记牢。",
         "地点、单位"),
        ("从走访的情况看，现场人员应当立即停止作业、抢救伤员，并向本单位负责人报告，这一做法值得借鉴。",
         "撤离危险区域"),
        # among a drafter's own words
        ("今年厂里出了几起险情。发生事故后，现场人员应当立即停止作业、撤离危险区域、抢救财物，"
         "并向本单位负责人报告。各车间要组织学习。", "伤员"),
    ],
)  # fmt: skip
def test_one_thing_is_wrong(built: Built, text: str, right: str) -> None:
    (alarm,) = alarms_in(built, text)
    assert alarm.kind == "quote_altered"
    assert right in (alarm.suggestion or "")


@pytest.mark.parametrize(
    "text",
    [
        # to the letter
        "数据责任部门应当自数据产生之日起30日内完成分级，录入数据资产目录。",
        # told otherwise, or shorter
        "数据责任部门要尽快完成数据分级，力争60日内录入数据资产目录。",
        "工期半年以上的项目进场后要成立临时党支部。",
        # of another work, which may well say so
        "《渡口市数据条例》规定，数据责任部门应当自数据产生之日起60日内完成分级，录入数据资产目录。",
        # a rule is laid down in articles of its own
        "第一条　为了规范数据管理，制定本办法。\n第二条　本办法适用于各单位。\n"
        "第三条　数据责任部门应当自数据产生之日起60日内完成分级，录入数据资产目录。",
    ],
)  # fmt: skip
def test_nothing_is_said_of_what_is_the_drafts_own(built: Built, text: str) -> None:
    assert alarms_in(built, text) == []


def test_papers_are_called_by_fewer_words() -> None:
    whole = "纪念中国人民抗日战争暨世界反法西斯战争胜利70周年大会"
    assert is_cut_short("纪念抗战胜利70周年大会", whole)
    assert not is_cut_short("纪念抗战胜利60周年大会", whole)
    assert numbers_in("国办2018年126号文部署推广")[0] == "国办发〔2018〕126号"


def test_one_word_that_ends_like_an_organ_is_none() -> None:
    assert not says_whose(Slip("word", "机会", "机遇"))
    assert says_whose(Slip("word", "公司", "法院"))


def test_two_short_sentences_are_held_against_the_source_as_one(built: Built) -> None:
    text = "请大家记住，没有大项目，就没有大发展；没有好方案，就没有好日子。"
    (alarm,) = (one for one in built.librarian.current().check(text).findings if one.is_alarm)
    assert alarm.suggestion == "没有大项目，就没有大发展；没有好项目，就没有好日子"
