"""What a draft cites, and what it quotes from it and tells of it."""

from __future__ import annotations

from itertools import pairwise

import pytest

from corpus.citing.catalogue import Catalogue
from service.checking.draft import Draft
from service.checking.unending import FURTHER, LONGEST


def draft_of(text: str) -> Draft:
    return Draft(text, Catalogue([], lambda _: ()))


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("《甲办法》规定：“渡船应当登记”。", ["甲办法"]),
        ("按照《甲办法》第九条，“渡船应当登记”。", ["甲办法"]),
        ("“渡船应当登记”（《甲办法》）。", ["甲办法"]),
        ("“渡船应当登记”，这是《甲办法》的规定。", ["甲办法"]),
        ("《甲办法》规定：“渡船应当登记”，《乙办法》规定：“航标应当登记”。", ["甲办法", "乙办法"]),
        # another sentence, no verb, farther off
        ("《甲办法》已印发。要求“渡船应当登记”。", [""]),
        ("学习《甲办法》的“登记篇”。", [""]),
        ("“渡船应当登记”写进了不少地方的《甲办法》。", [""]),
    ],
)
def test_what_a_quotation_is_from(text: str, titles: list[str]) -> None:
    draft = draft_of(text)
    cited = [draft.cited_by(quotation) for quotation in draft.quotations]
    assert [one.title if one else "" for one in cited] == titles
    assert sum(map(len, draft.quoted_from.values())) == sum(map(bool, titles))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("《甲办法》规定，渡船应当登记。", ["渡船应当登记。"]),
        ("《甲办法》规定渡船应当登记。办法还要求航标应当登记。",
         ["渡船应当登记。", "航标应当登记。"]),
        ("《甲办法》规定渡船应当登记。该办法要求航标应当登记。",
         ["渡船应当登记。", "航标应当登记。"]),
        # what a crime is pursued by says nothing of the fine
        ("渡船不登记的，处一万元罚款；构成犯罪的，依照《甲办法》有关规定追究刑事责任。", []),
        # the draft's own rule
        ("《甲办法》规定渡船应当登记。本办法要求航标应当登记。", ["渡船应当登记。"]),
    ],
)  # fmt: skip
def test_what_is_told_of_a_work(text: str, told: list[str]) -> None:
    draft = draft_of(text)
    found = [one for group in draft.told_of.values() for one in group]
    assert [text[slice(*one.span)] for one in found] == told


def parts_of(draft: Draft) -> list[str]:
    """The sentences around each offset, one after another."""
    ends = [0]
    while ends[-1] < len(draft.text):
        assert draft.sentence_at(ends[-1]) == ends[-1]
        ends.append(draft.sentence_end(ends[-1]))
    return [draft.text[start:end] for start, end in pairwise(ends)]


@pytest.mark.parametrize("piece", ["《法》、", "甲乙丙、", "县环保局", "《中华人民共和国安全法》"])
def test_a_sentence_without_end_is_broken(piece: str) -> None:
    draft = draft_of(piece * (20_000 // len(piece)))
    parts = parts_of(draft)
    assert "".join(parts) == draft.text
    assert all(LONGEST < len(part) <= LONGEST + FURTHER + 1 for part in parts[:-1])
    assert len(parts[-1]) <= LONGEST + FURTHER + 1
    if piece[-1] in "、》":
        assert all(part[-1] in "、》" for part in parts)
    longest = max((one.span.end - one.span.start for one in draft.statements), default=0)
    assert longest <= LONGEST + FURTHER + 1


def test_no_sentence_is_broken_in_a_quotation_or_before_it_is_long() -> None:
    quoted = f"{'甲' * (LONGEST - 100)}“{'乙，' * 900}”"
    assert parts_of(draft_of(f"{quoted}{'丙' * 100}。")) == [quoted, f"{'丙' * 100}。"]
    assert len(parts_of(draft_of(f"{'甲乙丙、' * (LONGEST // 4 - 1)}丁。"))) == 1


def test_a_word_said_over_and_over_is_read_at_once() -> None:
    # Read in two ways each time, 早已 twenty times over took seconds, and sixty for ever.
    draft = draft_of("根据《甲办法》" + "早已" * 500 + "“渡船应当登记”。")
    assert [one.title for one in draft.references] == ["甲办法"]
    assert len(draft.quotations) == 1
    assert draft.statements
