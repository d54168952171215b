"""Duties: a sentence left, who must do what right."""

from __future__ import annotations

import pytest

from tests.graph.readings import concept, read

PEOPLE = [
    concept("党委书记", "role"),
    concept("董事长", "role"),
    concept("总经理", "role"),
    concept("党委", "organ"),
]
MODES = {"must": "必", "may": "可", "must_not": "禁"}


def told(*lines: str, kind: str = "rule") -> list[str]:
    """Each duty as 「谁｜必可禁｜什么」, with 「若」 and 「限」 and 「受」 where it has them."""
    _, extraction = read(*lines, concepts=PEOPLE, kind=kind)
    return [
        "｜".join(
            [one.actor, MODES[one.modality], one.action]
            + [f"若{one.condition}"] * bool(one.condition)
            + [f"限{one.deadline}"] * bool(one.deadline)
            + [f"受{one.under}"] * bool(one.under)
        )
        for one in extraction.duties
    ]


@pytest.mark.parametrize(
    ("sentence", "duties"),
    [
        ("各单位应当按季度报送情况。", ["各单位｜必｜按季度报送情况｜限按季度"]),
        ("职工有权拒绝违章指挥。", ["职工｜可｜拒绝违章指挥"]),
        ("任何单位和个人，不得干预。", ["任何单位和个人｜禁｜干预"]),
        # The subject is a condition's, or the sentence's before.
        (
            "主管部门发现隐患的，应当立即停产。",
            ["主管部门｜必｜立即停产｜若发现隐患的｜限立即"],
        ),
        (
            "施工单位应当先撤人；发生事故的，应当在一小时内报告。",
            ["施工单位｜必｜先撤人", "施工单位｜必｜在一小时内报告｜若发生事故的｜限在一小时内"],
        ),
        (
            "采购人应当公开结果，不得泄露标底。",
            ["采购人｜必｜公开结果", "采购人｜禁｜泄露标底"],
        ),
        # A condition with another subject stays with the action.
        (
            "合同变更的，承办部门应当重新报审。",
            ["承办部门｜必｜重新报审｜若合同变更的"],
        ),
        # What stands between subject and modal says when or on what.
        (
            "职工在紧急情况下有权停止作业。",
            ["职工｜可｜停止作业｜若在紧急情况下"],
        ),
        # Names that look like something else.
        ("当事人应当签订协议。", ["当事人｜必｜签订协议"]),
        ("双方不得泄露秘密。", ["双方｜禁｜泄露秘密"]),
        ("使用单位应当登记。", ["使用单位｜必｜登记"]),
        ("被检查单位应当配合检查。", ["被检查单位｜必｜配合检查"]),
        ("证券交易所应当公布结果。", ["证券交易所｜必｜公布结果"]),
        ("乡政府、街道办事处可以组织。", ["乡政府、街道办事处｜可｜组织"]),
        ("农村土地仲裁委员会应当受理。", ["农村土地仲裁委员会｜必｜受理"]),
        ("已参保的人员如需停保，应当先办手续。", ["已参保的人员｜必｜先办手续｜若如需停保"]),
        ("受托人接受委托投票不得超过三人。", ["受托人｜禁｜超过三人｜若接受委托投票"]),
        # What looks like a name and is a deed, a thing, or two clauses.
        ("任用、聘用涉密人员应当审查。", []),
        ("外国银行在境内分行之间进行的交易必须符合商业原则。", []),
        ("申请人撤回申请或者当事人自行和解的，应当退回费用。", []),
        (
            "当事人可以签约；经双方协商一致的，可以变更。",
            ["当事人｜可｜签约"],
        ),
        # Passive: 由 names who.
        (
            "采购文件应当由法务部门审核。",
            ["法务部门｜必｜审核｜若采购文件"],
        ),
        (
            "在建项目，由建设单位承担管理责任，其他从其规定。",
            ["建设单位｜必｜承担管理责任｜若在建项目"],
        ),
        # Responsibility without a modal.
        (
            "安全环保部负责事故调查，并对结论负责。",
            ["安全环保部｜必｜事故调查，并对结论负责"],
        ),
        (
            "党委书记是本单位党建工作第一责任人。",
            ["党委书记｜必｜是本单位党建工作第一责任人"],
        ),
        (
            "主要负责人对本单位安全工作全面负责。",
            ["主要负责人｜必｜对本单位安全工作全面负责"],
        ),
        ("车间主任每日至少巡查一次。", ["车间主任｜必｜每日至少巡查一次｜限每日至少巡查一次"]),
        # Under whom.
        (
            "各部门应当在党委统一领导下开展工作，重大事项报党委批准。",
            ["各部门｜必｜在党委统一领导下开展工作，重大事项报党委批准｜受在党委统一领导下"],
        ),
        # Two known offices are two duties; two that are not known are one.
        (
            "董事长、总经理应当列席。",
            ["董事长｜必｜列席", "总经理｜必｜列席"],
        ),
        ("出租人和承租人应当签订合同。", ["出租人和承租人｜必｜签订合同"]),
        # Nobody is bound: a thing is the subject, or the modal is a noun's.
        ("申请书应当载明理由，并应当签名。", []),
        ("依法应当公开的信息，由法务部门保存。", []),
        ("应当登记而未登记的，责令改正。", []),
        ("未按照规定报告的，应当给予处分。", []),
        ("对应当招标的项目没有招标的，追究责任。", []),
        # Everybody.
        ("禁止占用消防通道。", ["｜禁｜占用消防通道"]),
        ("主管部门加强检查，严禁瞒报。", []),
        # Words that only look like modals.
        ("各单位建立相应制度，做好应急预案。", []),
        ("禁止性规定另行制定。", []),
        ("部门按照管业务必须管安全的要求履行职能。", []),
    ],
)
def test_a_sentence_binds_whom_it_names(sentence: str, duties: list[str]) -> None:
    assert told("第一条 为了规范管理，制定本办法。", f"第二条 {sentence}") == duties


