"""Editions: 新, 原, 修改前的 and the years that tell which version of a work is meant."""

# ruff: noqa: E501  (a case a line)

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from corpus.citing.catalogue import Catalogue
from corpus.citing.references import find_references
from corpus.marked import read_text
from corpus.model import Description, DocumentId, Source


def law(year: int) -> Description:
    day = date(year, 6, 1)
    source = Source(f"{year}", f"{year}", "plain")
    title = f"节水法（{year}年修订）"
    held = DocumentId(f"{year}")
    return Description(id=held, work="节水法", title=title, kind="law", source=source, issued=day)


CATALOGUE = Catalogue([law(2008), law(2016)], lambda _: ())

#: What a text of 2020 says: what is cited, the version it leads to, what is said of it.
MEANT = [
    ("违反新节水法的，处罚。", "新节水法", "2016", ""),
    ("违反原节水法的，处罚。", "原节水法", "2008", ""),
    ("适用修改前的节水法。", "修改前的节水法", "2008", ""),
    ("2008年修订的节水法自六月起施行。", "节水法", "2008", ""),
    ("适用原节水法（自2008年6月1日起施行）第三条。", "原节水法（自2008年6月1日起施行）第三条", "2008", ""),
    ("适用原《节水法》。", "《节水法》", "2008", ""),
    ("贯彻新修订的节水法。", "新修订的节水法", "2016", ""),
    ("适用原节水法（1996年）第三条。", "原节水法（1996年）第三条", "-", "馆藏没有1996年的《节水法》"),
    ("适用1996年公布的节水法。", "节水法", "2016", "馆藏没有1996年的《节水法》"),
    ("推进创新节水法的宣传。", "节水法", "2016", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "cited", "year", "said"), MEANT)
def test_the_version_a_text_means(text: str, cited: str, year: str, said: str) -> None:
    document = read_text("text.txt", f"通知\n{text}")
    document = replace(document, description=replace(document.description, issued=date(2020, 1, 1)))
    (found,) = find_references(document, CATALOGUE)
    assert document.text[found.span.start : found.span.end] == cited
    assert (found.target.document_id if found.target else "-") == year
    assert said in found.difference


def test_the_version_before_one_held_alone_is_not_held() -> None:
    document = read_text("text.txt", "通知\n适用原节水法。")
    (found,) = find_references(document, Catalogue([law(2016)], lambda _: ()))
    assert (found.target, found.difference) == (None, "馆藏没有修改前的《节水法》")


def test_a_year_told_later_is_that_of_the_new_version_named_before() -> None:
    said = "新节水法施行以来，各地积极落实。2012年修订的新节水法规定了定额。"
    first, later = find_references(read_text("text.txt", f"通知\n{said}"), CATALOGUE)
    assert first.difference == later.difference == "馆藏没有2012年的《节水法》"


#: When a paper is issued and when it comes into force, what it says, the version it means of
#: one law in force since 2008, revised in June 2024, the revision in force in July.
DAYS = [
    ((2024, 6, 20), (2024, 7, 1), "节水法", "new"),  # a rule written beside the law to come
    ((2024, 6, 20), None, "节水法", "old"),
    ((2024, 7, 2), None, "节水法", "new"),
    ((2024, 6, 20), None, "新节水法", "new"),  # made, though not in force
    ((2024, 6, 20), None, "新修订的节水法", "new"),
    ((2024, 5, 1), None, "新节水法", "old"),
    ((2024, 6, 20), (2024, 7, 1), "原节水法", "old"),
]


@pytest.mark.parametrize(("issued", "effective", "name", "version"), DAYS)
def test_a_paper_means_the_law_in_force_when_it_is_itself(
    issued: tuple[int, int, int], effective: tuple[int, int, int] | None, name: str, version: str
) -> None:
    old = replace(law(2008), id=DocumentId("old"))
    new = replace(law(2024), id=DocumentId("new"), effective=date(2024, 7, 1))
    document = read_text("text.txt", f"通知\n执行{name}。")
    force = date(*effective) if effective else None
    about = replace(document.description, issued=date(*issued), effective=force)
    (found,) = find_references(
        replace(document, description=about), Catalogue([old, new], lambda _: ())
    )
    assert found.target is not None
    assert found.target.document_id == version
