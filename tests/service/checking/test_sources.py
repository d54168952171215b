"""Whom a draft says it quotes, by an occasion: this year's report is no old one."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, cast

import pytest

from corpus.model import Span
from service.checking.sources import Sources
from tests.service.answering.makers import about

if TYPE_CHECKING:
    from corpus.model import Description, DocumentId
    from service.checking.works import Works
    from service.shelf import Shelf


class Titles:
    """A shelf of which only the descriptions are looked at, where no work has another name."""

    def __init__(self, *held: Description) -> None:
        self._held = {one.id: one for one in held}

    def descriptions(self) -> list[Description]:
        return list(self._held.values())

    def description(self, document_id: DocumentId) -> Description:
        return self._held[document_id]

    def names_in(self, _: str) -> tuple[()]:
        return ()


NOW = "云南省今年的人民政府工作报告"
REPORTS = tuple(about(f"{year}年云南省人民政府工作报告") for year in (2017, 2018))
DATED = about("云南省人民政府工作报告", day=date(2018, 1, 25))


@pytest.mark.parametrize(
    ("held", "clause", "meant"),
    [
        (REPORTS, NOW, "2018年云南省人民政府工作报告"),
        (REPORTS, "2017年云南省人民政府工作报告", "2017年云南省人民政府工作报告"),
        # what is held goes on for years after the last report
        ((*REPORTS, about("某通知", "notice", date(2024, 5, 6))), NOW, ""),
        ((DATED, about("某法", "law", date(2024, 5, 6))), NOW, ""),
        ((DATED, about("某法", "law", date(2019, 5, 6))), NOW, DATED.title),
        # a year in a plan's title is no year it was held in
        ((DATED, about("到2035年的规划", "policy")), NOW, DATED.title),
    ],
)
def test_this_years_report(held: tuple[Description, ...], clause: str, meant: str) -> None:
    titles = Titles(*held)
    sources = Sources(cast("Shelf", titles), cast("Works", titles))
    sources.__dict__["_speakers"] = ()  # nobody: their documents are not here
    found = sources.by_words(clause, Span(0, len(clause)))
    assert (found.documents[0] if found else "") == meant
