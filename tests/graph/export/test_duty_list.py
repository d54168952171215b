"""The list of duties, opened by csv and by openpyxl."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest

from corpus.citing.catalogue import Catalogue
from corpus.model import DocumentId, Within
from graph.arrays import read_arrays
from graph.export.duty_list import COLUMNS, DutySource, write_csv, write_xlsx
from graph.export.source import Held
from graph.neighbours import Neighbours
from graph.view import Views
from tests.graph.making import Shelf, shelf


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return shelf(tmp_path_factory.mktemp("duties"))


def duties(held: Shelf, *names: str) -> DutySource:
    assert held.latest
    graph, arrays = held.graph, read_arrays(held.latest)
    catalogue = Catalogue(held.store.descriptions(), held.store.sections)
    within = Within(frozenset(map(DocumentId, names))) if names else None
    reading = Held(graph, Neighbours(graph, arrays), held.store, catalogue)
    return DutySource(reading, Views(graph, arrays).of(within))


def read_csv(data: bytes) -> list[dict[str, str]]:
    assert data.startswith(b"\xef\xbb\xbf")  # or Excel takes it for GBK
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_each_line_is_one_duty_with_its_sentence(held: Shelf) -> None:
    rows = read_csv(b"".join(write_csv(duties(held))))
    assert len(rows) == held.graph.rows("SELECT count(*) FROM duties")[0][0] > 0
    for row in rows:
        assert row["责任内容"] in row["原句"] or row["情态词"] in row["原句"]
        assert row["类别"] in ("必须", "可以", "不得")
    [line] = [row for row in rows if row["文件"] == "安全生产管理办法" and row["情态词"] == "应当"]
    assert (line["责任主体"], line["概念"], line["日期"]) == (
        "第一责任人", "first-responsible-person", "2024-01-01",
    )  # fmt: skip


def test_the_sheet_holds_the_same_rows(held: Shelf) -> None:
    book = openpyxl.load_workbook(io.BytesIO(b"".join(write_xlsx(duties(held)))))
    sheet = book["责任清单"]
    header, *rows = [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert header == [name for name, _ in COLUMNS]
    assert rows == [list(row.values()) for row in read_csv(b"".join(write_csv(duties(held))))]
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref


def test_the_same_list_is_the_same_bytes(held: Shelf) -> None:
    for write in (write_csv, write_xlsx):
        assert b"".join(write(duties(held))) == b"".join(write(duties(held)))


def test_a_hidden_document_has_no_duties_in_it(held: Shelf) -> None:
    everything = b"".join(write_csv(duties(held))).decode()
    some = b"".join(write_csv(duties(held, "d1", "d2", "d3", "d5"))).decode()
    assert "会议上的讲话" in everything
    assert "会议上的讲话" not in some


@pytest.mark.parametrize("cell", ["=1+1", "@SUM(A1)", "-2", "+3", "\t=1"])
def test_no_cell_is_run_as_a_formula(cell: str) -> None:
    class Rows:
        def rows(self) -> list[list[str]]:
            return [[cell]]

    data = b"".join(write_csv(Rows())).decode("utf-8-sig")  # type: ignore[arg-type]
    assert next(iter(csv.reader(io.StringIO(data.split("\r\n", 1)[1])))) == [f"'{cell}"]
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(write_xlsx(Rows())))).active  # type: ignore[arg-type]
    assert sheet["A2"].data_type == "s"
    assert sheet["A2"].value == cell
