"""Policies in four letters: two things and what is done with both (管养并重, 平急结合, 医防融合).

The two stand for themselves where the dictionary has no such word, or has a noun; what tells
how it is done (深度融合, 紧密结合) makes no name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.model import Span
from graph.composed.grammar import may_stand_before
from graph.composed.units import Unit, is_word, tagged, unit_at
from graph.composed.words import words

_PAIR = re.compile(
    "(?P<two>[一-龥]{2})(?:并重|并举|并进|并施|并治|兼治|兼施|兼顾|兼修|兼备|结合|融合|联动|互动|互促|互补|衔接|贯通|同步|同治"
    "|同管|共治|共管|共建|一体|分离|协同|统筹|同责|双控|同查|同防)(?=[^一-龥]|[的和与及]|$)"
)
_NOUNS = frozenset("n j nz".split())
_NO_THING = re.compile(
    "[相的了不无未所其各该本此每和与及或是为以在把将被由从对向用同可能应要就也都很更最再又只并][一-龥]"
    "|有机|精准|高效|中[一-龥]|[一二三四五六七八九十多双两几全跨连][^水]|[高深密充总合整][一-龥]"
    "|[一-龥][相的了性化地得着过等和与及或是为以在把将被由从对向时后前中上下内外间们]"
)


def pairs_in(folded: str, units: Sequence[Unit]) -> Iterator[Span]:
    """Where a folded text, cut into ``units``, tells a policy in four letters."""
    for match in _PAIR.finditer(folded):
        start, two = match.start(), match["two"]
        at = unit_at(units, start)
        if units[at].start != start or _NO_THING.fullmatch(two):
            continue
        if at and not may_stand_before(units[at - 1]):
            continue
        if not is_word(two) or (tagged(two)[0][1] in _NOUNS and two not in words().never):
            yield Span(*match.span())
