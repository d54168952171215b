"""Is it still in force: the status of a work, in its own words or its successor's."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from corpus.citing.versions import HELD_THEN
from corpus.model import Span
from corpus.text import fold, sentences
from corpus.titles import in_marks
from service.answering.writer import Quote

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from corpus.citing.versions import Status
    from corpus.model import Description
    from service.model import Card, Results
    from service.query import Query
    from service.shelf import Shelf

#: Characters that name a work; 规章 names none.
NAMED = 4
#: Characters of a thing that a law is called by: 劳动 is named in many questions of other laws.
THING = 3
NATION = "中华人民共和国"
_ENDS = re.compile(r"废止|失效|停止执行|不再执行|不再作为|期满")
_BEGINS = re.compile(r"(?:起|日)(?:试行|施行|执行|实施)|有效期")
_SINCE = re.compile(r"施行|生效|实施|有效期")
#: What says of a work which version is meant, and is none of its name.
_NEW = re.compile("^(?:新的?|最近|刚)?修[订改正]后?的|^(?:最新|现行|新)的")
_ASKING = re.compile(
    r"(?:还|是否|是不是|有没有|仍|现在|已经?|被|[从是]?(?:什么时候|啥时候|何时|哪一?[年天日]|几时)).*$"
    r"|的?(?:废止|失效|作废|过期|施行|生效|有效期).*$"
)
#: A rule by its full name, with the place it is of: 济南市城乡规划条例.
_OF_A_PLACE = re.compile("[一-鿿]{2,6}[省市县州区][一-鿿]{4,}(?:条例|办法|规定|细则|规则)$")
#: 黑土地那部法 is the law on 黑土地.
_THAT = re.compile("^(?P<of>.{2,}?)的?[那这]一?[部个份项](?P<kind>法|条例|办法|规定)$")


class Titles:
    """The titles held, ready to be compared with a name: all of them are, for one question."""

    def __init__(self, descriptions: Iterable[Description]) -> None:
        solids = [(_solid(item.title), item) for item in descriptions]
        self._held = [(solid, frozenset(solid), item) for solid, item in solids]

    def called(self, solid: str) -> list[Description]:
        """The documents of just this title, the country's name before it or not."""
        name = solid.removeprefix(NATION)
        return [item for title, _, item in self._held if title.removeprefix(NATION) == name]

    def shortened(self, name: str) -> list[Description]:
        """Those of just this name, the country's before it or not; else those that begin and end
        with what a name of four letters begins and ends with.
        """
        exact = self.called(name)
        if exact or len(name) < NAMED:
            return exact
        first, last = name[:2], name[2:]
        return [
            item
            for title, _, item in self._held
            if title.removeprefix(NATION).startswith(first) and title.endswith(last)
        ]

    def meant(self, name: str) -> list[Description]:
        """Those of a kind that begin with what a name says they are on; see :data:`_THAT`."""
        that = _THAT.match(name)
        return [
            item
            for title, _, item in self._held
            if that
            and title.removeprefix(NATION).startswith(that["of"])
            and title.endswith(that["kind"])
        ]

    def own_law(self, text: str) -> list[Description]:
        """The law that is called by a thing a text names (行政诉讼法 of 谁可以提起行政诉讼), the
        longest of them, in all its versions; none where the text names it itself.
        """
        things = [name for name in self._laws if len(name) > THING and name[:-1] in text]
        name = max(things, key=len, default="")
        return [] if name in text else self._laws[name]

    @cached_property
    def _laws(self) -> dict[str, list[Description]]:
        found: dict[str, list[Description]] = defaultdict(list)
        for title, _, item in self._held:
            if item.kind == "law" and title.endswith("法"):
                found[title.removeprefix(NATION)].append(item)
        return dict(found)

    def may_mean(self, core: str) -> bool:
        """Whether any title holds all characters of a name, its noun left out."""
        chars = set(_solid(core))
        return any(chars <= own for _, own, _ in self._held)

    def like(self, solid: str) -> list[Description]:
        """Those whose title holds the name, stands in it, or has its characters in order, as
        委员会议事规则 has those of 党委会议事规则.
        """
        chars = set(solid)
        return [
            item
            for title, own, item in self._held
            if (chars <= own and (solid in title or _in_order(solid, title))) or title in solid
        ]


