"""What a rule says elsewhere of what was found: the duties of whoever holds a role, the penalty
for breaking an article, the rule for an item just named.

A law parts what belongs together: one article says that the 主要负责人 is the 第一责任人,
another what the 主要负责人 must do. Each piece is quoted with its own citation; nothing is
inferred but what the words of the law tie together themselves.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.model import Span
from corpus.numerals import to_int
from corpus.text import fold, sentences
from service.answering.lists import list_at
from service.answering.weighing import stands
from service.answering.writer import Quote

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.model import Passage
    from service.answering.features import Asked
    from service.answering.writer import Scored
    from service.shelf import Shelf

#: Sentences a bridge may start from: so many, each so likely beside the best.
FROM, BESIDE = 4, 0.2
#: Sentences among which one may announce the role's own duties.
AMONG = 16
#: What asks what somebody has to do, after the role and what says that they must.
_DUTIES = re.compile(
    r"(?:做好?|干|负|承担|履行|管)(?:好|起)?(?:些|的|哪些|什么|啥|哪几|怎样)+"
    r"|(?:有|负有?|承担|履行)(?:哪些|什么|啥)(?:职责|责任|义务|任务)"
    r"|的?(?:法定)?(?:职责|责任|义务|任务)(?:都|分别|具体|主要)?(?:是|有|包括|为)?(?:什么|哪些|啥|哪几)"
)
_MUST = re.compile(r"(?:要|应当|应|该|需|必须|得|都|又|具体|主要|到底|[，,的 ])+$")
_LEAD = re.compile(r"^(?:请问|根据|按照|作为|当|.*?(?:里|中|规定)的?[,，]?(?=[一-鿿]{2,12}$))")
#: What announces duties.
_OWES = r"[^。；;]{0,40}?(?:职责|责任|义务)[：:]"
#: What asks what follows from breaking a rule, what breaks none by itself, and what says it.
_ASKS_PENALTY = re.compile(
    r"罚|处分|怎么处[理置]|什么(?:责任|后果)|追究|吊销|坐牢|判(?:刑|几年|多少年|什么罪)"
)
#: What asks in another clause whether the deed is allowed, or how it must be done.
_ASKS_RULE = re.compile(
    r"[吗么][，,]?$|不$|([^\W\d])不\1|[能可准]否|是否|什么|啥|哪|怎[么样]|如何|谁|多少|几|要求|规定"
)
_CLAUSES = re.compile("[，,；;。？?]")
#: What asks so of a forbidden deed only (污损标志谁来管), and what forbids it.
_ASKS_WHO = re.compile("谁来?管")
_FORBIDS = re.compile("不得|禁止|严禁|不准")
#: What lays something down.
_LAYS_DOWN = re.compile("应当|必须|不得|禁止|严禁|不准|只准")
#: Letters before an item in which its list may be announced.
_LED = 400
_PENALTY = re.compile(
    "罚款|责令|处分|处罚|吊销|没收|警告|追究|制止|拘留|徒刑|撤销|不得再次|不予受理"
)
#: What says that a rule is broken.
_BREAKS = re.compile("违反|行为(?:之一)?的[,，]")
_ARTICLE = re.compile(r"第[一二三四五六七八九十百零〇\d]+条(?:之[一二三四五六七八九])?")
_ITEM = re.compile(r"^\s*[（(]([一二三四五六七八九十]+)[)）]")
#: The article, and the paragraph and item of it, for breaking which a penalty is laid down.
_BROKEN = re.compile(
    rf"违反[了]?本[一-鿿]{{1,4}}(?P<article>{_ARTICLE.pattern})(?:第(?P<part>[一二三四五六七八九十])款)?"
    r"(?:第?[（(]?(?P<item>[一二三四五六七八九十]+)[)）]?项)?"
)


def bridged(asked: Asked, ranked: Sequence[Scored], shelf: Shelf) -> list[Quote]:
    """The sentence found with what its work says of it elsewhere; empty where nothing leads on."""
    likely = [one for one in ranked[:FROM] if one.chance >= BESIDE * ranked[0].chance]
    role = _role_of(asked.query.text)
    led = _duties(role, likely, shelf) or _announced(role, ranked[:AMONG], shelf) if role else []
    return led or _penalty(asked, likely, ranked[:AMONG], shelf)


def _role_of(text: str) -> str:
    """The role whose duties are asked for; empty where none are."""
    found = _DUTIES.search(text)
    role = _LEAD.sub("", _MUST.sub("", text[: found.start()])) if found else ""
    return role if len(role) > 1 else ""


def _duties(role: str, likely: Sequence[Scored], shelf: Shelf) -> list[Quote]:
    """The duties of whoever a likely sentence says holds the role."""
    return next((led for one in likely if (led := _duties_of(one, role, shelf))), [])


def _penalty(
    asked: Asked, likely: Sequence[Scored], ranked: Sequence[Scored], shelf: Shelf
) -> list[Quote]:
    """The penalty for breaking what a likely sentence lays down, where one is asked for and the
    sentence before it names none itself; where it does and the rule is asked for too, both.
    """
    outright = _ASKS_PENALTY.search(asked.query.text)
    if not outright and not _ASKS_WHO.search(asked.query.text):
        return []
    for one in likely:
        if not (outright or _is_forbidden(one, shelf)):
            continue
        if _PENALTY.search(one.unit.told):
            return _broken(asked, one, ranked, shelf) if _asks_rule(asked.query.text) else []
        if led := _penalty_for(asked, one, shelf):
            return led
    if likely and _asks_rule(asked.query.text) and _LAYS_DOWN.search(likely[0].unit.text):
        return _besides(asked, likely[0], ranked, penal=True)
    return []


def _duties_of(one: Scored, role: str, shelf: Shelf) -> list[Quote]:
    """Where a sentence says who holds the role: it, and the list of that one's duties."""
    said = one.unit.text
    holder = re.search(
        rf"(?P<who>[^,，。；;：:]{{2,30}}?)(?:就?是|为|作为|担任)[^,，。；;：:]{{0,20}}?{re.escape(role)}",
        said,
    )
    if holder is None:
        return []
    names = [holder["who"], *re.split(r"[的和、或及]|以及", holder["who"])[-1:]]
    owes = [re.compile(rf"{re.escape(name)}(?!是|为){_OWES}") for name in names if len(name) > 1]
    document = shelf.document(one.unit.passage.document_id)
    for pattern in owes:
        for passage in shelf.passages_of(document.id):
            for span in sentences(passage.text) if pattern.search(passage.text) else ():
                if not pattern.search(passage.text[slice(*span)]):
                    continue
                at = passage.span.start
                items = list_at(document, Span(at + span.start, at + span.end), wanted=True)
                if len(items) > 2:
                    return [_quoted(one), *_quotes_of(shelf, passage, items, one.chance)]
    return []


