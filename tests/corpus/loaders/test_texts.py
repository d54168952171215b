from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from corpus.errors import UnreadableDocument, UnsupportedFormat
from corpus.loaders.decoding import decode
from corpus.loaders.limits import Failure, Limits
from corpus.loaders.load import load, units
from corpus.model import RawDocument

CHINESE = "第一条 为了规范招标采购活动，制定本办法。\n第二条 本办法适用于集团公司及所属单位。\n"

ENCODED = [
    CHINESE.encode("utf-8"),
    CHINESE.encode("utf-8-sig"),
    CHINESE.encode("gb18030"),
    CHINESE.encode("utf-16"),
    CHINESE.encode("utf-16-le"),  # without a mark: the zero bytes of its line ends tell
    CHINESE.encode("utf-16-be"),
    CHINESE.encode("utf-32"),
    CHINESE.replace("\n", "。").encode("utf-16-le") * 3,  # no zero byte at all
]


@pytest.mark.parametrize("data", ENCODED)
def test_encodings(data: bytes) -> None:
    text, note = decode(data)
    assert text.startswith("第一条 为了规范招标采购活动，制定本办法。")
    assert not note


def test_traditional_big5() -> None:
    text = "為了規範公務文書處理，提高機關辦事效率，特制定本條例，各單位應當遵照執行。"
    assert decode(text.encode("big5"))[0] == text


def test_gbk_that_happens_to_be_valid_utf8() -> None:
    assert decode("通知".encode("gbk"))[0] == "通知"


def test_a_few_broken_bytes_are_dropped_and_said() -> None:
    text, note = decode(CHINESE.encode() * 40 + b"\xe4\xb8")
    assert text.count("第一条") == 40
    assert "1 处" in note


@pytest.mark.parametrize("data", [bytes(range(256)) * 8, b"\x00\x01\x02\x03" * 50])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(UnsupportedFormat):
        decode(data)


def lines_of(path: Path) -> list[tuple[str, str, int]]:
    (document,) = load(path)
    return [(line.text, line.style, line.level) for line in document.lines]


