"""Shorthand and fixed expressions: the number, the members, their order, what replaced them.

The lexicon says what an expression packs; :mod:`service.checking.counted` judges those that it
does not have.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.model import Span
from graph.lexicon.finder import Found
from graph.lexicon.forms import key_of
from service.checking.alignment import locate
from service.checking.counted import Counted
from service.checking.listed import BETWEEN, Listed, bare, listed, listed_before, rows
from service.checking.model import Finding, overlap
from service.checking.past import is_past, spoken_day
from service.checking.skeleton import letter_pairs, skeleton
from service.checking.wording import slips

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.lexicon.finder import Finder
    from graph.lexicon.loader import Lexicon
    from graph.model import Concept
    from service.checking.draft import Draft
    from service.checking.places import Places
    from service.checking.witness import Witnesses

#: Least likeness of members written out in full.
IN_FULL = 0.75
#: Members of a row that has an order of its own; of an expression that members may precede.
ROW, LEAST = 4, 3
#: Characters in which two that are mixed up stand beside each other.
NEXT = 24
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
        self._witnesses = witnesses
        self._sets: dict[frozenset[str], tuple[str, ...]] = {}
        for concept in lexicon.concepts.values():
            own = tuple(concept.expansion)
            whole = len(own) >= ROW and min(map(len, own)) > 1 and concept.replaced_by is None
            if whole and not any(BETWEEN.search(member) for member in own):
                self._sets.setdefault(frozenset(own), own)
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
        return found

    def _disordered(self, draft: Draft, told: list[Span]) -> Iterator[Finding]:
        """A row of just the members of an expression, in an order that nobody has them in."""
        for row in rows(draft.text):
            own = self._sets.get(frozenset(_unled(row.members, self._first)))
            if own is None or any(overlap(row.span, one) for one in told):
                continue
            members = _unled(row.members, self._first)
            head = row.members[0].removesuffix(members[0])
            span = Span(row.span.start + len(head), row.span.end)
            text = draft.text[slice(*span)]
            if members == own or self._witnesses.is_said(text):
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
            found = Found(concept.id, quotation.span, concept.label)
            if spelled := self._spelled(draft, concept, found):
                yield spelled

    # ---- one known expression

    def _mention(self, draft: Draft, mention: Found) -> Iterator[Finding]:
        concept = self._concepts[mention.concept_id]
        text = draft.text[slice(*mention.span)]
        if concept.kind == "work" and "《" in draft.text[max(0, mention.span.start - 1) :][:1]:
            return
        if wrong := self._miswritten(concept, mention, text) or self._replaced(
            draft, concept, mention, text
        ):
            yield wrong
            return
        if wrong := self._mixed_up(draft, concept, mention):
            yield wrong
            return
        spelled = self._spelled(draft, concept, mention)
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

    def _replaced(
        self, draft: Draft, concept: Concept, mention: Found, text: str
    ) -> Finding | None:
        succession = concept.replaced_by
        if succession is None or is_past(draft, mention.span, concept):
            return None
        new = self._concepts[succession.concept_id]
        since = f"自{spoken_day(succession.since)}起" if succession.since else ""
        source = f"（见{succession.source}）" if succession.source else ""
        return Finding(
            kind="title_wrong" if concept.kind == "work" else "wording_superseded",
            span=mention.span,
            text=text,
            message=f"“{concept.label}”{since}已改为“{new.label}”{source}。",
            suggestion=new.label,
            reason="superseded",
            certainty=0.85,
        )

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

    # ---- members

    def _spelled(self, draft: Draft, concept: Concept, mention: Found) -> Finding | None:
        """The members written out after an expression, held against its own."""
        if len(concept.expansion) < 2:
            return None
        spelled = listed(draft, mention.span)
        led = spelled is not None
        spelled = spelled or listed(draft, mention.span, bare_comma=True)
        if spelled is None:
            return self._before(draft, concept, mention) or self._beside(draft, concept, mention)
        if any(BETWEEN.search(member) for member in concept.expansion):
            return self._in_full(draft, concept, spelled) if led else None
        own = [bare(member) for member in concept.expansion]
        spelled = _alone(draft.text, spelled, own)
        written = [bare(member) for member in spelled.members]
        known = [member for member in written if _match(member, own) is not None]
        if not led and (len(known) * 2 < len(own) or len(written) != len(own)):
            return self._beside(draft, concept, mention)
        if not known or len(known) * 2 < len(own):
            return self._of_another(draft, concept, mention, written)
        if written == own or [_match(member, own) for member in written] == list(range(len(own))):
            return None
        places = [place for member in known if (place := _match(member, own)) is not None]
        missing = [concept.expansion[at] for at in range(len(own)) if at not in places]
        extra = [m for m, key in zip(spelled.members, written, strict=True) if key not in known]
        said = [f"缺“{'、'.join(missing)}”"] if missing else []
        said += [f"多“{'、'.join(extra)}”"] if extra else []
        if not said:
            said = ["次序应依原文"] if len(places) == len(set(places)) else ["有重复"]
        return Finding(
            kind="shorthand_wrong",
            span=spelled.span,
            text=draft.text[slice(*spelled.span)],
            message=f"“{concept.label}”所列有误：{'，'.join(said)}。",
            suggestion="、".join(concept.expansion),
            reason="order" if said[0].startswith("次序") else "members",
            certainty=0.9,
        )

    def _before(self, draft: Draft, concept: Concept, mention: Found) -> Finding | None:
        """One wrong member of those right before an expression: 甲、乙、丙和戊“四风”问题."""
        spelled, own = listed_before(draft, mention.span), tuple(concept.expansion)
        if spelled is None or len(own) < LEAST:
            return None
        places = [_match(bare(member), list(own)) for member in spelled.members]
        return _one_wrong(draft, concept, spelled, places)

    def _beside(self, draft: Draft, concept: Concept, mention: Found) -> Finding | None:
        """One wrong member of a row further on in the sentence: “三重一大”…，凡甲、乙、丙、戊."""
        own = tuple(concept.expansion)
        if len(own) < ROW:
            return None
        for row in rows(draft.text, Span(mention.span.end, draft.sentence_end(mention.span.end))):
            members = _unled(row.members, frozenset(own))
            places = [_is_like(member, own) for member in members]
            if wrong := _one_wrong(draft, concept, Listed(row.span, members), places):
                right = wrong.suggestion or ""
                return wrong if letter_pairs(right) & letter_pairs(wrong.text) else None
        return None

    def _in_full(self, draft: Draft, concept: Concept, spelled: Listed) -> Finding | None:
        """Members that have marks inside them, held against the text as one wording."""
        own = "，".join(concept.expansion)
        bones = skeleton(draft.text[slice(*spelled.span)], spelled.span.start)
        found = locate(skeleton(own).letters, bones.letters)
        if found is None or not found.distance or found.likeness < IN_FULL:
            return None
        span = bones.span(found.start, found.end)
        text = draft.text[slice(*span)]
        off = slips(text, skeleton(text), own, skeleton(own))
        if len(off) > 1:
            return None
        return Finding(
            kind="shorthand_wrong",
            span=span,
            text=text,
            message=f"“{concept.label}”所列有误：{off[0].told}。",
            suggestion=own,
            reason="members",
            certainty=0.9,
        )

    def _of_another(
        self, draft: Draft, concept: Concept, mention: Found, written: list[str]
    ) -> Finding | None:
        """The members spelled out are another expression's: 两个确立 for 两个维护."""
        for other in self._concepts.values():
            own = [bare(member) for member in other.expansion]
            if other.id == concept.id or len(own) < 2 or len(own) != len(written):
                continue
            if all(_match(member, own) is not None for member in written):
                return Finding(
                    kind="shorthand_wrong",
                    span=mention.span,
                    text=draft.text[slice(*mention.span)],
                    message=f"所列是“{other.label}”的内容，不是“{concept.label}”的："
                    f"后者为{'、'.join(concept.expansion)}。",
                    suggestion=other.label,
                    reason="mixed_up",
                    certainty=0.85,
                )
        return None


