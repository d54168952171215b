"""The index of reuse: built step by step it is, byte for byte, the one built at once."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from corpus.model import DocumentId
from corpus.reuse.index import build_reuse
from corpus.storage.store import Store
from tests.corpora import Held, made

SUBJECTS = ("采购", "考勤", "保密", "档案", "会议", "值班", "印章", "差旅")


def held_of(chance: random.Random) -> Held:
    """One of six documents, of sentences that others have too."""
    said = [
        f"各单位主要负责人应当每月组织一次{one}工作情况的检查，并将检查结果及时报送集团公司。"
        for one in chance.sample(SUBJECTS, chance.randrange(4))
    ]
    articles = [f"第{n}条 {one}" for n, one in zip("一二三四", said, strict=False)]
    return made(f"d{chance.randrange(6)}", "管理规定", "第一章 总则", *articles)


@pytest.mark.parametrize("seed", range(8))
def test_any_way_to_the_same_documents_gives_the_same_bytes(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    latest: Path | None = None
    with Store(tmp_path / "corpus.sqlite") as store:
        for step in range(7):
            for _ in range(chance.randrange(1, 4)):
                store.add(*held_of(chance), parser=1)
            held = sorted(store.revisions())
            if len(held) > 2 and chance.random() < 0.5:
                store.withdraw(DocumentId(chance.choice(held)))
            folder = tmp_path / f"step{step}"
            build_reuse(folder, store, latest)
            latest = folder
        build_reuse(tmp_path / "once", store)
    assert latest
    for path in (tmp_path / "once").iterdir():
        assert path.read_bytes() == (latest / path.name).read_bytes(), path.name
    with Store(tmp_path / "corpus.sqlite") as store:
        stats = build_reuse(tmp_path / "again", store, latest)
    assert stats.signed == 0
    assert stats.sentences
