"""What the default model learns from: pairs of texts that belong together, and by what right.

Only sources whose licence lets the weights be given away are read; :data:`SOURCES` names
them, and what it does not name is never opened or is skipped row by row.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.text import sentences

#: Longer passages are cut for training; what is encoded later may be of any length.
LONGEST = 500
#: Shorter sentences and passages say too little to be asked about.
SHORTEST = 12

_ARTICLE = re.compile(
    r"第[一二三四五六七八九十百千零〇\d]+条(?:之[一二三四五六七八九十]+)?(?=[\s　])"
)
_CHAPTER = re.compile(r"#*\s*(第[一二三四五六七八九十百]+[编章节].*)")
_CITED = re.compile(r"(?P<title>\S+ 第\S+?条(?:之\S+)?) (?P<text>.+)", re.DOTALL)


#: (number, folds): one part of the questions, numbered from 0.
Fold = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts that belong together; ``title`` may be put before ``passage`` or left out.

    ``key`` decides what is held out together: the question where passages are shared
    with others, the passage where each has several questions. ``hard`` are (title, passage)
    of such as look right and are not.
    """

    question: str
    passage: str
    title: str = ""
    key: str = ""
    hard: tuple[tuple[str, str], ...] = ()

    def titled(self) -> str:
        """The passage as an index holds it, under its title."""
        return under(self.title, self.passage)


def under(title: str, passage: str) -> str:
    """A passage under its title, as an index holds it."""
    return f"{title}\n{passage}" if title else passage


@dataclass(frozen=True, slots=True)
class Source:
    """A set of pairs: where its rows are, by what licence, how often they are seen."""

    name: str
    file: str
    licence: str
    passes: int
    hard: int = 0  # hard negatives each pair gets
    alone: bool = False  # these are sought among its own passages only
    examined: bool = False
    across: float = 1.0  # what each pair weighs for the bridge


#: Official texts carry no copyright in China (Copyright Law, article 5).
TEXTS: Mapping[str, str] = {
    "laws.jsonl.gz": "official texts",
    "market_regulation_rules.jsonl.gz": "official texts",
    "work_reports.jsonl.gz": "official texts",
    "speeches.jsonl.gz": "official texts (collection: MIT in part)",
    "policies.jsonl.gz": "official texts",
}
#: Files of questions and passages; rows of :data:`SOURCES` alone are taken from them.
ASKED = ("legal_qa.jsonl.gz", "reading_comprehension.jsonl.gz")
#: The files whose documents are cut as the index cuts them (:mod:`embeddings.passage_pairs`).
PASSAGES = (
    "market_regulation_rules.jsonl.gz",
    "work_reports.jsonl.gz",
    "speeches.jsonl.gz",
    "policies.jsonl.gz",
)
#: The most pairs of a kind that the laws give.
LIMITS = {"chapter": 75_000, "sentence": 141_000, "halves": 36_000, "next": 65_000}
SOURCES: tuple[Source, ...] = (
    Source(
        "STARD train question->article", "legal_qa", "MIT", 8, hard=2, examined=True, across=2.0
    ),
    Source("LeCoQA question->answer (STARD train split)", "legal_qa", "MIT", 4),
    Source("LeCoQA answer->article", "legal_qa", "MIT", 4, across=0.0),
    Source(
        "DRCD-dev", "reading_comprehension", "CC BY-SA 3.0", 3, hard=1, alone=True, examined=True
    ),
    Source(
        "CMRC2018-trial",
        "reading_comprehension",
        "CC BY-SA 4.0",
        3,
        hard=1,
        alone=True,
        examined=True,
    ),
    Source("DuReader2-demo-train", "reading_comprehension", "Apache-2.0", 4),
    Source("own questions", "questions", "ours", 4, examined=True),
    Source("own thesaurus", "thesaurus", "ours", 4),
)


def is_held_out(key: str, share: float) -> bool:
    """Whether the row of that key is kept out of training; the same on every machine."""
    digest = hashlib.blake2b(key.encode(), digest_size=8).digest()
    return int.from_bytes(digest) < share * 2**64


def in_fold(key: str, fold: Fold | None) -> bool:
    """Whether the row of that key is in a fold ``(number, folds)``; nothing is in None."""
    if fold is None:
        return False
    digest = hashlib.blake2b(f"fold{key}".encode(), digest_size=8).digest()
    return int.from_bytes(digest) % fold[1] == fold[0]


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a JSON Lines file, gzipped or not."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def from_texts(folder: Path, chance: random.Random) -> dict[str, list[Pair]]:
    """Pairs the laws and rules give of themselves, by kind: no one had to write a question.

    chapter -> its article; a sentence -> the rest of its article (one in five keeps the
    sentence); first half -> second half; an article -> the next one.
    """
    kinds: dict[str, list[Pair]] = {}
    for name in TEXTS:
        path = folder / name
        for row in read_rows(path) if path.exists() else ():
            for kind, pair in of_blocks(row["title"], _articles(row["text"]), chance):
                kinds.setdefault(kind, []).append(pair)
    return {
        kind: chance.sample(rows, min(LIMITS[kind], len(rows)))
        for kind, pairs in sorted(kinds.items())
        for rows in [distinct(pairs)]
    }


