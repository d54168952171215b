"""Works, duty-holders and organs: what is named, and what only points."""

from __future__ import annotations

import pytest

from corpus.model import DocumentId, PassageId, Span
from graph.discovery.counting import count
from graph.discovery.holders import holders, organs, stands_free
from graph.discovery.model import Piece, Place
from graph.discovery.titles import titles


def piece(text: str, document: str = "d1", kind: str = "rule") -> Piece:
    return Piece(PassageId(f"{document}/p_1"), kind, 0, text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("依照《中华人民共和国水法》第三条执行。", ["水法"]),
        ("按《集团采购管理办法（试行）》办理。", ["集团采购管理办法"]),
        ("转载自《人民日报》，放映《长津湖》。", []),  # no works that bind
        ("根据《关于修改〈水法〉的决定》。", []),  # only amends
        ("依据《公司法》。", []),  # known
        ("本办法即《档案管理办法》。", []),  # its own work
        ("提交《会议决定书》和《办法》。", []),
    ],
)
def test_works(text: str, expected: list[str]) -> None:
    works = {DocumentId("d1"): "档案管理办法"}
    found = titles([piece(text)], ["公司法", "中华人民共和国公司法"], works)
    assert [one.label for one in found] == expected
    for one in found:
        assert one.places is not None
        assert one.label.removesuffix("法") in text[slice(*one.places[0].span)]


def test_a_work_is_named_as_most_name_it_and_may_be_held() -> None:
    texts = ["依《水法》。", "依《中华人民共和国水法》。", "依《水 法》。"]
    found = titles(
        [piece(text, f"d{n}") for n, text in enumerate(texts)], [], {DocumentId("d9"): "水法"}
    )
    assert [(one.label, one.own, len(one.places or ())) for one in found] == [
        ("水法", {"held": 1.0}, 3)
    ]


@pytest.mark.parametrize(
    ("actor", "expected"),
    [
        ("用人单位", ("用人单位", "organ")),
        ("全体车间主任", ("车间主任", "role")),
        ("有关承办部门", ("承办部门", "organ")),
        ("我们", None),
        ("当事人", None),
        ("有关部门", None),
        ("下列人员", None),
        ("上一级人民法院", None),
        ("市人民政府", None),
        ("违反规定的单位", None),
        ("第一责任人", None),  # known
    ],
)
def test_duty_holders(actor: str, expected: tuple[str, str] | None) -> None:
    place = Place(PassageId("d1/p_1"), Span(0, 9), Span(0, 9))
    found = holders([(actor, place)], ["第一责任人"])
    assert [(one.label, one.kind) for one in found] == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("text", "issuer", "expected"),
    [
        ("集团成立安全生产专项整治领导小组，由总经理任组长。", None, ["安全生产专项整治领导小组"]),
        ("设立村务监督委员会。", None, ["村务监督委员会"]),
        ("设立专门委员会，成立领导小组。", None, []),  # kinds, not names
        ("正文。", "国家物价局", ["国家物价局"]),
        ("正文。", "浙江省人民政府", []),  # named by rule
        ("正文。", "坚决贯彻党中央", []),
        ("正文。", "审议国务院", []),
    ],
)
def test_organs(text: str, issuer: str | None, expected: list[str]) -> None:
    found = organs([piece(text)], {DocumentId("d1"): issuer}, [])
    assert [one.label for one in found] == expected


def test_the_tail_of_a_longer_name_does_not_stand_free() -> None:
    texts = ["劳动争议调解委员会受理。", "人民调解委员会受理。", "由调解委员会受理。"]
    tallies = count([piece(text, f"d{n}") for n, text in enumerate(texts)], ["调解委员会"])
    assert not stands_free(tallies["调解委员会"])
    assert stands_free(count([piece(texts[1])], ["人民调解委员会"])["人民调解委员会"])


def test_counts_are_exact_and_numbers_are_whole() -> None:
    text = "“三张清单”落地，三张清单见效，十三张清单不算。"
    tally = count([piece(text), piece(text, "d2", "news")], ["三张清单"])["三张清单"]
    assert (tally.occurrences, tally.wrapped) == (4, 2)
    assert (len(tally.documents), len(tally.formal)) == (2, 1)
