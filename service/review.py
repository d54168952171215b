"""The reviewer's desk: candidates found, decisions taken, and what comes of them.

A decision is checked and written under the ledger's lock, so that of two who decide about
the same candidate the second is told what the first decided. What is approved is read with
the next build.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from corpus.errors import BadDecision, NoGeneration, NotFound
from corpus.model import DocumentId, PassageId, Span, document_of
from corpus.progress import Progress, silent
from corpus.storage.store import Store
from graph.discovery.filing import FILE, Filed, file_candidates, read_candidates
from graph.discovery.model import Candidate, Place
from graph.lexicon.forms import key_of
from graph.lexicon.loader import Lexicon, load_lexicon, read_entries, reviewed_lexicon
from graph.lexicon.reading import Entry
from graph.model import CONCEPT_KINDS, Concept, ConceptId
from graph.review.ledger import read_ledger, writing
from graph.review.model import ACTIONS, Decision, Wording, effective, in_force
from graph.review.overlay import id_of
from graph.store import open_graph
from service.generation import current
from service.settings import Settings

#: Longest name of a reviewer, name of a concept, and note; most names and members of one.
LONGEST_BY, LONGEST_NAME, LONGEST_NOTE, MOST_NAMES = 40, 60, 500, 40


@dataclass(frozen=True, slots=True)
class Example:
    """One place of a candidate as it stands in the generation that answers: the sentence,
    and where in the sentence the candidate's words are.
    """

    document_id: DocumentId
    title: str
    passage_id: PassageId
    sentence: str
    start: int
    span: Span
    length: int


@dataclass(frozen=True, slots=True)
class Logged:
    """A decision with what became of it."""

    decision: Decision
    stands: bool


@dataclass(frozen=True, slots=True)
class _Standing:
    """What one state of the ledger makes of one state of the files: the lexicon, its forms,
    and the candidates somebody decided about, both as they compare.
    """

    entries: Mapping[str, Entry]
    state: object
    decisions: tuple[Decision, ...]
    lexicon: Lexicon
    forms: Mapping[str, tuple[ConceptId, ...]]
    settled: frozenset[str]


def find_candidates(settings: Settings, progress: Progress = silent) -> Filed:
    """Look through the published generation, and file what no lexicon has.

    Raises:
        NoGeneration: nothing is built.
    """
    from graph.discovery.discover import discover  # its grammars: not at every start
    from graph.discovery.source import corpus_of

    generation = current(settings.data)
    lexicon = load_lexicon(settings.lexicons, read_ledger(settings.ledger))
    with (
        Store(generation.corpus, readonly=True) as store,
        closing(open_graph(generation.graph)) as graph,
    ):
        corpus = corpus_of(store, graph)
    found = discover(corpus, lexicon, progress)
    filed = Filed(generation.id, lexicon.fingerprint, tuple(found))
    file_candidates(settings.ledger.with_name(FILE), filed)
    return filed


def told(decision: Decision) -> str:
    """A decision in words."""
    if decision.action == "undo":
        return f"撤销第 {decision.undoes} 条"
    what = f"{ACTIONS[decision.action]}“{decision.candidate}”"
    if decision.action == "merge":
        return f"{what}到 {decision.into}，写法：{'、'.join(decision.forms)}"
    if decision.wordings:
        made = "、".join(f"{one.label}（{CONCEPT_KINDS[one.kind]}）" for one in decision.wordings)
        return f"{what}：{made}"
    return what


class Desk:
    """Candidates and decisions of one data folder. Safe to share between threads."""

    def __init__(self, settings: Settings) -> None:
        self._data = settings.data
        self._ledger = settings.ledger
        self._settings = settings
        self._file = settings.ledger.with_name(FILE)
        self._reading = threading.Lock()
        self._entries: tuple[object, Mapping[str, Entry]] | None = None
        self._filed: tuple[object, Filed | None] | None = None
        self._standing: _Standing | None = None

    # ---- what there is

    @property
    def filed(self) -> Filed | None:
        """What the last discovery found; ``None`` before the first."""
        with self._reading:
            state = _state([self._file])
            if self._filed is None or self._filed[0] != state:
                self._filed = state, read_candidates(self._file)
            return self._filed[1]

    def lexicon(self) -> Lexicon:
        """The concepts the next build will read with."""
        return self._stands().lexicon

    def queue(self, family: str = "", asked: str = "") -> list[Candidate]:
        """The candidates nobody decided about and no lexicon has, the best of each family
        first; of one ``family``, or with ``asked`` in their label.
        """
        filed = self.filed
        if filed is None:
            return []
        standing, wanted = self._stands(), key_of(asked)
        return [
            one
            for one in filed.candidates
            if family in ("", one.family)
            and wanted in one.id
            and one.id not in standing.settled
            and one.id not in standing.forms
        ]

    def candidate(self, label: str) -> Candidate:
        """One candidate by its label, decided about or not.

        Raises:
            NotFound: no discovery found it.
        """
        found = self.filed
        for one in found.candidates if found else ():
            if one.id == key_of(label):
                return one
        raise NotFound(
            f"没有候选概念“{label}”；清单见 python -m scripts.concepts review list，"
            "重新计算用 python -m scripts.concepts discover"
        )

    def examples(self, candidate: Candidate, most: int = 5) -> list[Example]:
        """Where a candidate stands, as the published generation has it: what was withdrawn
        or has changed since is left out.
        """
        try:
            generation = current(self._data)
        except NoGeneration:
            return []
        with Store(generation.corpus, readonly=True) as store:
            places = candidate.examples[:most]
            found = [_example(store, candidate.label, place) for place in places]
        return [one for one in found if one is not None]

    def log(self) -> list[Logged]:
        """Every decision, the latest first."""
        decisions = self._stands().decisions
        standing = {one.n for one in effective(decisions)}
        return [Logged(one, one.n in standing) for one in reversed(decisions)]

    # ---- what is decided

    def approve(self, label: str, wording: Wording, *, by: str, note: str = "") -> Decision:
        """Make one concept of a candidate."""
        return self._decide(
            Decision(n=0, action="approve", by=by, at="", candidate=label, wordings=(wording,),
                     note=note)
        )  # fmt: skip

    def split(
        self, label: str, wordings: Sequence[Wording], *, by: str, note: str = ""
    ) -> Decision:
        """Make several concepts of a candidate."""
        if len(wordings) < 2:
            raise BadDecision(f"“{label}”要拆成至少两个概念；只采纳一个请用“采纳”")
        return self._decide(
            Decision(n=0, action="split", by=by, at="", candidate=label,
                     wordings=tuple(wordings), note=note)
        )  # fmt: skip

    def merge(
        self, label: str, into: str, *, by: str, forms: Sequence[str] = (), note: str = ""
    ) -> Decision:
        """Make a candidate another name of a concept: by the concept's id, or any of its names."""
        target = self._target(into)
        return self._decide(
            Decision(n=0, action="merge", by=by, at="", candidate=label, into=target.id,
                     forms=tuple(forms) or (label,), note=note)
        )  # fmt: skip

    def reject(self, label: str, *, by: str, note: str = "") -> Decision:
        """Keep a candidate out of the queue."""
        return self._decide(
            Decision(n=0, action="reject", by=by, at="", candidate=label, note=note)
        )

    def undo(self, n: int, *, by: str, note: str = "") -> Decision:
        """Take a decision back; undoing an undoing brings the decision back."""
        return self._decide(Decision(n=0, action="undo", by=by, at="", undoes=n, note=note))

    # ---- inside

    def _decide(self, asked: Decision) -> Decision:
        _check_words(asked)
        with writing(self._ledger) as ledger:
            before = ledger.decisions
            moment = datetime.now(UTC).isoformat(timespec="seconds")
            decision = replace(asked, n=len(before) + 1, at=moment)
            if decision.action == "undo":
                self._check_undoing(before, decision)
            else:
                _check_open(before, decision.candidate)
                self._check_effect(before, decision)
            ledger.append(decision)
        return decision

    def _check_effect(self, before: Sequence[Decision], decision: Decision) -> None:
        """Whether a decision does all it says; what stands in its way is named."""
        entries = self._files()
        old = self._laid(entries, before)
        new = reviewed_lexicon(entries, (*before, decision))
        for wording in decision.wordings:
            made = new.concepts.get(ConceptId(id_of(wording.label)))
            _check_forms(old, (wording.label, *wording.aliases))
            if made is None or made.id in old.concepts or made.forms != (
                wording.label, *wording.aliases
            ):  # fmt: skip
                raise BadDecision(f"“{wording.label}”的标签或别名彼此重复；各写法只留一处")
        if decision.action == "merge":
            _check_forms(old, decision.forms)

    def _check_undoing(self, before: Sequence[Decision], decision: Decision) -> None:
        n = decision.undoes
        if not 0 < n <= len(before):
            raise BadDecision(
                f"没有第 {n} 条审核记录；全部见 python -m scripts.concepts review log"
            )
        if n not in {one.n for one in effective(before)}:
            raise BadDecision(f"第 {n} 条已经撤销；要恢复它，请撤销撤销它的那一条")
        entries = self._files()
        old = self._laid(entries, before)
        after = (*before, decision)
        new = reviewed_lexicon(entries, after)
        # What stands on what is taken back must be taken back first.
        for one in in_force(after):
            if one.into and one.into in old.concepts and one.into not in new.concepts:
                raise BadDecision(
                    f"第 {one.n} 条把“{one.candidate}”并入了它；请先撤销第 {one.n} 条"
                )
        again = {one.n for one in in_force(after)} - {one.n for one in in_force(before)}
        for one in before:
            if one.n in again:
                _check_open(before, one.candidate)
                self._check_effect([each for each in before if each.n not in again], one)

    def _target(self, named: str) -> Concept:
        if not key_of(named):
            raise BadDecision("没有写明并入哪个概念；请填概念的编号或任一写法")
        standing = self._stands()
        concepts = standing.lexicon.concepts
        if concept := concepts.get(ConceptId(named)):
            return concept
        owners = standing.forms.get(key_of(named), ())
        if len(owners) != 1:
            raise NotFound(f"没有概念“{named}”；全部编号见 python -m scripts.concepts list")
        return concepts[owners[0]]

    def _stands(self) -> _Standing:
        """What stands now, worked out again where the ledger or a file of a lexicon changed."""
        entries, state = self._files(), _state([self._ledger])
        held = self._standing
        if held is None or held.entries is not entries or held.state != state:
            # Read after its state was noted: what is appended meanwhile is seen the next time.
            decisions = read_ledger(self._ledger)
            lexicon = reviewed_lexicon(entries, decisions)
            settled = frozenset(key_of(one.candidate) for one in in_force(decisions))
            held = _Standing(entries, state, decisions, lexicon, lexicon.forms, settled)
            self._standing = held
        return held

    def _laid(self, entries: Mapping[str, Entry], decisions: Sequence[Decision]) -> Lexicon:
        held = self._standing
        if held and held.entries is entries and held.decisions == tuple(decisions):
            return held.lexicon
        return reviewed_lexicon(entries, decisions)

    def _files(self) -> Mapping[str, Entry]:
        """The files' entries, read again where a file changed."""
        with self._reading:
            folders = self._settings.lexicons
            state = _state(sorted(file for folder in folders for file in folder.glob("*")))
            if self._entries is None or self._entries[0] != state:
                self._entries = state, read_entries(folders)
            return self._entries[1]


