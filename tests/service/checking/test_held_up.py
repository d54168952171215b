"""What a draft says of its own case beside what a rule or a report says is no error of that."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from embeddings.encoder import load_encoder
from service.answering.pool import library_of
from service.checking.context import misnumbered
from service.checking.skeleton import skeleton

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.library import Library

RULE = (
    "---\ntitle: 青禾市渡口票务办法\nkind: rule\nissued: 2022-05-01\n---\n青禾市渡口票务办法\n\n"
    "第一条 渡口经营者以告示规定票款概不退还或者自己享有唯一解释权的，该告示无效。\n\n"
    "第二条 渡口票务押金不得超过票款总额的百分之三，且应当以转账方式交纳。\n\n"
    "第三条 渡口经营者有本办法第一条所列行为的，由渡口管理处责令改正，可处违法所得二倍"
    "以下、最高不超过四千元的罚款。\n"
)
REPORT = (
    "---\ntitle: 2026年海南省政府工作报告\nkind: report\nissued: 2026-01-20\n---\n"
    "2026年海南省政府工作报告\n\n"
    "渡口生产总值增长4%，船坞工业增加值增长9.9%，岛上消费品零售总额增长5%，邮轮靠泊增长31%。\n"
)


@pytest.fixture(scope="module")
def ferries(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("ferries")
    (folder / "rule.md").write_text(RULE, "utf-8")
    with library_of(folder, (), load_encoder("default")) as small:
        yield small


def told(library: Library, text: str) -> list[tuple[str, str]]:
    return [(one.reason, one.text) for one in library.check(text).findings if one.is_alarm]


@pytest.mark.parametrize(
    "text",
    [
        # the draft's own figure, said to be against the rule
        "某渡口的渡口票务押金为票款总额的百分之七，不符合规定。《青禾市渡口票务办法》第二条规定，渡口票务押金不得超过票款总额的百分之三。",
        # who did what another article names, by the article of penalties
        "渡口经营者以告示规定自己享有唯一解释权的，依据《青禾市渡口票务办法》第三条，由渡口管理处责令改正。",
    ],
)
def test_what_is_held_up_to_a_source_is_no_alarm(ferries: Library, text: str) -> None:
    assert told(ferries, text) == []


@pytest.mark.parametrize(
    ("written", "wrong"),
    [
        ("渡口生产总值增长4%，岛上消费品零售总额增长5%", []),  # what stands between is left out
        ("船坞工业增加值增长8.8%，岛上消费品零售总额增长5%", ["8.8"]),
    ],
)
def test_a_figure_its_own_words_lead_up_to_is_right(written: str, wrong: list[str]) -> None:
    found = [
        written[slice(*ours)] for ours, _ in misnumbered(skeleton(written), skeleton(REPORT), None)
    ]
    assert [one for one in ("8.8", "4%") if one in " ".join(found)] == wrong
