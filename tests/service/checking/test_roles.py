"""Another organ in the place of a rule's own."""

from __future__ import annotations

import pytest

from corpus.model import Span
from service.checking.roles import other_organs

RULE = (
    "证件由县级人民政府公安机关签发，每年签注1次。申请由本人向户籍所在地的乡镇人民政府提出。"
    "需要延长的，应当经信息公开工作机构负责人同意并告知申请人。"
)


@pytest.mark.parametrize(
    ("draft", "right"),
    [
        ("证件由乡镇人民政府签发", ["县级人民政府公安机关"]),
        ("证件由街道办事处签发", ["县级人民政府公安机关"]),
        ("证件由县公安机关签发", []),  # told in fewer words
        ("证件由公安机关签发", []),
        ("申请向县级人民政府财政部门提出", ["户籍所在地的乡镇人民政府"]),
        ("申请向县级人民政府提出", ["户籍所在地的乡镇人民政府"]),
        ("应当经财政部门负责人同意并告知申请人", ["信息公开工作机构负责人"]),
        ("应当经机构负责人同意并告知申请人", []),
        ("经费由财政部门承担", []),  # nothing of it there
    ],
)
def test_the_organ_that_stands_there(draft: str, right: list[str]) -> None:
    found = list(other_organs(draft, Span(0, len(draft)), RULE, 100, named=True))
    assert [one.right for one in found] == right
    assert all(one.written == draft[slice(*one.span)] for one in found)
    assert all(one.right == RULE[one.at.start - 100 : one.at.end - 100] for one in found)


def test_where_no_provision_is_named_the_words_before_must_be_the_rules() -> None:
    draft = "凭证由乡镇人民政府签发"
    assert list(other_organs(draft, Span(0, len(draft)), RULE, 0, named=False)) == []
