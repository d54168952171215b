"""Decisions that amend other works: whose the bare articles are."""

from __future__ import annotations

from corpus.citing.catalogue import Catalogue
from corpus.citing.references import find_references
from tests.corpus.citing.making import document, shown

PLURAL = """根据《生产用水办法》，作如下修改：
一、《节水法》
（一）在第一条后增加一条作为第二条，即：“略。”
（二）将《北岭省水价条例》第五条作为第六条。"""


def test_a_decision_on_several_works_turns_from_one_to_the_next(catalogue: Catalogue) -> None:
    owner = document("several", "关于修改部分法规的决定", "policy", PLURAL)
    assert [shown(owner, one) for one in find_references(owner, catalogue)] == [
        ("《生产用水办法》", "rule"),
        ("《节水法》", "law"),
        ("第一条", "law#art_1"),
        ("第二条", "law#art_2"),
        ("《北岭省水价条例》第五条", "-"),
        ("第六条", "-"),
    ]


CHANGES = """一、对《节水法》作出修改
（一）将第一条修改为：“依照《生产用水办法》第二条办理。”
（二）删去第二条第二款。"""


def test_a_work_quoted_in_a_change_is_not_the_one_changed(catalogue: Catalogue) -> None:
    owner = document("change", "关于修改《节水法》等的决定", "policy", CHANGES)
    assert [shown(owner, one)[1] for one in find_references(owner, catalogue)][1:] == [
        *("law#art_1", "rule#art_2", "law#art_2/para_2")
    ]
