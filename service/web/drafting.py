"""Drafts over HTTP: what the checks find in a text, and the draft back with comments."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Response, jsonify, render_template, request, send_file
from flask_openapi3.models.tag import Tag

from corpus.errors import BadQuery, UserError
from corpus.loaders.limits import Limits
from service.checking.checker import LONGEST_DRAFT
from service.checking.drafts import read_draft
from service.checking.model import KINDS
from service.web import params, present, present_draft
from service.web.current import library
from service.web.marking import difference, drawn, look

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.datastructures import FileStorage

    from corpus.model import RawDocument
    from service.checking.model import Report

DRAFTING = Tag(name="drafting", description="起草与核稿")
LIMITS = Limits(seconds=20.0, conversion_seconds=60.0, unzipped=64 << 20, pages=500,
                characters=2_000_000)  # fmt: skip
#: Characters of a name that is kept: four bytes each at most, and a name has 255.
LONGEST_NAME = 60
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def check(body: params.DraftBody) -> Response:
    """引文核查：文稿中的引文、文件名称、条款、提法与馆藏逐一核对，指出出入并给出正确写法."""
    return jsonify(present_draft.report(library().check(body.text)))


def check_file(form: params.DraftFile) -> Response:
    """引文核查（上传文件）：同 /check；回复另含从文件读出的正文 text，位置按它计."""
    found, _ = checked_file(form.file)
    return jsonify(present_draft.report(found) | {"text": found.text})


def check_comments(form: params.DraftFile) -> Response:
    """引文核查（批注稿）：上传文稿，取回带批注的 docx；Word 文稿保留原有格式."""
    return word(*checked_file(form.file), form.file.filename or "")


def basis(body: params.DraftBody) -> Response:
    """依据：逐分句列出支持一段文稿的馆藏原文、支持的程度，以及没有依据的分句."""
    return jsonify(present_draft.basis(library().basis(body.text)))


def wording(query: params.WordingParams) -> Response:
    """提法：一个表述的规范写法、各种写法逐年的处数、最早出处."""
    return jsonify(present_draft.wording(library().wording(query.q)))


def checked_file(file: FileStorage) -> tuple[Report, bytes | None]:
    """The report on an uploaded draft, and the file itself where it is Word's.

    Raises:
        UserError: it is no draft that can be read and checked.
    """
    data = file.read()
    if not data:
        raise BadQuery("没有收到文件；请选择一份文稿。")
    draft = _read(data, file.filename or "")
    is_word = draft.source.format == "docx"
    return library().check(draft.text), data if is_word else None


def word(report: Report, original: bytes | None, name: str) -> Response:
    """The draft with comments, as a file to keep."""
    from service.checking.comments import commented  # python-docx: not at every start

    stem = Path(_shown(name)).stem or "文稿"
    return send_file(
        io.BytesIO(commented(report, original)),
        mimetype=WORD,
        as_attachment=True,
        max_age=0,
        download_name=f"{stem}（核查批注）.docx",
    )


def _read(data: bytes, name: str) -> RawDocument:
    with tempfile.TemporaryDirectory(prefix="wenmai-draft-") as folder:
        # A name is only shown in messages; what the file is, is read from its bytes.
        path = Path(folder) / _shown(name)
        path.write_bytes(data)
        try:
            return read_draft(path, LIMITS)
        except UserError as error:
            raise type(error)(str(error).replace(f"{folder}/", "")) from error


def _shown(name: str) -> str:
    """A file's name as it may be shown and written: no folders, no line breaks, not too long."""
    name = "".join(char for char in Path(name).name if char.isprintable())[-LONGEST_NAME:]
    return "文稿" if name in ("", ".", "..") else name


# ---- the page


def page() -> str | Response:
    """The form; once a draft is sent, its text with the findings beside it, or the Word file."""
    held = library().counts()["documents"]
    if request.method == "GET":
        return render_template("check.html", report=None, held=held, longest=LONGEST_DRAFT)
    sent = request.files.get("file")
    if sent is not None and sent.filename:
        report, original = checked_file(sent)
    else:
        text = "\n".join(request.form.get("text", "").splitlines()).strip("\n")
        if not text.strip():
            raise BadQuery("没有收到文稿；请粘贴文字或选择文件。")
        report, original = library().check(text), None
    if request.form.get("as") == "docx":
        return word(report, original, sent.filename or "" if sent else "")
    numbered = list(enumerate(report.findings, start=1))
    return render_template(
        "check.html",
        report=report,
        held=held,
        longest=LONGEST_DRAFT,
        numbered=numbered,
        doubtful=[(n, one) for n, one in numbered if look(one) == "ask"],
        fine=[(n, one) for n, one in numbered if look(one) == "right"],
    )


def register(app: Flask) -> None:
    """Add the page to ``app``."""
    app.jinja_env.globals.update(
        finding_kinds=KINDS,
        look=look,
        drawn=drawn,
        difference=difference,
        section_label=present.section_label,
    )
    app.add_url_rule("/check", "check", page, methods=["GET", "POST"])
