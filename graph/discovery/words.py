"""New words: runs that hold together, stand free and end where words end.

What :func:`graph.discovery.ngrams.runs` finds is full of phrases (应当依法, 有关部门). Left are
runs whose words are such as names are made of, whose ends are ends of words in real
sentences, and which are more than a part of one longer run.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache

import rjieba

from graph.discovery.counting import Tally
from graph.discovery.model import Found, Piece
from graph.discovery.ngrams import Run, joined, runs
from graph.duties.actors import ORGANS, PEOPLE

SHORTEST, LONGEST = 3, 8
#: A run is looked at from this cohesion and this freedom on (nats).
COHESION, FREEDOM = 3.0, 1.8
#: Measures at which the parts of the score are full.
_COHESIVE, _FREE = 8.0, 4.5
#: A run of which so much stands in one longer run is a part of it.
_PART = 0.6
#: Candidates of the statistics that are counted and read in context.
MOST = 4000
#: How much of an example is cut into words, to see where they end; how often ends must meet.
_AROUND, _MET = 12, 0.6

#: Tags of a name's last word, of those inside it, and of those it does not begin with.
_NOUNS = frozenset("n nz vn nt nl ng an j l i b nr".split())
_INSIDE = frozenset("n nz vn nt nl ng ns an j l i b v a ad vd nr s".split())
_NOT_FIRST = frozenset("v a ad vd d".split())
#: Words that point, praise or do: what begins so is a phrase.
_NO_START = re.compile(
    r"(?:有关|相关|其他|各|本|该|新(?!能源|质|型|业|时代|媒体)|全(?!过程|链条|域|民)|大(?!气|数据|健康|宗|病)"
    r"|小(?!微)|市|县|省|区|乡|镇|当地|我国|中国|美国|国家主席|主要|重要|重大(?!事故|危险)|一般|具体|基本情况"
    r"|主任|国务院|中共中央|推进|推动|加强|加快|深化|实施|促进|坚持|做好|完善|提高|提升|增强|强化|落实|进行|给予"
    r"|责令|违反|符合|维护|保障|提供|建设(?!用地|工程)|发展|管理|依法|应当|可以|不得|报|经|由|会同|规定|承担"
    r"|采取|制定|建立|健全|开展|组织|执行|取得|使用|办理|领导人|总书记|党和|人民群众|广大|全体|同志|工作(?!站)"
    r"|部门|机关|单位|项目(?!法人|经理)|方案|国际社会|各国|双方|燃放|盘活|精准|圆满|良好|持续|科学论证|典型"
    r"|人民法院|人民检察院|公安机关|企业法人|积极|努力|扎实|充分|切实|有效|统筹|巩固|培育|打造|优化|构建|弘扬)"
)
#: Words every report ends its phrases with, and places.
_NO_END = re.compile(
    r"(?:有关|相关|部门|规定|情况|工作|建设|发展|活动|问题|进行|实施|管理|会同|依法|应当|办理|要求|关系|水平|能力"
    r"|作用|方面|条件|内容|范围|行为|措施|标准|期间|目标|任务|方式|方法|办法|草案|会议|单位|机关|机构|人民政府|常委会"
    r"|代表大会|委员会|成员|人员|企业|条例|职责|工作者|合作|友好|共识|交流|时间|报道|媒体|消息|当天|今天|保护|利用"
    r"|建议|意见|报告|法规|法律|项目|领域|地区|国家|人民|群众|社会|经济|文化|设备|产品|产业|行业|市场|资源|资金"
    r"|费用|材料|信息|数据|结果|申请|审查|批准|许可|登记|监督|检查|处罚|处分|影响|审理|施策|开局|收官|深化|存量"
    r"|修正案|[内外中上下前后时里间等]|(?<!主体)责任|(?<!公共)服务|(?<!基础)设施)$"
)
_ACTOR = re.compile(rf"(?:{'|'.join(sorted((ORGANS + PEOPLE).split(), key=len, reverse=True))})$")
_SUFFIX_START = re.compile(r"^[化性型级区市县省者员业式度率量]")


def statistics(pieces: Sequence[Piece], known: Collection[str]) -> list[Found]:
    """The runs worth reading in context, at most ``MOST``, the best C-value first."""
    text = joined([piece.text for piece in pieces])
    least = max(3, round(len(text) ** 0.16))
    found = {
        run.text: run
        for run in runs(text, longest=LONGEST, least=least, cohesion=COHESION, freedom=FREEDOM)
    }
    del text
    values = c_values(found)
    kept = [
        run
        for name, run in found.items()
        if len(name) >= SHORTEST and values[name] > 0 and name not in known and is_name(name)
    ]
    kept.sort(key=lambda run: (-values[run.text], run.text))
    return [_proposed(run) for run in kept[:MOST]]


def c_values(found: Mapping[str, Run]) -> dict[str, float]:
    """The C-value of each run; 0 or less for one that is hardly ever more than a part."""
    longer: dict[str, list[int]] = defaultdict(list)
    for name, run in found.items():
        for start in range(len(name)):
            for end in range(start + 2, len(name) + 1):
                part = name[start:end]
                if part != name and part in found:
                    longer[part].append(run.count)
    values = {}
    for name, run in found.items():
        around = longer.get(name, ())
        mean = sum(around) / len(around) if around else 0.0
        only_part = max(around, default=0) >= _PART * run.count
        values[name] = 0.0 if only_part else math.log2(len(name)) * (run.count - mean)
    return values


def is_name(name: str) -> bool:
    """Whether a run's words are such as names are made of."""
    if _NO_START.match(name) or _NO_END.search(name) or _ACTOR.search(name):
        return False
    if _SUFFIX_START.match(name):
        return False
    tagged = _tagged(name)
    if not all(tag in _INSIDE for _, tag in tagged):
        return False
    return tagged[-1][1] in _NOUNS and tagged[0][1] not in _NOT_FIRST and len(tagged[0][0]) > 1


def ends_meet(name: str, tally: Tally) -> bool:
    """Whether a run begins and ends where words do, in the sentences it stands in."""
    met = 0
    for piece, start in tally.kept:
        first = max(0, start - _AROUND)
        around = piece.text[first : start + len(name) + _AROUND]
        cuts = {0}
        for word in _jieba().cut(around):
            cuts.add(max(cuts) + len(word))
        met += start - first in cuts and start - first + len(name) in cuts
    return met >= _MET * len(tally.kept)


def _proposed(run: Run) -> Found:
    own = {
        "cohesion": min(1.0, run.cohesion / _COHESIVE),
        "freedom": min(1.0, run.freedom / _FREE),
    }
    return Found(run.text, "term", {name: round(value, 4) for name, value in own.items()})


@lru_cache(maxsize=1)
def _jieba() -> rjieba.Jieba:
    return rjieba.Jieba()


def _tagged(name: str) -> list[tuple[str, str]]:
    tagged: list[tuple[str, str]] = _jieba().tag(name)
    return tagged


def is_word(name: str) -> bool:
    """Whether a dictionary holds it as one word: nothing new."""
    return len(list(_jieba().cut(name))) == 1
