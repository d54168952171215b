"""The list a question asks for, by what heads or announces it in a document's outline.

A sentence that is likely may stand in a list, or beside one; where a heading (基本原则) or what
is said before the first item (我愿提出如下倡议) names what is asked for, that is the list.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from corpus.model import Span
from corpus.numerals import to_chinese, to_int
from corpus.text import fold, sentences, shared_start, trim
from service.answering.asking import so_many
from service.answering.lists import ITEMS, alike, children, shown
from service.answering.units import OPENS
from service.query import QUOTES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from corpus.model import Document, DocumentId, Section, SectionId
    from service.answering.features import Asked
    from service.answering.wording import Term
    from service.answering.writer import Scored
    from service.shelf import Shelf

#: What asks for a list by its number of items, or for all of them.
_LISTING = re.compile(
    r"哪(?:几|[一两二三四五六七八九十\d]+)?(?:大|个)?(?:方面|[些点条项个件种])|几(?:大|个)?(?:方面|[点条项])"
    r"|的[两二三四五六七八九十]个?(?:大|方面|[点条项])[一-鿿]{2,4}[？?]?$"
    r"|[两二三四五六七八九十](?:个方面|[点条项])(?:分别)?(?:是(?:什么|啥)|[？?]?$)"
)
#: 四个必须: so many things, each said with the word.
_EACH = re.compile(
    "(?P<many>[两二三四五六七八九十])个(?P<word>[一-鿿]{2,3})(?:是|指|[，,？?]|有|都|$)"
)
#: What asks for it by what heads a list.
_HEADED = re.compile(
    r"(?:原则|要求|任务|措施|内容|职责|条件|步骤|重点|途径|特征)(?:(?:都|分别|主要)?(?:是|有|包括)(?:些)?(?:什么|啥)|[？?]?$)"
)
#: What a question about a list says of any list.
_OF_ANY = re.compile(
    r"[一二两三四五六七八九十\d]+(?:[个大]?方面|[点条项个件种类])|解释|阐[述释明]|论述|归纳|概括|体现|表现|提出?|号召|包括|要求|方面|具体|主要|抓好?|做好?|讲|说|强调|内容|上|中|里|方法|需要|应当?|坚持|承认|指出|存在|面临|列出|点出|总结|部署|安排|有"
)
#: Sentences, the likeliest, whose documents are looked at.
AMONG = 8
#: The share of the question's weight that a list's head and its title must say, and the head.
SAYS, ITSELF = 0.85, 0.3
#: The share where the list has just as many items as are asked for, and where no other of the
#: only text has.
COUNTED, LONE = 0.6, 0.25
#: What is called by its number, and no list for that: 四大平台.
_NAMED_SO = re.compile("[两三四五六七八九十]大(?!方面)")
#: And so much of it in any case, of which the head must say its share.
LEAST = 0.1
#: How long what announces a list may be to be quoted with it; characters looked at before one.
LEAD, BEFORE = 80, 160
#: The few words a paragraph of a list begins with.
BRIEF = 24
#: Characters at a document's head, which say what it is.
HEAD = 200
#: Dashed paragraphs that begin alike, and how much of them must be the same.
_DASHED = re.compile(
    r"(?:^[ \t　]*|(?<=[。！？”]))——(?P<said>[^\n]+?)(?:(?<=[。！？”])(?=——)|$)", re.MULTILINE
)
COMMON = 4
#: Paragraphs told in order.
_ORDERED = re.compile("^(?:首先|其次|再次|最后|第[二三四五六七八九十])[，,][^\\n]+", re.MULTILINE)
#: Kinds of section a list may be of: an article's list is found by its sentences.
_POINTS = frozenset({"point", "item", "subitem", "heading"})
#: Chapters that every law has: of which, the question does not say.
_OF_ALL = frozenset(
    "总则 附则 罚则 法律责任 监督管理 监督检查 监督 保障措施 组织保障 一般规定 其他规定".split()
)
#: Chapters that answer by what their articles say, how many of those they may have, and forms of
#: question that ask for what a chapter is called.
_CHAPTERS, ARTICLES = frozenset({"chapter", "section"}), 12
_OF_CHAPTERS = frozenset({"list", "open"})
#: Forms of question that a list of so many answers.
_COUNTED = frozenset({"list", "definition"})


#: What parts the names of a row, and a row from the rest.
_NAMED, _PART = re.compile("[、和及与]"), re.compile("[,，。;；:：]")
#: Things that make a row at least and at most; how likely a sentence that tells one must be beside
#: the likeliest.
A_ROW, ROWS, LIKELY = 3, 100, 0.1


class Listed(NamedTuple):
    """A list: what heads it and its items, in order, as they are quoted."""

    document: DocumentId
    spans: Sequence[Span]


class _List(NamedTuple):
    announced: Span | None
    said: str
    above: str
    items: Sequence[Span]


def list_asked(asked: Asked, scored: Sequence[Scored], shelf: Shelf) -> Listed | None:
    """The list whose head says most of what is asked for; None where none does."""
    if asked.query.form in _OF_CHAPTERS and (chapter := _chapter(asked, scored, shelf)):
        return chapter
    text = asked.query.text
    if each := _EACH.search(re.sub(f"[{QUOTES}]", "", text)):
        many, word = to_int(each["many"]), fold(each["word"])
        if found := _each_saying(many, word, scored, shelf):
            return found
    many = so_many(asked.query)
    if row := _in_a_row(asked, many, scored):
        return row
    counted = asked.query.form in _COUNTED and _LISTING.search(text)
    if not counted and not _HEADED.search(text):
        return None
    terms = [one for one in asked.terms if one.word[1:] and not _OF_ANY.fullmatch(one.word)]
    total = sum(term.weight for term in terms)
    if not total:
        return None  # 有哪些要求: of what, nobody says
    best: tuple[float, Listed] | None = None
    names = dict.fromkeys(one.unit.passage.document_id for one in scored[:AMONG])
    for name in names:
        document = shelf.document(name)
        lists = list(_lists(document, many))
        numbered = {one.items[0] for one in lists if len(one.items) == many}
        least = LONE if len(names) == len(numbered) == 1 else COUNTED
        least = SAYS if _NAMED_SO.search(text) else least
        for one in lists:
            own = _weight(terms, one.said)
            whole = _weight(terms, f"{one.said} {one.above}")
            # 文联十大上提的希望: what the title says its lists need not
            rest = total - _weight(terms, one.above)
            says = least if many == len(one.items) else SAYS
            if own < ITSELF * max(rest, LEAST * total) or whole < says * total:
                continue
            own = _weight(asked.terms, one.said)
            if best is None or own > best[0]:
                head = one.announced
                lead = [head] if head and head.end - head.start <= LEAD else []
                spans = [*lead, *one.items]
                best = own, Listed(name, shown(document.text, spans))
    return best[1] if best else None


def _in_a_row(asked: Asked, many: int, scored: Sequence[Scored]) -> Listed | None:
    """The likely sentence that says just so many times what is asked for (爱国主义精神，…忠诚精神),
    or names so many in a row with their number (…、西安11个城市); None where none does.
    """
    words = [one for one in asked.terms if one.word[1:] and not _OF_ANY.fullmatch(one.word)]
    if not A_ROW <= many <= ROWS or not words:
        return None
    least = LIKELY * scored[0].chance if scored else 0.0
    each, itself = words[-1].word, "".join(one.word for one in words[-2:])
    for one in scored[:AMONG]:
        said = fold(one.unit.text)
        is_row = said.replace(itself, "").count(each) == many or names_so_many(said, many, each)
        if one.chance >= least and is_row:
            return Listed(one.unit.passage.document_id, [one.unit.span])
    return None


def names_so_many(said: str, many: int, each: str) -> bool:
    """Whether a text names so many in a row, and their number behind: …、西安11个城市."""
    numbers = f"(?:{many}|{to_chinese(many)})[个位名家]{re.escape(each)}"
    return any(
        len(_NAMED.findall(_PART.split(said[: found.start()])[-1])) >= many - 1
        for found in re.finditer(numbers, said)
    )


def _each_saying(many: int, word: str, scored: Sequence[Scored], shelf: Shelf) -> Listed | None:
    """The list of just so many items that each say a word at their head; None where none does."""
    for name in dict.fromkeys(one.unit.passage.document_id for one in scored[:AMONG]):
        document = shelf.document(name)
        for one in _lists(document, many):
            heads = (sentences(document.text, *item)[0] for item in one.items)
            said = (fold(document.text[slice(*head)]) for head in heads)
            if len(one.items) == many and all(word in head for head in said):
                return Listed(name, shown(document.text, one.items))
    return None


def _chapter(asked: Asked, scored: Sequence[Scored], shelf: Shelf) -> Listed | None:
    """What each article says first of the chapter that is called what is asked for, whole; none
    where a sentence announces that as a list.
    """
    wanted = _bare(asked.topic)
    called = dict.fromkeys(
        one.unit.passage.document_id
        for one in scored[:AMONG]
        if any(_bare(heading).endswith(wanted) for heading in one.unit.result.section)
    )
    if not called or wanted in _OF_ALL or any(_announces(asked, one.unit.text) for one in scored):
        return None
    for name in called:
        document = shelf.document(name)
        for section in document.sections:
            articles = children(document, section)
            if (
                section.kind in _CHAPTERS
                and _bare(section.heading) == wanted
                and 1 < len(articles) <= ARTICLES
                and all(one.kind == "article" for one in articles)
            ):
                return Listed(name, shown(document.text, [one.span for one in articles]))
    return None


def _announces(asked: Asked, text: str) -> bool:
    """Whether a sentence announces a list, and in few words says all that is asked for."""
    said = fold(text)
    words = [term.word for term in asked.terms if term.word[1:]]
    brief = len(text) <= LEAD and OPENS.search(text)
    return bool(brief) and all(word in said for word in words)


def _bare(heading: str) -> str:
    """A heading's letters, without those that only join."""
    return re.sub(r"[^\w]|[的和与及]", "", fold(heading))


