"""Reuse: who said a sentence first, what later ones changed, and what is boilerplate."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from corpus.errors import NoGeneration
from corpus.model import DocumentId, Within
from corpus.reuse.chains import Reuse
from corpus.reuse.index import ReuseIndex, build_reuse
from corpus.reuse.signatures import solid
from corpus.storage.store import Store
from tests.corpora import Held, made

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FIRST = "各级党组织要坚决扛起管党治党的政治责任，推动全面从严治党向纵深发展。"
LATER = "各级党组织必须坚决扛起管党治党的政治责任，推动全面从严治党向基层发展。"
OTHER = "物资采购应当坚持公开、公平、公正和诚实信用的原则，择优确定供应商。"
FORMULA = "本办法由集团公司党委办公室负责解释，自印发之日起正式施行。"


def speech(name: str, day: int, *sentences: str, **about: Any) -> Held:
    return made(
        name, f"在{name}会议上的讲话", *sentences, kind="speech", issued=date(2024, 1, day), **about
    )


@pytest.fixture
def held() -> list[Held]:
    return [
        speech("d1", 9, "同志们：", LATER, OTHER),
        speech("d2", 3, "同志们：", FIRST),
        speech("d3", 5, "同志们：", f"会议强调，{FIRST}"),
        made("d4", "没有日期的材料", FIRST, kind="other"),
        *(speech(f"f{n}", 1, f"{n}号车间。", FORMULA) for n in range(30)),
    ]


@pytest.fixture
def store(tmp_path: Path, held: list[Held]) -> Iterator[Store]:
    with Store(tmp_path / "corpus.sqlite") as store:
        store.add_many(held, parser=1)
        yield store


@pytest.fixture
def reuse(tmp_path: Path, store: Store) -> Reuse:
    build_reuse(tmp_path / "reuse", store)
    return Reuse(ReuseIndex(tmp_path / "reuse"), store.text, store.description)


def test_the_earliest_document_said_it_first(reuse: Reuse) -> None:
    (chain,) = reuse.chains_of(DocumentId("d1"))
    assert chain.first.document_id == "d2"
    assert [link.place.document_id for link in chain.links] == ["d3", "d1", "d4"]
    assert chain.documents == 4
    # What has no day comes last, whoever copied whom.
    assert chain.links[-1].place.day is None


def test_a_later_wording_shows_what_it_changed(reuse: Reuse, store: Store) -> None:
    (chain,) = reuse.chains_of(DocumentId("d1"))
    first, later = store.text(chain.first.document_id), store.text(DocumentId("d1"))
    link = next(one for one in chain.links if one.place.document_id == "d1")
    changed = [(first[slice(*one.before)], later[slice(*one.after)]) for one in link.changes]
    assert changed == [("要", "必须"), ("纵深", "基层")]
    assert 0.8 < link.similarity < 1


def test_what_stands_everywhere_is_set_apart(reuse: Reuse) -> None:
    chains = reuse.chains_of(DocumentId("f7"))
    assert [(one.boilerplate, one.documents, one.links) for one in chains] == [(True, 30, ())]


def test_a_passage_has_an_origin_or_is_its_own(reuse: Reuse, store: Store) -> None:
    origins = {one.text: reuse.origin(one) for one in store.passages_of(DocumentId("d1"))}
    taken = {text: origin.document_id for text, origin in origins.items() if origin}
    assert taken == {LATER: "d2"}
    assert OTHER in origins


def test_versions_of_one_work_do_not_quote_each_other(tmp_path: Path) -> None:
    with Store(tmp_path / "corpus.sqlite") as store:
        store.add_many(
            [speech("a", 1, FIRST, work="讲话"), speech("b", 2, FIRST, work="讲话")], parser=1
        )
        build_reuse(tmp_path / "reuse", store)
        reuse = Reuse(ReuseIndex(tmp_path / "reuse"), store.text, store.description)
        assert reuse.chains_of(DocumentId("b")) == []


def test_what_a_reader_may_not_see_is_neither_told_nor_counted(reuse: Reuse) -> None:
    within = Within(frozenset({DocumentId("d1"), DocumentId("d3")}))
    (chain,) = reuse.chains_of(DocumentId("d1"), within)
    assert (chain.first.document_id, chain.documents) == ("d3", 2)


def test_built_step_by_step_is_built_at_once(tmp_path: Path, held: list[Held]) -> None:
    with Store(tmp_path / "corpus.sqlite") as store:
        store.add_many(held[2:], parser=1)
        first = build_reuse(tmp_path / "first", store)
        store.add_many(held[:2], parser=1)
        store.withdraw(DocumentId("f3"))
        second = build_reuse(tmp_path / "second", store, tmp_path / "first")
        at_once = build_reuse(tmp_path / "once", store)
    assert (first.signed, second.signed, at_once.signed) == (32, 2, 33)
    for file in sorted((tmp_path / "once").iterdir()):
        assert file.read_bytes() == (tmp_path / "second" / file.name).read_bytes(), file.name


def test_an_empty_store_has_no_chains(tmp_path: Path) -> None:
    with Store(tmp_path / "corpus.sqlite") as store:
        build_reuse(tmp_path / "reuse", store)
        reuse = Reuse(ReuseIndex(tmp_path / "reuse"), store.text, store.description)
        assert reuse.chains_of(DocumentId("nobody")) == []


def test_a_damaged_index_says_how_to_rebuild(tmp_path: Path, store: Store) -> None:
    build_reuse(tmp_path / "reuse", store)
    (tmp_path / "reuse" / "keys.u4").write_bytes(b"1234")
    with pytest.raises(NoGeneration, match=r"scripts\.build"):
        ReuseIndex(tmp_path / "reuse")
    with pytest.raises(NoGeneration):
        ReuseIndex(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        # Labels, numbers, width, quotation marks and punctuation do not count.
        ("第四十条 本条例自2018年1月1日起施行。", "第二十六条 本条例自2015年3月1日起施行。", True),
        ("（三）依照第七条处理。", "(六)依照第十二条处理；", True),
        ("一是“四个意识”要强。", "二是四个意识要强！", True),
        ("全面从严治党。", "全面从严治军。", False),
    ],
)
def test_what_counts_as_the_same_wording(one: str, other: str, same: bool) -> None:
    assert (solid(one) == solid(other)) is same
