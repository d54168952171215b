"""A model learns the language of one house: its documents, and what its readers found useful.

Two things are learned, examined and kept or dropped apart:

* the **table** of token vectors, from the documents and what readers judged. No labels are
  needed: a passage belongs to its heading, to its neighbour, to each of its sentences. All
  passages must be encoded anew;
* the **bridge** (:mod:`embeddings.bridge`), from pairs of a question and a passage that readers
  judged useful: few hundred are enough, for it stays near the bridge that was there. No passage
  changes its vector.

Either is kept only if it is better on documents and questions it has not seen, and no worse on
the thesaurus, which stands for what the model knew before. In examinations questions are
asked as a search asks them, over the bridge.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from corpus.errors import UserError
from corpus.progress import Progress
from embeddings.bridge import learn
from embeddings.examining import Asked, Examination, Gain, crossed, gain_of, values
from embeddings.measures import ndcg
from embeddings.pairs import Pair, in_fold, is_held_out, of_blocks, under
from embeddings.quantise import pack, unpack
from embeddings.static_model import StaticModel
from embeddings.training import Recipe, Trainer, batched
from embeddings.vectors import Vectors
from embeddings.vocabulary import Vocabulary

#: The share of documents, and of judged passages, that examine and never teach.
HELD_OUT = 0.1
#: Fewer passages than this say nothing about a language.
FEWEST = 200
#: How far a table may move: the best of these on the examination's first half is taken.
SHARES = (0.5, 1.0)
#: Sentences asked of one passage of an examination.
SENTENCES = 3
#: Most pairs of one kind, most questions of an examination, most passages to find them in.
PAIRS, QUESTIONS, POOL = 60_000, 1_000, 10_000
#: Judged pairs are few: they are seen this often, and decide alone from this many on.
JUDGED_PASSES, JUDGED_ENOUGH = 8, 40
#: Judged pairs from which a bridge is learned, and the parts they are cut into to examine it.
SPANNED, PARTS = 50, 10
#: How much of the thesaurus (reciprocal rank) may be forgotten.
FORGOTTEN = 0.01
RATE = 0.03
BATCH = 256
#: A small corpus is read several times, until it has given about this many batches.
BATCHES, MOST_PASSES = 400, 6
NEW_TOKENS = 4_000


class House(NamedTuple):
    """One document of the corpus: its id, its title, its passages as (headings, wording)."""

    id: str
    title: str
    passages: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Adapted:
    """The model after, what was learned from, and what of it should be kept.

    ``model`` has the new table if ``table``, the new bridge if ``bridge``, else what it had.
    ``gains`` are by name. Of the table: ``documents`` (nDCG@10, the rest of a passage found by one
    of its sentences), ``judged`` (nDCG@10 of readers' questions), ``thesaurus`` (reciprocal
    rank). Of the bridge: ``questions`` (nDCG@10 of readers' questions, each asked over a bridge
    that has not seen it), ``thesaurus over the bridge``.
    """

    model: StaticModel
    table: bool
    bridge: bool
    gains: Mapping[str, Gain]
    pairs: Mapping[str, int]
    new_tokens: int

    @property
    def better(self) -> bool:
        """Whether there is anything to keep."""
        return self.table or self.bridge


def adapt(
    model: StaticModel,
    documents: Sequence[House],
    judged: Sequence[Pair],
    thesaurus: Sequence[Pair],
    progress: Progress,
    *,
    seed: int = 7,
) -> Adapted:
    """Teach ``model`` the documents and the judged pairs, examine it, and say what is better.

    ``judged`` pairs carry the passage's key, so that one passage is either taught or
    examined on. Raises UserError where the corpus is too small to learn from.
    """
    chance = random.Random(seed)  # noqa: S311 (no secret)
    taught = [each for each in documents if not is_held_out(each.id, HELD_OUT)]
    kept = [each for each in documents if is_held_out(each.id, HELD_OUT)]
    if sum(len(each.passages) for each in taught) < FEWEST or not kept:
        raise UserError(
            f"语料太少，学不到东西：至少要有 {FEWEST} 个段落和十来份文件；请先导入更多文件"
        )
    lessons = _lessons(taught, judged, chance)
    examination = _examination(documents, kept, judged, thesaurus, chance)
    before, after = _taught(model, taught, lessons, examination, seed, progress)
    gains = examination.gains(before, after)
    table = is_better(gains)
    pairs = {kind: len(rows) for kind, rows in lessons.items()}
    adapted = after if table else model
    bridge = False
    # Where the table has learned of the judged, only those held out of that can be asked.
    asked = any(is_held_out(pair.key, HELD_OUT) for pair in judged) if table else True
    if len(judged) >= SPANNED and asked:
        progress("学从提问到答案", 0, None)
        over, gain = _spanned(adapted, judged, _passages(documents, chance), unseen=not table)
        remembered = examination.gains(adapted, over).get("thesaurus")
        gains |= {"questions": gain}
        gains |= {"thesaurus over the bridge": remembered} if remembered else {}
        pairs |= {"questions": len(judged)}
        bridge = gain.low > 0 and _remembers(remembered)
        adapted = over if bridge else adapted
    new_tokens = len(after.vocabulary) - len(model.vocabulary)
    return Adapted(adapted, table, bridge, gains, pairs, new_tokens)


def _taught(
    model: StaticModel,
    documents: Sequence[House],
    lessons: Mapping[str, Sequence[Pair]],
    examination: Examination,
    seed: int,
    progress: Progress,
) -> tuple[StaticModel, StaticModel]:
    """The model with the house's tokens before it learns, and the best of those that have."""
    vocabulary, table = _widened(model, documents)
    trainer = Trainer(
        vocabulary, table.copy(), Recipe(seed=seed, batch=BATCH, damping=model.damping)
    )
    trainer.run(_batches(lessons, seed), RATE, "学习语料", progress)
    progress("检验", 0, None)
    moved = trainer.table.numpy() - table
    before, *models = (
        StaticModel(
            vocabulary,
            pack(table + share * moved),
            model.anchors,
            damping=model.damping,
            bridge=model.bridge,
        )
        for share in (0, *SHARES)
    )
    return before, max(models, key=lambda each: examination.score(each, half=0))


