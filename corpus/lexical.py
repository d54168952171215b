"""The lexical index: BM25 over characters, pairs and words, and exact wording. tantivy's door."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

import tantivy
from tantivy import Occur, Query

from corpus.errors import NoGeneration, OperationError
from corpus.model import Hit, PassageId, Within
from corpus.words import Segmenter, grams, pairs

#: Raised with every change of what is written; an index of another version is built anew.
LEXICAL_VERSION = 1

_ABOUT = "about.json"
_HEAP = 256_000_000
# Words beside characters: .399 -> .408 nDCG@10 on statutes, .705 -> .711 on rules.
_WEIGHTS = {"grams": 1.0, "words": 0.8}
# How many postings one query may walk. Terms are taken rarest first, so on a large corpus
# only the commonest single characters fall out: half the time for .003 of nDCG@10.
_POSTINGS = 800_000
_TERMS = 256
_SPARE = 64
_DEEPEST = 20_000
# Scores of equal passages in different segments differ in the last bits.
_DECIMALS = 3


@dataclass(frozen=True, slots=True)
class LexicalRow:
    """What is indexed of one passage. ``path`` names the headings it stands under."""

    id: PassageId
    text: str
    title: str
    path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LexicalStats:
    """What an index holds and was made with; written beside it as ``about.json``."""

    version: int
    documents: int
    passages: int
    terms: tuple[str, ...]


def build_lexical(
    folder: Path,
    rows: Iterable[LexicalRow],
    *,
    terms: Sequence[str] = (),
    progress: Callable[[int], None] | None = None,
) -> LexicalStats:
    """Write an index, or add rows to the one in ``folder``, and say what it then holds.

    There is no removing: tantivy keeps the terms and counts of deleted passages until it
    happens to merge them, and withdrawn means gone. Where a passage leaves, a new index
    is written. ``terms`` must be those an existing index was made with.
    """
    before = read_about(folder) if (folder / _ABOUT).exists() else None
    folder.mkdir(parents=True, exist_ok=True)
    segmenter = Segmenter(terms)
    # A title is shared by all passages of a document, which come one after the other.
    title_terms = lru_cache(maxsize=64)(lambda title: _terms(title, segmenter))
    documents: set[str] = set()
    added = 0
    try:
        index = _open(folder) if before else _create(folder)
        writer = index.writer(_HEAP, 1)
        for added, row in enumerate(rows, start=1):
            documents.add(row.id.partition("/")[0])
            writer.add_document(_document(row, title_terms(row.title), segmenter))
            if progress is not None:
                progress(added)
        writer.commit()
        writer.wait_merging_threads()
    except (OSError, ValueError) as error:
        raise OperationError(
            f"{folder}：词语索引写不进去（{error}）；请检查磁盘空间和权限"
        ) from error
    stats = LexicalStats(
        LEXICAL_VERSION,
        len(documents) + (before.documents if before else 0),
        added + (before.passages if before else 0),
        tuple(terms),
    )
    (folder / _ABOUT).write_text(json.dumps(asdict(stats), ensure_ascii=False), "utf-8")
    return stats


def read_about(folder: Path) -> LexicalStats:
    """What the index in a folder holds; ``NoGeneration`` where there is none to read."""
    try:
        about = json.loads((folder / _ABOUT).read_text("utf-8"))
        return LexicalStats(**{**about, "terms": tuple(about["terms"])})
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise _damaged(folder, error) from error


class LexicalRetriever:
    """Ranks passages by BM25, and finds exact wording. Safe to share between threads.

    One query walks two fields: characters and pairs (the title written twice, the
    headings once), and words. BM25 as tantivy computes it, k1 1.2, b .75.
    """

    def __init__(self, folder: Path) -> None:
        self.about = read_about(folder)
        try:
            self._index = _open(folder)
            self._searcher = self._index.searcher()
        except (OSError, ValueError) as error:
            raise _damaged(folder, error) from error
        self._schema = self._index.schema
        self._segmenter = Segmenter(self.about.terms)
        self._filter = lru_cache(maxsize=8)(self._make_filter)

    def __len__(self) -> int:
        return int(self._searcher.num_docs)

    def close(self) -> None:
        """Let go of the files."""
        self._filter.cache_clear()

    def search(self, query: str, limit: int, within: Within | None = None) -> list[Hit]:
        """The passages that share most with a query, which may be any text; best first.

        Ties stand in the order of passage ids.
        """
        found = self._run(self._bm25(self._segmenter.content(query)), limit, within)
        return [Hit(passage_id, score, "lexical") for passage_id, score in found]

    def phrase(self, phrase: str, limit: int, within: Within | None = None) -> list[Hit]:
        """The passages whose text holds exactly this wording, blanks and folding aside."""
        found = self._run(self._wording(phrase), limit, within)
        return [Hit(passage_id, score, "phrase", (phrase,)) for passage_id, score in found]

    def count(self, phrase: str, within: Within | None = None) -> int:
        """How many passages hold exactly this wording."""
        query = self._within(self._wording(phrase), within)
        found = self._searcher.search(query, 1, count=True)
        return int(found.count)  # type: ignore[attr-defined]  # absent from tantivy's stubs

    def matched(self, query: str, text: str) -> tuple[str, ...]:
        """The query's content words that occur in a text: why it was found."""
        solid = "".join(pair[0] for pair in pairs(text))
        return tuple(word for word in self._segmenter.query_words(query) if word in solid)

    # ---- inside

    def _bm25(self, query: str) -> Query:
        found: list[tuple[int, str, str, float]] = []
        for field, tokens in (("grams", grams(query)), ("words", self._segmenter.words(query))):
            for term, times in Counter(tokens).items():
                frequency = self._searcher.doc_freq(field, term)
                if frequency:
                    found.append((frequency, field, term, _WEIGHTS[field] * times))
        found.sort()
        parts: list[tuple[Occur, Query]] = []
        walked = 0
        for frequency, field, term, weight in found[:_TERMS]:
            walked += frequency
            if parts and walked > _POSTINGS:
                break
            part = Query.term_query(self._schema, field, term, "freq")
            parts.append((Occur.Should, Query.boost_query(part, weight)))
        return Query.boolean_query(parts) if parts else Query.empty_query()

    def _wording(self, phrase: str) -> Query:
        terms: list[str | tuple[int, str]] = [*pairs(phrase)]
        match terms:
            case []:
                return Query.empty_query()
            case [str(one)]:
                return Query.regex_query(self._schema, "pairs", f"{re.escape(one)}.?")
            case [str(pair), _]:
                return Query.term_query(self._schema, "pairs", pair)
        return Query.phrase_query(self._schema, "pairs", terms[:-1])

    def _run(
        self, query: Query, limit: int, within: Within | None
    ) -> list[tuple[PassageId, float]]:
        if limit < 1:
            return []
        if within is not None and within.passages is None:
            # Where most documents are allowed, looking past the few that are not is
            # quicker than asking of each passage whether it is.
            share = len(within.documents) / max(1, self.about.documents)
            if share > 0.25:
                depth = int(limit / share * 1.3)
                found = self._top(query, depth)
                kept = [hit for hit in found if within.allows(hit[0])]
                if len(kept) >= limit or len(found) < depth:
                    return kept[:limit]
        return self._top(self._within(query, within), limit)

    def _top(self, query: Query, limit: int) -> list[tuple[PassageId, float]]:
        depth = limit + _SPARE
        while True:
            hits = self._searcher.search(query, depth, count=False).hits
            scores = [round(score, _DECIMALS) for score, _ in hits]
            # The last place must not be drawn among equals: look on until one is lower.
            if len(hits) < depth or scores[-1] < scores[limit - 1] or depth >= _DEEPEST:
                break
            depth *= 4
        found = [
            (PassageId(str(self._searcher.doc(address).get_first("id"))), score)
            for score, (_, address) in zip(scores, hits, strict=True)
            if score >= scores[min(limit, len(scores)) - 1]
        ]
        found.sort(key=lambda hit: (-hit[1], hit[0]))
        return found[:limit]

    def _within(self, query: Query, within: Within | None) -> Query:
        if within is None:
            return query
        allowed = Query.const_score_query(self._filter(within), 0.0)
        return Query.boolean_query([(Occur.Must, query), (Occur.Must, allowed)])

    def _make_filter(self, within: Within) -> Query:
        if within.passages is not None:
            return Query.term_set_query(self._schema, "id", list(within.passages))
        return Query.term_set_query(self._schema, "document", list(within.documents))


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("document", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("grams", tokenizer_name="blank", index_option="freq")
    builder.add_text_field("words", tokenizer_name="blank", index_option="freq")
    builder.add_text_field("pairs", tokenizer_name="blank", index_option="position")
    return builder.build()


def _create(folder: Path) -> tantivy.Index:
    return _with_tokenizer(tantivy.Index(_schema(), path=str(folder)))


def _open(folder: Path) -> tantivy.Index:
    return _with_tokenizer(tantivy.Index.open(str(folder)))


def _with_tokenizer(index: tantivy.Index) -> tantivy.Index:
    # Text is cut by corpus/words.py; tantivy only finds the blanks between.
    blank = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer("blank", blank)
    return index


def _terms(text: str, segmenter: Segmenter) -> tuple[str, str]:
    return " ".join(grams(text)), " ".join(segmenter.words(text))


def _document(row: LexicalRow, title: tuple[str, str], segmenter: Segmenter) -> tantivy.Document:
    body = _terms(row.text, segmenter)
    path = _terms(" ".join(row.path), segmenter) if row.path else ("", "")
    document = tantivy.Document()
    document.add_text("id", row.id)
    document.add_text("document", row.id.partition("/")[0])
    for field, own, above, head in zip(("grams", "words"), body, path, title, strict=True):
        # The title written twice in one field beats a title field of its own, whatever
        # its weight (nDCG@10 .399 against .397 on statutes, .705 against .661 on rules).
        document.add_text(field, f"{head} {head} {above} {own}")
    document.add_text("pairs", " ".join(pairs(row.text)))
    return document


def _damaged(folder: Path, error: Exception) -> NoGeneration:
    return NoGeneration(
        f"{folder}：词语索引打不开或已损坏（{error}）；请重新构建：python -m scripts.build"
    )
