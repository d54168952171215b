"""Titles, provisions and 发文字号: whether what a draft cites exists under that name."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from corpus.citing.differences import difference, omits_trial
from corpus.description.organs import organ_before_name, organ_of_title
from corpus.model import Span
from corpus.titles import bare, head_noun, in_marks, title_key, version_mark, work_key, work_name
from service.checking.former import Former
from service.checking.lawbook import Lawbook
from service.checking.matters import Matters
from service.checking.model import Finding
from service.checking.numbered import numbers_alone, wrong_number
from service.checking.past import is_past, spoken_day
from service.checking.places import day_of, provision
from service.checking.provisions import Provisions
from service.checking.titled import brief, ended_by, like, marked, no_such_law, not_held, own_term
from service.checking.unheld import Unheld
from service.checking.works import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.model import Description, Reference
    from service.checking.draft import Draft
    from service.checking.places import Places
    from service.checking.witness import Standing, Witnesses
    from service.checking.works import Works
    from service.model import Citation

#: Least likeness (0 … 100) of a title that is taken for a slip of a held one, and of one that
#: is known but not held, of which many are alike.
NEAR, NEAR_KNOWN = 80.0, 86.0
#: A likeness below which a title is another name of the work, not a slip.
ANOTHER = 50.0
#: Letters of the shortest title that can be told from another.
SHORTEST = 5
TITLES_KEPT = 1024
#: Words near a title that speak of its past on purpose.
_PAST = re.compile(
    r"废止|失效|修订前|修改前|原《|原有|旧版|取代|代替|试行期|停止执行|历史|曾经|当时|此前|\d年修[订正]的"
)
_NUMBERED = r"(?:的(?:通知|决定|意见|公告|批复))?》?(?:[（(][^（）()]{0,40}[）)])?"
_WHEN = "(?:现?(?:自|从|于|至|到)[^，,。；《》]{0,24}?[年月日起时后][，,]?)?"
_DULY = (
    "(?:同时|予以?|即行|早?已经?|一并|相应|现|全部|[也均将都应被]|随之|正式|宣布|自[行动然]"
    "|有效期限?(?:届满|已满)[，,]?|期满后?|[被由]《[^《》]{1,60}》)"
)
#: A title, or the list it begins, that is said to hold no longer; not what else ends later on.
_ENDS = re.compile(
    f"》{_NUMBERED}(?:(?:、|和|与|及|以及)?原?《[^《》]{{1,60}}》{_NUMBERED}){{0,40}}"
    "(?:等[0-9一二三四五六七八九十两]{0,3}[件个部项份]?(?:(?:党内|行政|地方|规范)性?)?"
    "(?:文件|法规|规章|规定|办法|制度|通知)?|及其[^，,。；、《》的]{2,8}?)?"
    f"(?:[，,](?=现))?{_DULY}{{0,4}}{_WHEN}{_DULY}{{0,4}}"
    "(?:废止|失效|停止(?:执行|施行|使用)|不再执行)(?!原?《)"
)
#: A rule that carries out a law.
_CARRIES_OUT = re.compile(
    "(?P<state>(?:中华人民共和国)?)(?P<law>[\u4e00-\u9fff]{2,}?法)(?P<rest>实施[\u4e00-\u9fff]{2,4})"
)
#: A title in a title.
_INNER = re.compile("[《〈](?P<title>[^《》〈〉]{4,60})[》〉]")
_CARRIES = re.compile(
    r"(?:印发|发布|公布|颁布|转发|批转)(?:《(?P<title>.+)》|(?P<bare>.{6,})的(?:通知|公告)$)"
)
#: A plan that is put to a congress is cited so.
_DRAFT_OF = re.compile(r"[（(](?:草案|送审稿|征求意见稿|审议稿|稿)[）)]$")


class Titles:
    """Judges the titles, provisions and numbers a draft cites."""

    def __init__(self, witnesses: Witnesses, places: Places, works: Works) -> None:
        self._works = works
        self._witnesses = witnesses
        self._places = places
        self._provisions = Provisions(places)
        self._catalogue = places.shelf.catalogue
        self._righted = lru_cache(TITLES_KEPT)(self._right)
        former = Former(witnesses, places)
        self._former = lru_cache(TITLES_KEPT)(former.successor)
        self._former_number = lru_cache(TITLES_KEPT)(former.by_number)
        self._unheld_words = Unheld(witnesses, places)
        self._lawbook, self._matters = Lawbook(works), Matters(places)
        self._held: dict[str, Description] = {}
        for one in places.shelf.descriptions():
            if one.kind not in ("news", "essay", "case") and head_noun(one.title):
                self._held[work_key(one.title)] = one
                rest = work_key(_without_organ(work_name(one.title)))
                if len(rest) >= SHORTEST:
                    self._held.setdefault(rest, one)

    def check(self, draft: Draft) -> list[Finding]:
        """A finding for each title cited, and one for each provision that does not exist."""
        found: list[Finding] = []
        for reference in draft.references:
            if reference.title:
                judged = self._title(draft, reference)
                is_open = not judged or judged[0].kind == "title_unknown"
                found += [*judged, *(self._inner(draft, reference) if is_open else ())]
            found += self._provisions.missing(draft, reference)
        return [*found, *self._ended_numbers(draft)]

    def _ended_numbers(self, draft: Draft) -> Iterator[Finding]:
        """Papers called by their 发文字号 alone that a held one ended."""
        for span, number in numbers_alone(draft.text):
            around = draft.text[max(0, span.start - 24) : span.end + 24]
            known = self._catalogue.numbered(number) or _PAST.search(around)
            if not known and (former := self._former_number(number)):
                yield ended_by(*former, number, span, draft.text[slice(*span)])

    # ---- titles

    def _title(self, draft: Draft, reference: Reference) -> list[Finding]:
        span = _title_span(draft.text, reference)
        marked = draft.text.startswith("《", span.start)
        held = self._meant(reference)
        known = self._works.named(self._in_full(reference.title))
        if held is None:
            told = known and (marked or reference.number)  # else told of as a wording replaced
            found = self._known(draft, reference, span) if told else None
            ended = self._ended_by(draft, span, is_known=True) if found else None
            if found and ended and not found.is_alarm:
                return [ended]
            return [found] if found else self._unheld(draft, reference, span) if marked else []
        ends = _ends_there(draft, span)
        if marked and not ends and (wrong := self._differs(draft, reference, held, span)):
            # What is held under a near title is another work where this one is known itself.
            return [wrong if known is None else self._known(draft, reference, span) or wrong]
        number = self._number(draft, held, span)
        ended = self._ended(draft, reference, held, span)
        return [*([ended] if ended else []), *number] or [self._ok(draft, held, span)]

    def _inner(self, draft: Draft, reference: Reference) -> Iterator[Finding]:
        """The titles within a title that nobody here holds: 关于印发〈…〉的通知."""
        span = _title_span(draft.text, reference)
        for inner in _INNER.finditer(draft.text, span.start + 1, span.end - 1):
            written, marks = inner["title"], inner[0][0] + inner[0][-1]
            if self._works.named(written) or self._catalogue.resolve(written).description:
                continue
            right, citations = self._righted(written)
            if not right or _same(written, right) or self._witnesses.is_said(inner[0]):
                continue
            said = difference(written, right).rpartition("》：")[2]
            yield Finding(
                kind="title_wrong",
                span=Span(*inner.span()),
                text=inner[0],
                message=f"没有{in_marks(written)}，应为{in_marks(right)}：{said}。",
                suggestion=f"{marks[0]}{right}{marks[1]}",
                citations=citations,
                reason="wrong_title",
                certainty=0.7,
            )

    def _meant(self, reference: Reference) -> Description | None:
        """The held work meant; also where a wrong 发文字号 after the title speaks against it."""
        if reference.target is not None:
            return self._places.shelf.description(reference.target.document_id)
        return self._catalogue.resolve(reference.title).description

    def _ok(self, draft: Draft, held: Description, span: Span) -> Finding:
        return Finding(
            kind="title_ok",
            span=span,
            text=draft.text[slice(*span)],
            message=f"馆藏{in_marks(held.title)}{self._places.told(held.id)}。",
            citations=self._places.face(held),
        )

    def _differs(
        self, draft: Draft, reference: Reference, held: Description, span: Span
    ) -> Finding | None:
        """The title as written is not the one held, beyond its organ or its version."""
        written = bare(reference.title)
        said = difference(written, like(written, held))
        if _same(written, held.title) or _is_given(draft.text, written):
            return None
        if _carried(held.title) == title_key(written) or fuzz.ratio(written, held.title) < ANOTHER:
            return None
        right, face = self._righted(written)  # 实施办法 for 实施条例, rather than the 条例 itself
        if fuzz.ratio(written, right) > fuzz.ratio(written, like(written, held)):
            said = difference(written, right).rpartition("》：")[2]
        else:
            right, face = like(written, held), self._places.face(held)
        return Finding(
            kind="title_wrong",
            span=span,
            text=draft.text[slice(*span)],
            message=f"文件名称有误：{said or difference(written, held.title)}。",
            suggestion=in_marks(right),
            citations=face,
            reason="wrong_title",
            certainty=0.9,
        )

    def _known(self, draft: Draft, reference: Reference, span: Span) -> Finding | None:
        """A title everybody knows: right though not held, or replaced."""
        known = self._works.named(self._in_full(reference.title))
        if known is None:
            return None
        text = draft.text[slice(*span)]
        succeeded = self._works.successor(known)
        if succeeded is None or is_past(draft, span, known):
            return Finding(
                kind="title_ok", span=span, text=text, message="名称无误；馆藏没有全文。",
                reason="known",
            )  # fmt: skip
        new, how = succeeded
        since = f"自{spoken_day(how.since)}起" if how.since else ""
        whole, note = _with_article(reference, span)
        return Finding(
            kind="title_wrong",
            span=whole,
            text=draft.text[slice(*whole)],
            message=f"{in_marks(known.label)}{since}已由{in_marks(new.label)}{how.part}取代{note}。",
            suggestion=f"{marked(text, new.label)}{how.part}",
            reason="repealed",
            certainty=0.9,
        )

    def _unheld(self, draft: Draft, reference: Reference, span: Span) -> list[Finding]:
        written, text = bare(reference.title), draft.text[slice(*span)]
        right, citations = self._righted(_DRAFT_OF.sub("", written))
        if _ends_there(draft, span) or (right and _same(self._in_full(written), right)):
            return []
        if right and head_noun(written) != head_noun(right) and f"《{right}》" in draft.text:
            return []
        if right and (
            self._works.misnamed(written) or not self._witnesses.is_said(f"《{written}》")
        ):
            held = self._catalogue.resolve(right).description
            number = self._number(draft, held, span) if held else []
            said = difference(self._in_full(written), right).rpartition("》：")[2]
            return [
                *number,
                Finding(
                    kind="title_wrong",
                    span=span,
                    text=text,
                    message=f"没有{in_marks(written)}，应为{in_marks(right)}：{said}。",
                    suggestion=in_marks(right),
                    citations=citations,
                    reason="wrong_title",
                    certainty=0.7,
                ),
            ]
        if self._former(written):
            ended = self._ended_by(draft, span)
            return [ended] if ended else []
        if right or not head_noun(written):
            return []
        is_said = self._witnesses.is_said(f"《{written}》")
        if not is_said and (near := self._lawbook.near(draft, span)):
            return [no_such_law(span, text, near)]
        if known := self._unheld_words.meant(draft, reference):
            return [self._called_wrong(draft, span, known)]
        if not is_said and (meant := self._matters.near(span, text, written)):
            return [meant]
        return [not_held(span, text, written)]

    def _ended_by(self, draft: Draft, span: Span, *, is_known: bool = False) -> Finding | None:
        """A held rule says that the work so called ended, and the draft does not."""
        text = draft.text[slice(*span)]
        former = self._former(bare(text), is_known=is_known)
        around = draft.text[max(0, span.start - 24) : span.end + 24]
        if former is None or _PAST.search(around) or _ends_there(draft, span):
            return None
        return ended_by(*former, bare(text), span, text)

    def _called_wrong(self, draft: Draft, span: Span, there: Standing) -> Finding:
        """A title nobody knows, over the words of a held work."""
        held = self._places.shelf.description(there.document_id)
        text = draft.text[slice(*span)]
        return Finding(
            kind="title_wrong",
            span=span,
            text=text,
            message=f"馆藏没有{text}；所引内容见{self._places.named(held.id, there.span)}。",
            suggestion=in_marks(like(bare(text), held)),
            citations=self._places.cited(there),
            reason="wrong_document",
            certainty=0.7,
        )

    def _right(self, written: str) -> tuple[str, tuple[Citation, ...]]:
        """The title meant by one nobody has, and where it is held; ``""``: none is near."""
        written = self._in_full(written)
        if misnamed := self._works.misnamed(written):
            return brief(written, misnamed.label), ()
        if known := self._works.tried(written):
            return brief(written, known.label), ()
        key = work_key(written)
        if len(key) < SHORTEST:
            return "", ()
        if held := nearest(key, self._held, NEAR):
            return like(written, self._held[held]), self._places.face(self._held[held])
        known = self._works.near(written, NEAR_KNOWN)
        return (brief(written, known.label) if known else ""), ()

    def _in_full(self, written: str) -> str:
        """A title with the law it carries out by its full name: 保密法实施细则."""
        found = _CARRIES_OUT.fullmatch(written)
        law = self._catalogue.resolve(found["law"]).description if found else None
        if not found or not law or found["law"] in law.title:
            return written
        return f"{found['state']}{work_name(law.title)}{found['rest']}"

    def _ended(
        self, draft: Draft, reference: Reference, held: Description, span: Span
    ) -> Finding | None:
        """The work cited no longer holds, and the draft does not say so."""
        successor = self._places.successor(held.id)
        status = self._places.shelf.status(held.id)
        if successor is None:  # held or not, the lexicon may know one
            known = self._known(draft, reference, span)
            if known and known.is_alarm:
                return known
            if status.code != "repealed":
                return None
        around = draft.text[max(0, span.start - 24) : draft.sentence_end(span.end)]
        if _PAST.search(around) or re.search(r"\d{4}", version_mark(reference.title)):
            return None
        since = f"自{day_of(status.since)}起" if status.since else ""
        by = f"，由{in_marks(successor.title)}接替" if successor else ""
        ended = status.label
        if not successor and (term := own_term(self._places.shelf.document(held.id).text)):
            ended = f"已过有效期（“{term}”），是否延续请核对"
        whole, note = _with_article(reference, span) if successor else (span, "")
        return Finding(
            kind="title_wrong",
            span=whole,
            text=draft.text[slice(*whole)],
            message=f"{in_marks(held.title)}{since}{ended}{by}{note}。",
            suggestion=in_marks(like(bare(reference.title), successor)) if successor else None,
            citations=self._places.face(successor or held),
            reason="repealed",
            certainty=0.9,
        )

    def _number(self, draft: Draft, held: Description, span: Span) -> list[Finding]:
        versions = self._catalogue.versions(held.title) or [held]
        return wrong_number(draft, held, span, versions, self._places.face(held))


def _title_span(text: str, reference: Reference) -> Span:
    """Where the title itself stands in a reference's span: without the provision after it."""
    start = reference.span.start
    marked = text.startswith("《", start)
    return Span(start, start + len(reference.title) + (2 if marked else 0))


