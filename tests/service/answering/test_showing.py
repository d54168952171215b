"""What would be quoted shows what is asked for, or is no answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest

from corpus.words import Segmenter
from service.answering.showing import (
    another_named,
    lacks_charge,
    lacks_duties,
    lacks_figure,
    lacks_items,
    leaves_open,
)
from service.answering.signs import figure_of
from service.answering.wording import Term
from service.query import understand

if TYPE_CHECKING:
    from service.answering.features import Asked
    from service.query import Query

SEGMENTER = Segmenter(())


class AskedFor:
    """As much of a question as is looked at here."""

    def __init__(self, question: str) -> None:
        self.query: Query = understand(question, SEGMENTER)
        self.figure = figure_of(self.query)
        self.terms = [Term(word, 1.0, 0.5) for word in self.query.words]


def asked(question: str) -> Asked:
    return cast("Asked", AskedFor(question))


@pytest.mark.parametrize(
    ("question", "texts", "lacks"),
    [
        ("考试费多少钱", ["考试报名、考试按规定执行。"], True),
        ("考试费多少钱", ["考试报名按规定执行。", "每人收费50元。"], False),
        ("谁收考试费", ["考试机构收取。"], False),
        # a year or a day is no length of time
        ("审核要几天", ["2018年12月20日印发。"], True),
        ("审核要几天", ["一般不少于5个工作日。"], False),
        ("住院能报几成", ["按规定支付。"], True),
        ("住院能报几成", ["由基金按75%支付。"], False),
        ("医务人员女的占多大比例", ["三分之二是女性。"], False),
        ("再向妇女署捐多少", ["将提供1000万美元捐款。"], False),
        ("全省生产总值总量是多少亿元", ["总量比五年前增加超7400亿元。"], True),
        ("全省生产总值总量是多少亿元", ["总量达2.9万亿元，增长5%。"], False),
        ("增速快了几个百分点", ["增长5.1%，高于上年。"], True),
        ("增速快了几个百分点", ["增长5.1%，快1.2个百分点。"], False),
        # so much of whatever
        ("深圳生产总值是多少", ["成功实践证明决策正确。"], True),
        ("深圳生产总值是多少", ["达到2.7万亿。"], False),
        ("黑龙江打了多少亿斤粮食", ["粮食增量39.7亿斤。"], True),
        ("黑龙江打了多少亿斤粮食", ["粮食总产量1640.06亿斤。"], False),
        ("全省去年GDP总量和增速", ["深入推进高质量发展。"], True),
        ("拿手机一次记几分", ["有下列行为之一的，一次记3分。"], False),
        ("特医食品注册证有效期", ["应当载明有效期。"], True),
        ("什么时候公布监管信息", ["在每年的第一季度内公布。"], False),
        # how long it holds is no ban; what is for long is not for ever
        ("办学许可证有效期几年", ["被吊销的，自期满之日起10年内不得办学。"], True),
        ("办学许可证有效期几年", ["许可证有效期为5年。"], False),
        ("评估结果管几年有效", ["长期失能人员的失能评估费用"], True),
        ("评估结果管几年有效", ["评估结论长期有效。"], False),
        ("每月补贴多少钱", ["按规定享受税费减免，贷款贴息。"], True),
        ("外籍教师占比上限", ["应当具有2年以上教学经验。"], True),
        ("一共表彰了多少名劳模", ["是亿万劳动人民的代表。"], True),
        ("长城一共有多长", ["对长城实行专家咨询制度。"], True),
        ("长城一共有多长", ["总长度21196.18千米。"], False),
        ("怀孕几周不许做", ["有严重缺陷的除外。"], True),
        # a year or a day is no amount
        ("今年目标是多少", ["同意报告提出的2023年主要目标，3月5日通过。"], True),
        ("今年目标是多少", ["2023年增长目标为5%左右。"], False),
        # the unit asked for, however it is set; days are no years
        ("补贴每平方米多少钱", ["标准为每平方米37 元。"], False),
        ("中奖后几天不领作废", ["自开奖之日起60个自然日内兑奖。"], False),
        ("年假几天", ["可以跨1个年度安排。"], True),
        ("年假几天", ["满10年的，年休假10天。"], False),
        ("工资每月几号发", ["应当在三个月前提出。"], True),
        ("工资每月几号发", ["每月15日前发放。"], False),
        ("联合国有多少个会员国", ["中国是第一个签字的国家，是唯一一个发展中国家。"], True),
        ("联合国有多少个会员国", ["会员国有193个。"], False),
        ("一个县能设几个局", ["第三条 总局负责全国的监督管理。"], True),
        ("副总理一共几名", ["国务院全体会议由总理、副总理组成。"], True),
        ("表彰了多少名劳动模范", ["劳动模范是千千万万劳动者的代表。"], True),
        ("表彰了多少名劳动模范", ["2493人受到表彰。"], False),
        ("保安员证考试费多少", ["年满18周岁的公民可以申领保安员证。"], True),
        ("全国有多少考古工作者", ["体现了天下一家的大国气度。"], True),
        ("考核分几个档次", ["考核结果分为优秀、合格和不合格。"], False),
        ("中非贸易额多少", ["几千名非洲商人从事中非贸易。"], True),
        ("中非贸易额多少", ["中非贸易额达到2000亿美元。"], False),
        ("最晚几点关门", ["第二点意见是及时关门。", "凌晨2时前停止营业。"], False),
        ("加油机多长时间检定一次", ["发现破损应当立即报告。"], True),
        ("一家最多养几条狗", ["每户限养一只。"], False),
        ("狗绳最长几米", ["犬绳不超过两米。"], False),
        ("抽烟罚几十块", ["可以处二千元以上一万元以下罚款。"], True),
        ("抽烟罚几十块", ["可以处五十元罚款。"], False),
        ("先涨价再打折罚多少钱", ["打折利益折算价格超过五万元。"], True),
        ("班列去年开了多少趟", ["班列开行300列。"], False),
        ("供暖几月几号开始", ["自收到申请之日起二十日内作出决定。"], True),
        ("供暖几月几号开始", ["采暖期自11月15日开始。"], False),
        ("孙中山是哪年去世的", ["92年前，孙中山先生这样表述。"], True),
        # a share of it says nothing of how much it is
        ("广州最低工资标准是多少", ["失业保险金按照最低工资标准的百分之九十计发。"], True),
        ("广州最低工资标准是多少", ["最低工资标准为每月2300元。"], False),
        ("没休假给几倍工资", ["按日工资收入的300%支付。"], False),
        ("家里暖气要多少度", ["室内温度不低于十八摄氏度。"], False),
        ("转租期限有什么限制", ["不得超过剩余租赁期限。"], False),
        ("什么时候报名", ["细则明确了关键时间节点。"], True),
        ("非煤矿山多久检查一次", ["应当责令立即停止作业。"], True),
        ("矿山多久检查一次", ["应当每15日检查一次。"], False),
        ("台胞买房限购几套", ["台湾同胞可以参加社会保险。"], True),
        # how many times itself something else is tells nothing of it
        ("低保一个月多少钱", ["特困标准按低保标准的1.6倍发给。"], True),
        ("低保一个月多少钱", ["救助不超过本市12个月低保标准。"], True),
        ("低保一个月多少钱", ["低保标准为每月1200元。"], False),
        ("失业金一个月多少钱", ["失业金按最低工资的90%发给。"], False),
        # when something counts from may be an event
        ("期限从哪天算", ["付款期限自验收合格之日起算。"], False),
    ],
)
def test_a_figure_asked_for_is_shown(question: str, texts: list[str], *, lacks: bool) -> None:
    assert lacks_figure(asked(question), texts) == lacks


@pytest.mark.parametrize(
    ("question", "texts", "lacks"),
    [
        ("四大工程是哪四个", ["苏州市实施“四大工程”，扎实推进高水平开放。"], True),
        ("四大平台是哪四个", ["成为国际采购、投资促进、人文交流、开放合作的四大平台。"], False),
        ("提了哪三点倡议", ["提三点倡议。", "第一，开放。", "第二，创新。", "第三，共赢。"], False),
        ("公文分为哪几种", ["公文写作要讲规范。"], True),
        ("公文分为哪几种", ["公文分为决议、决定、命令等。"], False),
        ("有哪两个中心", ["建设两个中心。"], False),  # of two, one sentence may do
    ],
)
def test_so_many_things_are_shown(question: str, texts: list[str], *, lacks: bool) -> None:
    assert lacks_items(asked(question), texts) == lacks


def test_who_is_in_charge_is_told_by_what_he_does() -> None:
    question = asked("工伤保险由谁主管")
    assert lacks_charge(question, ["工伤保险基金由利息和其他资金构成。"])
    assert not lacks_charge(asked("逐台复核由谁负责"), ["由检测中心会同第三方逐台复核。"])
    assert not lacks_charge(question, ["社会保险行政部门负责全国的工伤保险工作。"])


@pytest.mark.parametrize(
    ("question", "texts", "lacks"),
    [
        ("支部书记的职责是什么", ["她是当时的支部书记，向大家汇报。"], True),
        ("支部书记的职责是什么", ["支部书记主持支部的日常工作。"], False),
        ("支部书记是谁", ["她是支部书记。"], False),
        ("党员的义务有哪些", ["党内生活是组织教育管理党员和党员进行锻炼的平台。"], True),
        ("党员的义务有哪些", ["党员必须执行党的决定。"], False),
        ("退役军人事务部的职责是什么", ["退役军人事务部门负责管理军供站。"], True),
        ("消费者协会的职责有哪些", ["经营者有责任保护消费者。"], True),  # another's
        ("乡镇人民政府的职权", ["乡镇人民代表大会行使人民政府组织法规定的职权。"], True),
        ("乡镇人民政府的职权", ["乡镇的人民政府行使下列职权："], False),
        ("支部书记承担什么职责", ["支部书记要统筹全支部的工作。"], False),
        ("就业工作中支部书记承担什么职责", ["支部书记要统筹全支部的工作。"], False),
        ("传承人必须尽哪些义务", ["传承人应当履行下列义务：", "（一）培养人才。"], False),
    ],
)
def test_duties_asked_for_are_spoken_of(question: str, texts: list[str], *, lacks: bool) -> None:
    assert lacks_duties(asked(question), texts) == lacks


@pytest.mark.parametrize(
    ("question", "text", "open_"),
    [
        ("禁止寄递的物品有哪些种类", "禁止寄递物品的目录，由邮政部门制定并公布。", True),
        ("禁止寄递的物品有哪些种类", "禁止寄递的物品包括枪支、弹药。目录由邮政部门公布。", False),
        ("禁止寄递物品的目录由谁制定", "禁止寄递物品的目录，由邮政部门制定并公布。", False),
        ("园区入园条件有哪些", "园区入园条件、优惠政策和退出机制，由市人民政府制定。", True),
        ("困难企业怎么认定", "各省合理确定困难企业范围。", True),
        ("失信主体怎么认定", "建立信用制度，明确失信主体认定标准。", True),
    ],
)
def test_a_paper_of_somebody_elses_names_none(question: str, text: str, open_: bool) -> None:
    assert leaves_open(asked(question), [text]) is open_


def test_an_amount_of_what_is_called_nearly_so_is_another() -> None:
    question = asked("一级工伤的一次性伤残补助金是多少个月工资")
    told = ["一次性伤残就业补助金按百分之二十递减。"]
    assert another_named(question, told, ["享受一次性伤残补助金的人员"])
    assert not another_named(question, told, ["别的待遇"])
    assert not another_named(question, ["一次性伤残补助金为27个月。"], ["一次性伤残补助金"])
    lasting = asked("新建厂房保温工程保修几年")
    assert not another_named(lasting, ["保温工程的最低保修期限为5年。"], ["保温工程保修"])
