"""Wordings of the Party and the state that a later document gave anew.

The lexicon has concepts that were replaced. These are set wordings within a sentence: what
they were, what they are, since when and by which document. Laws in force may still say the old
one: what a sentence cites or quotes is not judged here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.model import Span
from service.checking.bureaus import Bureau, bureaus_in
from service.checking.goals import ahead_in
from service.checking.model import Finding
from service.checking.past import looks_back, spoken_day, was

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from corpus.model import DocumentId
    from service.checking.draft import Draft
    from service.checking.goals import Goal

#: A provision named before: the sentence tells what stands there.
_CITES = re.compile("第[一二三四五六七八九十百零\\d]+条")
#: A title that does not end before what it has: 《决胜全面建成小康社会….
_IN_TITLE = re.compile("《[^》\n]*$")
#: Characters before a wording in which a provision is named.
_BEFORE = 200
_MARK = "[“”]?"


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording: what matches the old one (its group, where it has one), the new one, its day
    and source.
    """

    old: re.Pattern[str]
    new: str
    since: str
    source: str


def _wording(old: str, new: str, since: str, source: str) -> Wording:
    return Wording(re.compile(old), new, since, source)


_REFORM = "《中共中央关于全面深化改革若干重大问题的决定》（2013）"
_CONGRESS, _CHARTER = "党的十九大报告（2017）", "《中国共产党章程》（2017年修改）"
WORDINGS = (
    _wording(
        "全面建成小康社会、全面深化改革、全面依法治国、全面从严治党",
        "全面建设社会主义现代化国家、全面深化改革、全面依法治国、全面从严治党",
        "2020-10", "党的十九届五中全会公报（2020）",
    ),
    _wording(
        "富强、?民主、?文明、?和谐的社会主义现代化(?:国家|强国)",
        "富强民主文明和谐美丽的社会主义现代化强国", "2017-10", _CONGRESS,
    ),
    _wording(
        "市场在资源配置中(?:的|起|起着|发挥)?基础性作用",
        "市场在资源配置中起决定性作用", "2013-11", _REFORM,
    ),
    _wording(f"{_MARK}一带一路{_MARK}(?:国家|发展)?战略", "“一带一路”倡议", "", ""),
    _wording("党要管党、从严治党", "党要管党、全面从严治党", "2017-10", _CHARTER),
    _wording("(?:加强和)?创新社会管理", "加强和创新社会治理", "2013-11", _REFORM),
    _wording(
        "健全社会主义法制", "健全社会主义法治", "2018-03", "《中华人民共和国宪法修正案》（2018）",
    ),
    _wording(
        "思想建设、组织建设、作风建设、反腐倡廉建设(?:和|、)?制度建设",
        "政治建设、思想建设、组织建设、作风建设、纪律建设，把制度建设贯穿其中",
        "2017-10", _CONGRESS,
    ),
    _wording(
        "山水林田湖草(?:(?:生命共同体)?系统治理|一体化保护(?:和系统治理)?)",
        "山水林田湖草沙一体化保护和系统治理", "2022-10-16", "党的二十大报告（2022）",
    ),
    _wording(
        "山水林田湖(?:统一|系统)(?:保护|治理)",
        "山水林田湖草沙一体化保护和系统治理", "2022-10-16", "党的二十大报告（2022）",
    ),
    _wording(
        "德、?智、?体、?美全面发展的社会主义(?:建设者和接班人|事业建设者)",
        "德智体美劳全面发展的社会主义建设者和接班人", "2018-09", "全国教育大会（2018）",
    ),
    _wording(
        "党的执政能力建设、先进性和纯洁性建设",
        "党的长期执政能力建设、先进性和纯洁性建设", "2017-10", _CONGRESS,
    ),
    _wording(
        "党委领导、政府(?:负责|主导)、社会协同、公众参与(?:、法治保障)?的社会(?:管理|治理)(?:体制|体系|格局)",
        "党委领导、政府负责、民主协商、社会协同、公众参与、法治保障、科技支撑的社会治理体系",
        "2019-10", "党的十九届四中全会《决定》（2019）",
    ),
    _wording(
        "持久和平、共同繁荣的和谐世界", "人类命运共同体", "2017-10", _CHARTER,
    ),
    _wording(
        f"{_MARK}安全第一、预防为主{_MARK}(?=的?(?:安全生产)?(?:工作)?方针)",
        "安全第一、预防为主、综合治理", "2014-12", "《中华人民共和国安全生产法》（2014年修改）",
    ),
    _wording(
        "(?:全面|单独)(?:两|二)孩(?:生育)?政策", "三孩生育政策", "2021-06",
        "《中共中央 国务院关于优化生育政策促进人口长期均衡发展的决定》（2021）",
    ),
    _wording(
        "一对夫妻(?:可以)?生育(?:两|二)个(?:子女|孩子)", "一对夫妻可以生育三个子女", "2021-08-20",
        "《中华人民共和国人口与计划生育法》（2021年修改）",
    ),
    _wording(
        "物业管理企业", "物业服务企业", "2007-10",
        "《国务院关于修改〈物业管理条例〉的决定》（2007）",
    ),
    _wording(
        "(?:建设|推进|加快)社会主义新农村(?:建设)?", "实施乡村振兴战略", "2017-10", _CONGRESS,
    ),
    _wording(
        "生产发展、生活宽裕、乡风文明、村容整洁、管理民主",
        "产业兴旺、生态宜居、乡风文明、治理有效、生活富裕", "2017-10", _CONGRESS,
    ),
    _wording("(?:经济社会)?又好又快发展", "高质量发展", "2017-10", _CONGRESS),
    _wording(
        f"{_MARK}四位一体{_MARK}(?:的)?总体布局", "“五位一体”总体布局", "2012-11",
        "党的十八大报告（2012）",
    ),
    _wording(
        "[以用]科学发展观(?:为)?统领", "以习近平新时代中国特色社会主义思想为指导", "2017-10",
        _CHARTER,
    ),
    _wording(
        "有法可依、有法必依、执法必严、违法必究", "科学立法、严格执法、公正司法、全民守法",
        "2012-11", "党的十八大报告（2012）",
    ),
    _wording(
        "(?<=缴纳)营业税|(?<=[征免]收)营业税|(?<=[征缴减免]征)营业税", "增值税", "2016-05",
        "《财政部 国家税务总局关于全面推开营业税改征增值税试点的通知》（财税〔2016〕36号）",
    ),
    *(
        _wording(
            f"专利代理人{what}", f"专利代理师{what}", "2019-03", "《专利代理条例》（2018年修订）"
        )
        for what in ("资格考试", "资格证", "执业证")
    ),
    _wording(
        "(?:国家)?统一司法考试|国家司法考试", "国家统一法律职业资格考试", "2018-01",
        "《国家统一法律职业资格考试实施办法》（2018）",
    ),
    _wording("党在新形势下的强军目标", "党在新时代的强军目标", "2017-10", _CONGRESS),
    _wording(
        f"邓小平理论、{_MARK}三个代表{_MARK}重要思想(?:、|和)科学发展观"
        "(?=为指导|作为(?:自己的)?行动指南|为行动指南)",
        "邓小平理论、“三个代表”重要思想、科学发展观、习近平新时代中国特色社会主义思想",
        "2017-10", _CHARTER,
    ),
)  # fmt: skip


