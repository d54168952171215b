"""What a draft lays down itself (我县要求), or says is wrong (误以为…): no other's words."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus.model import Span
    from service.checking.draft import Draft

_BODY = (
    "单位|公司|集团|企业|街道|学校|医院|中心|系统|地区"
    "|[省市县区州旗镇乡街村校院局厅委部司厂队所站会]"
)
#: Those who draft lay something down; not where they only carry out what others did.
_OTHERS = "执行|按|依|据|落实|遵|贯彻|学习|传达|对照"
_LAID_DOWN = re.compile(
    f"(?:[本我]|我们)(?:{_BODY})(?:(?!{_OTHERS})[^，。；：“”《》]){{0,10}}?"
    "(?:规定|要求|明确|确定|定为|约定|承诺|统一|自定)"
    "|结合[^，。；“”《》]{0,8}(?:实际|情况)"
    "|(?:合同|协议|章程|公约|双方|招标文件)(?:书|中|里)?(?:约定|载明)"
)
#: What is told as somebody's mistake, before it and after it.
_MISTAKEN = re.compile(
    "误以为|误认为|误解为|误读为|误写|误作|错误地?(?:认为|理解|写成)|错把|谣传|讹传"
)
_WRONG = "(?:不对(?![\u4e00-\u9fff])|不对的|不正确|不准确|错误|有误|不实|误解|误读)"
_DENIED = re.compile(
    f"[，。](?:这|该|此|上述)[^，。；“”]{{0,10}}?{_WRONG}"
    f"|的?(?:说法|认识|理解|看法|观点)[^，。；“”]{{0,4}}{_WRONG}"
)
#: Characters after what is said in which it may be told to be wrong.
REACH = 20


def is_disowned(draft: Draft, span: Span) -> bool:
    """Whether what stands in a part of a draft is the draft's own rule, or told to be wrong.

    What is laid down holds for the sentence it stands in, until another work is cited.
    """
    start = draft.stop_at(span.start)
    before = draft.masked[start : span.start + 1]
    made = max((match.start() for match in _LAID_DOWN.finditer(before)), default=-1)
    place = bisect_right(draft.references, span.start, key=lambda one: one.span.end)
    cited = draft.references[place - 1].span.end - start if place else 0
    if made >= max(0, cited) or _MISTAKEN.search(before):
        return True
    after = draft.masked[span.end : span.end + REACH]
    return _DENIED.match(after) is not None
