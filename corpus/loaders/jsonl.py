"""Collections in JSON Lines: one document a row, ours or a BEIR corpus."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import BinaryIO

from corpus.errors import ParseLimit, UnreadableDocument
from corpus.loaders.declared import declared
from corpus.loaders.limits import Limits
from corpus.loaders.plain import text_lines
from corpus.model import RawDocument, Source

_TEXT_KEYS = ("text", "content", "body", "正文")
_CHUNK = 1 << 20


def rows(stream: BinaryIO, limits: Limits) -> Iterator[tuple[int, bytes | None]]:
    """The rows of a collection with their line numbers; ``None`` for one beyond ``limits``.

    Blank lines are passed over; nothing longer than one row is held in memory.
    """
    number = 0
    while True:
        line = stream.readline(limits.unzipped + 1)
        if not line:
            return
        number += 1
        if len(line) > limits.unzipped:
            while line and not line.endswith(b"\n"):
                line = stream.readline(_CHUNK)
            yield number, None
        elif line.strip():
            yield number, line.rstrip(b"\r\n")


def row_id(row: bytes, number: int) -> str:
    """What a row is called: its ``id`` if that can be read off its beginning, else ``第N行``."""
    head = row[:400].decode("utf-8", "ignore")
    for key in ('"id"', '"_id"'):
        _, found, rest = head.partition(key)
        rest = rest.lstrip().removeprefix(":").lstrip()
        if found and rest[:1] == '"' and '"' in rest[1:] and "\\" not in rest[1:].split('"')[0]:
            return rest[1:].split('"')[0]
    return f"第{number}行"


def read_row(row: bytes | None, number: int, collection: str) -> RawDocument:
    """One row as a document, named ``collection!id``.

    Keys: ``id`` (or ``_id``), ``title``, ``text``, ``kind``, ``source`` and a ``meta``
    mapping, whose ``issuer number date info speaker`` … become the document's own meta.

    Raises:
        UnreadableDocument: the row is no JSON object, or one without a text.
        ParseLimit: the row is longer than a document may be.
    """
    if row is None:
        raise ParseLimit(f"第 {number} 行过长，超过单篇上限。请拆分后再导入。")
    try:
        data = json.loads(row.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError) as error:
        message = f"第 {number} 行不是完整的 JSON（{error}）。请修正该行后再导入。"
        raise UnreadableDocument(message) from error
    if not isinstance(data, dict):
        raise UnreadableDocument(f"第 {number} 行不是 JSON 对象。每行应为 {{…}}，含 text。")
    text = next((data[key] for key in _TEXT_KEYS if isinstance(data.get(key), str)), None)
    if text is None:
        raise UnreadableDocument(f"第 {number} 行没有 text（正文）。请补上后再导入。")
    pairs = {key: value for key, value in data.items() if key not in _TEXT_KEYS}
    inner = pairs.pop("meta", None) or pairs.pop("metadata", None)
    meta = declared(pairs)
    for key, value in declared(inner if isinstance(inner, dict) else {}).items():
        meta.setdefault(key, value)
    name = f"{collection}!{meta.get('id') or f'第{number}行'}"
    source = Source(name, hashlib.sha256(row).hexdigest(), "jsonl")
    return RawDocument(tuple(text_lines(text.splitlines())), source, meta)
