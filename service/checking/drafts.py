"""A draft as a file: read through the same fence as everything that is ingested."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.errors import BadQuery, EmptyDocument, NotFound
from corpus.loaders.bounded import load_bounded
from corpus.loaders.decoding import path_name
from corpus.loaders.limits import Failure

if TYPE_CHECKING:
    from pathlib import Path

    from corpus.loaders.limits import Limits
    from corpus.model import RawDocument


def read_draft(path: Path, limits: Limits | None = None) -> RawDocument:
    """The one document a file holds.

    Raises:
        NotFound: there is no such file.
        UnreadableDocument: it cannot be read.
        BadQuery: it is a collection or an archive of several.
    """
    if not path.is_file():
        raise NotFound(f"没有这个文件：{path_name(path)}；请检查路径")
    found: RawDocument | None = None
    for outcome in load_bounded(path, limits):
        if isinstance(outcome, Failure):
            raise outcome.error()
        if found is not None:
            raise BadQuery(f"{path_name(path)} 里不止一份文稿；请一次核查一份。")
        found = outcome
    if found is None:
        raise EmptyDocument(f"{path_name(path)} 里没有文字；扫描件请先识别成文字。")
    return found
