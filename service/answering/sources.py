"""What an answer is sought in: the passages found for a question, and their sentences."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from corpus.text import fold
from service.answering.defining import TERM, defined, defining, tails_of
from service.answering.demands import NATIONAL
from service.answering.focus import name_asked
from service.answering.reach import Reach
from service.answering.refusal import outdone
from service.answering.spelling import members_asked, wordings
from service.answering.validity import asked_about
from service.answering.weighing import is_of_place, many_reports, many_rules, own_law
from service.answering.works import (
    FEW,
    TELLING,
    Named,
    core_of,
    is_of_occasion,
    may_be_meant,
    named_work,
    occasion_in,
    setting_in,
)
from service.query import QUOTES, says_nothing, understand

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from corpus.model import DocumentId
    from corpus.words import Segmenter
    from service.answering.selecting import Selection, Selector
    from service.model import Filters, Result, Results
    from service.query import Query
    from service.search import Searcher
    from service.shelf import Shelf

#: Passages read for an answer, and of those a question's other wording finds.
READ, READ_ALSO = 12, 3
#: Passages of a document's head, where it says who speaks.
HEADS = 6
#: Wordings that say what a term is, and passages read that do.
_DEFINED = (
    "所称{}", "{}，是指", "{}是指", "{}，指", "{}”，是指", "{}”是指", "应当认定为{}", "的，是{}",
    "的，都是{}", "的，属于{}", "采取的{}行为", "{}是",
)  # fmt: skip
DEFINING = 6
#: What asks how long one may turn to a court or an office: laws call it a 时效.
_CLAIMS = re.compile(
    "(?:申请|起诉|诉讼|赔偿|仲裁|申诉|复议).{0,6}(?:多久|期限|时效|几[天日年]|多长)"
    "|(?:多久|几[天日年]|多长时间).{0,6}(?:申请|起诉|提出|申诉)"
)
#: What asks how soon an office answers, and into which kinds something falls.
_REPLIES = re.compile(
    "(?:多久|几[天日]|多长时间|多少[天日]).{0,4}(?:答复|回复|办结|办完|处理|给信)"
)
_KINDS = re.compile("分(?:为|成)?(?:哪?几|哪些)个?(?:[级类种档等]|等级|级别|种类|类别)")
#: Who may not be something: said by 不得录用为 and 不得担任.
_MAY_NOT_BE = re.compile(
    "(?:不(?:能|得|可以|准|让)|还[能可](?:以|不能)?)(?:报?考|当|做|担任)(?P<office>[一-鿿]{2,10}?)(?=[吗么不]|$|[，,？?])"
)
#: Kinds of text that hold everywhere.
EVERYWHERE = tuple(sorted(NATIONAL))


class Sources:
    """Finds what an answer is sought in; safe to share between threads."""

    def __init__(
        self,
        searcher: Searcher,
        selector: Selector,
        shelf: Shelf,
        segmenter: Segmenter,
        members: Callable[[str], Sequence[str]] = lambda _: (),
    ) -> None:
        self._segmenter = segmenter
        self._searcher = searcher
        self._selector = selector
        self._shelf = shelf
        self._members = members

    @cached_property
    def _reach(self) -> Reach:
        return Reach(self._shelf.descriptions())

    @cached_property
    def _of_the_whole(self) -> tuple[DocumentId, ...]:
        """The reports on no place by name."""
        held = self._shelf.descriptions()
        return tuple(one.id for one in held if one.kind == "report" and not is_of_place(one))

    def chosen(self, query: Query, found: Results, filters: Filters) -> tuple[Results, Selection]:
        """The sentences of what was found; where the best of them are of another year, place
        or document, of what is found in the documents that can be meant.
        """
        selection = self._selector.select(query, found.results, filters.as_of)
        if filters.documents or not outdone(selection) or selection.demands.absent:
            return found, selection
        meant = self._reach.meeting(selection.demands)
        if not meant:
            return found, selection
        again = self.found(query, replace(filters, documents=meant))
        other = self._selector.select(query, again.results, filters.as_of)
        better = other.scored and (
            not selection.scored or other.scored[0].chance >= selection.scored[0].chance
        )
        return (again, other) if better else (found, selection)

    def of_work(self, query: Query, found: Results, filters: Filters) -> tuple[Query, Results]:
        """What is asked of the work a question names, and what was found in that, searched for by
        itself; the question and what was found as they are, where it names none that is held.
        """
        named = named_work(query.text, self._selector.titles)
        named = named or self._occasion(query, found, filters)
        if named is None or filters.documents:
            return query, found
        if not named.documents:
            lacks = f"馆藏 {len(self._shelf.descriptions())} 份文件中没有“{named.rest}”上讲的原文"
            note = f"{lacks}；最接近的内容见下，请勿引用"
            return query, replace(found, interpretation=note, unheld=True)
        within = replace(filters, documents=tuple(sorted(named.documents)))
        inside = self._searcher.find(named.rest, limit=READ, filters=within).results
        own = [one for one in found.results if one.card.description.id in named.documents]
        if not inside and not own:
            return query, found
        mixed = list({one.passage.id: one for one in (*inside, *own)}.values())
        ranked = [replace(one, rank=rank) for rank, one in enumerate(mixed[: READ + 4], start=1)]
        return understand(named.rest, self._segmenter), replace(found, results=tuple(ranked))

    def _occasion(self, query: Query, found: Results, filters: Filters) -> Named | None:
        """The texts of the occasion a question names, and what it asks of them; no texts where it
        is named so that no other can be meant, and none is held.
        """
        spoken = replace(filters, kinds=filters.kinds or ("speech",))
        for (name, rest), kinds in (
            (occasion_in(query.text), filters),
            (setting_in(query.text), spoken),
        ):
            if name and not says_nothing(rest) and (held := self._of_occasion(name, found, kinds)):
                return Named(held, rest) if len(held) <= FEW else None
        name, rest = occasion_in(query.text)
        core = core_of(name)
        known = (
            len(core) < TELLING
            or self._selector.titles.may_mean(core)
            or (found.results and may_be_meant(core, found.results[0]))
        )
        return None if known or says_nothing(rest) else Named(frozenset(), name)

    def _of_occasion(self, name: str, found: Results, filters: Filters) -> frozenset[DocumentId]:
        """The texts of an occasion, among those found and those its name finds."""
        terms = self._selector.features.asked(understand(name, self._segmenter)).terms
        more = self._searcher.find(name, limit=READ_ALSO, filters=filters).results
        return frozenset(
            one.card.description.id
            for one in (*found.results, *more)
            if (not filters.kinds or one.card.description.kind in filters.kinds)
            and is_of_occasion(
                name,
                one.card.description,
                self._shelf.document(one.passage.document_id).text,
                terms,
            )
        )

    def found(self, query: Query, filters: Filters) -> Results:
        """The passages an answer is sought in: what the search finds for the question and,
        where it helps, for other wordings of it.
        """
        found = self._searcher.find(query.text, limit=READ, filters=filters)
        more: list[Result] = []
        texts = [*_also(query), *wordings(members_asked(query, self._members))]
        for text in texts:
            more += self._searcher.find(text, limit=READ_ALSO, filters=filters).results
        more += self._defining(query, filters)
        more += self._named(query, found, filters)
        for text, kinds in _laid_down(query):
            binding = replace(filters, kinds=filters.kinds or kinds)
            results = self._searcher.find(text, limit=READ_ALSO, filters=binding).results
            more += results or self._searcher.find(text, limit=READ_ALSO, filters=filters).results
        if query.phrases and query.form != "where":
            # In a question, quotation marks often only set off a name: “6·9”事故的原因.
            plain = "".join(char for char in query.text if char not in QUOTES)
            wider = self._searcher.find(plain, limit=READ, filters=filters)
            more = [*more, *found.results[: READ // 2], *wider.results]
            if not found.results:
                found = replace(found, interpretation="", unheld=False)
        if not filters.issuer and (speaker := self._selector.speaker(query.text)):
            own = replace(filters, issuer=speaker)
            more = [*self._searcher.find(query.text, limit=READ // 2, filters=own).results, *more]
        if not filters.documents and (law := own_law(query, self._selector.titles)):
            # What a law is called by is laid down there, in whatever words.
            within = replace(filters, documents=tuple(sorted(law)))
            more += self._searcher.find(query.text, limit=READ_ALSO, filters=within).results
        if not filters.kinds and many_rules(query, found.results):
            # Many places have the like: what holds everywhere is read first.
            national = replace(filters, kinds=EVERYWHERE)
            wider = self._searcher.find(query.text, limit=READ, filters=national)
            more += wider.results
        if not filters.documents and self._of_the_whole and many_reports(query, found.results):
            # Of many places the like is reported: what is reported of the country is read first.
            whole = replace(filters, documents=self._of_the_whole)
            more += self._searcher.find(query.text, limit=READ_ALSO, filters=whole).results
        if not more:
            return found
        mixed = list({item.passage.id: item for item in (*more, *found.results)}.values())
        ranked = [replace(item, rank=rank) for rank, item in enumerate(mixed[: READ + 4], start=1)]
        return replace(found, results=tuple(ranked))

    def _named(self, query: Query, found: Results, filters: Filters) -> Sequence[Result]:
        """Of the heads of the documents found, what names somebody asked for by office: no search
        finds it.
        """
        asks = name_asked(query.text, self._segmenter.tagged)
        if asks is None or not asks[0]:
            return ()
        documents = dict.fromkeys(one.card.description.id for one in found.results)
        heads = [
            passage
            for name in list(documents)[:READ_ALSO]
            for passage in self._shelf.passages_of(name)[:HEADS]
            if asks[1].shows(fold(passage.text))
        ]
        return self._searcher.of(heads, limit=READ_ALSO, filters=filters)

    def _defining(self, query: Query, filters: Filters) -> Sequence[Result]:
        """The passages that say what the term asked for is, in one of the ways there are."""
        term = _term(query)
        says = defining(term) if term else None
        if says is None:
            return ()
        return self._searcher.saying(
            [
                *(wording.format(term) for wording in _DEFINED),
                *map("所称{}".format, tails_of(term)),
            ],
            lambda passage: bool(says.search(fold(passage.text))),
            limit=DEFINING,
            filters=filters,
        )


def _laid_down(query: Query) -> list[tuple[str, tuple[str, ...]]]:
    """Other wordings of what is laid down for all, and in which kinds of text."""
    if query.form != "time":
        return []
    if _REPLIES.search(query.text):
        return [(f"{query.topic} 事项应当自受理之日起 内办结", EVERYWHERE)]
    if _CLAIMS.search(query.text):
        return [(f"{query.topic} 时效 知道或者应当知道之日起 内提出", ("law",))]
    return []


def _also(query: Query) -> list[str]:
    """Other wordings under which an answer of this form stands."""
    if query.form == "validity":
        name = asked_about(query)
        return [f"{name} 废止 停止执行 期满", f"《{name}》同时废止"]
    if barred := _MAY_NOT_BE.search(query.text):
        return [f"下列人员不得录用、担任{barred['office']}"]
    if _KINDS.search(query.text):
        return [f"{query.topic} 一般分为以下 等级 种类"]
    return []


def _term(query: Query) -> str:
    """The term a question asks the meaning of; empty where it asks for none, or for too long a
    one.
    """
    term = defined(query, query.topic.strip(" 的"))
    return "" if not 1 < len(term) <= TERM or " " in term or set(QUOTES) & set(term) else term
