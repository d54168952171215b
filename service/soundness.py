"""Whether a generation is what it says: its bytes, and its parts that must agree."""

from __future__ import annotations

from corpus.forward import ForwardIndex
from corpus.lexical import LexicalRetriever
from corpus.reuse.index import ReuseIndex
from corpus.storage.store import Store
from embeddings.index import open_index
from graph.store import open_graph
from service.generation import Generation
from service.manifest import complaints


def check(generation: Generation) -> list[str]:
    """What is wrong with a generation: files, and counts that do not agree. Empty: sound."""
    if damaged := complaints(generation.folder, generation.manifest):
        return damaged
    with Store(generation.corpus, readonly=True) as store:
        counts = store.counts()
    lexical = LexicalRetriever(generation.lexical)
    vectors = open_index(generation.vectors)
    held = {
        "清单": generation.manifest.counts["body"],
        "词语索引": len(lexical),
        "向量索引": len(vectors),
        "正排索引": len(ForwardIndex(generation.forward)),
    }
    lexical.close()
    vectors.close()
    graph = open_graph(generation.graph)
    read = len(graph.documents)
    graph.close()
    documents = {"概念图谱": read, "传达索引": len(ReuseIndex(generation.reuse).documents)}
    for name, count in documents.items():
        if count != counts.documents:
            return [f"{generation.folder}：{name}有 {count} 份文件，库里有 {counts.documents} 份"]
    return [
        f"{generation.folder}：{name}有 {count} 个段落，库里有 {counts.body} 个"
        for name, count in held.items()
        if count != counts.body
    ]
