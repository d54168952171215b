"""Which text of a work holds on a day: statuses, successors, and what an as-of search may see.

A version holds from the day it comes into force (else: is published, else: adopted) until
the day the next version of its work does, a document that says it repeals it does, its own
end, or the day its work is known from elsewhere to have given way (:class:`Replacement`).
Only binding kinds have a status; a speech is neither in force nor repealed, unless a later
document says it ends it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from corpus.citing.catalogue import Catalogue, Replacement, valid_from
from corpus.model import NORMATIVE_KINDS, Description, DocumentId
from corpus.titles import trial_mark, work_name

#: Status code -> what a cadre reads.
LABELS = {
    "in_force": "现行有效",
    "repealed": "已废止",
    "superseded": "已被修订",
    "not_yet": "尚未施行",
    "unknown": "时效未注明",
    "none": "",
}
#: What a cadre reads of a text that held on a past day and no longer does.
HELD_THEN = "当时有效"


@dataclass(frozen=True, slots=True)
class Status:
    """What a document is on a day: a code of :data:`LABELS`, since when, and replaced by what:
    a held document, or a work that is known by its title alone (``replaced_by``, else ``""``).
    """

    code: str
    label: str
    since: date | None = None
    successor: DocumentId | None = None
    replaced_by: str = ""


@dataclass(frozen=True, slots=True)
class _End:
    """The day a document stops to hold, why, and what ends it: a document, else a title.
    ``exact`` is false where it may have stopped a little before.
    """

    day: date
    code: str
    by: DocumentId | None = None
    title: str = ""
    exact: bool = True


def status(description: Description, catalogue: Catalogue, on: date) -> Status:
    """The status of one held document on a day; what held on it and no longer does today is
    said to have held then.

    Constant time after the first call per catalogue.
    """
    end = _ends(catalogue).get(description.id)
    if end is not None and end.day <= on:
        since = end.day if end.exact else None
        return Status(end.code, LABELS[end.code], since, end.by, end.title)
    if description.kind not in NORMATIVE_KINDS:
        return Status("none", LABELS["none"], valid_from(description))
    begin = valid_from(description)
    if begin is None:
        return Status("unknown", LABELS["unknown"])
    if begin <= on and end is not None and end.day <= date.today():
        return Status("in_force", HELD_THEN, begin)
    code = "in_force" if begin <= on else "not_yet"
    return Status(code, LABELS[code], begin)


@lru_cache(maxsize=16)
def in_force(catalogue: Catalogue, on: date) -> frozenset[DocumentId]:
    """The documents an as-of search on ``on`` may see.

    Binding ones that hold on that day, or whose days are unknown; all others issued on or
    before it, or undated. Nothing issued after the day is seen.
    """
    ends = _ends(catalogue)
    return frozenset(one.id for one in catalogue if _holds(one, ends.get(one.id), on))


def _holds(description: Description, end: _End | None, on: date) -> bool:
    if description.day is not None and description.day > on:
        return False
    if end is not None and end.day <= on:
        return False
    begin = valid_from(description)
    return description.kind not in NORMATIVE_KINDS or begin is None or begin <= on


@lru_cache(maxsize=4)
def _ends(catalogue: Catalogue) -> dict[DocumentId, _End]:
    """When and why each document that ends does; the earliest cause counts."""
    ends: dict[DocumentId, _End] = {}
    for description in catalogue:
        if description.repealed is not None:
            _end(ends, description.id, _End(description.repealed, "repealed"))
    for versions in catalogue.works():
        _succeed(ends, [one for one in versions if _is_version(one)])
    for description in catalogue:
        if description.supersedes:
            _repeal(ends, catalogue, description)
    for replacement in catalogue.replacements():
        _replace(ends, catalogue, replacement)
    return ends


def _is_version(description: Description) -> bool:
    """Whether a text is one of several of which the next takes the place of the last: an amendment
    stands beside those before it.
    """
    amends = work_name(description.title).endswith("修正案")
    return description.kind in NORMATIVE_KINDS and not amends


def _succeed(ends: dict[DocumentId, _End], versions: list[Description]) -> None:
    """Each version ends when the next one that begins later does; copies do not end each other."""
    dated = [(begin, one) for one in versions if (begin := valid_from(one)) is not None]
    for place, (begin, one) in enumerate(dated):
        later = next(((day, other) for day, other in dated[place + 1 :] if day > begin), None)
        if later is not None:
            _end(ends, one.id, _End(later[0], "superseded", later[1].id))


def _repeal(ends: dict[DocumentId, _End], catalogue: Catalogue, by: Description) -> None:
    """End what ``by`` says it repeals: all earlier versions of each work it names.

    Only sure titles count; a near one would end a document by mistake.
    """
    day = valid_from(by)
    if day is None:
        return
    for title in by.supersedes:
        for one in catalogue.versions(title):
            if one.id != by.id and (one.day is None or one.day < (by.day or day)):
                same = catalogue.is_same_work(one, by)
                _end(ends, one.id, _End(day, "superseded" if same else "repealed", by.id))


def _replace(ends: dict[DocumentId, _End], catalogue: Catalogue, replacement: Replacement) -> None:
    """End what is known to have given way and no held document ends: the binding texts of the
    work, on trial or not as it says, made before the day.
    """
    for one in catalogue.versions(replacement.title):
        made, on_trial = valid_from(one) or one.day, trial_mark(one.title)
        if one.id in ends or not _is_version(one) or on_trial != trial_mark(replacement.title):
            continue
        if made is not None and made >= replacement.day:
            continue
        new = catalogue.versions(replacement.by)
        code = "superseded" if new and catalogue.is_same_work(one, new[-1]) else "repealed"
        by, title = (new[-1].id, "") if new else (None, replacement.by)
        _end(ends, one.id, _End(replacement.day, code, by, title, replacement.exact))


def _end(ends: dict[DocumentId, _End], document_id: DocumentId, end: _End) -> None:
    known = ends.get(document_id)
    told_more = known is not None and end.day == known.day and known.by is None
    if known is None or end.day < known.day or told_more:
        ends[document_id] = end
