"""From a file to documents: sniffed, opened, handed to the reader of its format."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import BinaryIO

from corpus.errors import EmptyDocument, ParseLimit, UnreadableDocument, UnsupportedFormat
from corpus.loaders import jsonl
from corpus.loaders.archives import gunzip, members, read_all
from corpus.loaders.decoding import path_name
from corpus.loaders.limits import Failure, Limits, failure_of
from corpus.loaders.lines import Parsed
from corpus.loaders.sniff import HEAD, sniff, sniff_bytes, sniff_text
from corpus.model import RawDocument, Source

_MAX_DEPTH = 2
#: Format -> the module that reads it, imported when the first such file comes.
_READERS: Mapping[str, str] = {
    name: f"corpus.loaders.{module}"
    for name, module in {
        "docx": "docx",
        "pdf": "pdf",
        "ofd": "ofd",
        "html": "html",
        "markdown": "markdown",
        "plain": "plain",
        "doc": "office",
        "rtf": "office",
        "odt": "office",
    }.items()
}
_CONVERTED = frozenset({"doc", "rtf", "odt"})
_REFUSED: Mapping[str, str] = {
    "xlsx": "是 Excel 表格，不在支持之列。请把文字部分另存为 docx 或 PDF。",
    "xls": "是 Excel 表格，不在支持之列。请把文字部分另存为 docx 或 PDF。",
    "pptx": "是演示文稿，不在支持之列。请导出为 PDF 或 docx 后再导入。",
    "ppt": "是演示文稿，不在支持之列。请导出为 PDF 或 docx 后再导入。",
    "image": "是图片。本系统不含文字识别（OCR）：请先识别成带文字的 PDF 或 docx。",
    "encrypted_office": "文档已加密，需要密码。请去掉密码并另存后再导入。",
    "ole": "是旧版 Office 的其他文件，不是 Word 文档。请另存为 docx 后再导入。",
    "json": "是 JSON，但不是每行一个对象。请转为 JSON Lines（每行一个 {…}）后再导入。",
    "xml": "是 XML，没有对应的读取方式。请另存为 docx、PDF 或文本。",
    "mhtml": "是网页归档（mht）。请用浏览器另存为“仅 HTML”后再导入。",
    "tar": "是 tar 包。请解开，或改用 zip 压缩后再导入。",
    "rar": "是 rar 压缩包。请解开，或改用 zip 压缩后再导入。",
    "7z": "是 7z 压缩包。请解开，或改用 zip 压缩后再导入。",
    "bz2": "是 bz2 压缩文件。请解开，或改用 zip、gz 压缩后再导入。",
    "xz": "是 xz 压缩文件。请解开，或改用 zip、gz 压缩后再导入。",
    "epub": "是电子书（epub），不在支持之列。请转换为 docx 或 PDF。",
}


@dataclass(frozen=True, slots=True)
class Unit:
    """One document still to be parsed: its name, its format, and how."""

    name: str
    format: str
    parse: Callable[[], RawDocument]

    def outcome(self) -> RawDocument | Failure:
        """The document, or why there is none; no exception but the process's own end."""
        try:
            return self.parse()
        except Exception as error:
            return failure_of(self.name, error)


def load(path: Path, limits: Limits | None = None) -> Iterator[RawDocument]:
    """Every document in ``path``, parsed here and now; see ``load_bounded`` for the fence.

    Raises:
        UnreadableDocument: when the first thing that cannot be read is reached.
    """
    for unit in units(path, limits or Limits()):
        outcome = unit.outcome()
        if isinstance(outcome, Failure):
            raise outcome.error()
        yield outcome


def seconds_for(found: str, limits: Limits) -> float:
    """How long a document of a format may take: more where LibreOffice must convert it."""
    return limits.seconds + (limits.conversion_seconds if found in _CONVERTED else 0.0)


def units(path: Path, limits: Limits) -> Iterator[Unit]:
    """The documents in ``path``, found lazily and always in the same order.

    A file is one; a collection gives its rows, an archive its members and what is in
    them, down to a depth of two.
    """
    name = path_name(path)
    try:
        with path.open("rb") as stream:
            yield from _unfold(name, stream, limits, 0)
    except (UnreadableDocument, OSError, MemoryError, RecursionError, ValueError) as error:
        yield _failing(name, error)


def _failing(name: str, error: BaseException) -> Unit:
    def parse() -> RawDocument:
        raise error

    return Unit(name, "unknown", parse)


def _unfold(name: str, stream: BinaryIO, limits: Limits, depth: int) -> Iterator[Unit]:
    found = sniff(stream, name)
    if found == "gz":
        yield from _unpack(name, stream, limits, depth)
    elif found == "jsonl":
        yield from _rows(name, stream, limits)
    elif found == "zip":
        yield from _members(name, stream, limits, depth)
    else:
        yield Unit(name, found, lambda: _parse(name, found, read_all(stream, limits), limits))


def _unpack(name: str, stream: BinaryIO, limits: Limits, depth: int) -> Iterator[Unit]:
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    inner = gunzip(stream, size, limits)
    head = inner.peek(HEAD)[:HEAD]
    if sniff_text(head, name) == "jsonl":
        yield from _rows(name, inner, limits)
        return
    data = read_all(inner, limits)
    if depth >= _MAX_DEPTH and sniff_bytes(data, name) in {"gz", "zip"}:
        raise ParseLimit(f"压缩包嵌套超过 {_MAX_DEPTH} 层，未再展开。请解开后再导入。")
    yield from _unfold(name, io.BytesIO(data), limits, depth + 1)


def _rows(name: str, stream: BinaryIO, limits: Limits) -> Iterator[Unit]:
    for number, row in jsonl.rows(stream, limits):
        label = f"{name}!{jsonl.row_id(row or b'', number)}"

        def parse(row: bytes | None = row, number: int = number) -> RawDocument:
            return _checked(jsonl.read_row(row, number, name), limits)

        yield Unit(label, "jsonl", parse)


def _members(name: str, stream: BinaryIO, limits: Limits, depth: int) -> Iterator[Unit]:
    if depth >= _MAX_DEPTH:
        raise ParseLimit(f"压缩包嵌套超过 {_MAX_DEPTH} 层，未再展开。请解开后再导入。")
    for label, read_member in members(stream, limits):
        inner = f"{name}!{label}"
        try:
            yield from _unfold(inner, io.BytesIO(read_member()), limits, depth + 1)
        except (UnreadableDocument, OSError, MemoryError, RecursionError, ValueError) as error:
            yield _failing(inner, error)


def _parse(name: str, found: str, data: bytes, limits: Limits) -> RawDocument:
    if found == "empty":
        raise EmptyDocument("是空文件。请核对原件，重新复制或下载后再导入。")
    if found not in _READERS:
        raise UnsupportedFormat(_REFUSED.get(found, "不是支持的文件格式。请另存为 docx 或 PDF。"))
    reader = import_module(_READERS[found])
    told = (found,) if found in _CONVERTED else ()
    parsed: Parsed = reader.read(data, limits, *told)
    source = Source(name, hashlib.sha256(data).hexdigest(), found)
    return _checked(RawDocument(parsed.lines, source, parsed.meta, parsed.notes), limits)


def _checked(document: RawDocument, limits: Limits) -> RawDocument:
    if not document.lines:
        raise EmptyDocument("没有文字内容（空白文件，或只有图片）。")
    length = sum(len(line.text) + 1 for line in document.lines)
    if length > limits.characters:
        message = f"共 {length:,} 字，超过单篇上限 {limits.characters:,} 字。请拆分后再导入。"
        raise ParseLimit(message)
    return document