def _announced(role: str, ranked: Sequence[Scored], shelf: Shelf) -> list[Quote]:
    """The list of duties that a sentence further down announces as the role's own."""
    # 班组长 is no 组长: before the role stands nothing, or whose it is.
    owes = re.compile(
        rf"(?:^|[\s，,：:]|[条款项的]|单位|公司|部门){re.escape(role)}(?!是|为){_OWES}"
    )
    for one in ranked:
        if one.unit.opens and owes.search(one.unit.text):
            document = shelf.document(one.unit.passage.document_id)
            items = list_at(document, one.unit.span, wanted=True)
            if len(items) > 2:
                return _quotes_of(shelf, one.unit.passage, items, one.chance)
    return []


def _is_forbidden(one: Scored, shelf: Shelf) -> bool:
    """Whether a sentence, or what announces the list it is an item of, forbids something."""
    passage = one.unit.passage
    before = _LED if _ITEM.match(one.unit.text) else 0
    text = shelf.document(passage.document_id).text
    return bool(_FORBIDS.search(text[max(0, passage.span.start - before) : passage.span.end]))


def _penalty_for(asked: Asked, one: Scored, shelf: Shelf) -> list[Quote]:
    """Where a sentence lays down a duty: it, and what its work lays down for breaking it."""
    own = next((label for label in reversed(one.unit.result.section) if _ARTICLE.match(label)), "")
    article = _ARTICLE.match(own)
    if article is None:
        return []
    item = _ITEM.match(one.unit.text)
    within = (
        re.compile(rf"(?:前款|本条[^,，。]{{0,6}})?第[（(]?{item[1]}[)）]?项") if item else None
    )
    # Of the same work: 本法第七条, or in a row with one: 本法第五条、第七条; if an item, this one.
    items = (
        rf"(?:第[一二三四五六七八九十]款)?(?:(?!第)|[^,，。；;]{{0,24}}?{item[1]}[)）]?(?:[、和至][^,，。；;]{{1,24}}?)?项)"
        if item
        # what one item alone is punished by is none of the whole list
        else ("(?!第?[(（]?[一二三四五六七八九十][^,，。；;]{0,16}项)" if one.unit.opens else "")
    )
    named = re.compile(
        rf"(?:本[一-鿿]{{1,4}}|违反)(?:第[^《》。；;]{{1,40}}?)?(?<![》之]){re.escape(article[0])}"
        rf"(?![之一二三四五六七八九十]){items}"
    )
    for passage in shelf.passages_of(one.unit.passage.document_id):
        same = passage.section_id == one.unit.passage.section_id
        mark = within if same or passage.span.start == one.unit.passage.span.start else named
        if mark is None or not mark.search(passage.text):
            continue
        for start, end in sentences(passage.text):
            said = passage.text[start:end]
            if not (mark.search(said) and _PENALTY.search(said) and _BREAKS.search(passage.text)):
                continue
            if asked.figure is not None and not asked.figure.search(fold(said)):
                continue
            at = passage.span.start
            return [_quoted(one), Quote(passage, Span(at + start, at + end), one.chance)]
    return []