def _weight(terms: Sequence[Term], text: str) -> float:
    folded = fold(text)
    return sum(
        term.weight
        for term in terms
        if term.word in folded or any(other in folded for other in term.others)
    )


def _lists(document: Document, many: int) -> Iterator[_List]:
    """The lists of an outline that stand under a heading, or behind a sentence announcing them;
    those of just so ``many`` points of the text itself, and of dashed paragraphs that begin alike.
    """
    text, sections = document.text, document.sections
    by_id = {section.id: section for section in sections}
    about = f"{document.description.title} {text[:HEAD]}"
    for section in sections:
        if section.kind not in _POINTS or _in_provision(section, by_id):
            continue
        items = children(document, section)
        if 1 < len(items) <= ITEMS and items[0].kind in _POINTS:
            series = [one for one in items if alike(one, items[0])]
            if len(series) > 1:
                first = sentences(text, section.span.start, items[0].span.start)
                head = first[0] if first else trim(text, Span(*section.span))
                above = " ".join((about, *_above(section, by_id)))
                yield _List(head, text[slice(*head)], above, [one.span for one in series])
        elif not items and section.kind in _POINTS:
            yield from _paragraphs(text, section, " ".join((about, *_above(section, by_id))))
    yield from _announced(document, about, many)
    yield from _dashed(text, about, many)
    yield from _ordered(text, about, many)


