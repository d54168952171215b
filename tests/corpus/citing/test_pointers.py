"""Pointers: 前款, 本条, 上述规定 and where they lead from where they stand."""

from __future__ import annotations

import pytest

from corpus.citing.catalogue import Catalogue
from corpus.citing.references import find_references
from corpus.marked import read_text

POINTS = """用水守则
一、为节约用水，制定本制度。
二、用水按以下办理：
（一）登记。
（二）前项规定的登记一年一次。
（三）检查。
三、违反本制度第二条第（一）项、第三条的，处罚。
四、本条所称处罚，见前条；违反前两条的从重。"""

ARTICLES = """用水办法
第一条 用水应当登记。
登记一年一次。
变动的，适用上述条款。
违反上述两款的，处罚。
第二条 依照《北岭水法》第二条、第三条办理，不符合上述规定的不予受理。
第三条 用水应当节约。违反上述规定的，处罚。"""


def led(text: str) -> list[tuple[str, str]]:
    """Each provision cited, and the section it leads to, or its number where none is held."""
    document = read_text("text.txt", text)
    return [
        (
            document.text[one.span.start : one.span.end],
            str(one.target.section_id) if one.target else one.number,
        )
        for one in find_references(document, Catalogue([], lambda _: ()))
        if one.number
    ]


def test_the_points_of_a_text_without_articles_are_cited_as_articles() -> None:
    assert led(POINTS) == [
        ("前项", "pt_2/pt_1"),
        ("本制度第二条第（一）项", "pt_2/pt_1"),
        ("第三条", "pt_3"),
        ("本条", "pt_4"),
        ("前条", "pt_3"),
        ("前两条", "pt_2"),
    ]


def test_what_stands_above_is_what_the_line_cited_or_the_article_said() -> None:
    assert led(ARTICLES) == [
        ("上述条款", "art_1/para_1"),
        ("上述两款", "art_1/para_2"),
        ("《北岭水法》第二条", "art_2"),
        ("第三条", "art_3"),
        ("上述规定", "art_2"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "修正案\n一、增加一条：“单位犯本条规定之罪的，处罚金。”\n二、施行。",
        "案例\n一、《民法典》第五条对此有规定，本条要求诚信。\n二、略。",
    ],
)
def test_what_is_said_of_another_work_is_no_point_of_this_one(text: str) -> None:
    assert all(not section.startswith("pt_") for _, section in led(text))


QUOTING = """关于适用北岭水法的意见
北岭水法第九条、第十条分别规定：“未依照本法第二条登记的，处罚。
“逾期的，依照本法第三条从重。”
北岭水法第七条增加了处罚，该条款与此前不同。用户未作说明的，该条款无效。
（二）适用
根据上述法律规定，应当登记。北岭水法第十条第（一）、（三）事项另定。"""


def test_what_another_law_calls_itself_is_that_law() -> None:
    assert led(QUOTING) == [
        ("北岭水法第九条", "art_9"),
        ("第十条", "art_10"),
        ("本法第二条", "art_2"),
        ("本法第三条", "art_3"),
        ("北岭水法第七条", "art_7"),
        ("该条款", "art_7"),
        ("上述法律规定", "art_7"),
        ("北岭水法第十条第（一）", "art_10/item_1"),
        ("（三）事项", "art_10/item_3"),
    ]
