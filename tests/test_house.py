"""The house keeps its floors: who may import whom, one library one door, no room too big."""

from __future__ import annotations

import ast
import re
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FLOORS = {
    "corpus": set(),
    "graph": {"corpus"},
    "embeddings": {"corpus"},
    "service": {"corpus", "graph", "embeddings"},
    "scripts": {"corpus", "graph", "embeddings", "service"},
}
#: Each heavy library enters through these files or folders only.
DOORS = {
    "faiss": ("embeddings/faiss_index.py",),
    "tantivy": ("corpus/lexical.py",),
    "numba": ("corpus/compiled.py",),
    "sentence_transformers": ("embeddings/",),
    "torch": ("embeddings/",),
    "networkx": ("graph/network.py",),
    "graspologic_native": ("graph/network.py",),
    "xlsxwriter": ("graph/export/duty_list.py",),
    "flask": ("service/app.py", "service/web/"),
    "flask_openapi3": ("service/app.py", "service/web/"),
    "mcp": ("service/web/mcp.py",),
    "orjson": ("service/web/encoding.py",),
    "waitress": ("service/server.py",),
    "docx": ("service/checking/comments.py",),
    "httpx2": ("service/phrasing/client.py",),
    "sqlite3": ("corpus/storage/", "graph/store.py", "graph/writer.py"),
}
#: Installed for what they do, not for what they can be asked: tools and stubs.
NEVER_IMPORTED = {"mypy", "ruff", "lxml-stubs", "pytest-xdist"}
LONGEST_MODULE = 400
LONGEST_FUNCTION = 50
MODULES = sorted(
    path
    for floor in FLOORS
    for path in (ROOT / floor).rglob("*.py")
    if "__pycache__" not in path.parts
)


def imports(path: Path) -> list[str]:
    """Every module a file names in an import: at the top, in a function, for typing."""
    names: list[str] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            module = node.module or ""
            # ``from service import generation`` names the module, not the front door.
            places = [f"{module}.{alias.name}" for alias in node.names]
            rooms = [
                name
                for name in places
                if (ROOT / name.replace(".", "/")).with_suffix(".py").exists()
            ]
            names += rooms or [module]
    return names


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_keeps_the_rules_of_the_house(path: Path) -> None:
    place = path.relative_to(ROOT).as_posix()
    floor = place.partition("/")[0]
    for name in imports(path):
        top = name.partition(".")[0]
        if top in FLOORS and top != floor:
            assert top in FLOORS[floor], f"{place} imports {name}: that floor is above it"
        assert name not in FLOORS, f"{place} imports the front door {name}"
        if top in DOORS:
            assert place.startswith(DOORS[top]), f"{place}: {top} enters through {DOORS[top]}"
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines <= LONGEST_MODULE, f"{place} has {lines} lines: where would a stranger cut it?"
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= LONGEST_FUNCTION, f"{place}: {node.name} has {length} lines"


def test_settings_are_read_in_one_place_only() -> None:
    for path in MODULES:
        if path.name in ("settings.py",):
            continue
        source = path.read_text(encoding="utf-8")
        assert "os.environ" not in source or "scripts/" in path.as_posix(), f"{path}: os.environ"


def test_every_module_says_what_it_is_for() -> None:
    for path in MODULES:
        assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), path


def test_what_is_imported_is_required_and_what_is_required_is_imported() -> None:
    files = [*MODULES, *(ROOT / "tests").rglob("*.py")]
    tops = {name.partition(".")[0] for path in files for name in imports(path)}
    owners = packages_distributions()
    imported = {owners[top][0].lower() for top in tops - sys.stdlib_module_names if top in owners}
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    required = {line.partition("==")[0].lower() for line in lines if "==" in line}
    required -= {name for name in required if name.startswith("types-")} | NEVER_IMPORTED
    assert {re.sub("[-_.]+", "-", name) for name in imported} == required
