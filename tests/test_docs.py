"""The README keeps its promises: every setting, route and command is there, the transcript runs."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from scripts import ask
from service.app import create_app
from service.settings import SETTINGS, Setting, load_settings

if TYPE_CHECKING:
    from tests.conftest import Built

ROOT = Path(__file__).parent.parent
READMES = [ROOT / "README.md", ROOT / "README.zh-CN.md"]
#: Helpers of the commands, not commands.
NO_COMMANDS = {
    "__init__", "adapting", "adding", "asking", "common", "measuring", "reviewing", "sampling",
    "serving",
}  # fmt: skip
#: Routes nobody calls by hand.
UNSAID = {"/static/<path:filename>", "/favicon.ico"}


@pytest.fixture(params=READMES, ids=lambda path: path.name)
def readme(request: pytest.FixtureRequest) -> str:
    path: Path = request.param
    return path.read_text("utf-8")


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_every_setting_is_documented_with_its_default(setting: Setting, readme: str) -> None:
    assert f"| `{setting.name}` | `{setting.default}` |" in readme


@pytest.mark.parametrize(
    "name",
    sorted(path.stem for path in (ROOT / "scripts").glob("*.py") if path.stem not in NO_COMMANDS),
)
def test_every_command_is_documented(name: str, readme: str) -> None:
    assert f"python -m scripts.{name}" in readme


def test_every_route_is_documented(readme: str) -> None:
    app = create_app(load_settings(environ={}))
    for rule in app.url_map.iter_rules():
        if rule.rule not in UNSAID:
            said = re.sub(r"<(?:\w+:)?(?:\w+_)?(\w+)>", r"{\1}", rule.rule)
            assert f"`{said}`" in readme, said


def test_every_make_target_is_documented(readme: str) -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in re.findall(r"^(\w+):", makefile, re.MULTILINE):
        if target not in {"check"}:
            assert f"make {target}" in readme, target


def test_the_transcript_runs(built: Built, capsys: pytest.CaptureFixture[str], readme: str) -> None:
    found = re.search(r'-m scripts\.ask "([^"]+)"\n(.*?)```', readme, re.DOTALL)
    assert found
    assert ask.main([found[1], "--data", str(built.data)]) == 0
    assert capsys.readouterr().out.strip() == found[2].strip()


def test_what_the_architecture_names_is_there() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    files = [f"/{path.relative_to(ROOT).as_posix()}" for path in ROOT.glob("[!.]*/**/*.py")]
    for name in set(re.findall(r"[\w/]+\.py", page)):
        assert any(path.endswith(f"/{name}") for path in files), name
    for name, place in re.findall(r"`([\w/]+\.py): ([A-Za-z_]+)", page):
        sources = [ROOT / path[1:] for path in files if path.endswith(f"/{name}")]
        assert any(re.search(rf"\b{place}\b", path.read_text("utf-8")) for path in sources), place


def test_the_changelog_has_an_open_entry() -> None:
    assert "## Upcoming" in (ROOT / "CHANGELOG.md").read_text("utf-8")