def _spanned(
    model: StaticModel, judged: Sequence[Pair], others: Sequence[str], *, unseen: bool
) -> tuple[StaticModel, Gain]:
    """The model with a bridge learned from the judged pairs, and what it gains.

    A question is asked over a bridge that was learned without it, its passage, and what else
    was judged of either. All are asked where the table has ``unseen`` them; else those alone
    that were held out of teaching it.
    """
    questions = model.encode([pair.question for pair in judged])
    passages = model.encode([pair.titled() for pair in judged])
    parts = (
        [[in_fold(pair.question, (part, PARTS)) for pair in judged] for part in range(PARTS)]
        if unseen
        else [[is_held_out(pair.key, HELD_OUT) for pair in judged]]
    )
    moved, asked = questions.copy(), np.any(parts, axis=0)
    for part in parts:
        hidden = {
            said
            for pair, out in zip(judged, part, strict=True)
            if out
            for said in (pair.question, pair.key)
        }
        told = [pair.question not in hidden and pair.key not in hidden for pair in judged]
        bridge = learn([(questions[told], passages[told], 1.0)], known=model.bridge)
        moved[part] = bridge.crossed(questions[part])
    pool = list(dict.fromkeys([*(pair.titled() for pair in judged), *others]))
    place = {text: number for number, text in enumerate(pool)}
    vectors = model.encode(pool)
    right = [place[pair.titled()] for pair, out in zip(judged, asked, strict=True) if out]
    before = values(crossed(model, questions[asked]) @ vectors.T, right, ndcg)
    after = values(moved[asked] @ vectors.T, right, ndcg)
    bridge = learn([(questions, passages, 1.0)], known=model.bridge)
    over = StaticModel(
        model.vocabulary, model.packed, model.anchors, damping=model.damping, bridge=bridge
    )
    return over, gain_of(before, after)


