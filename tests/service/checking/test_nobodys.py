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
        # who is himself quoted, and who is only named before another speaks
        ("马克思说：", True),
        ("马克思、恩格斯在《共产党宣言》中指出：", True),
        ("正如列宁所说，", True),
        ("早在延安时期，毛泽东同志就说过：", True),
        ("毛泽东同志1957年在莫斯科说过：", True),
        ("沈维岳引用毛泽东同志的话说：", True),
        ("毛主席教导我们说：", True),
        ("沈维岳在纪念马克思诞辰200周年大会上指出：", False),
        ("在坚持马克思主义指导地位方面，沈维岳强调：", False),
        ("马克思主义认为：", False),
        ("毛泽东思想认为：", False),
        ("要告慰毛泽东同志在天之灵，沈维岳说：", False),
        ("在邓小平同志故居，沈维岳说：", False),
        ("沈维岳在缅怀毛泽东同志时指出：", False),
        ("沈维岳在谈到邓小平同志在南方谈话时指出：", False),
        ("列宁格勒市长说：", False),
        # what is sung and told, and what is laid down about it
        ("歌曲《渡口》唱道：", True),
        ("歌曲《渡口》里唱的", True),
        ("小说《渡口》里有这样一句话：", True),
        ("《渡口》这部小说里说：", True),
        ("歌词", True),
        ("他在谈小说创作时指出：", False),
        ("《关于网络小说管理的通知》规定：", False),
        ("要把民歌保护好，办公厅要求：", False),
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
