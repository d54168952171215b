"""What is told of a source without quotation marks, and stands in another article or document."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from corpus.titles import in_marks
from service.checking.attribution import source_in
from service.checking.model import Finding, overlap
from service.checking.nearby import PART, WHOLE
from service.checking.slipped import TOLD
from service.checking.witness import Standing

if TYPE_CHECKING:
    from service.checking.attribution import Attribution
    from service.checking.draft import Draft
    from service.checking.nearby import Said
    from service.checking.places import Places
    from service.checking.witness import Witnesses

#: Letters of a clause whose place is told from it alone; of one that stands only there; the
#: same where the provision named does not exist.
TELLING, ONLY, SHORT = 14, 11, 9
#: What is done to who did something: an article of penalties names others for what is done.
_PUNISHES = re.compile("责令|处以|罚款|处罚|处分|警告|拘留|吊销|没收")


class Misplaced:
    """Finds where told words stand instead; safe to share between threads."""

    def __init__(self, witnesses: Witnesses, places: Places) -> None:
        self._witnesses = witnesses
        self._places = places

    def article(self, draft: Draft, said: Said, said_by: Attribution) -> Finding | None:
        """The words are the work's own, but of another article than the one named."""
        if said_by.part is None and not said_by.is_missing:
            return None
        there = self._elsewhere(said, said_by)
        if there is None:
            return None
        article = self._places.article(there.document_id, there.span)
        written = draft.text[slice(*said_by.span)]
        place = written.find("第", written.rfind("》") + 1)
        if article is None or place < 0 or not said_by.number.startswith("art_"):
            return None
        rest = draft.text[said_by.span.end : draft.sentence_end(said_by.span.end)]
        if said.span.end <= said_by.span.start and _PUNISHES.search(rest):
            return None  # 有…行为的，依照第十五条处…罚款: what is done is another article's
        where = self._places.named(there.document_id, there.span)
        return Finding(
            kind="title_wrong",
            span=said_by.span,
            text=written,
            message=f"条款有误：所述内容见{where}。",
            suggestion=written[:place] + article.label,
            citations=self._places.cited(there),
            reason="wrong_article",
            certainty=0.9,
        )

    def document(self, draft: Draft, said: Said, said_by: Attribution) -> Finding | None:
        """The words are one other work's to the letter, and nothing near them is in this one."""
        if said.there.likeness >= PART or len(said.bones) < TELLING:
            return None
        shelf = self._places.shelf
        words = draft.text[slice(*said.span)]
        exact = [one for one in self._witnesses.anywhere(words, said.bones) if one.is_exact]
        about = [shelf.description(one.document_id) for one in exact]
        if len({one.work for one in about}) != 1 or about[0].kind in TOLD:
            return None
        named = shelf.description(said_by.documents[0])
        if about[0].kind != named.kind or shelf.catalogue.is_same_work(named, about[0]):
            return None
        article = self._places.article(exact[0].document_id, exact[0].span)
        label = article.label if article is not None and said_by.number else ""
        span = said_by.span if said_by.reference else source_in(draft.text, said_by.span)
        return Finding(
            kind="title_wrong",
            span=span,
            text=draft.text[slice(*span)],
            message=f"所述内容见{self._places.named(about[0].id, exact[0].span)}，"
            f"不在{in_marks(named.title)}。",
            suggestion=self._places.labelled(about[0].id, label),
            citations=self._places.cited(exact[0]),
            reason="wrong_document",
            certainty=0.8,
        )

    # ---- inside

    def _elsewhere(self, said: Said, said_by: Attribution) -> Standing | None:
        """Where a long run of the words stands in the work, but not in the provision named."""
        part, there = said_by.part, said.there
        # Where there is no such provision, the draft says for sure another's words.
        least = SHORT if said_by.is_missing else ONLY
        short = there.is_exact and len(said.bones) >= least and self._is_only(said)
        if len(said.bones) < TELLING and not short:
            return None
        if said_by.is_missing and there.likeness >= WHOLE:
            return there
        if not there.is_exact:
            if part is not None and (there.likeness >= PART or not overlap(part, there.span)):
                return None
            whole = self._witnesses.within(said.bones, there.document_id) if part else there
            run = self._run(said, whole) if whole is not None else None
            if run is None:
                return None
            there = run
        return None if part is not None and overlap(part, there.span) else there

    def _is_only(self, said: Said) -> bool:
        """Whether the words stand in one place of the work."""
        letters = self._witnesses.skeleton(said.there.document_id).letters
        return letters.count(said.bones.letters) == 1

    def _run(self, said: Said, there: Standing) -> Standing | None:
        """The longest run of a clause that stands there to the letter, where it is long."""
        source = self._witnesses.skeleton(there.document_id).part(there.span)
        blocks = Levenshtein.editops(said.bones.letters, source.letters).as_matching_blocks()
        block = max(blocks, key=lambda one: one.size)
        if block.size < TELLING:
            return None
        return replace(there, span=source.span(block.b, block.b + block.size), distance=0)
