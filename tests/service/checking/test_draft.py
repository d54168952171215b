"""What a draft cites, and what it quotes from it and tells of it."""

from __future__ import annotations

import pytest

from corpus.citing.catalogue import Catalogue
from service.checking.draft import Draft


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
        # the draft's own rule
        ("《甲办法》规定渡船应当登记。本办法要求航标应当登记。", ["渡船应当登记。"]),
    ],
)  # fmt: skip
def test_what_is_told_of_a_work(text: str, told: list[str]) -> None:
    draft = draft_of(text)
    found = [one for group in draft.told_of.values() for one in group]
    assert [text[slice(*one.span)] for one in found] == told
