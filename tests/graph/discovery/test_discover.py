"""Discovery whole: on a small corpus, what is found, where, and the same every time."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest

from corpus.errors import OperationError
from corpus.model import document_of
from graph.discovery.discover import WEIGHTS, discover
from graph.discovery.filing import Filed, file_candidates, read_candidates
from graph.discovery.model import FAMILIES, Candidate
from graph.discovery.source import corpus_of
from graph.lexicon.loader import Lexicon
from graph.model import CONCEPT_KINDS, Concept, ConceptId
from tests.corpora import Held, made
from tests.graph.making import Shelf, day

KNOWN = Concept(id=ConceptId("two-safeguards"), label="两个维护", kind="shorthand")
TEXTS = (
    "落实“三张清单”（风险清单、责任清单、整改清单），做到“两个维护”。",
    "对照“三张清单”逐项销号。班组长应当每日巡查，依照《集团动火作业管理办法》办理。",
    "“三张清单”要动态更新。班组长必须佩戴记录仪，依照《集团动火作业管理办法》审批。",
)


def held() -> dict[str, Held]:
    made_ones = [
        made(f"d{n}", f"第{n}次安全例会讲话", text, kind="speech", issued=day(2024))
        for n, text in enumerate(TEXTS, start=1)
    ]
    return {document.id: (document, passages) for document, passages in made_ones}


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    one = Shelf(tmp_path)
    one.hold(*held().values())
    one.build()
    return one


def found(shelf: Shelf, *concepts: Concept) -> dict[str, Candidate]:
    lexicon = Lexicon({one.id: one for one in concepts})
    with closing(shelf.graph) as graph:
        candidates = discover(corpus_of(shelf.store, graph), lexicon)
    return {one.label: one for one in candidates}


def test_each_family_finds_its_own(shelf: Shelf) -> None:
    candidates = found(shelf, KNOWN)
    lists = candidates["三张清单"]
    assert (lists.family, lists.kind) == ("numeric", "shorthand")
    assert lists.members == ("风险清单", "责任清单", "整改清单")
    assert (lists.documents, lists.occurrences) == (3, 3)
    assert candidates["集团动火作业管理办法"].family == "title"
    assert (candidates["班组长"].family, candidates["班组长"].kind) == ("holder", "role")


def test_what_the_lexicon_has_is_left_out(shelf: Shelf) -> None:
    assert "两个维护" not in found(shelf, KNOWN)
    alias = Concept(id=ConceptId("lists"), label="三单", kind="shorthand", aliases=("三张“清单”",))
    assert "三张清单" not in found(shelf, alias)


def test_every_example_is_a_slice_and_every_score_its_parts(shelf: Shelf) -> None:
    for one in found(shelf).values():
        assert one.family in FAMILIES
        assert one.kind in CONCEPT_KINDS
        weights = WEIGHTS[one.family]
        assert one.parts.keys() == weights.keys()
        mean = sum(weights[name] * one.parts[name] for name in weights) / sum(weights.values())
        assert one.score == pytest.approx(mean, abs=1e-3)
        assert 0 <= one.score <= 1
        assert one.examples
        for place in one.examples:
            text = shelf.store.text(document_of(place.passage_id))
            if one.family != "holder":
                assert text[slice(*place.span)] == one.label
            assert one.label in text[slice(*place.sentence)]


def test_the_same_corpus_gives_the_same_bytes(shelf: Shelf, tmp_path: Path) -> None:
    for name in ("one", "two"):
        filed = Filed("000001", "lexicon", tuple(found(shelf).values()))
        file_candidates(tmp_path / name, filed)
        assert read_candidates(tmp_path / name) == filed
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_no_sentence_is_filed(shelf: Shelf, tmp_path: Path) -> None:
    file_candidates(tmp_path / "one", Filed("000001", "", tuple(found(shelf).values())))
    said = (tmp_path / "one").read_text("utf-8")
    assert "逐项销号" not in said
    assert "三张清单" in said


def test_another_version_is_passed_over_and_damage_is_told(tmp_path: Path) -> None:
    path = tmp_path / "candidates.jsonl"
    assert read_candidates(path) is None
    path.write_text(json.dumps({"version": 0}), "utf-8")
    assert read_candidates(path) is None
    path.write_text("{", "utf-8")
    with pytest.raises(OperationError, match="concepts discover"):
        read_candidates(path)
