"""Ways of speaking: bare names, abbreviations, and a document's own title."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from corpus.citing.catalogue import Catalogue
from corpus.citing.references import find_references
from corpus.model import DocumentId
from tests.corpus.citing.making import DOCUMENTS, LAW, document, shown

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
    ("依照节水法解释二第一条、节水法司法解释(二)第二条办理。",
     [("节水法解释二第一条", "reads#art_1"), ("节水法司法解释(二)第二条", "reads#art_2")]),
    # What stands behind the number of a paper is that paper's.
    ("依照节水法第一条、北发〔2020〕3号第二条和南发〔2021〕4号附件1第三条。",
     [("节水法第一条", "law#art_1"), ("北发〔2020〕3号第二条", "law#art_2"),
      ("南发〔2021〕4号附件1第三条", "-")]),
    # A name that goes on behind that of a held work is another's.
    ("适用节水法司法解释第三条、水表纠纷司法解释第四条。",
     [("节水法司法解释第三条", "-"), ("水表纠纷司法解释第四条", "-")]),
    # A committee, an oath and a day bear the name of a law; a report of checking speaks of it.
    ("人大节水法委员会开会，检查节水法执行情况，如果节水法规定从严。",
     [("节水法", "law"), ("节水法", "law")]),
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
