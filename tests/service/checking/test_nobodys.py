"""Quoted words that are nobody's to look up, and those that only seem so."""

from __future__ import annotations

import pytest

from corpus.citing.catalogue import Catalogue
from service.checking.draft import Draft
from service.checking.nobodys import is_amendment, is_nobodys


@pytest.mark.parametrize(
    ("before", "nobodys"),
    [
        ("《大学》有言：", True),
        ("《孟子·告子下》里说：", True),
        ("《大学生就业促进条例》规定：", False),
        ("《中庸渡口管理办法》规定：", False),
    ],
)
def test_whose_words_no_office_holds(before: str, nobodys: bool) -> None:
    assert is_nobodys(before, "应当先撤人、再断电") is nobodys


@pytest.mark.parametrize(
    ("text", "amends"),
    [
        ("将第八条中的“渡船登记”删除。", True),
        ("删除第八条中的“渡船登记”。", True),
        ("删除该条中的“渡船登记”。", True),
        ("增加规定，作为第八条第二款：“渡船应当登记”。", True),
        ("“渡船应当登记”作为第八条。", True),
        ("规定“渡船应当登记”，不得删除用户信息。", False),
        ("规定“渡船应当登记”，站长作为第一责任人要抓落实。", False),
    ],
)
def test_words_that_are_being_changed(text: str, amends: bool) -> None:
    draft = Draft(text, Catalogue([], lambda _: ()))
    assert is_amendment(draft, draft.quotations[0]) is amends
