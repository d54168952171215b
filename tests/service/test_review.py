"""The desk: a queue of candidates, decisions with their reasons to refuse, all undoable."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from corpus.errors import BadDecision, NoGeneration, NotFound, WenmaiError
from graph.discovery.filing import FILE
from graph.review.model import Wording
from service.review import Desk, find_candidates
from service.settings import Settings, load_settings

NAME = "四不采"


def settings_in(data: Path) -> Settings:
    return load_settings(data / "settings.toml", {"WENMAI_DATA": str(data)})


@pytest.fixture
def desk(discovered: Path) -> Desk:
    (discovered / "review" / "ledger.jsonl").unlink(missing_ok=True)
    return Desk(settings_in(discovered))


def labels(desk: Desk) -> list[str]:
    return [one.label for one in desk.queue()]


def approve(desk: Desk, label: str = NAME, **about: tuple[str, ...]) -> int:
    wording = Wording(label=label, kind="shorthand", **about)  # type: ignore[arg-type]
    return desk.approve(label, wording, by="李编").n


def test_the_queue_of_the_samples(desk: Desk) -> None:
    one = desk.candidate(NAME)
    assert (one.family, one.members[0], one.documents) == ("numeric", "无计划不采", 6)
    assert one in desk.queue("numeric")
    assert one not in desk.queue("word")
    assert desk.queue(asked="不采")[0] == one
    for example in desk.examples(one):
        cut = example.sentence[example.start : example.start + example.length]
        assert cut == NAME
        assert example.title


def test_a_duty_is_shown_even_where_its_subject_stands_earlier(desk: Desk) -> None:
    for one in desk.queue("holder"):
        assert len(desk.examples(one)) == len(one.examples)


def test_what_is_decided_leaves_the_queue_and_comes_back_undone(desk: Desk) -> None:
    before = labels(desk)
    n = approve(desk)
    assert set(before) - set(labels(desk)) == {NAME}
    assert desk.lexicon().forms[NAME] == ("reviewed/四不采",)
    assert desk.reject("项目建设年", by="王").n == 2
    assert "项目建设年" not in labels(desk)
    desk.undo(n, by="李编", note="看错了")
    desk.undo(2, by="王")
    assert labels(desk) == before
    log = desk.log()
    assert [(one.decision.n, one.stands) for one in log] == [
        (4, True), (3, True), (2, False), (1, False)
    ]  # fmt: skip
    assert (log[1].decision.by, log[1].decision.note) == ("李编", "看错了")
    desk.undo(3, by="李编")
    assert NAME not in labels(desk)


def test_merging_by_id_or_by_name(desk: Desk) -> None:
    desk.merge("三必到", "两个维护", by="李编")
    assert desk.lexicon().forms["三必到"] == ("two-safeguards",)
    desk.merge("两晒一评", "two-safeguards", by="李编", forms=("两晒一评", "两晒评"))
    assert desk.lexicon().forms["两晒评"] == ("two-safeguards",)


def test_splitting(desk: Desk) -> None:
    parts = [Wording(label="两晒", kind="shorthand"), Wording(label="一评法", kind="system")]
    desk.split("两晒一评", parts, by="李编")
    assert {"两晒", "一评法"} <= desk.lexicon().forms.keys()
    assert "两晒一评" not in labels(desk)
    assert "两晒一评" not in desk.lexicon().forms


def refused(kind: type[WenmaiError], said: str) -> pytest.RaisesExc[WenmaiError]:
    return pytest.raises(kind, match=said)


def test_what_cannot_be_decided_is_refused_and_not_kept(desk: Desk) -> None:
    n = approve(desk)
    with refused(BadDecision, "已由 李编 于 .* 采纳（第 1 条）"):
        desk.reject("四“不采”", by="王")
    with refused(BadDecision, "已是“两个维护”（two-safeguards）的写法"):
        approve(desk, "两个“维护”")
    with refused(BadDecision, "已是“两个维护”"):
        approve(desk, "三必到", aliases=("两个维护",))
    with refused(BadDecision, "彼此重复"):
        approve(desk, "三必到", aliases=("三“必到”",))
    with refused(BadDecision, "已是“四不采”"):
        desk.merge(NAME + "法", "two-safeguards", by="王", forms=(NAME,))
    with refused(NotFound, "没有概念“没有的”"):
        desk.merge("三必到", "没有的", by="王")
    with refused(BadDecision, "至少两个概念"):
        desk.split("三必到", [Wording(label="三到", kind="term")], by="王")
    with refused(BadDecision, "没有第 9 条"):
        desk.undo(9, by="王")
    desk.undo(n, by="王")
    with refused(BadDecision, "已经撤销"):
        desk.undo(n, by="王")
    assert len(desk.log()) == 2


def test_what_others_stand_on_is_not_undone(desk: Desk) -> None:
    n = approve(desk)
    desk.merge("三必到", "reviewed/四不采", by="王")
    with refused(BadDecision, "请先撤销第 2 条"):
        desk.undo(n, by="李编")
    desk.undo(2, by="王")
    desk.undo(n, by="李编")
    # Meanwhile somebody else decided: the old decision cannot simply come back.
    desk.reject(NAME, by="王")
    with refused(BadDecision, "第 5 条"):
        desk.undo(4, by="李编")


@pytest.mark.parametrize(
    ("about", "said"),
    [
        ({"by": " "}, "请写明审核人"),
        ({"by": "名" * 41}, "审核人.*太长"),
        ({"note": "长" * 501}, "备注.*太长"),
        ({"note": "两\n行"}, "换行"),
        ({"label": "甲"}, "太短"),
        ({"label": "长" * 61}, "标签.*太长"),
        ({"aliases": tuple(f"别名{n}" for n in range(41))}, "太多"),
    ],
)
def test_words_that_cannot_be_kept(desk: Desk, about: dict[str, object], said: str) -> None:
    given = {"by": "李编", "note": "", "label": NAME, "aliases": (), **about}
    wording = Wording(label=given["label"], kind="term", aliases=given["aliases"])  # type: ignore[arg-type]
    with refused(BadDecision, said):
        desk.approve(NAME, wording, by=given["by"], note=given["note"])  # type: ignore[arg-type]
    assert desk.log() == []


def test_of_many_who_decide_at_once_one_does(desk: Desk) -> None:
    told: list[str] = []

    def decide() -> None:
        try:
            approve(desk)
            told.append("done")
        except BadDecision as error:
            told.append(str(error))

    threads = [threading.Thread(target=decide) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told.count("done") == 1
    assert all("已由 李编" in one for one in told if one != "done")
    assert len(desk.log()) == 1


def test_another_file_is_seen_at_once(desk: Desk, discovered: Path) -> None:
    held = discovered / "review" / FILE
    kept = held.read_bytes()
    held.unlink()
    try:
        assert desk.queue() == []
        with refused(NotFound, "concepts discover"):
            desk.candidate(NAME)
    finally:
        held.write_bytes(kept)
    assert NAME in labels(desk)


def test_without_a_generation_there_is_nothing_to_look_through(tmp_path: Path) -> None:
    with pytest.raises(NoGeneration):
        find_candidates(settings_in(tmp_path))
    assert Desk(settings_in(tmp_path)).queue() == []


def test_the_lexicon_is_laid_anew_only_where_something_changed(
    desk: Desk, discovered: Path
) -> None:
    before = desk.lexicon()
    desk.queue()
    assert desk.lexicon() is before
    other = Desk(settings_in(discovered))
    other.reject(NAME, by="王")  # by another process, say
    assert desk.lexicon() is not before
    assert NAME not in labels(desk)
    own = discovered / "lexicon"
    own.mkdir()
    (own / "own.yaml").write_text("own/x:\n  label: 三必到\n  kind: shorthand\n", "utf-8")
    try:
        assert "三必到" not in labels(Desk(settings_in(discovered)))
    finally:
        (own / "own.yaml").unlink()
        own.rmdir()
