from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from corpus.errors import UnreadableDocument, UnsupportedFormat
from corpus.loaders.limits import Failure, Limits
from corpus.loaders.load import load, units
from corpus.loaders.sniff import sniff_bytes
from corpus.model import RawDocument
from tests.makers import make_docx, make_ofd, make_pdf


def zipped(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def outcomes(path: Path, limits: Limits | None = None) -> list[RawDocument | Failure]:
    return [unit.outcome() for unit in units(path, limits or Limits())]


def test_formats_are_known_by_content_whatever_they_are_called(tmp_path: Path) -> None:
    lines = ["关于加强管理的通知", "各单位："]
    found = {
        path.name: sniff_bytes(path.read_bytes(), "file.bin")
        for path in (
            make_docx(tmp_path / "docx", lines),
            make_pdf(tmp_path / "pdf", lines),
            make_ofd(tmp_path / "ofd", lines),
        )
    }
    assert found == {name: name for name in found}


SNIFFED = [
    (b"<!DOCTYPE html><p>x", "a.txt", "html"),
    (b"---\ntitle: x\n---\n# y", "a.txt", "markdown"),
    (b"# y", "a.md", "markdown"),
    (b"# y", "a.txt", "plain"),
    (b'{"id": 1, "text": "x"}\n', "a.txt", "jsonl"),
    (b'{"id": 1, "text": "' + b"x" * 70000, "a.jsonl", "jsonl"),
    (b'{\n "a": 1}', "a.json", "json"),
    (b"{\\rtf1", "a.doc", "rtf"),
    (b"\x89PNG\r\n", "a.docx", "image"),
    (b"Rar!\x1a", "a.zip", "rar"),
    (b"BMW is a car", "a.txt", "plain"),
    (b"", "a.txt", "empty"),
    (zipped({"xl/workbook.xml": b""}), "a.docx", "xlsx"),
    (zipped({"ppt/presentation.xml": b""}), "a.docx", "pptx"),
    (zipped({"a.txt": b""}), "a.docx", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "a.docx", "doc"),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptionInfo EncryptedPackage".encode("utf-16-le"),
        "a.docx",
        "encrypted_office",
    ),
]


@pytest.mark.parametrize(("data", "name", "expected"), SNIFFED)
def test_sniff(data: bytes, name: str, expected: str) -> None:
    assert sniff_bytes(data, name) == expected


def test_members_are_read_and_the_bad_ones_named(tmp_path: Path) -> None:
    inner = zipped({"深.txt": "最深处".encode(), "更深.zip": zipped({"x.txt": b"x"})})
    members = {
        "文件/甲.docx": make_docx(tmp_path / "d", ["甲文"]).read_bytes(),
        "../../etc/乙.txt": "乙文".encode("gb18030"),
        "坏.pdf": b"%PDF-1.7 broken",
        "图.png": b"\x89PNG\r\n",
        "里.zip": inner,
        "行.jsonl.gz": gzip.compress(b'{"id": "1", "text": "\xe8\xa1\x8c"}\n'),
        "__MACOSX/._甲.docx": b"x",
        "~$甲.docx": b"x",
    }
    path = tmp_path / "a.zip"
    path.write_bytes(zipped(members))
    found = outcomes(path)
    shown = {
        (o.source.name if isinstance(o, RawDocument) else o.name).removeprefix(f"{path}!"): (
            o.lines[0].text if isinstance(o, RawDocument) else o.code
        )
        for o in found
    }
    assert shown == {
        "文件/甲.docx": "甲文",
        "etc/乙.txt": "乙文",  # a label, nothing more
        "坏.pdf": "unreadable_document",
        "图.png": "unsupported_format",
        "里.zip!深.txt": "最深处",
        "里.zip!更深.zip": "parse_limit",
        "行.jsonl.gz!1": "行",
    }


def test_names_packed_by_windows_are_read_as_gbk(tmp_path: Path) -> None:
    data = zipped({"ABCD.txt": b"x"}).replace(b"ABCD", "通知".encode("gbk"))
    (tmp_path / "a.zip").write_bytes(data)
    (document,) = load(tmp_path / "a.zip")
    assert document.source.name.endswith("a.zip!通知.txt")


BOMBS = [
    ("a.zip", zipped({"a.txt": bytes(60 << 20)})),
    ("a.txt.gz", gzip.compress(bytes(90 << 20))),
    ("a.docx", zipped({"[Content_Types].xml": b"", "word/document.xml": b" " * (60 << 20)})),
    ("many.zip", zipped({f"{n}.txt": b"" for n in range(40)})),
]


@pytest.mark.parametrize(("name", "data"), BOMBS)
def test_bombs_are_refused_before_they_go_off(name: str, data: bytes, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    found = outcomes(path, Limits(unzipped=100 << 20, members=30))
    assert [outcome.code for outcome in found if isinstance(outcome, Failure)] == ["parse_limit"]


def test_a_damaged_gzip_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress(b"abc" * 5000)[:30])
    with pytest.raises(UnreadableDocument, match="gzip"):
        list(load(path))


@pytest.mark.parametrize("name", ["a.xlsx", "a.pptx"])
def test_what_is_not_read_says_what_to_do(name: str, tmp_path: Path) -> None:
    entry = "xl/workbook.xml" if "xls" in name else "ppt/presentation.xml"
    (tmp_path / name).write_bytes(zipped({entry: b""}))
    with pytest.raises(UnsupportedFormat, match="请"):
        list(load(tmp_path / name))