def _in_provision(section: Section, by_id: Mapping[SectionId, Section]) -> bool:
    """Whether a section is part of an article, whose sentences tell what its lists are of."""
    parent = section.parent
    while parent and parent in by_id:
        if by_id[parent].kind == "article":
            return True
        parent = by_id[parent].parent
    return False


def _above(section: Section, by_id: Mapping[SectionId, Section]) -> Iterator[str]:
    """The headings over a section."""
    parent = section.parent
    while parent and parent in by_id:
        yield by_id[parent].heading
        parent = by_id[parent].parent


def _paragraphs(text: str, section: Section, above: str) -> Iterator[_List]:
    """The paragraphs under a heading that each begin with a few words: 坚持保本微利运行。"""
    at, lines = section.span.start, list[Span]()
    for line in text[section.span.start : section.span.end].split("\n"):
        lines.append(trim(text, Span(at, at + len(line))))
        at += len(line) + 1
    head, *rest = [line for line in lines if line.start < line.end] or [section.span]
    if not 1 < len(rest) <= ITEMS or head.end - head.start > LEAD:
        return
    heads = [Span(line.start, text.find("。", *line) + 1) for line in rest]
    if all(
        0 < one.end - one.start <= BRIEF < line.end - line.start
        for one, line in zip(heads, rest, strict=True)
    ):
        yield _List(None, text[slice(*head)], above, heads)