class Superseded:
    """Finds set wordings that are no longer so."""

    def __init__(self, text_of: Callable[[DocumentId], str]) -> None:
        self._text_of = text_of

    def check(self, draft: Draft) -> list[Finding]:
        """A finding for each of them that the draft uses as of today."""
        told = [found for wording in WORDINGS for found in self._uses(draft, wording)]
        told += [
            _is_reached(goal, span, draft.text[slice(*span)])
            for goal, span in ahead_in(draft.text)
            if not (
                looks_back(draft, goal.since)
                or was(draft, span, goal.since)
                or self._is_anothers(draft, span)
            )
        ]
        return told + [
            _is_renamed(one, draft.text[slice(*one.span)])
            for one in bureaus_in(draft.text)
            if not (was(draft, one.span, one.since) or self._is_anothers(draft, one.span))
        ]

    def _uses(self, draft: Draft, wording: Wording) -> Iterator[Finding]:
        for match in wording.old.finditer(draft.text):
            span = Span(*match.span(match.lastindex or 0))
            if was(draft, span, wording.since) or self._is_anothers(draft, span):
                continue
            yield _is_replaced(wording, span, draft.text[slice(*span)])

    def _is_anothers(self, draft: Draft, span: Span) -> bool:
        """Whether the wording is told of a cited work that has it, or that nobody here can look
        up, or stands in what the draft quotes or in a title.

        Marks around the wording alone, which nobody is said to have said, make it no quotation.
        """
        words = draft.text[slice(*span)]
        if _IN_TITLE.search(draft.text, max(0, span.start - _BEFORE), span.start):
            return True
        begins = max(draft.sentence_at(span.start), span.start - _BEFORE)
        begins = max(begins, draft.text.rfind("”", begins, span.start))  # a quotation over
        if _CITES.search(draft.text, begins, span.start):
            return True
        for one in draft.told_at(span.start):
            target = one.reference.target
            if target is None or words in self._text_of(target.document_id):
                return True
        around = draft.quotation_at(span.start)
        if around is None or span.end > around.outer.end:
            return False
        return bool(around.lead) or around.span.end - around.span.start > span.end - span.start


def _is_replaced(wording: Wording, span: Span, words: str) -> Finding:
    """What is said of an old wording."""
    since = f"自{spoken_day(wording.since)}起" if wording.since else ""
    source = f"（见{wording.source}）" if wording.source else ""
    return Finding(
        kind="wording_superseded",
        span=span,
        text=words,
        message=f"“{words}”{since}的规范表述是“{wording.new}”{source}。",
        suggestion=wording.new,
        reason="superseded",
        certainty=0.8,
    )


def _is_reached(goal: Goal, span: Span, words: str) -> Finding:
    """What is said of a goal of the past that is told as still to come."""
    source = f"（见{goal.source}）" if goal.source else ""
    return Finding(
        kind="wording_superseded",
        span=span,
        text=words,
        message=f"“{words}”{goal.became}{source}；现为“{goal.now.strip('“”')}”。",
        suggestion=goal.now,
        reason="superseded",
        certainty=0.8,
    )


def _is_renamed(bureau: Bureau, words: str) -> Finding:
    """What is said of an organ's former name; where its place may call it so or so, all forms."""
    since = spoken_day(bureau.since)
    names = "”或“".join(f"{bureau.rank}{name}" for name in bureau.names)
    now = f"的规范名称是“{names}”" if bureau.is_sure else f"不再使用，现称“{names}”，以当地机构为准"
    return Finding(
        kind="wording_superseded",
        span=bureau.span,
        text=words,
        message=f"“{bureau.rank}{words}”自{since}起{bureau.between}{now}（见{bureau.source}）。",
        suggestion=bureau.names[0] if bureau.is_sure else None,
        reason="superseded",
        certainty=0.8,
    )
