"""Words put for others between the source's own letters, whoever is or is not named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from service.checking.alike import Reading
from service.checking.gaps import gaps
from service.checking.skeleton import skeleton
from service.checking.swapped import _is_other_rule, _is_other_word
from service.checking.wording import Slip

if TYPE_CHECKING:
    from tests.conftest import Built


@pytest.mark.parametrize(
    ("draft", "pairs"),
    [
        ("粮油储备轮换由仓储公司负责组织", {("仓储公司", "收储中心")}),
        ("本地粮油储备轮换由收储中心负责组织", set()),
        ("油料的储备", set()),
    ],
)
def test_a_gap_lies_between_letters_that_both_have(draft: str, pairs: set[tuple[str, str]]) -> None:
    source = "粮油储备轮换由收储中心负责组织实施"
    ours, theirs = Reading(skeleton(draft)), Reading(skeleton(source))
    found = gaps(ours, 0, len(ours.letters), theirs)
    assert {(draft[one.start : one.end], source[one.there : one.until]) for one in found} == pairs


@pytest.mark.parametrize(
    ("written", "right", "other"),
    [
        ("画卷", "图景", True),  # one noun for another
        ("享受", "予以", False),  # a verb for a verb is how one tells things
        ("应当向", "申请人", False),  # what joins
        ("黑龙江", "辽宁省", False),  # whose it is
        ("科技", "科技型企业", False),
    ],
)
def test_another_word_is_a_thing_of_about_the_same_length(
    written: str, right: str, other: bool
) -> None:
    assert _is_other_word(Slip("word", written, right)) is other


@pytest.mark.parametrize(
    ("kind", "written", "right", "other"),
    [
        ("organ", "财政部门", "上一级人民政府", True),
        ("organ", "部门可以设立该", "专家评审", False),
        ("bound", "以上", "以下", True),
        ("bound", "未", "不得", False),  # what was not done, no rule
    ],
)
def test_another_rule_is_another_organ_duty_or_bound(
    kind: str, written: str, right: str, other: bool
) -> None:
    assert _is_other_rule(Slip(kind, written, right)) is other


def test_a_word_for_another_is_told_in_a_sentence_of_the_drafters_own(built: Built) -> None:
    text = (
        "党办要把好出口关，负责涉密文件和对外发布信息的审查，法律合规部负责数据对外提供的合规审查，"
        "每月底把台账送来。"
    )
    alarms = [one for one in built.librarian.current().check(text).findings if one.is_alarm]
    (alarm,) = alarms
    assert "涉密文件" in alarm.text
    assert "涉密事项" in (alarm.suggestion or "")


def test_a_verb_for_a_verb_is_no_error(built: Built) -> None:
    text = "数据级别每年十月复查一次；谁提出降低级别，谁说明理由。"
    assert not any(one.is_alarm for one in built.librarian.current().check(text).findings)
