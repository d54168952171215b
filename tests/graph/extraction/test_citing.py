"""cites and supersedes: a line left, the edges right."""

from __future__ import annotations

import pytest

from graph.model import Concept, ConceptId
from tests.corpora import rule
from tests.graph.readings import read, triples


@pytest.mark.parametrize(
    ("line", "edges"),
    [
        ("依照《采购管理办法》第二条执行。", ["d1/art_1 cites d2/art_2"]),
        ("依照《采购管理办法》执行。", ["d1/art_1 cites d2"]),
        # Not held: the title itself; a concept, where the lexicon has it.
        ("依照《招标投标法》执行。", ["d1/art_1 cites work/招标投标法"]),
        ("遵守《党章》。", ["d1/art_1 cites party-charter"]),
        ("依照本办法第二条第一款执行。", ["d1/art_1 cites d1/art_2"]),
        # A paper that somebody holds or fills in is no work, nor is a name in short.
        ("应当取得《采矿许可证》和《营业执照（副本）》。", []),
        ("五日内送达《受理通知书》。", []),
        ("《规定》未尽的，依照《采矿登记规定》。", ["d1/art_1 cites work/采矿登记规定"]),
        # Its own name alone leads nowhere.
        ("本办法由公司解释。", []),
    ],
)
def test_a_reference_becomes_an_edge(line: str, edges: list[str]) -> None:
    known = [Concept(id=ConceptId("party-charter"), label="党章", kind="work")]
    _, extraction = read(
        f"第一条 {line}", "第二条 略。", concepts=known, beside=[rule("d2", "采购")]
    )
    assert triples(extraction) == edges


@pytest.mark.parametrize(
    ("sentence", "edges"),
    [
        (
            "本办法自2024年5月1日起施行，《采购暂行规定》同时废止。",
            ["d1 supersedes work/采购暂行规定"],
        ),
        # Held, or an earlier version of the very same work, told apart by its year.
        ("《采购管理办法》同时废止。", ["d1 supersedes d2"]),
        (
            "2019年3月2日印发的《物资管理办法》同时废止。",
            ["d1 supersedes work/物资管理办法（2019年）"],
        ),
        ("原《物资管理办法》同时废止。", []),
        ("自2024年5月1日起施行，《物资管理办法（试行）》同时废止。", []),
        # The ground of a repeal is cited, not ended.
        (
            "根据《采购管理办法》废止本公司有关规定。",
            ["d1/art_2 cites d2"],
        ),
    ],
)
def test_a_repeal_supersedes(sentence: str, edges: list[str]) -> None:
    _, extraction = read(
        "第一条 为了规范物资管理，制定本办法。",
        f"第二条 {sentence}",
        title="物资管理办法",
        supersedes=("采购暂行规定", "物资管理办法", "采购管理办法") if "同时" in sentence else (),
        beside=[rule("d2", "采购")],
    )
    assert triples(extraction, "cites", "supersedes") == edges