def _example(store: Store, label: str, place: Place) -> Example | None:
    document = document_of(place.passage_id)
    try:
        title = store.description(document).title
        sentence = store.excerpts([(document, place.sentence)])[0]
    except NotFound:
        return None
    start = place.span.start - place.sentence.start
    if sentence[start : start + len(label)] != label:
        start = sentence.find(label)
    if start < 0:
        # The subject of a duty may stand in an earlier sentence; the duty is shown all the same.
        return Example(document, title, place.passage_id, sentence, 0, place.sentence, 0)
    at = place.sentence.start + start
    span = Span(at, at + len(label))
    return Example(document, title, place.passage_id, sentence, start, span, len(label))


def _check_words(decision: Decision) -> None:
    """Whether what a reviewer typed can be kept."""
    if not decision.by.strip():
        raise BadDecision("请写明审核人")
    if decision.action != "undo" and not key_of(decision.candidate):
        raise BadDecision("没有写明是哪个候选概念")
    limits = [("审核人", decision.by, LONGEST_BY), ("备注", decision.note, LONGEST_NOTE)]
    limits.append(("候选概念", decision.candidate, LONGEST_NAME))
    for wording in decision.wordings:
        limits += [(name, text, LONGEST_NOTE) for name, text in _texts(wording)]
        limits += [("标签", name, LONGEST_NAME) for name in (wording.label, *wording.aliases)]
        if max(len(wording.aliases), len(wording.expansion)) > MOST_NAMES:
            raise BadDecision(f"“{wording.label}”的别名或成员太多；至多 {MOST_NAMES} 个")
    limits += [("写法", form, LONGEST_NAME) for form in decision.forms]
    for name, text, most in limits:
        if len(text) > most:
            raise BadDecision(f"{name}“{text[:20]}……”太长；至多 {most} 个字")
        if any(not char.isprintable() for char in text):
            raise BadDecision(f"{name}里有不可见的字符或换行；请改为一行文字")
    for wording in decision.wordings:
        for name in (wording.label, *wording.aliases):
            if len(key_of(name)) < 2:
                raise BadDecision(f"“{name}”太短；标签和别名至少两个字")


def _texts(wording: Wording) -> Iterator[tuple[str, str]]:
    yield from (("英文", wording.english), ("释义", wording.definition), ("出处", wording.source))
    yield from (("成员", member) for member in wording.expansion)


def _check_open(decisions: Sequence[Decision], label: str) -> None:
    for one in in_force(decisions):
        if key_of(one.candidate) == key_of(label):
            raise BadDecision(
                f"“{label}”已由 {one.by} 于 {one.at[:10]} {ACTIONS[one.action]}（第 {one.n} 条）；"
                f"要改，请先撤销第 {one.n} 条"
            )


def _check_forms(lexicon: Lexicon, forms: Sequence[str]) -> None:
    held = lexicon.forms
    for form in forms:
        if owners := held.get(key_of(form)):
            owner = lexicon.concepts[owners[0]]
            raise BadDecision(f"“{form}”已是“{owner.label}”（{owner.id}）的写法；可改为并入它")


def _state(files: Sequence[Path]) -> object:
    """What changes when a file does."""
    found = []
    for file in files:
        try:
            about = file.stat()
        except FileNotFoundError:
            continue
        found.append((str(file), about.st_mtime_ns, about.st_size, about.st_ino))
    return tuple(found)