class Standing(NamedTuple):
    """How a work stands: the sentences that say so, the status in words; or, ``declined``, that
    nothing held says it.
    """

    quotes: Sequence[Quote] = ()
    notes: tuple[str, ...] = ()
    declined: str = ""


def validity_of(
    query: Query, found: Results, shelf: Shelf, titles: Titles, on: date | None
) -> Standing | None:
    """How the work asked about stands.

    None where no work is asked about, or nothing at all is known of how it stands.
    """
    name = asked_about(query)
    called = titles.called(_solid(name)) or titles.meant(_solid(name))
    if len(name) < NAMED and not called and not _is_law(name):
        return None
    begins = bool(_SINCE.search(query.text.replace(name, "")))  # 实施细则 is a name
    if not called and not begins and (unheld := _unheld(name, found, shelf, on)):
        return unheld
    quotes = _said(name, found)
    named = _named(name, called, titles, shelf)
    if named is None and begins and (_is_law(name) or _OF_A_PLACE.match(name)):
        return _unheld_since(name, found)
    if named is None:
        return Standing(quotes[:2]) if quotes else None
    status = shelf.status(named.id, on)
    own = _own_words(named, status, shelf, begins=begins)
    if own is not None:
        quotes = [own, *(quote for quote in quotes if quote.span != own.span)]
    return Standing(quotes[:2], (_told(named, status, shelf),)) if quotes else None


def _unheld(name: str, found: Results, shelf: Shelf, on: date | None) -> Standing | None:
    """How a work stands of which no text is held: by who says that it ended, else by what is known
    of it from elsewhere, which is no sentence to quote.
    """
    just, told = _just(name), f"馆藏没有{in_marks(name)}的全文"
    if ending := _sentences(found, lambda text: _ENDS.search(text) and just.search(fold(text))):
        return Standing([_from_its_day(ending[0])], (f"{told}。",))
    day = on or date.today()
    for known in shelf.catalogue.replacements():
        if _solid(known.title) == _solid(name) and known.day <= day:
            since = f"自{known.day.isoformat()}起" if known.exact else ""
            new = f"据概念词表，它{since}已由{in_marks(known.by)}取代"
            return Standing(declined=f"{told}，也没有文件写明它是否有效；{new}，请核对。")
    return None


def _unheld_since(name: str, found: Results) -> Standing:
    """Since when a law held that is not held itself, where another text says so."""
    just, told = _just(name), f"馆藏没有{in_marks(name)}的全文"
    begin = re.compile(f"{just.pattern}[^。；]{{0,12}}自?[^。；]{{4,14}}{_BEGINS.pattern}")
    saying = _sentences(found, lambda text: begin.search(fold(text)))
    if saying:
        return Standing(saying[:1], (f"{told}。",))
    return Standing(declined=f"{told}，也没有文件写明它何时施行。")


def _is_law(name: str) -> bool:
    """Whether a name is a law's, and no 办法's."""
    return name.endswith("法") and not name.endswith("办法")


def _just(name: str) -> re.Pattern[str]:
    """A work of just this name in 《》, the country's before it or not."""
    solid = _solid(name).removeprefix(NATION)
    return re.compile(f"《(?:{NATION})?{re.escape(solid)}》")


def _from_its_day(ending: Quote) -> Quote:
    """What ends others from the sentence before on, where that says since when: 本法自…起施行."""
    at = ending.passage.span.start
    spans = sentences(ending.passage.text)
    before = [span for span in spans if at + span[1] <= ending.span.start]
    if before and _BEGINS.search(ending.passage.text[slice(*before[-1])]):
        return replace(ending, span=Span(at + before[-1][0], ending.span.end))
    return ending


def asked_about(query: Query) -> str:
    """The name of the work whose validity is asked about."""
    if query.titles:
        return query.titles[0]
    return _NEW.sub("", _ASKING.sub("", query.text).strip(" 《》“”，"))


