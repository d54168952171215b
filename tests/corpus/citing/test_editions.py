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
