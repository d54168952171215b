"""Works that the lexicon knows to be replaced, though no held paper says so."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from embeddings.encoder import load_encoder
from service.answering.pool import library_of
from service.checking.works import over_by
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
    """The text is quoted as it is; its status, and a note, say what took its place."""
    (tmp_path / "old.md").write_text(TEXT.format(title="信访条例", day="2005-01-10"), "utf-8")
    with library_of(tmp_path, (), load_encoder("default")) as small:
        given = small.answer("来信来访多少日内登记")
        assert given.answered
        (status,) = {cited.card.status for cited in given.citations}
        assert (status.code, status.replaced_by) == ("repealed", "信访工作条例")
        told = "《信访条例》已废止（自2022-05-01），由《信访工作条例》取代"
        assert [note for note in given.notes if note.startswith(told)]
        (card,) = small.cards()
        assert card.status == status
        (finding,) = [one for one in small.check("按照《信访条例》办理。").findings if one.is_alarm]
        assert finding.suggestion == "《信访工作条例》"
        # as of a day before that, it held, and who asks so is told that it no longer does
        then = small.answer("来信来访多少日内登记", filters=Filters(as_of=date(2021, 1, 1)))
        assert then.answered
        assert {cited.card.status.label for cited in then.citations} == {"当时有效"}
        assert [note for note in then.notes if note.startswith(f"所引为当时有效的文本：{told}")]


@pytest.mark.parametrize(
    ("since", "by"),
    [
        ("2022-05-01", (date(2022, 5, 1), True)),
        ("2022-05", (date(2022, 6, 1), False)),
        ("2022-12", (date(2023, 1, 1), False)),
        ("2022", (date(2023, 1, 1), False)),
    ],
)
def test_by_which_day_it_surely_had(since: str, by: tuple[date, bool]) -> None:
    assert over_by(since) == by


def test_a_work_of_another_name_is_not_meant(tmp_path: Path) -> None:
    (tmp_path / "own.md").write_text(TEXT.format(title="云岭市信访条例", day="2005-01-10"), "utf-8")
    with library_of(tmp_path, (), load_encoder("default")) as small:
        given = small.answer("来信来访多少日内登记")
        assert given.answered
        assert not any("取代" in note for note in given.notes)


NEW = """---
title: 中华人民共和国民法典
kind: law
issued: 2020-05-28
---
第一条 为了保护民事主体的合法权益，制定本法。

第二条 本法自2021年1月1日起施行。《中华人民共和国婚姻法》、《中华人民共和国合同法》同时废止。
"""
WORKERS = """---
title: 中华人民共和国劳动合同法
kind: law
issued: 2007-06-29
---
第一条 为了明确劳动合同双方当事人的权利和义务，制定本法。

第二条 本法自2008年1月1日起施行。
"""


def test_whether_a_law_that_is_not_held_still_holds(tmp_path: Path) -> None:
    """Who ended it is quoted, from the day on; another law of a longer name is not meant."""
    (tmp_path / "new.md").write_text(NEW, "utf-8")
    (tmp_path / "workers.md").write_text(WORKERS, "utf-8")
    with library_of(tmp_path, (), load_encoder("default")) as small:
        for question in ("合同法还有效吗", "《合同法》现在还能用吗"):
            given = small.answer(question)
            (cited,) = given.citations
            assert cited.quote.endswith(
                "本法自2021年1月1日起施行。《中华人民共和国婚姻法》、《中华人民共和国合同法》同时废止。"
            )
            assert given.notes == ("馆藏没有《合同法》的全文。",)
        own = small.answer("劳动合同法还有效吗")
        assert "2008年1月1日起施行" in own.citations[0].quote
        # no sentence ends it: what the lexicon knows is told, and nothing is quoted
        known = small.answer("食品卫生法还有效吗")
        assert not known.answered
        assert "据概念词表，它自2009-06-01起已由《中华人民共和国食品安全法》取代" in str(
            known.declined
        )
        since = small.answer("合同法是什么时候施行的").declined
        assert since == "馆藏没有《合同法》的全文，也没有文件写明它何时施行。"
        place = small.answer("济南市古树保护条例哪天起施行").declined
        assert place == "馆藏没有《济南市古树保护条例》的全文，也没有文件写明它何时施行。"
