"""Titles as a draft would write the right one, and what is said of a wrong one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.description.organs import organ_before_name, organ_of_title
from corpus.titles import bare, in_marks, work_name
from service.checking.model import Finding

if TYPE_CHECKING:
    from corpus.model import Description, Span
    from service.model import Citation

_TERM = re.compile(
    r"本[\u4e00-\u9fff]{2,4}(?:自[^。；\n]{2,40})?[，,]?(?P<term>(?:有效期|试行期)限?[^，。；\n]{1,16})"
)


def like(written: str, held: Description) -> str:
    """The held title as the draft would write it: its version, its organ left out as there."""
    title = re.sub(r"[（(](?:19|20)\d\d年?(?:修订|修正|修改)[）)]$", "", bare(held.title))
    if held.kind == "law" or "法实施" in title:
        title = _in_full(written, title)
    name = work_name(title)
    organ = organ_of_title(name) or organ_before_name(name)
    for prefix in ("中华人民共和国", organ):
        if prefix and title.startswith(prefix) and not written.startswith(prefix[:4]):
            title = title.removeprefix(prefix)
    return title


def brief(written: str, label: str) -> str:
    """A known title, without 中华人民共和国 or 中国共产党 where the draft leaves that out."""
    for prefix in ("中华人民共和国", "中国共产党"):
        if label.startswith(prefix) and not written.startswith(prefix):
            return label.removeprefix(prefix)
    return label


def marked(text: str, title: str) -> str:
    """A title in 《》 where the text it replaces is, else by its short name."""
    return in_marks(title) if text.startswith("《") else title.removeprefix("中华人民共和国")


def no_such_law(span: Span, text: str, near: list[str]) -> Finding:
    """What is said of a law that the lawbook does not have: those it may be meant for."""
    meant = "".join(in_marks(title) for title in near)
    return Finding(
        kind="title_wrong",
        span=span,
        text=text,
        message=f"国家法律中没有{text}，名称相近的有{meant}。",
        suggestion=in_marks(_in_full(text, near[0])) if len(near) == 1 else None,
        reason="wrong_title",
        certainty=0.6,
    )


def own_term(text: str) -> str:
    """How long a rule says itself that it holds: 有效期3年; ``""``: it does not say.

    >>> own_term("本办法自2023年9月8日起施行，有效期3年。"), own_term("许可证有效期3年。")
    ('有效期3年', '')
    """
    found = _TERM.search(text)
    return found["term"] if found else ""


def not_held(span: Span, text: str, written: str) -> Finding:
    """What is said of a title that nobody here holds or knows."""
    return Finding(
        kind="title_unknown",
        span=span,
        text=text,
        message=f"{in_marks(written)}不在馆藏文件中，无法核对。",
        reason="not_held",
        certainty=0.5,
    )


def _in_full(text: str, title: str) -> str:
    """A law's title with 中华人民共和国 where what it is put for has that."""
    state = "中华人民共和国"
    return f"{state}{title}" if state in text and not title.startswith(state) else title


def ended_by(
    rule: Description, citations: tuple[Citation, ...], written: str, span: Span, text: str
) -> Finding:
    """What is said of a work that a held rule ended or took the place of; one called by its
    number is told by the number.
    """
    by_number = rule.number if written.endswith("号") else None
    own = in_marks(rule.title) + (f"（{by_number}）" if by_number else "")
    was = written if written.endswith("号") else in_marks(written)
    return Finding(
        kind="title_wrong",
        span=span,
        text=text,
        message=f"{was}已由{own}接替。",
        suggestion=by_number or in_marks(like(written, rule)),
        citations=citations,
        reason="repealed",
        certainty=0.8,
    )
