"""By what names works and occasions are called: a notice's enclosure, a speech without a title."""

from __future__ import annotations

import pytest

from corpus.titles import title_key
from service.checking.called import Occasion, is_another_meeting
from service.checking.nearby import _OWN
from service.checking.occasions import given_at, head_of, is_nameless, names_of, pairs, placed
from service.checking.persons import person_in
from service.checking.titles import _carried
from tests.service.answering.makers import about


@pytest.mark.parametrize(
    ("title", "carried"),
    [
        ("某市人民政府关于印发《某市人民政府工作规则》的通知", "某市人民政府工作规则"),
        # about another work, not carrying it
        ("关于废止《某市会议管理办法》的决定", ""),
        ("某市会议管理办法", ""),
    ],
)
def test_a_notice_goes_by_the_name_of_what_it_carries(title: str, carried: str) -> None:
    assert _carried(title) == title_key(carried)


@pytest.mark.parametrize(
    ("title", "occasion"),
    [
        ("今天，我们召开厂长座谈会，听听大家的意见", "厂长座谈会"),
        ("在全市经济工作会议上的讲话", "全市经济工作会议上"),
    ],
)
def test_a_speech_is_called_by_its_occasion(title: str, occasion: str) -> None:
    assert placed(about(title, "speech")) == occasion


@pytest.mark.parametrize(
    ("head", "occasion"),
    [
        ("同志们：今天，我们召开全市“两考”总结大会，部署工作。", '全市"两考"总结大会'),
        ("——在全市企业家座谈会上的致辞", "全市企业家座谈会"),
        ("——在云州论坛2013年年会上的主旨演讲", "云州论坛2013年年会"),
        ("习近平主席在云州大学的演讲", "云州大学"),
        ("我就《云州市规划建议》作个简要说明。", "《云州市规划建议》作个简要说明"),
        ("值此云州市第三次青年大会召开之际，谨致祝贺。", "云州市第三次青年大会"),
        ("同志们：大家好。", ""),
    ],
)  # fmt: skip
def test_a_speech_without_a_name_is_called_by_its_head(head: str, occasion: str) -> None:
    assert names_of(about("同志们：", "speech"), head) == ([occasion] if occasion else [])
    assert is_nameless("同志们：")


@pytest.mark.parametrize(
    ("title", "nameless"),
    [
        ("2020年9月8日的讲话", True),
        ("沈维岳2020年9月8日的讲话", True),
        ("沈维岳同志2020年9月8日的回信", True),
        ("各位代表", True),
        ("沈维岳在全市抗洪表彰大会上2020年9月8日的讲话", False),
        ("全市大会2020年9月8日的讲话", False),
        ("在全市抗洪表彰大会上的讲话", False),
    ],
)
def test_a_title_that_says_only_whose_and_when(title: str, nameless: bool) -> None:
    assert is_nameless(title) is nameless
    assert (names_of(about(title, "speech"), "") == []) is nameless


@pytest.mark.parametrize(
    ("clause", "own"),
    [("今年全省生产总值增长5%以上", "今年全省"), ("生产总值增长5%以上", "")],
)
def test_what_a_draft_says_before_the_words_of_its_source(clause: str, own: str) -> None:
    found = _OWN.match(clause)
    assert (found[0] if found else "") == own


@pytest.mark.parametrize(
    ("clause", "is_another"),
    [
        ("早在岚州国际会议中心的演讲中，沈维岳", True),
        ("沈维岳在云州二十国集团峰会上", True),
        # what somebody says on an occasion of his own of what another said
        ("书记在全县干部大会上说，沈维岳在云州论坛2013年年会上", False),
        ("书记在全县干部大会上说，沈维岳", False),
        ("沈维岳在云州论坛年会上", False),
    ],
)
def test_a_speech_was_given_on_another_occasion(clause: str, is_another: bool) -> None:
    name = "云州论坛2013年年会"
    where = Occasion(about("美好未来", "speech").id, name, pairs(name), frozenset(), is_where=True)
    assert is_another_meeting(clause, [where]) is is_another


@pytest.mark.parametrize(
    ("clause", "is_another"),
    [
        ("沈维岳在云州纪委六次全会上", False),  # in short
        ("沈维岳在云州纪委五次全会上", True),
        ("沈维岳在第九届云州纪委六次全会上", True),
        ("沈维岳在基层代表座谈会上", True),
        ("沈维岳在全区船工代表大会指出", True),
        ("沈维岳在座谈会上", False),  # which, it does not say
        ("沈维岳在云州有关会议上", False),
        ("沈维岳在这次重要会议上", False),
    ],
)
def test_a_meeting_in_short_and_one_of_its_row(clause: str, is_another: bool) -> None:
    name = "第十届云州纪律检查委员会第六次全体会议"
    where = Occasion(about("美好未来", "speech").id, name, pairs(name), frozenset(), is_where=True)
    assert is_another_meeting(clause, [where]) is is_another


def test_who_holds_an_office_nobody_names_is_no_person() -> None:
    assert person_in("支部书记在党课上", ()) == ""
    assert person_in("张维岳书记在党课上", ()) == "张维岳"


def test_a_note_at_the_end_says_where_a_speech_was_given() -> None:
    note = "※这是习近平总书记2020年6月29日在十九届中央政治局第二十一次集体学习时的讲话。"
    given = given_at(head_of(f"{'渡口的故事。' * 100}{note}"))
    assert given == "十九届中央政治局第二十一次集体学习时"
