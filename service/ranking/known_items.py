"""Questions made of passages: what someone asks who has the passage's own words in mind.

People's questions in other words teach a ranker to trust meaning; these teach it not to
forget words: a fragment of a sentence, a quoted term, a sentence with a gap to be filled
(多少, 谁, 什么), alone or under the document's title.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from corpus.model import PassageId
from corpus.text import sentences, squeeze
from corpus.words import Segmenter
from service.bench import BenchRow
from service.ranking.learning import Question

_SENTENCE = re.compile(r"[^。；！？\n]{12,70}")
_PART = re.compile(r"[，、：:（）“”]")
_QUOTED = re.compile(r"“([^”]{3,12})”")
_BRACKETS = re.compile(r"（.*?）")
_NUMBER = re.compile(
    r"\d[\d.,]*(?:%|％|万|亿|千)?[\u4e00-\u9fff]{0,2}"
    r"|[一二三四五六七八九十百]{1,4}(?:年|个|日|万|元|人|项|次|倍)"
)
_GAPS = "什么 哪些 谁 怎么".split()
#: What is made, as often as it stands here.
_KINDS = "fragment fragment fragment gap gap gap gap gap gap gap quoted titled titled".split()
#: A sentence shorter than this says too little to be asked for.
_SHORTEST = 15
#: More passages than this with the very same words, and no one of them is meant.
_MOST = 8


def known_items(
    rows: Sequence[BenchRow], count: int, segmenter: Segmenter, chance: random.Random
) -> list[Question]:
    """About ``count`` questions; fewer where the passages give no more."""
    bodies = [squeeze(row.text) for row in rows]
    made: list[Question] = []
    for _ in range(8 * count):
        if len(made) == count:
            break
        place = chance.randrange(len(rows))
        kind = chance.choice(_KINDS)
        text = _asked(kind, rows[place], segmenter, chance)
        if len(text) < 4:
            continue
        same = bodies[place] if kind in ("gap", "titled") else squeeze(text)
        holding = [row.id for row, body in zip(rows, bodies, strict=True) if same in body]
        if 0 < len(holding) <= _MOST:
            made.append(Question(text, frozenset(holding), text))
    return made


def placed(text: str, title: str, chance: random.Random) -> str:
    """A question that says where it is asked of: 《…》中…, or the first words of a title."""
    bare = _BRACKETS.sub("", title)
    start = bare[: chance.randrange(3, 9)]
    return chance.choice([f"《{bare}》", f"{bare} ", bare, f"《{bare}》中", start]) + text


def in_sentences(
    rows: Sequence[BenchRow], count: int, segmenter: Segmenter, chance: random.Random
) -> tuple[list[BenchRow], list[Question]]:
    """The passages cut to sentences without headings, and gaps in them asked for in context.

    So stand answers that were copied out of their documents: the question says where and
    about what, and the passage no longer does.
    """
    pieces: list[BenchRow] = []
    context: list[tuple[str, str]] = []
    for row in rows:
        before = ""
        for at, span in enumerate(sentences(row.text)):
            text = row.text[span.start : span.end]
            if len(text) >= _SHORTEST:
                pieces.append(BenchRow(PassageId(f"{row.id}_{at}"), text))
                context.append((row.title, before))
            before = text
    same: dict[str, list[PassageId]] = {}
    for piece in pieces:
        same.setdefault(piece.text, []).append(piece.id)
    made = []
    for place in chance.sample(range(len(pieces)), min(count, len(pieces))):
        gap = _with_gap(pieces[place].text, segmenter, chance)
        if gap:
            title, before = context[place]
            start = chance.randrange(max(1, len(before) - 14))
            said = f"{before[start : start + 14]}，" if before and chance.random() < 0.5 else ""
            text = placed(said + gap, title, chance) if chance.random() < 0.7 else said + gap
            made.append(Question(text, frozenset(same[pieces[place].text]), gap))
    return pieces, made


def _asked(kind: str, row: BenchRow, segmenter: Segmenter, chance: random.Random) -> str:
    parts = _SENTENCE.findall(row.text)
    if not parts:
        return ""
    sentence = chance.choice(parts)
    if kind == "quoted":
        quoted = _QUOTED.findall(row.text)
        return chance.choice(quoted) if quoted else ""
    if kind == "fragment":
        size = chance.randrange(8, 22)
        start = chance.randrange(max(1, len(sentence) - size))
        return str(sentence[start : start + size]).strip("，、 ")
    gap = _with_gap(sentence, segmenter, chance)
    if kind == "gap" or not gap:
        return gap
    return placed(gap, row.title, chance)


def _with_gap(sentence: str, segmenter: Segmenter, chance: random.Random) -> str:
    """A part of a sentence with a number or a word asked for, a few other words left out."""
    parts = [part for part in _PART.split(sentence) if len(part) >= 5]
    if not parts:
        return ""
    part = chance.choice(parts)
    number = _NUMBER.search(part)
    if number and chance.random() < 0.8:
        return f"{part[: number.start()]}多少{part[number.end() :]}"
    words = segmenter.words(part)
    if len(words) < 4:
        return ""
    at = chance.randrange(len(words))
    kept = [chance.choice(_GAPS) if place == at else word for place, word in enumerate(words)]
    return "".join(word for word in kept if word in _GAPS or chance.random() > 0.15)
