"""The lexical index: BM25 over characters, pairs and words, and exact wording. tantivy's door."""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

import tantivy
from tantivy import Occur, Query

from corpus.errors import NoGeneration, OperationError
from corpus.model import Hit, PassageId, Within, document_of
from corpus.row_ids import RowIds, add_row_ids
from corpus.words import Segmenter, grams, pairs

#: Raised with every change of what is written; an index of another version is built anew.
LEXICAL_VERSION = 3
#: Read still, more slowly: it keeps each id with its passage instead of in one table.
_BEFORE = 2

_ABOUT = "about.json"
_IDS = "ids.txt"
# tantivy leaves these readable by their owner alone.
_PRIVATE = ("meta.json", ".managed.json")
# What is held before it is written; as much is taken as is used. A segment each would be walked
# for every term of every question: 291,572 passages, which take 0.8 GB here, answer 1.13 to 1.17
# times as fast from one as from the three that 256 MB make.
_HEAP = 1_500_000_000
# Words beside characters: .399 -> .408 nDCG@10 on statutes, .705 -> .711 on rules.
_WEIGHTS = {"grams": 1.0, "words": 0.8}
# How many postings one query may walk. Terms are taken rarest first, so on a large corpus
# only the commonest single characters fall out. On 291,572 passages, ranked with the other
# lists: recall@10 of 500 questions .768, as with 300,000, at two thirds of the time.
_POSTINGS = 200_000
_TERMS = 256
_SPARE = 64
_DEEPEST = 20_000
_FREQUENCIES = 65_536
# Scores of equal passages in different segments differ in the last bits.
_DECIMALS = 3

