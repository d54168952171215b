"""Which format a file is, from its content; the suffix only breaks ties among texts."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import PurePosixPath
from typing import BinaryIO

HEAD = 1 << 16

_MAGIC = (
    (b"%PDF-", "pdf"),
    (b"\x1f\x8b", "gz"),
    (b"{\\rtf", "rtf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"BM", "bitmap"),
    (b"II*\0", "image"),
    (b"MM\0*", "image"),
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf", "7z"),
    (b"BZh", "bz2"),
    (b"\xfd7zXZ", "xz"),
)
_ENTRIES = (
    ("word/document", "docx"),
    ("ofd.xml", "ofd"),
    ("xl/workbook", "xlsx"),
    ("ppt/presentation", "pptx"),
    ("meta-inf/container.xml", "epub"),
)
_TAG = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*"
    rb"<(?:!doctype\s+html|(?:html|head|body|meta|title|div|p|table|h[1-6]|article|section|span|"
    rb"script|style|font|center|ul|ol|br|a)\b)",
    re.IGNORECASE | re.DOTALL,
)
_SUFFIXES = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".shtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}


def sniff(stream: BinaryIO, name: str) -> str:
    """The format of ``stream``, which is left at its start.

    One of ``docx pdf ofd html markdown plain jsonl zip gz doc rtf odt``, or of what
    cannot be read: ``xlsx xls pptx ppt image encrypted_office ole json xml mhtml tar rar
    7z bz2 xz epub unknown_zip empty``. Only what opens like text and says no more of itself is
    decided by the suffix of ``name``. An office file is told from other zips by its
    members, and an old Word file from an encrypted new one by its storage's streams.
    """
    stream.seek(0)
    head = stream.read(HEAD)
    try:
        # A PDF may have rubbish before its head; readers look at the first kilobyte.
        rubbish = "pdf" if b"%PDF-" in head[:1024] else ""
        found = next((name for magic, name in _MAGIC if head.startswith(magic)), rubbish)
        if found == "ole":
            return _sniff_ole(head + stream.read())
        if found == "bitmap":
            found = "image" if head[6:10] == bytes(4) else ""
        if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
            return _sniff_zip(stream)
        return found or sniff_text(head, name)
    finally:
        stream.seek(0)


def _sniff_zip(stream: BinaryIO) -> str:
    try:
        with zipfile.ZipFile(stream) as archive:
            names = [name.lower().replace("\\", "/").lstrip("/") for name in archive.namelist()]
            kind = archive.read("mimetype") if "mimetype" in names else b""
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, KeyError):
        return "zip"  # damaged: its reader says so
    if b"opendocument.text" in kind:
        return "odt"
    for entry, found in _ENTRIES:
        if any(name.startswith(entry) for name in names):
            return found
    return "docx" if "[content_types].xml" in names and "_rels/.rels" in names else "zip"


def _sniff_ole(data: bytes) -> str:
    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptedPackage") and holds("EncryptionInfo"):
        return "encrypted_office"
    if holds("WordDocument"):
        return "doc"
    if holds("PowerPoint Document"):
        return "ppt"
    return "xls" if holds("Workbook") or holds("Book\0") else "ole"


def sniff_text(head: bytes, name: str) -> str:
    """The format of what opens like text: by what it says of itself, else by its suffix."""
    if not head.strip(b"\0 \t\r\n"):
        return "empty"
    suffix = PurePosixPath(name.lower().removesuffix(".gz")).suffix
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if head[:2] in {b"\xff\xfe", b"\xfe\xff"} or head[1:2] == b"\0" or head[:1] == b"\0":
        start = (
            head.replace(b"\0", b"").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").lstrip()
        )
    if start.startswith(b"{"):
        return _sniff_json(start, suffix)
    if _TAG.match(start) or (start.startswith(b"<?xml") and b"<html" in start[:4096].lower()):
        return "html"
    if start.startswith(b"<?xml"):
        return "xml"
    if start.startswith(b"MIME-Version:") or (suffix in {".mht", ".mhtml"} and b"MIME" in start):
        return "mhtml"
    if head[257:262] == b"ustar":
        return "tar"
    if start.startswith(b"[") and suffix == ".json":
        return "json"
    if re.match(rb"---[ \t]*\r?\n(?:.*\r?\n)*?---[ \t]*(?:\r?\n|$)", start[:8192]):
        return "markdown"
    found = _SUFFIXES.get(suffix, "plain")
    # Named a page or a collection, but without a tag or a brace: it is just text.
    return "plain" if found in {"html", "jsonl"} and b"<" not in head else found


def _sniff_json(start: bytes, suffix: str) -> str:
    line = start.split(b"\n", 1)[0]
    try:
        whole = isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        whole = len(line) >= HEAD - 64 and re.match(rb'\{\s*"[^"]{1,64}"\s*:', line) is not None
        whole = whole or suffix in {".jsonl", ".ndjson"}
    if whole:
        return "jsonl"
    return "json" if suffix == ".json" or re.match(rb'\{\s*"', start) else "plain"


def sniff_bytes(data: bytes, name: str) -> str:
    """As :func:`sniff`, for bytes in hand."""
    return sniff(io.BytesIO(data), name)
