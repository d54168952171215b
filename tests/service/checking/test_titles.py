"""Titles and articles that a draft gets wrong, against the sample corpus."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from service.checking.unheld import LOOKED_UP
from tests.service.checking.checked import SAFETY, WRONG, alarms_in

if TYPE_CHECKING:
    from tests.conftest import Built


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        # something else ends, later in the sentence
        (f"依照{WRONG}规定，许可证失效后应当重新申请。", True),
        (f"依照{WRONG}，原承包合同予以废止。", True),
        (f"{WRONG}自2024年5月1日起施行，原办法同时废止。", True),
        (f"依照{WRONG}，{SAFETY}同时废止。", True),
        # the title itself
        (f"{WRONG}同时废止。", False),
        (f"{WRONG}（云岭安〔2012〕36号）已于2024年5月1日废止。", False),
        (f"{WRONG}、《甲办法》（试行）和《乙办法》自本办法施行之日起予以废止。", False),
        (f"{WRONG}《甲办法》等3件规范性文件即行废止。", False),
        (f"{WRONG}有效期届满，自动失效。", False),
    ],
)
def test_a_wrong_title_is_let_be_only_where_it_ends_itself(
    built: Built, text: str, wrong: bool
) -> None:
    told = [one.text for one in alarms_in(built, text) if one.reason == "wrong_title"]
    assert told == [WRONG] * wrong


def test_an_article_that_is_not_there_is_told_by_what_it_says(built: Built) -> None:
    words = "相关方人员与本单位职工同标准教育、同标准检查、同标准考核"
    text = f"{SAFETY}第七十一条作了规定，要求{words}。"
    (alarm,) = alarms_in(built, text)
    assert alarm.suggestion == f"{SAFETY}第十三条"
    assert "没有第七十一条" in alarm.message
    assert "第十三条" in alarm.message


def test_an_article_is_told_by_what_it_has_in_other_words(built: Built) -> None:
    says = "讲的是值班：总值班室和调度室全天有人，每班两人以上，其中一人应当为中层以上管理人员。"
    (wrong,) = alarms_in(built, f"{SAFETY}第十二条{says}")
    assert (wrong.reason, wrong.suggestion) == ("wrong_article", f"{SAFETY}第二十条")
    assert alarms_in(built, f"{SAFETY}第二十条{says}") == []
    (wrong,) = alarms_in(built, f"{SAFETY}第十二条第一款{says}")
    assert (wrong.suggestion or "").startswith(f"{SAFETY}第二十条")


def test_what_is_told_of_a_title_nobody_has_is_held_against_the_right_one(built: Built) -> None:
    says = "总值班室和所属单位调度室实行十二小时值班，每班不少于两人。"
    title = SAFETY.replace("规定", "归定")
    told = {one.reason: one.suggestion for one in alarms_in(built, f"对照{title}，{says}")}
    assert told == {"wrong_title": SAFETY, "statement": says.replace("十二", "二十四").rstrip("。")}


def test_a_title_nobody_knows_is_told_by_the_words_it_is_cited_for(built: Built) -> None:
    words = "有权在直接危及人身安全的紧急情况下停止作业、撤离现场"
    text = f"职工“{words}”，这是《班组停工避险暂行条例》的规定，各班组要讲到位。"
    (alarm,) = alarms_in(built, text)
    assert alarm.reason == "wrong_document"
    assert alarm.text == "《班组停工避险暂行条例》"
    assert "安全生产责任制规定" in (alarm.suggestion or "")


@pytest.mark.parametrize(("many", "whole"), [(LOOKED_UP, True), (LOOKED_UP + 1, False)])
def test_so_many_titles_nobody_knows_are_looked_up(built: Built, many: int, whole: bool) -> None:
    told = "《第{}号停工规程》规定：“停工以后要先撤人、再断电”。"
    report = built.librarian.current().check("".join(told.format(at) for at in range(many)))
    assert report.whole is whole