PLAIN = [
    # one line one paragraph
    ("甲\n\n　　乙\r\n丙", [("甲", "body", 0), ("乙", "body", 0), ("丙", "body", 0)]),
    # ## 第一章 in a text is a heading; a lone sign is not
    (
        "## 第一章  总则\n第一条 内容。\n#标签\n",
        [("第一章 总则", "heading", 2), ("第一条 内容。", "body", 0), ("#标签", "body", 0)],
    ),
    # wrapped at 20 characters, paragraphs indented
    (
        "　　为了规范集团公司招标采购活动，加强监督\n管理，提高采购质量和效益，防范廉洁风险，根\n"
        "据国家有关规定，结合实际，制定本办法。\n　　第二条 本办法适用于集团公司及所属单位的\n"
        "采购活动。采购活动应当遵循公开、公平、公正\n的原则。\n",
        [
            (
                "为了规范集团公司招标采购活动，加强监督管理，提高采购质量和效益，防范廉洁风险，"
                "根据国家有关规定，结合实际，制定本办法。",
                "body",
                0,
            ),
            (
                "第二条 本办法适用于集团公司及所属单位的采购活动。采购活动应当遵循公开、公平、"
                "公正的原则。",
                "body",
                0,
            ),
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), PLAIN)
def test_plain_text(text: str, expected: list[tuple[str, str, int]], tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8", newline="")
    assert lines_of(path) == expected


MARKDOWN = """---
title: 党委会议事规则
issued: 2024/3/5
发文字号: 集党发〔2024〕3号
supersedes: [旧规则, 老规则]
trial: true
---
# 党委会议事规则

## 第一章 总则

第一条 为了**规范**议事，*制定*[本规则](http://example.invalid)。
第二条 本规则适用于**“党委会”**。

3. 第三
4. 第四
- 无序

| 部门 | 职责 |
| --- | --- |
| 办公室 | 会务 |

    缩进的段落<br>换行
"""


@pytest.mark.parametrize("unit", ["[", "![", "[[]", "**甲 ", "__a "])
def test_markdown_of_marks_alone_is_text(tmp_path: Path, unit: str) -> None:
    path = tmp_path / "marks.md"
    path.write_text("# 办法\n\n" + unit * 20_000, encoding="utf-8")
    (document,) = load(path)
    assert document.lines[0].text == "办法"
    assert document.text.count(unit.strip()) == 20_000
    assert bool(document.notes) == ("[" in unit)


def test_stray_brackets_leave_links_alone(tmp_path: Path) -> None:
    path = tmp_path / "links.md"
    path.write_text("见[附件](a.md)、[1和\n" + "[甲](b)；" * 2000, encoding="utf-8")
    (document,) = load(path)
    assert "见附件、[1和" in document.text
    assert document.text.count("甲；") == 2000
    assert not document.notes


def test_markdown(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(MARKDOWN, encoding="utf-8")
    assert lines_of(path) == [
        ("党委会议事规则", "title", 0),
        ("第一章 总则", "heading", 2),
        ("第一条 为了规范议事，制定本规则。", "body", 0),
        ("第二条 本规则适用于“党委会”。", "body", 0),
        ("3. 第三", "body", 0),
        ("4. 第四", "body", 0),
        ("无序", "body", 0),
        ("部门\t职责", "row", 0),
        ("办公室\t会务", "row", 0),
        ("缩进的段落", "body", 0),
        ("换行", "body", 0),
    ]
    (document,) = load(path)
    assert dict(document.meta) == {
        "title": "党委会议事规则",
        "issued": "2024-03-05",
        "number": "集党发〔2024〕3号",
        "supersedes": "旧规则\n老规则",
        "trial": "true",
    }


def test_front_matter_that_is_no_yaml_is_said(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("---\ntitle: [甲\n---\n正文\n", encoding="utf-8")
    (document,) = load(path)
    assert [line.text for line in document.lines][-1] == "正文"
    assert "front matter" in document.notes[0]


PAGE = """<html><head><meta charset="gb2312"><title>关于开展检查的通知_某网站</title>
<script>var a = 1;</script></head><body><div class="nav"><a href="/">首页</a></div>
<h1>关于开展检查的通知</h1><div class="article-content"><p>各单位：</p>
<p>现将有关<b>事项</b>通知如下。<br>请遵照执行。</p><h2>一、总体要求</h2>
<ol start="3"><li>提高认识</li><li><p>压实责任</p><ol type="a"><li>逐级</li></ol></li></ol>
<ol style="list-style-type: cjk-ideographic"><li>甲</li></ol><ul><li>无序</li></ul>
<table><tr><th rowspan="2">部门</th><td>甲</td></tr><tr><td>乙</td></tr></table>
<p style="display:none">隐藏</p></div><footer>版权所有</footer></body></html>"""


def test_html(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"  # the suffix is not believed
    path.write_bytes(PAGE.encode("gb18030"))
    assert lines_of(path) == [
        ("关于开展检查的通知", "title", 0),
        ("各单位：", "body", 0),
        ("现将有关事项通知如下。", "body", 0),
        ("请遵照执行。", "body", 0),
        ("一、总体要求", "heading", 2),
        ("3. 提高认识", "body", 0),
        ("4. 压实责任", "body", 0),
        ("a. 逐级", "body", 0),
        ("一、甲", "body", 0),
        ("无序", "body", 0),
        ("部门\t甲", "row", 0),
        ("\t乙", "row", 0),
    ]


ROWS = [
    '{"id": "a1", "title": "甲法", "source": "s", "kind": "law", "meta": {"date": "2020-05-14",'
    ' "info": "通过\\n修正", "issuer": "某机关", "url": ""},'
    ' "text": "## 第一章  总则\\n第一条 甲。"}',
    "{broken",
    '{"_id": "7", "title": "乙", "text": "一段话"}',
    '["no object"]',
    '{"id": "x", "title": "没有正文"}',
    '{"id": "y", "text": "尾\\ud800"}',
]


@pytest.mark.parametrize("packed", [False, True])
def test_a_bad_row_costs_only_itself(packed: bool, tmp_path: Path) -> None:
    data = "\n".join(ROWS).encode()
    path = tmp_path / ("rows.jsonl.gz" if packed else "rows.data")
    path.write_bytes(gzip.compress(data) if packed else data)
    outcomes = [unit.outcome() for unit in units(path, Limits())]
    assert [type(outcome) for outcome in outcomes] == [
        RawDocument, Failure, RawDocument, Failure, Failure, RawDocument
    ]  # fmt: skip
    first, broken, beir, _, _, last = outcomes
    assert isinstance(first, RawDocument)
    assert first.source.name == f"{path}!a1"
    assert dict(first.meta) == {
        "id": "a1",
        "title": "甲法",
        "source": "s",
        "kind": "law",
        "date": "2020-05-14",
        "info": "通过\n修正",
        "issuer": "某机关",
    }
    assert [(line.text, line.style) for line in first.lines] == [
        ("第一章 总则", "heading"),
        ("第一条 甲。", "body"),
    ]
    assert isinstance(broken, Failure)
    assert broken.name == f"{path}!第2行"
    assert "第 2 行" in broken.message
    assert isinstance(beir, RawDocument)
    assert beir.meta["id"] == "7"
    assert isinstance(last, RawDocument)
    assert last.lines[0].text == "尾"


def test_json_that_is_no_collection_is_refused_with_a_way_out(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"text": "甲", "b": [1]}, indent=1), encoding="utf-8")
    with pytest.raises(UnreadableDocument, match="JSON Lines"):
        list(load(path))
