"""What well-known families of models want, where their own files do not say it.

A model's own configuration always comes first: this table speaks only where a model brings
no prompts (the BGE and E5 families describe theirs in their cards alone), or where a folder
holds a bare checkpoint without the module that pools its tokens.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Family(NamedTuple):
    """Prompts as the model's card gives them, and how its tokens become one vector.

    ``pooling`` is ``cls``, ``mean`` or ``lasttoken``, as sentence-transformers names them.
    """

    query: str = ""
    passage: str = ""
    pooling: str = "mean"


_INSTRUCT = (
    "Instruct: Given a web search query, retrieve relevant passages that answer the query\nQuery:"
)
#: The first pattern that is found in a model's name decides.
_FAMILIES: tuple[tuple[str, Family], ...] = (
    (r"bge-m3", Family(pooling="cls")),
    (r"bge-.*zh", Family("为这个句子生成表示以用于检索相关文章：", pooling="cls")),
    (
        r"bge-.*en",
        Family("Represent this sentence for searching relevant passages: ", pooling="cls"),
    ),
    (r"bge-", Family(pooling="cls")),
    (r"qwen3-embedding", Family(_INSTRUCT, pooling="lasttoken")),
    (r"e5-.*instruct", Family(f"{_INSTRUCT} ")),
    (r"(^|[-_/])e5-", Family("query: ", "passage: ")),
    (r"piccolo-.*zh", Family("查询: ", "结果: ")),
    (r"gte-.*zh", Family(pooling="cls")),
)


def family_of(name: str) -> Family:
    """The family a model belongs to by its name or folder; the plain one where unknown.

    >>> family_of("BAAI/bge-small-zh-v1.5").query
    '为这个句子生成表示以用于检索相关文章：'
    """
    lowered = name.lower().replace("\\", "/")
    return next((family for sign, family in _FAMILIES if re.search(sign, lowered)), Family())
