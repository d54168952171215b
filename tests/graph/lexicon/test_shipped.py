"""The shipped concepts: sound, counted right, and what each line of Chinese names."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

import pytest

from corpus.numerals import to_int
from graph.lexicon.finder import Finder
from graph.lexicon.forms import key_of
from graph.lexicon.loader import Lexicon, load_lexicon
from graph.model import CONCEPT_KINDS, Concept, ConceptId


@cache
def lexicon() -> Lexicon:
    return load_lexicon()


@cache
def finder() -> Finder:
    return Finder(lexicon().concepts.values())


def named(text: str) -> dict[str, str]:
    """What a text names: the words as written → the concept's preferred label."""
    return {
        text[found.span.start : found.span.end]: lexicon().concepts[found.concept_id].label
        for found in finder().find(text)
    }


def concept(label: str) -> Concept:
    return next(item for item in lexicon().concepts.values() if item.label == label)


def test_there_are_enough_of_every_kind() -> None:
    kinds = [item.kind for item in lexicon().concepts.values()]
    assert len(kinds) >= 16000
    for kind in CONCEPT_KINDS:
        assert kinds.count(kind) >= 30, kind
    assert kinds.count("work") >= 1700


@pytest.mark.parametrize(
    ("label", "members"),
    [
        ("四个意识", "政治意识 大局意识 核心意识 看齐意识"),
        ("四个自信", "道路自信 理论自信 制度自信 文化自信"),
        ("五位一体", "经济建设 政治建设 文化建设 社会建设 生态文明建设"),
        ("四个全面", "全面建设社会主义现代化国家 全面深化改革 全面依法治国 全面从严治党"),
        ("三严三实", "严以修身 严以用权 严以律己 谋事要实 创业要实 做人要实"),
        ("三会一课", "支部党员大会 支部委员会会议 党小组会 党课"),
        ("三重一大", "重大决策 重要人事任免 重大项目安排 大额度资金运作"),
        ("四风", "形式主义 官僚主义 享乐主义 奢靡之风"),
        ("六项纪律", "政治纪律 组织纪律 廉洁纪律 群众纪律 工作纪律 生活纪律"),
        ("六稳", "稳就业 稳金融 稳外贸 稳外资 稳投资 稳预期"),
        ("三大攻坚战", "防范化解重大风险 精准脱贫 污染防治"),
        ("放管服", "简政放权 放管结合 优化服务"),
        ("四史", "党史 新中国史 改革开放史 社会主义发展史"),
        ("三去一降一补", "去产能 去库存 去杠杆 降成本 补短板"),
        ("三管三必须", "管行业必须管安全 管业务必须管安全 管生产经营必须管安全"),
        ("五险一金", "养老保险 医疗保险 失业保险 工伤保险 生育保险 住房公积金"),
        ("两学一做", "学党章党规 学系列讲话 做合格党员"),
        ("政治三力", "政治判断力 政治领悟力 政治执行力"),
        ("三不腐", "不敢腐 不能腐 不想腐"),
        ("四大考验", "执政考验 改革开放考验 市场经济考验 外部环境考验"),
    ],
)
def test_a_shorthand_packs_its_members_in_order(label: str, members: str) -> None:
    assert " ".join(concept(label).expansion) == members


def test_two_consistents_pack_two_sentences() -> None:
    assert concept("两个一以贯之").expansion == (
        "坚持党对国有企业的领导是重大政治原则，必须一以贯之",
        "建立现代企业制度是国有企业改革的方向，也必须一以贯之",
    )


#: One number and a measure word, and no other number: 四个意识, 十三个方面成就.
_COUNTED = re.compile(r"(两|十?[一二三四五六七八九十])(?:个|大|项|种)[^一二三四五六七八九十两双]+")


def _announced(label: str) -> int | None:
    """How many members a label announces, or None."""
    counted = _COUNTED.fullmatch(label)
    return to_int(counted[1].replace("两", "二")) if counted else None


@pytest.mark.parametrize(
    "label",
    [
        item.label
        for item in load_lexicon().concepts.values()
        if item.expansion and _announced(item.label)
    ],
)
def test_the_number_in_a_name_is_that_of_its_members(label: str) -> None:
    assert len(concept(label).expansion) == _announced(label)


