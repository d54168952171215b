"""References: a line of a document left; what it cites and where that leads right."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from corpus.citing.catalogue import Catalogue
from corpus.citing.citations import read_provisions
from corpus.citing.references import find_references
from corpus.ingest import read
from corpus.model import Description, Document, DocumentId, Line, RawDocument, Reference, Source
from corpus.structure.outline import parse_outline
from corpus.titles import work_name

LAW = """第一章 总则
第一条 为了节约用水，制定本法。
第二条 用水单位应当履行下列义务：
（一）建立台账；
（二）安装水表；
（三）定期检查。
前款规定以外的单位可以参照执行。
违反前两款规定的，给予警告。
第三条 违反前条第二款或者本法第一条规定的，处罚款；违反第二条第一款第（一）至（三）项的，责令改。
第三条之一 本条自公布之日起执行。"""

RULE = """第一条 根据《中华人民共和国节水法》（以下简称节水法），制定本办法。
第二条 依照节水法第二条第一款第三项、第三条之一和《北岭省水价条例》第五条办理。
第三条 违反该条例的，从其规定；违反本办法第一条、第二条的，予以通报。
第四条 依照滨海公约第七条、民事通则第一百三十四条。节水法学、第二十次全国代表大会和基本法不算。"""

DECISION = """一、将第二条修改为：“违反第三条规定的，通报批评。”
二、本决定自公布之日起施行。"""

BYLAWS = """第一条 为了用好水，制定本章程。
附件1
用水细则
第一条 本细则所称用户，是指下列单位：
（一）工厂；
（二）前项所列单位的宿舍。
前款规定以外的，适用第一款第（二）项第一目。
第二条 违反第一条、本细则第一条第一款或者第七条的，予以通报。"""

TALK = """同志们：《节水法》第九条没有规定，北发〔2020〕3号文件讲得很清楚。
《人民日报》刊文，按照《生产用水办法》第二条，前款所说的都要做到。"""


def document(name: str, title: str, kind: str, text: str, **more: str) -> Document:
    lines = [Line(line) for line in text.split("\n")]
    description = Description(
        id=DocumentId(name),
        work=work_name(title),
        title=title,
        kind=kind,
        issued=date(2020, 1, 1),
        source=Source(name, name, "plain"),
        number=more.get("number"),
    )
    return Document(description, text, (), parse_outline(lines))


DOCUMENTS = {
    "law": document("law", "节水法", "law", LAW, number="北发〔2020〕3号"),
    "rule": document("rule", "北岭公司生产用水办法", "rule", RULE),
    "decision": document("decision", "关于修改《节水法》的决定", "policy", DECISION),
    "bylaws": document("bylaws", "用水协会章程", "rule", BYLAWS),
    "talk": document("talk", "在节水大会上的讲话", "speech", TALK),
}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    held = [one.description for one in DOCUMENTS.values()]
    return Catalogue(held, lambda name: DOCUMENTS[name].sections)


def shown(owner: Document, reference: Reference) -> tuple[str, str]:
    """What was cited, and where it leads: ``law``, ``law#art_1``; ``-`` for nowhere."""
    target = reference.target
    place = "-" if target is None else target.document_id
    if target is not None and target.section_id is not None:
        place = f"{place}#{target.section_id}"
    return owner.text[reference.span.start : reference.span.end], place


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


STANDING = [
    ("履行节水法规定的义务。", ["节水法"]),
    ("遵循节水法确定的原则，评估节水法、修改节水法。", ["节水法"] * 3),
    ("持续至节水法施行后，至节水法第二条为止。", ["节水法", "节水法第二条"]),
    ("在此基础上,节水法确认了一点，且节水法未作规定，适用修改前节水法的规定。", ["节水法"] * 3),
    ("同节水法相抵触，保证节水法实施，此次节水法新设一章。", ["节水法"] * 3),
    ("违反节水法律、法规，制定节水法规，请节水法官讲课。", []),
    ("出台滨海市节水法，市级节水法草案。", []),  # another's, by the name before it
    (
        "第一条 职责如下：\n（一）记账；\n（二）装表；\n（三）检查。\n"
        "前款所列第（一）、（二）、（三）项职责。",
        ["前款所列第（一）", "（二）", "（三）项"],
    ),
]


