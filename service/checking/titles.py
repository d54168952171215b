"""Titles, provisions and 发文字号: whether what a draft cites exists under that name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from corpus.citing.differences import difference, omits_trial
from corpus.description.document_numbers import find_number, normal_number
from corpus.description.organs import organ_before_name, organ_of_title
from corpus.model import Span
from corpus.titles import bare, head_noun, title_key, work_key, work_name
from service.checking.model import Finding
from service.checking.places import day_of, provision

if TYPE_CHECKING:
    from corpus.model import Description, Reference
    from service.checking.draft import Draft
    from service.checking.places import Places
    from service.checking.witness import Witnesses
    from service.model import Citation

#: Least likeness (0 … 100) of a title that is taken for a slip of a held one.
NEAR = 80.0
#: Letters of the shortest title that can be told from another.
SHORTEST = 5
#: Words near a title that speak of its past on purpose.
_PAST = re.compile(
    r"废止|失效|修订前|修改前|原《|原有|旧版|取代|代替|试行期|停止执行|历史|曾经|当时|此前"
)
_NOTE = re.compile(r"\s?[（(](?P<note>[^（）()\n]{4,40})[）)]")


class Titles:
    """Judges the titles, provisions and numbers a draft cites."""

    def __init__(self, witnesses: Witnesses, places: Places) -> None:
        self._witnesses = witnesses
        self._places = places
        self._catalogue = places.shelf.catalogue
        self._held: dict[str, Description] = {}
        for one in places.shelf.descriptions():
            if one.kind not in ("news", "essay", "case") and head_noun(one.title):
                self._held[title_key(one.title)] = one
                rest = title_key(_without_organ(work_name(one.title)))
                if len(rest) >= SHORTEST:
                    self._held.setdefault(rest, one)

    def check(self, draft: Draft) -> list[Finding]:
        """A finding for each title cited, and one for each provision that does not exist."""
        found: list[Finding] = []
        for reference in draft.references:
            if reference.title:
                found += self._title(draft, reference)
            found += self._provision(draft, reference)
        return found

    # ---- titles

    def _title(self, draft: Draft, reference: Reference) -> list[Finding]:
        span = _title_span(draft.text, reference)
        if reference.target is None:
            return self._unheld(draft, reference, span)
        held = self._places.shelf.description(reference.target.document_id)
        if wrong := self._differs(draft, reference, held, span):
            return [wrong]
        number = self._number(draft, held, span)
        if ended := self._ended(draft, reference, held, span):
            return [ended, *number]
        if number:
            return number
        return [self._ok(draft, held, span)]

    def _ok(self, draft: Draft, held: Description, span: Span) -> Finding:
        return Finding(
            kind="title_ok",
            span=span,
            text=draft.text[slice(*span)],
            message=f"馆藏《{held.title}》{self._places.told(held.id)}。",
            citations=self._face(held),
        )

    def _differs(
        self, draft: Draft, reference: Reference, held: Description, span: Span
    ) -> Finding | None:
        """The title as written is not the one held, beyond its organ or its version."""
        written = bare(reference.title)
        if _same(written, held.title) or not difference(written, held.title):
            return None
        text = draft.text[slice(*span)]
        marked = text.startswith("《")
        if not marked:
            return None
        return Finding(
            kind="title_wrong",
            span=span,
            text=text,
            message=f"文件名称有误：{difference(written, held.title)}。",
            suggestion=f"《{_like(written, held)}》",
            citations=self._face(held),
            reason="wrong_title",
            certainty=0.9,
        )

    def _unheld(self, draft: Draft, reference: Reference, span: Span) -> list[Finding]:
        text = draft.text[slice(*span)]
        if not text.startswith("《"):
            return []
        written = bare(reference.title)
        near = self._nearest(written)
        if near is not None and not self._witnesses.is_said(f"《{written}》"):
            return [
                Finding(
                    kind="title_wrong",
                    span=span,
                    text=text,
                    message=f"馆藏中没有《{written}》，最接近的是《{near.title}》："
                    f"{difference(written, near.title)}。",
                    suggestion=f"《{_like(written, near)}》",
                    citations=self._face(near),
                    reason="wrong_title",
                    certainty=0.7,
                )
            ]
        if near is None and head_noun(written):
            return [
                Finding(
                    kind="title_unknown",
                    span=span,
                    text=text,
                    message=f"《{written}》不在馆藏文件中，无法核对。",
                    reason="not_held",
                    certainty=0.5,
                )
            ]
        return []

    def _nearest(self, written: str) -> Description | None:
        key = title_key(written)
        if len(key) < SHORTEST:
            return None
        found = process.extract(
            key, list(self._held), scorer=fuzz.ratio, score_cutoff=NEAR, limit=3
        )
        for other, _, _ in found:
            if _may_be_meant(key, other):
                return self._held[other]
        return None

    def _ended(
        self, draft: Draft, reference: Reference, held: Description, span: Span
    ) -> Finding | None:
        """The work cited no longer holds, and the draft does not say so."""
        successor = self._places.successor(held.id)
        status = self._places.shelf.status(held.id)
        if successor is None and status.code != "repealed":
            return None
        around = draft.text[max(0, span.start - 24) : draft.sentence_end(span.end)]
        if _PAST.search(around) or reference.title != work_name(reference.title):
            return None
        since = f"自{day_of(status.since)}起" if status.since else ""
        by = f"，由《{successor.title}》接替" if successor else ""
        return Finding(
            kind="title_wrong",
            span=span,
            text=draft.text[slice(*span)],
            message=f"《{held.title}》{since}{status.label}{by}。",
            suggestion=f"《{successor.title}》" if successor else None,
            citations=self._face(successor or held),
            reason="repealed",
            certainty=0.9,
        )

    def _number(self, draft: Draft, held: Description, span: Span) -> list[Finding]:
        """A 发文字号 in brackets after a title that is not this document's."""
        note = _NOTE.match(draft.text, span.end)
        number = find_number(note["note"]) if note else ""
        if note is None or not number or not held.number or "〔" not in held.number:
            return []
        numbers = {normal_number(one.number) for one in self._versions(held) if one.number}
        if number in numbers:
            return []
        inside = Span(*note.span("note"))
        return [
            Finding(
                kind="title_wrong",
                span=inside,
                text=draft.text[slice(*inside)],
                message=f"发文字号有误：《{held.title}》为{normal_number(held.number)}。",
                suggestion=draft.text[slice(*inside)].replace(
                    _written_number(note["note"]), normal_number(held.number)
                ),
                citations=self._face(held),
                reason="wrong_number",
                certainty=0.95,
            )
        ]

    def _versions(self, held: Description) -> list[Description]:
        return self._catalogue.versions(held.title) or [held]

    # ---- provisions

    def _provision(self, draft: Draft, reference: Reference) -> list[Finding]:
        """A provision the held work does not have."""
        target = reference.target
        if not reference.number or target is None or target.section_id is not None:
            return []
        if "没有" not in reference.difference:
            return []
        held = self._places.shelf.description(target.document_id)
        articles = [
            one for one in self._places.shelf.document(held.id).sections if one.kind == "article"
        ]
        if not articles or not reference.number.startswith("art_"):
            return []
        many = f"共{len(articles)}条，到{articles[-1].label}为止"
        article = self._catalogue.provision(held.id, reference.number.partition("/")[0])
        if article is not None:
            many = f"{article.label}没有{provision(reference.number).removeprefix(article.label)}"
        return [
            Finding(
                kind="title_wrong",
                span=reference.span,
                text=draft.text[slice(*reference.span)],
                message=f"《{held.title}》没有{provision(reference.number)}：{many}。",
                citations=self._face(held),
                reason="no_such_provision",
                certainty=0.95,
            )
        ]

    def _face(self, held: Description) -> tuple[Citation, ...]:
        """The citation of a document's own title line."""
        text = self._places.shelf.document(held.id).text
        end = text.find("\n")
        cited = self._places.cite(held.id, Span(0, end if end > 0 else min(len(text), 40)))
        return (cited,) if cited else ()


