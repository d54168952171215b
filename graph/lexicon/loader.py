"""The lexicon loaded: shipped files, an administrator's folders, then reviewers' decisions."""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from functools import cache
from pathlib import Path

from corpus.errors import BadLexicon
from graph.lexicon.forms import key_of
from graph.lexicon.reading import SUCCESSION, Complaints, Entry, read_file
from graph.model import Concept, ConceptId, Succession
from graph.review.model import Decision
from graph.review.overlay import lay_decisions

SHIPPED = Path(__file__).parent
#: Complaints shown at once; the rest are counted.
SHOWN = 20
#: The longest shorthand kept whole. It moves nDCG@10 by less than .001, on rules and on news.
LONGEST_TERM = 6
_HAN = re.compile("[\u4e00-\u9fff]+")
_LINKS = ("broader", "related")
_SHORTEST = 2
#: No document's title: how a speech addresses its hearers; 《…》（（…）） is a title told twice.
_ILL_SOURCED = re.compile(
    r"《(?:[^《》]*(?:同志们|朋友们|女士们|先生们|同胞们|各位[一-鿿]{1,4})[^《》]*[，：]|尊敬的)"
    r"|[：:]》|（（|））"
)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Concepts by id, in the order of ids; checked: every link leads somewhere.

    ``places`` says for each concept which file and line defines it.
    """

    concepts: Mapping[ConceptId, Concept]
    places: Mapping[ConceptId, str] = field(default_factory=dict)

    @property
    def forms(self) -> dict[str, tuple[ConceptId, ...]]:
        """Every form as it compares (:func:`graph.lexicon.forms.key_of`) → whose it is."""
        found: dict[str, dict[ConceptId, None]] = defaultdict(dict)
        for concept in self.concepts.values():
            for form in concept.forms:
                found[key_of(form)][concept.id] = None
        return {form: tuple(owners) for form, owners in found.items()}

    @property
    def unsourced(self) -> tuple[Concept, ...]:
        """The files' concepts that name no document which fixes their wording. The title of a
        work is fixed by the work, and what reviewers approved stands in their ledger.
        """
        return tuple(
            concept
            for concept in self.concepts.values()
            if not concept.source and concept.kind != "work" and concept.status == "lexicon"
        )

    @property
    def ill_sourced(self) -> tuple[Concept, ...]:
        """The files' concepts whose source is a greeting for a title, or has doubled brackets."""
        return tuple(
            concept
            for concept in self.concepts.values()
            if concept.status == "lexicon" and _ILL_SOURCED.search(concept.source)
        )

    def terms(self) -> tuple[str, ...]:
        """See :func:`terms_of`."""
        return terms_of(self.concepts.values())

    @property
    def fingerprint(self) -> str:
        """Changes whenever anything a concept says changes."""
        # What asdict gives, without the copy of every value it makes first.
        names = [one.name for one in fields(Concept)]
        said = [
            {name: getattr(concept, name) for name in names}
            | ({"replaced_by": asdict(concept.replaced_by)} if concept.replaced_by else {})
            for concept in self.concepts.values()
        ]
        text = json.dumps(said, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:16]


def terms_of(concepts: Iterable[Concept]) -> tuple[str, ...]:
    """What a segmenter should not cut apart: shorthand, sorted, each once.

    Shorthand means something else than its words do. What is made of words (安全总监) is
    left to be cut, or a question of 总监 would pass its documents by.
    """
    names = {
        key_of(form)
        for concept in concepts
        if concept.kind == "shorthand"
        for form in (concept.label, *concept.aliases)
    }
    return tuple(
        sorted(name for name in names if len(name) <= LONGEST_TERM and _HAN.fullmatch(name))
    )


def load_lexicon(folders: Sequence[Path] = (), decisions: Sequence[Decision] = ()) -> Lexicon:
    """The shipped lexicon, the files of ``folders`` laid over it in their order, and what
    reviewers decided laid over these (:mod:`graph.review.overlay`).

    A later folder may add concepts, replace single fields of one (what it does not
    mention stays) and ``drop`` one. Files are read in the order of their names.

    Raises:
        BadLexicon: what is wrong, each with file, line, key and the way out.
    """
    return reviewed_lexicon(read_entries(folders), decisions)


