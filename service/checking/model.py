"""The nouns of checking: what is found in a draft, and the report of it all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus.model import Span
    from service.model import Citation

#: What a finding can be, and what a cadre calls it. Ordered as a summary lists them.
KINDS: Mapping[str, str] = {
    "quote_altered": "引文有出入",
    "quote_not_found": "引文未找到",
    "title_wrong": "名称条款有误",
    "shorthand_wrong": "提法有误",
    "wording_superseded": "表述已更新",
    "title_unknown": "文件不在馆藏",
    "quote_verbatim": "引文一致",
    "title_ok": "名称无误",
    "shorthand_ok": "提法无误",
}
#: The kinds that ask the drafter to act.
ALARMS = frozenset(
    {"quote_altered", "quote_not_found", "title_wrong", "shorthand_wrong", "wording_superseded"}
)

#: Certainty from which a finding is said to be sure.
SURE = 0.85


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing to know about one place of a draft.

    ``span`` counts code points of the draft. ``suggestion``, where there is one, is what
    should stand there instead: put in place of ``text`` it makes the draft right.
    ``reason`` is a stable code that tells findings of one kind apart (``wrong_article``);
    ``certainty`` lies in [0, 1].
    """

    kind: str
    span: Span
    text: str
    message: str
    suggestion: str | None = None
    citations: tuple[Citation, ...] = ()
    reason: str = ""
    certainty: float = 1.0

    @property
    def is_alarm(self) -> bool:
        """Whether the drafter should act on it."""
        return self.kind in ALARMS


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All findings on one draft, in the order of their places.

    ``whole``: everything in it was judged. What has quotations by the thousand, or cites works
    nobody knows by the hundred, is not.
    """

    text: str
    generation: str
    findings: tuple[Finding, ...]
    documents: int
    whole: bool = True

    @property
    def alarms(self) -> tuple[Finding, ...]:
        """The findings the drafter should act on."""
        return tuple(finding for finding in self.findings if finding.is_alarm)


def sureness(certainty: float) -> str:
    """How sure a finding is, as a drafter is told.

    >>> sureness(0.9)
    '（把握：高）'
    """
    return "（把握：高）" if certainty >= SURE else "（把握：中）"


def overlap(one: Span, other: Span) -> bool:
    """Whether two parts of one text share a character."""
    return one.start < other.end and other.start < one.end
