"""What is told wrong right beside a stretch that a draft takes over without quotation marks."""

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


@pytest.fixture(scope="module")
def lights(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("lights")
    (folder / "rules.md").write_text(RULES, "utf-8")
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
