"""Rows that a draft gives with a member changed: how much of a draft is looked up."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

from corpus.citing.catalogue import Catalogue
from service.checking.draft import Draft
from service.checking.rowed import LOOKED_UP, MOST, Rowed

if TYPE_CHECKING:
    from service.checking.places import Places
    from service.checking.witness import Witnesses


def looked_up(draft: Draft) -> list[str]:
    """The pairs of members looked up for a draft, where nothing is held."""
    asked: list[str] = []

    def holders(piece: str, _most: int) -> list[str]:
        asked.append(piece)
        return []

    witnesses = cast("Witnesses", SimpleNamespace(holders=holders))
    places = cast("Places", SimpleNamespace(shelf=SimpleNamespace(passages=lambda _: [])))
    assert list(Rowed(witnesses, places).check(draft, [])) == []
    return asked


def draft_of(text: str) -> Draft:
    return Draft(text, Catalogue([], lambda _: ()))


def test_each_pair_of_a_row_is_looked_up_once() -> None:
    asked = looked_up(draft_of("坚持原则、敢于担当、依法办事、服务群众、清正廉洁。"))
    assert sorted(asked) == sorted(set(asked))
    assert "服务群众、清正廉洁" in asked


def test_a_row_longer_than_anyone_coins_is_not() -> None:
    draft = draft_of("坚持原则、敢于担当、依法办事、服务群众、" * 1000)
    assert looked_up(draft) == []
    assert draft.is_whole
    assert looked_up(draft_of(f"{'敢于担当、' * MOST}依法办事。")) == []


def test_a_draft_of_many_rows_is_looked_up_in_part() -> None:
    draft = draft_of("坚持原则、敢于担当、依法办事、服务群众。" * 1000)
    assert len(looked_up(draft)) <= LOOKED_UP + MOST
    assert not draft.is_whole
