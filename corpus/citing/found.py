"""What has been cited in one document so far: a work and a path become a reference.

A work that is held leads to the document in force on the citing document's day, its provision
to a section of it; a code held in volumes, to the volume that has the provision.
"""

from __future__ import annotations

from collections.abc import Sequence

from corpus.citing.catalogue import Catalogue
from corpus.citing.citations import Cited
from corpus.citing.naming import Work
from corpus.model import Description, Document, Reference, Span, Target
from corpus.structure.places import Outline
from corpus.structure.provisions import spoken
from corpus.titles import bare, in_marks

#: The span of a target that is a document as a whole.
WHOLE = Span(0, 0)


class Found:
    """The references of one document, in order; ``last`` is the work and path last cited,
    ``cited`` all of them, each with where it ends.
    """

    def __init__(self, document: Document, catalogue: Catalogue, outline: Outline) -> None:
        self._document = document
        self._catalogue = catalogue
        self._outline = outline
        self.found: list[Reference] = []
        self.last: tuple[Work, tuple[str, ...]] | None = None
        self.cited: list[tuple[int, Work, tuple[str, ...]]] = []

    def add_all(self, work: Work, title: str, cited: Sequence[Cited]) -> None:
        """Provisions of one work; the first bears the title it was called by."""
        for one in cited:
            self.add(one.span, title, "/".join(one.path), work)
        self.last = (work, cited[-1].path)
        self.cited.append((cited[-1].span.end, *self.last))

    def add(self, span: Span, title: str, number: str, work: Work) -> None:
        """A work, or its provision ``number``, as it is cited at ``span``."""
        held, difference = work.held, work.difference
        if held is None:
            resolved = "" if work.title == bare(title) else work.title
            self.put(Reference(span, title, number, None, resolved, difference))
            return
        target: Target | None
        if number and self._catalogue.is_in_volumes(work.title) and not self._is_own(held, number):
            day = self._document.description.day_meant
            volume = self._catalogue.volume(work.title, number, day)
            if volume is None:
                self.put(Reference(span, title, number, None))
                return
            held, difference = volume, ""
        target, said = self._target(held, number)
        said = "；".join(part for part in (difference, said) if part)
        self.put(Reference(span, title, number, target, held.title, said))

    def _is_own(self, held: Description, number: str) -> bool:
        return held.id == self._document.id and self._outline.find(number) is not None

    def _target(self, held: Description, number: str) -> tuple[Target, str]:
        if not number:
            return Target(held.id, None, WHOLE), ""
        if held.id == self._document.id:
            section = self._outline.find(number)
        else:
            section = self._catalogue.provision(held.id, number)
        if section is None:
            return Target(held.id, None, WHOLE), f"{in_marks(held.title)}没有{spoken(number)}"
        return Target(held.id, section.id, section.span), ""

    def put(self, reference: Reference) -> None:
        """A reference that leads where its maker says."""
        self.found.append(reference)

    def drop_inside(self, span: Span) -> None:
        """Take back the last references inside a longer name: 公司法 in 公司法司法解释."""
        while self.found and self.found[-1].span.start >= span.start:
            self.found.pop()