@pytest.mark.parametrize(("text", "cited"), STANDING)
def test_where_a_bare_name_stands_for_a_work(
    catalogue: Catalogue, text: str, cited: list[str]
) -> None:
    owner = document("note", "关于值班的说明", "notice", f"各单位：\n{text}")
    found = find_references(owner, catalogue)
    assert [shown(owner, one)[0] for one in found] == cited


@pytest.mark.parametrize(
    "text", ["前款前两款", "前款前款前款", "前两款前款规定", "前条前款、前两项"]
)
def test_words_that_point_at_nothing_break_nothing(catalogue: Catalogue, text: str) -> None:
    lines = (Line("关于值班的说明"), Line(text))
    source = Source("x", "0" * 64, "plain")
    document, _ = read(RawDocument(lines, source), {})
    for one in find_references(document, catalogue):
        assert one.target is None or one.target.document_id == document.id


@pytest.mark.parametrize(
    ("title", "text", "cited"),
    [
        # Its own title in two lines, with a blank for the mark between its makers.
        (
            "北岭高院、北岭检察院关于适用节水法的规定",
            "北岭高院 北岭检察院\n关于适用节水法的规定\n第一条 依照节水法第一条办理。",
            ["节水法第一条"],
        ),
        (
            "北岭省实施《节水法》办法",
            "北岭省实施《中华人民共和国\n节水法》办法\n第一条 略。",
            ["《中华人民共和国\n节水法》"],
        ),
        # A sentence that begins with it is no heading, nor is a title of others in one.
        ("节水法", "节水法第一条怎么说", ["节水法第一条"]),
        ("关于《节水法》的说明", "关于《节水法》的说明\n略。", ["《节水法》"]),
    ],
)
def test_the_own_heading_cites_nothing(
    catalogue: Catalogue, title: str, text: str, cited: list[str]
) -> None:
    made = document("new", title, "rule", text)
    spans = [one.span for one in find_references(made, catalogue)]
    assert [text[span.start : span.end] for span in spans] == cited


def test_the_chapter_below_the_own_title_is_not_cited() -> None:
    made = document("new", "节水法", "law", "中华人民共和国节水法\n第一章 总则\n第一条 略。")
    catalogue = Catalogue([made.description], lambda _: made.sections)
    found = [shown(made, one) for one in find_references(made, catalogue)]
    assert found == [("中华人民共和国节水法", "new")]


def test_a_title_closed_by_the_wrong_bracket_and_a_bracketed_label(catalogue: Catalogue) -> None:
    text = "【第一条】\n按照《北岭省水价条例>第五条规定办理。\n【第二条】\n违反第一条的，通报。"
    owner = document("marked", "水价执行规则", "rule", text)
    found = find_references(owner, catalogue)
    assert [owner.text[one.span.start : one.span.end] for one in found] == [
        *("《北岭省水价条例>第五条", "第一条")
    ]


#: How a rule speaks of others and of itself, and what each means; all of it cites nothing held
#: but the works below.
SPEAKING = [
    # An implementing rule has no name of its own beside the law it carries out.
    (
        "根据《节水法》及其实施条例，违反节水法第一条和实施条例第二条的，罚款。",
        [("《节水法》", "law"), ("实施条例", "carry"), ("节水法第一条", "law#art_1"),
         ("实施条例第二条", "carry#art_2")],
    ),
    ("依照《节水法实施条例》第一条、同条例第二条办理。",
     [("《节水法实施条例》第一条", "carry#art_1"), ("同条例第二条", "carry#art_2")]),
    # A noun that was made an abbreviation is one before a number; elsewhere it is a noun.
    ("按《节水法实施条例》（以下简称《条例》）办理，对条例第二条，不得另立条例。",
     [("《节水法实施条例》", "carry"), ("《条例》", "carry"), ("条例第二条", "carry#art_2")]),
    ("依照《节水法》（2019年修正）第一条办理。", [("《节水法》（2019年修正）第一条", "old#art_1")]),
    ("依照《节约法》、《节用水法》第一条办理。",
     [("《节约法》", "-"), ("《节用水法》第一条", "-")]),
    ("依照节水法解释（二）第一条、《节水法司法解释（二）》办理。",
     [("节水法解释（二）第一条", "reads#art_1"), ("《节水法司法解释（二）》", "reads")]),
    # A line that speaks of amending turns to no work that is quoted in it.
    ("《节水法》解释（二）第一条。", [("《节水法》解释（二）第一条", "reads#art_1")]),
    # The words of a provision count from that provision.
    ("节水法第二条第三款规定：“违反前款和本条第一款的，警告。”",
     [("节水法第二条第三款", "law#art_2/para_3"), ("前款", "law#art_2/para_2"),
      ("本条第一款", "law#art_2/para_1")]),
    ("节水法第二条规定：“违反前款的。”", [("节水法第二条", "law#art_2"), ("前款", "law#art_2")]),
    ("手册第五章第二节与节水法第一条不符。", [("节水法第一条", "law#art_1")]),
]  # fmt: skip


