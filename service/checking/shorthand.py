"""Shorthand and fixed expressions: the number, the members, their order, what replaced them.

The lexicon says what an expression packs. A house has expressions of its own; for those the
corpus itself is the witness: 五不采 is wrong where only 四不采 is ever said.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.model import Span, document_of
from corpus.numerals import to_int
from corpus.text import fold
from graph.lexicon.forms import key_of
from service.checking.model import Finding
from service.checking.past import is_past, spoken_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.model import DocumentId
    from graph.lexicon.finder import Finder, Found
    from graph.lexicon.loader import Lexicon
    from graph.model import Concept
    from service.checking.draft import Draft
    from service.checking.places import Places
    from service.checking.witness import Witnesses

_NUMERALS = "一二两三四五六七八九十"
_COUNTED = re.compile(rf"(?P<count>[{_NUMERALS}]{{1,3}})(?P<stem>[\u4e00-\u9fff]{{2,7}})")
#: Stems that go with one number only (or those the lexicon has); any house counts others anew.
_CLOSED = frozenset(
    (
        "个维护 个确立 个意识 个自信 个全面 个全面战略布局 个一以贯之 个代表 个毫不动摇 个离不开"
        " 个一百年 个服从 个务必 个区分开来 个最严 个没有变 个必由之路 个伟大 个不摘 种形态 大考验"
        " 大危险 种危险 大法宝 大优良作风 大攻坚战 项基本原则 项纪律 篇大文章 重一大 会一课 严三实"
        " 学一做 岗双责 国两制 不放过 不伤害 同时 管三必须 级安全教育 不腐 不愁三保障 公经费 权分置"
        " 府一委两院 带一路 弹一星 风问题 去一降一补"
    ).split()
)
#: What says that members follow: “四个意识”即…, （…）, ：….
_OPENS = re.compile(
    r"[”」』\"’]?(?:[^，。；：、“”\n]{0,14}[，,]\s?(?:即|也就是|就是|具体是|分别是)"
    r"|\s?(?:即是?|就是|也就是|是指|指的是|包括|分别是|具体是|是(?=[^否非不])|[：:（(—]+))\s?"
)
_LIST_END = re.compile(r"[。；;！？\n）)]")
_BETWEEN = re.compile(r"[、，,；;]|以及|和(?=[\u4e00-\u9fff]{2})|[“”\"‘’]")
#: Words that go with one expression and not with the one it is mixed up with.
_GOES_WITH = (
    ("两个确立", "两个维护", re.compile(r"(?:做到|践行)[“「\"]?$"), None),
    (
        "两个维护",
        "两个确立",
        re.compile(r"(?:领悟|领会)[“「\"]?$"),
        re.compile(r"[”」\"]?的决定性意义"),
    ),
)


@dataclass(frozen=True, slots=True)
class _Listed:
    """Members spelled out in a draft: where, and each as written."""

    span: Span
    members: tuple[str, ...]


class Shorthand:
    """Judges the fixed expressions of a draft."""

    def __init__(
        self, lexicon: Lexicon, finder: Finder, witnesses: Witnesses, places: Places
    ) -> None:
        self._concepts = lexicon.concepts
        self._finder = finder
        self._witnesses = witnesses
        self._places = places
        self._known = frozenset(lexicon.forms)
        self._stems: dict[str, list[Concept]] = defaultdict(list)
        for concept in lexicon.concepts.values():
            for form in (concept.label, *concept.aliases):
                counted = _COUNTED.fullmatch(key_of(form))
                if counted and counted["stem"] in _CLOSED and concept.replaced_by is None:
                    self._stems[counted["stem"]].append(concept)

    def check(self, draft: Draft) -> list[Finding]:
        """A finding for each expression: right, wrong or replaced."""
        mentions = self._finder.find(draft.text)
        found: list[Finding] = []
        for mention in mentions:
            found += self._mention(draft, mention)
        taken = [mention.span for mention in mentions]
        found += self._counts(draft, taken, bool(mentions))
        return found

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
        for wrong, right, leads, follows in _GOES_WITH:
            if concept.label != wrong or not leads.search(before):
                continue
            if follows is None or follows.match(after):
                return Finding(
                    kind="shorthand_wrong",
                    span=mention.span,
                    text=draft.text[slice(*mention.span)],
                    message=f"搭配有误：此处应为“{right}”，不是“{wrong}”。",
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
        listed = _listed(draft, mention.span)
        if listed is None:
            return None
        own = [_bare(member) for member in concept.expansion]
        written = [_bare(member) for member in listed.members]
        known = [member for member in written if _match(member, own) is not None]
        if not known or len(known) * 2 < len(own):
            return self._of_another(draft, concept, mention, written)
        if written == own or [_match(member, own) for member in written] == list(range(len(own))):
            return None
        places = [place for member in known if (place := _match(member, own)) is not None]
        missing = [concept.expansion[at] for at in range(len(own)) if at not in places]
        extra = [m for m, bare in zip(listed.members, written, strict=True) if bare not in known]
        said = [f"缺“{'、'.join(missing)}”"] if missing else []
        said += [f"多“{'、'.join(extra)}”"] if extra else []
        if not said:
            said = ["次序应依原文"] if len(places) == len(set(places)) else ["有重复"]
        return Finding(
            kind="shorthand_wrong",
            span=listed.span,
            text=draft.text[slice(*listed.span)],
            message=f"“{concept.label}”所列有误：{'，'.join(said)}。",
            suggestion="、".join(concept.expansion),
            reason="order" if said[0].startswith("次序") else "members",
            certainty=0.9,
        )

    def _of_another(
        self, draft: Draft, concept: Concept, mention: Found, written: list[str]
    ) -> Finding | None:
        """The members spelled out are another expression's: 两个确立 for 两个维护."""
        for other in self._concepts.values():
            own = [_bare(member) for member in other.expansion]
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

    # ---- the number

    def _counts(self, draft: Draft, taken: list[Span], near: bool) -> Iterator[Finding]:
        """Counted expressions nobody uses, where the same with another number is used."""
        quoted = [(one.span, draft.text[slice(*one.span)]) for one in draft.quotations]
        for span, text in quoted:
            if any(one.start < span.end and span.start < one.end for one in taken):
                continue
            counted = _COUNTED.fullmatch(fold(text))
            if counted is None:
                continue
            if (right := self._counted(draft, span, counted)) is not None:
                yield self._miscounted(span, text, right)
            elif wrong := self._house_list(draft, span, text):
                yield wrong
        if near:
            yield from self._bare_counts(draft, taken)

    def _bare_counts(self, draft: Draft, taken: list[Span]) -> Iterator[Finding]:
        """四个维护 without quotation marks, in a sentence with other expressions."""
        for stem, concepts in self._stems.items():
            for match in re.finditer(f"(?<![{_NUMERALS}])[{_NUMERALS}]{{1,2}}{stem}", draft.text):
                span = Span(*match.span())
                if any(one.start < span.end and span.start < one.end for one in taken):
                    continue
                sentence = draft.sentence_at(span.start), draft.sentence_end(span.start)
                beside = any(sentence[0] <= one.start < sentence[1] for one in taken)
                known = key_of(match[0]) in self._known or self._witnesses.is_said(match[0])
                if beside and not known:
                    yield self._miscounted(span, match[0], concepts[0].label)

    def _counted(self, draft: Draft, span: Span, counted: re.Match[str]) -> str | None:
        """The expression as it is: by the lexicon, or as the corpus alone says it.

        Anyone may find five more 个坚持; only as many members spelled out speak against it.
        """
        written, stem = counted[0], counted["stem"]
        if key_of(written) in self._known or self._witnesses.is_said(written):
            return None
        if known := self._stems.get(stem):
            return known[0].label
        listed = _listed(draft, span) if stem[0] in "个大项" else None
        others = [f"{numeral}{stem}" for numeral in _NUMERALS if numeral != counted["count"]]
        said = [other for other in others if self._witnesses.is_said(f"“{other}”")]
        if len(said) != 1 or (stem[0] in "个大项" and not _counts(listed, said[0])):
            return None
        return said[0]

    def _miscounted(self, span: Span, text: str, right: str) -> Finding:
        return Finding(
            kind="shorthand_wrong",
            span=span,
            text=text,
            message=f"没有“{text}”的提法，应为“{right}”。",
            suggestion=right,
            reason="count",
            certainty=0.85,
        )

    # ---- a house's own expressions

    def _house_list(self, draft: Draft, span: Span, text: str) -> Finding | None:
        """The members of an expression only the corpus knows: all but one stand beside it there."""
        listed = _listed(draft, span)
        if listed is None or len(listed.members) < 2:
            return None
        for document_id in self._holding(text):
            if wrong := self._held_against(draft, listed, document_id, text):
                return wrong
        return None

    def _holding(self, text: str) -> list[DocumentId]:
        passages = self._witnesses.holders(f"“{text}”")
        return list(dict.fromkeys(document_of(one) for one in passages))[:4]

    def _held_against(
        self, draft: Draft, listed: _Listed, document_id: DocumentId, text: str
    ) -> Finding | None:
        found = [self._witnesses.member(member, document_id) for member in listed.members]
        wrong = [place for place, one in enumerate(found) if one is None or not one.is_exact]
        if len(wrong) != 1:
            return None
        near = found[wrong[0]]
        if near is None or near.likeness < 0.6:
            return None
        member, right = listed.members[wrong[0]], self._places.text(near)
        start = draft.text.index(member, listed.span.start)
        return Finding(
            kind="shorthand_wrong",
            span=Span(start, start + len(member)),
            text=member,
            message=f"“{text}”所列有误：“{member}”应为“{right}”"
            f"（{self._places.named(document_id, near.span)}）。",
            suggestion=right,
            citations=self._places.cited(near),
            reason="members",
            certainty=0.8,
        )


def _listed(draft: Draft, mention: Span) -> _Listed | None:
    """The members that follow an expression, if some do: “四个意识”即甲、乙、丙、丁."""
    opens = _OPENS.match(draft.text, mention.end)
    if opens is None:
        return None
    start = opens.end()
    end = _LIST_END.search(draft.text, start)
    stop = min(end.start() if end else len(draft.text), start + 400)
    members = [part.strip() for part in _BETWEEN.split(draft.text[start:stop])]
    members = [part for part in members if part]
    if len(members) < 2:
        return None
    return _Listed(Span(start, stop), tuple(members))


def _counts(listed: _Listed | None, expression: str) -> bool:
    """Whether as many members are spelled out as an expression counts."""
    return listed is not None and len(listed.members) == to_int(expression[0])


def _bare(member: str) -> str:
    return re.sub(r"[\W_]+", "", fold(member))


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
