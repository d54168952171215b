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
    r"|保持|牢记|筑牢|夯实|强化|(?<!运行)维护|实行|实施|承担|扛起|扛牢|压实|抓好|抓实|做好|密切|巩固|拥护|领会|把握|发挥|锤炼|传承|赓续"
    r"|恪守|遵循|培育|涵养|接受|全面推行|推行|严明|严格|规范|营造|用好|守住|聚焦|胸怀|心怀|把|抓"
)
#: Before a verb that demands nothing: 免予承担违约责任, 终止执行应急措施.
_FREED = re.compile(r"(?:免予|免除|免于|无须|无需|不再|不予|未|不|终止|停止|暂停)(?:依法)?$")
#: Between verb and object: next to nothing. What stands further on in a list, or is qualified
#: at length, is mostly the object of something else.
_GAP = re.compile(
    r"(?:好|了|党的|各项|全面|严格|严格的|自身|健全|中国特色|本[单地部企][一-龥])?[“《]?"
)
#: What another does, and one only helps with: 配合有关人员开展法律援助.
_HELPED = re.compile("协助|配合|支持|帮助|鼓励|指导|引导|保障")
_CLOSED = r"(?:$|[，。；！？\n])"
#: Behind the object: the end of the clause, or a word that does not make another thing of it
#: (a duty, a rule or a mechanism would: 履行红十字义务).
_AFTER = re.compile(
    r"[”’》]?的?(?:工作|事业|要求|理念|原则|任务|精神|战略|方针|总要求|思想|意识|建设)?" + _CLOSED
)
#: From 负责 to what one answers for: what one does for it, and where.
_HEAD = re.compile(
    r"负责(?:对|做好|组织实施|组织|实施|指导|监督|统一|主管|具体|统筹)?"
    r"(?:[^，。；、]{0,16}?(?:区域|辖区|范围|本市|全市|全省|全国|本级|本地|本单位|管辖)(?:范围)?内?的?)?[“《]?"
)
#: Behind what one answers for: the end, or its management.
_TAIL = re.compile(
    r"[”》]?的?(?:监督|综合|日常|组织|统筹|协调|指导|行政|统一|专项|具体)*"
    r"(?:工作|管理|监管|指导|协调|监督管理|监督检查|领导|实施|事业|建设)*" + _CLOSED
)
#: What stands before and behind: 「对安全生产工作负总责」, 「是安全生产第一责任人」, 「安全生产由
#: 党委书记负责」.
_TOWARDS = re.compile(r"对[^，。；、]{0,20}")
_FULLY = re.compile(r"(?:工作|管理)?(?:全面|直接|总|具体)?负(?:总|全面|直接|主要|领导)?责")
_BEING = re.compile(r"是[^，。；、]{0,20}")
_FIRST = re.compile(r"(?:工作)?的?(?:第一|主要|直接|总)责任人")
_LEAD = re.compile(
    r"(?:第[^\s，。；、]{1,8}[条款项]\s*)?(?:[（(].{1,3}[）)])?(?:[^，。；、]{0,12}的)?"
)
_BY = re.compile(
    # by whom, and not by who sets them up or asks them: 由招标人依法组建的评标委员会负责
    r"的?(?:监督|综合|日常|组织|统筹|协调|指导|行政|统一|具体)*"
    r"(?:工作|管理|实施|监管|监督管理|服务|和)*，?由(?:(?![建立成托定聘派]的|委托)[^，。；]){2,20}负责"
    + _CLOSED
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


def _clause(text: str, span: Span) -> int:
    """Where the clause of a mention begins."""
    return max(text.rfind(mark, 0, span.start) for mark in "，。；：\n") + 1


def _is_demanded(text: str, span: Span, end: int) -> bool:
    """Whether a mention is the object of a verb that demands it, and all of that object."""
    start = _clause(text, span)
    verbs = list(_DEMANDING.finditer(text, start, span.start))
    before = verbs[-1].start() if verbs else start
    if not verbs or _HELPED.search(text, start, before) or _FREED.search(text, start, before):
        return False
    if not _AFTER.match(text[span.end : min(end, span.end + 48)]):
        return False
    return _GAP.fullmatch(text, verbs[-1].end(), span.start) is not None


def _is_answered_for(text: str, span: Span) -> bool:
    """Whether a mention is all that someone answers for, in one of the four ways to say so."""
    start = _clause(text, span)
    lead, rest = text[start : span.start], text[span.end : span.end + 48]
    if (at := lead.rfind("负责")) >= 0:
        return bool(_HEAD.fullmatch(lead, at) and _TAIL.match(rest))
    for before, behind, word in ((_TOWARDS, _FULLY, "对"), (_BEING, _FIRST, "是")):
        if (at := lead.rfind(word)) >= 0 and before.fullmatch(lead, at) and behind.match(rest):
            return True
    return bool(_LEAD.fullmatch(lead.strip()) and _BY.match(rest))


def _responsible(reading: Reading, duty: Duty, action: Span) -> Iterator[Finding]:
    """What a role or organ answers for: what 负责 governs, up to the first comma. What stands
    beside everything (日常工作, 组织实施) is never all of it.
    """
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
            if reading.concepts[mention.concept_id].generic:
                continue
            if not _is_answered_for(reading.text, mention.span):
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
