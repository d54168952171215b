from __future__ import annotations

from pathlib import Path

import pytest

from corpus.loaders import docx
from corpus.loaders.limits import Limits
from corpus.loaders.load import load
from corpus.loaders.numfmt import format_number
from tests.makers import edit_docx

LVL = (
    '<w:lvl w:ilvl="{0}"><w:start w:val="{1}"/><w:numFmt w:val="{2}"/>{4}'
    '<w:lvlText w:val="{3}"/></w:lvl>'
)


def level(index: int, fmt: str, text: str, *, start: int = 1, more: str = "") -> str:
    return LVL.format(index, start, fmt, text, more)


def lists(levels: str, *, nums: str = "") -> str:
    nums = nums or '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    return f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{nums}'


def para(text: str, index: int | None = 0, num: int = 1, more: str = "") -> str:
    numbered = f'<w:numPr><w:ilvl w:val="{index}"/><w:numId w:val="{num}"/></w:numPr>'
    own = f"{more}{numbered if index is not None else ''}"
    return f"<w:p><w:pPr>{own}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


OVERRIDE = (
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2">'
    '<w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="{}"/>'
    "</w:lvlOverride></w:num>"
)
SPACE = '<w:suff w:val="space"/>'
CHAPTERS = (
    level(0, "chineseCountingThousand", "第%1章", more=SPACE)
    + level(1, "chineseCountingThousand", "第%2条", more='<w:lvlRestart w:val="0"/>' + SPACE)
    + level(2, "chineseCountingThousand", "（%3）")
)

CASES = [
    # 第X条 stands nowhere in the text; a space after it is a space
    (
        lists(level(0, "chineseCountingThousand", "第%1条", more=SPACE)),
        para("为了规范") + para("本办法"),
        ["第一条 为了规范", "第二条 本办法"],
    ),
    # articles run through the chapters where Word is told not to restart them; items restart
    (
        lists(CHAPTERS),
        para("总则", 0)
        + para("甲", 1)
        + para("乙", 2)
        + para("丙", 2)
        + para("附则", 0)
        + para("丁", 1)
        + para("戊", 2),
        [
            "第一章 总则",
            "第一条 甲",
            "（一）乙",
            "（二）丙",
            "第二章 附则",
            "第二条 丁",
            "（一）戊",
        ],
    ),
    # a deeper level restarts under each new parent
    (
        lists(level(0, "decimal", "%1") + level(1, "decimal", "%1.%2")),
        para("甲", 0) + para("乙", 1) + para("丙", 1) + para("丁", 0) + para("戊", 1),
        ["1 甲", "1.1 乙", "1.2 丙", "2 丁", "2.1 戊"],
    ),
    # a legal level shows digits whatever the upper levels are set in
    (
        lists(
            level(0, "chineseCounting", "%1、") + level(1, "decimal", "%1.%2", more="<w:isLgl/>")
        ),
        para("甲", 0) + para("乙", 1),
        ["一、甲", "1.1 乙"],
    ),
    # a second list on the same counters goes on; with an override it starts anew, once
    (
        lists(level(0, "decimal", "%1."), nums=OVERRIDE.format(1)),
        para("甲") + para("乙") + para("丙", num=2) + para("丁", num=2) + para("戊"),
        ["1. 甲", "2. 乙", "1. 丙", "2. 丁", "3. 戊"],
    ),
    # "start at 5"
    (
        lists(level(0, "chineseCounting", "%1、"), nums=OVERRIDE.format(5)),
        para("甲", num=2) + para("乙", num=2),
        ["五、甲", "六、乙"],
    ),
    # bullets are no text; neither is a list that is switched off
    (
        lists(level(0, "bullet", "•")),
        para("甲") + para("乙", 0, 0),
        ["甲", "乙"],
    ),
    # an empty numbered paragraph is counted but not shown
    (
        lists(level(0, "decimal", "%1．")),
        para("甲") + para("") + para("丙"),
        ["1．甲", "3．丙"],
    ),
    # nothing, a tab and a space between number and text
    (
        lists(
            level(0, "decimal", "%1)", more='<w:suff w:val="nothing"/>')
            + level(1, "decimal", "%2)")
        ),
        para("甲") + para("乙", 1),
        ["1)甲", "1) 乙"],
    ),
    # a blank that belongs to the number is shown, though nothing follows it
    (
        lists(level(0, "chineseCounting", "第%1条 ", more='<w:suff w:val="nothing"/>')),
        para("甲") + para("乙"),
        ["第一条 甲", "第二条 乙"],
    ),
    # a level passed over counts as begun
    (
        lists(level(0, "decimal", "%1") + level(1, "decimal", "%1.%2")),
        para("甲", 1) + para("乙", 0),
        ["1.1 甲", "2 乙"],
    ),
]


