"""Tables without rules are read by rows, text in columns is not."""

from __future__ import annotations

from corpus.loaders.layout import lay_out
from corpus.loaders.rows import Glyph, Page

SIZE = 10.0
BODY = "班组应当按照点检标准逐台检查设备，并将结果记入台账，不得漏检、代检"


def page(*lines: list[tuple[float, str]]) -> Page:
    """A page of lines, each of pieces set at a place, a square a character."""
    glyphs = [
        Glyph(char, x + SIZE * place, x + SIZE * (place + 1), 60 + 16.0 * number, SIZE)
        for number, pieces in enumerate(lines)
        for x, text in pieces
        for place, char in enumerate(text)
    ]
    return Page(1, 500, 800, glyphs)


def texts(*lines: list[tuple[float, str]]) -> list[tuple[str, str]]:
    return [(line.style, line.text) for line in lay_out([page(*lines)]).lines]


def test_rows_of_three_columns_are_a_table() -> None:
    found = texts(
        [(60, f"第四条 {BODY}。")],
        [(60, "设备"), (180, "周期"), (300, "部门")],
        [(60, "循环水泵"), (180, "每日一次"), (300, "运行车间第一班组及")],
        [(300, "其外委单位")],  # the cell above goes on
        [(60, "主变压器"), (180, "每月一次，大修后每周"), (300, "电气车间")],
        [(60, f"第五条 {BODY}。")],
    )
    assert found == [
        ("body", f"第四条 {BODY}。"),
        ("row", "设备\t周期\t部门"),
        ("row", "循环水泵\t每日一次\t运行车间第一班组及其外委单位"),
        ("row", "主变压器\t每月一次，大修后每周\t电气车间"),
        ("body", f"第五条 {BODY}。"),
    ]


def test_a_cell_that_fills_its_column_is_cut_from_the_next() -> None:
    row = [(60.0, "甲"), (180.0, "每月一次大修后为每周"), (284.0, "电气车间")]
    found = texts(
        [(60, "乙"), (180, "每日"), (284, "热机")], row, [(60, "丙"), (180, "每周"), (284, "化学")]
    )
    assert [text for _, text in found] == [
        "乙\t每日\t热机",
        "甲\t每月一次大修后为每周\t电气车间",
        "丙\t每周\t化学",
    ]


def test_two_columns_and_three_of_text_are_none() -> None:
    form = [[(60.0, "设备："), (300.0, "周期：")], [(60.0, "水泵"), (300.0, "每日")]] * 3
    assert all(style == "body" for style, _ in texts(*form))
    text = [[(40.0, BODY[:12]), (180.0, BODY[12:24]), (320.0, BODY[20:32])]] * 12
    assert all(style == "body" for style, _ in texts(*text))
