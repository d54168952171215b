from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import EmptyDocument, UnreadableDocument
from corpus.loaders.load import load
from corpus.model import Line
from tests.makers import edit_docx, make_docx


def run(text: str, more: str = "") -> str:
    return f'<w:r><w:rPr>{more}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*content: str, own: str = "") -> str:
    return f"<w:p><w:pPr>{own}</w:pPr>{''.join(content)}</w:p>"


def cell(*content: str, own: str = "") -> str:
    return f"<w:tc><w:tcPr>{own}</w:tcPr>{''.join(content)}</w:tc>"


def table(*rows: str, columns: int = 3) -> str:
    grid = "<w:gridCol/>" * columns
    return (
        f"<w:tbl><w:tblGrid>{grid}</w:tblGrid>{''.join(f'<w:tr>{r}</w:tr>' for r in rows)}</w:tbl>"
    )


def field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


BOX = (
    "<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent>{0}</w:txbxContent>"
    "</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{0}"
    "</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)
VMERGE = '<w:vMerge w:val="restart"/>'

CASES = [
    # runs join without anything between them
    (p(run("党委"), run("会议")), ["党委会议"]),
    # changes as if all were accepted
    (
        p(
            run("应当"),
            f"<w:ins>{run('及时')}</w:ins>",
            "<w:del><w:r><w:delText>马上</w:delText></w:r></w:del>",
        ),
        ["应当及时"],
    ),
    # a deleted paragraph mark joins two paragraphs
    (p(run("前半句，"), own="<w:rPr><w:del/></w:rPr>") + p(run("后半句。")), ["前半句，后半句。"]),
    # hidden text is not read
    (p(run("公开"), run("内部", "<w:vanish/>")), ["公开"]),
    # a soft break is a line of its own, a tab one blank
    (p("<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t></w:r>"), ["甲", "乙 丙"]),
    # a field shows its result, not its instruction
    (
        p(
            field("begin"),
            "<w:r><w:instrText> REF a </w:instrText></w:r>",
            field("separate"),
            run("第三章"),
            field("end"),
        ),
        ["第三章"],
    ),
    # a content control is transparent
    (f"<w:sdt><w:sdtContent>{p(run('控件内'))}</w:sdtContent></w:sdt>", ["控件内"]),
    # a text box is read once, after the paragraph it hangs on
    (p(run("正文"), BOX.format(p(run("框内")))), ["正文", "框内"]),
    # cells of a row
    (table(cell(p(run("甲"))) + cell(p(run("乙")), p(run("丙"))), columns=2), ["甲\t乙 丙"]),
    # a merged cell once; its column stays
    (
        table(
            cell(p(run("部门")), own=VMERGE) + cell(p(run("甲"))) + cell(p(run("1"))),
            cell(p(), own="<w:vMerge/>") + cell(p(run("乙"))) + cell(p(run("2"))),
            cell(p(run("合计")), own='<w:gridSpan w:val="2"/>') + cell(p(run("3"))),
        ),
        ["部门\t甲\t1", "\t乙\t2", "合计\t3"],
    ),
    # a table in a cell
    (
        table(
            cell(p(run("甲"))) + cell(table(cell(p(run("乙"))) + cell(p(run("丙"))), columns=2)),
            columns=2,
        ),
        ["甲\t乙 丙"],
    ),
    # one column is layout: its paragraphs stay paragraphs
    (table(cell(p(run("第一段。")), p(run("第二段。"))), columns=1), ["第一段。", "第二段。"]),
    # deleted rows
    (
        f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr>{cell(p(run('甲')))}</w:tr></w:tbl>" + p(run("乙")),
        ["乙"],
    ),
    # a non-breaking hyphen, a ticked box, a phonetic guide, a formula
    (
        p(
            "<w:r><w:t>A</w:t><w:noBreakHyphen/><w:t>1</w:t><w:sym w:char='F0FE'/></w:r>"
            "<w:r><w:ruby><w:rt><w:r><w:t>hàn</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>汉</w:t></w:r>"
            "</w:rubyBase></w:ruby></w:r><m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath>"
        ),
        ["A-1☑汉x+1"],
    ),
    # blanks are not lines
    (p(run("　　")) + p() + p(run("字")), ["字"]),
]


@pytest.mark.parametrize(("body", "expected"), CASES)
def test_text_is_as_a_reader_sees_it(body: str, expected: list[str], tmp_path: Path) -> None:
    (document,) = load(edit_docx(tmp_path / "a.docx", body))
    assert [line.text for line in document.lines] == expected


def test_a_table_of_contents_is_left_out_and_said(tmp_path: Path) -> None:
    body = (
        p(
            field("begin"),
            "<w:r><w:instrText>TOC \\o</w:instrText></w:r>",
            field("separate"),
            run("第一章 总则 1"),
        )
        + p(run("第二章 附则 9"), field("end"))
        + p(run("第一章 总则"))
    )
    (document,) = load(edit_docx(tmp_path / "a.docx", body))
    assert [line.text for line in document.lines] == ["第一章 总则"]
    assert document.notes == ("目录已略去。",)


def test_notes_come_last_in_the_order_they_are_called(tmp_path: Path) -> None:
    body = p(run("正文"), "<w:r><w:footnoteReference w:id='2'/></w:r>") + p(run("尾段"))
    notes = "".join(
        f'<w:footnote w:id="{key}">{p(run(text))}</w:footnote>'
        for key, text in (("1", "未引"), ("2", "注文"))
    )
    (document,) = load(edit_docx(tmp_path / "a.docx", body, {"footnotes": notes}))
    assert [(line.text, line.style) for line in document.lines] == [
        ("正文", "body"),
        ("尾段", "body"),
        ("注文", "note"),
    ]


LINES = [
    Line("关于加强合同管理的办法", "title"),
    Line("第一章 总则", "heading", 1),
    Line("第一条 为了加强合同管理，防范法律风险，制定本办法。"),
    Line("第二条 合同管理遵循下列原则："),
    Line("（一）依法合规；"),
    Line("（二）权责一致。"),
    Line("第二章 附则", "heading", 1),
    Line("第三条 本办法自印发之日起施行。"),
    Line("部门\t职责", "row"),
    Line("法务部\t审核", "row"),
]


@pytest.mark.parametrize("styled", [True, False])
def test_a_document_made_by_word_reads_as_it_was_written(styled: bool, tmp_path: Path) -> None:
    path = make_docx(tmp_path / "a.docx", LINES, header="内部文件", styled=styled)
    (document,) = load(path)
    assert [line.text for line in document.lines] == [line.text for line in LINES]
    # without styles the title is known by how it is set, headings are not declared at all
    wanted = LINES if styled else [line for line in LINES if line.style != "heading"]
    held = [line for line in document.lines if line.text in {item.text for item in wanted}]
    assert [line.style for line in held] == [line.style for line in wanted]


def test_a_stale_title_among_the_properties_is_not_believed(tmp_path: Path) -> None:
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-'
        'properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{}</dc:title></cp:coreProperties>'
    )
    body = p(run("关于开展安全检查的通知")) + p(run("各单位："))
    for title, meta in (
        ("模板一二三", {}),
        ("关于开展安全检查的通知", {"title": "关于开展安全检查的通知"}),
    ):
        path = edit_docx(tmp_path / "a.docx", body, {"docProps/core.xml": core.format(title)})
        (document,) = load(path)
        assert dict(document.meta) == meta


def test_damage_is_named(tmp_path: Path) -> None:
    path = make_docx(tmp_path / "a.docx", LINES)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    with pytest.raises(UnreadableDocument, match=r"a\.docx.*损坏"):
        list(load(path))
    with pytest.raises(EmptyDocument):
        list(load(edit_docx(tmp_path / "b.docx", p())))


def test_entities_are_refused(tmp_path: Path) -> None:
    evil = '<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    path = edit_docx(tmp_path / "a.docx", "", {"word/document.xml": f"{evil}<w>&x;</w>"})
    with pytest.raises(UnreadableDocument, match="DOCTYPE"):
        list(load(path))
