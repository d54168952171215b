"""When, where and by whom words are said to be told that a draft has without marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from embeddings.encoder import load_encoder
from service.answering.pool import library_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from service.checking.model import Report
    from service.library import Library

SAID = "一条渡船连着两岸的人心，守住渡口就守住了老乡们回家的路"
MEETING = "在第十八届渡口工作委员会第六次全体会议上"
SPEECH = f"""---
title: {MEETING}的讲话
kind: speech
issuer: 习近平
issued: 2016-05-03
---
{MEETING}的讲话
（2016年1月12日）
习近平
同志们：
今天我先讲几句。{SAID}。大家要把这件事办好。
"""
OURS = "对船工要多帮衬，该修的船坚决修，该添的灯一定添上"
REPORT = """---
title: {year}年云渡区政府工作报告
kind: report
---
政 府 工 作 报 告
——{year}年2月9日在云渡区第十四届人民代表大会第五次会议上
云渡区人民政府区长 沈维岳
各位代表：
{words}。全年修船三十条。
"""


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("papers")
    (folder / "speech.md").write_text(SPEECH, "utf-8")
    for year, words in ((2015, OURS), (2016, "今年要把两岸的码头都加宽一丈")):
        (folder / f"{year}.md").write_text(REPORT.format(year=year, words=words), "utf-8")
    return folder


@pytest.fixture(scope="module")
def small(papers: Path) -> Iterator[Library]:
    with library_of(papers, (), load_encoder("default")) as library:
        yield library


def told(small: Library, text: str) -> list[tuple[str, str | None]]:
    found: Report = small.check(text)
    return [(one.text, one.suggestion) for one in found.findings if one.kind == "title_wrong"]


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        # the day, in the sentence of the words or in the one before
        (f"2018年1月，总书记在渡口工作委员会六次全会上讲，{SAID}。", "2018年1月", "2016年1月"),
        (
            f"2015年1月，习近平总书记在渡口工委六次全会上谈到渡口。大家要明白，{SAID}。",
            "2015年1月", "2016年1月",
        ),
        # the meeting
        (
            f"习近平总书记在第十八届渡口工作委员会第五次全会上指出，{SAID}。",
            "习近平总书记在第十八届渡口工作委员会第五次全会上", f"习近平总书记{MEETING}",
        ),
        # the year of a report, and who gave it
        (
            f"云渡区2016年政府工作报告提出，{OURS}。", "云渡区2016年政府工作报告",
            "云渡区2015年政府工作报告",
        ),
        (
            "时任云渡区区长高建明在2016年2月所作的政府工作报告中提出，要把码头加宽。",
            "高建明", "沈维岳",
        ),
    ],
)  # fmt: skip
def test_what_contradicts_the_source_is_told(
    small: Library, text: str, wrong: str, right: str
) -> None:
    assert told(small, text) == [(wrong, right)]


@pytest.mark.parametrize(
    "text",
    [
        f"2016年1月，习近平总书记在渡口工作委员会六次全会上讲，{SAID}。",
        f"习近平总书记在十八届渡口工作委员会六次全会上指出，{SAID}。",
        f"习近平总书记在中央有关会议上指出，{SAID}。",
        f"习近平总书记强调，{SAID}。",
        f"2018年，我县重修了渡口。{SAID}。",
        f"2018年1月，县委书记在全县干部大会上说，{SAID}。",
        f"云渡区2015年政府工作报告提出，{OURS}。",
        "时任云渡区区长沈维岳在2016年2月所作的政府工作报告中提出，要把码头加宽。",
    ],
)
def test_what_is_right_or_not_known_is_not(small: Library, text: str) -> None:
    assert told(small, text) == []
