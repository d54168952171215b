"""``scripts.export``: whole files, or none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx
import pytest

from scripts import export
from service.app import create_app
from service.settings import load_settings

if TYPE_CHECKING:
    from tests.conftest import Built


def run(built: Built, *arguments: str) -> int:
    return export.main([*arguments, "--data", str(built.data)])


def test_the_concepts_open_in_networkx(
    built: Built, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "concepts.graphml"
    assert run(built, "--format", "graphml", "-o", str(path), "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["file"], told["bytes"]) == (str(path), path.stat().st_size)
    graph = nx.read_graphml(path, force_multigraph=True)
    assert graph.nodes["two-safeguards"]["label"] == "两个维护"
    assert all(data["evidence_sentence"] for *_, data in graph.edges(data=True))
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("what", "name"), [("documents", "turtle"), ("duties", "xlsx"), ("duties", "csv")]
)
def test_other_things_in_other_formats(
    built: Built, tmp_path: Path, what: str, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "out"
    assert run(built, "--format", name, "--what", what, "-o", str(path)) == 0
    assert path.stat().st_size > 1000
    assert capsys.readouterr().out.startswith(f"已导出 {path}：")


def test_http_gives_the_same_bytes(built: Built, tmp_path: Path) -> None:
    path = tmp_path / "then.gexf"
    options = ("--format", "gexf", "--what", "documents", "--as-of", "2023-06-01")
    assert run(built, *options, "--audience", "public", "-o", str(path)) == 0
    client = create_app(load_settings(environ={}), built.librarian).test_client()
    response = client.get(
        "/api/v1/graph/export?format=gexf&what=documents&as_of=2023-06-01&audience=public"
    )
    assert response.status_code == 200
    assert response.content_type.startswith("application/gexf+xml")
    assert 'filename="wenmai-documents-2023-06-01.gexf"' in response.headers["Content-Disposition"]
    assert response.data == path.read_bytes()


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("format=pdf", "不能导出为“pdf”"),
        ("format=xlsx", "不能导出为“xlsx”"),
        ("format=gexf&what=duties", "不能导出为“gexf”"),
        ("format=gexf&what=all", "不能导出“all”"),
        ("what=concepts", "缺少参数 format"),
    ],
)
def test_what_cannot_be_exported_is_said(built: Built, address: str, said: str) -> None:
    client = create_app(load_settings(environ={}), built.librarian).test_client()
    response = client.get(f"/api/v1/graph/export?{address}")
    assert response.status_code == 400
    assert response.json is not None
    assert said in response.json["detail"]


def test_a_file_that_cannot_be_written_leaves_nothing(
    built: Built, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "no" / "such" / "folder.csv"
    assert run(built, "--format", "csv", "-o", str(path)) == 1
    assert "写不进去" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_what_is_there_stays_when_an_export_fails(
    built: Built, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "kept.xlsx"
    path.write_text("before")
    assert run(built, "--format", "xlsx", "-o", str(path)) == 2  # concepts are no sheet
    assert "xlsx" in capsys.readouterr().err
    assert path.read_text() == "before"
