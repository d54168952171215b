"""What a route may answer with, as ``/openapi.json`` declares it: its model, and its problems."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from service.web import drafting

if TYPE_CHECKING:
    from pydantic import BaseModel

_PROBLEM = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
WORD = {
    "description": "带批注的 Word 文稿",
    "content": {drafting.WORD: {"schema": {"type": "string", "format": "binary"}}},
}
_REASONS = {
    400: "参数有误",
    403: "没有对这个请求开放",
    404: "没有这份文件，或没有这个概念",
    405: "方法不被允许",
    409: "这个决定现在不能作",
    413: "请求过大",
    422: "文件无法读取",
    500: "服务内部出错",
    503: "尚未建立索引，或后端不可用",
}


def replies(model: type[BaseModel] | None, *codes: int) -> dict[Any, Any]:
    """The replies of a route that is read, and may be asked again whether it changed."""
    problems = {
        code: {"description": _REASONS[code], "content": _PROBLEM}
        for code in (400, *codes, 405, 413, 500)
    }
    unchanged = {304: {"description": "与 If-None-Match 所给版本相同"}} if codes else {}
    return {200: model, **unchanged, **problems}


def posted(model: type[BaseModel] | None, *codes: int) -> dict[Any, Any]:
    """The replies of a route that is not kept: what it says is of this moment."""
    return {code: each for code, each in replies(model, *codes).items() if code != 304}


def created(model: type[BaseModel], *codes: int) -> dict[Any, Any]:
    """The replies of a route that keeps something."""
    declared = posted(model, *codes)
    return {201: declared.pop(200), **declared}


def a_file(declared: dict[Any, Any]) -> dict[Any, Any]:
    """The replies of a route that gives a file of one of many kinds."""
    # No schema: some of the files are JSON, which a client would read as such.
    return declared | {200: {"description": "文件，边读边传", "content": {"*/*": {}}}}
