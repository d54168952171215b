"""What says of a term what it is, and of which term."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corpus.text import fold
from corpus.words import Segmenter
from embeddings.encoder import load_encoder
from service.answering.defining import TERM, defined, defining, says_what, wants_meaning
from service.answering.pool import library_of
from service.query import understand

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("term", "text", "itself"),
    [
        ("厂区", "本办法所称厂区，是指围墙以内的土地和建筑。", True),
        ("厂区", "第三条 厂区是生产、仓储和办公所在的地方。", True),
        ("厂区", "厂区（含码头），指围墙以内的土地。", True),
        ("险情", "有下列情形之一的，应当认定为险情：", True),
        ("误工", "因停电不能开工，误工半日以上的，是误工，照发工资。", True),
        ("厂区", "（三）“厂区”，是指围墙以内的土地。", True),
        ("让路", "行车避让起重机的，属于让路。", True),
        # why it is done says what it is
        ("紧急避浪", "为了使船员免受正在来临的大浪，采取的紧急避浪行为，不追究责任。", True),
        # what work is done by is laid down behind its name
        ("检修工作原则", "第四条 检修工作应当遵循下列原则：", True),
        ("检修的方针", "全厂检修贯彻小修及时、大修彻底的方针。", False),
        ("检修的方针", "第三条 检修贯彻小修及时、大修彻底的方针。", True),
        ("检修的原则", "检修应当遵循谁主管谁负责的要求；采购应当遵循公开的原则。", False),
        # a longer term, another's rule, what only speaks of it
        ("厂区", "本办法所称厂区道路，是指可以行车的道路。", False),
        ("厂区", "老厂区是指一九八〇年以前建成的部分。", False),
        ("险情", "符合前款规定的，属于险情。", False),
    ],
)
def test_a_definition_is_of_the_very_term(term: str, text: str, itself: bool) -> None:
    says = defining(term)
    assert says is not None
    assert bool(says.search(fold(text))) is itself


def test_a_rule_may_call_a_term_of_its_title_by_its_end() -> None:
    says, told = defining("厂区机动车通行"), fold("本规定所称机动车通行，是指车辆进出。")
    assert says_what(says, told, "厂区机动车通行规定")
    assert not says_what(says, told, "停车规定")
    assert not says_what(None, told, "厂区机动车通行规定")


def test_what_a_term_of_a_work_includes_is_what_it_means() -> None:
    query = understand("停车办法里说的“厂区”都包括什么", Segmenter(()))
    assert defined(query, query.topic) == "厂区"
    assert wants_meaning(query)


def test_what_is_called_so_is_what_a_term_means() -> None:
    query = understand("什么样的地方才叫厂区，上海怎么界定的", Segmenter(()))
    assert defined(query, query.topic) == "厂区"


def test_what_only_names_a_term_says_nothing_of_it() -> None:
    says = defining("厂区")
    assert says is not None
    assert not says.search("车辆进入厂区限速十公里，建设厂区是大事。")
    assert defining("长" * (TERM + 1)) is None


def test_the_law_says_what_a_term_is_before_a_place_and_a_speech_do(tmp_path: Path) -> None:
    said = {
        "law": "第二条 试验田是用来比较种子和做法的农田，收成不计产量。",
        "local_regulation": "第二条 本条例所称试验田，是指本市郊区划出的农田。",
        "speech": "试验田是改革的希望。我们要办好试验田，试验田里出经验。",
    }
    titles = {"law": "试验田法", "local_regulation": "杭州市试验田条例", "speech": "现场会讲话"}
    for kind, text in said.items():
        front = f"---\ntitle: {titles[kind]}\nkind: {kind}\nissued: 2020-05-01\n---\n"
        (tmp_path / f"{kind}.md").write_text(f"{front}{text}\n", "utf-8")
    with library_of(tmp_path, (), load_encoder("default")) as small:
        assert [point.text for point in small.answer("什么是试验田").points] == [said["law"]]
