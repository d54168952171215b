"""Titles as people write them, the documents they mean, and what holds on a day."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from corpus.citing.catalogue import Catalogue, Replacement
from corpus.citing.versions import in_force, status
from corpus.model import Description, DocumentId, Source
from corpus.structure.provisions import find_provision, parse_provision, spoken
from corpus.titles import work_name


def held(
    name: str, title: str, effective: str = "2020-01-01", kind: str = "rule", **more: Any
) -> Description:
    day = date.fromisoformat(effective)
    return Description(
        id=DocumentId(name),
        work=work_name(title),
        title=title,
        kind=kind,
        issued=day,
        effective=day,
        source=Source(name, name, "plain"),
        **more,
    )


HELD = [
    held("law18", "公司法", "2018-10-26", "law"),
    held("law23", "中华人民共和国公司法（2023年修订）", "2024-07-01", "law"),
    held("edu", "义务教育法", "2018-12-29", "law"),
    held("crime", "刑法", "2021-03-01", "law"),
    held("branch", "中国共产党支部工作条例（试行）", "2018-11-01", "regulation"),
    held("joint", "中外合作经营企业法", "2017-11-04", "law"),
    held("amend1", "东岭宪章修正案（1993年）", "1993-03-29", "law"),
    held("amend2", "东岭宪章修正案（2018年）", "2018-03-11", "law"),
    held("east", "东岭省节约用水条例", "2019-01-01", "local_regulation"),
    held("buy21", "北岭集团有限公司物资采购办法", "2021-01-01"),
    held(
        "buy24",
        "北岭集团有限公司采购与招标办法",
        "2024-05-01",
        supersedes=("北岭集团有限公司物资采购办法",),
    ),
    held(
        "plan",
        "国务院关于印发“净滩”行动方案的通知",
        "2019-02-01",
        "notice",
        number="国发〔2019〕5号",
    ),
    held("vol1", "海岸法典 总则编", "2021-01-01", "law"),
    held("suit", "民事诉讼法", "2022-01-01", "law"),
    held("green", "环境保护法", "2015-01-01", "law"),
    held("tax", "环境保护税法", "2018-10-26", "law"),
    held("seas", "海洋环境保护法", "2018-10-26", "law"),
    held("buys", "政府采购法", "2014-08-31", "law"),
    held("soon", "北岭集团有限公司保密规定", "2030-01-01"),
    held("talk", "在动员大会上的讲话", "2022-02-02", "speech"),
]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue(HELD, lambda _: ())


TITLES = [
    # as written, the document meant, words its difference must hold
    ("中华人民共和国公司法", "law23", ""),  # the latest version
    ("公司法（2018年修正）", "law18", ""),  # the version named
    ("支部工作条例", "branch", "缺“中国共产党”"),  # without its organ
    ("中国共产党基层支部工作条例", "branch", "多“基层”，缺“（试行）”"),  # near
    ("中国共产党支部工作条例", "branch", "缺“（试行）”"),  # 试行 left out
    ("“净滩”行动方案", "plan", ""),  # what a notice carries
    ("采购与招标办法", "buy24", "缺“北岭集团有限公司”"),
    ("招标采购办法", "buy24", "原文作《招标采购办法》"),  # transposed
    ("北岭集团有限公司采购和招标规定", "buy24", "馆藏为"),  # a neighbour's noun
    ("海岸法典", "vol1", "分编收录"),
    ("中外合资经营企业法", None, ""),  # one character, another law
    ("西岭省节约用水条例", None, ""),  # another place
    ("公司法实施条例", None, ""),  # another head noun
    ("民诉法", "suit", "缺“事”，缺“讼”"),  # letter by letter
    ("环保法", "green", "馆藏为《环境保护法》"),  # not 环境保护税法, whose 税 would be said
    ("海洋法", None, ""),  # broken off, not abbreviated
    ("中华人民共和国政府采购法", "buys", ""),
    ("人民日报", None, ""),
]


@pytest.mark.parametrize(("title", "expected", "said"), TITLES)
def test_titles(catalogue: Catalogue, title: str, expected: str | None, said: str) -> None:
    found = catalogue.resolve(title)
    assert (found.description.id if found.description else None) == expected
    assert said in found.difference
    assert bool(said) == bool(found.difference)


def test_titles_looked_up_together_mean_what_each_means_alone() -> None:
    nouns = ("条例", "规定", "办法", "细则", "法", "意见")
    subjects = ("安全生产", "安全生产责任", "安全责任", "档案管理", "档案保管", "合同审批管理")
    titles = [f"{subject}{noun}" for subject in subjects for noun in nouns]
    shelf = [held(f"d{n}", title) for n, title in enumerate(titles) if n % 3]
    asked = [
        *titles,
        *(f"集团{one}" for one in titles),
        *(one[1:] for one in titles),
        "",
        "法",
        "无",
    ]
    alone, together = (Catalogue(shelf, lambda _: ()) for _ in range(2))
    together.foresee(asked)
    found = [alone.resolve(title) for title in asked]
    assert [together.resolve(title) for title in asked] == found
    assert sum(bool(one.description and one.difference) for one in found) > 20


def test_a_title_means_the_version_of_the_day(catalogue: Catalogue) -> None:
    days = {"2010-01-01": "law18", "2020-01-01": "law18", "2024-07-01": "law23"}
    for day, expected in days.items():
        found = catalogue.resolve("公司法", date.fromisoformat(day)).description
        assert found is not None
        assert found.id == expected


def test_numbers_in_any_brackets(catalogue: Catalogue) -> None:
    found = catalogue.numbered("国发[2019]5号")
    assert found is not None
    assert found.id == "plan"


MENTIONS = [
    ("违反公司法第二十条的规定", ["公司法"]),
    ("我国刑法和中华人民共和国公司法", ["刑法", "中华人民共和国公司法"]),
    ("刑法学、公司法学界", []),  # part of a longer word
    ("高等义务教育法律", []),
    ("按照采购与招标办法办理", ["采购与招标办法"]),  # known without its organ
]


@pytest.mark.parametrize(("text", "names"), MENTIONS)
def test_names_without_brackets(catalogue: Catalogue, text: str, names: list[str]) -> None:
    found = catalogue.mentions(text)
    assert [text[span.start : span.end] for span, _ in found] == names


STATUSES = [
    ("law18", "2024-06-30", "in_force", None),
    ("law18", "2024-07-01", "superseded", "law23"),
    ("law23", "2024-06-30", "not_yet", None),
    ("buy21", "2024-04-30", "in_force", None),
    ("buy21", "2024-05-01", "repealed", "buy24"),
    ("soon", "2025-01-01", "not_yet", None),
    ("amend1", "2025-01-01", "in_force", None),  # the next takes nothing of it away
    ("talk", "2025-01-01", "none", None),
]


@pytest.mark.parametrize(("name", "day", "code", "successor"), STATUSES)
def test_statuses(
    catalogue: Catalogue, name: str, day: str, code: str, successor: str | None
) -> None:
    description = catalogue.get(DocumentId(name))
    assert description is not None
    found = status(description, catalogue, date.fromisoformat(day))
    assert (found.code, found.successor) == (code, successor)


#: What is known of works from elsewhere than the held papers.
KNOWN = [
    Replacement("中外合作经营企业法", "外商投资法", date(2020, 1, 1)),
    Replacement("中国共产党支部工作条例（试行）", "支部工作条例", date(2022, 2, 1), exact=False),
    Replacement("刑法", "新刑法", date(2021, 3, 1)),  # what is held was made that day: the new one
    Replacement("公司法", "企业法典", date(2030, 1, 1)),
]  # fmt: skip
REPLACED = [
    ("joint", "2019-12-31", ("in_force", date(2017, 11, 4), "")),
    ("joint", "2020-01-01", ("repealed", date(2020, 1, 1), "外商投资法")),
    ("branch", "2022-02-01", ("repealed", None, "支部工作条例")),
    ("crime", "2026-01-01", ("in_force", date(2021, 3, 1), "")),
    ("law18", "2025-01-01", ("superseded", date(2024, 7, 1), "")),  # a held paper ends it before
    ("law23", "2030-01-01", ("repealed", date(2030, 1, 1), "企业法典")),
]


@pytest.mark.parametrize(("name", "day", "told"), REPLACED)
def test_works_known_to_have_given_way(name: str, day: str, told: tuple[Any, ...]) -> None:
    known = Catalogue(HELD, lambda _: (), lambda: KNOWN)
    description = known.get(DocumentId(name))
    assert description is not None
    found = status(description, known, date.fromisoformat(day))
    assert (found.code, found.since, found.replaced_by) == told
    assert (name in in_force(known, date.fromisoformat(day))) == (found.code == "in_force")


def test_what_is_held_of_what_took_its_place_is_named() -> None:
    way = Replacement("义务教育法", "公司法", date(2025, 1, 1))
    known = Catalogue(HELD, lambda _: (), lambda: [way])
    description = known.get(DocumentId("edu"))
    assert description is not None
    found = status(description, known, date(2025, 6, 1))
    assert (found.code, found.successor, found.replaced_by) == ("repealed", "law23", "")


def test_what_a_day_may_see(catalogue: Catalogue) -> None:
    seen = in_force(catalogue, date(2024, 6, 1))
    assert {"law18", "buy24", "talk", "plan"} <= seen
    assert not {"law23", "buy21", "soon"} & seen
    assert "talk" not in in_force(catalogue, date(2022, 2, 1))


PROVISIONS = [
    ("第二十条第二款", "art_20/para_2"),
    ("20条", "art_20"),
    ("第一百二十条之一第（三）项", "art_120-1/item_3"),
    ("第三章第二节", "chp_3/sec_2"),
    ("附件1第十条", "app_1/art_10"),
    ("附录B 第三条第二款", "app_2/art_3/para_2"),
    ("附件第三条", "app_1/art_3"),
    ("第二十次全国代表大会", None),
    ("第十条规定", None),
]


@pytest.mark.parametrize(("text", "path"), PROVISIONS)
def test_provisions_written_as_a_whole(text: str, path: str | None) -> None:
    assert parse_provision(text) == path


QUERIES = [
    ("公司法 第二十条", ("公司法", "art_20")),
    ("公司法第20条", ("公司法", "art_20")),
    ("条例17条", ("条例", "art_17")),
    ("第十七条第二款", ("", "art_17/para_2")),
    ("民法典 合同编500条", ("民法典合同编", "art_500")),
    ("民法典总则104条", ("民法典总则", "art_104")),
    # the title may stand behind the number
    ("第二十条 公司法", ("公司法", "art_20")),
    ("第三条 甲市实施《水法》的若干规定", ("甲市实施水法的若干规定", "art_3")),
    ("第三条规定的情形有哪些", ("", "art_3")),
    ("《采购办法》的第三条", ("采购办法", "art_3")),
    # … and an arrangement between courts, whose last word is a verb as well
    ("最高院关于两地互助取证的安排25条", ("最高院关于两地互助取证的安排", "art_25")),
    ("今年安排25条线路", None),
    ("如何请假", None),
    ("采购办法附件2第三条", ("采购办法", "app_2/art_3")),
    # decimal numbers, right after a title or marked as a 条
    ("损伤鉴定标准 5.3.2", ("损伤鉴定标准", "pt_5.3.2")),
    ("《安全规程》第４.２条", ("安全规程", "pt_4.2")),
    ("第5.3.2条", ("", "pt_5.3.2")),
    # … but not days, versions, shares and amounts
    ("通知 2024.3.5", None),
    ("报告 7.5%", None),
    ("补贴标准1.5万元", None),
    ("3.15晚会", None),
]


@pytest.mark.parametrize(("query", "found"), QUERIES)
def test_provisions_in_queries(query: str, found: tuple[str, str] | None) -> None:
    assert find_provision(query) == found


def test_paths_are_spoken() -> None:
    assert spoken("art_20-1/para_2/item_3") == "第二十条之一第二款第（三）项"
    assert spoken("pt_2/pt_1") == "第二部分第一点"
    assert spoken("chp_1/pt_12") == "第一章第十二点"
