"""Several rankings made one."""

from __future__ import annotations

from corpus.model import Hit, PassageId
from service.fusion import Fused, fuse, hits_for


def hits(retriever: str, **scores: float) -> list[Hit]:
    return [Hit(PassageId(f"d/{name}"), score, retriever) for name, score in scores.items()]


def order(fused: list[Fused]) -> list[str]:
    return [item.passage_id.removeprefix("d/") for item in fused]


def test_each_list_is_measured_by_its_own_best() -> None:
    rankings = {"lexical": hits("lexical", a=40, b=20), "dense": hits("dense", b=0.8, c=0.4)}
    fused = fuse(rankings, {"lexical": 1.0, "dense": 0.5})
    # a: 40/40; b: 20/40 + .5 * .8/.8; c: .5 * .4/.8
    assert [(item.passage_id, item.score) for item in fused] == [
        ("d/a", 1.0),
        ("d/b", 1.0),
        ("d/c", 0.25),
    ]


def test_exact_wording_outweighs_everything_similar() -> None:
    rankings = {
        "lexical": hits("lexical", near=50, exact=10),
        "dense": hits("dense", near=0.9),
        "wording": hits("wording", exact=1),
    }
    assert order(fuse(rankings)) == ["exact", "near"]


def test_ties_fall_to_the_passage_id_so_that_answers_repeat() -> None:
    assert order(fuse({"lexical": hits("lexical", b=1, a=1, c=1)})) == ["a", "b", "c"]


def test_a_list_without_a_positive_score_adds_nothing() -> None:
    assert order(fuse({"lexical": hits("lexical", a=1), "dense": hits("dense", b=-0.2)})) == ["a"]


def test_every_hit_that_speaks_for_a_passage_is_found_again() -> None:
    rankings = {"lexical": hits("lexical", a=3, b=2), "dense": hits("dense", a=0.5)}
    found = hits_for([PassageId("d/a"), PassageId("d/c")], rankings)
    assert found == {"d/a": (rankings["lexical"][0], rankings["dense"][0]), "d/c": ()}