@pytest.mark.parametrize(
    ("label", "count"),
    [
        ("一个中心、两个基本点", 3),
        ("两个一百年", 2),
        ("四同步、四对接", 8),
        ("两票三制", 5),
        ("五统一、一开放", 6),
        ("四个革命、一个合作", 5),
        ("两个屏障、两个基地、一个桥头堡", 5),
        ("一利五率", 6),
        ("两利四率", 6),
        ("两不愁三保障", 5),
        ("四不两直", 6),
        ("三会一层", 4),
        ("七个有之", 7),
        ("中央八项规定", 8),
        ("四讲四有", 4),
        ("三供一业", 4),
        ("十三个方面成就", 13),
        ("十四个坚持", 14),
    ],
)
def test_what_packs_otherwise_than_its_number_is_counted_by_hand(label: str, count: int) -> None:
    assert len(concept(label).expansion) == count


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("坚决做到“两个维护”", {"两个维护": "两个维护"}),
        ("坚决贯彻两个“一以贯之”", {"两个“一以贯之": "两个一以贯之"}),
        ("党政“一把手”要悉心领会", {"党政“一把手": "一把手"}),
        ("履行党委书记第一责任人职责", {"党委书记第一责任人": "第一责任人"}),
        ("始终对标一流", {"对标一流": "对标一流"}),
        ("“四为四高两同步”总体思路和要求", {"四为四高两同步”总体思路和要求": "四为四高两同步"}),
        ("以踏石留印、抓铁有痕的劲头", {"踏石留印、抓铁有痕": "踏石留印、抓铁有痕"}),
        ("破解“中梗阻”问题", {"中梗阻”问题": "中梗阻"}),
        ("發揮頭雁效應", {"頭雁效應": "头雁效应"}),
        # Misnamings are found, and named right.
        (
            "《中国共产党基层支部工作条例》",
            {"中国共产党基层支部工作条例": "中国共产党支部工作条例（试行）"},
        ),
        (
            "《国有企业基层党组织工作条例》",
            {"国有企业基层党组织工作条例": "中国共产党国有企业基层组织工作条例（试行）"},
        ),
        ("《安全生产法》第五条", {"安全生产法": "中华人民共和国安全生产法"}),
        # The longer name, not the shorter inside it.
        ("党的二十届三中全会", {"党的二十届三中全会": "党的二十届三中全会"}),
        ("一个中心、两个基本点", {"一个中心、两个基本点": "一个中心、两个基本点"}),
        ("统筹国内国际两个大局", {"国内国际两个大局": "国内国际两个大局"}),
        # The same words of two concepts.
        ("严防“七个有之”，做到“五个必须”", {"七个有之": "七个有之", "五个必须": "五个必须"}),
        ("兜牢基层“三保”底线", {"基层“三保": "三保"}),
        # What is close to a concept is not that concept.
        ("企业主要负责人", {"企业主要负责人": "企业负责人"}),
        ("健全党和国家监督体系", {"党和国家监督体系": "党和国家监督体系"}),
        ("压实安全责任", {"安全责任": "安全责任"}),
        ("支柱产业、特色产业", {"支柱产业": "支柱产业", "特色产业": "特色产业"}),
        ("新型电力系统", {"新型电力系统": "新型电力系统"}),
        ("分税制改革", {"分税制改革": "分税制"}),
        ("中共中央政治局常务委员会", {"中共中央政治局常务委员会": "中央政治局常委会"}),
        ("加强党的组织建设", {"党的组织建设": "组织建设"}),
        ("打击“三股势力”", {"三股势力": "三股势力"}),
        ("最不发达国家", {"最不发达国家": "最不发达国家"}),
        # What rules and notices name.
        (
            "由县级以上人民政府水行政主管部门责令限期改正",
            {
                "县级以上人民政府": "县级以上人民政府",
                "水行政主管部门": "水行政主管部门",
                "责令限期改正": "责令改正",
            },
        ),
        ("实行告知承诺制和首违不罚", {"告知承诺制": "告知承诺制", "首违不罚": "首违不罚"}),
        # How cadres, companies and courts speak.
        ("整治庸懒散和慢作为", {"慢作为": "慢作为"}),
        ("坚决防止低级红、高级黑", {"低级红、高级黑": "低级红、高级黑"}),
        ("做到计划、布置、检查、总结、评比安全工作的“五同时”", {"五同时": "五同时"}),
        ("清退“两非两资”", {"两非两资": "两非两资"}),
        # What courts, offices and companies name.
        ("裁定发回重审，当庭宣读评议笔录", {"发回重审": "发回重审", "评议笔录": "评议笔录"}),
        (
            "附卷内备考表、归档文件目录",
            {"卷内备考表": "卷内备考表", "归档文件目录": "归档文件目录"},
        ),
        ("办理竣工验收备案和不动产登记簿", {"不动产登记簿": "不动产登记簿"}),
        ("以开设赌场罪立案侦查", {"开设赌场罪": "开设赌场罪", "立案侦查": "立案侦查"}),
        ("《会计档案管理办法》", {"会计档案管理办法": "会计档案管理办法"}),
        ("采取取保候审、监视居住", {"取保候审": "取保候审", "监视居住": "监视居住"}),
        ("推行职工医保门诊共济", {"职工医保门诊共济": "门诊共济"}),
        # Nothing is said where nothing is sure.
        ("应当依法行政审判", {"依法行政": "依法行政"}),
        ("其他需要约谈的情形", {"约谈": "约谈"}),
        ("人民法院作为定案依据", {"人民法院": "人民法院"}),
        ("市里组织建设了一条高铁线", {"高铁": "高速铁路"}),
        ("儿童医院和中央气象台", {}),
        ("俄罗斯国防部", {}),
        ("做到“五个必须”", {}),
        ("二十四史", {}),
        # Not where a longer word goes on or begins before.
        ("向人民法院提起诉讼", {"人民法院": "人民法院", "起诉": None}),
        ("资质证书", {"质证": None}),
        ("非机动车道路通行", {"非机动车道": None}),
        ("向有管辖权的法院申请人民法院强制执行", {"申请人": None}),
        ("申请人民事行为能力受限", {"申请人": "申请人"}),
        ("结算使用人民币，鼓励合作协商", {"使用人": None, "作协": None}),
        ("坚持依法制定国家政策", {"法制": None, "家政": None}),
        ("由输电工程管理单位负责应急救援", {"电工": None, "急救": None}),
        ("刮起第四风", {}),
        ("为群众惠民生中办实事", {"惠民生": "惠民生"}),
        ("环保部门负责", {}),
        ("他巡视了一圈", {}),
        ("该公司法人变更", {"法人": "法人"}),
    ],
)
def test_a_line_names(text: str, wanted: dict[str, str | None]) -> None:
    found = named(text)
    assert {words: found.get(words) for words in wanted} == wanted
    if not wanted:
        assert not found


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("三个自信", "四个自信"),
        ("八个明确", "十个明确"),
        ("环境保护部", "生态环境部"),
        ("国家安全生产监督管理总局", "应急管理部"),
        ("国家行政学院", "中央党校（国家行政学院）"),
        ("两利四率", "一利五率"),
        ("信访条例", "信访工作条例"),
        ("工商局", "市场监督管理局"),
        (
            "人民日益增长的物质文化需要同落后的社会生产之间的矛盾",
            "人民日益增长的美好生活需要和不平衡不充分的发展之间的矛盾",
        ),
    ],
)
def test_wording_that_was_succeeded_names_its_successor(old: str, new: str) -> None:
    succession = concept(old).replaced_by
    assert succession is not None
    assert lexicon().concepts[succession.concept_id].label == new


