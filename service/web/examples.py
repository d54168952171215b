"""Questions a newcomer can start with, made from what is held and tried before they are shown.

A question is taken from a heading: 《…办法》关于监督检查有哪些规定？ It is offered only if the
corpus answers it, so that the first click never ends in a refusal.
"""

from __future__ import annotations

import logging
import re
import threading
from collections import Counter
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from corpus.errors import WenmaiError
from corpus.model import NORMATIVE_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.model import Document
    from service.library import Library

LOG = logging.getLogger("wenmai.web")
SHOWN = 4
#: Documents of a kind looked at and questions tried at most: the first page must not wait.
LOOKED_AT = 6
TRIED = 12
#: Headings every document has, which say nothing about this one.
SAYS_LITTLE = re.compile("总则|附则|附件|前言|引言|结语|目录|罚则|回顾|总结|其他|其它|进展|情况")
FORMS = {
    "speech": "关于{heading}，讲话提出了哪些要求？",
    "report": "关于{heading}，工作报告作了哪些部署？",
    "minutes": "关于{heading}，会议议定了哪些事项？",
}
RULES = "关于{heading}，{title}是怎样规定的？"
LENGTHS = range(4, 15)

# Forgotten with the Library they were worked out from.
_kept: WeakKeyDictionary[Library, tuple[str, ...]] = WeakKeyDictionary()
_lock = threading.Lock()


def example_questions(library: Library) -> tuple[str, ...]:
    """Up to four questions this corpus answers; worked out once for a generation."""
    with _lock:
        if library not in _kept:
            _kept[library] = tuple(_answered(library))
        return _kept[library]


def _answered(library: Library) -> Iterator[str]:
    found = 0
    for tried, question in enumerate(_candidates(library)):
        if found == SHOWN or tried == TRIED:
            return
        try:
            answered = library.answer(question).answered
        except WenmaiError as error:  # an example is never worth the page
            LOG.warning("example question left out: %s", error)
            continue
        if answered:
            found += 1
            yield question


def _candidates(library: Library) -> Iterator[str]:
    """One question a document, of each kind in turn, so that the four differ."""
    by_kind: dict[str, list[str]] = {}
    looked_at: Counter[str] = Counter()
    for card in library.cards():
        about = card.description
        asked_about = about.kind in FORMS or about.kind in NORMATIVE_KINDS
        if not asked_about or looked_at[about.kind] == LOOKED_AT:
            continue
        looked_at[about.kind] += 1
        if question := _question(library.document(about.id)):
            by_kind.setdefault(about.kind, []).append(question)
    while any(by_kind.values()):
        for questions in by_kind.values():
            if questions:
                yield questions.pop(0)


def _question(document: Document) -> str:
    about = document.description
    form = FORMS.get(about.kind, RULES)
    # What heads the most is what the document is about.
    headed = [one for one in document.sections if one.kind in {"chapter", "point", "heading"}]
    for section in sorted(headed, key=lambda one: one.id.count("/")):
        heading = section.heading.strip("。：:；; ").removeprefix("关于")
        plain = not set(heading) & set("，。、《》“”")
        if plain and len(heading) in LENGTHS and not SAYS_LITTLE.search(heading):
            return form.format(heading=heading, title=f"《{about.work or about.title}》")
    return ""
