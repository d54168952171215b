"""Where speeches were given, by their heads: （2014年9月18日，新德里）."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from corpus.dates import DAY
from corpus.numerals import NUMBER
from corpus.text import fold
from service.checking.occasions import HEAD, years

if TYPE_CHECKING:
    from corpus.model import DocumentId
    from service.shelf import Shelf

#: The news of a day comes from Beijing as well where it was elsewhere.
_GIVEN = re.compile(
    rf"(?:[（(]{DAY}，|新华社(?!北京))(?P<place>[\u4e00-\u9fff·]{{2,8}})"
    r"(?:[）)]|\d{1,2}月\d{1,2}日电)"
)
#: What a draft says of it: 在新德里发表演讲, 在新德里的演讲, 在新德里举行的…会上.
GAVE = re.compile(
    r"在(?P<place>[\u4e00-\u9fff·]{2,8}?)(?:"
    "(?:发表(?:了|的)?[^，。；：]{0,8}?|的|所作的?)(?:重要|主旨)?(?:演讲|讲话|致辞|发言)"
    "|(?:举行|举办|召开)的[^，。；：]{2,30}[会坛式]上)"
)
#: At which session of which congress a report is read: 青海省十四届人大四次会议.
SESSION = re.compile(
    rf"(?P<place>(?:(?!在)[\u4e00-\u9fff]){{2,4}}[省市区县])?第?(?P<congress>{NUMBER})届(?:人民代表大会|人大)"
    rf"第?(?P<session>{NUMBER})次(?:全体)?会议"
)


class Delivered:
    """The places of the speeches of one generation."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def place(self, document_id: DocumentId) -> re.Match[str] | None:
        """Where a speech's head says that it was given."""
        if self._shelf.description(document_id).kind != "speech":
            return None
        return _GIVEN.search(self._shelf.document(document_id).text[:HEAD])

    def of(self, clause: str) -> DocumentId | None:
        """The one speech that was given where and in the year that a clause says."""
        gave, named = GAVE.search(clause), years(fold(clause))
        if gave is None or len(named) != 1:
            return None
        found = self._by_place.get((gave["place"], *named), ())
        return found[0] if len(found) == 1 else None

    @cached_property
    def _by_place(self) -> dict[tuple[str, ...], list[DocumentId]]:
        found: dict[tuple[str, ...], list[DocumentId]] = defaultdict(list)
        for one in self._shelf.descriptions():
            if one.day is not None and one.kind == "speech" and (given := self.place(one.id)):
                found[given["place"], str(one.day.year)].append(one.id)
        return found
