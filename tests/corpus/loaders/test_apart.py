"""What stands apart on a printed page: a box beside the text, footnotes, two columns in a part."""

from __future__ import annotations

from corpus.loaders.layout import lay_out
from corpus.loaders.rows import Glyph, Page, Rule

SIZE, LEFT, WIDTH = 10.0, 50.0, 300.0
TEXT = (
    "检修中发现重大隐患的应当立即停工并报告设备部查明原因提出处理意见经验收合格后方可复工继续作业"
)


def setting(text: str, x: float, y: float, size: float = SIZE) -> list[Glyph]:
    """A row of text; ``^1`` is a raised mark, and takes no room to speak of."""
    glyphs: list[Glyph] = []
    raised = False
    for char in text:
        if char == "^":
            raised = True
            continue
        small = 0.58 * size if raised else size
        advance = 0.5 * small if char.isascii() else small
        glyphs.append(Glyph(char, x, x + advance, y - (0.33 * size if raised else 0), small))
        x, raised = x + advance, False
    return glyphs


def box(x0: float, y0: float, x1: float, y1: float) -> list[Rule]:
    """Four rules."""
    return [Rule(x0, y0, x1, y0), Rule(x0, y1, x1, y1), Rule(x0, y0, x0, y1), Rule(x1, y0, x1, y1)]


def page(rows: list[list[Glyph]], rules: list[Rule] | None = None, number: int = 1) -> Page:
    """A page of 400 by 600 points."""
    return Page(number, 400, 600, [glyph for row in rows for glyph in row], rules or [])


def full(y: float, start: int = 0) -> list[Glyph]:
    """A row that fills the page's width."""
    return setting((TEXT * 2)[start : start + 30], LEFT, y)


def test_a_box_beside_a_sentence_comes_after_its_paragraph() -> None:
    beside = [
        setting("检修中发现重大隐患的应当立即停工", LEFT, 100),
        setting("提示：停工后两小", 226, 100),
        setting("并报告设备部查明原因提出处理意见", LEFT, 115),
        setting("时内上报。", 226, 115),
        setting("经验收合格后方可复工，复工以前应当再次确认能量已经隔离并且挂牌上锁", LEFT, 130)[
            :30
        ],
        setting("逐项记录。", LEFT, 145),
    ]
    lines = lay_out([page(beside, box(222, 88, 305, 122))]).lines
    assert [line.text for line in lines] == [
        "检修中发现重大隐患的应当立即停工并报告设备部查明原因提出处理意见"
        "经验收合格后方可复工，复工以前应当再次确认能量已经隔离并且挂逐项记录。",
        "提示：停工后两小时内上报。",
    ]


def test_footnotes_come_last_and_their_marks_leave_the_sentence() -> None:
    first = [*(full(100 + 15 * row, row) for row in range(5)), setting("设备检修^1是指", LEFT, 175)]
    rows = [*first, setting("1检修，指大修、中修和小修。", LEFT, 540, 8)]
    last = [*(full(100 + 15 * row, row) for row in range(5)), setting("全部作业。", LEFT, 175)]
    parsed = lay_out([page(rows), page(last, number=2)])
    assert [line.style for line in parsed.lines].count("note") == 1
    assert parsed.lines[-1].text == "1检修，指大修、中修和小修。"
    assert all("检修1" not in line.text for line in parsed.lines)
    assert "脚注 1 条附于文末。" in parsed.notes


def test_a_small_last_line_that_nothing_calls_stays() -> None:
    rows = [*(full(100 + 15 * row, row) for row in range(6)), setting("1份存档。", LEFT, 540, 8)]
    (*_, last) = lay_out([page(rows)]).lines
    assert (last.text, last.style) == ("1份存档。", "body")


def test_a_square_metre_is_no_footnote() -> None:
    rows = [*(full(100 + 15 * row, row) for row in range(6)), setting("占地50m^2。", LEFT, 190)]
    assert "占地50m2。" in lay_out([page(rows)]).lines[-1].text


def test_two_columns_in_a_part_of_a_page_are_read_one_after_the_other() -> None:
    left, right = TEXT[:14], TEXT[20:34]
    band = [
        row
        for index in range(6)
        for row in (
            setting(left, LEFT, 160 + 15 * index),
            setting(right, 210, 166 + 15 * index),
        )
    ]
    rows = [full(100), full(115), full(130), *band, full(270), full(285), full(300)]
    text = "".join(line.text for line in lay_out([page(rows)]).lines)
    assert left * 6 in text
    assert right * 6 in text
    assert text.index(left * 6) < text.index(right * 6)


def test_a_few_rows_in_two_even_columns_at_the_foot_of_a_page() -> None:
    left, right = TEXT[:14], TEXT[20:34]
    band = [
        row
        for index in range(3)
        for row in (
            setting(left, LEFT, 160 + 15 * index),
            setting(right, 210, 160 + 15 * index),
        )
    ]
    text = "".join(
        line.text for line in lay_out([page([full(100), full(115), full(130), *band])]).lines
    )
    assert text.endswith(left * 3 + right * 3)


def test_those_who_sign_side_by_side_are_read_row_by_row() -> None:
    sides = [
        ("甲方（盖章）：北岭公司", "乙方（盖章）：滨海公司"),
        ("法定代表人签字：", "法定代表人签字："),
        ("地址：北岭市中山路二十号", "地址：滨海市人民路三十号"),
        ("二〇二四年三月一日", "二〇二四年三月一日"),
    ]
    rows = [full(100 + 15 * index) for index in range(8)]
    rows += [
        setting(text, x, 235 + 15 * index)
        for index, side in enumerate(sides)
        for text, x in zip(side, (LEFT, 200), strict=True)
    ]
    lines = lay_out([page(rows)]).lines
    assert [line.text for line in lines][-4:] == [" ".join(side) for side in sides]