def distinct(pairs: Iterable[Pair]) -> list[Pair]:
    """Each pair once, in order."""
    return list(dict.fromkeys(pairs))


def without_sentence(block: str, start: int, end: int, chance: random.Random) -> str:
    """The block without that sentence; one time in five, with it."""
    return block if chance.random() < 0.2 else block[:start] + block[end:]


def from_questions(pairs: Path) -> dict[str, list[Pair]]:
    """The pairs of every source in :data:`SOURCES` in this folder, by the source's name."""
    wanted = {source.name for source in SOURCES}
    found: dict[str, list[Pair]] = {}
    for file in ASKED:
        path = pairs / file
        for row in read_rows(path) if path.exists() else ():
            if row["source"] in wanted:
                found.setdefault(row["source"], []).append(_asked(row, file == ASKED[0]))
    answers = {pair.question: pair.passage for pair in found.get(SOURCES[1].name, ())}
    found[SOURCES[2].name] = [
        Pair(answers[pair.question], pair.passage, pair.title, pair.key)
        for pair in found.get(SOURCES[0].name, ())
        if pair.question in answers
    ]
    return {name: rows for name, rows in found.items() if rows}


def question_keys(pairs: Path) -> dict[str, str]:
    """The key of each question in this folder whose key is not its own wording."""
    path = pairs / ASKED[1]
    rows = read_rows(path) if path.exists() else ()
    return {pair.question: pair.key for row in rows for pair in [_asked(row, legal=False)]}


def _asked(row: Mapping[str, str], legal: bool) -> Pair:
    """A question and its passage; a law's name and article stand before its text there."""
    match = _CITED.fullmatch(row["b"]) if legal else None
    if match is None:
        return Pair(row["a"], row["b"], key=row["a"] if legal else row["b"])
    return Pair(row["a"], match["text"], match["title"], row["a"])


def _articles(text: str) -> Iterator[tuple[str, str]]:
    """(chapter heading, article text) of a law, in order."""
    chapter, lines = "", list[str]()
    for line in [*text.split("\n"), "# 第一章"]:
        heading = _CHAPTER.fullmatch(line.strip())
        if (heading or _ARTICLE.match(line)) and lines:
            yield chapter, "\n".join(lines)
            lines = []
        if heading:
            chapter = heading[1]
        elif lines or _ARTICLE.match(line):
            lines.append(line)


def of_blocks(
    title: str, blocks: Iterable[tuple[str, str]], chance: random.Random
) -> Iterator[tuple[str, Pair]]:
    """(kind, pair) of what one text gives of itself; ``blocks`` are (heading, wording)."""
    before = ""
    for heading, whole in blocks:
        block = whole[:LONGEST]
        if len(block) < SHORTEST:
            continue
        named = f"{title} {heading}".strip()
        yield "chapter", Pair(named, block)
        pieces = [span for span in sentences(block) if span.end - span.start >= SHORTEST]
        if len(pieces) > 1:
            start, end = chance.choice(pieces)
            rest = without_sentence(block, start, end, chance)
            above = named if chance.random() < 0.3 else ""
            yield "sentence", Pair(block[start:end], rest, above)
            middle = pieces[len(pieces) // 2].start
            if middle >= SHORTEST and chance.random() < 0.5:
                yield "halves", Pair(block[:middle].strip(), block[middle:])
        if before and chance.random() < 0.5:
            yield "next", Pair(before, block)
        before = block


def reworded(
    passages: Iterable[tuple[str, str]],
    thesaurus: Iterable[Pair],
    most: int,
    chance: random.Random,
) -> list[Pair]:
    """Sentences put into everyday words by the thesaurus, each with the passage it is from.

    A thesaurus row alone teaches two words; in a sentence they keep their company.
    """
    everyday: dict[str, list[str]] = {}
    for pair in thesaurus:
        everyday.setdefault(pair.passage, []).append(pair.question)
    sizes = sorted({len(official) for official in everyday}, reverse=True)
    made = []
    for title, text in passages:
        block = text[:LONGEST]
        spans = [span for span in sentences(block) if SHORTEST <= span.end - span.start <= 80]
        chance.shuffle(spans)
        for start, end in spans[:2]:
            said = _in_everyday_words(block[start:end], everyday, sizes, chance)
            if said != block[start:end]:
                made.append(Pair(said, text, title))
                break
    return chance.sample(made, min(most, len(made)))


def _in_everyday_words(
    sentence: str,
    everyday: Mapping[str, Sequence[str]],
    sizes: Sequence[int],
    chance: random.Random,
) -> str:
    """The longest official wording at each place, replaced by one of its everyday ones."""
    said, at = [], 0
    while at < len(sentence):
        size = next((size for size in sizes if sentence[at : at + size] in everyday), 0)
        said.append(chance.choice(everyday[sentence[at : at + size]]) if size else sentence[at])
        at += size or 1
    return "".join(said)
