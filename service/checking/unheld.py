"""Works nobody holds or knows by that title, whose words stand in one that is held.

A drafter who calls a rule by a title it does not have is told by the words he takes from it. Of a
title that is known, and of the own rules of a place or an organ, nothing is said: those repeat
others' words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.description.organs import organ_before_name, organ_of_title
from corpus.model import NORMATIVE_KINDS
from corpus.text import clauses
from corpus.titles import work_name
from service.answering.places import places_in
from service.checking.skeleton import skeleton

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.model import Reference
    from service.checking.draft import Draft
    from service.checking.places import Places
    from service.checking.witness import Standing, Witnesses

#: Letters of quoted words, and of a clause, from which they tell whose they are.
QUOTED, TOLD = 10, 16
#: Wordings of one draft that are looked up, whatever titles they are told of.
LOOKED_UP = 200


class Unheld:
    """Finds the held work that is meant by a title nobody knows."""

    def __init__(self, witnesses: Witnesses, places: Places) -> None:
        self._witnesses = witnesses
        self._places = places

    def meant(self, draft: Draft, reference: Reference) -> Standing | None:
        """Where the words told of a work stand, if in one held rule and in no other work."""
        name = work_name(reference.title)
        if places_in(name) or organ_of_title(name) or organ_before_name(name):
            return None
        for words in self._words(draft, reference):
            if draft.looked_up == LOOKED_UP:
                draft.is_whole = False
                return None
            draft.looked_up += 1
            found = self._witnesses.anywhere(words, skeleton(words))
            exact = [one for one in found if one.is_exact]
            about = [self._places.shelf.description(one.document_id) for one in exact]
            rule = bool(about) and about[0].kind in NORMATIVE_KINDS
            if rule and len({one.work for one in about}) == 1:
                return exact[0]
        return None

    def _words(self, draft: Draft, reference: Reference) -> Iterator[str]:
        for quotation in draft.quoted_from.get(reference.span, ()):
            words = draft.text[slice(*quotation.span)]
            if len(skeleton(words)) >= QUOTED:
                yield words
        for statement in draft.told_of.get(reference.span, ()):
            for clause in clauses(draft.text, *statement.span):
                words = draft.text[slice(*clause)]
                if len(skeleton(words)) >= TOLD:
                    yield words
