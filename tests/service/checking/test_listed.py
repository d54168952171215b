"""The members spelled out after an expression and before it."""

from __future__ import annotations

import pytest

from corpus.citing.catalogue import Catalogue
from corpus.model import Span
from service.checking.draft import Draft
from service.checking.listed import bare, listed, listed_before


def draft_of(text: str) -> Draft:
    return Draft(text, Catalogue([], lambda _: ()))


def place(text: str, expression: str) -> Span:
    at = text.index(expression)
    return Span(at, at + len(expression))


@pytest.mark.parametrize(
    ("before", "members", "some"),
    [
        ("整治甲风、乙风、丙风", ["整治甲风", "乙风", "丙风"], False),
        ("整治甲风、乙风和丙风这", ["整治甲风", "乙风", "丙风"], False),
        ("整治甲风、乙风等", ["整治甲风", "乙风"], True),
        ("整治甲风、乙风等的", ["整治甲风", "乙风"], True),
        # 等 and 的 at the end of a member are its own
        ("坚持自由、公正、平等", ["坚持自由", "公正", "平等"], False),
        ("坚持自由、公正、平等这", ["坚持自由", "公正", "平等"], False),
        ("坚持自由、公正、平等等", ["坚持自由", "公正", "平等"], True),
        ("坚持自由、公正、平等等的", ["坚持自由", "公正", "平等"], True),
        ("明确方向、任务、目的", ["明确方向", "任务", "目的"], False),
        ("明确方向、任务、目的的", ["明确方向", "任务", "目的"], False),
        # in two rows, where the first has some of them
        ("明确方向、任务，自由、公正的", ["明确方向", "任务", "自由", "公正"], False),
        ("修好甲路、乙路，明确方向、任务的", ["明确方向", "任务"], False),
    ],
)
def test_the_members_before(before: str, members: list[str], some: bool) -> None:
    text = f"{before}“三个说法”，抓实抓好。"
    own = frozenset(["自由", "公正", "平等", "方向", "任务", "目的"])
    found = listed_before(draft_of(text), place(text, "三个说法"), own)
    assert found is not None
    assert (list(found.members), found.some) == (members, some)
    assert text[slice(*found.span)].endswith(members[-1])


@pytest.mark.parametrize(
    ("after", "members"),
    [
        ("”，即甲风、乙风、丙风。", ["甲风", "乙风", "丙风"]),
        ("”（甲风、乙风（含隐形变异）、丙风）问题。", ["甲风", "乙风（含隐形变异）", "丙风"]),
        ("”，即甲风、乙风（含丁、戊和己庚）、丙风。", ["甲风", "乙风（含丁、戊和己庚）", "丙风"]),
    ],
)
def test_the_members_after(after: str, members: list[str]) -> None:
    text = f"整治“三风{after}"
    found = listed(draft_of(text), place(text, "三风"))
    assert found is not None
    assert list(found.members) == members


@pytest.mark.parametrize(
    ("member", "key"),
    [
        ("享乐主义（含隐形变异）", "享乐主义"),
        ("“奢靡之风”", "奢靡之风"),
        ("（试点）", "试点"),
    ],
)
def test_a_member_as_it_compares(member: str, key: str) -> None:
    assert bare(member) == key
