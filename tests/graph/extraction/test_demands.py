"""Demands: a sentence left, the edges its duties make right."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.graph.readings import concept, read, triples

CONCEPTS = [
    concept("党委书记", "role"),
    concept("主体责任", "principle"),
    concept("安全生产", "task"),
    concept("形式主义", "metaphor"),
    concept("问题导向", "principle"),
    concept("应急管理", "task"),
    concept("管理机构", "organ"),
    replace(concept("日常工作", "task"), generic=True),
]


@pytest.mark.parametrize(
    ("sentence", "edges"),
    [
        ("党委书记应当履行主体责任。", ["党委书记 requires 主体责任"]),
        # No concept acts: the section demands.
        ("各单位应当加强安全生产工作。", ["d1/art_2 requires 安全生产"]),
        (
            "各单位应当坚持问题导向的原则，落实党的主体责任。",
            ["d1/art_2 requires 主体责任", "d1/art_2 requires 问题导向"],
        ),
        # Further on in a list what is demanded is mostly of another kind.
        ("各单位应当完善经济运行、应急管理、金融等领域预警。", []),
        ("各单位应当建立应急管理指挥机构的值班室。", []),
        # Fought, passed by, or a piece of another name.
        ("各单位应当反对形式主义。", []),
        ("各单位应当在安全生产大检查中如实报告。", []),
        ("各单位应当加强安全生产费用管理。", []),
        ("各单位应当加强同应急管理、消防等有关部门的联动。", []),
        ("各单位不得削弱主体责任。", []),
        # A duty, a rule or a mechanism about a thing is another thing.
        ("各单位应当落实安全生产责任。", []),
        ("各单位应当建立应急管理机制。", []),
        # A noun and not a verb, and what one is freed of.
        ("各单位应当制定技术规范和安全生产。", []),
        ("各单位应当允许其免予履行主体责任。", []),
        ("各单位应当及时终止履行主体责任。", []),
        # Another does it, and one only helps.
        ("各单位应当配合有关人员开展安全生产工作。", []),
        ("各单位应当指导企业开展安全生产工作。", []),
        # A bare name is that of any body, unless another name stands before it.
        ("县管理机构应当履行主体责任。", ["管理机构 requires 主体责任"]),
        ("太河水库管理机构负责安全生产工作。", []),
        # Responsibility.
        ("党委书记负责安全生产工作。", ["党委书记 responsible_for 安全生产"]),
        ("党委书记对安全生产负总责。", ["党委书记 responsible_for 安全生产"]),
        ("安全生产由党委书记负责。", ["党委书记 responsible_for 安全生产"]),
        ("安全生产由党委书记依法组建的检查组负责。", []),
        ("安全生产由党委书记委托企业负责。", []),
        ("党委书记是安全生产第一责任人。", ["党委书记 responsible_for 安全生产"]),
        ("党委书记负责本辖区内的安全生产监督管理工作。", ["党委书记 responsible_for 安全生产"]),
        ("党委书记负责全省的企业应急管理工作。", []),
        ("安全生产的应急管理工作由党委书记负责。", ["党委书记 responsible_for 应急管理"]),
        ("指挥部的日常工作由党委书记负责。", []),
        ("党委书记负责查处下列形式主义：", []),
        ("党委书记负责城市道路、车站、应急管理设施的维护。", []),
        ("党委书记未履行安全生产职责的，给予处分。", []),
        ("党委书记负责安全生产的部门应当报告。", []),
    ],
)
def test_a_duty_between_concepts_is_an_edge(sentence: str, edges: list[str]) -> None:
    _, extraction = read(f"第二条 {sentence}", concepts=CONCEPTS)
    assert triples(extraction, "requires", "responsible_for") == edges
