"""Candidates on disk: a header, then one candidate a line, in the order they were found.

``DATA/review/candidates.jsonl`` holds places, not sentences: what a reader sees of them is
read from the generation that answers, so nothing withdrawn is ever quoted from here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from corpus.errors import OperationError
from corpus.model import PassageId, Span
from graph.discovery.model import DISCOVERY_VERSION, Candidate, CandidateId, Place

FILE = "candidates.jsonl"


@dataclass(frozen=True, slots=True)
class Filed:
    """What one discovery found, and in which generation, with which lexicon."""

    generation: str
    lexicon: str
    candidates: tuple[Candidate, ...]


def file_candidates(path: Path, filed: Filed) -> None:
    """Write what was found; readers see the old file or the new one, never a half.

    Raises:
        OperationError: the disk does not take it.
    """
    header = {
        "version": DISCOVERY_VERSION,
        "generation": filed.generation,
        "lexicon": filed.lexicon,
    }
    waiting = path.with_suffix(".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with waiting.open("w", encoding="utf-8") as file:
            for line in (header, *map(asdict, filed.candidates)):
                file.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")
        waiting.replace(path)
    except OSError as error:
        raise OperationError(
            f"{path}：候选概念写不进去（{error.strerror or error}）；请检查磁盘空间和权限"
        ) from error


def read_candidates(path: Path) -> Filed | None:
    """What was filed last; ``None`` where nothing was, or another version did.

    Raises:
        OperationError: the file is damaged.
    """
    try:
        lines = path.read_text("utf-8").splitlines()
    except FileNotFoundError:
        return None
    try:
        header = json.loads(lines[0])
        if header["version"] != DISCOVERY_VERSION:
            return None
        found = tuple(_candidates(map(json.loads, lines[1:])))
        return Filed(header["generation"], header["lexicon"], found)
    except (ValueError, TypeError, KeyError, IndexError) as error:
        raise OperationError(
            f"{path}：已损坏；请重新计算：python -m scripts.concepts discover"
        ) from error


def _candidates(rows: Iterable[dict[str, Any]]) -> Iterable[Candidate]:
    for row in rows:
        at = row.pop("members_at")
        examples = tuple(map(_place, row.pop("examples")))
        members = tuple(row.pop("members"))
        yield Candidate(
            **{**row, "id": CandidateId(row["id"])},
            members=members,
            members_at=_place(at) if at else None,
            examples=examples,
        )


def _place(said: Mapping[str, Any]) -> Place:
    return Place(PassageId(said["passage_id"]), Span(*said["sentence"]), Span(*said["span"]))
