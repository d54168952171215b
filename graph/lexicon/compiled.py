"""The lexicon as it was read last: kept in a file, so that it need not be read and checked again.

Reading and checking some 16,000 concepts takes two seconds, and a build of one more document little
more. The file is JSON; it is read only where it was made of the very files, decisions and code
that are here now.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any, NamedTuple

from graph.lexicon.kept import FIELDS, concept_of, said
from graph.lexicon.loader import SHIPPED, load_lexicon
from graph.model import Concept
from graph.review.model import Decision

#: What a concept is made by, apart from the files of the lexicon.
_CODE = (
    SHIPPED,
    SHIPPED.parent / "review",
    SHIPPED.parent / "model.py",
    SHIPPED.parents[1] / "corpus" / "text.py",
)


class Compiled(NamedTuple):
    """The concepts of a lexicon in the order of ids, and its fingerprint."""

    concepts: tuple[Concept, ...]
    fingerprint: str


def compiled_lexicon(
    folders: Sequence[Path], decisions: Sequence[Decision], file: Path
) -> Compiled:
    """The lexicon of :func:`graph.lexicon.loader.load_lexicon`, from ``file`` where that was
    made of the same; written there where it was not. Raises ``BadLexicon``.
    """
    key = _key(folders, decisions)
    if held := _held(file, key):
        return held
    lexicon = load_lexicon(folders, decisions)
    made = Compiled(tuple(lexicon.concepts.values()), lexicon.fingerprint)
    _keep(file, key, made)
    return made


def _key(folders: Sequence[Path], decisions: Sequence[Decision]) -> str:
    """Changes with everything a lexicon is made of."""
    digest = hashlib.sha256()
    for path in _files((*_CODE, *folders)):
        with suppress(OSError):  # said when it is read
            held = path.read_bytes()
            digest.update(f"{path}\n{len(held)}\n".encode("utf-8", "surrogatepass") + held)
    told = json.dumps([asdict(one) for one in decisions], sort_keys=True, default=str)
    digest.update(told.encode())
    return digest.hexdigest()


def _files(places: Iterable[Path]) -> Iterable[Path]:
    for place in places:
        yield place
        if place.is_dir():
            yield from sorted(one for one in place.iterdir() if one.suffix != ".pyc")


def _held(file: Path, key: str) -> Compiled | None:
    try:
        held: dict[str, Any] = json.loads(file.read_bytes())
        if held["key"] != key or tuple(held["fields"]) != FIELDS:
            return None
        return Compiled(tuple(map(concept_of, held["concepts"])), str(held["fingerprint"]))
    except (OSError, ValueError, KeyError, TypeError):  # none, or spoilt: it is made anew
        return None


def _keep(file: Path, key: str, made: Compiled) -> None:
    concepts = [said(one) for one in made.concepts]
    told = {"key": key, "fields": FIELDS, "fingerprint": made.fingerprint, "concepts": concepts}
    new = file.with_suffix(".new")
    with suppress(OSError):  # the next one reads the files again
        file.parent.mkdir(parents=True, exist_ok=True)
        new.write_text(json.dumps(told, ensure_ascii=False), "utf-8")
        new.replace(file)
