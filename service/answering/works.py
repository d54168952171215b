"""The work a question names without brackets: 按古树名木保护条例，…, 就业意见里….

Its name says where the answer stands and is no part of what is asked. Left among the words of the
question it outweighs them: any sentence of the work would say most of it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from service.answering.years import year_of, years_in

if TYPE_CHECKING:
    from corpus.model import DocumentId
    from service.answering.validity import Titles

#: The end of a work's name in a question, and what may follow it there.
_NAMED = re.compile(
    r"^(?:请问|想问)?(?:按照?|根据|依据|依照|在|照着?)?"
    r"(?P<name>[一-鿿\d（）()]{1,30}?"
    r"(?:工作报告|条例|办法|规定|意见|准则|细则|规则|规划|方案|(?<![方做看说想办违合执立书用手])(?<!(?<!公)司)法))"
    r"(?:[里中上的]?面?(?:规定|提到|提出|指出|强调|要求|明确|讲|说)[了过]?的?[，,]?|(?:里面?|中|上)(?:的|[，,])?|[，,]"
    r"|(?=[把将对承]))"
    r"(?P<rest>[^，,]{4,}.*)$"
)
#: What a name is called with beside what stands in the title.
_BESIDE = re.compile(r"(?:19|20)\d\d年|的|那[个份部]|这[个份部]|国家")
#: Letters of a name from which on it may be a title's own, in their order; of a shorter one the
#: title has beginning and end (校车条例, 劳动法).
SHORTEST = 5
#: Kinds that are no works to ask about: they tell of them.
_TELLING = frozenset({"news", "essay"})
#: Works of which a name may be: of more it is the name of a kind, as 政府工作报告 is.
FEW = 6


class Named(NamedTuple):
    """The works a question may name, and what it asks of them."""

    documents: frozenset[DocumentId]
    rest: str


def named_work(text: str, titles: Titles) -> Named | None:
    """What a question asks of a held work that it names; None where it names none.

    >>> from service.answering.validity import Titles
    >>> named_work("树长了多少年才算古树", Titles(()))
    """
    found = _NAMED.match(text)
    if found is None:
        return None
    name = _BESIDE.sub("", found["name"])
    years = years_in(found["name"])
    like = titles.like(name) if len(name) >= SHORTEST else titles.shortened(name)
    held = frozenset(
        item.id
        for item in like
        if len(item.title) >= len(name)
        and item.kind not in _TELLING
        and (not years or year_of(item) in years)
    )
    return Named(held, found["rest"]) if 0 < len(held) <= FEW else None
