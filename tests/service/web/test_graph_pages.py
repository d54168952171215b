"""The pages of the graph over the sample corpus: concepts, the graph in words, duties."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from service.app import create_app
from service.atlas.model import YearCount
from service.settings import load_settings
from service.web.graph_pages import Bar, bars

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

    from tests.conftest import Built

FIRST = "first-responsible-person"


@pytest.fixture(scope="module")
def reader(built: Built, tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    folder: Path = tmp_path_factory.mktemp("settings")
    settings = load_settings(folder / "settings.toml", {"WENMAI_DATA": str(built.data)})
    return create_app(settings, built.librarian).test_client()


def page(reader: FlaskClient, address: str) -> BeautifulSoup:
    reply = reader.get(address)
    assert reply.status_code == 200, address
    return BeautifulSoup(reply.text, "lxml")


def words(soup: BeautifulSoup, selector: str) -> list[str]:
    return [" ".join(each.get_text(" ").split()) for each in soup.select(selector)]


def test_concepts_are_found_by_any_name(reader: FlaskClient) -> None:
    soup = page(reader, "/concepts?q=一把手")
    assert soup.select_one(".concepts a") is not None
    listed = page(reader, "/concepts")
    assert len(listed.select(".concepts > li")) == 60
    assert listed.select_one(".pager") is not None
    nothing = page(reader, "/concepts?q=不存在的概念词")
    assert "没有这样的概念" in nothing.get_text()


def test_a_concept_says_who_must_do_what_and_where_it_stands(reader: FlaskClient) -> None:
    soup = page(reader, f"/concepts/{FIRST}")
    assert words(soup, "h1") == ["第一责任人"]
    first = words(soup, ".duties tbody tr")[0]
    assert "第一责任人 应当" in first
    link = soup.select_one(".duties tbody a")
    assert link is not None
    target = str(link["href"])
    opened = page(reader, target)
    quoted = opened.select_one("mark#quote")
    assert quoted is not None
    assert re.sub(r"\s", "", quoted.get_text())


def test_every_quotation_of_a_concept_opens_at_its_words(reader: FlaskClient) -> None:
    quotes = page(reader, f"/concepts/{FIRST}").select(".evidence > a")
    assert quotes
    for quote in quotes[:5]:
        marked = page(reader, str(quote["href"])).select("mark#quote, mark.quote")
        said = re.sub(r"\s", "", "".join(mark.get_text() for mark in marked))
        assert re.sub(r"\s", "", quote.get_text()) in said


def test_an_unknown_concept_is_not_found(reader: FlaskClient) -> None:
    reply = reader.get("/concepts/no-such-concept")
    assert reply.status_code == 404
    assert "no-such-concept" in reply.text


def test_the_graph_is_told_in_words(reader: FlaskClient) -> None:
    by_name = page(reader, "/graph?concept=第一责任人")
    lines = words(by_name, ".lines > li summary")
    assert lines
    assert all("第一责任人" in line for line in lines)
    assert by_name.select(".lines .evidence a")
    center = by_name.select_one("input[name=concept]")
    assert center is not None
    assert center["value"] == "第一责任人"
    only = words(page(reader, "/graph?concept=董事会&predicate=co_occurs"), ".lines summary")
    assert {"共现" in line for line in only} == {True}
    assert page(reader, "/graph").select("main a[href^='/graph?concept=']")
    assert reader.get("/graph?concept=没有这个").status_code == 404


def test_duties_are_listed_by_who_and_by_kind(reader: FlaskClient) -> None:
    everyone = page(reader, "/duties")
    assert len(everyone.select(".duties tbody tr")) == 30
    forbidden = page(reader, "/duties?modality=must_not")
    assert set(words(forbidden, ".duties td:nth-child(2)")) <= {
        "不得", "禁止", "严禁", "不准", "不要", "不能", "不应", "不许", "不允许", "切勿",
    }  # fmt: skip
    assert "没有找到" in page(reader, "/duties?who=火星人").get_text()


def test_years_have_no_gaps_and_the_busiest_is_whole() -> None:
    counted = [YearCount(2021, 4, 2), YearCount(2023, 1, 1)]
    assert bars(counted) == [Bar(2021, 4, 2, 100), Bar(2022, 0, 0, 0), Bar(2023, 1, 1, 25)]
    assert bars([]) == []
