"""Set wordings in several parts, altered by a letter: 德才兼备、以才为先 for 德才兼备、以德为先.

The lexicon says which are set. A house may say the like in its own words, so only a letter
(two of a long one) put for another counts, and nothing where that is said elsewhere too.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from service.checking.model import Finding
from service.checking.skeleton import Skeleton, skeleton

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.model import Span
    from graph.lexicon.loader import Lexicon
    from service.checking.draft import Draft
    from service.checking.witness import Witnesses

_KINDS = frozenset({"principle", "theory", "shorthand"})
_PARTS = re.compile("[、，；,;]")
_HAN = re.compile("[\u4e00-\u9fff]+")
_QUOTED = re.compile("[“”（）：。；！？\n]")
#: Letters of the shortest wording, and of one in which two may be others.
SHORTEST, LONG = 8, 12
#: Letters it is found by, at either end; a draft may begin one its own way.
SEED, BEGINS = 4, 2
#: Parts of the shortest that is set.
PAIR = 2
#: Wordings that everybody varies by a letter.
_LOOSE = frozenset(
    (
        "预防为主防消结合 预防为主防治结合 党的路线方针政策 守土有责守土尽责"
        " 守土有责守土担责守土尽责 政府主导社会参与 国家富强民族振兴人民幸福"
        " 把方向管大局促落实 敢于担当善于作为 有腐必反有贪必肃 失职必问问责必严"
        " 一业一策一企一策 一企一策一业一策 问题导向效果导向 问题导向目标导向结果导向"
        " 知情权参与权表达权监督权 国内国际两个市场两种资源 想干事能干事干成事"
        " 想干事会干事干成事 农业增效农民增收 以文育人以文化人 敢于斗争善于斗争"
        " 各司其职各负其责 重实干务实功求实效 一村一品一镇一业 党委领导政府负责"
        " 党委领导政府主导 党委领导政府负责社会协同公众参与法治保障 动真碰硬真改实改"
        " 严管厚爱结合激励约束并重 婚事新办丧事简办 解民忧纾民困暖民心 既要政治过硬又要本领高强"
    ).split()
)


class Formulas:
    """Finds set wordings that a draft gives with a letter changed."""

    def __init__(self, lexicon: Lexicon, witnesses: Witnesses) -> None:
        self._witnesses = witnesses
        self._forms: dict[str, str] = {}
        self._seeds: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for concept in lexicon.concepts.values():
            if concept.kind in _KINDS and concept.replaced_by is None:
                for form in (concept.label, *concept.aliases, *concept.expansion):
                    self._add(form)
        seeds = map(re.escape, sorted(self._seeds))
        self._seed = re.compile(f"(?=({'|'.join(seeds)}))") if self._seeds else None

    def check(self, draft: Draft) -> list[Finding]:
        """A finding for each altered wording."""
        if self._seed is None:
            return []
        bones = skeleton(draft.text)
        found = {}
        for match in self._seed.finditer(bones.letters):
            for letters, offset in self._seeds[match[1]]:
                start = match.start() - offset
                if start >= 0 and (changed := _changed(bones.letters, start, letters)):
                    found[(start, letters)] = changed
        return list(self._findings(draft, bones, found))

    # ---- inside

    def _add(self, form: str) -> None:
        letters = skeleton(form).letters
        usable = len(letters) >= SHORTEST and _PARTS.search(form) and _HAN.fullmatch(letters)
        if not usable or letters in self._forms or letters in _LOOSE:
            return
        parts = _PARTS.split(form)
        if len(parts) > PAIR:  # its beginning is said alone: 德才兼备、以德为先
            self._add("、".join(parts[:PAIR]))
        self._forms[letters] = form
        for offset in (0, len(letters) - SEED):
            self._seeds[letters[offset : offset + SEED]].append((letters, offset))

    def _findings(
        self, draft: Draft, bones: Skeleton, found: dict[tuple[int, str], tuple[int, int]]
    ) -> Iterator[Finding]:
        told = 0  # of wordings that overlap the longest
        for (start, letters), (first, last) in sorted(
            found.items(), key=lambda one: (one[0][0], -len(one[0][1]))
        ):
            end = start + len(letters)
            if start < told or bones.letters[start:end] in self._forms:
                continue
            if last == len(letters) and letters[:first] in self._forms:  # it ends there as well
                continue
            span = bones.span(start, end)
            written = draft.text[slice(*span)]
            place = bones.span(start + first, start + last)
            wrong, right = draft.text[slice(*place)], letters[first:last]
            if _QUOTED.search(written):  # 创新、…、共享“新发展理念”: two things beside each other
                continue
            if len(written) > len(letters) + SHORTEST or self._is_said(draft.text, span, place):
                continue
            head, told = draft.text[span.start : place.start], end
            yield Finding(
                kind="shorthand_wrong",
                span=span,
                text=written,
                message=f"提法有误：“{wrong}”应为“{right}”（“{self._forms[letters]}”）。",
                suggestion=f"{head}{right}{draft.text[place.end : span.end]}",
                reason="formula",
                certainty=0.8,
            )

    def _is_said(self, text: str, span: Span, place: Span) -> bool:
        """Whether anything held says the part so, with the altered letter."""
        start = max((one.end() for one in _PARTS.finditer(text, span.start, place.start)),
                    default=span.start)  # fmt: skip
        end = _PARTS.search(text, place.end, span.end)
        return self._witnesses.is_said(text[start : end.start() if end else span.end].strip())


def _changed(text: str, start: int, letters: str) -> tuple[int, int] | None:
    """Where the one run of wrong letters lies, if that is all that differs; else None."""
    there = text[start : start + len(letters)]
    if len(there) < len(letters):
        return None
    wrong = [at for at, letter in enumerate(letters) if there[at] != letter]
    most = 2 if len(letters) >= LONG else 1
    if not wrong or wrong[-1] - wrong[0] >= most or wrong[0] < BEGINS:
        return None
    return wrong[0], wrong[-1] + 1
