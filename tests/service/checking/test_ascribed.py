"""Words that are another's: who is a person, and how he is told apart from the one named."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest

from corpus.citing.catalogue import Catalogue
from corpus.model import Document, Span
from service.checking.ascribed import Ascribed
from service.checking.attribution import source_in
from service.checking.draft import Draft
from service.checking.quoted import pieces
from service.checking.sources import Sources
from service.checking.witness import Standing
from tests.service.answering.makers import about

if TYPE_CHECKING:
    from service.checking.model import Finding
    from service.checking.places import Places
    from service.checking.works import Works
    from service.shelf import Shelf

NEWS = about("渡口新闻", "news")
SAID = "要把渡口办好，让两岸群众安全过河。"


def told(draft_says: str, news_says: str, held: str = "") -> list[Finding]:
    """What is told of a quotation that a draft ascribes to one, and the news to another."""
    text = f"{held}{news_says}“{SAID}”"
    shelf = SimpleNamespace(
        description=lambda _: NEWS,
        document=lambda _: Document(NEWS, text),
        names_in=lambda _: (),
        descriptions=lambda: [NEWS],
    )
    sources = Sources(cast("Shelf", shelf), cast("Works", shelf))
    sources.__dict__["_speakers"] = ("习近平", "沈维岳")
    places = SimpleNamespace(shelf=shelf, named=lambda *_: f"《{NEWS.title}》", cited=lambda *_: ())
    draft = Draft(f"{draft_says}“{SAID}”", Catalogue([], lambda _: ()))
    quotation = draft.quotations[0]
    (piece,) = pieces(draft, quotation, sources.of(draft, quotation), ranked=True)
    at = text.index(SAID)
    standing = Standing(NEWS.id, Span(at, at + len(SAID)), 1.0, 0)
    return Ascribed(cast("Places", places), sources).other_speaker(draft, piece, [standing])


@pytest.mark.parametrize(
    "says",
    [
        "习近平指出，",
        "习近平总书记指出，",
        "国家主席习近平指出，",
        # nobody, or nobody who is named
        "会议指出，",
        "大会强调，",
        "文章指出，",
        "报告认为，",
        "大家表示，",
        "他还强调，",
        "代表们认为，",
        "石油同志表示，",
        "高建明说，",  # who that is, nothing says
    ],
)
def test_the_same_person_and_nobody_are_no_other_speaker(says: str) -> None:
    assert told("习近平总书记指出：", says) == []


@pytest.mark.parametrize(
    ("says", "held", "speaker"),
    [
        ("沈维岳指出，", "", "沈维岳"),
        ("沈维岳同志强调，", "", "沈维岳"),
        ("市委书记沈维岳表示，", "", "沈维岳"),
        ("高建明部长说，", "", "高建明"),
        ("部长高建明说，", "", "高建明"),
        ("高建明说，", "市长高建明看了渡口。\n", "高建明"),
    ],
)
def test_another_person_is_named_without_his_titles(says: str, held: str, speaker: str) -> None:
    (found,) = told("习近平总书记指出：", says, held)
    assert found.reason == "wrong_speaker"
    assert found.message == f"引文出自{speaker}（《{NEWS.title}》），不是习近平。"
    assert found.suggestion == f"{speaker}指出：“{SAID}”"


@pytest.mark.parametrize(
    ("clause", "source"),
    [
        ("欢迎辞：在第九届渡口论坛上，市长通过视频致辞", "在第九届渡口论坛上，市长通过视频致辞"),
        ("今年以来，市长在渡口论坛上的讲话", "市长在渡口论坛上的讲话"),
        ("2016年11月21日，市长在渡口论坛上的讲话", "2016年11月21日，市长在渡口论坛上的讲话"),
        ("渡口简报：市长在渡口论坛上的讲话", "市长在渡口论坛上的讲话"),
    ],
)
def test_a_source_is_named_with_the_meeting_before_it(clause: str, source: str) -> None:
    assert clause[slice(*source_in(clause, Span(0, len(clause))))] == source