def _asks_rule(text: str) -> bool:
    """Whether a clause of a question that asks for a penalty asks something else."""
    clauses = [one for one in _CLAUSES.split(text) if one and not _ASKS_PENALTY.search(one)]
    return any(map(_ASKS_RULE.search, clauses))


def _broken(asked: Asked, one: Scored, ranked: Sequence[Scored], shelf: Shelf) -> list[Quote]:
    """Where a sentence lays down a penalty: what its work lays down in the article it names, and
    it; where it names none, what of its work is likely and lays down the most of it; else empty.
    """
    named = _BROKEN.search(one.unit.text)
    if named is None:
        return _besides(asked, one, ranked, penal=False)
    known = shelf.passages_of(one.unit.passage.document_id)
    heads = re.compile(rf"{re.escape(named['article'])}[\s（(]")
    head = next((each for each in known if heads.match(each.text)), None)
    if head is None:
        return []
    said: list[tuple[float, Quote]] = []
    at_part = 0
    for passage in known:
        if passage.section_id != head.section_id:
            continue
        for start, end in sentences(passage.text):
            text = passage.text[start:end]
            ahead = passage.text[:start]
            at_part += not _ITEM.match(text) and (not ahead or ahead.endswith("\n"))
            item = _ITEM.match(text)
            if named["item"] and not (item and item[1] == named["item"]):
                continue
            if named["part"] and not named["item"] and at_part != to_int(named["part"]):
                continue
            weight = sum(term.weight for term in asked.terms if stands(term, fold(text)))
            at = passage.span.start
            said.append((weight, Quote(passage, Span(at + start, at + end), one.chance)))
    rule = max(said, key=lambda each: each[0], default=None)
    return [rule[1], _quoted(one)] if rule else []


def _besides(asked: Asked, one: Scored, ranked: Sequence[Scored], *, penal: bool) -> list[Quote]:
    """A rule and the penalty, one of them given and the other (``penal``: the penalty) of the same
    work, where that says at least half of what the one says of the question; else empty.
    """
    given = fold(one.unit.text)
    said = [term for term in asked.terms if term.word[1:] and stands(term, given)]
    least = sum(term.weight for term in said) / 2
    for other in ranked:
        text = fold(other.unit.text)
        same = other.unit.passage.document_id == one.unit.passage.document_id
        fits = _PENALTY.search(text) if penal else _LAYS_DOWN.search(text)
        if not same or not fits or (not penal and _PENALTY.search(text)):
            continue
        if 0 < least <= sum(term.weight for term in said if stands(term, text)):
            both = (one, other) if penal else (other, one)
            return [Quote(each.unit.passage, each.unit.span, one.chance) for each in both]
    return []


def _quoted(one: Scored) -> Quote:
    return Quote(one.unit.passage, one.unit.span, one.chance)


def _quotes_of(shelf: Shelf, known: Passage, spans: Sequence[Span], chance: float) -> list[Quote]:
    """A list as quotations, each in the passage it begins in."""
    passages = shelf.passages_of(known.document_id)
    return [
        Quote(next((one for one in passages if span.start < one.span.end), known), span, chance)
        for span in spans
    ]
