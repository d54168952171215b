"""What a question wants is shown by the sentence that gives it, or that is no answer."""

from __future__ import annotations

import pytest

from corpus.words import Segmenter
from service.answering.focus import Focus, focus_of
from service.answering.wording import Term
from service.query import understand
from tests.service.answering.makers import about, unit

SEGMENTER = Segmenter(())


def focus(question: str) -> Focus:
    query = understand(question, SEGMENTER)
    terms = [Term(word, 1.0, 0.5) for word in query.words]
    return focus_of(query, terms, SEGMENTER.tagged)


@pytest.mark.parametrize(
    ("question", "gives", "speaks"),
    [
        ("移栽古树的钱谁出", "移植费用由施工者承担。", "移植古树应当报本级人民政府批准。"),
        ("找村里调解要交钱吗", "村里调解不收取费用。", "调解委员会建立调解档案。"),
        ("为啥要定促销的规定", "为了规范促销行为，制定本规定。", "促销行为违反规定的依法处罚。"),
        ("鸡成批死了该报给谁", "应当立即向动物防疫机构报告。", "动物疫情包括特别重大动物疫情。"),
        ("不认账能去法院告吗", "可以向人民法院提起诉讼。", "当事人应当履行调解协议。"),
        ("报告承认有哪些问题", "经济发展还存在不少短板。", "处置环境问题2万个。"),
        ("哪些人不能当公务员", "下列人员不得录用为公务员。", "公务员的交流决定应当服从。"),
        ("多少人才算大型活动", "本条例所称大型活动，是指千人以上的。", "大型活动由公安机关许可。"),
        ("办证要交哪些材料", "应当提交申请书和身份证复印件。", "办证机关应当公示。"),
        ("某省省长是谁", "某省人民政府省长 王明远", "省长负责制定规划。"),
    ],
)
def test_a_sentence_is_worth_less_that_shows_nothing_of_the_kind(
    question: str, gives: str, speaks: str
) -> None:
    works = about("某条例", "regulation")
    assert focus(question).worth(unit(gives, works)) == 1
    assert focus(question).worth(unit(speaks, works)) < 1


def test_what_asks_for_no_kind_tells_no_sentence_from_another() -> None:
    assert focus("大型活动由谁许可") == Focus()
    assert focus("偷税多少才构成犯罪") == Focus()  # no word is explained


@pytest.mark.parametrize(
    ("question", "text", "lacking"),
    [
        # what a term is, by its whole name
        ("班组是什么", "班组长是带班的人。", "含义"),
        ("班组是什么", "班组是带班作业的单位。", ""),
        # a name, beside what its bearer is
        ("协会会长是谁", "省、市可以依法成立协会。", "姓名"),
        ("某省省长是哪位", "主席张建国对某省高度重视，省长作了汇报。", "姓名"),
        ("某省省长是哪位", "省长 李志强", ""),
        ("教材委员会主任是谁", "主 任：李志强", ""),
        ("李志强的爱人叫什么名字", "李志强同志十分简朴。", "姓名"),
        ("会上有哪几位专家发言", "专家学者们作了很好的发言。", "姓名"),
        ("会上有哪几位专家发言", "王明远、李志强先后发言。", ""),
        ("保护百姓的外国友人有谁", "他们中有德国的约翰·拉贝等人。", ""),
        ("首任主任由谁任命", "主任由区人民政府任命。", ""),
        # a rule says why in words of its own
        ("旧条例为什么废止", "旧条例同时废止。", "原因"),
        ("旧条例为什么废止", "因新法施行，旧条例同时废止。", ""),
        ("办证要交哪些材料", "本市对办证实行统一管理。", "要交的材料"),
        ("经济补偿怎么算", "因经济补偿发生的争议，适用本法。", "算法"),
        ("经济补偿怎么算", "每满一年支付一个月工资。", ""),
        ("卖过期食品怎么罚", "初次违法的，可以不予行政处罚。", "处罚"),
        ("卖过期食品怎么罚", "处五千元以上五万元以下罚款。", ""),
        ("事故分哪几级", "事故由医疗机构承担责任。", "等级"),
        ("公布的目的地国家有哪些", "目的地国家由旅游部门公布。", "名单"),
        ("公布的目的地国家有哪些", "目的地国家为法国、德国、意大利。", ""),
        ("突发事件分成几级", "由县级以上人民政府负责。", "等级"),
        ("突发事件分成几级", "分为特别重大、重大、较大和一般。", ""),
        ("排放达到多少吨算重点单位", "1个配额相当于排放1吨。", "界限"),
        ("排放达到多少吨算重点单位", "年排放2.6万吨以上的单位。", ""),
        ("受理量比去年多了多少件", "全年受理12万件。", "变化"),
        ("受理量比去年多了多少件", "受理12万件，增长两成。", ""),
        ("投资为什么下降了", "固定资产投资下降3.3%。", "原因"),
        ("投资为什么下降了", "受外需影响，投资下降3.3%。", ""),
        ("条例为什么要修订", "为了加强管理，制定本条例。", "修改的原因"),
        ("委员会办公室设在哪个单位", "委员会成员单位各负其责。", "设在哪里"),
        ("委员会办公室设在哪个单位", "办公室设在民政局。", ""),
        ("开作坊要办哪些证", "标签不全的不得销售。", "要办的证"),
        ("捐献有没有补贴", "捐献应当自愿。", "有没有的"),
        ("市场纳入了哪几个行业", "行业范围报国务院批准。", "行业名单"),
        ("市场纳入了哪几个行业", "纳入电力业、水泥业和航空业。", ""),
        ("验收后哪些地区受了表扬", "对成效突出的地区给予表扬。", "是哪里"),
        ("验收后哪些地区受了表扬", "对浙江、贵州给予表扬。", ""),
        ("大会是谁主持的", "某人在庆祝大会上讲话。", "由谁"),
        ("大会是谁主持的", "大会由王明远主持。", ""),
        ("称号由哪一级政府来评定", "政府应当在纪念日举行活动。", "由谁"),
        ("称号由哪一级政府来评定", "称号由省级人民政府批准。", ""),
        ("某市报告是谁作的", "我代表市政府报告工作。", "姓名"),
        ("某市报告是谁作的", "某市市长 李志强", ""),
        # what a term means is said of the term
        ("支出型家庭是什么意思", "视为低收入家庭，即按规定救助。", "含义"),
        ("家政服务指什么", "所称家政服务，是指以家庭为对象的服务。", ""),
        ("家政服务指什么", "家政服务由商务部门管理。", "含义"),
        ("四个意识是什么意思", "增强四个意识。", ""),  # told by its members, elsewhere
        ("短表和长表有什么区别", "汇总资料应当公布。", "区别"),
        ("短表和长表有什么区别", "短表记基本情况，长表还记就业。", ""),
    ],
)
def test_what_shows_nothing_of_the_kind_is_no_answer(
    question: str, text: str, lacking: str
) -> None:
    assert focus(question).lacking([text], binds=True) == lacking


def test_only_a_rule_must_say_why_in_words_of_its_own() -> None:
    asked = focus("为什么要点赞")
    assert asked.lacking(["她们不畏艰险。"], binds=True)
    assert not asked.lacking(["她们不畏艰险。"], binds=False)