def _batches(lessons: Mapping[str, Sequence[Pair]], seed: int) -> list[list[Pair]]:
    once = sum(-(-len(pairs) // BATCH) for pairs in lessons.values())
    passes = max(1, min(MOST_PASSES, BATCHES // max(1, once)))
    often = dict.fromkeys(lessons, passes)
    if "judged" in often:
        often["judged"] = max(passes, JUDGED_PASSES)
    return batched(lessons, often, BATCH, seed)


def is_better(gains: Mapping[str, Gain]) -> bool:
    """Readers' questions decide where there are enough; nothing may be forgotten."""
    judged = gains.get("judged")
    decides = judged if judged and judged.queries >= JUDGED_ENOUGH else gains["documents"]
    return decides.low > 0 and _remembers(gains.get("thesaurus"))


def _remembers(thesaurus: Gain | None) -> bool:
    return thesaurus is None or thesaurus.after >= thesaurus.before - FORGOTTEN


def _lessons(
    documents: Iterable[House], judged: Iterable[Pair], chance: random.Random
) -> dict[str, Sequence[Pair]]:
    kinds: dict[str, list[Pair]] = {}
    for document in documents:
        for kind, pair in of_blocks(document.title, document.passages, chance):
            kinds.setdefault(kind, []).append(pair)
    lessons: dict[str, Sequence[Pair]] = {
        kind: chance.sample(distinct, min(PAIRS, len(distinct)))
        for kind, pairs in sorted(kinds.items())
        for distinct in [list(dict.fromkeys(pairs))]
    }
    told = [pair for pair in judged if not is_held_out(pair.key, HELD_OUT)]
    return {**lessons, "judged": told} if told else lessons


def _examination(
    documents: Sequence[House],
    kept: Sequence[House],
    judged: Sequence[Pair],
    thesaurus: Sequence[Pair],
    chance: random.Random,
) -> Examination:
    others = _passages(documents, chance)
    own = [
        pair
        for each in kept
        for _ in range(SENTENCES)
        for kind, pair in of_blocks(each.title, each.passages, chance)
        if kind == "sentence"
    ]
    sets = {"documents": _asked(own, others, chance)}
    wanted = [
        Pair(pair.question, pair.titled()) for pair in judged if is_held_out(pair.key, HELD_OUT)
    ]
    if wanted:
        sets["judged"] = _asked(wanted, others, chance)
    known = list({pair.question: pair for pair in thesaurus}.values())
    if known:
        sets["thesaurus"] = _asked(known, [], chance)
    return Examination({name: asked for name, asked in sets.items() if len(asked.questions) > 1})


def _passages(documents: Sequence[House], chance: random.Random) -> list[str]:
    """At most :data:`POOL` passages to find others among, as an index holds them."""
    held = [
        under(f"{each.title} {heading}".strip(), wording)
        for each in documents
        for heading, wording in each.passages
    ]
    return chance.sample(held, min(POOL, len(held)))


def _asked(pairs: Sequence[Pair], others: Sequence[str], chance: random.Random) -> Asked:
    chosen = chance.sample(list(pairs), min(QUESTIONS, len(pairs)))
    pool = list(dict.fromkeys([*(each.passage for each in chosen), *others]))
    place = {text: number for number, text in enumerate(pool)}
    return Asked([each.question for each in chosen], [place[each.passage] for each in chosen], pool)


def _widened(model: StaticModel, documents: Iterable[House]) -> tuple[Vocabulary, Vectors]:
    """The vocabulary with the house's own frequent tokens; they begin without a say."""
    table = unpack(model.packed)
    texts = (under(each.title, text) for each in documents for _, text in each.passages)
    counted = Vocabulary.counted(texts, size=NEW_TOKENS, characters=NEW_TOKENS // 8, least=5)
    known = set(model.vocabulary.tokens)
    fresh = [token for token in counted.tokens if token not in known]
    noise = np.random.default_rng(7).standard_normal((len(fresh), model.dimension), np.float32)
    tokens = (*model.vocabulary.tokens, *fresh)
    # All but nothing, so that no text's vector changes before something is learned.
    widened = np.concatenate([table, noise * np.float32(1e-4)])
    return Vocabulary(tokens, model.vocabulary.folding), widened
