"""Set wordings given anew: told where a draft says them as today's, not where it quotes."""

from __future__ import annotations

import pytest

from corpus.citing.catalogue import Catalogue
from service.checking.draft import Draft
from service.checking.superseded import Superseded


def told(text: str) -> list[str]:
    return [
        one.text for one in Superseded(lambda _: "").check(Draft(text, Catalogue([], lambda _: ())))
    ]


@pytest.mark.parametrize(
    ("text", "old"),
    [
        ("坚持安全第一、预防为主的方针。", "安全第一、预防为主"),
        ("坚持“安全第一、预防为主”的方针。", "“安全第一、预防为主”"),
        ("各级党组织要党要管党、从严治党。", "党要管党、从严治党"),
        ("坚持“党要管党、从严治党”，抓好作风。", "党要管党、从严治党"),
        ("坚持山水林田湖草系统治理。", "山水林田湖草系统治理"),
        ("县环保局已经立案。", "环保局"),
        ("该办法第三条说：“甲乙丙丁。”县环保局要到场。", "环保局"),
        ("本县扶贫办负责。", "扶贫办"),
        ("云州银保监局批复同意。", "银保监局"),
        ("为如期全面建成小康社会而奋斗。", "如期全面建成小康社会"),
        ("“四个全面”以全面建成小康社会为战略目标。", "全面建成小康社会"),
        ("推动经济又好又快发展。", "又好又快发展"),
        ("企业依法缴纳营业税。", "营业税"),
        ("《甲办法》已经印发。坚持安全第一、预防为主的方针。", "安全第一、预防为主"),
    ],
)
def test_a_wording_said_as_todays_is_told(text: str, old: str) -> None:
    assert told(text) == [old]


@pytest.mark.parametrize(
    "text",
    [
        # laws in force that still say so
        "《中华人民共和国建筑法》要求坚持安全第一、预防为主的方针。",
        "建筑工程要坚持安全第一、预防为主的方针（《中华人民共和国建筑法》第三十六条）。",
        "依照该法第三十六条，坚持安全第一、预防为主的方针。",
        "巩固平等、团结、互助的社会主义民族关系。",
        # quoted
        "他在会上指出：“全党要坚持党要管党、从严治党，毫不松懈。”",
        "他在会上指出：“党要管党、从严治党。”",
        "他强调，“山水林田湖是一个生命共同体”。",
        "山水林田湖是一个生命共同体，这个理念早已深入人心。",
        "认真学习《为全面建成小康社会而奋斗》一文。",
        "我们如期全面建成小康社会，历史性地解决了绝对贫困问题。",
        # another country's, a former one, no organ of a place
        "泰国旅游局来访。",
        "原县环保局的人员划入新局。",
        # of the past
        "2012年，坚持安全第一、预防为主的方针。",
    ],
)
def test_what_is_quoted_or_cited_is_not(text: str) -> None:
    assert told(text) == []


def test_every_use_in_a_sentence_without_end_is_told() -> None:
    assert len(told("县环保局" * 5000)) == 5000


def test_the_latest_year_of_a_sentence_counts() -> None:
    assert told("2012年到2010年，坚持安全第一、预防为主的方针。") == []
    assert told("2024年和2010年，坚持安全第一、预防为主的方针。") == ["安全第一、预防为主"]


def test_a_long_draft_is_of_the_newest_year_it_names() -> None:
    text = "2010年增产。2011年再增产。2012年又增产。" + "各村要抓好春耕。" * 150
    wording = "坚持安全第一、预防为主的方针。"
    assert told(text + wording) == []
    assert told(f"{text}2024年完成。{wording}") == ["安全第一、预防为主"]
