"""A place's rule by its matter: proposed for a title nobody has, not for another place's."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest

from corpus.model import Span
from service.checking.matters import Matters
from tests.service.answering.makers import about

if TYPE_CHECKING:
    from service.checking.places import Places

HELD = [
    about("上海市渡口规划建设条例", "local_regulation"),
    about("广州市灯塔管理条例", "local_regulation"),
    about("广州市灯塔条例", "local_regulation"),
    about("灯船管理条例", "regulation"),
    about("上海市浮桥管理条例释义", "essay"),
]


def told(title: str) -> str | None:
    shelf = SimpleNamespace(descriptions=lambda: HELD)
    matters = Matters(cast("Places", SimpleNamespace(shelf=shelf, face=lambda _: ())))
    found = matters.near(Span(0, len(title) + 2), f"《{title}》", title)
    return found.suggestion if found else None


@pytest.mark.parametrize(
    "title", ["上海市渡口管理条例", "上海市渡口开发管理条例", "上海市渡口保护和利用条例"]
)
def test_the_rule_of_the_same_place_and_matter_is_proposed(title: str) -> None:
    assert told(title) == "《上海市渡口规划建设条例》"


@pytest.mark.parametrize(
    "title",
    [
        "北京市渡口管理条例",  # another place
        "上海市渡口管理办法",  # another kind, which a place has as well
        "上海市渡口收费管理条例",  # another matter
        "上海市管理条例",  # none
        "广州市灯塔保护条例",  # which of two
        "灯船保护条例",  # of no place
        "上海市浮桥保护条例",  # no rule is held
    ],
)
def test_what_may_well_exist_is_not(title: str) -> None:
    assert told(title) is None
