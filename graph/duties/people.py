"""People: the actors of a clause one by one, each tied to its concept where there is one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.model import Span
from graph.extraction.reading import Reading
from graph.model import ConceptId

_AND = re.compile(r"、|以及|及其|及|和|与|或者?")
#: Kinds of concepts that can act.
ACTING = frozenset({"role", "organ"})
#: Names of any number of bodies: with 林业 or 太河水库 before it, such a name is another's.
_BARE = re.compile(
    r"(?:(?:行政|业务|监督|行业)?主管|(?:监督|行政)?管理|监督管理|行政|职能|执法|工作|责任|业务主管|归口管理)?(?:部门|机构|机关|单位)"
    r"|(?:代理|服务|评估|鉴定|检验|检测|认证|咨询|经办|培训|第三方|监督)机构|(?:审批|受理|发证|许可|登记)机关"
)
#: What may stand before one all the same: where it is, of what rank, which of them.
_WHOSE = re.compile(
    r"(?:本|各|有关|相关|其|所在地|当地|上级|下级|同级|国家|全国|县级以上|设区的市|省|自治区|直辖市|市|州|县|区|旗|乡|镇|街道"
    r"|(?:地方)?(?:各级)?人民政府|级|以上|地方|国务院|政府|[（）()、和或及的])*"
)


def people(reading: Reading, span: Span) -> Iterator[tuple[Span, ConceptId | None]]:
    """The actors a span names: each part of 董事长、总经理 if each is known, else the whole."""
    parts = _parts(reading.text, span)
    known = [_concept(reading, part) for part in parts]
    if len(parts) > 1 and all(known):
        yield from zip(parts, known, strict=True)
    else:
        yield span, _concept(reading, span) if len(parts) == 1 else None


def _parts(text: str, span: Span) -> list[Span]:
    parts, start = [], span.start
    for match in _AND.finditer(text, *span):
        parts.append(Span(start, match.start()))
        start = match.end()
    parts.append(Span(start, span.end))
    return [part for part in parts if part.start < part.end]


def _concept(reading: Reading, span: Span) -> ConceptId | None:
    """The role or organ a name ends with: 党委书记 of 各级党委书记, not 部门 of 林业部门."""
    found = None
    for mention in reading.mentions_in(span):
        if mention.span.end == span.end:
            concept = reading.concepts.get(mention.concept_id)
            if concept is None or concept.kind not in ACTING:
                continue
            before = reading.text[span.start : mention.span.start]
            if not _BARE.fullmatch(concept.label) or _WHOSE.fullmatch(before):
                found = mention.concept_id
    return found
