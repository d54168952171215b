"""What a question demands of any answer: its years, its places, its names, to the letter.

What is met in another year, another province or by another company is never an answer,
however near it comes in words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from corpus.model import NORMATIVE_KINDS, Span
from corpus.text import fold
from service.answering.asking import ordinals_of
from service.answering.places import above, places_in
from service.answering.speakers import is_said_by
from service.answering.subjects import (
    bare_work,
    grades_in,
    is_about,
    is_of_grade,
    subjects_of,
)
from service.answering.years import (
    plans_in,
    year_of,
    years_in,
    years_of,
    years_said,
    years_told,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from corpus.model import Description
    from service.answering.units import Unit
    from service.query import Query
    from service.shelf import Shelf

#: 2024年政府工作报告: the year names the document, not what is told in it.
_EDITION = re.compile(
    r"((?:19|20)\d{2})年?(?:的)?(?:度)?(?:(?!多少|几|什么|哪)[^，。？?0-9]){0,12}?"
    r"(?:工作报告|报告|讲话|年版|版|修订[版稿]|试行规则|贺词|意见|方案)"
)
#: The year in a document's number: 〔2021〕7号.
_NUMBERED = re.compile(r"[〔\[(（【﹝]((?:19|20)\d{2})[〕\])）】﹞]\d+号")
_COMPANY = re.compile(
    r"(?:^|年|的)([一-鿿]{2,4}?)(?:重工|科技|股份|控股|实业)?(?:集团|大学(?!生))"
    r"|(?:^|年|的)([一-鿿]{2,4}?)(?:重工|科技|股份|控股|实业)(?:有限)?公司"
)
_NO_NAME = re.compile(
    r"(?:我们?|本|分|子|总|该|母|保险|上市|外资|股份|有限|责任|国有|民营|这家|哪家|控股|证券|基金|物业|中介|商业|政策性"
    r"|金融|担保|快递|平台|网约车|外贸|建筑|施工|公立|民营|私立|哪些|什么|的|在|给|跟|和|让|把|被|开|办|到|从|由|所|新|老|大|小)"
)
_CONGRESS = re.compile(
    r"(?<![一-鿿])?(?:党的)?(十[一二三四五六七八九]?|二十[一二]?)大(?:报告)?(?=报告|提出|说|讲|怎么|里|中|上|对|的|选)"
)
#: 边远地区, 居民小区: what stands before 区 where that is no district.
_NO_KIND = "地山小社园景牧灾辖校库林矿郊片街厂疫特老"
#: A district as a text names one, and what is called so besides.
_DISTRICT = re.compile(f"([一-鿿]{{2}})(?<![{_NO_KIND}])[区县](?![域间别级市长委])")
_NO_DISTRICT = frozenset(
    (
        "自治 地区 管理 保护 开发 试验 示范 实验 辖区 功能 居民 住宅 重点 限制 禁止 禁放 生活 合作"
        " 所在 户籍 缓冲 风景 名胜 旅游 工业 产业 保税 贸易 高新 经济 技术 风险 控制 服务"
    ).split()
)
#: Letters of a paragraph before a passage in which its year may be told.
AHEAD = 400
#: Kinds that tell the figures of one year beside those of another.
_FIGURES = frozenset({"report", "news", "essay"})
#: Letters a text opens with.
HEAD = 400
#: A part of the year that is named, and no day of it: of January nothing is said by May.
_PARTS = re.compile(r"(?<!\d)\d{1,2}月(?!\d{1,2}日)|[一二三四]季度|[上下]半年")
#: What asks for somebody's words.
_SPOKEN = re.compile("[说讲]|提[到出]|谈到|致辞|引用|对话|座谈")
#: Kinds whose texts hold everywhere, unless their title names a place.
NATIONAL = NORMATIVE_KINDS - {"local_regulation"}


@dataclass(frozen=True, slots=True)
class Demands:
    """What must be met: ``years`` told, or ``parts`` of one (1月, 一季度), of which ``day`` is the
    last day meant, ``editions`` of a document, five-year ``plans`` (each its years), ``places``, a
    party ``congress``, ``names`` of companies.

    ``ordinals`` are members of a series (第四届), each as the ways it may be written.
    ``subjects`` have rules of their own (:mod:`service.answering.subjects`).
    ``grades`` (二级) are each laid down for by themselves. ``speaker`` is whose words are wanted.
    Where it is asked what was ``spoken`` in a year, that is the year of the speech, of whatever it
    tells. ``absent`` are names, companies and works that stand nowhere in the corpus. What is told
    of another of its like is not told of one of the ``districts``.
    """

    years: tuple[int, ...] = ()
    parts: tuple[str, ...] = ()
    day: date | None = None
    editions: tuple[int, ...] = ()
    plans: frozenset[range] = frozenset()
    places: tuple[str, ...] = ()
    congress: str = ""
    names: tuple[str, ...] = ()
    ordinals: tuple[tuple[str, ...], ...] = ()
    subjects: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()
    speaker: str = ""
    absent: tuple[str, ...] = ()
    spoken: bool = False
    districts: tuple[str, ...] = ()

    @property
    def any(self) -> bool:
        """Whether anything is demanded."""
        return self != Demands()


def demands_of(
    query: Query,
    count: Callable[[str], int],
    may_mean: Callable[[str], bool] = lambda _: True,
    speaker: str = "",
) -> Demands:
    """Read a question's demands; ``count`` says how many passages hold a wording, ``may_mean``
    whether a held work may be called by a name without its noun; ``speaker`` is whose words are
    wanted, as far as is known.
    """
    text = fold(query.text)
    editions = tuple(int(year) for year in _EDITION.findall(text))
    numbered = {int(year) for year in _NUMBERED.findall(text)}
    years = tuple(year for year in query.years if year not in editions and year not in numbered)
    names = [
        name
        for found in _COMPANY.findall(query.text)
        for name in (found[0] or found[1],)
        if not _NO_NAME.search(name) and not places_in(name)
    ]
    work, core = bare_work(query.text)
    unheld = [work] if work and not count(work) and not may_mean(core) else []
    congress = _CONGRESS.search(query.text)
    return Demands(
        years=years,
        parts=tuple(dict.fromkeys(_PARTS.findall(text))) if years else (),
        day=query.day if years else None,
        editions=editions,
        plans=plans_in(text),
        places=places_in(query.text),
        congress=congress[1] if congress else "",
        names=tuple(name for name in dict.fromkeys(names) if count(name)),
        ordinals=ordinals_of(query.text),
        subjects=subjects_of(text),
        grades=grades_in(text),
        speaker=speaker,
        spoken=len(years) == 1 and bool(_SPOKEN.search(text)),
        absent=tuple(name for name in dict.fromkeys([*unheld, *names]) if not count(name)),
    )


def lacking(unit: Unit, demands: Demands, shelf: Shelf, on: date | None) -> str:
    """Which demand a unit does not meet: ``year``, ``part`` of one, ``place``, ``name``,
    ``ordinal``, ``subject``, ``grade``, ``speaker`` or ``""``.
    """
    if not demands.any:
        return ""
    if demands.absent:
        return "name"
    description = unit.result.card.description
    around = " ".join((description.title, *unit.result.section, unit.passage.text))
    if any(name not in f"{around}{description.issuer or ''}" for name in demands.names):
        return "name"
    if demands.places and not _in_places(unit, demands, around):
        return "place"
    if demands.districts and _of_other_district(unit, demands.districts):
        return "place"
    if demands.ordinals and not _of_series(unit, demands.ordinals, around, shelf):
        return "ordinal"
    subjects = demands.subjects  # of several one will do: 法官和检察官 have a law each
    if subjects and not any(is_about(one, description.title, around) for one in subjects):
        return "subject"
    if demands.grades and not is_of_grade(demands.grades, unit.told, description.title):
        return "grade"
    if demands.speaker and not is_said_by(demands.speaker, description, around):
        return "speaker"
    if demands.congress and not of_congress(demands.congress, description.title, around):
        return "name"
    if demands.editions and not _of_edition(unit, demands.editions):
        return "year"
    return _other_time(unit, demands, shelf, on, around)


def _of_other_plan(unit: Unit, plans: frozenset[range]) -> bool:
    """Whether a sentence is told of another five-year plan: it names plans or years, or where it
    and its passage name none the text's title does, and none of those meant.
    """
    if named := plans_in(unit.told):
        return not named & plans
    if years := years_in(unit.told):
        return not any(year in plan for year in years for plan in plans)
    named = plans_in(unit.result.card.description.title)
    return bool(named) and not (named | plans_in(unit.passage.text)) & plans


def _other_time(unit: Unit, demands: Demands, shelf: Shelf, on: date | None, around: str) -> str:
    """``year`` or ``part`` where a unit is of another than is asked of."""
    about = unit.result.card.description
    if demands.plans and _of_other_plan(unit, demands.plans):
        return "year"
    spoken = demands.spoken and about.kind == "speech"
    if not demands.years or (spoken and years_of(about) & set(demands.years)):
        return ""
    if not _of_years(unit, demands, shelf, on):
        return "year"
    if not demands.parts or about.kind in NORMATIVE_KINDS or _of_parts(demands, about, around):
        return ""
    return "part"


def _of_parts(demands: Demands, about: Description, around: str) -> bool:
    """Whether a part of the year is named around a sentence, or its text is of that month."""
    month = about.day and about.kind != "report" and (about.day.year, about.day.month)
    if month and demands.day and month == (demands.day.year, demands.day.month):
        return True
    return any(re.search(rf"(?<!\d){part}", fold(around)) for part in demands.parts)


def _in_places(unit: Unit, demands: Demands, around: str) -> bool:
    """Every place is named around the unit, or its text holds there."""
    description = unit.result.card.description
    own = set(places_in(f"{description.title}{description.issuer or ''}"))
    # 广东省广州市天河区 is of 天河区 alone
    own -= {place for one in own for place in above(one) if place != one}
    text = f"{around}{description.issuer or ''}"
    for place in demands.places:
        # the province's rule holds in its city; what it reports of itself does not
        if place in text or (above(place) & own and description.kind != "report"):
            continue
        if description.kind not in NATIONAL or own:
            return False
    return True


def is_district(name: str, kind: str) -> bool:
    """Whether a word the tagger takes for a place is a district or county: 越秀区, not 特区."""
    return (
        kind == "ns"
        and len(name) > 2
        and name.endswith(("区", "县", "旗"))
        and not (name[-1] == "区" and name[-2] in _NO_KIND)
    )


def _of_other_district(unit: Unit, districts: tuple[str, ...]) -> bool:
    """Whether a sentence, or its text's title, names a district and none of these."""
    description = unit.result.card.description
    told = f"{description.title}{description.issuer or ''} {unit.told}"
    if any(name[:-1] in told for name in districts):
        return False
    return any(name not in _NO_DISTRICT for name in _DISTRICT.findall(told))


