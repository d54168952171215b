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