_Found = tuple[float, tantivy.DocAddress]
_Named = tuple[PassageId, float]


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
    first = before.passages if before else 0
    ids: list[PassageId] = []
    # A title is shared by all passages of a document, which come one after the other.
    title_terms = lru_cache(maxsize=64)(lambda title: _terms(title, segmenter))
    try:
        index = _open(folder) if before else _create(folder)
        writer = index.writer(_HEAP, 1)
        for row in rows:
            document = _document(row, title_terms(row.title), segmenter)
            document.add_unsigned("row", first + len(ids))
            writer.add_document(document)
            ids.append(row.id)
            if progress is not None:
                progress(len(ids))
        writer.commit()
        writer.wait_merging_threads()
        add_row_ids(folder / _IDS, ids)
        for name in _PRIVATE:
            (folder / name).chmod(0o644)
    except (OSError, ValueError) as error:
        raise OperationError(
            f"{folder}：词语索引写不进去（{error}）；请检查磁盘空间和权限"
        ) from error
    stats = LexicalStats(
        LEXICAL_VERSION,
        len(set(map(document_of, ids))) + (before.documents if before else 0),
        first + len(ids),
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
        if self.about.version not in (_BEFORE, LEXICAL_VERSION):
            raise _damaged(folder, f"版本 {self.about.version}，应为 {LEXICAL_VERSION}")
        try:
            self._index, self._searcher = _open_to_read(folder)
            self._ids = None if self.about.version == _BEFORE else RowIds(folder / _IDS)
        except (OSError, ValueError) as error:
            raise _damaged(folder, error) from error
        if self._ids is not None and len(self._ids) != len(self):
            raise _damaged(folder, f"{len(self)} 个段落，{len(self._ids)} 个编号")
        self._schema = self._index.schema
        self._segmenter = Segmenter(self.about.terms)
        self._frequency = lru_cache(_FREQUENCIES)(self._searcher.doc_freq)
        self._filter = lru_cache(maxsize=8)(self._make_filter)
        self._keys = lru_cache(maxsize=8)(self._make_keys)

    def __len__(self) -> int:
        return int(self._searcher.num_docs)

    def close(self) -> None:
        """Let go of the files."""
        self._filter.cache_clear()
        self._keys.cache_clear()

    def search(self, query: str, limit: int, within: Within | None = None) -> list[Hit]:
        """The passages that share most with a query, which may be any text; best first.

        Ties stand in the order of passage ids.
        """
        return self.ready(query, limit, within)()

    def ready(
        self, query: str, limit: int, within: Within | None = None
    ) -> Callable[[], list[Hit]]:
        """:meth:`search` up to where tantivy begins; what is returned does the rest."""
        asked = self._bm25(query)

        def look() -> list[Hit]:
            found = self._run(asked, limit, within)
            return [Hit(passage_id, score, "lexical") for passage_id, score in found]

        return look

    def weighted(
        self, words: Mapping[str, float], limit: int, within: Within | None = None
    ) -> list[tuple[PassageId, float]]:
        """The passages with the greatest sum of weight × BM25 over these words."""
        parts: list[tuple[Occur, Query]] = []
        for word, weight in words.items():
            part = Query.term_query(self._schema, "words", word, "freq")
            parts.append((Occur.Should, Query.boost_query(part, weight)))
        query = Query.boolean_query(parts) if parts else Query.empty_query()
        return self._run(query, limit, within)

    def frequencies(self, field: str, terms: Sequence[str]) -> list[int]:
        """In how many passages each term stands; ``field`` is ``grams`` or ``words``."""
        return [self._frequency(field, term) for term in terms]

    def phrase(self, phrase: str, limit: int, within: Within | None = None) -> list[Hit]:
        """The passages whose text holds exactly this wording, blanks and folding aside."""
        found = self._run(self._wording(phrase), limit, within)
        return [Hit(passage_id, score, "phrase", (phrase,)) for passage_id, score in found]

    def count(self, phrase: str, within: Within | None = None) -> int:
        """How many passages hold exactly this wording."""
        query = self._within(self._wording(phrase), within)
        found = self._searcher.search(query, 1, count=True)
        return int(found.count)  # type: ignore[attr-defined]  # absent from tantivy's stubs

    # ---- inside

    def _bm25(self, query: str) -> Query:
        found: list[tuple[int, str, str, float]] = []
        asked = (
            ("grams", grams(self._segmenter.content(query))),
            ("words", self._segmenter.content_words(query)),
        )
        for field, tokens in asked:
            for term, times in Counter(tokens).items():
                frequency = self._frequency(field, term)
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

    def _run(self, query: Query, limit: int, within: Within | None) -> list[_Named]:
        if limit < 1:
            return []
        if within is not None and within.passages is None:
            found = self._far(query, limit, within)
            if found is not None:
                return self._named(found, limit)
        query = self._within(query, within)
        depth = limit + _SPARE
        found = self._head(query, depth)
        # The last place must not be drawn among equals: look on until one is lower.
        while len(found) == depth and not _settled(found, limit) and depth < _DEEPEST:
            depth *= 4
            found = self._head(query, depth)
        return self._named(found, limit)

    def _far(self, query: Query, limit: int, within: Within) -> list[_Found] | None:
        """The allowed ones of a list read far down; ``None`` where that is not far enough.

        Reading on costs little, while a filter inside the query makes every passage that
        shares a character with it be looked at: 6 ms against 60 where half is allowed.
        """
        share = len(within.documents) / max(1, self.about.documents)
        depth = int(3 * limit / share) + _SPARE if share else _DEEPEST + 1
        keys = self._keys(within)
        while depth <= _DEEPEST:
            found = self._head(query, depth)
            held = self._searcher.fast_field_values("key", [address for _, address in found])
            kept = [hit for hit, key in zip(found, held, strict=True) if key in keys]
            if len(found) < depth or _settled(kept, limit):
                return kept
            depth *= 5
        return None

    def _head(self, query: Query, depth: int) -> list[_Found]:
        hits = self._searcher.search(query, depth, count=False).hits
        return [(round(score, _DECIMALS), address) for score, address in hits]

    def _named(self, found: list[_Found], limit: int) -> list[_Named]:
        """The best ``limit``, equals in the order of their ids."""
        lowest = found[min(limit, len(found)) - 1][0] if found else 0.0
        found = [(score, address) for score, address in found if score >= lowest]
        ids = self._ids_of([address for _, address in found])
        named = [(passage_id, score) for passage_id, (score, _) in zip(ids, found, strict=True)]
        named.sort(key=lambda hit: (-hit[1], hit[0]))
        return named[:limit]

    def _ids_of(self, places: list[tantivy.DocAddress]) -> list[PassageId]:
        if self._ids is None:
            stored = (self._searcher.doc(place).get_first("id") for place in places)
            return [PassageId(str(passage_id)) for passage_id in stored]
        return [self._ids[int(row or 0)] for row in self._searcher.fast_field_values("row", places)]

    def _within(self, query: Query, within: Within | None) -> Query:
        if within is None:
            return query
        allowed = Query.const_score_query(self._filter(within), 0.0)
        return Query.boolean_query([(Occur.Must, query), (Occur.Must, allowed)])

    def _make_keys(self, within: Within) -> frozenset[int]:
        return frozenset(map(_key, within.documents))

    def _make_filter(self, within: Within) -> Query:
        if within.passages is not None:
            return Query.term_set_query(self._schema, "id", list(within.passages))
        return Query.term_set_query(self._schema, "document", list(within.documents))


def _settled(found: list[_Found], limit: int) -> bool:
    """Whether what follows in a ranking could not stand among its first ``limit``."""
    return len(found) > limit and found[-1][0] < found[limit - 1][0]


@lru_cache(maxsize=1 << 17)
def _key(document_id: str) -> int:
    """A document's id as a number, to be compared without reading it."""
    return int.from_bytes(hashlib.blake2b(document_id.encode(), digest_size=8).digest()) >> 1


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("document", tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("key", fast=True)
    builder.add_unsigned_field("row", fast=True)
    builder.add_text_field("grams", tokenizer_name="blank", index_option="freq")
    builder.add_text_field("words", tokenizer_name="blank", index_option="freq")
    builder.add_text_field("pairs", tokenizer_name="blank", index_option="position")
    return builder.build()


def _create(folder: Path) -> tantivy.Index:
    return _with_tokenizer(tantivy.Index(_schema(), path=str(folder)))


def _open(folder: Path) -> tantivy.Index:
    return _with_tokenizer(tantivy.Index.open(str(folder)))


def _open_to_read(folder: Path) -> tuple[tantivy.Index, tantivy.Searcher]:
    """An index and what reads it, also where nothing may be written."""
    try:
        index = _open(folder)
        return index, index.searcher()
    except ValueError as error:
        if "Lockfile" not in str(error):
            raise
    # tantivy locks what it opens, though a generation never changes: it locks links instead.
    # Its files are mapped once opened, so the links may go.
    # A thread of tantivy may still be at work among them: what it holds up stays behind.
    with tempfile.TemporaryDirectory(prefix="wenmai-lexical-", ignore_cleanup_errors=True) as links:
        for file in folder.iterdir():
            if not file.name.startswith(".tantivy-"):
                Path(links, file.name).symlink_to(file.resolve())
        index = _open(Path(links))
        return index, index.searcher()


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
    document_id = document_of(row.id)
    document.add_text("id", row.id)
    document.add_text("document", document_id)
    document.add_unsigned("key", _key(document_id))
    for field, own, above, head in zip(("grams", "words"), body, path, title, strict=True):
        # The title written twice in one field beats a title field of its own, whatever
        # its weight (nDCG@10 .399 against .397 on statutes, .705 against .661 on rules).
        document.add_text(field, f"{head} {head} {above} {own}")
    document.add_text("pairs", " ".join(pairs(row.text)))
    return document


def _damaged(folder: Path, error: object) -> NoGeneration:
    return NoGeneration(
        f"{folder}：词语索引打不开或已损坏（{error}）；请重新构建：python -m scripts.build"
    )
