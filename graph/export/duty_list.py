"""The list of duties (责任清单) as CSV and as an Excel sheet, a row at a time."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

from corpus.citing.versions import status
from corpus.model import DocumentId, document_of
from graph.export.rows import FORMULA
from graph.export.source import BATCH, Held
from graph.model import MODALITIES
from graph.store import DUTY
from graph.view import View

#: The columns, with their widths on a sheet.
COLUMNS: tuple[tuple[str, int], ...] = (
    *(("责任主体", 24), ("类别", 8), ("情态词", 8), ("责任内容", 60), ("条件", 24)),
    *(("时限", 16), ("领导或审批", 20), ("文件", 40), ("发文字号", 20), ("日期", 12)),
    *(("时效", 10), ("章条", 24), ("原句", 80), ("把握", 8), ("概念", 20), ("位置", 40)),
)
_CHUNK = 1 << 16
#: The day a sheet is dated: the same list is the same file.
_MADE = datetime(2026, 1, 1)
#: Rows an Excel sheet holds, its header included.
MOST_ROWS = 1_048_576


class DutySource:
    """The duties of one export: those in passages a reader may see, document by document."""

    def __init__(self, held: Held, view: View, as_of: date | None = None) -> None:
        self._held, self._view = held, view
        self._day = as_of or date.today()

    def rows(self) -> Iterator[Sequence[str]]:
        """One row a duty, in the order of documents and of reading."""
        found = (
            row
            for row in self._held.graph.stream(f"SELECT {DUTY} FROM duties ORDER BY n")  # noqa: S608
            if self._view.passages[row[0]]
        )
        while batch := list(islice(found, BATCH)):
            yield from self._told(batch)

    def _told(self, batch: Sequence[Any]) -> Iterator[Sequence[str]]:
        ids = self._held.graph.passage_ids([row[0] for row in batch])
        duties = [self._held.graph.duty(row, one) for row, one in zip(batch, ids, strict=True)]
        asked = [(document_of(one), duty.evidence.span)
                 for one, duty in zip(ids, duties, strict=True)]  # fmt: skip
        texts, paths = self._held.corpus.excerpts(asked), self._held.corpus.around(asked)
        for duty, (document, span), text, path in zip(duties, asked, texts, paths, strict=True):
            about = self._held.catalogue.get(DocumentId(document))
            assert about is not None, document
            yield (
                duty.actor,
                MODALITIES.get(duty.modality, duty.modality),
                duty.modal,
                duty.action,
                duty.condition,
                duty.deadline,
                duty.under,
                about.title,
                about.number or "",
                about.day.isoformat() if about.day else "",
                status(about, self._held.catalogue, self._day).label,
                " › ".join(section.title for section in path if section.title),
                text,
                f"{duty.evidence.confidence:.2f}",
                duty.concept_id or "",
                f"/documents/{document}?start={span.start}&end={span.end}#quote",
            )


def write_csv(source: DutySource) -> Iterator[bytes]:
    """The list as CSV, in UTF-8 with the mark Excel knows it by."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    buffer.write("\ufeff")
    writer.writerow([name for name, _ in COLUMNS])
    for row in source.rows():
        # A leading quotation mark keeps a cell from being run as a formula.
        writer.writerow([f"'{cell}" if cell.startswith(FORMULA) else cell for cell in row])
        if buffer.tell() > _CHUNK:
            yield buffer.getvalue().encode("utf-8", "replace")
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode("utf-8", "replace")


def write_xlsx(source: DutySource) -> Iterator[bytes]:
    """The list as an Excel sheet with a filter on every column and the header kept in sight."""
    with tempfile.TemporaryDirectory(prefix="wenmai-") as folder:
        path = Path(folder) / "duties.xlsx"
        # Each row is on the disk before the next is asked for.
        book = Workbook(str(path), {"constant_memory": True, "tmpdir": folder})
        book.set_properties({"title": "责任清单", "created": _MADE})
        sheet = book.add_worksheet("责任清单")
        bold = book.add_format({"bold": True})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        for place, (_, width) in enumerate(COLUMNS):
            sheet.set_column(place, place, width, wrapped)
        sheet.freeze_panes(1, 1)
        last = 0
        for place, (name, _) in enumerate(COLUMNS):
            sheet.write_string(0, place, name, bold)
        for last, row in enumerate(islice(source.rows(), MOST_ROWS - 1), start=1):
            for place, cell in enumerate(row):
                sheet.write_string(last, place, cell[:32_767])
        sheet.autofilter(0, 0, last, len(COLUMNS) - 1)
        book.close()
        with path.open("rb") as handle:
            while piece := handle.read(_CHUNK):
                yield piece


Writer = Callable[[DutySource], Iterator[bytes]]
#: Format → how it is written, its media type, its suffix.
DUTY_FORMATS: dict[str, tuple[Writer, str, str]] = {
    "csv": (write_csv, "text/csv; charset=utf-8", "csv"),
    "xlsx": (
        write_xlsx,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "xlsx",
    ),
}
