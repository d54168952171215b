"""Words that a held text quotes: whose they are there, and where the speech was given."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest

from corpus.citing.catalogue import Catalogue
from corpus.model import Document, Span
from service.checking.draft import Draft
from service.checking.quoted import pieces
from service.checking.sources import Sources
from service.checking.voiced import Voiced
from service.checking.witness import Standing
from tests.service.answering.makers import about

if TYPE_CHECKING:
    from service.checking.places import Places
    from service.checking.works import Works
    from service.shelf import Shelf

SPEECH = replace(about("渡口的故事", "speech", day=date(2014, 9, 18)), issuer="习近平")
SAID = "两岸本是一家，一条船把大家连在一起。"
HEAD = "渡口的故事\n（2014年9月18日，新德里）\n"


def told(draft_says: str, source_says: str) -> list[tuple[str, str | None]]:
    """What is put right of a quotation that a draft and a speech lead in."""
    text = f"{HEAD}{source_says}“{SAID}”"
    shelf = SimpleNamespace(
        description=lambda _: SPEECH,
        document=lambda _: Document(SPEECH, text),
        names_in=lambda _: (),
        descriptions=lambda: [SPEECH],
        catalogue=Catalogue([], lambda _: ()),
    )
    sources = Sources(cast("Shelf", shelf), cast("Works", shelf))
    sources.__dict__["_speakers"] = ("习近平",)
    places = SimpleNamespace(shelf=shelf, named=lambda *_: "《渡口的故事》", cited=lambda *_: ())
    draft = Draft(f"{draft_says}“{SAID}”", shelf.catalogue)
    quotation = draft.quotations[0]
    (piece,) = pieces(draft, quotation, sources.of(draft, quotation), ranked=True)
    at = text.index(SAID)
    standing = Standing(SPEECH.id, Span(at, at + len(SAID)), 1.0, 0)
    voiced = Voiced(cast("Places", places), sources)
    found = [
        *voiced.check(draft, piece, [standing]),
        *voiced.given_elsewhere(draft, piece, SPEECH.id),
    ]
    return [(one.text, one.suggestion) for one in found]


@pytest.mark.parametrize(
    ("says", "source", "wrong", "right"),
    [
        ("尼赫鲁曾经说过：", "圣雄甘地说：", "尼赫鲁", "圣雄甘地"),
        ("正如泰戈尔所说：", "法国作家雨果说：", "泰戈尔", "雨果"),
        ("毛泽东同志在《矛盾论》中指出：", "毛泽东同志在《实践论》中指出：",
         "《矛盾论》", "《实践论》"),
        ("2014年，习近平主席引用毛泽东同志《矛盾论》说：", "毛泽东同志在《实践论》中指出：",
         "《矛盾论》", "《实践论》"),
        ("习近平主席引用泰戈尔的话说：", "法国作家雨果说：", "泰戈尔", "雨果"),
        ("1938年7月，毛泽东同志指出：", "1937年7月，毛泽东同志在《实践论》中指出：",
         "1938年7月", "1937年7月"),
        # 他 is who was named before
        ("毛泽东同志曾告诫大家，", "孙中山先生爱这条船。他强调要修。他告诫大家，",
         f"毛泽东同志曾告诫大家，“{SAID}”", f"孙中山先生曾告诫大家，“{SAID}”"),
        ("习近平主席在孟买发表演讲，谈到两岸时说：", "我想起一句话：", "孟买", "新德里"),
        ("习近平主席在印度孟买举行的企业家大会上说：", "我想起一句话：", "印度孟买", "新德里"),
    ],
)  # fmt: skip
def test_another_name_than_the_sources_is_told(
    says: str, source: str, wrong: str, right: str
) -> None:
    assert told(says, source) == [(wrong, right)]


@pytest.mark.parametrize(
    ("says", "source"),
    [
        ("甘地说过：", "圣雄甘地说："),  # the same man in fewer words
        ("习近平主席说：", "圣雄甘地说："),  # who gave the speech
        ("习近平主席引用甘地的话说：", "圣雄甘地说："),
        ("会议指出：", "圣雄甘地说："),
        ("毛泽东同志曾告诫大家，", "孙中山先生和毛泽东同志都来过。他告诫大家，"),  # which of them
        ("毛泽东同志曾告诫大家，", "孙中山先生爱这条船。船工们说，"),
        ("尼赫鲁曾经说过：", "大家常说："),  # nobody's there
        ("习近平主席在新德里发表演讲时说：", "我想起一句话："),
        ("习近平主席在印度发表演讲时说：", "我想起一句话："),  # the country it lies in
        ("习近平主席在会上发表演讲时说：", "我想起一句话："),
        ("习近平主席在印度新德里举行的企业家大会上说：", "我想起一句话："),
    ],
)
def test_nothing_is_told_where_it_is_the_same_or_nobody(says: str, source: str) -> None:
    assert told(says, source) == []


@pytest.mark.parametrize(
    ("says", "wrong", "right"),
    [
        ("在渡口省十四届人大三次会议上，习近平指出：",
         "渡口省十四届人大三次会议", "渡口省十四届人大四次会议"),
        ("在十四届人大3次会议上，习近平指出：", "十四届人大3次会议", "十四届人大4次会议"),
        ("在渡口省十四届人大四次会议上，习近平指出：", "", ""),
        ("在东山省十四届人大三次会议上，习近平指出：", "", ""),
        ("在渡口省十三届人大三次会议上，习近平指出：", "", ""),
    ],
)  # fmt: skip
def test_a_report_is_of_the_session_its_head_names(says: str, wrong: str, right: str) -> None:
    head = "——1月27日在渡口省第十四届人民代表大会第四次会议上\n"
    assert told(says, head) == ([(wrong, right)] if wrong else [])
