"""Decisions laid over the lexicon: approved, merged, split, undone; the files come first."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from graph.lexicon.finder import Finder
from graph.lexicon.loader import Lexicon, read_entries, reviewed_lexicon
from graph.lexicon.reading import Entry
from graph.model import ConceptId
from graph.review.model import Decision, Wording

LISTS = Wording(
    label="三张清单", kind="shorthand", aliases=("三单",), expansion=("甲单", "乙单", "丙单")
)


def entry(name: str, label: str, **lists: tuple[str, ...]) -> Entry:
    return Entry(name, Path("own.yaml"), 1, {"label": label, "kind": "term"}, dict(lists))


FILES = {
    "safety": entry("safety", "安全生产", aliases=("安全工作",)),
    "first": entry("first", "首长", context=("部队",)),
}


def decided(n: int, action: str, candidate: str = "三张清单", **about: Any) -> Decision:
    return Decision(n=n, action=action, by="李编", at="t", candidate=candidate, **about)


def lexicon(*decisions: Decision) -> Lexicon:
    return reviewed_lexicon(FILES, decisions)


def test_an_approved_concept_is_in_the_lexicon() -> None:
    made = lexicon(decided(1, "approve", wordings=(LISTS,))).concepts
    concept = made[ConceptId("reviewed/三张清单")]
    assert concept.status == "reviewed"
    assert concept.forms == ("三张清单", "三单")
    assert concept.expansion == ("甲单", "乙单", "丙单")
    assert made[ConceptId("safety")].status == "lexicon"
    found = Finder(made.values()).find("落实“三张清单”。")
    assert [one.concept_id for one in found] == ["reviewed/三张清单"]


def test_a_merged_form_names_the_concept() -> None:
    made = lexicon(decided(1, "merge", "安全大计", into=ConceptId("safety"), forms=("安全大计",)))
    assert made.concepts[ConceptId("safety")].aliases == ("安全工作", "安全大计")
    assert FILES["safety"].lists["aliases"] == ("安全工作",)


def test_what_is_merged_needs_no_context_where_all_other_forms_do() -> None:
    made = lexicon(decided(1, "merge", "大首长", into=ConceptId("first"), forms=("大首长",)))
    finder = Finder(made.concepts.values())
    assert [one.form for one in finder.find("大首长到了，首长到了。")] == ["大首长"]


def test_a_split_makes_several() -> None:
    parts = (Wording(label="四查", kind="shorthand"), Wording(label="四改", kind="shorthand"))
    made = lexicon(decided(1, "split", "四查四改", wordings=parts)).concepts
    assert {"reviewed/四查", "reviewed/四改"} <= made.keys()
    assert "reviewed/四查四改" not in made


@pytest.mark.parametrize(
    "decisions",
    [
        (decided(1, "reject"),),
        (decided(1, "approve", wordings=(LISTS,)), decided(2, "undo", "", undoes=1)),
        # What the files have by now is theirs.
        (decided(1, "approve", wordings=(Wording(label="安全“工作”", kind="task"),)),),
        (decided(1, "merge", "新词", into=ConceptId("gone"), forms=("新词",)),),
        (decided(1, "merge", "安全工作", into=ConceptId("first"), forms=("安全工作",)),),
    ],
)
def test_what_changes_nothing(decisions: tuple[Decision, ...]) -> None:
    assert lexicon(*decisions) == lexicon()


def test_an_undoing_undone_brings_it_back() -> None:
    decisions = (
        decided(1, "approve", wordings=(LISTS,)),
        decided(2, "undo", "", undoes=1),
        decided(3, "undo", "", undoes=2),
    )
    assert lexicon(*decisions) == lexicon(decisions[0])


def test_who_and_when_do_not_matter_to_the_graph() -> None:
    one = Decision(n=1, action="approve", by="甲", at="t1", candidate="三张清单", wordings=(LISTS,))
    other = Decision(
        n=1, action="approve", by="乙", at="t2", candidate="三张清单", wordings=(LISTS,)
    )
    assert lexicon(one).fingerprint == lexicon(other).fingerprint != lexicon().fingerprint


def test_over_the_shipped_files() -> None:
    entries = read_entries()
    before = reviewed_lexicon(entries, ())
    after = reviewed_lexicon(entries, (decided(1, "approve", wordings=(LISTS,)),))
    assert after.concepts.keys() - before.concepts.keys() == {"reviewed/三张清单"}
    assert after.terms() != before.terms()  # shorthand is kept whole by the segmenter
