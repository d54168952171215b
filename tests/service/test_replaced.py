"""Works that the lexicon knows to be replaced, though no held paper says so."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from embeddings.encoder import load_encoder
from service.answering.pool import library_of
from service.model import Filters

if TYPE_CHECKING:
    from pathlib import Path

TEXT = """---
title: {title}
kind: regulation
issued: {day}
---
第一条 为了办好来信来访，制定本条例。

第二条 来信来访应当自收到之日起十五日内登记。
"""


def test_who_quotes_a_replaced_work_is_told(tmp_path: Path) -> None:
    """The text is quoted as it is, as in force, for nothing held ends it: a note tells."""
    (tmp_path / "old.md").write_text(TEXT.format(title="信访条例", day="2005-01-10"), "utf-8")
    with library_of(tmp_path, (), load_encoder("default")) as small:
        told = "《信访条例》自2022年5月1日起已由《信访工作条例》取代"
        given = small.answer("来信来访多少日内登记")
        assert given.answered
        assert any(note.startswith(told) for note in given.notes)
        # as of a day before that, it held
        then = small.answer("来信来访多少日内登记", filters=Filters(as_of=date(2021, 1, 1)))
        assert then.answered
        assert not then.notes


def test_a_work_of_another_name_is_not_meant(tmp_path: Path) -> None:
    (tmp_path / "own.md").write_text(TEXT.format(title="云岭市信访条例", day="2005-01-10"), "utf-8")
    with library_of(tmp_path, (), load_encoder("default")) as small:
        given = small.answer("来信来访多少日内登记")
        assert given.answered
        assert not any("取代" in note for note in given.notes)
