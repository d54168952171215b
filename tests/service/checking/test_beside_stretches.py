"""What is told wrong beside a stretch taken over without quotation marks, and where that stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from embeddings.encoder import load_encoder
from service.answering.pool import library_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.checking.model import Finding
    from service.library import Library

RULES = (
    "---\ntitle: 青禾市灯塔看守管理条例\nkind: local_regulation\nissued: 2022-05-01\n---\n"
    "青禾市灯塔看守管理条例\n\n"
    "第一条 为了规范灯塔看守，保障夜航安全，制定本条例。\n\n"
    "第二条 灯塔管理处应当自收到灯油调拨申请之日起九个工作日内核定调拨数量，予以核定的，"
    "发放《灯油调拨凭单》；不予核定的，书面告知申请人并说明理由。\n\n"
    "第三条 在岗看守人员的伙食补贴标准为每人每月460元，交通补贴标准为每人每月280元；"
    "离岗看守人员的伙食补贴标准为每人每月310元，交通补贴标准为每人每月150元。\n"
)

#: What numbers its provisions through all parts, as 3., and is cited as 第3条.
ADVICE = (
    "---\ntitle: 青禾市海事法庭关于灯塔案件审理若干问题的规定\nkind: judicial_interpretation\n---\n"
    "青禾市海事法庭关于灯塔案件审理若干问题的规定\n\n"
    "## 一、受理\n\n1.看守人员请求支付补贴的，由灯塔所在地的法庭受理。\n\n"
    "2.两个以上法庭都有管辖权的，由先立案的法庭受理。\n\n"
    "## 二、审理\n\n3.法庭决定中止熄灯的，应同时指定中止熄灯的期限，期限一般不得超过二十日。\n\n"
    "4.当事人对看守日志的真实性有异议的，可以申请鉴定，鉴定费用由败诉一方承担。\n"
)


@pytest.fixture(scope="module")
def lights(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("lights")
    (folder / "rules.md").write_text(RULES, "utf-8")
    (folder / "advice.md").write_text(ADVICE, "utf-8")
    with library_of(folder, (), load_encoder("default")) as small:
        yield small


def alarms(library: Library, text: str) -> list[Finding]:
    return [one for one in library.check(text).findings if one.is_alarm]


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        # a form the source itself names is no other work
        ("我们在青禾市了解到，当地办得很快：灯塔管理处应当自收到灯油调拨申请之日起二十个工作日内核定调拨数量，"
         "予以核定的，发放《灯油调拨凭单》，这一做法值得学习。", "二十个工作日", "九个工作日"),
        # of a row, the figure that the words before lead up to, those with their own figures
        ("各灯塔注意：在青禾市，在岗看守人员的伙食补贴标准为每人每月460元，交通补贴标准为每人每月150元，"
         "由管理处按月发放。", "150元", "280元"),
    ],
)  # fmt: skip
def test_a_figure_beside_a_stretch_is_the_source_s(
    lights: Library, text: str, wrong: str, right: str
) -> None:
    (alarm,) = alarms(lights, text)
    assert wrong in alarm.text
    assert right in (alarm.suggestion or "")


@pytest.mark.parametrize(
    "text",
    [
        "在青禾市，离岗看守人员的伙食补贴标准为每人每月310元，交通补贴标准为每人每月150元，按月发放。",
        # a rule nobody holds says so of its own
        "《白鹭湾灯塔看守办法》规定，灯塔管理处应当自收到灯油调拨申请之日起二十个工作日内核定调拨数量。",
    ],
)
def test_what_is_right_or_another_s_is_no_error(lights: Library, text: str) -> None:
    assert [one for one in alarms(lights, text) if one.kind == "quote_altered"] == []


@pytest.mark.parametrize(
    ("text", "right"),
    [
        # articles that the source numbers 3.
        ("根据《青禾市海事法庭关于灯塔案件审理若干问题的规定》第4条，法庭决定中止熄灯的，"
         "应同时指定中止熄灯的期限，期限一般不得超过二十日。", "第3条"),
        # the citation that ends a sentence is the ground of what follows an earlier one's clause
        ("您可以依照《民法典》第一百八十八条主张权利，予以核定的，发放《灯油调拨凭单》，不予核定的，"
         "书面告知申请人并说明理由，见《青禾市灯塔看守管理条例》第三条。", "第二条"),
    ],
)  # fmt: skip
def test_the_article_that_has_what_is_told_is_named(lights: Library, text: str, right: str) -> None:
    (alarm,) = [one for one in alarms(lights, text) if one.reason == "wrong_article"]
    assert (alarm.suggestion or "").endswith(right)
