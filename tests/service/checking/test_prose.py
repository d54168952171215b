"""Papers checked as they stand: kinds in turn, in pieces, and which alarm which paper gives."""

from __future__ import annotations

import pytest

from corpus.model import Document, DocumentId, Span
from service.checking.model import KINDS, Finding, Report
from service.checking.prose import PAPER, PIECE, _pieces, check_prose
from tests.service.answering.makers import about

TEXTS = {"甲法": "渡船应当登记。", "乙法": "站长应当值班。", "丙讲话": "要办好渡口。", "丁新闻": ""}
HELD = [
    about("甲法", "law"),
    about("乙法", "law"),
    about("丙讲话", "speech"),
    about("丁新闻", "news"),
]


def document(name: DocumentId) -> Document:
    return Document(next(one for one in HELD if one.id == name), TEXTS[name])


class Check:
    """Finds one thing of each kind in a piece, and keeps what it was given."""

    def __init__(self, *kinds: str) -> None:
        self.kinds = kinds
        self.given: list[str] = []

    def __call__(self, text: str) -> Report:
        self.given.append(text)
        findings = tuple(
            Finding(kind=kind, span=Span(0, 2), text=text[:2], message=f"{kind}：{text}")
            for kind in self.kinds
        )
        return Report(text=text, generation="g", findings=findings, documents=len(HELD))


def test_what_each_paper_gives_is_counted_by_kind() -> None:
    found = check_prose(Check(*KINDS), HELD, document, 1000)
    assert (found.papers, found.characters) == (4, sum(map(len, TEXTS.values())))
    told = found.as_json()
    alarms = [
        "quote_altered",
        "quote_not_found",
        "title_wrong",
        "shorthand_wrong",
        "wording_superseded",
    ]
    # Three papers have words; what is right or not held is no alarm.
    assert told["alarms"] == 15
    assert told["by_kind"] == dict.fromkeys(alarms, 3)
    assert [(one["paper"], one["kind"]) for one in told["told"]] == [
        (paper, kind) for paper in ("乙法", "丙讲话", "甲法") for kind in alarms
    ]
    assert told["told"][0] == {
        "paper": "乙法",
        "kind": "quote_altered",
        "text": "站长",
        "message": "quote_altered：站长应当值班。",
    }


@pytest.mark.parametrize(
    ("characters", "read"),
    [
        (0, []),
        (1, ["乙法"]),
        (7, ["乙法"]),
        (8, ["乙法", "丙讲话"]),
        (13, ["乙法", "丙讲话"]),
        (14, ["乙法", "丙讲话", "甲法"]),
    ],
)
def test_kinds_take_turns_until_enough_is_read(characters: int, read: list[str]) -> None:
    check = Check()
    found = check_prose(check, HELD, document, characters)
    assert check.given == [TEXTS[name] for name in read]
    assert found.characters == sum(map(len, check.given))
    assert found.alarms == []


def test_of_a_long_paper_the_first_part_is_checked_piece_by_piece() -> None:
    check = Check("title_wrong")
    text = "渡船应当登记。\n" * (PAPER // 4)
    found = check_prose(check, HELD[:1], lambda _: Document(HELD[0], text), 1)
    assert (found.papers, found.characters) == (1, PAPER)
    assert "".join(check.given) == text[:PAPER]
    assert [title for title, _ in found.alarms] == ["甲法"] * len(check.given)
    assert len(check.given) == PAPER // PIECE


def test_a_text_is_cut_into_all_of_its_pieces() -> None:
    text = "甲乙丙丁。\n" * 2000 + "戊" * 5000
    pieces = list(_pieces(text))
    assert "".join(pieces) == text
    assert max(map(len, pieces)) <= PIECE