def test_the_two_meanings_of_one_form_are_two_concepts() -> None:
    owners = lexicon().forms[key_of("五个必须")]
    assert [lexicon().concepts[owner].context for owner in owners if owner] != []
    assert len(owners) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("公检法", "公检法司"),  # three members, and four
        ("可再生能源装机", "装机容量"),
        ("新能源装机", "总装机容量"),
        ("最多跑一地", "只跑一次"),
        ("最多跑一地", "一次办好"),
        ("最多跑一次", "一次不用跑"),
        ("市场监督管理局", "工商行政管理局"),  # the body it took the place of
        ("劳模精神", "劳动精神"),
        ("公权力", "行政权力"),
        ("由风及腐", "风腐同治"),
        ("挂牌督办", "闭环机制"),
        ("非机动车", "机动车"),
        ("被许可人", "许可人"),
        ("四中全会", "三中全会"),
        ("中标候选人", "中标人"),
        ("市场化运作", "市场主导"),
        ("中西医并重", "中西医结合"),
    ],
)
def test_two_things_are_two_concepts(one: str, other: str) -> None:
    owners = lexicon().forms
    assert not set(owners[key_of(one)]) & set(owners[key_of(other)])


def test_every_shorthand_says_what_it_packs_or_means() -> None:
    silent = [
        item.label
        for item in lexicon().concepts.values()
        if item.kind == "shorthand" and not item.expansion and not item.definition
    ]
    assert not silent


def test_every_concept_has_an_english_name_or_is_a_title() -> None:
    silent = [
        item.id for item in lexicon().concepts.values() if item.kind != "work" and not item.english
    ]
    assert not silent


#: What tells no two English names apart: case, articles, hyphens, one or many.
_ARTICLES = frozenset({"a", "an", "the"})


def _english(name: str) -> str:
    words = re.findall(r"[a-z0-9']+", name.lower())
    ones = (re.sub(r"ies$", "y", word) for word in words if word not in _ARTICLES)
    return " ".join(re.sub(r"(?<=[^s])'?s$", "", word) for word in ones)


def test_no_two_concepts_have_one_english_name() -> None:
    """What is one thing is one concept; of two things an English reader is told two names."""
    owners = defaultdict(list)
    for item in lexicon().concepts.values():
        if item.english:
            owners[_english(item.english)].append(item.label)
    assert not [labels for labels in owners.values() if len(labels) > 1]


def test_every_concept_says_which_document_fixes_its_wording() -> None:
    assert not lexicon().unsourced


def test_no_source_is_a_greeting_or_told_twice() -> None:
    assert not lexicon().ill_sourced


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("出席夏季达沃斯论坛开幕式", "夏季达沃斯论坛"),
        ("在达沃斯论坛上发表演讲", "达沃斯论坛"),
    ],
)
def test_a_like_meeting_is_another(text: str, meant: str) -> None:
    assert meant in named(text).values()
    assert named("召开经济运行分析会").get("经济运行分析会") != "经济活动分析"


def test_an_id_is_in_english_or_names_its_work() -> None:
    for item in lexicon().concepts:
        assert re.fullmatch(r"[a-z0-9-]+|work/\S+", item), item
    assert ConceptId("two-safeguards") in lexicon().concepts
