"""The web application: pages for people, an API for programs, one Library behind both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_openapi3.models.info import Info
from flask_openapi3.openapi import OpenAPI

from corpus.errors import BadSettings
from service.feedback import FeedbackLog
from service.phrasing.phraser import Phraser
from service.settings import OFF
from service.web import (
    admission,
    api,
    current,
    drafting,
    encoding,
    grounding,
    headers,
    pages,
    phrasing,
    problems,
    reviewing,
    schemas,
)

if TYPE_CHECKING:
    from flask import Flask

    from service.librarian import Librarian
    from service.settings import Settings

VERSION = "1.0.0"
MAX_REQUEST_BYTES = 1024 * 1024
YEAR = 365 * 24 * 3600

ABOUT = """讲话与制度文件的语义检索与问答。

所有位置（start、end、highlights）都是文件全文 text 的码点偏移，左闭右开。
引文逐字可核：`text[start:end] == quote`。出错时返回 `application/problem+json`（RFC 9457），
请按其中稳定的 `code` 处理。GET 均带 ETag，可用 If-None-Match 重新验证。"""


def create_app(settings: Settings, librarian: Librarian | None = None) -> Flask:
    """The application over ``settings.data``, or over the ``librarian`` given.

    Nothing is opened yet: the first request does, so that a service without a generation
    still starts and says what is missing.
    """
    if librarian is None:
        from service.librarian import Librarian as Opener

        librarian = Opener(settings.data, settings.encoder)
    app = OpenAPI(
        "service.web",
        info=Info(title=f"{settings.site_name} API", version=VERSION, description=ABOUT),
        security_schemes={},
        doc_ui=False,
        validation_error_status=400,
        validation_error_model=schemas.Problem,
        validation_error_callback=problems.refuse_parameters,
    )
    app.config.update(
        MAX_CONTENT_LENGTH=MAX_REQUEST_BYTES,
        QUERY_CHARACTERS=settings.query_characters,
        SITE_NAME=settings.site_name,
        SEND_FILE_MAX_AGE_DEFAULT=YEAR,
    )
    # A doubled slash is a wrong address; a redirect would repeat whatever Host was sent.
    app.url_map.merge_slashes = False
    app.json = encoding.JSONEncoder(app)
    app.extensions[current.KEY] = librarian
    app.extensions[api.FEEDBACK] = FeedbackLog(settings.data)
    app.extensions[phrasing.KEY] = _phraser(settings)
    headers.install(app)
    problems.install(app)
    admission.register(app, settings)
    api.register(app)
    pages.register(app)
    drafting.register(app)
    grounding.register(app)
    reviewing.register(app)
    return app


def _phraser(settings: Settings) -> Phraser | None:
    """Who puts answers into words; None without a model. Half the threads stay for readers.

    Raises:
        BadSettings: there is one thread, and a reply would hold it.
    """
    if settings.model_url == OFF:
        return None
    if settings.threads < 2:
        raise BadSettings(
            "threads 为 1 时，语言模型每改写一次都会占住唯一的线程；"
            "请把 threads 设为 2 以上，或把 model_url 设为 off。"
        )
    # Speaks HTTP: a quarter of a second to import, and most have no model.
    from service.phrasing.client import ChatModel, Endpoint

    key = "" if settings.model_key == "none" else settings.model_key
    endpoint = Endpoint(
        url=settings.model_url,
        model=settings.model_name,
        key=key,
        seconds=float(settings.model_seconds),
    )
    return Phraser(ChatModel(endpoint), settings.threads // 2)
