"""requires and responsible_for: duties as edges, where both ends are concepts.

``requires`` leads from the role or organ that is bound, else from the section that binds, to
what is demanded; ``responsible_for`` from the role or organ to what it answers for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.model import Span
from graph.extraction.finding import Finding
from graph.extraction.reading import Reading
from graph.model import Duty, Mention

#: Verbs whose object is what one demands; what one fights (反对形式主义) is not demanded.
_DEMANDING = re.compile(
    r"加强|增强|坚持|坚定|落实|贯彻|执行|履行|践行|树立|做到|推进|推动|深化|完善|健全|建立|构建|开展|严守|遵守|弘扬|发扬|提高|提升"
    r"|保持|牢记|筑牢|夯实|强化|维护|实行|实施|承担|扛起|扛牢|压实|抓好|抓实|做好|密切|巩固|拥护|领会|把握|发挥|锤炼|传承|赓续"
    r"|恪守|遵循|培育|涵养|接受|全面推行|推行|严明|严格|规范|营造|用好|守住|聚焦|胸怀|心怀|把|抓"
)
#: Between verb and object: nothing, the items of a list before it, or words that qualify it.
_GAP = re.compile(
    r"(?:[^，。；：]*(?:、|和|与|及|以及|“))?"
    r"(?:[一-龥]{0,10}的|党的|党中央|本[单地部企][一-龥]|各项|全面|严格|全过程|新时代|中国特色|各级|自身|基层|日常|民主集中|“)?"
)
#: Behind the object: the end, or a word that does not make another thing of it.
_AFTER = re.compile(
    r"(?![^，。]{0,40}等?(?:相关|有关)?(?:部门|单位|机构|领域)(?:$|[^一-龥]|的|合作|沟通|联动|协作))"
    r"[”’》]?+(?:$|[^一-龥]|的?(?:工作|事业|要求|理念|职责|责任|原则|任务|精神|制度|机制|战略|方针|总要求|思想)?(?:$|[^一-龥]|和|与|及|以及|等|贯穿|作为|落到|融入|抓|摆|放|挺))"
)
#: Behind what one answers for: the end, its management, or the office of answering.
_ANSWERED = re.compile(
    r"[”’》]?+(?:$|[、，（(“]|和|与|及|以及|等|的?(?:监督|综合|日常|组织|统筹|协调|指导|行政|统一|专项|具体)*"
    r"(?:工作|管理|监管|监督|检查|指导|协调|领导|实施|落实|维护|目标|责任制|职责|任务|事业|建设)(?:$|[^一-龥]|[的和与及等负全直总承])"
    r"|(?:工作)?的?(?:第一|主要|主体|直接|首要|具体|全面|总|领导|监督|监管)?(?:负|全面|责任|直接|总)|(?:由|实行))"
)
_KINDS = frozenset(
    {"principle", "shorthand", "theory", "campaign", "system", "task", "metaphor", "term"}
)


def demands(reading: Reading, duties: Sequence[Duty]) -> Iterator[Finding]:
    """The edges that duties make. ``duties`` are the document's own."""
    for duty in duties:
        if duty.modality != "must":
            continue
        action = _place(reading, duty)
        if action is None:
            continue
        objects = [one for one in reading.mentions_in(action) if _is_object(reading, one, duty)]
        if duty.evidence.method == "responsible" or duty.modal == "负责":
            yield from _responsible(reading, duty, action)
        else:
            yield from _required(reading, duty, objects)


def _place(reading: Reading, duty: Duty) -> Span | None:
    """Where a duty's words stand: in its evidence, or right behind it nowhere."""
    start = reading.text.find(duty.action, *duty.evidence.span)
    return Span(start, start + len(duty.action)) if start >= 0 else None


def _is_object(reading: Reading, mention: Mention, duty: Duty) -> bool:
    concept = reading.concepts.get(mention.concept_id)
    return concept is not None and concept.kind in _KINDS and concept.id != duty.concept_id


def _required(reading: Reading, duty: Duty, objects: Sequence[Mention]) -> Iterator[Finding]:
    start, end = duty.evidence.span
    subject = str(duty.concept_id) if duty.concept_id else reading.node_at(start)
    for mention in objects:
        if _is_demanded(reading.text, mention.span, end):
            yield Finding(subject, "requires", str(mention.concept_id), duty.evidence)


def _is_demanded(text: str, span: Span, end: int) -> bool:
    """Whether a mention is the object of a verb that demands it, and all of that object."""
    clause = max(text.rfind(mark, 0, span.start) for mark in "，。；：\n") + 1
    verbs = list(_DEMANDING.finditer(text, clause, span.start))
    if not verbs or not _AFTER.match(text[span.end : min(end, span.end + 48)]):
        return False
    return _GAP.fullmatch(text, verbs[-1].end(), span.start) is not None


def _responsible(reading: Reading, duty: Duty, action: Span) -> Iterator[Finding]:
    """What a role or organ answers for: what 负责 governs, up to the first comma."""
    if duty.concept_id is None or duty.modal == "承担":
        return  # 「费用由X承担」
    comma = reading.text.find("，", *action)
    end = comma if comma >= 0 else action.end
    if "责任" in duty.modal:
        end = min(end, action.start + len(duty.modal))
    topic = _topic(reading.text, duty, action.start)
    for region in (Span(action.start, end), topic):
        for mention in reading.mentions_in(region):
            if not _is_object(reading, mention, duty):
                continue
            if not _ANSWERED.match(reading.text[mention.span.end : region.end]):
                continue
            found = str(mention.concept_id)
            yield Finding(str(duty.concept_id), "responsible_for", found, duty.evidence)


def _topic(text: str, duty: Duty, before: int) -> Span:
    """What stands before 由 in 「安全生产，由党委书记负责」; empty where there is no 由."""
    by = text.rfind(f"由{duty.actor}", duty.evidence.span.start, before)
    if by < 0:
        return Span(before, before)
    end = by - (text[by - 1] in "，,")
    start = max(text.rfind(mark, 0, end) for mark in "，。；：\n ") + 1
    return Span(max(start, duty.evidence.span.start), end)
