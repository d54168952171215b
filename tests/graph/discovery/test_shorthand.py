"""Coinages: a line of Chinese left, what it coins right."""

from __future__ import annotations

import pytest

from corpus.model import PassageId
from graph.discovery.model import Piece
from graph.discovery.shorthand import Coinage, coinages, counts, kind_of


def coined(text: str, kind: str = "speech") -> dict[str, Coinage]:
    piece = Piece(PassageId("d1/p_1"), kind, 0, text)
    return {one.found.label: one for one in coinages([piece])}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("四下基层", True),
        ("三张清单", True),
        ("一岗双责", True),
        ("两优一先", True),
        ("五个一工程", True),
        ("十个必须", True),
        ("一卡通", False),  # one of anything is no list
        ("五一", False),  # a feast
        ("十四五", False),  # a plan's number
        ("三年", False),
        ("三要", False),
        ("小巨人", False),
        ("5G基站", False),
    ],
)
def test_what_counts(name: str, expected: bool) -> None:
    assert counts(name) is expected


@pytest.mark.parametrize(
    ("text", "name", "members"),
    [
        ("落实“三张清单”（风险清单、责任清单、整改清单）。", "三张清单",
         "风险清单 责任清单 整改清单"),
        ("落实三张清单（风险清单、责任清单、整改清单）。", "三张清单",
         "风险清单 责任清单 整改清单"),
        ("做到“四不采”，即无计划不采、无预算不采、无标准不采、无评审不采。", "四不采",
         "无计划不采 无预算不采 无标准不采 无评审不采"),
        ("坚持“三必到”：急难必到、矛盾必到、节日必到。", "三必到", "急难必到 矛盾必到 节日必到"),
        ("坚持“三必到”：急难必到、矛盾必到。", "三必到", ""),  # two are not three
        ("坚持“三必到”，把工作做细。", "三必到", ""),
        # Not linked, but a list beside it ends alike: before it, or further on.
        ("“三必到”大家都熟，班前必到、现场必到、困难必到，贵在一个“必”字。", "三必到",
         "班前必到 现场必到 困难必到"),
        ("“三必到”，指的是班前必到、现场必到、困难必到。", "三必到",
         "班前必到 现场必到 困难必到"),
        ("要建好风险清单、责任清单、整改清单“三张清单”。", "三张清单", ""),  # where does it begin?
        ("风险清单、责任清单、整改清单，“三张清单”都要有。", "三张清单",
         "风险清单 责任清单 整改清单"),
        ("甲清单、乙清单、丙清单、丁清单，不是“三张清单”。", "三张清单", ""),
        # The last item runs on into the sentence: no list of one make.
        ("“三自”：文化自觉、文化自信、文化自强作了全面系统深刻的阐述。", "三自", ""),
    ],
)  # fmt: skip
def test_what_a_shorthand_packs(text: str, name: str, members: str) -> None:
    found = coined(text)[name]
    assert found.numeric
    assert found.found.kind == "shorthand"
    assert found.found.members == tuple(members.split())
    at = found.found.members_at
    assert (at is None) is (not members)
    if at is not None:
        assert text[slice(*at.span)] == name
        assert text[slice(*at.sentence)] == text


@pytest.mark.parametrize(
    "text",
    [
        "这里有三个方面：思想、组织、作风。",  # everybody counts these
        "分为两个阶段（准备、实施）。",
        "共三项措施：甲措施、乙措施、丙措施。",
    ],
)
def test_what_is_only_counted_is_no_coinage(text: str) -> None:
    assert coined(text) == {}


@pytest.mark.parametrize(
    ("text", "kind", "name", "cited"),
    [
        ("打通“断头路”，方便群众。", "report", "断头路", 0.0),
        ("将“有关部门”修改为“主管部门”。", "law", "有关部门", 1.0),
        ("本法所称“以上”、“以下”均包括本数。", "law", "以上", 1.0),
        ("属于刑法规定的“情节严重”。", "judicial_interpretation", "情节严重", 1.0),
        ("受台风“海葵”影响，江河涨水。", "news", "海葵", 1.0),
        ("“雪龙”号返航。", "news", "雪龙", 1.0),
        ("包装上标明“处理品”字样。", "law", "处理品", 1.0),
    ],
)
def test_a_quotation_may_only_cite(text: str, kind: str, name: str, cited: float) -> None:
    assert coined(text, kind)[name].cited == cited


def test_what_is_no_name_is_left_out() -> None:
    assert coined("“五一”“90后”和“12345”都不是，“放得活”“好，很好”也不是。") == {}


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("光盘行动", "campaign"),
        ("河湖长制", "system"),
        ("整改领导小组", "organ"),
        ("断头路", "term"),
    ],
)
def test_the_last_words_suggest_a_kind(label: str, kind: str) -> None:
    assert kind_of(label) == kind
