"""Questions a newcomer can start with, made from what is held and tried before they are shown.

A question is taken from a document's own wording: 第一责任人应当履行下列职责： becomes
第一责任人应当履行哪些职责？ It is offered only if the corpus answers it, so that the first
click never ends in a refusal.
"""

from __future__ import annotations

import logging
import re
import threading
from collections import Counter
from itertools import zip_longest
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from corpus.errors import WenmaiError
from corpus.model import NORMATIVE_KINDS
from corpus.titles import in_marks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.model import Document
    from service.library import Library

LOG = logging.getLogger("wenmai.web")
SHOWN = 4
#: Documents of a kind looked at and questions tried at most: the first page must not wait.
LOOKED_AT = 12
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
#: Wordings that already hold a question: a list is opened, a term is explained.
_TOPIC = r"([\u4e00-\u9fff“”]{4,18}?)"
SPOKEN = (
    (
        re.compile(
            rf"(?<=[。条款\n ]){_TOPIC}(应当履行|履行|承担)(?:下列|以下)([\u4e00-\u9fff]{{2,4}})："
        ),
        "{0}{1}哪些{2}？",
    ),
    (
        re.compile(rf"(?<=[。条款\n ]){_TOPIC}(?:包括|分为)(?:下列|以下)?(?:内容|事项)?："),
        "{0}包括哪些？",
    ),
    (
        re.compile(r"(?:所称|本规定所称)?“([\u4e00-\u9fff]{3,8})”[，,]?(?:是指|指的是|就是)"),
        "什么是“{0}”？",
    ),
)
#: How far into a document such a wording is looked for, in characters.
READ = 20_000

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
    for natural in (True, False):  # what people would say before what a heading makes them say
        pools = [[q for q in some if _natural(q) == natural] for some in by_kind.values()]
        for row in zip_longest(*pools):
            yield from filter(None, row)


def _natural(question: str) -> bool:
    return not question.startswith("关于")


def _question(document: Document) -> str:
    """A question the document's own wording suggests: its lists, its definitions, a heading."""
    for pattern, form in SPOKEN:
        for match in pattern.finditer(document.text, 0, READ):
            if not SAYS_LITTLE.search(match[0]):
                return form.format(*match.groups())
    return _headed(document)


def _headed(document: Document) -> str:
    about = document.description
    form = FORMS.get(about.kind, RULES)
    # What heads the most is what the document is about.
    headed = [one for one in document.sections if one.kind in {"chapter", "point", "heading"}]
    for section in sorted(headed, key=lambda one: one.id.count("/")):
        heading = section.heading.strip("。：:；; ").removeprefix("关于")
        plain = not set(heading) & set("，。、《》“”")
        if plain and len(heading) in LENGTHS and not SAYS_LITTLE.search(heading):
            return form.format(heading=heading, title=in_marks(about.work or about.title))
    return ""
