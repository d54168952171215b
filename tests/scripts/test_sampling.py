"""Mentions and edges drawn at random by command, to be judged by a person."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from scripts import concepts

if TYPE_CHECKING:
    from tests.conftest import Built


def drawn(built: Built, capsys: pytest.CaptureFixture[str], *words: str) -> list[Any]:
    assert concepts.main(["sample", "--data", str(built.data), "--json", *words]) == 0
    mentions: list[Any] = json.loads(capsys.readouterr().out)["mentions"]
    return mentions


def test_a_mention_stands_in_its_sentence(built: Built, capsys: pytest.CaptureFixture[str]) -> None:
    mentions = drawn(built, capsys, "--size", "20")
    assert len(mentions) == 20
    for one in mentions:
        start, end = one["span"]
        assert len(one["sentence"]) >= one["start"] + end - start
        assert one["passage_id"].startswith(one["document_id"])


@pytest.mark.parametrize("way", ["mention", "concept"])
def test_a_seed_draws_the_same_again_and_another_seed_others(
    built: Built, capsys: pytest.CaptureFixture[str], way: str
) -> None:
    options = ("--size", "15", "--by", way)
    first = drawn(built, capsys, *options, "--seed", "7")
    assert drawn(built, capsys, *options, "--seed", "7") == first
    assert drawn(built, capsys, *options, "--seed", "8") != first
    if way == "concept":
        assert len({one["concept_id"] for one in first}) == 15


def test_no_more_are_drawn_than_there_are(built: Built, capsys: pytest.CaptureFixture[str]) -> None:
    all_of_them = drawn(built, capsys, "--size", "1000000")
    places = {(one["document_id"], *one["span"], one["concept_id"]) for one in all_of_them}
    assert len(places) == len(all_of_them)


def test_a_sample_is_one_line_each_with_the_mention_marked(
    built: Built, capsys: pytest.CaptureFixture[str]
) -> None:
    assert concepts.main(["sample", "--data", str(built.data), "--size", "5"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("\t")[0] for line in lines] == list("12345")
    for line in lines:
        _, _, sentence, place = line.split("\t")
        assert "【" in sentence
        assert place.startswith("/documents/")


@pytest.mark.parametrize("way", ["edge", "predicate"])
def test_an_edge_is_told_with_the_words_that_speak_for_it(
    built: Built, capsys: pytest.CaptureFixture[str], way: str
) -> None:
    options = ["sample", "--data", str(built.data), "--size", "12", "--by", way]
    assert concepts.main([*options, "--json"]) == 0
    edges = json.loads(capsys.readouterr().out)["edges"]
    assert len(edges) == 12
    for one in edges:
        assert one["passage_id"].startswith(one["document_id"])
        assert one["sentence"]
    if way == "predicate":
        assert len({one["predicate"] for one in edges}) > 3
    assert concepts.main(options) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("\t")[0] for line in lines] == [str(n) for n in range(1, 13)]
    for line, one in zip(lines, edges, strict=True):
        _, tie, sentence, place = line.split("\t")
        assert one["subject"] in tie
        assert sentence == " ".join(one["sentence"].split())
        assert place.startswith("/documents/")
