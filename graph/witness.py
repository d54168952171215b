"""What a document asked of the catalogue of titles: so that it is read again only when needed.

References resolve against everything held, so a document that has not changed may still
cite something else once another is added or withdrawn. A :class:`Witness` writes down each
question with its answer; :func:`outdated` puts the same questions to the next catalogue.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date

from corpus.citing.catalogue import Catalogue, Resolution, valid_from
from corpus.model import Description, DocumentId, Section
from graph.records import Question


class Witness(Catalogue):
    """A catalogue that remembers what it was asked since :meth:`begin`."""

    def __init__(
        self,
        descriptions: Iterable[Description],
        sections: Callable[[DocumentId], Sequence[Section]],
    ) -> None:
        super().__init__(descriptions, sections)
        self._asked: dict[str, str] = {}

    def begin(self) -> None:
        """Forget what was asked so far."""
        self._asked = {}

    def questions(self) -> tuple[Question, ...]:
        """What was asked since, and answered, in a fixed order."""
        return tuple(Question(*pair) for pair in sorted(self._asked.items()))

    def resolve(self, title: str, day: date | None = None) -> Resolution:
        """As the catalogue's."""
        found = super().resolve(title, day)
        self._note("resolve", title, day, _resolved(found))
        return found

    def resolve_tail(self, run: str, day: date | None = None) -> tuple[str, Resolution] | None:
        """As the catalogue's."""
        found = super().resolve_tail(run, day)
        self._note("tail", run, day, _tail(found))
        return found

    def versions(self, work: str) -> list[Description]:
        """As the catalogue's."""
        found = super().versions(work)
        self._note("versions", work, None, ";".join(map(_told, found)))
        return found

    def numbered(self, number: str) -> Description | None:
        """As the catalogue's."""
        found = super().numbered(number)
        self._note("number", number, None, _told(found))
        return found

    def is_in_volumes(self, title: str) -> bool:
        """As the catalogue's."""
        found = super().is_in_volumes(title)
        self._note("in_volumes", title, None, str(found))
        return found

    def volume(self, title: str, number: str, day: date | None = None) -> Description | None:
        """As the catalogue's."""
        found = super().volume(title, number, day)
        self._note("volume", f"{title}\n{number}", day, _told(found))
        return found

    def provision(self, document_id: DocumentId, number: str) -> Section | None:
        """As the catalogue's."""
        found = super().provision(document_id, number)
        self._note("provision", f"{document_id}\n{number}", None, _provided(found))
        return found

    def again(self, kind: str, text: str, day: date | None) -> str:
        """The answer a question written down earlier gets now; it is not written down."""
        first, _, second = text.partition("\n")
        match kind:
            case "resolve":
                return _resolved(super().resolve(text, day))
            case "tail":
                return _tail(super().resolve_tail(text, day))
            case "versions":
                return ";".join(map(_told, super().versions(text)))
            case "number":
                return _told(super().numbered(text))
            case "in_volumes":
                return str(super().is_in_volumes(text))
            case "volume":
                return _told(super().volume(first, second, day))
            case "provision":
                return _provided(super().provision(DocumentId(first), second))
        raise ValueError(kind)

    def _note(self, kind: str, text: str, day: date | None, answer: str) -> None:
        key = json.dumps([kind, text, day.isoformat() if day else ""], ensure_ascii=False)
        self._asked[key] = answer


def outdated(
    questions: Iterable[Question], catalogue: Witness, unchanged: Collection[DocumentId] = ()
) -> set[str]:
    """The questions whose answer has changed. What is asked of the inside of an ``unchanged``
    document is not asked again.
    """
    found = set()
    asked = [(one, *json.loads(one.asked)) for one in questions]
    catalogue.foresee(text for _, kind, text, _ in asked if kind == "resolve")
    for one, kind, text, day in asked:
        # A provision is asked of the inside of one document alone.
        if kind == "provision" and text.partition("\n")[0] in unchanged:
            continue
        if catalogue.again(kind, text, date.fromisoformat(day) if day else None) != one.answer:
            found.add(one.asked)
    catalogue.begin()
    return found


def _provided(found: Section | None) -> str:
    return f"{found.id} {found.span.start} {found.span.end}" if found else ""


def _tail(found: tuple[str, Resolution] | None) -> str:
    return f"{found[0]}|{_resolved(found[1])}" if found else ""


def _resolved(resolution: Resolution) -> str:
    return f"{_told(resolution.description)}|{resolution.difference}"


def _told(found: Description | None) -> str:
    """All that reading a reference sees of a held document."""
    if found is None:
        return ""
    parts = (found.id, found.title, found.kind, found.number or "", str(valid_from(found) or ""))
    return "/".join(parts)
