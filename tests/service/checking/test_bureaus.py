"""Former names of local organs: told of our own places only, each with what it is called now."""

from __future__ import annotations

import pytest

from corpus.citing.catalogue import Catalogue
from service.checking.bureaus import bureaus_in
from service.checking.draft import Draft
from service.checking.superseded import Superseded


@pytest.mark.parametrize(
    "organ",
    [
        "纽约市卫生局", "台北市环保局", "八王子市农业局", "香港特别行政区旅游局",
        "澳门特别行政区旅游局", "平壤市人事局", "台湾省旅游局", "花莲县环保局", "千叶县农业局",
        "日本各县农业局", "日本易县农业局", "加利福尼亚州环保局", "欧盟农业局", "安大略省卫生局",
        "香港保监局", "泰国保监局", "加泰罗尼亚自治区旅游局", "熊本市环保局",
    ],
)  # fmt: skip
def test_an_organ_of_another_country_or_system_is_not_told(organ: str) -> None:
    for sentence in (f"{organ}来访。", f"我们会见了{organ}代表。", f"据{organ}介绍，情况良好。"):
        assert not list(bureaus_in(sentence)), sentence


@pytest.mark.parametrize(
    ("organ", "now"),
    [
        ("县环保局", "生态环境局"),
        ("我市公安消防部队", "国家综合性消防救援队伍"),
        ("由市环保局", "生态环境局"),
        ("协调省市环保局", "生态环境局"),
        ("省发展改革委县环保局", "生态环境局"),
        ("昆山市环保局", "生态环境局"),
        ("江苏省昆山市环保局", "生态环境局"),
        ("河北省易县环保局", "生态环境局"),
        ("天河区卫生局", "卫生健康委员会"),
        ("大化瑶族自治县扶贫办", "农业农村局（乡村振兴局）"),
        ("凉山彝族自治州农业局", "农业农村局"),
        ("敖汉旗农业局", "农业农村局"),
        ("滨江开发区环保局", "生态环境局"),
        ("云州银保监局", "金融监管局"),
        ("省环保局", "生态环境厅"),
        ("河南省旅游局", "文化和旅游厅"),
        ("省扶贫办", "农业农村厅（乡村振兴局）"),
        ("省法制办", "司法厅"),
        ("省农业局", "农业农村厅"),
        ("自治区人事局", "人力资源和社会保障厅"),
        ("广西壮族自治区农业局", "农业农村厅"),
        ("海南省旅游局", "旅游和文化广电体育厅"),
        ("北京市农业局", "农业农村局"),
        ("重庆市农业局", "农业农村委员会"),
        ("重庆市旅游局", "文化和旅游发展委员会"),
        ("上海市法制办", "司法局"),
        ("省质监局", "市场监督管理局"),
    ],
)
def test_a_province_has_other_names_than_a_county(organ: str, now: str) -> None:
    (bureau,) = bureaus_in(f"{organ}负责落实。")
    assert bureau.names == (now,)


def test_where_places_call_it_differently_all_forms_are_said() -> None:
    check = Superseded(lambda _: "").check
    (told,) = check(Draft("县旅游局负责落实。", Catalogue([], lambda _: ())))
    assert told.suggestion is None
    assert "“县文化和旅游局”或“县文化广电和旅游局”" in told.message


def test_an_organ_renamed_twice_is_told_with_both_names() -> None:
    check = Superseded(lambda _: "").check
    (told,) = check(Draft("县扶贫办负责落实。", Catalogue([], lambda _: ())))
    assert told.message == (
        "“县扶贫办”自2021年2月起改称“乡村振兴局”，2023年机构改革后的规范名称是"
        "“县农业农村局（乡村振兴局）”（见《党和国家机构改革方案》（2023））。"
    )


@pytest.mark.parametrize(
    ("organ", "now"),
    [
        ("省环保厅", "生态环境厅"),
        ("省国土资源厅", "自然资源厅"),
        ("市政府法制办公室", "司法局"),
        ("县综治办", "委政法委员会"),
        ("市地方税务局", "税务局"),
        ("市银保监分局", "金融监管分局"),
        ("县银保监监管组", "金融监管支局"),
    ],
)
def test_departments_and_offices_are_told_as_bureaus_are(organ: str, now: str) -> None:
    (bureau,) = bureaus_in(f"由{organ}负责落实。")
    assert bureau.names == (now,)