def _one_wrong(
    draft: Draft, concept: Concept, spelled: Listed, places: list[int | None]
) -> Finding | None:
    """The one member of a row that is none of an expression's, all others being there."""
    own = concept.expansion
    wrong = [place for place, there in enumerate(places) if there is None]
    if len(places) != len(own) or len(wrong) != 1 or len(set(places)) != len(own):
        return None
    member = spelled.members[wrong[0]]
    right = next(one for place, one in enumerate(own) if place not in places)
    start = draft.text.index(member, spelled.span.start)
    return Finding(
        kind="shorthand_wrong",
        span=Span(start, start + len(member)),
        text=member,
        message=f"“{concept.label}”所列有误：“{member}”应为“{right}”。",
        suggestion=right,
        reason="members",
        certainty=0.85,
    )


def _is_like(member: str, own: tuple[str, ...]) -> int | None:
    """Which of the own members is told in nearly these words: 重大事项决策 for 重大决策."""
    for place, one in enumerate(own):
        if one[0] in member and member[-2:] == one[-2:]:
            return place
    return None


def _places_of(expression: str, text: str, span: Span) -> list[int]:
    """Where another expression stands near one."""
    start = max(0, span.start - NEXT)
    near = text[start : span.end + NEXT]
    return [start + one.start() for one in re.finditer(expression, near)]


def _alone(text: str, spelled: Listed, own: list[str]) -> Listed:
    """The members without the clause that follows them: …、生态文明建设，推动各项事业."""
    starts, at = [], spelled.span.start
    for member in spelled.members:
        starts.append(text.index(member, at))
        at = starts[-1] + len(member)
    for place in range(len(own), len(starts)):
        rest = spelled.members[place:]
        ends = text[: starts[place]].rstrip()[-1] in "，,；;"
        if ends and all(_match(bare(one), own) is None for one in rest):
            end = starts[place - 1] + len(spelled.members[place - 1])
            return Listed(Span(spelled.span.start, end), spelled.members[:place])
    return spelled


def _match(member: str, own: list[str]) -> int | None:
    """Which of the own members this is; a verb before it (坚持, 增强) does not matter."""
    for place, one in enumerate(own):
        if (
            member == one
            or (len(one) > 3 and member.endswith(one))
            or (len(member) > 3 and one.endswith(member))
        ):
            return place
    return None


def _unled(members: tuple[str, ...], known: frozenset[str]) -> tuple[str, ...]:
    """The members of a row, the first without the verb before it: 坚持创新 is 创新."""
    first = members[0]
    led = next((first[at:] for at in range(len(first) - 1) if first[at:] in known), first)
    return (led, *members[1:])
