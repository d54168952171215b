"""What a title means in one document: an abbreviation, 该办法, 《条例》, itself, what it amends."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from corpus.citing.catalogue import Catalogue, Resolution, valid_from
from corpus.citing.citations import Token
from corpus.citing.differences import difference, has_letters
from corpus.citing.names import stands_alone
from corpus.description.document_numbers import find_number
from corpus.model import NORMATIVE_KINDS, Description, Document, Span
from corpus.titles import bare, carried_title, head_noun, version_mark, work_key, work_name

#: How far back 该办法 may look for the work it means, in characters.
_REACH = 600
_GENERIC = re.compile(
    r"(?:管理|实施|暂行|工作|监督|试行|若干|补充|总体|行动|指导|处分)?"
    r"(?:条例|办法|规定|细则|规则|解释|决定|规程|准则|章程|通知|意见|方案|制度|标准|规范|纲要|规划|"
    r"守则|指南|批复|公告|通告|法|法典|目录|清单|措施|要点|决议|报告|指引|计划|函)"
)
_ABBREVIATED = re.compile(
    r"(?:以下|下)(?:统一|分别)?(?:简称|称为|称|统称)(?:为|作)?[：:]?\s?"
    r"(?:《(?P<book>[^《》\n]{1,20})》|[“\"‘]?(?P<name>[\u4e00-\u9fff]{2,16})[”\"’]?(?=[）)，。；]))"
)
_AMENDS = re.compile(
    r"修(?:改|正|订)[《〈](?P<work>.+?)[》〉](?:等|的|有关|部分|若干)|^(?P<law>.{1,30}?(?:法典?|条例))修正案"
)
_CHANGES = re.compile("(?:修改|修正|修订).*决定$")
_HARD = ("条例", "法", "办法", "规定", "细则", "规则", "法典")
#: What may follow an abbreviation that is but a noun: 条例第五条, 条例施行前.
_AFTER_SHORT = re.compile("第|(?:公布)?(?:施行|实施|生效)(?:之日|[前后以])")
_ENDS = re.compile(r"^[^。\n]{0,80}?(?:废止|停止执行|失效|停止施行)")
#: A law's name without 《》, right before 第N条: what comes before it in the sentence is cut off.
_UNMARKED = re.compile(
    r"[\u4e00-\u9fff]{1,24}(?:(?<!办)法典?|条例|公约|条约|协定|议定书|通则|司法解释)(?=(?:总则|分则)?\s?$)"
)
_UNMARKED_RULE = re.compile(r"[\u4e00-\u9fff“”]{4,28}(?:条例|办法|规定|细则|规则|制度|准则|章程)$")
_NOT_OF_NAME = re.compile(
    r"^.*(?:依照|依据|根据|按照|遵照|参照|比照|违反|触犯|适用|符合|遵守|执行|参见|构成|审查|认定|认为|属于|具有|所指|"
    r"规定|修改|修订|达到|以及|或者|有关|关于|现行|应当|可以|[和与及或由对在的有为是以从将把除如按用即指犯受被经非见])"
)
_LEADS_TO_NAME = re.compile(
    r"^.*(?:依照|依据|根据|按照|遵照|参照|比照|违反|适用|符合|遵守|执行|有关|关于|现行|按|由|对|在|的|为|是|以|见)"
)
#: How no title begins, and what stands in none: 这句话写进了规定.
_NO_TITLE = re.compile(r"^[本该此前上各其]|[了过这那我你他她它说讲就都也还]")
_NO_NAME = frozenset(
    "依法 违法 合法 非法 司法 执法 立法 守法 方法 做法 看法 想法 办法 本法 该法".split()
)


@dataclass(frozen=True, slots=True)
class Work:
    """A work as a text names it: what it is called, and the document held for it, if any."""

    title: str
    held: Description | None = None
    difference: str = ""


class Naming:
    """What has been named so far in one document, and what its names mean."""

    def __init__(self, document: Document, catalogue: Catalogue) -> None:
        self._text = document.text
        self._description = document.description
        self._day = document.description.day_meant
        self._catalogue = catalogue
        self._works: dict[str, Work] = {}
        self._named: list[tuple[int, Work]] = []
        self._laid_down: dict[str, bool] = {}  # whether this text says so of 本制度
        self.own = Work(document.description.title, document.description)
        carried = carried_title(self.own.title)
        self._carries = carried if re.search(_alone(carried), self._text) else ""
        self.home = self._amended() or self.own
        self.changes = self.amends or _CHANGES.search(self.own.title) is not None
        self._articles = any(section.kind == "article" for section in document.sections)
        self._aliases = self._read_aliases()

    @property
    def amends(self) -> bool:
        """Whether a bare 第十条 of this document is another work's."""
        return self.home is not self.own

    def remember(self, at: int, work: Work) -> None:
        """Note that ``work`` was named at ``at``; 该办法 may mean it from there on."""
        self._named.append((at, work))

    def called(self, title: str, span: Span) -> Work:
        """The work 《title》 at ``span`` means: an abbreviation's, an antecedent's, its own."""
        title = bare(title)
        if title in self._aliases:
            return self.look_up(self._aliases[title][1])
        if _GENERIC.fullmatch(title):
            return self.antecedent(title, span.start, anywhere=True) or Work(title)
        if official := self._catalogue.official(title, self._text, span.start):
            work = self.look_up(official)
            held = work.held
            return work if held is None else replace(work, difference=difference(title, held.title))
        work = self.look_up(title)
        if work.held is not None and _ENDS.match(self._text[span.end : span.end + 120]):
            return self._ended(title, work)
        return work

    def with_note(self, work: Work, note: str) -> Work:
        """``work`` as the note in brackets after its title makes it surer: its version, its
        发文字号.
        """
        marked = f"{work.title}（{note}）"
        if version_mark(marked) and not version_mark(work.title):
            return self.look_up(marked)
        number = find_number(note)
        if not number:
            return work
        numbered = self._catalogue.numbered(number)
        if work.held is None and numbered:
            return replace(work, held=numbered)
        if work.held and work.difference and work.held.number not in (None, number):
            return Work(work.title)
        return work

    def look_up(self, title: str) -> Work:
        """The work of a title, in the version in force on this document's day."""
        title = bare(title)
        if title not in self._works:
            self._works[title] = self._resolve(title)
        return self._works[title]

    def _resolve(self, title: str) -> Work:
        if work_key(title) == work_key(self.own.title):
            return self.own
        if self._carries and work_key(title) == work_key(self._carries):
            return Work(title, self._description)
        resolution = self._catalogue.resolve(title, self._day)
        if self._is_own(resolution):  # never by another title; its elder may be meant
            resolution = self._catalogue.resolve(title, self._description.day)
        if self._is_own(resolution):
            return Work(title)
        held = resolution.description
        if resolution.is_near and self._catalogue.official(title):
            return Work(title)  # a work of its own, whatever is held that is called nearly so
        return Work(title, held, resolution.difference)

    def _is_own(self, resolution: Resolution) -> bool:
        held = resolution.description
        own = held is not None and held.id == self._description.id
        return own and bool(resolution.difference)

    def _ended(self, title: str, work: Work) -> Work:
        """A work said to end here is never this document, only an earlier version of it."""
        if work.held is None or work.held.id != self._description.id:
            return work
        day = valid_from(self._description)
        for one in reversed(self._catalogue.versions(title)):
            begun = valid_from(one)
            if one.id != self._description.id and begun and day and begun < day:
                return Work(title, one)
        return Work(title)

    def antecedent(self, noun: str, at: int, *, anywhere: bool = False) -> Work | None:
        """The work last named before ``at`` whose title ends in ``noun``, or None."""
        for place, work in reversed(self._named):
            if at - place > _REACH and not anywhere:
                break
            ends = re.sub(r"[（(][^（()）]*[）)]$", "", work.title)
            if ends.endswith((noun, f"{noun}典")):
                return work
        own = self.own.title
        return self.own if anywhere and (f"{noun}》" in own or own.endswith(noun)) else None

    def itself(self, noun: str, at: int) -> Work | None:
        """The work 本``noun`` means at ``at``: this document, or the one it amends."""
        if self.amends and self.home.title.endswith(noun):
            return self.home
        if noun in self.own.title:
            return self.own
        if noun.endswith(_HARD) and (self._description.kind in NORMATIVE_KINDS or self._articles):
            return self.own
        if re.search(
            rf"[制订]定本{noun}[。，；]|本{noun}自.{{1,24}}(?:施行|实施|执行)|{noun}如下：",
            self._text,
        ):
            return self.own  # whatever its title: 管理人员准则, which says 特制定本制度
        return self.antecedent(noun, at) if noun.endswith(_HARD) else None

    def carrying(self, noun: str, at: int) -> Work | None:
        """The 实施条例 or 实施细则 of the law last named before ``at``, as far as this tells."""
        for place, work in reversed(self._named):
            law = work_name(work.title)
            if at - place > _REACH:
                break
            if law.endswith(("法", "法典", "条例")) and "实施" not in law:
                return self.look_up(f"{law}{noun}")
        return None

    def last_in_line(self, at: int) -> Work | None:
        """The work last named in the line of ``at``, if it is one that has provisions."""
        line = self._text.rfind("\n", 0, at) + 1
        if self._named and self._named[-1][0] >= line and head_noun(self._named[-1][1].title):
            return self._named[-1][1]
        return None

    def unmarked(self, at: int) -> tuple[Span, Work] | None:
        """A law named without 《》 right before ``at``, held or not: 专利合作条约第二条."""
        found = _UNMARKED.search(self._text[max(0, at - 30) : at])
        if found is None:
            return self._unmarked_rule(at)
        run = found[0]
        name = _NOT_OF_NAME.sub("", run)
        if len(name) > 2 and (held := self._held_suffix(name)):
            name = held
        if len(name) < 2 or name in _NO_NAME or name[0] in "本该此第" or len(name) > 20:
            return None
        end = max(0, at - 30) + found.end()
        return Span(end - len(name), end), self.look_up(name)

    def _unmarked_rule(self, at: int) -> tuple[Span, Work] | None:
        """A held rule named without 《》, perhaps loosely: 按照对标一流管理办法第七条."""
        found = _UNMARKED_RULE.search(self._text[max(0, at - 30) : at])
        if found is None:
            return None
        tail = self._catalogue.resolve_tail(found[0], self._day)
        if tail is None or tail[1].description is None:
            # The name's own 和 and 规定 do not end what stands before it; 按 and 依照 do.
            noun = head_noun(found[0])
            name = _LEADS_TO_NAME.sub("", found[0].removesuffix(noun)) + noun
            if len(name) < 5 or _NO_TITLE.search(name) or _GENERIC.fullmatch(name):
                return None
            tail = name, self._catalogue.resolve(name, self._day)
        name, resolution = tail
        work = Work(name, resolution.description, resolution.difference)
        return Span(at - len(name), at), work

    def _held_suffix(self, name: str) -> str | None:
        """The longest end of ``name`` that is a held work; 教育法 is too short to be sure of."""
        ends = (name[cut:] for cut in range(len(name) - 1))
        ends = (end for end in ends if len(end) > 3 or end in ("刑法", "宪法", "民法典", name))
        return next((end for end in ends if self._catalogue.versions(end)), None)

    # --- read from the document -----------------------------------------------------------

    def _amended(self) -> Work | None:
        match = _AMENDS.search(self.own.title)
        return self.look_up(match["work"] or match["law"]) if match else None

    def _read_aliases(self) -> dict[str, tuple[int, str]]:
        """Abbreviations the document gives to works: name -> (from where, full title)."""
        aliases: dict[str, tuple[int, str]] = {}
        for match in _ABBREVIATED.finditer(self._text):
            line = self._text.rfind("\n", 0, match.start()) + 1
            before = self._text[max(line, match.start() - 200) : match.start()]
            book = re.search(r"《((?:[^《》]|《[^《》]*》)+)》[^《》。；]{0,60}$", before)
            name = match["book"] or match["name"]
            if book and _may_abbreviate(name, book[1]):
                aliases.setdefault(name, (match.start(), book[1]))
        return aliases

    def alias_tokens(self) -> list[Token]:
        """Abbreviations used without 《》, after they were given."""
        names = [re.escape(name) for name in self._aliases if head_noun(name)]
        if not names:
            return []
        pattern = "|".join(sorted(names, key=len, reverse=True))
        return [
            Token("name", Span(*match.span()), match[0])
            for match in re.finditer(pattern, self._text)
            if match.start() > self._aliases[match[0]][0] + 12
            and self._stands(match[0], *match.span())
        ]

    def _stands(self, name: str, start: int, end: int) -> bool:
        """Whether an abbreviation is meant where its letters stand: 条例 only before a number, or
        where it comes into force.
        """
        if len(name) < 3:
            goes_on = _AFTER_SHORT.match(self._text, end) is not None
            return goes_on and stands_alone(self._text, start, end)
        return not _runs_on(self._text, end, name)


def _alone(title: str) -> str:
    """A pattern for a title that stands as a line of its own, as a heading does."""
    return rf"(?m)^ ?{re.escape(title)} ?$" if title else "(?!)"


def _may_abbreviate(name: str, title: str) -> bool:
    """Whether ``name`` can stand for ``title``: it ends as the title does, or spells it."""
    noun = head_noun(name)
    if noun:
        return noun == head_noun(title) or noun in title
    return has_letters(title, name)


def _runs_on(text: str, end: int, name: str) -> bool:
    """Whether the word goes on after an abbreviation: 公司法 in 公司法学."""
    return name.endswith("法") and text[end : end + 1] in "学律院官人典系"
