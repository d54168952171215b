from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import UnreadableDocument, UnsupportedFormat
from corpus.loaders import office
from corpus.loaders.bounded import load_bounded
from corpus.loaders.load import load
from corpus.model import Line, RawDocument
from tests.makers import convert, make_docx

LINES = [
    Line("会议管理办法", "title"),
    Line("第一条 为了精简会议，制定本办法。"),
    Line("（一）少开会；"),
    Line("（二）开短会。"),
    Line("第二条 本办法自印发之日起施行。"),
]


@pytest.mark.skipif(office.find_office() is None, reason="LibreOffice is not installed")
def test_an_old_word_file_reads_as_the_new_one(tmp_path: Path) -> None:
    old = convert(make_docx(tmp_path / "a.docx", LINES), "doc", tmp_path)
    old = old.rename(tmp_path / "办法.wps")
    (document,) = load_bounded(old)
    assert isinstance(document, RawDocument)
    assert document.source.format == "doc"
    assert [line.text for line in document.lines] == [line.text for line in LINES]


def test_without_libreoffice_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "find_office", lambda: None)
    path = tmp_path / "a.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"))
    with pytest.raises(UnsupportedFormat, match="apt install libreoffice-writer-nogui"):
        list(load(path))


def test_a_password_is_not_asked_for_but_reported(tmp_path: Path) -> None:
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le")
    block = b"\xec\xa5" + bytes(8) + b"\x00\x01" + bytes(20)  # fEncrypted
    path = tmp_path / "a.doc"
    path.write_bytes(head.ljust(512, b"\0") + block)
    with pytest.raises(UnreadableDocument, match="密码"):
        list(load(path))
