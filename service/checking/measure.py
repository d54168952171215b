"""How good the checking is: drafts with known errors, checked, and what was found counted.

A file of drafts has one JSON object a line: ``{"id", "half", "text", "errors": [{"at",
"right", "kind"}]}``. ``at`` is the wrong part of the text; ``right`` what the correction must say
(empty where there is nothing right to say); ``kind`` the findings that count, ``|`` between.

A first row ``{"documents": [...]}`` may name real documents (rows of a collection) that the
drafts quote. Their wording is not ours to repeat: a text has ``⟦row:start:length:digest⟧`` in
its place, the first 8 hex digits of its SHA-256 telling whether it is still what it was.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from corpus.errors import BadQuery, NotFound
from corpus.model import Span
from service.checking.corrections import is_right

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from service.checking.model import Finding, Report


_BORROWED = re.compile(r"⟦(?P<row>[^:⟧]+):(?P<start>\d+):(?P<length>\d+):(?P<digest>[0-9a-f]{8})⟧")


#: Letters of the shortest run that is another's wording.
OTHERS = 8


@dataclass(frozen=True, slots=True)
class Error:
    """One known error: where it is, what the correction must say, the kinds that count."""

    at: Span
    right: str
    kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class Case:
    """One draft and what is wrong with it; nothing is wrong with a clean one."""

    id: str
    text: str
    errors: tuple[Error, ...]


@dataclass(slots=True)
class Score:
    """What a set of drafts gave. ``missed`` and ``false`` name the drafts, for people."""

    drafts: int = 0
    errors: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    located: int = 0
    false: list[tuple[str, Finding]] = field(default_factory=list)
    missed: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """The share of errors found with the right correction."""
        return sum(self.found.values()) / max(1, sum(self.errors.values()))

    def as_json(self) -> dict[str, Any]:
        """Plain data: counts, shares, and what was missed or falsely said."""
        return {
            "drafts": self.drafts,
            "errors": sum(self.errors.values()),
            "found": sum(self.found.values()),
            "recall": round(self.recall, 4),
            "located": self.located,
            "false_alarms": len(self.false),
            "by_kind": {
                kind: {"errors": count, "found": self.found[kind]}
                for kind, count in sorted(self.errors.items())
            },
            "missed": [
                {"draft": draft, "at": at, "right": right} for draft, at, right in self.missed
            ],
            "false": [
                {"draft": draft, "kind": one.kind, "text": one.text, "message": one.message}
                for draft, one in self.false
            ],
        }


def documents_of(path: Path) -> list[str]:
    """The rows of a collection whose wording a file of drafts borrows; none: it borrows none."""
    for _, line in _lines(path):
        if line.startswith('{"documents"'):
            try:
                return [str(name) for name in json.loads(line)["documents"]]
            except (ValueError, TypeError) as error:
                raise BadQuery(f"{path} 的 documents 行不是 JSON（{error}）；改正后重试") from error
    return []


def read_drafts(path: Path, half: str = "", texts: Mapping[str, str] | None = None) -> list[Case]:
    """The drafts of a file; only those marked as one ``half`` of it, where one is named.

    ``texts`` are the texts of the rows whose wording it borrows.

    Raises:
        NotFound: there is no such file.
        BadQuery: a line is no draft, or borrows what is not there; it says which.
    """
    cases = []
    for number, line in _lines(path):
        if line.strip() and not line.startswith('{"documents"'):
            try:
                row = json.loads(line)
                if not half or row.get("half") == half:
                    row["text"] = _restored(str(row["text"]), texts or {})
                    cases.append(_case(row))
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise BadQuery(
                    f"{path} 第 {number} 行不是带 id、text、errors 的 JSON（{error}）；改正后重试"
                ) from error
    return cases


def _lines(path: Path) -> list[tuple[int, str]]:
    try:
        return list(enumerate(path.read_text(encoding="utf-8").splitlines(), start=1))
    except OSError as error:
        raise NotFound(f"{path}：读不出（{error.strerror}）") from error
    except UnicodeDecodeError as error:
        raise BadQuery(f"{path} 不是 UTF-8 文本；每行应为一个 JSON 对象") from error


def borrowed(row: str, text: str, start: int, length: int) -> str:
    """What stands in a draft for a wording of a row's text."""
    return f"⟦{row}:{start}:{length}:{_digest(text[start : start + length])}⟧"


def lent(line: str, texts: Mapping[str, str]) -> str:
    """A line of a file of drafts with what its text has of others' wording borrowed."""
    row = json.loads(line)
    if "text" in row:
        row["text"] = _lent(row["text"], texts)
    return json.dumps(row, ensure_ascii=False)


def _lent(text: str, texts: Mapping[str, str]) -> str:
    """The text with each run of at least :data:`OTHERS` letters that stands elsewhere borrowed."""
    out, at = "", 0
    while at < len(text):
        end, found = at + OTHERS, ""
        for row, whole in texts.items():
            while end <= len(text) and "\n" not in text[at:end] and text[at:end] in whole:
                end, found = end + 1, row
        many = end - 1 - at if found else 1
        if found:
            whole = texts[found]
            out += borrowed(found, whole, whole.index(text[at : at + many]), many)
        else:
            out += text[at]
        at += many
    return out


def _digest(wording: str) -> str:
    return hashlib.sha256(wording.encode()).hexdigest()[:8]


def _restored(text: str, texts: Mapping[str, str]) -> str:
    def wording(found: re.Match[str]) -> str:
        start = int(found["start"])
        words = texts.get(found["row"], "")[start : start + int(found["length"])]
        if _digest(words) != found["digest"]:
            raise ValueError(f"{found[0]} 所指的原文不在；请用 --texts 指明文集，或该文已改")
        return words

    return _BORROWED.sub(wording, text)


def score(check: Callable[[str], Report], cases: Iterable[Case]) -> Score:
    """Check every draft and count.

    An error is found where an alarm of a right kind meets it and its suggestion or message
    holds the right words. An alarm that meets no error is false.
    """
    total = Score()
    for case in cases:
        total.drafts += 1
        alarms = [finding for finding in check(case.text).findings if finding.is_alarm]
        met: set[int] = set()
        for error in case.errors:
            kind = min(error.kinds)
            total.errors[kind] += 1
            meeting = [place for place, one in enumerate(alarms) if _meets(one.span, error.at)]
            met.update(meeting)
            total.located += bool(meeting)
            if any(_is_right(alarms[place], case.text, error) for place in meeting):
                total.found[kind] += 1
            else:
                at = case.text[slice(*error.at)]
                total.missed.append((case.id, at, error.right))
        total.false += [(case.id, one) for place, one in enumerate(alarms) if place not in met]
    return total


def _case(row: dict[str, Any]) -> Case:
    text = str(row["text"])
    return Case(str(row["id"]), text, tuple(_error(text, one) for one in row["errors"]))


def _error(text: str, row: dict[str, Any]) -> Error:
    at = text.index(row["at"])
    kinds = frozenset(str(row["kind"]).split("|"))
    return Error(Span(at, at + len(row["at"])), str(row["right"]), kinds)


def _meets(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _is_right(finding: Finding, text: str, error: Error) -> bool:
    return finding.kind in error.kinds and is_right(finding, text, error.at, error.right)
