"""The number of an expression, and what only the corpus knows.

A house has expressions of its own; for those the corpus itself is the witness: 五不采 is wrong
where only 四不采 is ever said.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from corpus.model import Span, document_of
from corpus.numerals import to_int
from corpus.text import fold
from graph.lexicon.forms import key_of
from service.checking.listed import Listed, bare, listed, listed_before, rows
from service.checking.members import unled
from service.checking.model import Finding, overlap
from service.checking.past import is_past, was

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.model import DocumentId
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
        "个维护 个确立 个意识 个自信 个全面 个全面战略布局 个一以贯之 个代表"
        " 个代表重要思想 个毫不动摇 个离不开 个一百年 个服从 个务必 个区分开来"
        " 个最严 个没有变 个必由之路 个伟大 个不摘 个认同 个突出特性 个至上 个有之"
        " 个市场两种资源 种形态 大考验 大危险 种危险 大法宝 大优良作风 大攻坚战"
        " 大发展理念 项基本原则 项纪律 项规定精神 篇大文章 重一大 重一大决策"
        " 重一大事项 会一课 会一课制度 严三实 学一做 岗双责 国两制 不放过 不伤害"
        " 同时 管三必须 级安全教育 不腐 不愁三保障 公经费 权分置 股势力 支一扶"
        " 区三线 府一委两院 带一路 弹一星 弹一星精神 风问题 去一降一补"
        " 位一体总体布局 好农村路 议两公开 下基层 下基层制度 荣八耻 有好老师 个永远在路上"
        " 个如何始终 个有利于 不一体推进 不摘"
    ).split()
)
#: Two that are said together, and since when; alone, others may count so.
_PAIRS = (("六稳", "六保", "2018"), ("两个维护", "两个确立", "2018"))
_TOGETHER = 16
_FOUR_WINDS, _FOUR_WINDS_SINCE = re.compile(f"[{_NUMERALS}]风"), "2013"
_FIGHTS = re.compile("反对|[纠整]治|反|纠|整饬")
#: What expressions are counted by, and letters of the shortest whose measure word tells.
_MEASURES, MEASURED = "个项条种大", 3
#: Members that say by themselves which expression is meant are more.
PAIR = 2
#: 两个伟大民族 are no expression either.
_GREAT = re.compile(f"[{_NUMERALS}]个伟大[\u4e00-\u9fff]")
#: One of them is no expression: 第一个一百年.
_ONE = "一个"
#: What is said so, and is no slip for what the lexicon has.
_SPOKEN = ("六大纪律", "三大纪律")
#: … beside certain words only: of believers, the awareness of state, citizenship and law.
_SPOKEN_OF = {"三个意识": re.compile("宗教|教育|国家意识|公民|法治意识")}
#: Characters before or after an expression in which words say which is meant.
BESIDE = 8


class Counted:
    """Judges counted expressions that the lexicon does not have as written."""

    def __init__(self, lexicon: Lexicon, witnesses: Witnesses, places: Places) -> None:
        self._witnesses = witnesses
        self._places = places
        self._known = frozenset([*lexicon.forms, *_SPOKEN])
        self._stems: dict[str, list[Concept]] = defaultdict(list)
        self._packed = [
            (tuple(concept.expansion), concept.label)
            for concept in lexicon.concepts.values()
            if len(concept.expansion) > PAIR and concept.replaced_by is None
        ]
        self._beside: dict[str, list[tuple[Concept, str]]] = defaultdict(list)
        self._misread: dict[str, tuple[str, str]] = {}
        self._several: list[tuple[re.Pattern[str], str]] = []
        for concept in lexicon.concepts.values():
            for form in (concept.label, *concept.aliases):
                counted = _COUNTED.fullmatch(key_of(form))
                if counted is None or concept.replaced_by is not None:
                    continue
                self._several += _otherwise_counted(form)
                self._add_misread(key_of(form), concept.label, counted)
                if counted["stem"] in _CLOSED:
                    self._stems[counted["stem"]].append(concept)
                if counted["stem"] == "项纪律":  # 六大纪律 is the same
                    self._stems["大纪律"].append(concept)
                self._add_beside(concept, key_of(form), counted["stem"])

    def check(self, draft: Draft, taken: list[Span], near: bool) -> Iterator[Finding]:
        """Counted expressions nobody uses, where the same with another number is used."""
        quoted = [(one.span, draft.text[slice(*one.span)]) for one in draft.quotations]
        covered = {at for one in taken for at in range(*one)}
        for span, text in quoted:
            if span.start in covered:
                continue
            those = self._of_those(draft, span, text)
            right = those or _paired(draft, span, text)
            if right and (those or not self._witnesses.is_said(f"“{text}”")):
                yield self._miscounted(span, text, right)
                continue
            counted = _COUNTED.fullmatch(fold(text))
            if counted is None or text.startswith(_ONE):
                continue
            if (right := self._counted(draft, span, counted)) is not None:
                yield self._miscounted(span, text, right)
            elif wrong := self._house_list(draft, span, text):
                yield wrong
            elif near and (right := self._misnamed(draft, span, counted)) is not None:
                yield self._miscounted(span, text, right)
        if near:
            yield from self._bare_counts(draft, taken)
        yield from self._measured(draft, taken)
        yield from self._compound(draft, taken)

    def _compound(self, draft: Draft, taken: list[Span]) -> Iterator[Finding]:
        """三会两课: one number of an expression that has several, which nobody says so."""
        for pattern, right in self._several:
            for match in pattern.finditer(draft.text):
                span = Span(*match.span())
                known = any(overlap(span, one) for one in taken) or key_of(match[0]) in self._known
                if not known and not self._witnesses.is_said(match[0]):
                    yield self._miscounted(span, match[0], right)

    def _measured(self, draft: Draft, taken: list[Span]) -> Iterator[Finding]:
        """中央八条规定精神: the right number with another measure word, which nobody says."""
        for wrong, (right, before) in self._misread.items():
            at = draft.text.find(wrong)
            if at < 0 or any(one.start < at + len(wrong) and at < one.end for one in taken):
                continue
            if not self._witnesses.is_said(wrong):
                led = before if draft.text.endswith(before, 0, at) else ""
                span = Span(at - len(led), at + len(wrong))
                yield self._miscounted(span, led + wrong, led + right)

    def _bare_counts(self, draft: Draft, taken: list[Span]) -> Iterator[Finding]:
        """四个维护 without quotation marks, in a sentence with other expressions."""
        for stem, concepts in self._stems.items():
            for match in re.finditer(f"(?<![{_NUMERALS}])[{_NUMERALS}]{{1,2}}{stem}", draft.text):
                span = Span(*match.span())
                if any(one.start < span.end and span.start < one.end for one in taken):
                    continue
                if match[0].startswith(_ONE) or _GREAT.match(draft.text, span.start):
                    continue
                sentence = draft.sentence_at(span.start), draft.sentence_end(span.start)
                beside = any(sentence[0] <= one.start < sentence[1] for one in taken)
                known = (
                    key_of(match[0]) in self._known
                    or self._witnesses.is_said(match[0])
                    or _is_spoken(draft, span, match[0])
                )
                if beside and not known:
                    yield self._miscounted(span, match[0], concepts[0].label)

    def _counted(self, draft: Draft, span: Span, counted: re.Match[str]) -> str | None:
        """The expression as it is: by the lexicon, or as the corpus alone says it.

        Anyone may find five more 个坚持; only members spelled out, as many, speak against it.
        """
        written, stem = counted[0], counted["stem"]
        if key_of(written) in self._known or _is_spoken(draft, span, written):
            return None
        if meant := self._meant(draft, span, stem) or self._spelled(draft, span, counted):
            return meant
        if self._witnesses.is_said(written):
            return None
        if known := self._stems.get(stem):
            return known[0].label
        members = listed(draft, span)
        others = [f"{numeral}{stem}" for numeral in _NUMERALS if numeral != counted["count"]]
        said = [other for other in others if self._witnesses.is_said(f"“{other}”")]
        members = members or _row_before(draft, span)
        if len(said) != 1 or not _counts(members, said[0]):
            return None
        return said[0]

    def _spelled(self, draft: Draft, span: Span, counted: re.Match[str]) -> str | None:
        """The expression that the members after it make it: “三个自信”，即甲、乙、丙、丁."""
        members = listed(draft, span)
        for concept in self._stems.get(counted["stem"], ()) if members else ():
            own = tuple(map(bare, concept.expansion))
            if members and tuple(map(bare, members.members)) == own:
                return concept.label
        return None

    def _of_those(self, draft: Draft, span: Span, text: str) -> str | None:
        """The expression that the members before or after it make it: 甲、乙、丙和丁这“五风”."""
        for own, right in self._packed:
            if right == text or right[1:] != text[1:]:
                continue
            before = listed_before(draft, span, frozenset(own))
            members = before.members if before else ()
            # The first has a verb before it: 整治形式主义.
            pairs = zip(members, own, strict=False)
            if len(own) == len(members) and all(one.endswith(other) for one, other in pairs):
                return right
            after = listed(draft, span) or listed(draft, span, bare_comma=True)
            rest = unled(after.members, frozenset(own)) if after else ()
            pairs = zip(rest, own, strict=False)
            named = [one.startswith(other) for one, other in pairs]
            if len(named) == len(own) and all(named):
                return right
        return None

    def _meant(self, draft: Draft, span: Span, stem: str) -> str | None:
        """The expression meant, where the words beside say which: 监督执纪“三种形态”.

        Others may count the same stem anew; not beside these words.
        """
        before = draft.text[max(0, span.start - BESIDE) : span.start]
        after = draft.text[span.end : span.end + BESIDE]
        for concept, words in self._beside.get(stem, ()):
            if (words in before or words in after) and not is_past(draft, span, concept):
                return concept.label
        return None

    def _misnamed(self, draft: Draft, span: Span, counted: re.Match[str]) -> str | None:
        """The expression of this number that is written with another letter: “两个拥护”.

        None where somebody says it, or the draft spells out what it stands for.
        """
        written, stem = counted[0], counted["stem"]
        if key_of(written) in self._known or listed(draft, span):
            return None
        if self._witnesses.is_said(written):
            return None
        for known, concepts in self._stems.items():
            pairs = zip(known, stem, strict=False)
            if len(known) == len(stem) and sum(one != other for one, other in pairs) == 1:
                for concept in concepts:
                    if key_of(concept.label) == counted["count"] + known:
                        return concept.label
        return None

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
        members = listed(draft, span)
        if members is None or len(members.members) < 2:
            return None
        for document_id in self._holding(text):
            if wrong := self._held_against(draft, members, document_id, text):
                return wrong
        return None

    def _holding(self, text: str) -> list[DocumentId]:
        passages = self._witnesses.holders(f"“{text}”")
        return list(dict.fromkeys(document_of(one) for one in passages))[:4]

    def _held_against(
        self, draft: Draft, spelled: Listed, document_id: DocumentId, text: str
    ) -> Finding | None:
        found = [self._witnesses.member(member, document_id) for member in spelled.members]
        wrong = [place for place, one in enumerate(found) if one is None or not one.is_exact]
        if len(wrong) != 1:
            return None
        near = found[wrong[0]]
        if near is None or near.likeness < 0.6:
            return None
        member, right = spelled.members[wrong[0]], self._places.text(near)
        start = draft.text.index(member, spelled.span.start)
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

    def _add_misread(self, form: str, label: str, counted: re.Match[str]) -> None:
        """A closed expression with another measure word."""
        measure, noun = counted["stem"][0], counted["stem"][1:]
        if counted["stem"] not in _CLOSED or len(noun) < MEASURED or measure not in _MEASURES:
            return
        for other in _MEASURES.replace(measure, ""):
            wrong = f"{counted['count']}{other}{noun}"
            if wrong not in self._known and other != "大":
                self._misread[wrong] = (form, label.partition(form[:2])[0])

    def _add_beside(self, concept: Concept, form: str, stem: str) -> None:
        """The words that a longer name of an expression has before or after it."""
        for name in map(key_of, (concept.label, *concept.aliases)):
            words = name.replace(form, "", 1) if form in name else ""
            if len(words) > 1:
                self._beside[stem].append((concept, words))


def _otherwise_counted(form: str) -> Iterator[tuple[re.Pattern[str], str]]:
    """What finds an expression of several numbers with another but the first: 三会两课.

    一村一品 may be two; 两弹一星 is what it is.
    """
    numbers = [at for at, letter in enumerate(form) if letter in _NUMERALS]
    if len(numbers) < PAIR or all(form[at] == "一" for at in numbers):
        return
    for at in numbers[1:]:
        head, tail = map(re.escape, (form[:at], form[at + 1 :]))
        yield re.compile(f"(?<![{_NUMERALS}]){head}(?!{form[at]})[{_NUMERALS}]{tail}"), form


def _is_spoken(draft: Draft, span: Span, written: str) -> bool:
    """Whether the words beside an expression make it one of its own."""
    beside = _SPOKEN_OF.get(written)
    around = draft.text[max(0, span.start - _TOGETHER) : span.end + _TOGETHER]
    return beside is not None and beside.search(around) is not None


def _paired(draft: Draft, span: Span, text: str) -> str | None:
    """The one of two that is meant with another number: “七稳”…“六保”.

    None where a draft speaks of the years before: in 1960 there were “五风”.
    """
    around = draft.text[max(0, span.start - _TOGETHER) : span.end + _TOGETHER]
    led = draft.text[max(0, span.start - BESIDE) : span.start]
    if _FOUR_WINDS.fullmatch(text) and text != "四风" and _FIGHTS.search(led):
        return None if was(draft, span, _FOUR_WINDS_SINCE) else "四风"
    for one, other, since in _PAIRS:
        for right, beside in ((one, other), (other, one)):
            wrong = text != right and text[:1] in _NUMERALS and text[1:] == right[1:]
            if wrong and beside in around and not was(draft, span, since):
                return right
    return None


def _row_before(draft: Draft, span: Span) -> Listed | None:
    """The last row of members before an expression, in its sentence."""
    found = list(rows(draft.text[draft.sentence_at(span.start) : span.start]))
    return found[-1] if found else None


def _counts(spelled: Listed | None, expression: str) -> bool:
    """Whether as many members are spelled out as an expression counts."""
    return spelled is not None and len(spelled.members) == to_int(expression[0])
