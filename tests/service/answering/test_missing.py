"""What of a question a sentence stands without, and what stands in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

import pytest

from corpus.words import Segmenter
from service.answering.missing import NOTHING, missing_of
from service.answering.wording import Term
from service.query import understand
from tests.service.answering.makers import about, unit

if TYPE_CHECKING:
    from service.answering.features import Asked
    from service.answering.missing import Missing
    from service.query import Query

SEGMENTER = Segmenter(("能效标识", "水效标识"))
SAME = {"孩子": ("未成年人",)}


class AskedFor(NamedTuple):
    """As much of a question as is looked at here."""

    query: Query
    terms: tuple[Term, ...]


def missing(question: str, told: str, title: str = "某办法") -> Missing:
    """What a question misses in the sentence of a document."""
    query = understand(question, SEGMENTER)
    words = [word for word in SEGMENTER.query_words(query.topic) if len(word) > 1]
    terms = tuple(Term(word, 1.0, 0.5, SAME.get(word, ())) for word in words)
    asked = cast("Asked", AskedFor(query, terms))
    return missing_of(asked, unit(told, about(title, "regulation")), SEGMENTER.tagged)


@pytest.mark.parametrize(
    ("question", "told", "rival"),
    [
        (
            "燃气经营许可证有效期几年",
            "供热经营许可证的有效期为五年。",
            ("燃气经营许可证", "供热经营许可证"),
        ),
        (
            "药品经营许可证有效期几年",
            "医疗器械经营许可证有效期为5年。",
            ("药品经营许可证有效期", "医疗器械经营许可证有效期"),
        ),
        ("能效标识上要写什么", "水效标识应当包括以下内容：", ("能效标识", "水效标识")),
        ("大运河保护由谁负责", "文物部门负责长城保护工作。", ("大运河保护", "长城保护")),
        # the thing itself is named, beside others or by another name of its own
        ("燃气经营许可证有效期几年", "燃气经营许可证、供热经营许可证有效期五年。", None),
        ("孩子网络保护谁负责", "未成年人网络保护由网信部门负责。", None),
        # put otherwise, or of nothing in particular
        ("公立幼儿园收费吗", "公办幼儿园免收费用。", None),
        ("供热企业的目标是什么", "年度目标是安全运行。", None),
        ("海拉尔区生产总值多少", "地区生产总值完成303亿元。", None),
    ],
)
def test_another_of_its_kind(question: str, told: str, rival: tuple[str, str] | None) -> None:
    found = missing(question, told).rival
    assert (found and (found.asked, found.told)) == rival


def test_names_and_other_words_are_counted_apart() -> None:
    found = missing("稀土企业怎么罚", "未如实记录流向信息的，处五万元罚款。")
    assert found.asked == 2  # 稀土, 企业
    assert found.names > 1.0
    assert missing("稀土企业怎么罚", "从事稀土开采的企业。").names == 0.0
    assert found.signs == (found.names, found.others, 2.0, 0.0)
    assert NOTHING.signs == (0.0, 0.0, 0.0, 0.0)


def test_another_thing_is_told_of_where_the_thing_stands_nowhere() -> None:
    plain = missing("燃气经营许可证有效期几年", "供热经营许可证的有效期为五年。").rival
    assert plain is not None
    assert plain.is_plain
    beside = missing("燃气经营许可证有效期几年", "供热经营许可证有效期五年，燃气另定。").rival
    assert beside is not None
    assert not beside.is_plain


def test_a_name_in_the_title_is_no_miss() -> None:
    assert missing("稀土管理归谁", "工业部门负责行业管理。", "稀土管理条例").names == 0.0
