"""Works that documents name in 《》 and no lexicon knows.

A work is known by the noun its title ends with (条例, 办法, 法 …); books, films and papers
have none. Decisions that only amend, and a document's naming of its own work, do not count.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from corpus.model import DocumentId
from corpus.titles import head_noun, title_key, work_key, work_name
from graph.discovery.counting import place_of
from graph.discovery.model import Found, Piece, Place

_TITLE = re.compile(r"《(?P<title>(?:[^《》\n]|《[^《》\n]*》){2,60})》")
#: Works that only change, pass on or count other works, drafts, and papers of daily use.
_PASSING = re.compile(
    r"^关于(?:修改|废止|公布|印发|批准|做好|进一步|开展|同意|转发|发布|实施)|修正案|征求意见|草案|讨论稿|送审"
    r"|的(?:请示|批复|函|复函|答复|通知|决定|通告|命令)$|^[^一-龥]*$|(?:判决书|裁定书|决定书|许可证|通知书|证书)$"
)
_SPEECH = re.compile(r"(?:讲话|报告|致辞|贺信|演讲|发言|社论|公报)$")


def titles(
    pieces: Iterable[Piece],
    known: Iterable[str],
    works: Mapping[DocumentId, str],
) -> list[Found]:
    """The works named and not ``known`` (any form), each with the places that name it.

    ``works`` says of which work each document is a version.
    """
    held = {work_key(name) for name in works.values()}
    own = {document: work_key(name) for document, name in works.items()}
    passed_over = {title_key(work_name(form)) for form in known}
    places: dict[str, list[Place]] = defaultdict(list)
    written: dict[str, Counter[str]] = defaultdict(Counter)
    for piece in pieces:
        if "《" not in piece.text:
            continue
        for match in _TITLE.finditer(piece.text):
            name = work_name(match["title"])
            key = work_key(name)
            if key in passed_over or own.get(piece.document_id) == key or not _is_work(name):
                continue
            written[key][name] += 1
            places[key].append(place_of(piece, *match.span("title")))
    return [
        Found(
            label=min(written[key].items(), key=lambda one: (-one[1], one[0]))[0],
            kind="work",
            own={"held": 1.0 if key in held else 0.0},
            places=tuple(found),
        )
        for key, found in sorted(places.items())
    ]


def _is_work(name: str) -> bool:
    noun = head_noun(name)
    return bool(noun and name != noun and not _PASSING.search(name) and not _SPEECH.search(name))
