"""A library of chosen documents, built for a while: what questions are measured and taught on."""

from __future__ import annotations

import gzip
import json
import tempfile
import zlib
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import BadQuery, NotFound
from corpus.ingest import ingest_folder
from corpus.progress import silent
from corpus.storage.store import Store
from service.building import build
from service.generation import STORE, current
from service.library import Library

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from corpus.progress import Progress
    from embeddings.encoder import Encoder


@contextmanager
def library_of(
    texts: Path, documents: Collection[str], encoder: Encoder, progress: Progress = silent
) -> Iterator[Library]:
    """A library of the ``documents`` (ids of rows) in ``texts``, or of all files there.

    ``texts`` is a folder of collections (``*.jsonl``, ``*.jsonl.gz``) where documents are
    named, else any folder or file that can be ingested. Raises NotFound for a document
    that is in none of the collections.
    """
    with tempfile.TemporaryDirectory(prefix="wenmai-") as folder:
        data = Path(folder) / "data"
        data.mkdir()
        source = texts
        if documents:
            source = Path(folder) / "documents.jsonl"
            source.write_text("".join(rows_of(texts, documents)), "utf-8")
        with Store(data / STORE) as store:
            ingest_folder([source], store, progress=progress)
        build(data, encoder=encoder, progress=progress)
        library = Library(current(data), encoder)
        try:
            yield library
        finally:
            library.close()


def rows_of(texts: Path, documents: Collection[str]) -> list[str]:
    """The rows of the named documents, as JSON lines, in the order they are named.

    Raises NotFound for one that is in none of the collections of the folder ``texts``.
    """
    wanted, found = set(documents), dict[str, str]()
    for path in sorted([*texts.glob("*.jsonl"), *texts.glob("*.jsonl.gz")]):
        opener = gzip.open if path.suffix == ".gz" else open
        try:
            with opener(path, "rt", encoding="utf-8") as lines:
                for line in lines:
                    row = json.loads(line)
                    if row.get("id") in wanted:
                        found[row["id"]] = line if line.endswith("\n") else f"{line}\n"
        except (OSError, EOFError, zlib.error, ValueError, AttributeError) as error:
            raise BadQuery(f"{path}：读不出（{error}）；应为每行一个 JSON 的文集") from error
    missing = [name for name in documents if name not in found]
    if missing:
        raise NotFound(f"{texts} 的文集里没有 {missing[0]} 等 {len(missing)} 份文件")
    return [found[name] for name in documents]
