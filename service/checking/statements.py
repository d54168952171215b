"""Statements: what a draft says a source says, without quotation marks.

A paraphrase is no error, so only what follows the source's wording closely is judged, and
only by what changes its meaning: a number, a duty (应当 for 可以), a bound (以上 for 以下);
one word for another only where all else is the same. A sentence that keeps to the source
as a whole is judged as a whole, else clause by clause.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from corpus.model import Span
from corpus.text import trim
from corpus.titles import in_marks
from service.checking.contents import Contents
from service.checking.differing import telling
from service.checking.disowned import is_disowned
from service.checking.freely import Freely
from service.checking.misplaced import TELLING, Misplaced
from service.checking.model import Finding, overlap
from service.checking.nearby import PART, Nearby, Said
from service.checking.neighbours import between
from service.checking.past import was
from service.checking.persons import LEADERS
from service.checking.places import wrong_statement
from service.checking.sayings import Saying, sentences
from service.checking.skeleton import skeleton
from service.checking.witness import Standing
from service.checking.wording import mended, replacement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from service.checking.attribution import Attribution
    from service.checking.draft import Draft, Quotation
    from service.checking.places import Places
    from service.checking.sources import Sources
    from service.checking.witness import Witnesses
    from service.checking.wording import Slip

#: A leader by name, at the beginning of what names a source.
_LEADER = re.compile(rf"(?:{LEADERS})(?=[^，。]{{0,8}}在)")
#: The head of a government by name, with his report: 区长某某某在2016年…所作的政府工作报告.
_HEAD = re.compile(
    rf"(?:[省市县区州旗]长|自治区主席)(?P<name>(?!{LEADERS})[\u4e00-\u9fff]{{2,3}})(?:同志)?"
    "(?=[在于作]|所作|代表)"
)
_CLAUSE = re.compile(r"[^，,；;。：:！？\n]+")
#: What is put right where it stands, the rest of a statement left as it is.
MENDED = frozenset({"number", "period", "duty", "bound"})
_ENDING, _MARKS = frozenset("。，；！"), frozenset("。，；：！？\n\u3000 ")
#: The beginning of a longer first word than the draft's.
_BEGUN = re.compile("(?:^|(?<=[，。；：、\\s]))[\u4e00-\u9fff]{1,6}$")
#: Words that make a sentence the draft's own: 本办法规定， at its beginning.
_OURS = re.compile(
    "^本[\u4e00-\u9fff]{2,4}?[还也又]?(?:规定|要求|明确|提出)|[我本该][省市县区州旗镇乡街村校院局厅委司厂队]|全[县区镇乡村校院局厂]|我们|今年"
)
#: Characters at a place's end that may be the next sentence's.
EDGE = 8
#: Least likeness of the present wording to a former one that is shown in its place.
NOW = 0.35
#: Characters of the source on either side in which what a draft tells otherwise may stand.
AROUND = 60
#: Letters behind a figure that tell what it is of.
UNIT = 2
#: Letters from which quoted words are judged as a quotation, not as a term in a statement.
QUOTED = 10
#: Least likeness of what a person is said to have said to one of his speeches.
SPOKEN = 0.8
#: Of one draft, what is looked up so: no draft has more.
SPOKEN_MOST = 400
#: Statements of one draft that are judged, and descriptions looked up: no draft has more.
JUDGED = 1500
#: What is said after a colon may be said again: letters that are, beside the draft's own.
SPARE = 20_000


class Statements:
    """Judges what sources are said to say."""

    def __init__(self, witnesses: Witnesses, places: Places, sources: Sources) -> None:
        self._witnesses = witnesses
        self._places = places
        self._sources = sources
        self._nearby = Nearby(witnesses, places)
        self._freely = Freely(witnesses, places)
        self._misplaced = Misplaced(witnesses, places)
        self._contents = Contents(places)

    def check(self, draft: Draft) -> list[Finding]:
        """A finding for each statement, or clause of one, that departs from its source."""
        found: list[Finding] = []
        moot: list[Span] = []  # what is told of another article than the one cited
        for statement in draft.statements[:JUDGED]:
            said_by = self._sources.by_reference(statement.reference)
            span = statement.span
            told = list(self._judge(draft, span, said_by, is_told=statement.is_told))
            if statement.is_told:
                told += self._freely.amounts(draft, span, said_by, told)
                if not any(one.reason == "wrong_article" for one in told):
                    elsewhere = self._contents.article(draft, statement)
                    told += [elsewhere] if elsewhere else []
                    moot += [span] if elsewhere else []
            found += told
        found = [
            one for one in found
            if one.reason != "statement" or not any(overlap(one.span, span) for span in moot)
        ]  # fmt: skip
        left = len(draft.text) + SPARE
        for saying, described in self._described(draft):
            if not any(_is_long(draft, one) for one in draft.quotations_in(saying.span)):
                found += self._by_another(draft, described)
            left -= saying.span.end - saying.span.start
            if left < 0:
                draft.is_whole = False
                break
            found += self._judge(draft, saying.span, described, is_told=saying.is_told)
        return [one for one in _each_once(found) if not is_disowned(draft, one.span)]

    def _described(self, draft: Draft) -> Iterator[tuple[Saying, Attribution]]:
        """What sources only described are said to say; each description is looked up once."""
        looked_up: dict[str, Attribution | None] = {}

        def meant_by(who: Span) -> Attribution | None:
            words = self._sources.words(draft, who)
            if words not in looked_up and len(looked_up) < JUDGED:
                looked_up[words] = self._sources.by_words(words, who)
            draft.is_whole &= words in looked_up
            found = looked_up.get(words)
            if found:
                draft.told += [(who.start, one) for one in found.documents[:1]]
            return replace(found, span=who) if found else None

        before: Attribution | None = None
        for sentence in sentences(draft):
            before = None if sentence.breaks else before
            meant = ((saying, meant_by(saying.who)) for saying in sentence.sayings)
            told = next(((saying, source) for saying, source in meant if source), None)
            if told is not None:
                before = told[1]
                yield told[0], told[1]
            elif before is not None and sentence.goes_on:
                yield Saying(sentence.goes_on, before.span, is_told=True), before
            else:
                said = list(self._by_speaker(draft, sentence.sayings))
                yield from said
                named = (one for who in sentence.named if (one := meant_by(who)))
                if found := next(named, None):
                    before = found
                elif before is not None and not said and self._is_own(before):
                    yield Saying(sentence.span, before.span, is_told=False), before

    def _by_another(self, draft: Draft, source: Attribution) -> Iterator[Finding]:
        """A leader who is said to have given what another gave: 温家宝在2021年政府工作报告中."""
        named = [Span(*one.span()) for one in _LEADER.finditer(draft.text, *source.span)]
        named += [Span(*one.span("name")) for one in _HEAD.finditer(draft.text, *source.span)]
        speaker = self._sources.speaker(source.documents[0]) if named else ""
        if len(named) != 1 or not speaker or speaker == draft.text[slice(*named[0])]:
            return
        span = named[0]
        about = self._places.shelf.description(source.documents[0])
        yield Finding(
            kind="title_wrong",
            span=span,
            text=draft.text[slice(*span)],
            message=f"{in_marks(about.title)}由{speaker}所作，不是{draft.text[slice(*span)]}。",
            suggestion=speaker,
            reason="wrong_speaker",
            certainty=0.8,
        )

    def _is_own(self, source: Attribution) -> bool:
        """Whether what follows a source may go on with it: figures of reports are anybody's."""
        return self._places.shelf.description(source.documents[0]).kind != "report"

    def _by_speaker(
        self, draft: Draft, candidates: Sequence[Saying]
    ) -> Iterator[tuple[Saying, Attribution]]:
        """What a person is said to have said, he does not say where: in the speech that has it."""
        for saying in candidates:
            who = self._sources.by_speaker(draft.text[slice(*saying.who)], saying.who)
            if who is None or not saying.is_told:
                continue
            if draft.spoken == SPOKEN_MOST:
                draft.is_whole = False
                return
            draft.spoken += 1
            end = min(saying.span.end, draft.sentence_end(saying.span.start))
            words = draft.text[saying.span.start : end]
            for there in self._witnesses.anywhere(words, skeleton(words)):
                said = self._sources.speaker(there.document_id)
                if said == who.speaker and there.likeness >= SPOKEN:
                    yield saying, replace(who, documents=(there.document_id,))
                    return

    def _judge(
        self, draft: Draft, span: Span, said_by: Attribution, *, is_told: bool
    ) -> Iterator[Finding]:
        """What departs from the source; where the draft may say its own (not ``is_told``),
        only what it takes over but for a number.
        """
        if not said_by.is_held:
            return
        for clauses in _sentences(draft, span):
            if not is_told and _OURS.search(draft.text[clauses[0].start : clauses[-1].end]):
                continue
            said = [one for clause in clauses if (one := self._nearby.said(draft, clause, said_by))]
            if not said and len(clauses) > 1:  # 脱贫攻坚，精准是要义: too short each
                row = Span(clauses[0].start, clauses[-1].end)
                said = [one] if (one := self._nearby.said(draft, row, said_by)) else []
            whole = self._nearby.whole(draft, clauses, said, said_by)
            if told := list(self._freely.tables(draft, clauses, said_by)):
                yield from told
                continue
            for one in [whole] if whole else said:
                differs = self._differs(draft, one, is_told=is_told)
                elsewhere = None
                if is_told and (differs is None or said_by.is_missing):
                    elsewhere = self._misplaced.article(draft, one, said_by)
                    if (
                        elsewhere
                        and said_by.reference
                        and self._contents.is_of_cited(draft, span, said_by.reference)
                    ):
                        elsewhere = None
                if is_told and not (differs or elsewhere):
                    elsewhere = self._former(draft, one, said_by)
                    elsewhere = elsewhere or self._misplaced.document(draft, one, said_by)
                told += [each for each in (differs, elsewhere) if each]
            yield from told
            if not told:
                yield from self._freely.numbers(draft, clauses, said_by)
            if is_told and not told:
                yield from self._freely.organs(draft, clauses, said_by)
                yield from self._freely.members(draft, clauses, said_by)
                yield from self._freely.order(draft, clauses, said_by)
                yield from between(self._witnesses, self._places, draft, clauses, said_by)

    # ---- what is said of it

    def _differs(self, draft: Draft, said: Said, *, is_told: bool) -> Finding | None:
        there = said.there
        if there.is_exact or there.likeness < PART:
            return None
        written = draft.text[slice(*said.span)]
        if self._nearby.skips(said):
            return None
        there = self._witnesses.permuted(said.bones, there)
        there = self._to_its_ends(draft, said.span, there)
        source = self._places.text(there)
        text = self._places.shelf.document(there.document_id).text
        at_end = text[there.span.end : there.span.end + 4].lstrip("”’」』）")[:1] in _ENDING
        around = text[max(0, there.span.start - AROUND) : there.span.end + AROUND]
        found = telling(
            written, source, there.likeness, is_told=is_told, at_end=at_end, around=around,
            after=draft.text[said.span.end : draft.sentence_end(said.span.end)],
        )  # fmt: skip
        found = [slip for slip in found if not self._is_held_up(draft, said, slip, source)]
        if not found:
            return None
        kinds = {slip.kind for slip in found} & MENDED
        return wrong_statement(
            self._places, draft, said.span, there.document_id, there.span,
            told="，".join(slip.told for slip in found[:4]),
            right=(
                mended(written, source, kinds)
                if kinds and not self._nearby.is_alone(draft, said)
                else replacement(written, source, nested=False)
            ),
            certainty=round(there.likeness * (1.0 if kinds else 0.8), 3),
        )  # fmt: skip

    @staticmethod
    def _is_held_up(draft: Draft, said: Said, slip: Slip, source: str) -> bool:
        """Whether the sentence has the source's figure too, so that its own is held up to it:
        用能六千吨，按规定五千吨以上的….
        """
        at = source.find(slip.right)
        right = source[at : at + len(slip.right) + UNIT]
        whole = slice(draft.sentence_at(said.span.start), draft.sentence_end(said.span.start))
        return slip.kind == "number" and at >= 0 and right in draft.text[whole]

    def _to_its_ends(self, draft: Draft, span: Span, there: Standing) -> Standing:
        """With the whole of the source's first and last words, where the draft's are others."""
        text = self._places.shelf.document(there.document_id).text
        start, end = there.span
        stop = text.find("。", max(start, end - EDGE), end)
        if stop > 0 and "。" not in draft.text[slice(*span)]:
            end = stop
        there = replace(there, span=Span(start, end))
        end = self._places.to_word_ends(draft.text[slice(*span)], there).span.end
        begins = span.start == 0 or not draft.text[span.start - 1].isalnum()
        ours = draft.text[span.start]
        if begins and text[start] != ours and not ours.isnumeric():
            head = _BEGUN.search(text[max(0, start - 8) : start])
            start -= len(head[0]) if head else 0
        return replace(there, span=Span(start, end))

    def _former(self, draft: Draft, said: Said, said_by: Attribution) -> Finding | None:
        """The words are the work's own no longer: a former version has them to the letter."""
        if said.there.is_exact or len(said.bones) < TELLING:
            return None
        shelf = self._places.shelf
        now = said_by.documents[0]
        if self._places.told(now):
            return None
        for version in shelf.catalogue.versions(shelf.description(now).title):
            since = shelf.status(version.id).since
            if version.id == now or not self._places.told(version.id):
                continue
            span = self._witnesses.exactly(said.bones, version.id)
            if span is None or was(draft, said.span, str(since or ""), organs=False):
                continue
            there = Standing(version.id, span, likeness=1.0, distance=0)
            return self._is_former(draft, said, there, said_by)
        return None

    def _clause_around(self, there: Standing) -> Span:
        """A place with the whole of the clauses it begins and ends in."""
        text = self._places.shelf.document(there.document_id).text
        start, end = there.span
        while start and text[start - 1] not in _MARKS:
            start -= 1
        while end < len(text) and text[end] not in _MARKS:
            end += 1
        return Span(start, end)

    def _is_former(
        self, draft: Draft, said: Said, there: Standing, said_by: Attribution
    ) -> Finding:
        text = f"所述是{self._places.named(there.document_id, there.span)}"
        text += f"{self._places.told(there.document_id)}的原文，不是现行文本。"
        written, right = draft.text[slice(*said.span)], None
        now = self._witnesses.within(said.bones, said_by.documents[0])
        if now is not None and now.likeness >= NOW:
            now = replace(now, span=self._clause_around(now))
            right = replacement(written, self._places.text(now), nested=False)
            text += f"现行的{self._places.named(now.document_id, now.span)}为“{right}”。"
        return Finding(
            kind="quote_altered",
            span=said.span,
            text=written,
            message=text,
            suggestion=right,
            citations=self._places.cited(*([now] if right and now else []), there),
            reason="older_version",
            certainty=0.8,
        )


def _sentences(draft: Draft, span: Span) -> Iterator[list[Span]]:
    """The clauses of a statement, sentence by sentence; judged quotations cut it apart."""
    at = span.start
    quoted = [one.outer for one in draft.quotations_in(span) if _is_long(draft, one)]
    for gap in [*quoted, Span(span.end, span.end)]:
        while at < gap.start:
            end = min(draft.sentence_end(at), gap.start)
            clauses = _CLAUSE.finditer(draft.text, at, end)
            if found := [trim(draft.text, Span(*clause.span())) for clause in clauses]:
                yield found
            at = end
        at = max(at, gap.end)


def _is_long(draft: Draft, quotation: Quotation) -> bool:
    """Whether quoted words are more than a term."""
    return len(skeleton(draft.text[slice(*quotation.span)])) >= QUOTED


def _each_once(found: list[Finding]) -> list[Finding]:
    """Each place said once: what the draft is surer to say of its source comes first."""
    kept: list[Finding] = []
    for one in sorted(found, key=lambda one: -(one.certainty or 0)):
        if not any(one.kind == other.kind and overlap(one.span, other.span) for other in kept):
            kept.append(one)
    return kept
