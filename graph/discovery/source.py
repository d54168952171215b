"""What discovery looks through, taken from one generation: its texts and its duties."""

from __future__ import annotations

from corpus.model import DocumentId, PassageId, Span
from corpus.storage.store import Store
from graph.discovery.discover import Corpus
from graph.discovery.model import Piece, Place
from graph.store import GraphStore

_DUTIES = (
    'SELECT actor, documents.id, step, start, "end" FROM duties'
    " JOIN passages ON passages.n = passage JOIN documents ON documents.n = document"
    " WHERE actor != '' ORDER BY duties.n"
)


def corpus_of(store: Store, graph: GraphStore) -> Corpus:
    """The body passages of every document held, and the subjects of the duties read in them."""
    about = {item.id: item for item in store.descriptions()}
    return Corpus(
        pieces=[
            Piece(passage.id, about[passage.document_id].kind, passage.span.start, passage.text)
            for passage in store.iter_passages()
        ],
        kinds={one: item.kind for one, item in about.items()},
        works={one: item.work for one, item in about.items()},
        issuers={one: item.issuer for one, item in about.items()},
        duties=[
            (actor, _place(document, step, Span(start, end)))
            for actor, document, step, start, end in graph.stream(_DUTIES)
        ],
    )


def _place(document: DocumentId, step: str, sentence: Span) -> Place:
    return Place(PassageId(f"{document}/{step}"), sentence, sentence)
