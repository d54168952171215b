"""Goals of the past: told where a draft has them ahead, not where it tells of their time."""

from __future__ import annotations

import pytest

from corpus.citing.catalogue import Catalogue
from service.checking.draft import Draft
from service.checking.superseded import Superseded


def told(text: str) -> list[tuple[str, str | None]]:
    draft = Draft(text, Catalogue([], lambda _: ()))
    return [(one.text, one.suggestion) for one in Superseded(lambda _: "").check(draft)]


MODERN = "全面建设社会主义现代化国家"


@pytest.mark.parametrize(
    ("text", "old", "now"),
    [
        # tried, with the words that only go with reaching
        ("本村要确保如期全面建成小康社会，一户不落。", "如期全面建成小康社会", MODERN),
        ("大家齐上阵，早日实现全面小康。", "早日实现全面小康", MODERN),
        # what something is done for
        ("各组要围绕全面建成小康社会的目标排出工期。", "全面建成小康社会", MODERN),
        ("愿与各位一道，为早日全面建成小康社会而奋斗。", "早日全面建成小康社会", MODERN),
        ("为全面建设小康社会提供人才保障。", "全面建设小康社会", MODERN),
        ("为实现“两个一百年”奋斗目标而努力。", "“两个一百年”奋斗目标", "第二个百年奋斗目标"),
        # what is next
        (
            "下一步，全镇抓好三件事：坚决打赢脱贫攻坚战。", "打赢脱贫攻坚战",
            "巩固拓展脱贫攻坚成果同乡村振兴有效衔接",
        ),
        ("今后五年是全面建成小康社会的五年。", "全面建成小康社会", MODERN),
        # a congress that is no longer the last
        ("当前首要的是学习贯彻党的十九大精神，抓实支部工作。", "党的十九大", "党的二十大"),
        # a plan whose years are over
        ("“十四五”期间，我厂将再建两条生产线。", "“十四五”", "“十五五”"),
        ("十三五时期，力争培养百名技师。", "十三五", "“十五五”"),
    ],
)  # fmt: skip
def test_a_goal_of_the_past_that_is_ahead_is_told(text: str, old: str, now: str) -> None:
    assert told(text) == [(old, now)]


@pytest.mark.parametrize(
    "text",
    [
        # reached, and told so
        "我们已经如期全面建成小康社会。",
        "为全面建成小康社会作出了贡献的人，大家都记得。",
        "在全面建成小康社会的基础上，接着干。",
        "打赢脱贫攻坚战以后，工作重心转到乡村振兴。",
        "巩固脱贫攻坚成果，守住不返贫的底线。",
        # of its time, by the year or the word
        "2019年，全村为全面建成小康社会而奋斗。",
        "当时全村都在为全面建成小康社会而奋斗。",
        "为全面建成小康社会而奋斗，这是那些年的口号。2018年，我村率先摘帽。",
        "回头看，为全面建成小康社会而奋斗的日子历历在目。",
        "2018年，支部集中学习贯彻党的十九大精神。",
        "学习党的十九大、党的二十大精神，一以贯之。",
        "从全面建成小康社会的目标到全面建设社会主义现代化国家，一步一个脚印。",
        # quoted, and in a title
        "他在会上说：“要为全面建成小康社会而奋斗。”",
        "读了《决胜全面建成小康社会》一书。",
        # a plan of the past, told as done, and one that goes on
        "“十四五”期间，我厂建了两条生产线。",
        "“十四五”时期要求高、任务重，大家都挺过来了。",
        "“十五五”期间，我厂将再建两条生产线。",
    ],
)
def test_a_goal_told_as_history_is_not(text: str) -> None:
    assert told(text) == []


def test_a_goal_told_over_and_over_is_read_in_time() -> None:
    assert len(told("为全面建成小康社会而奋斗，" * 5000)) == 5000