def test_a_list_of_duties_binds_the_subject_of_its_lead() -> None:
    assert told(
        "第二条 党委书记应当履行下列职责：",
        "（一）每季度至少讲一次党课；",
        "（二）主持党委会议；",
        "（三）不得擅自改变集体决定；",
        "（四）其他应当履行的职责。",
    ) == [
        "党委书记｜必｜每季度至少讲一次党课｜限每季度至少讲一次",
        "党委书记｜必｜主持党委会议",
        "党委书记｜禁｜擅自改变集体决定",
    ]


@pytest.mark.parametrize(
    ("lead", "duties"),
    [
        # Things, cases and materials are no duties.
        ("申请人应当提交下列材料：", ["申请人｜必｜提交下列材料"]),
        ("有下列情形之一的，应当重新招标：", []),
        ("有下列情形之一的，采购人应当重新招标：", ["采购人｜必｜重新招标｜若有下列情形之一的"]),
        ("供应商不得有下列行为：", ["供应商｜禁｜甲项内容", "供应商｜禁｜乙项内容"]),
        ("禁止在厂区从事下列活动：", ["｜禁｜甲项内容｜若在厂区", "｜禁｜乙项内容｜若在厂区"]),
        ("职工享有下列权利：", ["职工｜可｜甲项内容", "职工｜可｜乙项内容"]),
        ("党支部书记的主要职责是：", ["党支部书记｜必｜甲项内容", "党支部书记｜必｜乙项内容"]),
        ("招标文件包括下列内容：", []),
    ],
)
def test_what_the_items_of_a_list_are_is_told_by_its_lead(lead: str, duties: list[str]) -> None:
    assert told(f"第二条 {lead}", "（一）甲项内容；", "（二）乙项内容。") == duties


@pytest.mark.parametrize(
    ("paragraph", "duties"),
    [
        (
            "各级党组织要扛起责任，要把学习抓在经常。",
            ["各级党组织｜必｜扛起责任", "各级党组织｜必｜把学习抓在经常"],
        ),
        # The next point has its own subject, or the one of the point around it.
        (
            "第一，书记要带头学。一要沉下去。财务部要算清账。二要走进去。第二，要管得住。",
            [
                "书记｜必｜带头学",
                "书记｜必｜沉下去",
                "财务部｜必｜算清账",
                "书记｜必｜走进去",
                "｜必｜管得住",
            ],
        ),
        # What is told on the way to a demand is no condition of it.
        ("我们党是执政党，一定要把监督抓到底。", ["我们党｜必｜把监督抓到底"]),
        ("遇有突发事件，各地要及时报告。", ["各地｜必｜及时报告｜若遇有突发事件"]),
        ("要倒排工期。不要怕揭短。", ["｜必｜倒排工期", "｜禁｜怕揭短"]),
        ("一是首报要快。这件事要抓紧。", []),
        # An aim, and a wish.
        ("要跟上时代步伐，就不能停在过去。", []),
        ("他从小立志高远，要做新制度的建设者。", []),
        ("需要指出的是，重要的工作主要靠大家。", []),
    ],
)
def test_a_speech_demands_of_whom_it_names_or_of_everybody(
    paragraph: str, duties: list[str]
) -> None:
    assert told("同志们：", paragraph, "谢谢大家。", kind="speech") == duties


def test_a_law_does_not_say_yao_and_the_news_bind_nobody() -> None:
    assert told("第二条 各单位要抓好落实。") == []
    assert told("各级党组织必须扛起责任。", kind="news") == []


def test_a_duty_is_tied_to_its_concept_and_shows_its_sentence() -> None:
    (document, _), extraction = read(
        "第二条 各级党委书记应当带头。其他人员应当跟上。", concepts=PEOPLE
    )
    first, second = extraction.duties
    assert (first.actor, first.concept_id) == ("各级党委书记", "党委书记")
    assert second.concept_id is None
    assert document.text[slice(*first.evidence.span)] == "各级党委书记应当带头。"
    assert first.evidence.method == "subject"
    for duty in extraction.duties:
        assert {duty.actor in document.text, duty.action in document.text} == {True}


def test_a_clause_of_long_titles_is_read_in_the_time_of_any_other() -> None:
    # What stands in 《》 is hidden behind marks; eighty of them once cost 2**80 steps.
    title = "关于审理商标民事纠纷案件适用法律若干问题的解释" * 4
    said = f"第二条 人民法院应当审查。《{title}》应当公开。"
    assert [duty.split("｜")[1:3] for duty in told(said)] == [["必", "审查"]]


def test_a_run_of_articles_is_read_in_the_time_of_any_other() -> None:
    # 第一条第二条 was one item or two at every step: sixty of them cost 2**30 steps.
    many = "".join(f"第{number}条" for number in "一二三四五六七八九十" * 6)
    said = f"第二条 人民法院应当审查。{many}的企业应当改正。"
    assert "人民法院｜必｜审查" in told(said)
