"""Drafts over the sample corpus: what is wrong is found, with what is right; nothing else is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from corpus.errors import BadQuery
from service.checking.checker import LONGEST_DRAFT
from service.checking.measure import read_drafts, score
from service.checking.wording import Slip, is_change
from tests.service.checking.checked import SAFETY, WRONG, alarms_in, found_in

if TYPE_CHECKING:
    from tests.conftest import Built

DRAFTS = Path(__file__).parents[2] / "drafts" / "samples.jsonl"
#: What ordinary papers are made of; none of it quotes anything.
PROSE = """各部门、各单位：
为进一步做好汛期安全生产工作，现就有关事项通知如下。
一、提高思想认识。今年入汛以来，强降雨过程多、极端性强，各单位要克服麻痹思想和侥幸心理，把困难估计得更充分一些，
把措施考虑得更周密一些。主要负责人要靠前指挥，分管负责人要盯住现场，一线人员要坚守岗位。
二、抓好隐患排查。对边坡、尾矿库、配电室、地下泵房等重点部位开展拉网式检查，发现一处、登记一处、整改一处。
上半年共排查隐患312项，已整改298项，整改率95.5%，剩余14项要在8月底前全部完成。
三、备足物资队伍。抢险物资要点清数量、落实专人，确保“拉得出、用得上”；应急队伍要开展一次“双盲”演练，检验
“最后一公里”的响应速度。要用好“一图、一表、一册”，让每名职工知道风险在哪里、险情怎么报、人往哪里撤。
四、严肃值班纪律。实行领导带班和24小时值班，遇有突发情况第一时间报告。对工作不落实、责任不到位的，要倒查责任。
改革开放以来，我们走过了不平凡的历程。回望来路，最深切的体会是：越是形势复杂，越要保持定力；越是任务艰巨，越要
依靠群众。有人问，这么多年靠什么坚持下来？老工人们笑着说：“靠的就是一口气、一双手。”这句话朴素，却有分量。"""


def test_the_errors_of_the_drafts_are_found_and_put_right(built: Built) -> None:
    found = score(built.librarian.current().check, read_drafts(DRAFTS))
    assert found.recall >= 0.9, found.missed
    assert found.false == []


def test_no_alarm_on_ordinary_prose(built: Built) -> None:
    assert alarms_in(built, PROSE) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("工会组织学习《民营企业促进法》。", "《民营经济促进法》"),
        ("工会建议推动制定《民营企业促进法》。", ""),
        ("美国国会通过《民营企业促进法》。", ""),
        # another work than the one of its own subject, known and not held
        ("《中华人民共和国劳动合同法》规定：“一般事故隐患应当在7日内整改完毕”。", ""),
        # a leader by his whole name in a clause; what another is told to have said is his
        ("重温李克强同志在集团公司2024年工作会议上的讲话：“项目是干出来的，不是报出来的”。",
         "沈维岳"),
    ],
)  # fmt: skip
def test_what_is_said_of_a_title_or_a_name(built: Built, text: str, told: str) -> None:
    said = [alarm.message for alarm in alarms_in(built, text)]
    assert len(said) == bool(told)
    assert told in "".join(said)


@pytest.mark.parametrize(
    "piece",
    [
        "《法》、", "甲乙丙、", "县环保局", "《中华人民共和国安全法》", "第三条规定县环保局",
        "坚持原则、敢于担当、依法办事、服务群众、", WRONG, f"（{SAFETY}第三条）",
    ],
)  # fmt: skip
def test_a_draft_of_one_sentence_is_answered(built: Built, piece: str) -> None:
    text = piece * (20_000 // len(piece))
    found = found_in(built, text)
    assert all(text[slice(*one.span)] == one.text for one in found)
    assert len(found) <= text.count(piece) * 4


@pytest.mark.parametrize(
    "quotation",
    [
        "“一般事故隐患应当在7日内整改完毕，重大事故隐患应当在45日内整改完毕。”",
        "“一般事故隐患应当在7日内整改完毕；\n重大事故隐患应当在45日内整改完毕”。",  # wraps, marks
        "「一般事故隱患應當在７日內整改完畢，重大事故隱患應當在４５日內整改完畢」",  # traditional
        '"一般事故隐患应当在七日内整改完毕，重大事故隐患应当在四十五日内整改完毕"',  # numerals
        "“一般事故隐患应当在7日内整改完毕……确需延期的，只能延长一次”",  # words left out
    ],
)
def test_a_quotation_may_be_set_as_one_likes(built: Built, quotation: str) -> None:
    text = f"{SAFETY}第十七条规定：{quotation}"
    kinds = [finding.kind for finding in found_in(built, text)]
    assert "quote_verbatim" in kinds
    assert alarms_in(built, text) == []


@pytest.mark.parametrize(
    ("text", "reason", "suggestion"),
    [
        # what is put in place of the text makes the draft right
        (f"{SAFETY}第十条规定：“有权在间接危及人身安全的情况下停止作业。”",
         "altered", "有权在直接危及人身安全的紧急情况下停止作业。"),
        (f"{SAFETY}第九十九条另有规定。", "no_such_provision", None),
        ("《云岭重工集团有限公司党支部工作细则》自2023年3月1日起施行。",
         "wrong_date", "2023年2月1日"),
        ("《云岭重工集团有限公司党支部工作细则》共30条，内容详实。", "wrong_count", "25条"),
        # known by the lexicon only: never on trial; no longer in force
        ("依据《中国共产党问责条例（试行）》问责。", "wrong_title", "《中国共产党问责条例》"),
        ("按照《事业单位工作人员处分暂行规定》处理。", "repealed", "《事业单位工作人员处分规定》"),
        ("依据现行《中华人民共和国收养法》办理。",
         "repealed", "《中华人民共和国民法典》婚姻家庭编"),
        ("今年全县新农合参保率稳定在97%以上。", "superseded", "城乡居民基本医疗保险"),
        ("请销假按《云岭重工集团有限公司劳动纪律与请销假规定》办理。",
         "repealed", "《云岭重工集团有限公司考勤与休假管理办法》"),
        ("《党支部工做细则》也要学习。", "wrong_title", "《党支部工作细则》"),
        # beside words that change no rule
        (f"{SAFETY}第十条规定：“有权在间接危及人身安全的情况下停止作业”，作为第一责任人不得删除记录。",
         "altered", "有权在直接危及人身安全的紧急情况下停止作业"),
    ],
)  # fmt: skip
def test_what_is_wrong_and_what_is_right(
    built: Built, text: str, reason: str, suggestion: str | None
) -> None:
    alarms = {finding.reason: finding for finding in alarms_in(built, text)}
    assert reason in alarms
    assert alarms[reason].suggestion == suggestion
    assert alarms[reason].text == text[slice(*alarms[reason].span)]


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        # set wordings with a letter changed
        ("要坚持德才兼备、以才为先的用人标准。", "德才兼备、以才为先", "德才兼备、以德为先"),
        ("做到“三个务必”：务必不忘初心、牢记使命，务必谦虚谨慎、艰苦朴素，务必敢于斗争、善于斗争。",
         "艰苦朴素", "务必谦虚谨慎、艰苦奋斗"),
        # an expression that others count otherwise, told by the words beside it
        ("统筹推进“四位一体”总体布局。", "四位一体", "五位一体"),
        ("运用监督执纪“三种形态”，抓早抓小。", "三种形态", "四种形态"),
        # a rule cited after what it says
        ("重大事故隐患应当在60日内整改完毕（《云岭重工集团有限公司安全生产责任制规定》第十七条）。",
         "60日内", "45日内"),
        # … or after it with a word before it, or in the sentence before
        ("重大事故隐患应当在60日内整改完毕，依《云岭重工集团有限公司安全生产责任制规定》第十七条办理。",
         "60日内", "45日内"),
        (f"整改时限见{SAFETY}第十七条。重大事故隐患应当在60日内整改完毕，不得拖延。",
         "60日内", "45日内"),
        # beside a number the rule's words, farther off the draft's own
        (f"{SAFETY}规定，凡属挂牌督办的重大事故隐患应当在六十日内整改完毕。",
         "六十日内", "45日内"),
        # a row in another order; a wrong member before the expression; one of two
        ("按照“照镜子、洗洗澡、正衣冠、治治病”的要求查摆问题。",
         "洗洗澡、正衣冠", "正衣冠、洗洗澡"),
        ("查摆形式主义、官僚主义、享乐主义和铺张浪费“四风”问题。", "铺张浪费", "奢靡之风"),
        ("做好“七稳”工作、落实“六保”任务。", "七稳", "六稳"),
        # before the expression one is left out, two are in another order
        ("坚定道路自信、理论自信、文化自信这“四个自信”。", "道路自信", "制度自信"),
        ("坚持把生态文明建设、政治建设、经济建设、文化建设、社会建设“五位一体”抓好。",
         "政治建设、经济建设", "经济建设、政治建设"),
        # the sentence goes on after the members
        ("落实“三会一课”，即支部党员大会、支部委员会和党课，重大事项都要民主决策。",
         "支部委员会和党课", "党小组会、党课"),
        # a person's words, who says not where
        ("沈维岳同志指出，项目是干出来的，不是喊出来的；进度是盯出来的，不是催出来的。",
         "不是喊出来的", "不是报出来的"),
        # a citation that comes after
        (f"重大事故隐患应当在60日内整改完毕，{SAFETY}第十七条对此有明确规定。", "60日内", "45日内"),
        ("坚定“三个自信”，即道路自信、理论自信、制度自信、文化自信。", "三个自信", "四个自信"),
        # in the draft's own words, a figure that the rule named has nowhere
        (f"按{SAFETY}，一级动火的作业票管10小时，所属单位安全总监签。", "10小时", "8小时"),
        # one letter of a name is another, beside other expressions
        ("增强“四个意识”、坚定“四个自信”、做到“两个拥护”。", "两个拥护", "两个维护"),
        ("驰而不息反对“五风”，以好作风赢得好民心。", "五风", "四风"),
        # members after an expression that a longer one hides, or after a comma alone
        ("持续纠治“四风”，即形式主义、官僚主义、享乐主义和奢侈之风，驰而不息抓作风。",
         "奢侈之风", "奢靡之风"),
        ("协调推进“四个全面”战略布局，全面建成小康社会、全面深化改革、全面依法治国、全面从严治党，开创新局。",
         "全面建成小康社会", "全面建设社会主义现代化国家"),
        # wordings that a later document gave anew
        ("建成富强民主文明和谐的社会主义现代化国家。", "富强民主文明和谐", "富强民主文明和谐美丽"),
        ("党员违反“五大纪律”的，一律严肃处理。", "五大纪律", "六项纪律"),
        # the rule named again by what it is; another order; the end of a rule's first word
        (f"{SAFETY}已经修订。规定明确重大事故隐患应当在60日内整改完毕，由集团公司督办。",
         "60日内", "45日内"),
        (f"{SAFETY}第三条要求“各单位应当坚持预防在先、生命至上、全员有责”。",
         "预防在先、生命至上", "生命至上、预防在先"),
        # told as today's without quotation marks: a wording of the version before
        (f"{SAFETY}规定，进入各单位厂区作业的承包商、劳务派遣人员、实习学生和参观人员，由接待单位管理。",
         "进入各单位厂区作业的承包商", ""),
        # one clause is another, those beside it are the source's
        (f"{SAFETY}规定，现场人员应当先撤人、再断源、后施救，不得冒险施救，不得破坏现场。",
         "不得冒险施救", "不得盲目施救"),
        # a wrong member of a row further on; two expressions for one another
        ("落实“三重一大”制度，凡重大事项决策、重要干部任免、重大项目安排、小额资金使用，都要集体讨论。",
         "小额资金使用", "大额度资金运作"),
        ("落实“六保”任务，把保居民就业、保基本民生、保市场主体、保粮食能源安全、保产业链供应链稳定、"
         "保社会稳定落实到每一个企业。", "保社会稳定", "保基层运转"),
        # off by a letter in a row of some members
        ("践行“三严三实”，把谋事要实、创业要实、做事要实作为第一课。", "做事要实", "做人要实"),
        # without a source: a short sentence between two of a speech's own
        ("停产检修的单位要管好票证，困难职工要一户一户走到。愿大家把这个年过踏实，开春以后，我们在岚州的工地上见。",
         "把这个年过踏实", "把这个年过安稳"),
        # the speech named before goes on; the organ that a clause begins with
        ("大家学习了沈维岳同志在集团公司2024年工作会议上的讲话。讲话强调，项目是干出来的，不是喊出来的。",
         "不是喊出来的", "不是报出来的"),
        # a row but for one member, without its name; a law there is not
        ("坚持创新、协调、绿色、开放、共赢，走好自己的路。", "共赢", "共享"),
        # a row that a text held has, one member changed, in a sentence that names nobody
        ("选人用人要党管干部、人岗相适、资历优先、群众公认，风气才正。", "资历优先", "实绩优先"),
        # members of four after a number of three
        ("做到“三个意识”：政治意识、大局意识、核心意识、看齐意识一个都不能少。",
         "三个意识", "四个意识"),
        # an old wording in a sentence that cites a work; the four of long ago
        ("读《云岭重工集团有限公司党支部工作细则》，各支部要坚持党要管党、从严治党。",
         "党要管党、从严治党", "全面从严治党"),
        ("我们要按照全面建成小康社会、全面深化改革、全面依法治国、全面从严治党的布局，干出样子。",
         "全面建成小康社会", "全面建设社会主义现代化国家"),
        # another than the first number; one more member than there are; what runs on is left be
        ("落实“三会两课”制度，按时上好党课。", "三会两课", "三会一课"),
        ("践行“三严两实”要求。", "三严两实", "三严三实"),
        ("加强“四史”学习教育，学习党史、新中国史、改革开放史、中华民族发展史。",
         "中华民族发展史", "社会主义发展史"),
        ("落实“四个最严”，用最严谨的标准、最严格的监管、最严厉的处罚、最严肃的执法保障食品安全。",
         "最严肃的执法", "最严肃的问责"),
        ("践行“三严三实”，既严以修身、严以用权、严以律己，又谋事要实、创业要实、说话要实。",
         "说话要实", "做人要实"),
        ("坚持管行业必须管安全、管业务必须管安全、管人员必须管安全，落实“三管三必须”。",
         "管人员必须管安全", "管生产经营必须管安全"),
        ("贯彻创新、协调、绿色、开放、和谐的新发展理念。", "和谐", "共享"),
        # a title within one nobody holds; the article of a law that gave way goes with it
        ("根据《关于印发〈党政机关公文处理条例〉的通知》要求办文。",
         "〈党政机关公文处理条例〉", "〈党政机关公文处理工作条例〉"),
        ("根据《合同法》第五十二条，合同无效。", "《合同法》第五十二条", "国民法典》"),
        # an organ that was renamed twice
        ("请卫生部派员指导。", "卫生部", "国家卫生健康委员会"),
        # what stands in a rule for several cases: the case meant
        ("《云岭重工集团有限公司考勤与休假管理办法》第十一条规定，累计工作满10年不满20年的，年休假15天。",
         "15天", "10天"),
    ],
)  # fmt: skip
def test_altered_wordings_are_put_right(built: Built, text: str, wrong: str, right: str) -> None:
    (alarm,) = alarms_in(built, text)
    assert wrong in alarm.text
    assert right in (alarm.suggestion or "")


@pytest.mark.parametrize(
    "text",
    [
        "做到“三个务必”：务必不忘初心、牢记使命，务必谦虚谨慎、艰苦奋斗，务必敢于斗争、善于斗争。",
        "要坚持德才兼备、以德为先，五湖四海、任人唯贤。",
        "健全“三位一体”治理体系，打造思想、组织、制度“四位一体”的工作格局。",
        "正如古人所说：“治家如烹小鲜，治事如履薄冰。”",
        "统筹推进“五位一体”总体布局，即经济建设、政治建设、文化建设、社会建设、生态文明建设，推动各项事业上新台阶。",
        "严格执行“六大纪律”，重温“三大纪律八项注意”。",
        "他常说：“其身正，不令而行；其身不正，虽令不从。”",
        "2013年，要建成富强民主文明和谐的社会主义现代化国家。",
        "2012年以前，统筹推进的是“四位一体”总体布局。",
        "稳就业、稳企业、稳市场、稳预期，做到“四稳”。",
        "把握这“一个伟大”实践，走好“一个一百年”的路。",
        "查摆形式主义、官僚主义等“四风”问题。",
        "整治“四风”（形式主义、官僚主义、享乐主义（含隐形变异）、奢靡之风）问题。",
        "整治形式主义、官僚主义、享乐主义和奢靡之风这“四风”。",
        "抓好经济、政治、文化、社会和生态“五位一体”建设。",
        "落实“三会一课”制度，即支部党员大会、支部委员会、党小组会和党课。",
        "在革命性锻造中不断自我净化、自我完善、自我革新、自我提高，永葆生机。",
        "刮起一阵“五风”，淋了一场雨。",
        "1960年，上级决定纠正“五风”。",
        "当年反对“五风”，吃过的苦头不少，那已是过去的事。",
        # what is said of one rule is not said of the next
        f"《云岭重工集团有限公司仓库管理暂行办法》第五条规定，重大事故隐患应当在60日内整改完毕。"
        f"{SAFETY}第十七条规定，重大事故隐患应当在45日内整改完毕。",
        "当地同志反复讲的是：“良种下田、农机上坡。”",
        f"整改时限见{SAFETY}第十七条。我厂重大事故隐患应当在20日内整改完毕，比规定更严。",
        # what a draft calls its own is nobody else's
        "常态化开展“三个意识”教育，拥护“两个确立”、做到“两个维护”。",
        "《国民经济和社会发展第十四个五年规划和2035年远景目标纲要（草案）》已提请大会审查。",
        f"{SAFETY}第十七条规定，重大事故隐患应当在45日内整改完毕。办法还要求报集团公司安委会。",
        f"根据{SAFETY}制定本规定。本规定要求重大事故隐患应当在20日内整改完毕，不得拖延。",
        # beside one notice's own words what another notice says
        "为把采购领域反复出现的毛病一次治住，经集团公司总经理办公会研究，并报集团公司党委会同意，"
        "决定从2025年5月6日起至11月30日，在全集团开展采购领域突出问题专项整治。现将有关事项通知如下。",
        "《本单位值班管理办法》已印发。本办法第二条所称节假日，依照本办法第九十九条确定。",
        "巩固“两不愁三保障”成果，不愁吃、不愁穿，义务教育、基本医疗、住房安全有保障。",
        "最高人民法院印发了《关于适用〈中华人民共和国合同法〉若干问题的解释（二）》。",
        "交通部门和卫生部门要加强值班。",
        "推进一村两品，发展一村多品。",
    ],
)
def test_what_anyone_may_say_is_no_alarm(built: Built, text: str) -> None:
    assert alarms_in(built, text) == []


def test_a_full_stop_where_the_rule_goes_on_with_what_limits_it(built: Built) -> None:
    rules = "《中共云岭重工集团有限公司委员会议事规则（试行）》"
    words = "委员因故不能到会的，应当在会前向主持人请假，对议题的意见可以用书面形式表达"
    cut = [
        one for one in alarms_in(built, f"{rules}规定：“{words}。”") if one.reason == "cut_short"
    ]
    assert [one.suggestion for one in cut] == [f"{words}，但不计入票数。"]
    kept = alarms_in(built, f"{rules}规定：“{words}”，这给了出差的委员方便。")
    assert not [one for one in kept if one.reason == "cut_short"]


def test_what_follows_a_citation_in_brackets_need_not_be_its_own(built: Built) -> None:
    rule = "重大事故隐患应当在45日内整改完毕"
    text = f"{rule}（{SAFETY}第十七条），各单位每季度至少组织一次综合或者专项应急演练。"
    assert alarms_in(built, text) == []


def test_two_expressions_put_for_one_another_are_both_told(built: Built) -> None:
    alarms = alarms_in(built, "始终做到“两个确立”、深刻领悟“两个维护”。")
    assert [one.suggestion for one in alarms] == ["两个维护", "两个确立"]
    assert all("坚决做到‘两个维护’" in one.message for one in alarms)


def test_every_citation_is_the_text_at_its_place(built: Built) -> None:
    library = built.librarian.current()
    for case in read_drafts(DRAFTS):
        for finding in library.check(case.text).findings:
            assert finding.text == case.text[slice(*finding.span)]
            for cited in finding.citations:
                text = library.document(cited.card.description.id).text
                assert cited.quote == text[slice(*cited.span)]


def test_a_superseded_wording_says_since_when(built: Built) -> None:
    text = f"{SAFETY}第十五条规定：“一般事故隐患应当在10日内整改完毕。”"
    (alarm,) = [one for one in alarms_in(built, text) if one.kind == "quote_altered"]
    assert alarm.reason == "older_version"
    assert "已被修订，自2025年3月1日起" in alarm.message
    assert alarm.suggestion == "一般事故隐患应当在7日内整改完毕。"


@pytest.mark.parametrize(
    "text",
    ["", "“", "”" * 50, "“" * 5000, "《" * 5000, "“a”" * 3000, "第一条" * 2000, "\x00\u202e"],
)  # fmt: skip
def test_strange_drafts_are_checked_too(built: Built, text: str) -> None:
    assert alarms_in(built, text) == []


def test_a_book_is_refused(built: Built) -> None:
    with pytest.raises(BadQuery, match="上限"):
        built.librarian.current().check("长" * (LONGEST_DRAFT + 1))


def test_a_pronoun_for_a_noun_is_no_other_wording() -> None:
    assert not is_change(Slip("word", "其", "投放人"))
    assert is_change(Slip("word", "机会", "机遇"))
