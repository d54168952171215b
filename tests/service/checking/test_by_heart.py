"""Words that only news tell over are a source where many of them say the very same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from embeddings.encoder import load_encoder
from service.answering.pool import library_of

if TYPE_CHECKING:
    from pathlib import Path

SAID = "守住渡口的灯火是摆渡人一生的首要任务。"


@pytest.mark.parametrize(
    ("papers", "kind"), [(3, "quote_altered"), (1, "quote_not_found")]
)  # fmt: skip
def test_news_that_agree_are_a_source(tmp_path: Path, papers: int, kind: str) -> None:
    for number in range(papers):
        front = f"---\ntitle: 渡口新闻之{number}\nkind: news\nissued: 2024-05-0{number + 1}\n---\n"
        text = f"{front}第{number}次座谈会上，与会者再次提到，{SAID}大家深受启发。\n"
        (tmp_path / f"{number}.md").write_text(text, "utf-8")
    with library_of(tmp_path, (), load_encoder("default")) as small:
        found = small.check(f"老船长指出：“{SAID.replace('首要', '第一')}”").findings
    (alarm,) = (one for one in found if one.is_alarm)
    assert alarm.kind == kind
    assert kind != "quote_altered" or alarm.suggestion == SAID


def test_a_report_that_says_what_others_say_is_nobody_s_source(tmp_path: Path) -> None:
    papers = {
        "report": "---\ntitle: 北岭省政府工作报告\nkind: report\nissuer: 沈维岳\n---\n",
        "news": "---\ntitle: 渡口新闻\nkind: news\n---\n",
    }
    for name, front in papers.items():
        (tmp_path / f"{name}.md").write_text(f"{front}今年要记住，{SAID}\n", "utf-8")
    with library_of(tmp_path, (), load_encoder("default")) as small:
        found = small.check(f"毛泽东同志指出，“{SAID}”").findings
    assert not [one for one in found if one.reason == "wrong_speaker"]


def test_a_library_without_concepts_of_its_own_knows_the_shipped_ones(tmp_path: Path) -> None:
    (tmp_path / "note.md").write_text("试验田由农场看管。\n", "utf-8")
    with library_of(tmp_path, (), load_encoder("default")) as small:
        (found,) = small.check("请银保监会派员到场。").alarms
    assert found.kind == "wording_superseded"
