"""Errors as HTTP tells them: RFC 9457 problems to programs, a Chinese page to people.

The one map from our error tree to HTTP status. A failure nobody foresaw is logged with
its trace under a short number, and only the number is told.
"""

from __future__ import annotations

import logging
import secrets
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask import Response, json, render_template, request
from pydantic import ValidationError
from werkzeug.exceptions import HTTPException

from corpus.errors import (
    BadDecision,
    BadQuery,
    NoGeneration,
    NotAllowed,
    NotFound,
    OperationError,
    UnreadableDocument,
    UserError,
    WenmaiError,
)
from service.web import params
from service.web.headers import asked_for

if TYPE_CHECKING:
    from flask import Flask

LOG = logging.getLogger("wenmai.web")
PROBLEM_TYPE = "application/problem+json"

#: The nearest class up the tree decides.
STATUS: dict[type[WenmaiError], int] = {
    BadQuery: 400,
    NotAllowed: 403,
    NotFound: 404,
    BadDecision: 409,
    UnreadableDocument: 422,
    UserError: 400,
    NoGeneration: 503,
    OperationError: 503,
    WenmaiError: 500,
}

#: Status → (stable code, title) for what HTTP itself refuses.
HTTP_PROBLEMS: dict[int, tuple[str, str, str]] = {
    400: ("bad_request", "请求有误", "请求无法理解；请对照 /openapi.json 检查。"),
    404: ("not_found", "没有这个地址", "没有这个地址；接口清单见 /openapi.json。"),
    405: (
        "method_not_allowed",
        "方法不被允许",
        "这个地址不接受 {method} 请求；可用的方法是 {allow}。",
    ),
    413: ("too_large", "请求过大", "请求体超过 {limit} 字节的上限；请缩小后重试。"),
    500: (
        "internal",
        "服务内部出错",
        "服务内部出错，详情已记入日志，编号 {number}；请把编号告诉管理员。",
    ),
}
TITLES: dict[str, str] = {
    "bad_query": "查询有误",
    "not_found": "没有找到",
    "not_allowed": "没有开放",
    "bad_decision": "这个决定现在不能作",
    "no_generation": "尚未建立索引",
    "model_unavailable": "编码模型不可用",
    "backend_unavailable": "检索后端不可用",
    "unreadable_document": "文件无法读取",
}
_MESSAGES = {
    "missing": "缺少参数 {name}",
    "int_parsing": "{name} 应为整数，现为“{input}”",
    "bool_parsing": "{name} 应为 true 或 false，现为“{input}”",
    "greater_than_equal": "{name} 不能小于 {ge}，现为 {input}",
    "less_than_equal": "{name} 不能大于 {le}，现为 {input}",
    "string_too_short": "{name} 不能为空",
    "string_too_long": "{name} 不能超过 {max_length} 个字",
    "string_pattern_mismatch": "{name} 不能是“{input}”",
}


_NO_JSON = "请求体应为一个 JSON 对象（UTF-8，Content-Type: application/json）"


def status_of(error: WenmaiError) -> int:
    """The HTTP status of one of our errors."""
    return next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)


def wants_problem() -> bool:
    """Whether the caller is a program: everything under /api and the routes at the root."""
    return request.path.startswith("/api/") or request.path in {
        "/api", "/openapi.json", "/healthz", "/readyz"
    }  # fmt: skip


def explain(error: ValidationError, known: list[str]) -> list[dict[str, str]]:
    """Each refused parameter by name, with what is wrong with it in Chinese."""
    found = []
    for item in error.errors(include_url=False):
        name = ".".join(map(str, item["loc"]))
        context: dict[str, Any] = {**item.get("ctx", {}), "name": name, "input": item["input"]}
        if item["type"] == "extra_forbidden":
            detail = f"不认识的参数 {name}"
            if len(item["loc"]) == 1:
                detail += f"；可用的有 {'、'.join(known)}" if known else "；这个地址没有参数"
        elif item["type"] in _MESSAGES:
            detail = _MESSAGES[item["type"]].format(**context)
        elif item["type"] == "value_error":
            detail = f"{name}：{context['error']}" if name else str(context["error"])
        else:
            detail = f"{name} 不是有效的值，现为“{item['input']}”" if name else _NO_JSON
        found.append({"name": name, "detail": detail})
    return found


def refuse_parameters(error: ValidationError) -> Response:
    """The 400 of parameters that cannot be understood, all of them at once."""
    errors = explain(error, params.named_in(error))
    detail = "；".join(each["detail"] for each in errors) + "。"
    return answer(400, "bad_query", TITLES["bad_query"], detail, errors=errors)


def answer(status: int, code: str, title: str, detail: str, **extra: object) -> Response:
    """One problem, as the caller can read it: JSON for a program, a page for a person."""
    if wants_problem():
        body = {"type": f"urn:wenmai:problem:{code}", "title": title, "status": status,
                "detail": detail, "instance": request.full_path.rstrip("?"), "code": code,
                **extra}  # fmt: skip
        return Response(json.dumps(body), status, mimetype=PROBLEM_TYPE)
    page = render_template("error.html", status=status, title=title, detail=detail)
    return Response(page, status, mimetype="text/html")


def _ours(error: WenmaiError) -> Response:
    status = status_of(error)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        LOG.warning("%s %s: %s", request.method, asked_for(), error)
    return answer(status, error.code, TITLES.get(error.code, "请求未能完成"), str(error))


def _of_http(error: HTTPException) -> Response:
    status = error.code or 500
    if 300 <= status < 400:
        return Response(status=status, headers=dict(error.get_headers()))
    phrase = HTTPStatus(status).phrase
    code, title, detail = HTTP_PROBLEMS.get(
        status, (phrase.lower().replace(" ", "_"), "请求未能完成", error.description or phrase)
    )
    allow = ", ".join(sorted(getattr(error, "valid_methods", None) or ()))
    limit = request.max_content_length
    detail = detail.format(method=request.method, allow=allow, limit=limit, number="")
    response = answer(status, code, title, detail)
    if allow:
        response.headers["Allow"] = allow
    return response


def _unforeseen(error: Exception) -> Response:
    number = secrets.token_hex(4)
    LOG.error("[%s] %s %s", number, request.method, asked_for(), exc_info=error)
    code, title, detail = HTTP_PROBLEMS[500]
    return answer(500, code, title, detail.format(number=number))


def install(app: Flask) -> None:
    """Make every failure of ``app`` come out as a problem or a page."""
    app.register_error_handler(WenmaiError, _ours)
    app.register_error_handler(ValidationError, refuse_parameters)
    app.register_error_handler(HTTPException, _of_http)
    app.register_error_handler(Exception, _unforeseen)
