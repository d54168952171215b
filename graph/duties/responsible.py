"""Responsibility said without a modal: 由X负责, X负责Y, X对Y负总责, X是Y的第一责任人."""

from __future__ import annotations

import re
from typing import NamedTuple

from graph.duties import actors
from graph.duties.clauses import Piece

_BY = re.compile(
    r"由(?![此于])(?=[^，]{2,40}?(?P<verb>负责(?!人)|承担|牵头|组织实施|具体实施|统一领导|统筹(?!基金|使用|地区)|主管(?![部机单人])"
    r"|归口管理|组织落实|落实(?!情况)))"
)
_BURDEN = r"(?:主体|第一|领导|监督|监管|直接|管理|首要|属地|全面|主要|具体)责任(?!人|制|书)"
_DOES = re.compile(
    r"(?P<charge>负责(?![人制任同]))"
    r"|(?P<owes>对[^，]{2,40}?(?P<how>(?:全面|直接|具体|主要|总体)?"
    r"负(?:有|总|全面|直接|领导|主体|监督|监管|首要|主要|管理|重要|具体)*责任?)(?=$|＊|、))"
    rf"|(?P<bears>(?:承担|履行|落实|负)[^，]{{0,24}}?{_BURDEN}"
    r"|履行[^，]{2,24}?职责(?!权限|分工|范围|过程|时|中|的|情况|不))"
    r"|(?P<often>每(?:年|半年|季度|月|周|日)[^，]{0,4}?(?:至少|不少于))"
    r"|(?P<is>(?:同?为|同?是)[^，]{0,40}?"
    r"(?:第一|主要|直接|首要|具体|首报|安全|总)?责任(?:人|主体|单位|部门))(?=$|＊)"
)
#: Not borne, or borne by another: 未履行职责, 协助主要负责人履行职责.
_NOT_BORNE = re.compile(r"未|不|拒|没有|无法|难以|怠于|协助|配合|督促|指导|监督")
#: 「负责安全生产监督管理的部门」 is a name, not a statement.
_OF_A_NAME = re.compile(r"负责[^，]{0,30}?的(?:部门|机构|机关|单位|人员|组织|领导|人(?!民)|＊)")


class Responsible(NamedTuple):
    """A responsibility in a piece: who, the word that says so, where the deed's words begin;
    ``topic`` is what stands before 由: 「在建项目由项目单位承担…」, None where there is no 由.
    """

    actor: actors.Actor
    modal: tuple[int, int]
    action: int
    topic: tuple[int, int] | None = None


def responsible(plain: str, piece: Piece) -> Responsible | None:
    """The responsibility a piece without a modal states, or None."""
    if not re.search("[负责由每]|承担", piece.text):
        return None
    by = _BY.search(plain, piece.start, piece.end)
    if by is not None and not _OF_A_NAME.match(plain, by.start("verb"), piece.end):
        actor = actors.agent(plain, by.end(), by.start("verb"))
        if actor is None or actor.end > by.start("verb"):
            return None
        return Responsible(actor, by.span("verb"), actor.end, (piece.start, by.start()))
    does = _DOES.search(plain, piece.start, piece.end)
    if does is None:
        return None
    actor = actors.actor_before(plain, piece.start, does.start())
    if actor is None or _NOT_BORNE.search(plain, actor.end, does.start()):
        return None
    if _OF_A_NAME.match(plain, does.start(), piece.end):
        return None
    modal = does.span("how") if does["how"] else does.span()
    if does["charge"]:
        return Responsible(actor, modal, does.end())
    return Responsible(actor, modal, does.start())