def of_congress(number: str, title: str, around: str) -> bool:
    """Whether a document, or what stands around a sentence, is that congress's."""
    return (
        f"第{number}次全国代表大会" in title
        or f"{number}大" in title
        or f"{number}大报告" in around
    )


def _of_series(
    unit: Unit, ordinals: tuple[tuple[str, ...], ...], around: str, shelf: Shelf
) -> bool:
    """Every member of a series is named around the unit, or in its document: 本届 is no name."""
    missing = [forms for forms in ordinals if not any(form in around for form in forms)]
    if not missing:
        return True
    text = shelf.document(unit.passage.document_id).text
    return all(any(form in text for form in forms) for forms in missing)


def _of_edition(unit: Unit, editions: tuple[int, ...]) -> bool:
    description = unit.result.card.description
    named = any(str(year) in description.title for year in editions)
    return named or bool(years_of(description) & set(editions))


def _of_years(unit: Unit, demands: Demands, shelf: Shelf, on: date | None) -> bool:
    description = unit.result.card.description
    if description.kind in NORMATIVE_KINDS:
        day = on or demands.day
        days = [day] if day else [date(year, 12, 31) for year in demands.years]
        if any(shelf.status(description.id, day).code == "in_force" for day in days):
            return True
    start = unit.passage.span.start
    before = unit.passage.text[: unit.span.start - start]
    wanted = set(demands.years)
    if years_told(unit.told, before, unit.result.section, description) & wanted:
        return True
    # 到2025年 at a paragraph's head holds for its later passages too
    ahead = shelf.excerpt(unit.passage.document_id, Span(max(0, start - AHEAD), start))
    before = ahead.rpartition("\n")[2] + before
    if years_told(unit.told, before, unit.result.section, description) & wanted:
        return True
    # A speech or paper tells of its own year, and of one it opens with, where it names no other.
    if description.kind in _FIGURES or years_said(unit.told, year_of(description)):
        return False
    head = shelf.excerpt(unit.passage.document_id, Span(0, HEAD))
    return not wanted.isdisjoint(years_of(description) | years_in(head))