@pytest.fixture(scope="module")
def shelf() -> Catalogue:
    more = {
        "old": replace(DOCUMENTS["law"].description, id=DocumentId("old"), issued=date(2019, 1, 1)),
        "carry": document("carry", "节水法实施条例", "regulation", LAW).description,
        "reads": document(
            "reads",
            "最高法院关于适用《节水法》若干问题的规定（二）",
            "judicial_interpretation",
            LAW,
        ).description,
    }
    sections = dict.fromkeys(more, DOCUMENTS["law"].sections)
    sections |= {name: one.sections for name, one in DOCUMENTS.items()}
    held = [one.description for one in DOCUMENTS.values()]
    return Catalogue([*held, *more.values()], lambda name: sections[name])


@pytest.mark.parametrize(("text", "cited"), SPEAKING)
def test_ways_of_speaking_of_a_work(
    shelf: Catalogue, text: str, cited: list[tuple[str, str]]
) -> None:
    owner = document("note", "关于值班的说明", "notice", f"各单位：\n{text}")
    assert [shown(owner, one) for one in find_references(owner, shelf)] == cited


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


PLURAL = """根据《生产用水办法》，作如下修改：
一、《节水法》
（一）在第一条后增加一条作为第二条，即：“略。”
（二）将《北岭省水价条例》第五条作为第六条。"""


def test_a_decision_on_several_works_turns_from_one_to_the_next(catalogue: Catalogue) -> None:
    owner = document("several", "关于修改部分法规的决定", "policy", PLURAL)
    assert [shown(owner, one) for one in find_references(owner, catalogue)] == [
        ("《生产用水办法》", "rule"),
        ("《节水法》", "law"),
        ("第一条", "law#art_1"),
        ("第二条", "law#art_2"),
        ("《北岭省水价条例》第五条", "-"),
        ("第六条", "-"),
    ]


CHANGES = """一、对《节水法》作出修改
（一）将第一条修改为：“依照《生产用水办法》第二条办理。”
（二）删去第二条第二款。"""


def test_a_work_quoted_in_a_change_is_not_the_one_changed(catalogue: Catalogue) -> None:
    owner = document("change", "关于修改《节水法》等的决定", "policy", CHANGES)
    assert [shown(owner, one)[1] for one in find_references(owner, catalogue)][1:] == [
        *("law#art_1", "rule#art_2", "law#art_2/para_2")
    ]


def test_an_article_run_into_the_sentence_before_is_none_cited(catalogue: Catalogue) -> None:
    text = "为节约用水特制定本制度第一条甲要用水。第二条乙要装表。第三条丙要记账。"
    owner = document("run", "用水制度", "rule", text)
    assert [shown(owner, one) for one in find_references(owner, catalogue)] == [("本制度", "run")]


def test_what_a_notice_carries_is_itself(catalogue: Catalogue) -> None:
    text = "现将《北岭用水办法》印发。\n北岭用水办法\n第一条 略。\n依照《北岭用水办法》第一条。"
    owner = document("carrier", "关于印发《北岭用水办法》的通知", "notice", text)
    assert [shown(owner, one) for one in find_references(owner, catalogue)] == [
        ("《北岭用水办法》", "carrier"),
        ("《北岭用水办法》第一条", "carrier#art_1"),
    ]
    only = document(
        "only", "关于印发《北岭用水办法》的通知", "notice", "现将《北岭用水办法》印发。"
    )
    assert [shown(only, one)[1] for one in find_references(only, catalogue)] == ["-"]