def read_entries(folders: Sequence[Path] = ()) -> Mapping[str, Entry]:
    """What all files say of each concept, checked; raises as :func:`load_lexicon`."""
    complaints = Complaints()
    merged: dict[str, Entry] = {}
    _lay_over(merged, _read_once(SHIPPED), complaints)
    for folder in folders:
        _lay_over(merged, _read_folder(folder, complaints), complaints)
    _check(merged, complaints)
    _refuse(complaints)
    return merged


@cache
def _read_once(folder: Path) -> tuple[Entry, ...]:
    """The entries of the shipped folder: nobody changes them, and it takes a second."""
    complaints = Complaints()
    entries = _read_folder(folder, complaints)
    _refuse(complaints)
    return tuple(entries)


def reviewed_lexicon(entries: Mapping[str, Entry], decisions: Sequence[Decision]) -> Lexicon:
    """The lexicon of checked entries with decisions laid over them."""
    return lexicon_of(lay_decisions(entries, decisions).values())


def _refuse(complaints: Complaints) -> None:
    if complaints:
        more = len(complaints) - SHOWN
        told = [*complaints[:SHOWN], *([f"……另有 {more} 处"] if more > 0 else [])]
        raise BadLexicon("词表有误：\n" + "\n".join(told))


def lexicon_of(entries: Iterable[Entry]) -> Lexicon:
    """The lexicon that checked entries make."""
    ordered = sorted(entries, key=lambda entry: entry.id)
    return Lexicon(
        {ConceptId(entry.id): _concept(entry) for entry in ordered},
        {ConceptId(entry.id): f"{entry.file}:{entry.line}" for entry in ordered},
    )


def _read_folder(folder: Path, complaints: Complaints) -> list[Entry]:
    if not folder.is_dir():
        complaints.say(str(folder), "没有这个词表文件夹；请新建它，或改正设置 lexicon")
        return []
    files = sorted(path for path in folder.iterdir() if path.suffix in (".yaml", ".yml"))
    entries: dict[str, Entry] = {}
    for file in files:
        for entry in read_file(file, complaints):
            if before := entries.get(entry.id):
                complaints.say(
                    f"{entry.file}:{entry.line}",
                    f"编号 {entry.id} 已见于 {before.file}:{before.line}；合并为一条，或换一个编号",
                )
            else:
                entries[entry.id] = entry
    return list(entries.values())


def _lay_over(merged: dict[str, Entry], entries: Iterable[Entry], complaints: Complaints) -> None:
    for entry in entries:
        below = merged.get(entry.id)
        if entry.drop:
            if below is None:
                complaints.say(entry.at("drop"), f"没有概念 {entry.id} 可删；改正编号或删去这一条")
            merged.pop(entry.id, None)
        elif below is None:
            merged[entry.id] = entry
        else:
            entry.texts = below.texts | entry.texts
            entry.lists = below.lists | entry.lists
            entry.succession = entry.succession or below.succession
            merged[entry.id] = entry


def _check(merged: Mapping[str, Entry], complaints: Complaints) -> None:
    for entry in merged.values():
        for key in ("label", "kind"):
            if not entry.texts.get(key):
                complaints.say(entry.at(key), f"{entry.id} 缺 {key}")
        _check_links(entry, merged, complaints)
    _check_forms(merged.values(), complaints)
    _check_circles(merged, complaints)


def _check_links(entry: Entry, merged: Mapping[str, Entry], complaints: Complaints) -> None:
    links = [(key, name) for key in _LINKS for name in entry.lists.get(key, ())]
    if entry.succession:
        links.append(("replaced_by", entry.succession["concept"]))
    for key, name in links:
        if name == entry.id:
            complaints.say(entry.at(key), f"{entry.id} 的 {key} 指向自己；删去它")
        elif name not in merged:
            complaints.say(
                entry.at(key), f"{entry.id} 的 {key} 指向不存在的 {name}；改正编号或先定义它"
            )


