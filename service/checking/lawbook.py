"""The lawbook: a law of the state that is none of those there are.

The lexicon has every law in force and those that went before; of rules, of other countries' laws
and of laws still being made it says nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from corpus.titles import bare, work_name

if TYPE_CHECKING:
    from corpus.model import Span
    from service.checking.draft import Draft
    from service.checking.works import Works

#: A law by its name: no rule (办法), and not only 法.
_LAW = re.compile("(?:中华人民共和国)?[\u4e00-\u9fff]{2,}(?<![办方做看书想说疗手用语])法")
#: Another country's, or one that is still to be made.
_NOT_OURS = re.compile(
    "[美英法德日俄韩]国|欧盟|欧洲|国会|议会|外国|该国|联邦|香港|澳门|台湾|立法|草案|起草|制定|修法"
    "|征求意见|审议|出台|推动.{0,6}法|建议稿|民国"
)
#: Characters on either side in which that is said.
AROUND = 24
#: Letters of names that are the same at least, and laws that are told of one.
SAME, MOST = 0.6, 3


class Lawbook:
    """The laws of the state by their names."""

    def __init__(self, works: Works) -> None:
        self._names = frozenset(
            work_name(title) for title in works.titles if _LAW.fullmatch(bare(title))
        )

    def near(self, draft: Draft, span: Span) -> list[str]:
        """The laws that one which is not in the book may be meant for, likeliest first."""
        name = work_name(draft.text[slice(*span)])
        around = draft.text[max(0, span.start - AROUND) : span.end + AROUND]
        if not _LAW.fullmatch(name) or name in self._names or _NOT_OURS.search(around):
            return []
        found = sorted((-Levenshtein.normalized_similarity(name, one), one) for one in self._names)
        best = [one for likeness, one in found if -likeness >= SAME and _is_meant(name, one)]
        return best[:MOST]


def _is_meant(name: str, other: str) -> bool:
    """Whether two names have the first or the last words in common: 民营…, …促进法."""
    return name[:2] == other[:2] or name[-4:] == other[-4:]
