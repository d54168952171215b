"""Who may review over HTTP, page and API alike: nobody, or who sits at this machine.

Review alone changes what others see, so it is closed unless the setting ``review`` opens it,
and then only to requests that come from this machine, ask for it by a name of its own, and
that no proxy says it passed on. What decides must besides be sent from here: a page of
another site that a reader has open can make a browser send, but not under our origin.
"""

from __future__ import annotations

import hmac
import ipaddress
import secrets
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

from flask import current_app, request

from corpus.errors import NotAllowed
from service.review import Desk

if TYPE_CHECKING:
    from flask import Flask

    from service.settings import Settings

_DESK, _SECRET = "wenmai.desk", "wenmai.review.secret"
_PASSED_ON = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via")
_CLOSED = (
    '概念审核没有开放。管理员可在 settings.toml 中写 review = "local"，只对本机开放；'
    "也可用命令审核：python -m scripts.concepts review。"
)
_LOCAL_ONLY = "概念审核只对本机开放；请在运行服务的机器上用 http://127.0.0.1 打开。"
_STALE = "这个表单不是从本站的审核页面发出的，或服务已重新启动；请刷新审核页面后重新提交。"
_FOREIGN = "审核决定只能由本机的程序或本站的页面提交，不能由别的网站的页面代为提交。"


def admit() -> Desk:
    """The desk, for one who may come to it.

    Raises:
        NotAllowed: with what an administrator can do about it.
    """
    if current_app.config["REVIEW"] != "local":
        raise NotAllowed(_CLOSED)
    # A page of elsewhere that makes its own name mean this machine is not asked for by ours.
    own = _is_local(request.remote_addr or "") and _is_local(urlsplit(f"//{request.host}").hostname)
    if not own or any(name in request.headers for name in _PASSED_ON):
        raise NotAllowed(_LOCAL_ONLY)
    return cast("Desk", current_app.extensions[_DESK])


def check_sender() -> None:
    """Refuse a decision that a page of another site made a browser send.

    That a program's decision is JSON is part of it: no form of another site can send that.

    Raises:
        NotAllowed: it did.
    """
    if not _from_here():
        raise NotAllowed(_FOREIGN)


def check_form() -> None:
    """Refuse a form that is not ours.

    Raises:
        NotAllowed: it is not.
    """
    given = request.form.get("secret", "").encode()
    if not _from_here() or not hmac.compare_digest(given, secret().encode()):
        raise NotAllowed(_STALE)


def secret() -> str:
    """What the forms of this run of the service carry."""
    return cast("str", current_app.extensions[_SECRET])


def _from_here() -> bool:
    own = request.host_url.rstrip("/")
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    return site == "same-origin" and request.headers.get("Origin", own) == own


def _is_local(name: str | None) -> bool:
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name or "").is_loopback
    except ValueError:
        return False


def register(app: Flask, settings: Settings) -> None:
    """Give ``app`` its desk; closed unless ``settings.review`` opens it."""
    app.config["REVIEW"] = settings.review
    app.extensions[_DESK] = Desk(settings)
    app.extensions[_SECRET] = secrets.token_urlsafe(24)
    app.jinja_env.globals["reviewing"] = settings.review != "off"
