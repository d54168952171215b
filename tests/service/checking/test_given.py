"""The day of a speech, by its title, head, end and file, against the one that a draft says."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest

from corpus.citing.catalogue import Catalogue
from corpus.model import Document, Span
from service.checking.draft import Draft
from service.checking.given import Given
from service.checking.witness import Standing
from tests.service.answering.makers import about

if TYPE_CHECKING:
    from service.checking.places import Places

WORDS = "渡船要修好，渡口要守好。"


def told(draft_says: str, title: str, head: str, end: str = "") -> tuple[str, str] | None:
    """The wrong day and the right one of a speech filed under 17 October 2016."""
    speech = about(title, "speech", day=date(2016, 10, 17))
    text = f"{head}{WORDS}{'好好干。' * 200}{end}"
    shelf = SimpleNamespace(description=lambda _: speech, document=lambda _: Document(speech, text))
    given = Given(cast("Places", SimpleNamespace(shelf=shelf)))
    draft = Draft(draft_says, Catalogue([], lambda _: ()))
    standing = Standing(speech.id, Span(len(head), len(head) + len(WORDS)), 1.0, 0)
    said = given.other_day(draft, Span(0, len(draft_says)), standing)
    if said is None or not given.is_of_saying(draft, said[0]):
        return None
    return draft_says[slice(*said[0])], said[1]


TITLED, DATED = "在渡口工作座谈会上的讲话", "在渡口工作座谈会上的讲话（2016年9月3日）"
OWN = "在渡口工作座谈会上的讲话\n（二〇一六年九月三日，云州）\n2016年10月17日 来源：渡口报\n"


@pytest.mark.parametrize(
    ("says", "title", "head", "end", "wrong", "right"),
    [
        ("2016年8月5日，总书记在座谈会上指出", DATED, "", "", "2016年8月5日", "2016年9月3日"),
        ("2015年，习近平总书记指出", TITLED, OWN, "", "2015年", "2016年"),
        ("2016年8月，总书记主持召开会议并讲话，强调", TITLED, OWN, "", "2016年8月", "2016年9月"),
        ("总书记在2014年9月3日的讲话中指出", TITLED, OWN, "", "2014年9月3日", "2016年9月3日"),
        # by the wire at its end, or else by its file
        (
            "2016年9月4日，总书记强调", TITLED, "", "（新华社云州10月16日电）",
            "2016年9月4日", "2016年10月16日",
        ),
        ("2015年10月，总书记在座谈会上强调", TITLED, "", "", "2015年10月", "2016年10月"),
    ],
)  # fmt: skip
def test_another_day_than_the_speechs_is_told(
    says: str, title: str, head: str, end: str, wrong: str, right: str
) -> None:
    assert told(says, title, head, end) == (wrong, right)


@pytest.mark.parametrize(
    ("says", "title", "head", "end"),
    [
        ("2016年9月，总书记在渡口工作座谈会上指出", DATED, "", ""),
        ("2016年09月03日，总书记在渡口工作座谈会上指出", TITLED, OWN, ""),
        # the day it was printed, and one before it where nothing says when it was given
        ("2016年10月17日，总书记指出", TITLED, OWN, ""),
        ("2016年9月20日，总书记指出", TITLED, "", ""),
        ("2016年10月16日，总书记强调", TITLED, "", "（新华社云州10月16日电）"),
        # a day the head names, which may be its own
        ("2016年9月1日，总书记指出", TITLED, "2016年9月1日，我们在这里开会。\n", ""),
        # a day of something else
        ("2019年，我县重修了渡口，总书记指出", TITLED, OWN, ""),
        ("2019年在我县考察的专家说，总书记指出", TITLED, OWN, ""),
        # whose title names a year of its own
        ("2015年12月31日，总书记指出", "2016年新年贺词", "", ""),
    ],
)
def test_its_own_day_and_what_may_be_is_not(says: str, title: str, head: str, end: str) -> None:
    assert told(says, title, head, end) is None
