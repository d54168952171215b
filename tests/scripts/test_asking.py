"""``scripts.search`` and ``scripts.ask``: readable, and with ``--json`` the API's own words."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from scripts import ask, search
from service.app import create_app
from service.settings import load_settings

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Built

QUESTION = "安全生产第一责任人是谁"


@pytest.mark.parametrize(("command", "route"), [(search, "search"), (ask, "ask")])
def test_json_is_the_apis(
    built: Built, command: Any, route: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.main([QUESTION, "--data", str(built.data), "--json", "--kind", "rule"]) == 0
    printed = json.loads(capsys.readouterr().out)
    app = create_app(load_settings(environ={}), built.librarian)
    served = app.test_client().get(f"/api/v1/{route}?q={QUESTION}&kind=rule").json
    assert served is not None
    assert printed.pop("took_ms") >= 0
    served.pop("took_ms")
    assert printed == served


def test_search_to_be_read(built: Built, capsys: pytest.CaptureFixture[str]) -> None:
    assert search.main([QUESTION, "--data", str(built.data), "--limit", "2", "--explain"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("共 ")
    assert "\n1. 《" in said
    assert "\n2. 《" in said
    assert "\n3. " not in said
    assert "安全生产第一责任人" in said
    assert "#quote" in said
    assert "· lexical " in said
    assert "\x1b" not in said  # no colour codes where it is not a terminal


def test_ask_to_be_read(built: Built, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask.main([QUESTION, "--data", str(built.data)]) == 0
    said = capsys.readouterr().out
    assert "第一责任人" in said.split("\n")[0]
    assert "\n出处：\n[1] 《" in said


def test_a_refusal_says_so(built: Built, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask.main(["量子纠缠怎样用于火星殖民", "--data", str(built.data)]) == 0
    assert "没有" in capsys.readouterr().out.split("\n")[0]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        # a day that is none
        (["责任", "--as-of", "2024-02-30"], 2, "没有 2024-02-30 这一天"),
        (["责任", "--as-of", "20240201"], 2, "不是 YYYY-MM-DD 格式的日期"),
        (["责任", "--kind", "novel"], 2, "invalid choice"),
        ([], 2, "required"),
    ],
)
def test_options_are_checked(
    arguments: list[str], code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        ask.main(arguments)
    assert stopped.value.code == code
    assert said in capsys.readouterr().err


def test_nothing_built(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask.main(["责任", "--data", str(tmp_path)]) == 1
    assert "scripts.build" in capsys.readouterr().err


def test_an_empty_question(built: Built, capsys: pytest.CaptureFixture[str]) -> None:
    assert search.main(["  ", "--data", str(built.data)]) == 2
    assert capsys.readouterr().err
