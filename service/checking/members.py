"""The members of an expression, spelled out in a draft: after it, before it, or further on.

::

    after   = “四个意识” 即 甲、乙、丙、丁        (也就是, 包括, （…）, ：, ——)
    before  = 甲、乙、丙和丁 [这|等] “四风”
    beside  = “三重一大” … 甲、乙、丙、丁          in the same sentence

Told are one that is none of its own, one left out, one said twice and another order.
"""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING

from corpus.model import Span
from service.checking.alignment import locate
from service.checking.listed import BETWEEN, Listed, bare, listed, listed_before, rows
from service.checking.model import Finding
from service.checking.skeleton import letter_pairs, skeleton
from service.checking.wording import slips

if TYPE_CHECKING:
    from graph.lexicon.loader import Lexicon
    from graph.model import Concept
    from service.checking.draft import Draft

#: Least likeness of members written out in full.
IN_FULL = 0.75
#: Members of a row further on that may be an expression's; of one that members may precede.
ROW, LEAST = 4, 3
#: Letters by which one member may be longer than another, after a comma; twice as many in a row.
CLAUSE = 2
#: What a member may have at its end or lack: 支部委员会 is 支部委员会会议.
_KIND = re.compile(
    "文明建设|空间|会议|工作|制度|建设|精神|意识|观念|思想|问题|活动|机制|体系|能力|责任|等"
)


#: An expression that counts its members; the members of another are a set wording.
_NUMBERED = re.compile("[一二两三四五六七八九十]")
#: …的基层治理模式: what a thing is, and no list of its members.
_DEFINES = re.compile("的[\u4e00-\u9fff]{2,8}(?:模式|机制|体系|格局|制度)$")


class Members:
    """Judges what a draft spells out of the lexicon's expressions."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._concepts = lexicon.concepts

    def check(self, draft: Draft, concept: Concept, mention: Span) -> Finding | None:
        """What is wrong with the members spelled out of an expression that stands at ``mention``;
        None where nothing is, or none are.
        """
        if len(concept.expansion) < 2:
            return None
        spelled = listed(draft, mention)
        led = spelled is not None
        spelled = spelled or listed(draft, mention, bare_comma=True)
        own = [bare(member) for member in concept.expansion]
        some = spelled and any(_match(bare(one), own) is not None for one in spelled.members)
        if spelled is None or not (led or some):
            return self._before(draft, concept, mention) or self._beside(draft, concept, mention)
        if any(BETWEEN.search(member) for member in concept.expansion):
            return self._in_full(draft, concept, spelled) if led else None
        if _DEFINES.search(draft.text[slice(*spelled.span)]):
            return None
        spelled = _unled(_alone(draft.text, spelled, own), frozenset(concept.expansion))
        written = [bare(member) for member in spelled.members]
        if written[-1].startswith(own[-1]):  # 建好、管好、护好、运营好农村公路
            written[-1] = own[-1]
        known = [member for member in written if _match(member, own) is not None]
        if not led and (len(known) * 2 < len(own) or len(written) != len(own)):
            return self._beside(draft, concept, mention)
        if not known or len(known) * 2 < len(own):
            return self._of_another(draft, concept, mention, written) or _in_other_words(
                draft, concept, spelled
            )
        if written == own or [_match(member, own) for member in written] == list(range(len(own))):
            return None
        places = [place for member in known if (place := _match(member, own)) is not None]
        missing = [concept.expansion[at] for at in range(len(own)) if at not in places]
        extra = [m for m, key in zip(spelled.members, written, strict=True) if key not in known]
        twice = len(places) != len(set(places))
        if not (missing or extra or twice or set(own) & set(written)):  # 政治、经济、文化: in short
            return None
        told = [_match(member, own) for member in written]
        wrong = _one_wrong(draft, concept, spelled, told)
        if wrong and not _is_clause(draft.text, wrong):
            return wrong
        return _listed_wrong(draft, concept, spelled, missing, extra, twice=twice)

    def _before(self, draft: Draft, concept: Concept, mention: Span) -> Finding | None:
        """Those right before an expression, one of them wrong, missing or in another's place:
        甲、乙、丙和戊“四风”问题.
        """
        own = tuple(concept.expansion)
        called = frozenset([*own, *map(_short, own)])
        spelled = listed_before(draft, mention, called)
        if spelled is None or len(own) < LEAST or any(map(BETWEEN.search, own)):
            return None
        if draft.text[slice(*mention)] in own:  # 保工资 also stands for all three
            return None
        spelled = _last(draft.text, spelled, len(own))
        spelled = _unled(spelled, called)
        members = spelled.members
        places = [_match(bare(member), list(own)) for member in members]
        if wrong := _one_wrong(draft, concept, spelled, places):
            return wrong
        apart = "，" in draft.text[spelled.span.end : mention.start]  # 甲、乙，落实“丙丁”
        if apart or spelled.some or None in places or len(set(places)) != len(places):
            return None
        missing = [one for place, one in enumerate(own) if place not in places]
        if len(missing) > 1 or (not missing and places == list(range(len(own)))):
            return None
        if not missing and not set(own) & set(members):  # in short: 政治、经济、文化
            return None
        return _listed_wrong(draft, concept, spelled, missing, [])

    def _beside(self, draft: Draft, concept: Concept, mention: Span) -> Finding | None:
        """One wrong member of a row further on in the sentence: “三重一大”…，凡甲、乙、丙、戊."""
        own = tuple(concept.expansion)
        if len(own) < ROW:
            return None
        for row in rows(draft.text, Span(mention.end, draft.sentence_end(mention.end)), LEAST):
            members = unled(row.members, frozenset(own))
            places = [_is_like(member, own) for member in members]
            wrong = _one_wrong(draft, concept, Listed(row.span, members), places)
            if wrong and letter_pairs(wrong.suggestion or "") & letter_pairs(wrong.text):
                return wrong
            if off := _one_off(row.members, own):
                return _is_wrong(draft, concept, row.span.start, *off)
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
        self, draft: Draft, concept: Concept, mention: Span, written: list[str]
    ) -> Finding | None:
        """The members spelled out are another expression's: 两个确立 for 两个维护."""
        for other in self._concepts.values():
            own = [bare(member) for member in other.expansion]
            if other.id == concept.id or len(own) < 2 or len(own) != len(written):
                continue
            if all(_match(member, own) is not None for member in written):
                return Finding(
                    kind="shorthand_wrong",
                    span=mention,
                    text=draft.text[slice(*mention)],
                    message=f"所列是“{other.label}”的内容，不是“{concept.label}”的："
                    f"后者为{'、'.join(concept.expansion)}。",
                    suggestion=other.label,
                    reason="mixed_up",
                    certainty=0.85,
                )
        return None


