from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from corpus.errors import EmptyDocument, UnreadableDocument
from corpus.loaders.limits import Limits
from corpus.loaders.load import load, units
from corpus.loaders.ofd import _text, deltas
from corpus.loaders.running_heads import PAGE_NUMBER
from corpus.model import Line, RawDocument
from tests.makers import make_ofd, make_pdf
from tests.typesetting import Layout

TEXT = [
    Line("关于印发《集团公司安全生产责任制管理办法（试行）》及其配套制度的通知", "title"),
    Line("各子公司，集团机关各部门："),
    Line(
        "为了落实安全生产责任，防止和减少生产安全事故，保障职工生命安全，依照有关法律，结合"
        "集团实际，制定本办法。本办法所称责任制，是指各级负责人、各职能部门以及各岗位在"
        "安全生产方面应做的事情和应负的责任加以明确规定的制度。"
    ),
    Line("第一章 总则"),
    Line("第一条 集团公司坚持安全第一、预防为主、综合治理的方针，建立健全责任体系。"),
    Line(
        "第二条 主要负责人对本单位安全生产工作全面负责，应当按照本办法第五条的规定，每季度"
        "至少组织研究一次安全生产工作，及时解决存在的问题，并于2024年12月31日前完成整改。"
    ),
    Line("（一）建立健全并落实本单位全员安全生产责任制，加强标准化建设；"),
    Line("（二）组织制定并实施本单位安全生产规章制度和操作规程；"),
    Line("部门\t职责\t完成时限", "row"),
    Line("安全管理部\t牵头制定年度检查计划，每半年报告一次落实情况\t六月底", "row"),
    Line("人力资源部\t组织培训\t全年", "row"),
    Line("第三条 本办法由集团公司安全管理部负责解释。"),
]
LONG = TEXT * 4
PLAIN = Layout(header="集团公司制度汇编")
COLUMNS = Layout(header="集团公司制度汇编", columns=2, size=10.5, pitch=16)
#: So short that hardly a row reaches the margin, and some end alike by chance.
SHORT = [
    Line("关于印发《检修管理办法》的通知", "title"),
    Line("各车间："),
    Line("现将《检修管理办法》印发给你们，请认真学习，抓好落实。"),
    Line("检修管理办法"),
    Line("第一章 总则"),
    Line("第一条 为加强检修，制定本办法。"),
    Line("第二条 检修坚持以下原则："),
    Line("（一）安全第一；"),
    Line("（二）应修必修。"),
    Line("第二章 附则"),
    Line("第三条 本办法自印发之日起施行。"),
]
SHORTER = [
    Line("检修规程", "title"),
    Line("附件1：云岭集团检修规程"),
    Line("一、总则"),
    Line("应修必修。"),
    Line("附件2：云岭集团点检规程"),
    Line("一、细则"),
    Line("逐台点检。"),
]

CASES = [
    (make_pdf, PLAIN, TEXT),
    (make_pdf, PLAIN, [TEXT[0], *LONG[1:12], *LONG[13:24]]),
    (make_pdf, COLUMNS, [*TEXT, *TEXT[1:], *TEXT[1:], *TEXT[1:]]),
    (make_pdf, Layout(), SHORT),
    (make_ofd, Layout(), SHORT),
    (make_pdf, Layout(), SHORTER),
    (make_ofd, PLAIN, TEXT),
    (make_ofd, COLUMNS, [*TEXT, *TEXT[1:], *TEXT[1:]]),
]


@pytest.mark.parametrize(("make", "layout", "lines"), CASES)
def test_paragraphs_come_back_whole(
    make: Callable[..., Path], layout: Layout, lines: list[Line], tmp_path: Path
) -> None:
    (document,) = load(make(tmp_path / "a.bin", lines, layout=layout))
    assert [line.text for line in document.lines] == [line.text for line in lines]
    assert document.lines[0].style == "title"
    assert {line.style for line in document.lines[1:]} == {line.style for line in lines[1:]}


def test_paragraphs_know_the_page_they_start_on(tmp_path: Path) -> None:
    (document,) = load(make_pdf(tmp_path / "a.pdf", [f"第{n}段。" * 40 for n in range(12)]))
    pages = [line.page for line in document.lines]
    assert pages[0] == 1
    assert pages == sorted(pages)
    assert pages[-1] > 2
    assert len(pages) == 12


