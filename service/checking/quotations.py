"""Quotations: whether the words in quotation marks stand where the draft says they do.

Five outcomes, from sure to doubtful: they stand there to the letter; they stand there with
slips; they stand elsewhere (another article, another document, another speaker); something
near them stands elsewhere; nothing held comes near, which is said as just that.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from corpus.model import NORMATIVE_KINDS, PassageId, Span, document_of
from corpus.titles import in_marks
from service.checking.ascribed import Ascribed
from service.checking.model import Finding, sureness
from service.checking.nobodys import QUOTES, is_amendment, is_nobodys
from service.checking.quoted import BARE, LED, Quoted, is_quotation, pieces
from service.checking.skeleton import skeleton
from service.checking.voiced import Voiced
from service.checking.wording import is_reordered, reordered, replacement, slips

if TYPE_CHECKING:
    from corpus.model import DocumentId
    from service.checking.draft import Draft
    from service.checking.places import Places
    from service.checking.sources import Sources
    from service.checking.witness import Standing, Witnesses

#: Least likeness for an altered quotation: in the work it is ascribed to; anywhere.
NEAR_THERE, NEAR = 0.6, 0.74
#: Least likeness of the present wording to an older one that is shown in its place.
FAR = 0.35
#: The same where the draft names another work; for a short wording, which has many neighbours.
NEAR_OTHER, NEAR_BRIEF, NEVER = 0.86, 0.85, 2.0
#: Letters of a wording that is no longer short.
LONG = 12
#: Letters of words nobody is said to have said: a shorter one is a term, or a saying, which
#: everybody has in his own words.
SAYING = 16
NEARLY = 0.12
#: Least likeness where no verb leads the words in: they may be the draft's own.
SURELY = 0.8
#: A likeness at which the wrong place is surer than a slip.
SURE = 0.9
#: Quotations of a draft that are judged, and those looked for among similar passages too:
#: no draft has more, and what is made to keep us busy should not.
JUDGED, RANKED = 1500, 300
#: Papers that tell over the same words, and so tell them right; their passages that are read.
BY_HEART, MANY = 3, 500
#: Members of a row of which one is another, and letters of the shortest.
ROW, MEMBER = 4, 3
#: What limits the words before it and is left out only by changing them.
_PROVISO = re.compile("[，；]但是?[^。；\n]{2,80}。")


class Quotations:
    """Judges the quotations of a draft."""

    def __init__(self, witnesses: Witnesses, places: Places, sources: Sources, held: int) -> None:
        self._witnesses = witnesses
        self._places = places
        self._sources = sources
        self._held = held
        self._ascribed = Ascribed(places, sources)
        self._voiced = Voiced(places, sources)

    def check(self, draft: Draft) -> list[Finding]:
        """One or two findings for each quotation; none for terms in quotation marks."""
        found: list[Finding] = []
        for place, quotation in enumerate(draft.quotations[:JUDGED]):
            said_by = self._sources.of(draft, quotation)
            for piece in pieces(draft, quotation, said_by, ranked=place < RANKED):
                told = self._judge(draft, piece)
                found += told
                if (
                    told
                    and told[0].kind in ("quote_verbatim", "quote_altered")
                    and (cited := told[0].citations)
                ):
                    there = document_of(PassageId(cited[0].passage_id))
                    found += self._voiced.given_elsewhere(draft, piece, there)
        return found

    def _judge(self, draft: Draft, piece: Quoted) -> list[Finding]:
        if not is_quotation(piece) or is_amendment(draft, piece.quotation):
            return []
        there = self._there(piece)
        if there is not None and there.is_exact:
            return self._in_place(draft, piece, there)
        elsewhere = self._elsewhere(piece)
        best = elsewhere[0] if elsewhere else None
        if best is not None and best.is_exact and self._is_older(piece, best):
            now = there if there is not None and there.likeness >= FAR else None
            wrong = (
                self._ascribed.misplaced(draft, piece, now)
                if now and now.likeness >= NEAR_THERE
                else []
            )
            return [self._outdated(piece, best, now), *wrong]
        if there is not None and there.likeness >= NEAR_THERE:
            # What news and essays have by heart is not truer than what is near the source itself.
            own = there.likeness < NEAR or any(
                one.is_exact and not self._ascribed.is_told(one) for one in elsewhere
            )
            truer = best is not None and best.is_exact and there.likeness < SURE and own
            kept = best is None or not truer or self._same_work(best, there)
            if kept and not (piece.said_by and piece.said_by.is_loose and there.likeness < SURELY):
                altered = self._altered(piece, there, best)
                return [altered, *self._misplaced(draft, piece, there)]
        if best is not None and best.is_exact:
            exact = [one for one in elsewhere if one.is_exact]
            return self._exact_elsewhere(draft, piece, best, exact)
        near = next((one for one in elsewhere if self._is_sure_of(one)), None)
        if near is not None:
            near = self._witnesses.permuted(piece.bones, near)
            order = len(piece.bones) >= LONG and is_reordered(piece.text, self._places.text(near))
        if near is not None and (
            order or near.likeness >= self._enough(piece) or self._is_row(piece, near)
        ):
            altered = self._altered(piece, near, None)
            return [altered, *self._misplaced(draft, piece, near)]
        missing = self._not_found(draft, piece)
        if missing and best is not None and best.likeness >= SURE:
            return [self._altered(piece, best, None)]
        return missing

    def _is_sure_of(self, near: Standing) -> bool:
        """Whether words are a source: what news and essays quote by heart is where many of them
        say the very same.
        """
        if not self._ascribed.is_told(near):
            return True
        holders = self._witnesses.holders(self._places.text(near).strip("。；"), MANY)
        return len({document_of(one) for one in holders}) >= BY_HEART

    def _enough(self, piece: Quoted) -> float:
        """How near words elsewhere must be to be those quoted: the surer, the less they may be.

        Words said to be of another work are seldom of this one.
        """
        said_by = piece.said_by
        if said_by is not None and (said_by.title or said_by.is_held):
            if said_by.is_loose:
                return NEVER
            return NEAR_OTHER if said_by.is_held or len(piece.bones) >= SAYING else NEVER
        if said_by is None and not piece.is_official:
            return NEAR_BRIEF if len(piece.bones) >= SAYING else NEVER
        return NEAR if len(piece.bones) >= LONG else NEAR_BRIEF

    def _is_row(self, piece: Quoted, near: Standing) -> bool:
        """Whether a row is quoted of which one member alone is not the source's: “防范为主、
        打早打小、标本兼治、稳妥处置”.
        """
        members: list[str] = re.split("[、，]", piece.text.strip("。；"))
        source: list[str] = re.split("[、，]", self._places.text(near))
        if not ROW <= len(members) == len(source) or min(map(len, members)) < MEMBER:
            return False
        pairs = zip(members, source, strict=True)
        return sum(one != other for one, other in pairs) == 1

    # ---- where

    def _there(self, piece: Quoted) -> Standing | None:
        """The nearest words where the draft says they stand."""
        if piece.said_by is None or not piece.said_by.is_held:
            return None
        document_id = piece.said_by.documents[0]
        part = piece.said_by.part
        there = self._nearest_there(piece, document_id, part)
        if there is None or there.is_exact:
            return there
        return self._witnesses.permuted(piece.bones, there)

    def _nearest_there(
        self, piece: Quoted, document_id: DocumentId, part: Span | None
    ) -> Standing | None:
        if part is not None:
            inside = self._witnesses.within(piece.bones, document_id, part)
            if inside is not None and inside.is_exact:
                return inside
            whole = self._witnesses.within(piece.bones, document_id)
            if inside is None or whole is None:
                return whole
            # What is nearly as near in the provision named is meant to be of it.
            there = inside.likeness >= max(NEAR_THERE, whole.likeness - NEARLY)
            return inside if there else whole
        return self._witnesses.within(piece.bones, document_id)

    def _is_of_rule(self, piece: Quoted) -> bool:
        """Whether words are said to stand in a held rule, which speaks no old language."""
        said_by = piece.said_by
        if said_by is None or not said_by.is_held or said_by.is_loose:
            return False
        return self._places.shelf.description(said_by.documents[0]).kind in NORMATIVE_KINDS

    def _is_taken_over(self, piece: Quoted, before: str) -> bool:
        """Whether a held speech is said to quote the words, which it then has."""
        said_by = piece.said_by
        held = said_by is not None and said_by.is_held and not said_by.is_loose
        return held and QUOTES.search(before) is not None

    def _elsewhere(self, piece: Quoted) -> list[Standing]:
        told = len(piece.bones) >= BARE or bool(piece.quotation.lead)
        return self._witnesses.anywhere(piece.text, piece.bones, ranked=piece.ranked and told)

    def _same_work(self, one: Standing, other: Standing) -> bool:
        shelf = self._places.shelf
        return shelf.catalogue.is_same_work(
            shelf.description(one.document_id), shelf.description(other.document_id)
        )

    # ---- what is said of it

    def _in_place(self, draft: Draft, piece: Quoted, there: Standing) -> list[Finding]:
        """The words stand in the document named; perhaps in another article than the one named."""
        wrong = self._ascribed.misplaced(draft, piece, there)
        if (cut := self._cut_short(piece, there)) is not None:
            return [cut, *wrong]
        speaker = (
            []
            if wrong
            else (
                self._voiced.check(draft, piece, [there])
                or self._ascribed.other_speaker(draft, piece, [there])
                or self._ascribed.dated(draft, piece, [there])
            )
        )
        return [self._verbatim(piece, there), *wrong, *speaker]

    def _exact_elsewhere(
        self, draft: Draft, piece: Quoted, best: Standing, exact: list[Standing]
    ) -> list[Finding]:
        return [
            self._verbatim(piece, best),
            *(
                self._ascribed.misplaced(draft, piece, best)
                or self._voiced.check(draft, piece, exact)
                or self._ascribed.other_speaker(draft, piece, exact)
                or self._ascribed.unheld(draft, piece, exact)
                or self._ascribed.dated(draft, piece, exact)
            ),
        ]

    def _misplaced(self, draft: Draft, piece: Quoted, near: Standing) -> list[Finding]:
        """What an altered quotation is said to be of, or when, where that is wrong too."""
        return self._ascribed.misplaced(draft, piece, near) or (
            self._ascribed.dated(draft, piece, [near])
        )

    def _cut_short(self, piece: Quoted, there: Standing) -> Finding | None:
        """A full stop quoted where the source goes on with what limits it: …，但….”"""
        text = self._places.shelf.document(there.document_id).text
        proviso = _PROVISO.match(text, there.span.end)
        ends = piece.text.rstrip()[-1:] == "。" and piece.span.end == piece.quotation.span.end
        if proviso is None or not ends:
            return None
        where = self._places.named(there.document_id, there.span)
        return Finding(
            kind="quote_altered",
            span=piece.span,
            text=piece.text,
            message=f"引文在{where}的原文里没有完，漏了“{proviso[0]}”。",
            suggestion=f"{piece.text.rstrip()[:-1]}{proviso[0]}",
            citations=self._places.cited(replace(there, span=Span(*there.span[:1], proviso.end()))),
            reason="cut_short",
            certainty=0.7,
        )

    def _verbatim(self, piece: Quoted, standing: Standing) -> Finding:
        where = self._places.named(standing.document_id, standing.span)
        told = self._places.told(standing.document_id)
        return Finding(
            kind="quote_verbatim",
            span=piece.span,
            text=piece.text,
            message=f"与{where}{told}原文一致。",
            citations=self._places.cited(standing),
        )

    def _altered(self, piece: Quoted, standing: Standing, exact: Standing | None) -> Finding:
        ends = piece.bones.span(len(piece.bones) - 1, len(piece.bones)).end
        standing = self._places.to_word_ends(piece.text[:ends], standing)
        source = self._places.text(standing)
        order = reordered(piece.text, source)
        found = (
            [order] if order else slips(piece.text, skeleton(piece.text), source, skeleton(source))
        )
        said = "，".join(slip.told for slip in found[:6]) or "写法不同"
        where = self._places.named(standing.document_id, standing.span)
        older = ""
        if exact is not None and exact.is_exact and exact.document_id != standing.document_id:
            title = self._places.shelf.description(exact.document_id).title
            older = f"所引与{in_marks(title)}{self._places.told(exact.document_id)}一致。"
        return Finding(
            kind="quote_altered",
            span=piece.span,
            text=piece.text,
            message=f"与{where}原文不一致：{said}。{older}{sureness(standing.likeness)}",
            suggestion=replacement(piece.text, source, nested=True),
            citations=self._places.cited(standing),
            reason="older_version" if older else "altered",
            certainty=round(standing.likeness, 3),
        )

    def _is_older(self, piece: Quoted, best: Standing) -> bool:
        """Whether the words stand only in a version that no longer holds of the work named."""
        if piece.said_by is None or best.document_id in piece.said_by.documents:
            return False
        return self._ascribed.is_held_by(piece.said_by, best) and bool(
            self._places.told(best.document_id)
        )

    def _outdated(self, piece: Quoted, older: Standing, now: Standing | None) -> Finding:
        where = self._places.named(older.document_id, older.span)
        told = self._places.told(older.document_id)
        said = f"所引是{where}{told}的原文，不是现行文本。"
        suggestion = None
        if now is not None:
            source = self._places.text(now)
            suggestion = replacement(piece.text, source, nested=True)
            said += f"现行的{self._places.named(now.document_id, now.span)}为“{suggestion}”。"
        return Finding(
            kind="quote_altered",
            span=piece.span,
            text=piece.text,
            message=said,
            suggestion=suggestion,
            citations=self._places.cited(*([now] if now else []), older),
            reason="older_version",
            certainty=0.9,
        )

    def _not_found(self, draft: Draft, piece: Quoted) -> list[Finding]:
        """Said of what is quoted as somebody's; what people say in a story is nobody's."""
        letters = len(piece.bones)
        ascribed = piece.said_by and not piece.said_by.is_loose and letters >= LED
        before = draft.text[piece.quotation.sentence : piece.quotation.outer.start]
        told_there = self._is_of_rule(piece) or self._is_taken_over(piece, before)
        if not told_there and is_nobodys(before, piece.text):
            return []
        led = piece.is_official and letters >= BARE
        if not (ascribed or led):
            return []
        where = ""
        if piece.said_by is not None and piece.said_by.is_held:
            title = self._places.shelf.description(piece.said_by.documents[0]).title
            where = f"{in_marks(title)}及"
        return [
            Finding(
                kind="quote_not_found",
                span=piece.span,
                text=piece.text,
                message=f"引文不在{where}馆藏的 {self._held:,} 份文件中，请核对出处。",
                reason="not_found",
                certainty=0.5,
            )
        ]
