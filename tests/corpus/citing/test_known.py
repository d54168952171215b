"""Works known by name and not held: where their names stand, and which work is meant."""

from __future__ import annotations

import pytest

from corpus.citing.catalogue import Catalogue
from corpus.citing.known import Known, Name
from corpus.citing.references import find_references
from corpus.marked import read_text
from corpus.model import Description, DocumentId, Source

HONG_KONG = "中华人民共和国香港特别行政区基本法"
MACAO = "中华人民共和国澳门特别行政区基本法"
HELD = Description(
    id=DocumentId("held"),
    work="环境影响评价法",
    title="中华人民共和国环境影响评价法",
    kind="law",
    source=Source("held", "held", "plain"),
)
NAMES = [
    Name("中国共产党章程", "中国共产党章程"),
    Name("党章", "中国共产党章程"),
    Name("环评法", HELD.title),
    Name("基本法", HONG_KONG, ("香港",)),
    Name("基本法", MACAO, ("澳门",)),
    Name("代表法", "代表法", ("人大",)),
    Name("婚姻法", "婚姻法"),
    Name("节水条例", "节水条例"),
    Name("党的二十大报告", "高举旗帜"),
    Name("政府工作报告", "政府工作报告"),
    Name("我国宪法", "宪法"),
]

#: A text, what of it is cited, and the titles meant.
NAMED = [
    ("全体党员要学习贯彻党章，把党章要求落到实处。", ["党章", "党章"], ["中国共产党章程"] * 2),
    ("依照党章第十条的规定办理。", ["党章第十条"], ["中国共产党章程"]),
    ("《党章》规定了入党的条件。", ["《党章》"], ["中国共产党章程"]),
    ("香港的制度以宪法和基本法为基础。", ["基本法"], [HONG_KONG]),
    ("香港和澳门都遵守基本法。", ["基本法"], [MACAO]),
    ("制定了农业基本法律，遵守基本法。", [], []),
    ("人大工作者要学习代表法。", ["代表法"], [""]),
    ("这种算法叫做代表法。", [], []),
    ("实施婚姻法、代表法等法律。", ["婚姻法", "代表法"], ["", ""]),
    ("违反环评法的，依法处理。", ["环评法"], [HELD.title]),
    ("按照党的二十大报告的部署。", ["党的二十大报告"], ["高举旗帜"]),
    ("审议了政府工作报告。", [], []),
    ("甲省节水条例已经公布。", [], []),
    ("党章程序和婚姻法学都不是法。", [], []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "cited", "titles"), NAMED)
def test_what_everybody_calls_a_work(text: str, cited: list[str], titles: list[str]) -> None:
    document = read_text("text.txt", f"通知\n{text}")
    found = find_references(document, Catalogue([HELD], lambda _: (), known=lambda: NAMES))
    assert [document.text[slice(*one.span)] for one in found] == cited
    assert [one.resolved_title for one in found] == titles


def test_a_name_of_a_held_work_leads_to_it_and_says_how_it_differs() -> None:
    document = read_text("text.txt", "通知\n违反《环评法》的，依法处理。")
    (found,) = find_references(document, Catalogue([HELD], lambda _: (), known=lambda: NAMES))
    assert found.target is not None
    assert found.target.document_id == HELD.id
    assert "原文作《环评法》" in found.difference


def test_a_work_known_by_itself_is_not_taken_for_one_held_that_is_called_nearly_so() -> None:
    near = Name("环境影响评价管理法", "环境影响评价管理法")
    document = read_text("text.txt", "通知\n违反《环境影响评价管理法》的，依法处理。")
    (taken,) = find_references(document, Catalogue([HELD], lambda _: ()))
    (told,) = find_references(document, Catalogue([HELD], lambda _: (), known=lambda: [near]))
    assert taken.target is not None
    assert told.target is None


def test_of_a_work_on_trial_and_its_final_version_a_title_means_the_final_one() -> None:
    known = Known([Name("节水条例", "节水条例（试行）"), Name("节水条例", "节水条例")])
    assert known.title("节水条例") == "节水条例"
    assert known.title("排水条例") == ""
