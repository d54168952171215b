"""References: a line of a document left; what it cites and where that leads right."""

from __future__ import annotations

from itertools import pairwise

import pytest

from corpus.citing.catalogue import Catalogue
from corpus.citing.citations import read_provisions
from corpus.citing.references import find_references
from corpus.ingest import read
from corpus.model import Line, RawDocument, Source
from tests.corpus.citing.making import DOCUMENTS, document, shown

CITED = {
    "law": [
        ("本法", "law"),
        ("前款", "law#art_2/para_1"),
        ("前两款", "law#art_2/para_1"),
        ("前条第二款", "law#art_2/para_2"),
        ("本法第一条", "law#art_1"),
        ("第二条第一款第（一）", "law#art_2/para_1/item_1"),  # a range: its two stated ends
        ("（三）项", "law#art_2/para_1/item_3"),
        ("本条", "law#art_3-1"),
    ],
    "rule": [
        ("《中华人民共和国节水法》", "law"),
        ("本办法", "rule"),
        ("节水法第二条第一款第三项", "law#art_2/para_1/item_3"),
        ("第三条之一", "law#art_3-1"),  # listed: still the law's
        ("《北岭省水价条例》第五条", "-"),
        ("该条例", "-"),
        ("本办法第一条", "rule#art_1"),
        ("第二条", "rule#art_2"),
        ("滨海公约第七条", "-"),  # neither held nor bracketed, yet no article of ours
        ("民事通则第一百三十四条", "-"),
    ],
    "decision": [
        ("第二条", "law#art_2"),  # of the law it amends
        ("第三条", "law#art_3"),
        ("本决定", "decision"),
    ],
    "bylaws": [
        ("本章程", "bylaws"),
        ("本细则", "bylaws#app_1"),  # the appendix that is one
        ("前项", "bylaws#app_1/art_1/para_1/item_1"),  # an appendix has articles of its own
        ("前款", "bylaws#app_1/art_1/para_1"),
        ("第一款第（二）项第一目", "bylaws"),
        ("第一条", "bylaws#app_1/art_1"),
        ("本细则第一条第一款", "bylaws#app_1/art_1/para_1"),
        ("第七条", "bylaws"),
    ],
    "talk": [
        ("《节水法》第九条", "law"),  # held, but has no such article
        ("北发〔2020〕3号", "law"),
        ("《人民日报》", "-"),
        ("《生产用水办法》第二条", "rule#art_2"),
        ("前款", "talk"),  # the paragraph above
    ],
}


@pytest.mark.parametrize("name", CITED)
def test_what_is_cited_and_where_it_leads(catalogue: Catalogue, name: str) -> None:
    owner = DOCUMENTS[name]
    found = find_references(owner, catalogue)
    assert [shown(owner, reference) for reference in found] == CITED[name]
    assert all(one.span.end <= other.span.start for one, other in pairwise(found))


def test_what_is_wrong_is_said(catalogue: Catalogue) -> None:
    found = find_references(DOCUMENTS["talk"], catalogue)
    assert found[0].difference == "《节水法》没有第九条"
    assert found[3].title == "生产用水办法"
    assert "缺“北岭公司”" in found[3].difference


def test_a_provision_an_appendix_lacks_is_named(catalogue: Catalogue) -> None:
    found = find_references(DOCUMENTS["bylaws"], catalogue)
    assert found[4].difference == "《用水协会章程》没有附件1第一条第一款第（二）项第一目"
    assert found[-1].difference == "《用水协会章程》没有第七条"


def test_an_antecedent_that_is_not_held_keeps_its_name(catalogue: Catalogue) -> None:
    found = find_references(DOCUMENTS["rule"], catalogue)
    assert (found[5].title, found[5].resolved_title) == ("", "北岭省水价条例")


LISTS = [
    ("第三条至第五条", ["art_3", "art_5"]),
    ("第三、四条", ["art_3", "art_4"]),
    ("第十七条第二款和十八条第一款", ["art_17/para_2", "art_18/para_1"]),
    ("第十条第一款、第三款、第十一条", ["art_10/para_1", "art_10/para_3", "art_11"]),
    ("第八条第（二）项或者第（四）项", ["art_8/item_2", "art_8/item_4"]),
    ("第九条第（一）项第2目", ["art_9/item_1/sub_2"]),
    ("第十二条的规定以及第十三条", ["art_12", "art_13"]),
    ("第三条第一、第二款", ["art_3/para_1", "art_3/para_2"]),
    ("第八条第（一）、第（三）、第（四）项", ["art_8/item_1", "art_8/item_3", "art_8/item_4"]),
    ("第八条（二）、（四）项", ["art_8/item_2", "art_8/item_4"]),
    ("第八条第二款（三）规定的", ["art_8/para_2/item_3"]),
    ("第八条（一）责任制度", ["art_8"]),
    ("20条的规定", ["art_20"]),
    ("第一责任人", []),
    ("第二十次全国代表大会", []),
    ("第三条件", []),
]


