"""Retellings: one thing told wrong of a held text, in words of the drafter's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from service.checking.alike import Reading, likeness
from service.checking.skeleton import skeleton
from service.checking.slots import slots_of

if TYPE_CHECKING:
    from service.checking.model import Finding
    from tests.conftest import Built


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("应当保存5年", ["duty", "year"]),
        ("2025年1月1日起施行", []),
        ("9月29日（星期日）上班", ["date"]),
        ("每年5月15日所在的一周", ["date", "week"]),
        ("每人每月2976元", ["money"]),
        ("三至五个工作日", ["day", "day"]),
        ("第5条第3款", []),
        ("遇有恶劣天气，可以不升挂", ["duty"]),
        ("制定应急预案，报城市人民政府批准", ["organ"]),
        ("覆盖率达到75%以上", ["percent"]),
        ("改革等130项经验做法", ["项"]),
        ("3500多栋楼宇", ["栋"]),
        ("由本级人民政府市场监督管理部门会同起草单位审查", ["organ"]),
    ],
)
def test_slots_are_what_can_be_told_wrong(text: str, kinds: list[str]) -> None:
    assert [one.kind for one in slots_of(skeleton(text))] == kinds


def test_a_number_agrees_however_it_is_written() -> None:
    (one,), (other,) = (slots_of(skeleton(text)) for text in ("三十日内", "30日内"))
    assert one.agrees(other)
    (one,), (other,) = (slots_of(skeleton(text)) for text in ("5日内", "5个工作日内"))
    assert not one.agrees(other)


@pytest.mark.parametrize(
    ("draft", "near"),
    [
        ("已经开出的存根联要保存10年", "保存5年"),
        ("拒不改正的处10万元罚款", "罚款2万元"),
    ],
)
def test_the_slot_with_the_same_words_around_it_is_the_likest(draft: str, near: str) -> None:
    """Words left out, put in and turned about do not hide what is told."""
    source = (
        "开具的存根联，应当保存5年；账册应当保存30年。拒不改正的，罚款2万元；骗取的，罚款9万元。"
    )
    ours, theirs = Reading(skeleton(draft)), Reading(skeleton(source))
    slot = next(one for one in ours.slots if one.kind != "duty")
    whole = (0, len(ours.letters))
    met = {
        other.start: likeness(ours, slot, whole, theirs, other, lambda pair: 1.0).strength
        for other in theirs.by_kind[slot.kind]
    }
    best = max(met, key=lambda at: met[at])
    at = theirs.bones.starts[best]
    assert source[: at + 4].rstrip("；。账骗").endswith(near)


def alarms_in(built: Built, text: str) -> list[Finding]:
    return [one for one in built.librarian.current().check(text).findings if one.is_alarm]


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        # named somewhere, told in other words
        ("班组学习了《云岭重工集团有限公司安全生产责任制规定（2025年修订）》。记住：重大事故隐患查出来以后，"
         "必须在60日内整改完毕，只能延期一次。", "60日", "45日"),
        # not named at all, but in a rule's own rare words
        ("数据分级怎么办？责任部门自数据产生之日起60日内要完成分级，并且录入数据资产目录。",
         "60日", "30日"),
        # what may be done is what must be
        ("按数据管理的办法，外部单位要敏感级以上数据，可以签订保密协议，写明用途、期限和销毁方式。",
         "可以", "应当"),
    ],
)  # fmt: skip
def test_one_thing_told_wrong_is_put_right(built: Built, text: str, wrong: str, right: str) -> None:
    (alarm,) = alarms_in(built, text)
    assert wrong in alarm.text
    assert right in (alarm.suggestion or "")


def test_what_is_told_of_a_wrong_title_is_held_against_the_work_meant(built: Built) -> None:
    title, told = alarms_in(
        built,
        "班组学习了《云岭重工集团有限公司安全生产责任规定》。记住：重大事故隐患查出来以后，"
        "必须在60日内整改完毕，只能延期一次。",
    )
    assert "责任制规定" in (title.suggestion or "")
    assert "45日" in (told.suggestion or "")


@pytest.mark.parametrize(
    "text",
    [
        # the drafter's own, beside the rule's
        "集团规定重大事故隐患应当在45日内整改完毕，我厂要求重大事故隐患应当在20日内整改完毕。",
        # both numbers of one rule, in another order
        "涉密人员离岗的，脱密期有长有短，会议纪要7日内要印发。",
    ],
)
def test_what_a_draft_says_for_itself_is_no_retelling(built: Built, text: str) -> None:
    assert alarms_in(built, text) == []
