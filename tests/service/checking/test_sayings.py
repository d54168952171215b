"""What a draft says of a source that it does not cite by title: who, and what."""

from __future__ import annotations

import pytest

from corpus.citing.catalogue import Catalogue
from service.checking.draft import Draft
from service.checking.sayings import sayings


@pytest.mark.parametrize(
    ("text", "who", "said"),
    [
        ("他在企业座谈会上说，个体户有8000万。", "他在企业座谈会", "，个体户有8000万。"),
        ("据云州市政府工作报告，去年增长5%。", "据云州市政府工作报告", "，去年增长5%。"),
        ("回看云州市政府工作报告增长5%。", "回看云州市政府工作报告", "增长5%。"),
        ("去年增长5%（见云州市政府工作报告）。", "云州市政府工作报告", "去年增长5%"),
        (
            "职业教育改革实施方案要求“双师型”教师过半。",
            "职业教育改革实施方案",
            "“双师型”教师过半。",
        ),
    ],
)
def test_who_is_said_to_say_what(text: str, who: str, said: str) -> None:
    draft = Draft(text, Catalogue([], lambda _: ()))
    found = [(text[slice(*one.who)], text[slice(*one.span)]) for one in next(sayings(draft))]
    assert any(one.startswith(who) and what in (said, said.lstrip("，")) for one, what in found)


@pytest.mark.parametrize("text", ["", "去年增长5%。", "大家说得好。"])
def test_nobody_is_said_to_say_anything(text: str) -> None:
    assert list(sayings(Draft(text, Catalogue([], lambda _: ())))) == []
