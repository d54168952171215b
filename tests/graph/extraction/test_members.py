"""Lists: a sentence left, what packs what right."""

from __future__ import annotations

import pytest

from tests.graph.readings import concept, read, triples

CONCEPTS = [
    concept("四个意识", "shorthand", expansion=("政治意识", "大局意识", "核心意识", "看齐意识")),
    concept("政治意识"),
    concept("党的建设"),
    concept("支部建设"),
]
FOUR = ["政治意识", "term/大局意识", "term/核心意识", "term/看齐意识"]


@pytest.mark.parametrize(
    ("sentence", "members"),
    [
        ("增强“四个意识”（政治意识、大局意识、核心意识、看齐意识）。", FOUR),
        ("要增强政治意识、大局意识、核心意识、看齐意识这“四个意识”。", FOUR),
        # One is missing: it lists something else.
        ("增强“四个意识”，强化政治意识、大局意识、核心意识。", []),
        # A coinage counts its members.
        ("落实“三查”（查责任、查措施、查落实）。", ["term/查责任", "term/查措施", "term/查落实"]),
        ("实行“两清单”，即问题清单和责任清单。", ["term/问题清单", "term/责任清单"]),
        # The noun behind the shorthand, told once more behind the last.
        (
            "实施“三早”工程：早预防、早发现、早诊治工程。",
            ["term/早预防", "term/早发现", "term/早诊治"],
        ),
        (
            "坚持“一主两翼”，即总装基地、铸锻分厂、物流公司三者缺一不可。",
            ["term/总装基地", "term/铸锻分厂", "term/物流公司"],
        ),
        # The last runs on into the sentence, or two stand in one.
        ("建成“三馆”——科技馆、图书馆、博物馆已经全部完工。", []),
        ("做到“三个坚持”，即坚持自主，防止对抗；坚持开放，共赢。", []),
        # 和 joins what is no list, where the sentence goes on.
        ("实行“一业一证”，是指通过优化流程和集中审批，将多张许可证合为一张。", []),
        ("推进“两清单”：审批清单聚焦科技与产业深度融合，每年修订。", []),
        # Not as many, or not a list at all.
        ("落实“三查”（查责任、查措施）。", []),
        ("共建“一带一路”，包括同各方对接、一道发展。", []),
        ("到“两个百年”即将到来之时、任务完成之日。", []),
    ],
)
def test_a_shorthand_expands_to_what_the_sentence_lists(sentence: str, members: list[str]) -> None:
    _, extraction = read(f"第二条 {sentence}", concepts=CONCEPTS)
    found = [one.object for one in extraction.relations if one.predicate == "expands_to"]
    assert sorted(found) == sorted(members)


@pytest.mark.parametrize(
    ("sentence", "edges"),
    [
        ("支部建设是党的建设的重要组成部分。", ["支部建设 part_of 党的建设"]),
        ("巡视监督是党的建设的组成部分，必须抓紧。", ["term/巡视监督 part_of 党的建设"]),
        ("这是党的建设的重要组成部分。", []),
        ("加强巡视是党的建设的重要组成部分。", []),
        ("巡视监督是党的建设工作的重要组成部分。", []),
    ],
)
def test_a_part_is_said_to_be_one(sentence: str, edges: list[str]) -> None:
    _, extraction = read(f"第二条 {sentence}", concepts=CONCEPTS)
    assert triples(extraction, "part_of") == edges
