"""Shorthand and fixed expressions: the number, the members, their order, what replaced them.

The lexicon says what an expression packs, and :mod:`service.checking.members` holds what a draft
spells out against it; :mod:`service.checking.counted` judges expressions that it does not have.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from corpus.model import Span
from graph.lexicon.finder import Found
from graph.lexicon.forms import key_of
from service.checking.abroad import ABROAD
from service.checking.coined import Coined, said_in
from service.checking.counted import Counted
from service.checking.listed import BETWEEN, rows
from service.checking.members import Members, unled
from service.checking.model import Finding, overlap
from service.checking.past import is_past, spoken_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.lexicon.finder import Finder
    from graph.lexicon.loader import Lexicon
    from graph.model import Concept
    from service.checking.draft import Draft
    from service.checking.places import Places
    from service.checking.witness import Witnesses

#: Members of a row that has an order of its own.
ROW = 4
#: Characters in which two that are mixed up stand beside each other.
NEXT = 24
#: What goes with the name of a place's organ.
_RANK = re.compile("[省市县区州旗盟]")
#: Words that go with one expression and not with the one it is mixed up with; how both are used.
_GOES_WITH = (
    (
        "两个确立",
        "两个维护",
        re.compile(r"(?:做到|践行)[“「\"]?$"),
        None,
        "“深刻领悟‘两个确立’的决定性意义”“坚决做到‘两个维护’”",
    ),
    (
        "两个维护",
        "两个确立",
        re.compile(r"(?:领悟|领会)[“「\"]?$"),
        re.compile(r"[”」\"]?的决定性意义"),
        "“深刻领悟‘两个确立’的决定性意义”“坚决做到‘两个维护’”",
    ),
)


class Shorthand:
    """Judges the fixed expressions of a draft."""

    def __init__(
        self, lexicon: Lexicon, finder: Finder, witnesses: Witnesses, places: Places
    ) -> None:
        self._concepts = lexicon.concepts
        self._finder = finder
        self._counted = Counted(lexicon, witnesses, places)
        self._members = Members(lexicon)
        self._coined = Coined(lexicon.concepts.values())
        self._witnesses = witnesses
        self._sets: dict[frozenset[str], tuple[str, ...]] = {}
        for concept in lexicon.concepts.values():
            own = tuple(concept.expansion)
            whole = len(own) >= ROW and min(map(len, own)) > 1 and concept.replaced_by is None
            if whole and not any(BETWEEN.search(member) for member in own):
                self._sets.setdefault(frozenset(own), own)
        self._of_length: dict[int, list[tuple[str, ...]]] = defaultdict(list)
        for own in self._sets.values():
            self._of_length[len(own)].append(own)
        self._first = frozenset(member for own in self._sets.values() for member in own)
        self._packed = {
            key_of(form): concept
            for concept in lexicon.concepts.values()
            if len(concept.expansion) > 1 and concept.replaced_by is None
            for form in (concept.label, *concept.aliases)
        }

    def check(self, draft: Draft) -> list[Finding]:
        """A finding for each expression: right, wrong or replaced."""
        mentions = self._finder.find(draft.text)
        found: list[Finding] = []
        for mention in mentions:
            found += self._mention(draft, mention)
        taken = [mention.span for mention in mentions]
        found += self._within(draft, mentions)
        found += self._counted.check(draft, taken, bool(mentions))
        told = [one.span for one in found if one.is_alarm]
        found += self._disordered(draft, told)
        found += self._one_off(draft, told)
        return found

    def _one_off(self, draft: Draft, told: list[Span]) -> Iterator[Finding]:
        """A row that is an expression's but for one member like the right one, named or not."""
        for row in rows(draft.text):
            if any(overlap(row.span, one) for one in told) or self._witnesses.is_said(
                draft.text[slice(*row.span)]
            ):
                continue
            members = unled(row.members, self._first)
            for own in self._of_length.get(len(members), ()):
                off = [at for at, (one, other) in enumerate(zip(members, own, strict=True))
                       if one != other]  # fmt: skip
                if len(off) != 1:
                    continue
                right, place = own[off[0]], off[0]
                written = _like(members[place], right, own)
                if not written or frozenset(members) in self._sets:
                    continue
                at = row.span.start + len("、".join([*row.members[:place], ""]))
                at = draft.text.index(written, at)
                yield Finding(
                    kind="shorthand_wrong",
                    span=Span(at, at + len(written)),
                    text=written,
                    message=f"所列应为{'、'.join(own)}：“{written}”应为“{right}”。",
                    suggestion=right,
                    reason="formula",
                    certainty=0.8,
                )
                break

    def _disordered(self, draft: Draft, told: list[Span]) -> Iterator[Finding]:
        """A row of just the members of an expression, in an order that nobody has them in."""
        for row in rows(draft.text):
            own = self._sets.get(frozenset(unled(row.members, self._first)))
            if own is None or any(overlap(row.span, one) for one in told):
                continue
            members = unled(row.members, self._first)
            head = row.members[0].removesuffix(members[0])
            tail = row.members[-1].removeprefix(members[-1])
            span = Span(row.span.start + len(head), row.span.end - len(tail))
            text = draft.text[slice(*span)]
            # From the least to the greatest as well as from the greatest to the least.
            if members in (own, own[::-1]) or self._witnesses.is_said(text):
                continue
            yield Finding(
                kind="shorthand_wrong",
                span=span,
                text=text,
                message=f"次序应依原文：{'、'.join(own)}。",
                suggestion="、".join(own),
                reason="order",
                certainty=0.85,
            )

    def _within(self, draft: Draft, mentions: list[Found]) -> Iterator[Finding]:
        """Members after an expression that a longer one hides: 纠治“四风”，即…."""
        named = {(one.span.start, one.span.end) for one in mentions}
        for quotation in draft.quotations:
            concept = self._packed.get(key_of(draft.text[slice(*quotation.span)]))
            if concept is None or tuple(quotation.span) in named:
                continue
            if spelled := self._members.check(draft, concept, quotation.span):
                yield spelled

    # ---- one known expression

    def _mention(self, draft: Draft, mention: Found) -> Iterator[Finding]:
        concept = self._concepts[mention.concept_id]
        text = draft.text[slice(*mention.span)]
        if concept.kind == "work" and draft.text[max(0, mention.span.start - 1)] in "《〈":
            return
        if wrong := self._miswritten(concept, mention, text) or self._replaced(
            draft, concept, mention
        ):
            yield wrong
            return
        if wrong := self._mixed_up(draft, concept, mention) or self._coined.check(
            draft, concept, mention.span
        ):
            yield wrong
            return
        spelled = self._members.check(draft, concept, mention.span)
        if spelled is not None:
            yield spelled
        elif concept.kind == "shorthand":
            yield Finding(
                kind="shorthand_ok",
                span=mention.span,
                text=text,
                message=f"“{concept.label}”写法无误。",
                reason=str(concept.id),
            )

    def _miswritten(self, concept: Concept, mention: Found, text: str) -> Finding | None:
        if mention.form not in concept.hidden:
            return None
        return Finding(
            kind="title_wrong" if concept.kind == "work" else "shorthand_wrong",
            span=mention.span,
            text=text,
            message=f"写法有误：规范写法是“{concept.label}”。",
            suggestion=concept.label,
            reason="miswritten",
            certainty=0.9,
        )

    def _replaced(self, draft: Draft, concept: Concept, mention: Found) -> Finding | None:
        if concept.replaced_by is None or is_past(draft, mention.span, concept):
            return None
        since = concept.replaced_by.since[:4]
        if since and 0 < said_in(draft, mention.span) < int(since):  # 党的十九大提出“八个明确”
            return None
        if ABROAD.search(draft.text, max(0, mention.span.start - 4), mention.span.start):
            return None
        written, at = draft.text[slice(*mention.span)], mention.span.start
        rank = _RANK.search(draft.text, max(0, at - 1), at) if concept.kind == "organ" else None
        whose = rank[0] if rank else ""
        told, last = self._became(concept, whose)
        return Finding(
            kind="title_wrong" if concept.kind == "work" else "wording_superseded",
            span=mention.span,
            text=written,
            message=f"“{whose}{written}”{'，'.join(told)}。",
            suggestion=last,
            reason="superseded",
            certainty=0.85,
        )

    def _became(self, concept: Concept, whose: str) -> tuple[list[str], str]:
        """What took a concept's place, and what that one's, in words; and the last of them."""
        told, name = list[str](), ""
        while (succession := concept.replaced_by) is not None:
            concept = self._concepts[succession.concept_id]
            since = f"自{spoken_day(succession.since)}起" if succession.since else ""
            source = f"（见{succession.source}）" if succession.source else ""
            name = f"{concept.label}{succession.part}"
            told.append(f"{since}{'又' if told else '已'}改为“{whose}{name}”{source}")
        return told, name

    def _mixed_up(self, draft: Draft, concept: Concept, mention: Found) -> Finding | None:
        before = draft.text[max(0, mention.span.start - 6) : mention.span.start]
        after = draft.text[mention.span.end : mention.span.end + 8]
        for wrong, right, leads, follows, used in _GOES_WITH:
            if concept.label != wrong or not leads.search(before):
                continue
            swapped = any(
                one != wrong and lead.search(draft.text[max(0, at - 6) : at])
                for one, _, lead, _, _ in _GOES_WITH
                for at in _places_of(one, draft.text, mention.span)
            )
            if follows is None or follows.match(after) or swapped:
                return Finding(
                    kind="shorthand_wrong",
                    span=mention.span,
                    text=draft.text[slice(*mention.span)],
                    message=f"搭配有误：此处应为“{right}”，不是“{wrong}”；通常作{used}。",
                    suggestion=right,
                    reason="mixed_up",
                    certainty=0.85,
                )
        return None


def _like(member: str, right: str, own: tuple[str, ...]) -> str:
    """What of a member stands for the right one, if they share a letter that sets it apart from
    the others of its row; ``""``: nothing does. A first member may have a verb before it.
    """
    common = {letter for letter in right if sum(letter in one for one in own) > len(own) // 2}
    alike = sum(map(str.__eq__, member, right))
    if len(member) == len(right) > alike >= len(right) // 2:
        return member
    at = member.find(right[: len(common & set(right[:2])) or 1])
    written = member[max(at, 0) :][: len(right)]
    if written == right or right.startswith(written):  # a last member may run on
        return ""
    return written if at >= 0 and (set(written) & set(right)) - common else ""


def _places_of(expression: str, text: str, span: Span) -> list[int]:
    """Where another expression stands near one."""
    start = max(0, span.start - NEXT)
    near = text[start : span.end + NEXT]
    return [start + one.start() for one in re.finditer(expression, near)]