def _dashed(text: str, about: str, many: int) -> Iterator[_List]:
    """The dashed paragraphs that begin with the same words, and what ends the first sentence of
    all of them: ——我们要学习他坚定信念的精神。 Of a text that has lost its lines only so ``many``.
    """
    runs: list[list[Span]] = []
    for found in _DASHED.finditer(text):
        span = Span(*found.span())
        if runs and _begins_alike(text, runs[-1][-1], span):
            runs[-1].append(span)
        else:
            runs.append([span])
    for run in runs:
        heads = [text[slice(*sentences(text, *span)[0])].strip("—。 \n") for span in run]
        said = shared_start(heads)
        lined = run[0].start == 0 or text[run[0].start - 1] == "\n" or len(run) == many
        if lined and 1 < len(run) <= ITEMS and len(said) >= COMMON:
            ends = shared_start([head[len(said) :][::-1] for head in heads])[::-1]
            yield _List(None, f"{said}{ends}", about, run)


def _begins_alike(text: str, one: Span, other: Span) -> bool:
    """Whether two paragraphs begin with the same words."""
    heads = [text[span.start : span.end].strip().strip("—") for span in (one, other)]
    return len(shared_start(heads)) >= COMMON


def _ordered(text: str, about: str, many: int) -> Iterator[_List]:
    """The paragraphs that begin 首先, 第二 and so on, where they are just so ``many``: an outline
    counts from 第一.
    """
    found = [Span(*match.span()) for match in _ORDERED.finditer(text)]
    firsts = [at for at, span in enumerate(found) if text.startswith("首先", span.start)]
    for at, end in pairwise([*firsts, len(found)]):
        if end - at == many > 1:
            yield _List(None, about, about, found[at:end])


def _announced(document: Document, about: str, many: int) -> Iterator[_List]:
    """The lists of no heading's: the sections of one form behind a sentence that opens them."""
    text = document.text
    tops = [one for one in document.sections if one.parent is None and one.kind in _POINTS]
    for at, first in enumerate(tops):
        if first.number != "1":
            continue
        series = [first]
        for other in tops[at + 1 :]:
            if not alike(other, first) or other.number == "1":
                break
            series.append(other)
        if any(children(document, one) for one in series):
            continue  # what a whole paper is made of
        before = sentences(text, max(0, first.span.start - BEFORE), first.span.start)
        if 1 < len(series) <= ITEMS and before:
            announced = before[-1]
            said = text[announced.start : announced.end]
            spans = [one.span for one in series]
            if OPENS.search(said) or len(said) < LEAD:
                yield _List(announced, said, about, spans)
            elif many == len(series):
                # What is asked for by its number is told by it.
                yield _List(None, about, about, spans)
