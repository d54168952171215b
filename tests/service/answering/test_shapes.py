"""Sentences whose shape is the answer."""

from __future__ import annotations

import pytest

from service.answering.shapes import is_shape_alone, shaped, told_of
from tests.service.answering.papers import Paper, asked

RULE = """第一条 强制隔离的期限为2年，自决定之日起计算。
第二条 决定延长强制隔离的，应当在7日内通知。
第三条 许可证的有效期为五年。
第四条 处分分为警告、记过、开除。
第五条 受警告处分的期间为六个月。
第六条 街道办事处负责社区矫正、社区康复工作。
第七条 公安机关负责检测，对社区矫正给予指导。
第八条 劳动争议申请仲裁的时效期间为一年。
第九条 认为行为侵权的，可以自知道该行为之日起六十日内提出行政复议申请。
第十二条 请求人请求国家赔偿的时效为两年。
第十三条 直接提起诉讼的，应当自知道该行为之日起六个月内提出。
第十条 职工代表大会行使下列职权：
第十四条 船工理事会每届任期四年，到期前一个月内组织改选。
第十五条 人民调解委员会委员每三年改选一次。
第十六条 民政部门负责本行政区域内志愿者注册、志愿组织登记、查处违法行为等服务管理工作。
第十一条 行政机关应当自收到申请之日起六十日内告知申请期限。"""


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("强制隔离多久", ["第一条"]),
        ("强制隔离的期限是几年", ["第一条"]),
        ("许可证有效期几年", ["第三条"]),
        # of another thing, or of more than is asked about
        ("食品许可证有效期几年", []),
        ("隔离观察多久", []),
        ("处分分为哪几种", ["第四条"]),
        ("处分有几种", ["第四条"]),
        ("处分从什么时候算起", []),
        ("社区矫正归谁管", ["第六条"]),
        ("社区矫正由哪个部门负责", ["第六条"]),
        ("志愿者注册归哪个部门管", ["第十六条"]),
        ("社区矫正怎么做", []),
        ("劳动仲裁时效多久", ["第八条"]),
        ("行政复议申请期限是几天", ["第九条"]),
        ("职工代表大会有哪些职权", ["第十条"]),
        ("国家赔偿多久之内要申请", ["第十二条"]),
        ("诉讼期限多久", ["第十三条"]),
        ("船工理事会选举几年一次", ["第十四条"]),
        ("船工理事会多久换届", ["第十四条"]),
        ("商户理事会几年换届", []),
    ],
)
def test_what_is_said_in_so_many_words(question: str, begins: list[str]) -> None:
    said = [one.unit.text for one in shaped(asked(question), Paper(RULE).scored())]
    assert len(said) == len(begins), said
    assert all(one.startswith(start) for one, start in zip(said, begins, strict=True)), said


def test_more_than_one_may_be_in_charge() -> None:
    assert is_shape_alone(asked("强制隔离多久"))
    assert not is_shape_alone(asked("社区矫正归谁管"))


POINTS = """（一）扩建档案库。完善设施，增加容量。（档案局、财政局等和各区政府负责）
（二）开放档案库。方便群众，提供查阅。（档案局牵头）
开幕式上，张三、李小四、王五等3名火炬手点燃火炬。
主办单位应当及时、如实报告裁判员情况。"""


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("扩建档案库由哪些部门负责", ["（档案局、财政局等和各区政府负责）"]),
        ("开放档案库谁牵头", ["（档案局牵头）"]),
        ("培训档案员由谁负责", []),
        ("扩建档案库有什么意义", []),
        ("火炬手有谁", ["开幕式上，张三、李小四、王五等3名火炬手点燃火炬。"]),
        ("裁判员有谁", []),
    ],
)
def test_what_says_nothing_but_who_it_is(question: str, says: list[str]) -> None:
    said = [one.unit.text for one in told_of(asked(question), Paper(POINTS).scored())]
    assert said == says


COUNTER = """第一条 申请人应当向经营地的登记机关申请食品登记。
第二条 登记机关受理食品登记申请后五日内决定。
第三条 对食品安全违法行为，可以向市场监督管理部门举报。"""


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("食品登记去哪里申请", ["第一条"]),
        ("食品安全违法行为找谁举报", ["第三条"]),
        ("药品登记去哪里申请", []),  # of another thing
        ("食品登记几天决定", []),
    ],
)
def test_whom_to_turn_to(question: str, begins: list[str]) -> None:
    said = [one.unit.text for one in shaped(asked(question), Paper(COUNTER).scored())]
    assert [text[:3] for text in said] == begins