def _title_span(text: str, reference: Reference) -> Span:
    """Where the title itself stands in a reference's span: without the provision after it."""
    start = reference.span.start
    marked = text.startswith("《", start)
    return Span(start, start + len(reference.title) + (2 if marked else 0))


def _same(written: str, held: str) -> bool:
    """Whether two titles read the same but for the organ before them or the version after."""
    if omits_trial(written, held):
        return False
    if work_key(written) == work_key(held):
        return True
    name = work_name(held)
    return title_key(work_name(written)) in (title_key(_without_organ(name)), title_key(name))


def _without_organ(name: str) -> str:
    organ = organ_of_title(name) or organ_before_name(name)
    return name[len(organ) :]


def _like(written: str, held: Description) -> str:
    """The held title as the draft would write it: its version, its organ left out as there."""
    title = re.sub(r"[（(](?:19|20)\d\d年?(?:修订|修正|修改)[）)]$", "", bare(held.title))
    name = work_name(title)
    organ = organ_of_title(name) or organ_before_name(name)
    for prefix in ("中华人民共和国", organ):
        if prefix and title.startswith(prefix) and not written.startswith(prefix[:4]):
            title = title.removeprefix(prefix)
    return title


def _may_be_meant(written: str, held: str) -> bool:
    """Whether a title may be a slip of a held one: nothing that makes another work differs."""
    places = re.compile(r"[\u4e00-\u9fff]{2,3}?(?:省|市|自治区|自治州|县|区)")
    numbers = re.compile(r"\d+|[一二三四五六七八九十]{1,3}(?=[）)次届])")
    return places.findall(written) == places.findall(held) and numbers.findall(
        written
    ) == numbers.findall(held)


def _written_number(note: str) -> str:
    """The number as it is written in a note, brackets and all."""
    found = re.search(
        r"[\u4e00-\u9fffA-Z]{0,14}\s?[〔﹝［\[【（(〈]\s?\d{4}\s?年?[〕﹞］\]】）)〉]\s?(?:第\s?)?\d{1,5}\s?号",
        note,
    )
    return found[0] if found else note