@pytest.mark.parametrize(("text", "paths"), LISTS)
def test_lists_and_ranges(text: str, paths: list[str]) -> None:
    assert ["/".join(one.path) for one in read_provisions(text, 0)] == paths


@pytest.mark.parametrize(
    "text", ["前款前两款", "前款前款前款", "前两款前款规定", "前条前款、前两项"]
)
def test_words_that_point_at_nothing_break_nothing(catalogue: Catalogue, text: str) -> None:
    lines = (Line("关于值班的说明"), Line(text))
    source = Source("x", "0" * 64, "plain")
    document, _ = read(RawDocument(lines, source), {})
    for one in find_references(document, catalogue):
        assert one.target is None or one.target.document_id == document.id


CODE = """第一条 数据分级见附件1，追责依照本规定附件2第二条。
附件1
数据分级
一、核心数据
附件2
追责细则
第一条 制定本细则。
第二条 略。"""


def test_appendices_are_cited_and_speak_of_themselves(catalogue: Catalogue) -> None:
    owner = document("data", "数据管理规定", "rule", CODE)
    assert [shown(owner, one) for one in find_references(owner, catalogue)] == [
        ("附件1", "data#app_1"),
        ("本规定附件2第二条", "data#app_2/art_2"),
        ("本细则", "data#app_2"),
    ]


CLAUSES = """第八章 报告
8.1.1 甲应当报送。
8.1.2 出现第8.1.1条第一款、第8.1.3条情形的，从其规定。
8.1.3 乙。"""


def test_articles_with_decimal_numbers(catalogue: Catalogue) -> None:
    owner = document("list", "上市规则", "rule", CLAUSES)
    assert [shown(owner, one) for one in find_references(owner, catalogue)] == [
        ("第8.1.1条第一款", "list#chp_8/pt_8.1.1"),
        ("第8.1.3条", "list#chp_8/pt_8.1.3"),
    ]


def test_an_article_run_into_the_sentence_before_is_none_cited(catalogue: Catalogue) -> None:
    text = "为节约用水特制定本制度第一条甲要用水。第二条乙要装表。第三条丙要记账。"
    owner = document("run", "用水制度", "rule", text)
    assert [shown(owner, one) for one in find_references(owner, catalogue)] == [("本制度", "run")]


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        # A document by its number, with its provisions; the verb before it is no organ's code.
        ("符合财税〔2020〕41号文件第一条或者财税〔2020〕52号文第二条规定的。",
         ["财税〔2020〕41号文件第一条", "财税〔2020〕52号文第二条"]),
        ("适用北政发〔2019〕7号，享受北财建〔2020〕3号待遇。",
         ["北政发〔2019〕7号", "北财建〔2020〕3号"]),
        # A noun that stands for a title, where it comes into force.
        ("根据《节水法实施条例》（以下简称条例），说明如下。条例施行前已经取水的，从其规定。"
         "各地制定的条例从其规定。",
         ["《节水法实施条例》", "条例"]),
    ],
)  # fmt: skip
def test_what_stands_for_a_work(catalogue: Catalogue, text: str, cited: list[str]) -> None:
    owner = document("note", "关于船舶的说明", "notice", f"各单位：\n{text}")
    assert [shown(owner, one)[0] for one in find_references(owner, catalogue)] == cited


def test_a_notice_without_a_title_cites_its_own_points(catalogue: Catalogue) -> None:
    text = (
        "北政发〔2014〕48号\n各单位：\n现将有关问题通知如下：\n一、甲。\n二、按本通知第一条办理。"
    )
    owner = document("note", "北政发〔2014〕48号", "other", text)
    one = find_references(owner, catalogue)[-1]
    assert shown(owner, one)[0] == "本通知第一条"
    assert one.target is not None
    assert owner.text[slice(*one.target.span)].startswith("一、甲")
