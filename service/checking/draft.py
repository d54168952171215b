"""A draft as the checks read it: its quotations, its sentences, what it cites and where.

::

    quotation = “…” | 「…」 | 『…』 | "…"          the outermost; a blank line ends an open one
    lead      = source … verb [ ，|： ] quotation    《…》第十条规定：“…”, 某某同志指出，“…”
    trail     = quotation （ source ）               “…”（《…》第十条）
    statement = source … verb [ ，|： ] words        the same without quotation marks
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from corpus.citing.catalogue import Catalogue
from corpus.citing.found import WHOLE
from corpus.citing.references import find_references
from corpus.model import Description, Document, DocumentId, Reference, Source, Span, Target
from corpus.numerals import NUMBER
from corpus.titles import bare
from service.checking.marks import outermost
from service.checking.nouns import is_called, is_quoted_rule
from service.checking.unending import broken

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

#: Verbs that lead in what an organ or a leader laid down.
OFFICIAL = (
    "明确规定|作出规定|明确要求|明确指出|深刻指出|反复强调|一再强调|特别强调|着重指出|指出|强调|要求|规定|提出|"
    "明确|写明|写着|载明|写入|号召|部署|指示|批示|重申|申明|宣布|宣示|决定|议定"
)
VERBS = (
    f"{OFFICIAL}|安排|写道|讲道|讲过|讲到|讲(?![话解课座堂述])|说过|说道|说(?![明服法])|表示|认为|提到|谈到|告诫|勉励|嘱托"
    "|显示|披露|肯定|称赞|赞扬|希望|叮嘱|嘱咐|寄语|期许|阐述|论述|概括|比喻|提醒|倡议|呼吁|评价|介绍"
)
_LEAD = re.compile(
    rf"(?:{VERBS}|[上中里的时][这那]?[一几]?[句段番]?话)(?:了|过|的是|的|为|如下)?"
    r"(?:(?:全党|全军|全国|全体|各级|广大|青年|党员|领导|年轻)?(?:同志|干部|党员|人民|青年|大家|我们)*们?)?"
    r"\s?[，,：:]?\s?$"
)
_OFFICIAL, _GROUND = re.compile(OFFICIAL), re.compile(r"(?:根据|依据|按照|依照|遵照|参照|按)\s?$")
_COLON, _COMMA = re.compile(r"[：:]\s?$"), re.compile(r"[，,]\s?\Z")
_STATED = re.compile(
    rf"(?:[^，,。；：:“”\n]{{0,16}}?(?:{VERBS})(?:了|的是)?)?\s?(?P<mark>[，,：:]?)"
)
#: What a rule is cited for in brackets after it: …，期间为十八个月（《…》第八条）.
_BRACKET = re.compile(r"[（(]\s?(?:详?见|依据|根据|参见)?\s?\Z")
#: …，依《…》第八条办理; …，这是《…》的规定. What does not keep to a rule is told otherwise.
_BASED = re.compile(
    r"[，,—]\s?(?:[^，,。；“”]{0,6}(?<![违反不])(?:依照?|依据|根据|按照?|遵照|参照|适用|符合|详?见|这是|这在|此为|出自|来自|是)[是为]?)\s?\Z"
)
#: What ends a sentence that a citation ends; …，《…》第八条对此有明确规定.
_CLOSES = re.compile(r"\s*(?:[。；！\n]|\Z)")
_OF_THIS = re.compile(
    "(?:对此|[均都早已]){0,4}(?:有|作出|作了|做了)了?(?:[^，。；]{0,2}(?:明确|专门|具体|详细))?(?:的)?(?:规定|要求|明文|说法|交代)"
)
#: What is read as part of a number: 这是国办发〔2019〕4号.
_LED = re.compile("(?:以上)?(?:这是|依据是?|根据|按照|按|见|是)(?=[^〔]{1,8}〔)")
#: 条例还规定，…: the work named before.
_AGAIN = re.compile(
    rf"\s*(?:同时|此外|另外)?[，,]?(?:该|这部|这一|这个|《)?(?P<noun>[\u4e00-\u9fff]{{1,4}}?)》?(?:第{NUMBER}条)?"
    rf"(?:中|里)?(?:还|也|又|则|同时|并且?|另外|专门|进一步)?(?:{VERBS})(?:了|的是)?[，,：:]?"
)
#: 本办法 is the draft's own, whatever was named before; 本条 is not.
_ITSELF = re.compile("本(?![款项章节编]|条(?!例))")
_SOURCE_AFTER = re.compile(
    r"(?:[，,。；]?\s?(?:[（(]|[—-]{1,2})\s?(?:见|摘自|引自|出自|载)?"
    r"|[^，,。；“”《》]{0,8}[，,]\s?(?:这是|此为|出自|来自|源自|引自|见))"
)
_END = re.compile(r"[。！？!?；;\n]")
_STOP = re.compile(r"[。！？!?\n]")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?=年|[-—.])")
#: Between two quotations of one source: “…”“…”, “…”、“…”.
_JOINED = re.compile("[、；]?[和及]?")
#: Articles of a draft that is a rule.
_ARTICLE, ARTICLES = re.compile(rf"^[\s#]*第{NUMBER}条", re.MULTILINE), 3
#: 依照刑法有关规定追究刑事责任: what stands beside it is laid down elsewhere.
_PURSUES = re.compile("[^。；;]{0,24}追究[^，,。；;]{0,8}责任")
#: Characters of the parts that statements are looked up by.
_PART = 100
#: What stands in for a quoted character where sentences are looked for.
HIDDEN = "□"


@dataclass(frozen=True, slots=True)
class Quotation:
    """Quoted words. ``span`` is inside the marks, ``outer`` with them.

    ``lead`` is the verb right before it (指出), a colon, or ``""``; ``sentence`` is where the
    sentence it stands in begins.
    """

    span: Span
    outer: Span
    lead: str
    sentence: int

    @property
    def is_official(self) -> bool:
        """Whether the verb before it is one that organs and leaders are quoted by."""
        return _OFFICIAL.match(self.lead) is not None


@dataclass(frozen=True, slots=True)
class Statement:
    """What a draft says a source says, without quotation marks: to the end of its sentence.

    ``is_told`` is false for the sentences after it, which may go on with the source.
    """

    span: Span
    reference: Reference
    is_told: bool = True


class Draft:
    """A text to be checked, read once. Spans count its code points.

    ``is_whole`` until a check says that it left some of it unjudged; ``looked_up`` counts the
    wordings looked up for works nobody knows, ``spoken`` those of speakers who say not where.
    """

    def __init__(self, text: str, catalogue: Catalogue) -> None:
        self.text = text
        self.is_whole = True
        self.looked_up = self.spoken = 0
        self.told: list[tuple[int, DocumentId]] = []
        self._catalogue = catalogue

    @cached_property
    def references(self) -> list[Reference]:
        """What the draft cites, resolved against what is held; 本办法 is the draft itself."""
        about = Description(
            id=DocumentId("draft"), work="", title="", kind="other", source=Source("", "", "")
        )
        found = find_references(Document(about, self.text), self._catalogue)
        return [
            one
            for one in found
            if (one.target is None or one.target.document_id != about.id)
            and (one.title or not _ITSELF.match(self.text, one.span.start))
        ]

    def read_as(self, titles: Mapping[int, str]) -> None:
        """Take what is cited at some places by no title of its own for what it is or should be."""
        for place, one in enumerate(self.references):
            held = self._catalogue.resolve(bare(titles.get(one.span.start, ""))).description
            if one.target is None and held is not None:
                there = self._catalogue.provision(held.id, one.number) if one.number else None
                at = (there.id, there.span) if there else (None, WHOLE)
                self.references[place] = replace(one, target=Target(held.id, *at))

    def references_in(self, span: Span) -> list[Reference]:
        """What is cited in a part of the draft."""
        first = bisect_right(self.references, span.start, key=lambda one: one.span.end)
        last = bisect_left(self.references, span.end, key=lambda one: one.span.start)
        return self.references[first:last]

    @cached_property
    def masked(self) -> str:
        """The text with quoted characters hidden, so that a 。 inside ends no sentence."""
        out, at = [], 0
        for span in self._outer:
            out += [self.text[at : span.start + 1], HIDDEN * (span.end - span.start - 2)]
            at = span.end - 1
        return "".join([*out, self.text[at:]])

    @cached_property
    def quotations(self) -> list[Quotation]:
        """Every quotation, in order; one right after another is led in by the same verb."""
        found: list[Quotation] = []
        for outer in self._outer:
            if outer.end - outer.start <= 2:
                continue
            lead, before = self._lead(outer.start), found[-1] if found else None
            if before is not None and _JOINED.fullmatch(self.text, before.outer.end, outer.start):
                lead = lead or before.lead
            inside = Span(outer.start + 1, outer.end - 1)
            found.append(Quotation(inside, outer, lead, self.sentence_at(outer.start)))
        return found

    def quotations_in(self, span: Span) -> list[Quotation]:
        """The quotations that lie in a part of the draft."""
        first = bisect_left(self._starts, span.start)
        last = bisect_left(self._starts, span.end)
        return self.quotations[first:last]

    @cached_property
    def sentences(self) -> list[Span]:
        """The sentences; one does not end inside a quotation."""
        ends = [0, *(match.end() for match in _END.finditer(self.masked)), len(self.text)]
        return [Span(a, b) for a, b in pairwise(ends) if a < b]

    @cached_property
    def is_rule(self) -> bool:
        """Whether the draft is itself laid out in articles, which rules have much alike."""
        return len(_ARTICLE.findall(self.text)) >= ARTICLES

    @cached_property
    def years(self) -> list[tuple[int, str]]:
        """The years that the draft speaks of, and where."""
        return [(match.start(), match[0]) for match in _YEAR.finditer(self.text)]

    def quotation_at(self, at: int) -> Quotation | None:
        """The quotation around an offset, its marks included."""
        place = bisect_right(self._starts, at)
        found = self.quotations[place - 1] if place else None
        return found if found is not None and at < found.outer.end else None

    def told_at(self, at: int) -> list[Statement]:
        """What is told of a source around an offset."""
        part = self._told_by_part.get(at // _PART, ())
        return [one for one in part if one.span.start <= at < one.span.end]

    @cached_property
    def statements(self) -> list[Statement]:
        """What references are said to say, outside quotation marks.

        To the full stop; after a colon, to the end of the paragraph; never past the next work.
        """
        found: list[Statement] = []
        told = 0
        for place, reference in enumerate(self.references):
            if _PURSUES.match(self.masked, reference.span.end):
                continue
            found += self._said_before(place, told)
            said = _STATED.match(self.masked, reference.span.end)
            begin = said.end() if said else reference.span.end
            stop = bisect_right(self._stops, begin)
            end = self._stops[stop] if stop < len(self._stops) else len(self.masked)
            if said and said["mark"] in ("：", ":"):
                end = self._line_end(begin)
            after = (self.references[at] for at in range(place + 1, len(self.references)))
            named = (one.span.start for one in after if one.title or one.number)
            stop = told = min(end, next(named, end))
            if begin < stop:
                told_of = not self._is_ground(reference)
                found.append(Statement(Span(begin, stop), reference, is_told=told_of))
            if stop == end and (reference.title or reference.number):
                line = self._line_end(end)
                further = next(
                    (one.span.start for one in self.references[place + 1 : place + 2]), line
                )
                last = line if further >= line else self.sentence_at(further)
                found += self._going_on(Span(end, last), reference)
        return found

    def _is_ground(self, reference: Reference) -> bool:
        """Whether a citation stands in brackets: what follows them need not be its own."""
        start, end = reference.span
        opened = _BRACKET.search(self.masked, max(0, start - 8), start)
        return opened is not None and self.masked[end : end + 1] in ("）", ")")

    def _going_on(self, span: Span, reference: Reference) -> Iterator[Statement]:
        """The sentences after what is said of a work: 条例还规定，… is told of it as well."""
        at = span.start
        while at < span.end:
            end = min(self.sentence_end(at), span.end)
            again = _AGAIN.match(self.masked, at, end)
            same = again is not None and is_called(reference.title, again["noun"])
            start = again.end() if again is not None and same else at
            if start < end:
                yield Statement(Span(start, end), reference, is_told=same)
            at = end

    def _said_before(self, place: int, told: int) -> Iterator[Statement]:
        """What a citation is the ground of, before it: …（《…》第八条）; …，依《…》第八条.

        What stands before ``told`` is said of an earlier source, and not of this one.
        """
        reference = self.references[place]
        at = reference.span.start
        if led := _LED.match(self.masked, at):
            at = led.end()
        bracket = _BRACKET.search(self.masked, max(0, at - 8), at)
        before = bracket or _BASED.search(self.masked, max(0, at - 12), at)
        if before is None and _OF_THIS.match(self.masked, reference.span.end):
            before = _COMMA.search(self.masked, max(0, at - 2), at)
        line = max(told, self.masked.rfind("\n", 0, at) + 1)
        if line < at and (reference.title or reference.number):
            yield Statement(Span(line, at), reference, is_told=False)
        if before is None:
            return
        start = self.sentence_at(before.start())
        if bracket:  # of all that stands before it: …；…（《…》第八条）
            stop = bisect_right(self._stops, before.start())
            start = max([line, *self._stops[max(0, stop - 1) : stop]])
        free = before.start() if bracket else start
        earlier = self.references[place - 1].span.end if place else 0
        if earlier > free and _CLOSES.match(self.masked, reference.span.end):  # 可依…，…，见….
            start = free = max(earlier, self.masked.find("，", earlier, before.end()) + 1)
        if start < before.start() and earlier <= free:
            yield Statement(Span(start, before.start()), reference)

    def _line_end(self, at: int) -> int:
        end = self.masked.find("\n", at)
        return end if end >= 0 else len(self.masked)

    def sentence_at(self, at: int) -> int:
        """Where the sentence around an offset begins; one that does not end is broken."""
        place = bisect_right(self._ends, at)
        return self._ends[place - 1] if place else 0

    def stop_at(self, at: int) -> int:
        """Where what goes to the next full stop begins around an offset."""
        place = bisect_right(self._stops, at)
        return self._stops[place - 1] if place else 0

    def sentence_end(self, at: int) -> int:
        """Where the sentence around an offset ends; one that does not is broken."""
        place = bisect_right(self._ends, at)
        return self._ends[place] if place < len(self._ends) else len(self.text)

    def cited_by(self, quotation: Quotation) -> Reference | None:
        """The reference a quotation is led in by or followed by; or None."""
        return self._cited_before(quotation) or self._cited_after(quotation)

    @cached_property
    def quoted_from(self) -> dict[Span, list[Quotation]]:
        """The quotations from what each reference cites, by the reference's place."""
        found: dict[Span, list[Quotation]] = {}
        for quotation in self.quotations:
            if cited := self.cited_by(quotation):
                found.setdefault(cited.span, []).append(quotation)
        return found

    @cached_property
    def told_of(self) -> dict[Span, list[Statement]]:
        """What is told of what each reference cites, by the reference's place."""
        found: dict[Span, list[Statement]] = {}
        for statement in self.statements:
            if statement.is_told:
                found.setdefault(statement.reference.span, []).append(statement)
        return found

    # ---- inside

    def _cited_before(self, quotation: Quotation) -> Reference | None:
        """The reference a quotation is led in by, in its own sentence.

        By a verb, or, without one, as the ground of what is said: 按照《…》第九条，“…”.
        """
        place = bisect_right(self.references, quotation.outer.start, key=lambda one: one.span.end)
        if not place or self.references[place - 1].span.start < quotation.sentence:
            return None
        last = self.references[place - 1]
        lead = self.text[max(0, last.span.start - 3) : last.span.start]
        of_this = _OF_THIS.match(self.text, last.span.end, quotation.outer.start)
        gap = self.text[of_this.end() if of_this else 0 : quotation.outer.start]
        is_of_this = of_this is not None and not gap.strip("，：, ")
        is_ground = bool(last.number or _GROUND.search(lead)) or is_of_this
        is_ground = is_ground or is_quoted_rule(self.text, last, quotation)
        return last if quotation.lead or is_ground else None

    def _cited_after(self, quotation: Quotation) -> Reference | None:
        """The reference right after a quotation, in brackets or by 这是."""
        gap = _SOURCE_AFTER.match(self.text, quotation.outer.end)
        if gap is None:
            return None
        place = bisect_left(self.references, gap.end(), key=lambda one: one.span.start)
        found = self.references[place] if place < len(self.references) else None
        return found if found is not None and found.span.start == gap.end() else None

    @cached_property
    def _starts(self) -> list[int]:
        return [one.outer.start for one in self.quotations]

    @cached_property
    def _ends(self) -> list[int]:
        return broken(self.masked, _END)

    @cached_property
    def _stops(self) -> list[int]:
        return broken(self.masked, _STOP)

    @cached_property
    def _told_by_part(self) -> dict[int, list[Statement]]:
        parts: dict[int, list[Statement]] = defaultdict(list)
        for one in self.statements:
            if one.is_told:
                for part in range(one.span.start // _PART, (one.span.end - 1) // _PART + 1):
                    parts[part].append(one)
        return parts

    @cached_property
    def _outer(self) -> list[Span]:
        return outermost(self.text)

    def _lead(self, at: int) -> str:
        before = self.text[max(0, at - 12) : at]
        if match := _LEAD.search(before):
            return re.sub(r"[，,：:\s]+$", "", match[0])
        return "：" if _COLON.search(before) else ""
