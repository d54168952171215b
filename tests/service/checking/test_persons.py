"""Whom a clause names, by name or by office."""

from __future__ import annotations

import pytest

from service.checking.persons import person_in

SPEAKERS = ("习近平", "沈维岳")


@pytest.mark.parametrize(
    ("clause", "person"),
    [
        ("习近平总书记在全国教育大会上", "习近平"),
        ("总书记", "习近平"),
        ("今年6月，总书记在云南考察时", "习近平"),
        ("党的总书记在会上", "习近平"),
        ("中共中央总书记、国家主席在会上", "习近平"),
        ("此前总书记曾", "习近平"),
        ("国家发展改革委传达的总书记讲话", "习近平"),
        ("习总书记多次", "习近平"),
        # others who held the office, before and after it, with 同志 or without
        ("胡锦涛总书记在党的十七大上", "胡锦涛"),
        ("在1998年江泽民总书记就防汛", "江泽民"),
        ("时任总书记江泽民同志", "江泽民"),
        ("胡耀邦同志任总书记时", ""),
        ("时任总书记在会上", ""),
        ("原总书记在会上", ""),
        # of other parties
        ("越共中央总书记苏林", "苏林"),
        ("老挝人民革命党中央总书记通伦", "通伦"),
        ("老挝人民革命党中央总书记在会见中", ""),
        ("越南共产党总书记", ""),
        ("朝鲜劳动党总书记", ""),
        # another is named beside the office
        ("沈维岳同志传达总书记讲话时", "沈维岳"),
        ("李明同志在传达总书记讲话时", "李明"),
        ("当地同志", ""),
        # by name in the middle of a clause
        ("重温了李明同志在会上", "李明"),
        ("市委书记李明同志在会上", "李明"),
        ("学习陈云同志的", "陈云"),
        ("向宋平同志的", "宋平"),
        # words that begin as names do
        ("来自江苏的同志在交流发言时", ""),
        ("江苏的同志在交流发言时", ""),
        ("全体石油同志在", ""),
        ("石油同志在", ""),
        ("对新任职同志的", ""),
        ("30余名同志在", ""),
        ("3万名同志在", ""),
        ("高校同志在", ""),
        ("参加史料征集同志的", ""),
        ("苏林国家主席在", ""),
    ],
)
def test_the_person_named(clause: str, person: str) -> None:
    assert person_in(clause, SPEAKERS) == person


def test_who_speaks_in_nothing_held_is_not_meant_by_his_office() -> None:
    assert person_in("总书记在会上", ("沈维岳",)) == ""