def _listed_wrong(
    draft: Draft,
    concept: Concept,
    spelled: Listed,
    missing: list[str],
    extra: list[str],
    *,
    twice: bool = False,
) -> Finding:
    """What is left out and what is too much; where nothing is, the order, or one said twice."""
    said = [f"缺“{'、'.join(missing)}”"] if missing else []
    said += [f"多“{'、'.join(extra)}”"] if extra else []
    order = not said and not twice
    return Finding(
        kind="shorthand_wrong",
        span=spelled.span,
        text=draft.text[slice(*spelled.span)],
        message=f"“{concept.label}”所列有误："
        f"{'，'.join(said) or ('有重复' if twice else '次序应依原文')}。",
        suggestion="、".join(concept.expansion),
        reason="order" if order else "members",
        certainty=0.9,
    )


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
    if len(member) > len(right) and member.startswith(right[:2]):  # it runs on
        member = member[: len(right)]
    return _is_wrong(draft, concept, spelled.span.start, member, right)


def _is_wrong(draft: Draft, concept: Concept, after: int, member: str, right: str) -> Finding:
    """What is said of the one wrong member, which stands after a place."""
    start = draft.text.index(member, after)
    return Finding(
        kind="shorthand_wrong",
        span=Span(start, start + len(member)),
        text=member,
        message=f"“{concept.label}”所列应为{'、'.join(concept.expansion)}："
        f"“{member}”应为“{right}”。",
        suggestion=right,
        reason="members" if _NUMBERED.search(concept.label) else "formula",
        certainty=0.85,
    )


def _one_off(members: tuple[str, ...], own: tuple[str, ...]) -> tuple[str, str] | None:
    """The one wrong of members that stand in their order, with the right one: of nearly all of
    them, or, off by a letter, of some: “三严三实”，把谋事要实、创业要实、做事要实作为….
    """
    for many in range(min(len(own), len(members)), LEAST - 1, -1):
        for some in combinations(own, many):
            row = unled(members[:many], frozenset(some))
            off = [pair for pair in zip(row, some, strict=True) if pair[0] != pair[1]]
            if len(off) != 1 or off[0][0] in own:
                continue
            written, right = off[0]
            written = written[max(0, written.find(right[0])) :][: len(right)]
            if not right.startswith(written) and (many > ROW or _is_a_letter_off(written, right)):
                return written, right
    return None


