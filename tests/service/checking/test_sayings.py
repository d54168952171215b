"""What a draft says of a source that it does not cite by title: who, and what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corpus.citing.catalogue import Catalogue
from service.checking import statements
from service.checking.attribution import Attribution
from service.checking.draft import Draft
from service.checking.sayings import LONGEST_WHO, MOST, sentences
from service.checking.sources import Sources
from service.checking.statements import Statements

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.model import Span
    from service.checking.model import Finding
    from tests.conftest import Built


@pytest.mark.parametrize(
    ("text", "who", "said"),
    [
        ("他在企业座谈会上说，个体户有8000万。", "他在企业座谈会上", "个体户有8000万。"),
        ("据云州市政府工作报告，去年增长5%。", "据云州市政府工作报告", "去年增长5%。"),
        ("回看云州市政府工作报告增长5%。", "回看云州市政府工作报告", "增长5%。"),
        ("去年增长5%（见云州市政府工作报告）。", "云州市政府工作报告", "去年增长5%"),
        (
            "职业教育改革实施方案要求“双师型”教师过半。",
            "职业教育改革实施方案",
            "“双师型”教师过半。",
        ),
    ],
)
def test_who_is_said_to_say_what(text: str, who: str, said: str) -> None:
    draft = Draft(text, Catalogue([], lambda _: ()))
    first = next(sentences(draft)).sayings[0]
    assert (text[slice(*first.who)], text[slice(*first.span)]) == (who, said)


@pytest.mark.parametrize("line", ["各位会议，", "各位会议", "，这是各位会议"])
def test_a_sentence_has_few_candidates(line: str) -> None:
    """However long it is: each is looked up among all that is held."""
    (found,) = sentences(Draft("某" + line * 20_000, Catalogue([], lambda _: ())))
    assert 0 < len(found.sayings) <= 3 * MOST + 1
    assert len(found.named) <= MOST
    assert all(one.who.end - one.who.start <= LONGEST_WHO for one in found.sayings)


@pytest.mark.parametrize(
    ("text", "looked_up", "whole"),
    [
        ("他在云州座谈会上说，要办好。" * 50, 1, True),  # each description once
        ("".join(f"他在{at}号座谈会上说，要办好。" for at in range(20, 30)), 5, False),
    ],
)
def test_descriptions_looked_up_are_bounded(
    built: Built, monkeypatch: pytest.MonkeyPatch, text: str, looked_up: int, whole: bool
) -> None:
    asked: list[str] = []
    by_words = Sources.by_words

    def counted(self: Sources, words: str, span: Span) -> Attribution | None:
        asked.append(words)
        return by_words(self, words, span)

    monkeypatch.setattr(Sources, "by_words", counted)
    monkeypatch.setattr(statements, "JUDGED", 5)
    assert built.librarian.current().check(text).whole is whole
    assert len(asked) == len(set(asked)) == looked_up


def test_what_is_said_after_colons_is_not_judged_again_and_again(
    built: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(statements, "SPARE", 0)
    said = "他在云州座谈会上指出：要办好。"
    text = said * 20
    judged: list[int] = []
    judge = Statements._judge

    def counted(
        self: Statements, draft: Draft, span: Span, said_by: Attribution, *, is_told: bool
    ) -> Iterator[Finding]:
        judged.append(span.end - span.start)
        return judge(self, draft, span, said_by, is_told=is_told)

    first = built.librarian.current().measured[1].descriptions()[0].id
    monkeypatch.setattr(Sources, "by_words", lambda self, words, span: Attribution(span, (first,)))
    monkeypatch.setattr(Statements, "_judge", counted)
    assert built.librarian.current().check(text).whole is False
    assert 0 < sum(judged) <= len(text)


@pytest.mark.parametrize("text", ["", "去年增长5%。", "大家说得好。"])
def test_nobody_is_said_to_say_anything(text: str) -> None:
    assert not any(one.sayings for one in sentences(Draft(text, Catalogue([], lambda _: ()))))


@pytest.mark.parametrize(
    ("text", "named", "goes_on"),
    [
        ("学习云州市政府工作报告。报告提出，增长5%。", "学习云州市政府工作报告", "增长5%。"),
        ("会后学习了“两考”大会精神。他还指出，要办好。", "", "要办好。"),
        ("大家学习了云州市政府工作报告。我们提出，增长5%。", "大家学习了云州市政府工作报告", ""),
        ("大家学习了云州市政府工作报告。\n增长5%。", "大家学习了云州市政府工作报告", ""),
    ],
)  # fmt: skip
def test_a_source_named_before_goes_on(text: str, named: str, goes_on: str) -> None:
    first, second, *_ = sentences(Draft(text, Catalogue([], lambda _: ())))
    names = [text[slice(*one)] for one in first.named]
    assert names == ([named] if named else names)
    assert (text[slice(*second.goes_on)] if second.goes_on else "") == goes_on
    assert second.breaks == text[: second.span.start].endswith("\n")
