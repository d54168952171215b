"""What bounds a run that a draft's own sentence takes over half of a source's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from embeddings.encoder import load_encoder
from service.answering.pool import library_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.library import Library

SPEECH = (
    "---\ntitle: 在港务志愿者座谈会上的讲话\nkind: speech\nissued: 2021-03-05\n---\n"
    "在港务志愿者座谈会上的讲话\n\n"
    "从开港到今天，老灯塔工陈守礼给航道处写了76份反映潮位变化和航标移位的观测记录，其中有58份记录是他一个人完成的，"
    "大家都叫他活海图。\n"
)
REPLY = (
    "---\ntitle: 关于青禾新港总体规划的批复\nkind: policy\nissued: 2022-07-01\n---\n"
    "关于青禾新港总体规划的批复\n\n"
    "加强岸线引导，形成错落有序、通透开阔、港景交融的滨水空间形态，塑造开放包容的港口城市形象。\n"
)
REPORT = (
    "---\ntitle: {year}年山东省政府工作报告\nkind: report\nissued: {year}-01-20\n---\n"
    "{year}年山东省政府工作报告\n\n"
    "沿海灯塔改造完成{done}座，新增航标里程{miles}公里，海上救助响应时间缩短到18分钟以内，渔民满意度位居全国第二。\n"
)


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("papers")
    (folder / "speech.md").write_text(SPEECH, "utf-8")
    (folder / "reply.md").write_text(REPLY, "utf-8")
    for year, done, miles in ((2024, 31, 640), (2025, 47, 910)):
        report = REPORT.format(year=year, done=done, miles=miles)
        (folder / f"{year}.md").write_text(report, "utf-8")
    with library_of(folder, (), load_encoder("default")) as small:
        yield small


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("老一辈干活真扎实：陈守礼写了76份反映潮位变化和航标移位的观测记录，其中有85份记录是他一个人完成的，"
         "反观我们，一年写不了两份。", "85", "58"),
        ("新港的风貌值得细品：要形成错落有序、通透开阔、山海相连的滨水空间形态，请设计单位反复比选。",
         "山海相连", "港景交融"),
        # a report's own figures, where the draft says whose
        ("学习山东的做法：该省新增航标里程910公里，海上救助响应时间缩短到28分钟以内，我们还有差距。",
         "28", "18"),
        ("从山东2025年政府工作报告看，海上救助响应时间缩短到18分钟以内，渔民满意度位居全国第一，干劲很足。",
         "第一", "第二"),
        # a quotation in the same sentence is judged by itself
        ("陈守礼被称为“活海图”，他写了76份反映潮位变化和航标移位的观测记录，其中有85份记录是他一个人完成的。",
         "85", "58"),
    ],
)  # fmt: skip
def test_what_bounds_a_run_is_held_against_its_place(
    papers: Library, text: str, wrong: str, right: str
) -> None:
    (found,) = [one for one in papers.check(text).findings if one.is_alarm]
    assert found.kind == "quote_altered"
    assert wrong in found.text
    assert right in (found.suggestion or "")


@pytest.mark.parametrize(
    "text",
    [
        # nobody says whose report it is: the figures are the draft's own
        "今年海上救助响应时间缩短到18分钟以内，渔民满意度位居全国第一，干劲很足。",
        # of another year
        "从山东2026年政府工作报告看，海上救助响应时间缩短到18分钟以内，渔民满意度位居全国第一，干劲很足。",
        # an own figure, held up to the source's
        "学习山东的做法：我县海上救助响应时间缩短到28分钟以内，山东海上救助响应时间缩短到18分钟以内。",
        # another clause follows
        "新港要形成错落有序、通透开阔、港景交融的滨水空间形态，我区今年先做两处。",
    ],
)
def test_what_goes_on_in_its_own_way_is_no_alarm(papers: Library, text: str) -> None:
    assert not [one for one in papers.check(text).findings if one.is_alarm]