def _is_a_letter_off(one: str, other: str) -> bool:
    """Whether two words of four letters or more are the same but for one."""
    return len(one) == len(other) >= ROW and sum(map(str.__ne__, one, other)) == 1


def _is_clause(text: str, wrong: Finding) -> bool:
    """Whether what is taken for a member is said of the row: 甲、乙，是基本制度."""
    longer = abs(len(wrong.text) - len(wrong.suggestion or ""))
    return longer > (CLAUSE if _is_after_comma(text, wrong.span.start) else 2 * CLAUSE)


def _is_like(member: str, own: tuple[str, ...]) -> int | None:
    """Which of the own members is told in nearly these words: 重大事项决策 for 重大决策."""
    for place, one in enumerate(own):
        if one[0] in member and member[-2:] == one[-2:]:
            return place
    return None


def _in_other_words(draft: Draft, concept: Concept, spelled: Listed) -> Finding | None:
    """The one member that is another thing, where all are told in words nearly those they have:
    重大事项决策、重要干部任免、….
    """
    own = tuple(concept.expansion)
    wrong = _one_wrong(draft, concept, spelled, [_is_like(one, own) for one in spelled.members])
    same = wrong and letter_pairs(wrong.suggestion or "") & letter_pairs(wrong.text)
    return None if same or len(own) < ROW else wrong


def _last(text: str, spelled: Listed, many: int) -> Listed:
    """The last so many members of a row: 完整、准确、全面贯彻创新、…."""
    start, first = spelled.span.start, max(0, len(spelled.members) - many)
    for member in spelled.members[:first]:
        start = text.index(member, start) + len(member)
    start = text.index(spelled.members[first], start)
    return Listed(Span(start, spelled.span.end), spelled.members[first:], some=spelled.some)


def _alone(text: str, spelled: Listed, own: list[str]) -> Listed:
    """The members without the clause that follows them: …、生态文明建设，推动各项事业."""
    starts, at = [], spelled.span.start
    for member in spelled.members:
        starts.append(text.index(member, at))
        at = starts[-1] + len(member)
    marks = [_is_after_comma(text, start) for start in starts]
    for place in range(1, len(starts)):
        rest = spelled.members[place:]
        # Of a row without commas the first one ends it, be a member missing.
        ends = marks[place] and (place >= len(own) or not any(marks[1:place]))
        if ends and all(_match(bare(one), own) is None for one in rest):
            end = starts[place - 1] + len(spelled.members[place - 1])
            return Listed(Span(spelled.span.start, end), spelled.members[:place])
    return spelled


def _is_after_comma(text: str, at: int) -> bool:
    """Whether a comma stands before a place, blanks aside."""
    while at and text[at - 1].isspace():
        at -= 1
    return bool(at) and text[at - 1] in "，,；;"


def _match(member: str, own: list[str]) -> int | None:
    """Which of the own members this is; a verb before it (坚持, 增强) does not matter, nor what
    kind of thing it is called at its end (支部委员会会议).
    """
    for place, one in enumerate(own):
        short, long = sorted((member, one), key=len)
        if (
            short == long
            or (len(short) > 3 and long.endswith(short))
            or long.endswith(f"的{short}")
        ):
            return place
        if len(short) > 1 and long.startswith(short):
            rest = long[len(short) :]
            # What the last has as well is said there for all: 基本医疗、住房安全有保障.
            if _KIND.fullmatch(rest) or (len(rest) > 1 and own[-1].endswith(rest)):
                return place
    return None


def _short(member: str) -> str:
    """A member without what kind of thing it is: 经济 of 经济建设."""
    found = next((one for one in _KIND.finditer(member) if one.end() == len(member)), None)
    return member[: found.start()] if found and found.start() > 1 else member


def _unled(spelled: Listed, known: frozenset[str]) -> Listed:
    """A row without the verb before its first member and what goes on after the last."""
    members = unled(spelled.members, known)
    head = len(spelled.members[0]) - len(members[0])
    tail = len(spelled.members[-1]) - len(members[-1])
    span = Span(spelled.span.start + head, spelled.span.end - tail)
    return Listed(span, members, some=spelled.some)


def unled(members: tuple[str, ...], known: frozenset[str]) -> tuple[str, ...]:
    """The members of a row, the first without the verb before it (坚持创新 is 创新), the last
    without what goes on after it (共享的理念 is 共享).
    """
    first, last = members[0], members[-1]
    led = next((first[at:] for at in range(len(first) - 1) if first[at:] in known), first)
    ends = range(len(last), 1, -1)
    return (led, *members[1:-1], next((last[:end] for end in ends if last[:end] in known), last))