def test_a_number_that_is_text_is_no_page_number(tmp_path: Path) -> None:
    layout = Layout(page_numbers=False)
    (document,) = load(
        make_pdf(tmp_path / "a.pdf", ["本年投入资金如下：", "2024", "以上。"], layout=layout)
    )
    assert [line.text for line in document.lines] == ["本年投入资金如下：", "2024", "以上。"]


def test_a_sentence_at_the_foot_of_every_page_is_no_running_foot(tmp_path: Path) -> None:
    layout = Layout(header="集团公司制度汇编", height=500)
    for line in ("（一）逐项核对，拍照留存，按时归档；", f"（一）{'逐项核对拍照留存' * 9}；"):
        (document,) = load(make_pdf(tmp_path / "a.pdf", [line] * 60, layout=layout))
        assert [one.text for one in document.lines] == [line] * 60


def test_a_pdf_without_text_says_so(tmp_path: Path) -> None:
    path = make_pdf(tmp_path / "scan.pdf", [], layout=Layout(page_numbers=False))
    with pytest.raises(EmptyDocument, match=r"scan\.pdf.*OCR"):
        list(load(path))


def test_an_encrypted_pdf_says_so(tmp_path: Path) -> None:
    path = make_pdf(tmp_path / "a.pdf", TEXT, password="一二三")
    with pytest.raises(UnreadableDocument, match="加密"):
        list(load(path))


@pytest.mark.parametrize("make", [make_pdf, make_ofd])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.95])
def test_a_truncated_file_is_an_error_not_a_crash(
    make: Callable[..., Path], share: float, tmp_path: Path
) -> None:
    path = make(tmp_path / "a.bin", LONG)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    (unit,) = units(path, Limits())
    outcome = unit.outcome()  # pdfium mends what it can
    assert outcome.lines if isinstance(outcome, RawDocument) else outcome.name == str(path)


DELTAS = [
    ("g 3 5.0", 9, [5.0, 5.0, 5.0]),
    ("1 g 2 2 3", 9, [1.0, 2.0, 2.0, 3.0]),
    ("g 999999999 1", 2, [1.0, 1.0]),  # no more than there are characters
    ("g 2", 9, []),
    ("x", 9, []),
    (None, 9, []),
]


@pytest.mark.parametrize(("text", "count", "expected"), DELTAS)
def test_deltas(text: str | None, count: int, expected: list[float]) -> None:
    assert deltas(text, count) == expected


PAGE_NUMBERS = [
    ("3", True),
    ("— 3 —", True),
    ("- 12 -", True),
    ("－1－", True),
    ("第3页 共10页", True),
    ("第 3 页", True),
    ("第三页", True),
    ("3/10", True),
    ("Page 3 of 10", True),
    ("iv", True),
    ("2024年", False),
    ("第三条", False),
    ("共3人", False),
    ("（3）", False),
]


@pytest.mark.parametrize(("text", "expected"), PAGE_NUMBERS)
def test_page_numbers(text: str, expected: bool) -> None:
    assert bool(PAGE_NUMBER.fullmatch(text)) is expected


def test_a_printed_table_of_contents_is_left_out(tmp_path: Path) -> None:
    lines = [
        "目 录",
        "第一章 总则........1",
        "第二章 附则........9",
        "第一条 为了规范，制定本办法。",
    ]
    (document,) = load(make_pdf(tmp_path / "a.pdf", lines))
    assert [line.text for line in document.lines] == lines[3:]
    assert "目录已略去。" in document.notes


@pytest.mark.parametrize(
    ("step", "touching"),
    [
        # half-width digits on half-width steps
        ("2.5", True),
        # … on full-width steps, as some printers set them: still one number
        ("5", True),
        # further apart than any character is wide: columns of a table
        ("12", False),
    ],
)
def test_digits_set_wide_are_one_number(step: str, touching: bool) -> None:
    element = etree.fromstring(
        f'<TextObject Boundary="0 0 50 5" Size="5"><TextCode X="0" Y="5" DeltaX="{step}">23'
        "</TextCode></TextObject>"
    )
    first, second = _text(element)
    assert (second.x0 - first.x1 < 0.01) is touching