def _with_article(reference: Reference, span: Span) -> tuple[Span, str]:
    """A title with the article cited of it, which is none of its successor's; a word on that."""
    if not reference.number:
        return span, ""
    return reference.span, f"，其{provision(reference.number)}请改引后者的相应条款"


def _ends_there(draft: Draft, span: Span) -> bool:
    """Whether a title is said to hold no longer: 《…》同时废止."""
    return _ENDS.match(draft.text, span.end - 1, draft.sentence_end(span.end)) is not None


def _same(written: str, held: str) -> bool:
    """Whether two titles read the same but for the organ before them or the version after."""
    written = _DRAFT_OF.sub("", written)
    if omits_trial(written, held):
        return False
    if work_key(written) == work_key(held):
        return True
    name = work_name(held)
    return title_key(work_name(written)) in (title_key(_without_organ(name)), title_key(name))


def _carried(title: str) -> str:
    """The key of the work a notice is sent out with: 关于印发《…》的通知; ``""``: none."""
    found = _CARRIES.search(title)
    return title_key(found["title"] or found["bare"]) if found else ""


def _is_given(text: str, title: str) -> bool:
    """Whether the draft itself gives a work this name: 以下简称《…》."""
    given = f'简称(?:为)?[：:]?[《“"]?{re.escape(title)}'
    return "简称" in text and re.search(given, text) is not None


def _without_organ(name: str) -> str:
    organ = organ_of_title(name) or organ_before_name(name)
    return name[len(organ) :]
