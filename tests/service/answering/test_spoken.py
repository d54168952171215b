"""How a sentence speaks of what is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

import pytest

from corpus.text import fold
from corpus.words import Segmenter
from service.answering.missing import sought_in
from service.answering.signs import figure_of
from service.answering.spoken import spoken_of
from service.answering.wording import Term
from service.query import understand
from tests.service.answering.makers import about, unit

if TYPE_CHECKING:
    import re

    from service.answering.features import Asked
    from service.answering.spoken import Spoken
    from service.query import Query

SEGMENTER = Segmenter(())
SAME = {"答复": ("办结",)}


class AskedFor(NamedTuple):
    """As much of a question as is looked at here."""

    query: Query
    topic: str
    terms: tuple[Term, ...]
    figure: re.Pattern[str] | None


def spoken(question: str, told: str, title: str = "某办法") -> Spoken:
    """How a sentence of a document speaks of what is asked."""
    query = understand(question, SEGMENTER)
    words = [word for word in SEGMENTER.query_words(query.topic) if len(word) > 1]
    terms = tuple(Term(word, 1.0, 0.5, SAME.get(word, ())) for word in words)
    asked = cast("Asked", AskedFor(query, fold(query.topic), terms, figure_of(query)))
    sought = sought_in(query.text, SEGMENTER.tagged)
    return spoken_of(asked, sought, unit(told, about(title, "regulation")))


@pytest.mark.parametrize(
    ("question", "told", "deed"),
    [
        ("仲裁裁决多少天内作出", "仲裁机构应当自受理之日起四十五日内作出裁决。", 1),
        ("仲裁裁决多少天内作出", "法院作出的裁定中，应当告知裁决生效后三个月内申请执行。", -1),
        ("规范性文件多久备案", "规范性文件违法的，法院可以在裁判生效之日起三个月内提出建议。", -1),
        ("信访事项几天答复", "信访事项应当自受理之日起60日内办结。", 1),  # put otherwise
        ("开除公务员要谁批准", "被开除公职的人员不得录用为公务员。", -1),
        ("开除公务员要谁批准", "给予开除处分的，应当报上级机关批准。", 1),
        ("公务员能不能经商", "录用公务员可以简化程序。", -1),
        ("公务员能不能经商", "公务员不得违规经商、办企业。", 1),
        ("烈士证书丢了怎么补办", "烈士证书由国务院退役军人事务部门印制。", -1),
        ("作业证遗失怎么补办", "作业证遗失的，应当向发证机关申请补办。", 1),
        # what is done about it, and to whom, is said in many ways
        ("作业证遗失怎么处理", "作业证遗失的，应当向发证机关申请补办。", 0),
        # that somebody is in charge is said in many ways; nothing is asked to be done
        ("信访工作由谁负责", "信访局主管信访工作。", 0),
        ("信访工作为什么重要", "信访工作是民心工程。", 0),
    ],
)
def test_what_is_to_be_done_is_done_there(question: str, told: str, deed: int) -> None:
    assert spoken(question, told).deed == deed


def test_what_is_left_out_in_one_piece() -> None:
    told = "歌舞娱乐场所接纳未成年人的，处一万元以上三万元以下罚款。"
    assert spoken("娱乐场所接纳未成年人怎么罚", told).left_out < 0.5
    assert spoken("网吧会所棋牌室接纳未成年人怎么罚", told).left_out > 1.0


def test_the_share_of_the_verbs_that_is_said() -> None:
    told = "烈士证书由退役军人事务部门印制。"
    assert spoken("烈士证书怎么补办", told).verbs == 0.0
    assert spoken("烈士证书由谁印制", told).verbs == 1.0
    assert spoken("烈士证书", told).verbs == 1.0  # nothing is asked of the kind