def _check_forms(entries: Iterable[Entry], complaints: Complaints) -> None:
    owners: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        own: dict[str, str] = {}
        for key, form in _forms(entry):
            plain = key_of(form)
            if len(plain) < _SHORTEST:
                complaints.say(entry.at(key), f"{entry.id} 的“{form}”太短；至少两个字")
            if plain in own:
                complaints.say(
                    entry.at(key),
                    f"{entry.id} 的“{form}”与“{own[plain]}”只差引号、空格、全半角或繁简；删去一个",
                )
            own[plain] = form
        for plain in own:
            owners[plain].append(entry)
        _check_context(entry, own, complaints)
    for plain, (first, *others) in owners.items():
        if not all(_is_ambiguous(entry, plain) for entry in (first, *others)):
            for other in others:
                complaints.say(
                    f"{other.file}:{other.line}",
                    f"{other.id} 的“{plain}”也是 {first.id}（{first.file}:{first.line}）的写法；"
                    "只留一处，或在两处都列入 ambiguous 并写出 context",
                )


def _check_context(entry: Entry, own: Mapping[str, str], complaints: Complaints) -> None:
    """What needs context has some, and what must not be a longer word is part of one."""
    for form in entry.lists.get("ambiguous", ()):
        if key_of(form) not in own:
            complaints.say(entry.at("ambiguous"), f"{entry.id} 的 ambiguous 里“{form}”不是它的写法")
        if not entry.lists.get("context"):
            complaints.say(entry.at("ambiguous"), f"{entry.id} 有 ambiguous 而无 context；请写出")
    for word in entry.lists.get("not_in", ()):
        plain = key_of(word)
        if plain in own or not any(form in plain for form in own):
            complaints.say(
                entry.at("not_in"), f"{entry.id} 的 not_in 里“{word}”应为含有它某个写法的更长的词"
            )


def _is_ambiguous(entry: Entry, plain: str) -> bool:
    ambiguous = [key_of(form) for form in entry.lists.get("ambiguous", ())]
    return bool(entry.lists.get("context")) and (not ambiguous or plain in ambiguous)


def _check_circles(merged: Mapping[str, Entry], complaints: Complaints) -> None:
    """No concept may be broader than itself, nor follow itself, along any chain."""
    done: set[str] = set()

    def climb(name: str, path: tuple[str, ...]) -> None:
        if name in path:
            entry = merged[name]
            chain = " → ".join((*path[path.index(name) :], name))
            complaints.say(entry.at("broader"), f"broader 成环：{chain}；断开其中一处")
        elif name in merged and name not in done:
            for above in merged[name].lists.get("broader", ()):
                climb(above, (*path, name))
            done.add(name)

    for name in merged:
        climb(name, ())
    for name in merged:
        path = [name]
        while (entry := merged.get(path[-1])) and entry.succession:
            path.append(entry.succession["concept"])
            if path[-1] in path[:-1]:
                complaints.say(merged[name].at("replaced_by"), f"取代成环：{' → '.join(path)}")
                break


def _forms(entry: Entry) -> list[tuple[str, str]]:
    label = entry.texts.get("label", "")
    forms = [("label", label)] if label else []
    return [
        *forms,
        *((key, form) for key in ("aliases", "hidden") for form in entry.lists.get(key, ())),
    ]


def _concept(entry: Entry) -> Concept:
    texts, lists = entry.texts, entry.lists
    return Concept(
        id=ConceptId(entry.id),
        label=texts["label"],
        kind=texts["kind"],
        english=texts.get("english", ""),
        aliases=lists.get("aliases", ()),
        hidden=lists.get("hidden", ()),
        expansion=lists.get("expansion", ()),
        definition=texts.get("definition", ""),
        since=texts.get("since", ""),
        replaced_by=_succession(entry.succession),
        broader=tuple(map(ConceptId, lists.get("broader", ()))),
        related=tuple(map(ConceptId, lists.get("related", ()))),
        source=texts.get("source", ""),
        ambiguous=lists.get("ambiguous", ()),
        context=lists.get("context", ()),
        not_in=lists.get("not_in", ()),
        generic=bool(texts.get("generic")),
        status=texts.get("status", "lexicon"),
    )


def _succession(said: Mapping[str, str] | None) -> Succession | None:
    if said is None:
        return None
    new, *rest = (said.get(key, "") for key in SUCCESSION)
    return Succession(ConceptId(new), *rest)
