"""Questions and a thesaurus of our own, or of a user's: rows that name their passage, joined to it.

The repository's rows repeat no passage: they name the document and give a digest of the
passage's text, and the text is found again here. A user's own rows may carry ``passage``.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from corpus.text import clean, fold, squeeze
from embeddings.pairs import Pair, read_rows

#: Where the repository keeps them.
FOLDER = Path(__file__).parent / "own"
#: Passages whose digest lies below this are kept for measuring: 26 of 256.
KEPT_BELOW = "1a"

#: No passage written about has more characters, or more clauses.
_LONGEST = 1_000
_MOST = 60
_BLANKS = re.compile(r"\s+")
#: A clause; a scraped page may have lost the stop before 第二，.
_PIECE = re.compile(
    r"[^。!?;](?:(?!第[一二三四五六七八九十]+[,个])[^。!?;])*[。!?;]*[\"')]*|[。!?;]+[\"')]*"
)
_NUMBER = re.compile(r"第[一二三四五六七八九十百千零〇\d]+条(?:之[一二三四五六七八九十]+)?")
_NATION = "中华人民共和国"


@dataclass(frozen=True, slots=True)
class Own:
    """What a folder of our own gives: ``kept`` is for measuring, ``questions`` for training.

    ``lost`` counts the rows whose passage is in none of the texts.
    """

    questions: Sequence[Pair]
    kept: Sequence[Pair]
    thesaurus: Sequence[Pair]
    lost: int = 0


def digest_of(text: str) -> str:
    """The name of a passage: 16 hex digits over its text, folded and without blanks."""
    return hashlib.sha256(squeeze(text).encode()).hexdigest()[:16]


def is_kept(digest: str) -> bool:
    """Whether questions on the passage of that digest are kept for measuring."""
    return digest < KEPT_BELOW


def read_own(folders: Sequence[Path], texts: Path, files: Iterable[str]) -> Own:
    """The rows of ``folders``; passages not given are looked for in ``files`` of ``texts``.

    Reads ``questions.jsonl`` and ``thesaurus.jsonl``, gzipped or not; either may be absent.
    """
    rows = [row for folder in folders for row in _rows(folder, "questions")]
    wanted: dict[str, set[str]] = {}
    for row in rows:
        if "passage" not in row:
            wanted.setdefault(row["document"], set()).add(row["digest"])
    found = dict(_find(wanted, texts, files))
    pairs = [pair for row in rows if (pair := _pair(row, found))]
    return Own(
        [pair for pair in pairs if not is_kept(pair.key)],
        [pair for pair in pairs if is_kept(pair.key)],
        [
            Pair(row["from"], official, key=row["from"])
            for folder in folders
            for row in _rows(folder, "thesaurus")
            for official in row["to"]
        ],
        len(rows) - len(pairs),
    )


def _rows(folder: Path, name: str) -> Iterator[dict[str, Any]]:
    for path in (folder / f"{name}.jsonl", folder / f"{name}.jsonl.gz"):
        if path.exists():
            yield from read_rows(path)


def _pair(row: Mapping[str, str], found: Mapping[str, Pair]) -> Pair | None:
    """The row as a pair whose key is its passage's digest; None where that was not found."""
    if "passage" in row:
        title = f"{row.get('document', '')} {row.get('section', '')}".strip()
        return Pair(row["question"], row["passage"], title, digest_of(row["passage"]))
    passage = found.get(row["digest"])
    if passage is None:
        return None
    title = f"{passage.title} {row['section'].replace(' › ', ' ')}".strip()
    return replace(passage, question=row["question"], title=title)


def _find(
    wanted: Mapping[str, set[str]], texts: Path, files: Iterable[str]
) -> Iterator[tuple[str, Pair]]:
    """(digest, its passage under its document's title) of each one wanted that is there.

    Only documents of the name given are read: runs of clauses are many.
    """
    names: dict[str, set[str]] = {}
    for name, digests in wanted.items():
        names.setdefault(_name(name), set()).update(digests)
    left = set().union(*wanted.values()) if wanted else set()
    for path in (texts / name for name in files):
        for row in read_rows(path) if path.exists() and left else ():
            sought = left & _sought(names, row)
            if sought:
                whole = "\n".join(clean(line) for line in row["text"].split("\n"))
                for digest, text in _runs(whole, sought):
                    left.discard(digest)
                    yield digest, Pair("", text, row["title"], digest)


def _sought(names: Mapping[str, set[str]], row: Mapping[str, Any]) -> set[str]:
    """The digests wanted of this row's document, known by its id or the ends of its title."""
    title = _name(row["title"])
    alike = [
        digests
        for name, digests in names.items()
        if name == row.get("id") or title.startswith(name) or title.endswith(name)
    ]
    return set().union(*alike)


def _name(title: str) -> str:
    return squeeze(title).removeprefix(_NATION)


def _runs(text: str, sought: set[str]) -> Iterator[tuple[str, str]]:
    """(digest, run) of the runs of whole clauses of ``text`` whose digest is sought.

    An article may have been written about without its number (第九条).
    """
    pieces = list(_pieces(text))
    goals = {bytes.fromhex(digest) for digest in sought}
    for first, (start, end, bare) in enumerate(pieces):
        number = _NUMBER.match(bare)
        bodies = [(start, bare)]
        if number:
            blanks = end - start - len(text[start:end].lstrip())
            bodies.append((start + blanks + number.end(), bare[number.end() :]))
        for begin, body in bodies:
            running = hashlib.sha256()
            size = 0
            for _, stop, words in [(start, end, body), *pieces[first + 1 : first + _MOST]]:
                running.update(words.encode())
                size += len(words)
                if size > _LONGEST:
                    break
                if running.digest()[:8] in goals:
                    yield running.hexdigest()[:16], text[begin:stop].strip()


def _pieces(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, folded words without blanks) of each clause of each line."""
    folded = fold(text)
    place = 0
    for line in text.split("\n"):
        for match in _PIECE.finditer(folded, place, place + len(line)):
            bare = _BLANKS.sub("", match.group())
            if bare:
                yield match.start(), match.end(), bare
        place += len(line) + 1