@pytest.mark.parametrize(("numbering", "body", "expected"), CASES)
def test_numbers_are_as_word_shows_them(
    numbering: str, body: str, expected: list[str], tmp_path: Path
) -> None:
    path = edit_docx(tmp_path / "n.docx", body, {"numbering": numbering})
    (document,) = load(path)
    assert [line.text for line in document.lines] == expected


def test_libreoffice_loses_that_articles_run_through(tmp_path: Path) -> None:
    levels = CHAPTERS.replace('<w:lvlRestart w:val="0"/>', "")
    body = para("总则") + para("甲", 1) + para("附则") + para("乙", 1) + para("丙", 2)
    data = edit_docx(tmp_path / "n.docx", body, {"numbering": lists(levels)}).read_bytes()
    texts = [line.text for line in docx.read(data, Limits()).lines]
    assert texts == ["第一章 总则", "第一条 甲", "第二章 附则", "第一条 乙", "（一）丙"]
    texts = [line.text for line in docx.read(data, Limits(), converted=True).lines]
    assert texts == ["第一章 总则", "第一条 甲", "第二章 附则", "第二条 乙", "（一）丙"]


STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/>'
    '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/><w:basedOn w:val="a"/>'
    '<w:pPr><w:numPr><w:ilvl w:val="7"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="x"><w:name w:val="我的标题"/><w:basedOn w:val="1"/>'
    "</w:style>"
)


def test_libreoffice_loses_deleted_paragraphs_and_plain_clause_numbers(tmp_path: Path) -> None:
    levels = level(0, "chineseCountingThousand", "%1、") + level(1, "decimal", "%1.%2")
    deleted = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
        '<w:del w:id="1"><w:r><w:delText>删去的一段。</w:delText></w:r></w:del></w:p>'
    )
    body = para("准备") + deleted + para("实施") + para("验收", 1)
    data = edit_docx(tmp_path / "a.docx", body, {"numbering": lists(levels)}).read_bytes()
    texts = [line.text for line in docx.read(data, Limits(), converted=True).lines]
    assert texts == ["一、准备", "二、实施", "2.1 验收"]
    # As Word itself wrote it, the emptied paragraph keeps its number, and 三.1 is what it prints.
    assert [line.text for line in docx.read(data, Limits()).lines][1:] == ["三、实施", "三.1 验收"]


def test_numbers_come_through_styles(tmp_path: Path) -> None:
    levels = level(0, "chineseCounting", "%1、", more='<w:pStyle w:val="1"/>') + level(
        1, "chineseCounting", "（%2）", more='<w:pStyle w:val="2"/>'
    )
    body = "".join(
        para(text, None, more=f'<w:pStyle w:val="{style}"/>')
        for text, style in (("甲", "1"), ("乙", "2"), ("丙", "2"), ("丁", "x"))
    )
    path = edit_docx(tmp_path / "s.docx", body, {"numbering": lists(levels), "styles": STYLES})
    (document,) = load(path)
    assert [(line.text, line.style, line.level) for line in document.lines] == [
        ("一、甲", "heading", 1),
        ("（一）乙", "heading", 2),  # the level that names the style, not the style's own
        ("（二）丙", "heading", 2),
        ("二、丁", "heading", 1),  # inherited from the style it is based on
    ]


FORMATS = [
    ("decimal", 12, "12"),
    ("decimalZero", 3, "03"),
    ("chineseCounting", 21, "二十一"),
    ("chineseCounting", 105, "一〇五"),  # from a hundred on digit by digit
    ("chineseCountingThousand", 105, "一百零五"),
    ("chineseCountingThousand", 110, "一百一十"),
    ("taiwaneseCountingThousand", 1001, "一千零一"),
    ("japaneseCounting", 10, "十"),
    ("japaneseCounting", 123, "百二十三"),
    ("ideographTraditional", 3, "丙"),
    ("ideographZodiac", 12, "亥"),
    ("ideographDigital", 10, "一〇"),
    ("chineseLegalSimplified", 12, "拾贰"),
    ("decimalEnclosedCircleChinese", 10, "⑩"),
    ("decimalEnclosedCircle", 21, "21"),
    ("decimalEnclosedParen", 2, "⑵"),
    ("decimalFullWidth", 12, "１２"),
    ("upperLetter", 27, "AA"),  # the letter doubled, not base 26
    ("lowerLetter", 2, "b"),
    ("upperRoman", 1994, "MCMXCIV"),
    ("lowerRoman", 4, "iv"),
    ("none", 4, ""),
    ("hebrew1", 4, "4"),  # not ours to spell: digits
    ("chineseCountingThousand", 0, "0"),
]


@pytest.mark.parametrize(("name", "value", "expected"), FORMATS)
def test_number_formats(name: str, value: int, expected: str) -> None:
    assert format_number(value, name) == expected