def note_of(card: Card, shelf: Shelf) -> str:
    """What a reader must know of a quoted text that no longer holds, or only held on the day
    asked about; empty where it does.
    """
    status = card.status
    if status.label == HELD_THEN:
        today = shelf.status(card.description.id)
        return f"所引为当时有效的文本：{_told(card.description, today, shelf)}"
    if status.code not in ("repealed", "superseded", "not_yet"):
        return ""
    return _told(card.description, status, shelf)


def _told(description: Description, status: Status, shelf: Shelf) -> str:
    """《某办法》已废止（自2024-05-01），由《某新办法》取代."""
    since = f"（自{status.since.isoformat()}）" if status.since else ""
    successor = ""
    if status.successor:
        successor = f"，由{in_marks(shelf.description(status.successor).title)}取代"
    elif status.replaced_by:
        successor = f"，由{in_marks(status.replaced_by)}取代（馆藏文件没有写明，请核对后引用）"
    return f"{in_marks(description.title)}{status.label or '不涉及时效'}{since}{successor}。"


def _named(
    name: str, called: Sequence[Description], titles: Titles, shelf: Shelf
) -> Description | None:
    """The held work of a name. Of those ``called`` just so the version that holds, else the newest;
    of those of a like name the oldest: who asks whether one still holds means one that may not.
    """
    if called:
        return max(called, key=lambda item: (item.id not in shelf.ended(), str(item.day), item.id))
    if _is_law(name):  # 劳动合同法 is like 合同法, and another law
        return shelf.catalogue.resolve(name).description
    held = titles.like(_solid(name))
    if not held:
        return None
    exact = [item for item in held if ("试行" in name or "暂行" in name) == item.trial]
    ended = [item for item in exact or held if item.id in shelf.ended()]
    pool = ended or exact or held
    return min(pool, key=lambda item: (len(item.title), str(item.day or ""), item.id))


def _in_order(solid: str, title: str) -> bool:
    """Whether a shorter name runs through the title."""
    chars = iter(title)
    return len(solid) >= 6 and all(char in chars for char in solid)


def _solid(text: str) -> str:
    """Without blanks and signs; a 党委会 is called 委员会 in titles."""
    return re.sub(r"[\W_]+", "", fold(text)).replace("党委会", "委员会")


def _said(name: str, found: Results) -> list[Quote]:
    """Sentences found that say of this name that something ended."""
    solid = _solid(name)
    return _sentences(found, lambda text: _ENDS.search(text) and _alike(solid, _solid(text)))


def _sentences(found: Results, says: Callable[[str], object]) -> list[Quote]:
    """The sentences of the passages found that say something."""
    quotes = []
    for passage in (result.passage for result in found.results):
        at = passage.span.start
        for start, end in sentences(passage.text):
            if says(passage.text[start:end]):
                quotes.append(Quote(passage, Span(at + start, at + end), 1.0))
    return quotes


def _alike(name: str, text: str) -> bool:
    """Whether nine in ten pairs of the name's characters stand in the text."""
    pairs = [name[at : at + 2] for at in range(len(name) - 1)]
    return bool(pairs) and sum(pair in text for pair in pairs) >= 0.85 * len(pairs)


def _own_words(named: Description, status: Status, shelf: Shelf, *, begins: bool) -> Quote | None:
    """The sentence of the successor that ends the work, or of the work that ``begins`` it."""
    if status.successor and not begins:
        title = _solid(named.title)
        for passage in reversed(shelf.passages_of(status.successor)):
            for start, end in sentences(passage.text):
                text = passage.text[start:end]
                if _ENDS.search(text) and title in _solid(text):
                    at = passage.span.start
                    return Quote(passage, Span(at + start, at + end), 1.0)
    for passage in reversed(shelf.passages_of(named.id)):
        for start, end in sentences(passage.text):
            if _BEGINS.search(passage.text[start:end]):
                at = passage.span.start
                return Quote(passage, Span(at + start, at + end), 1.0)
    return None
