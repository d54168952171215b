"""Writers: which list is meant, and which item of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest

from corpus.words import Segmenter
from service.answering.units import units_of
from service.answering.writer import ExtractiveWriter, Scored
from service.query import understand
from tests.corpus.outlines import document_of
from tests.service.answering.makers import about, unit

if TYPE_CHECKING:
    from corpus.model import Document, DocumentId
    from service.shelf import Shelf

SEGMENTER = Segmenter(())
SPEECH = """希望大家做到以下几点。
第一，增强爱国情怀。办好一流企业。
第二，勇于创新。敢于承担风险。
第三，诚信守法。做守约的表率。"""


class OneDocument:
    """A shelf of one document."""

    def __init__(self, document: Document) -> None:
        self._document = document

    def document(self, _: DocumentId) -> Document:
        return self._document

    @staticmethod
    def passages_of(_: DocumentId) -> tuple[()]:
        return ()


@pytest.mark.parametrize(
    ("question", "said", "points"),
    [
        # the list, where its items are asked for
        ("对大家提了哪几点希望", "希望大家做到以下几点。", 4),
        # the one item that says what is asked about
        ("企业家怎样才算爱国", "第一，增强爱国情怀。", 1),
    ],
)
def test_a_list_or_one_of_its_items(question: str, said: str, points: int) -> None:
    writer = ExtractiveWriter(cast("Shelf", OneDocument(document_of(SPEECH))))
    units = units_of([unit(SPEECH, about("讲话", "speech")).result])
    best = next(one for one in units if one.text == said)
    quotes = writer.write(understand(question, SEGMENTER), [Scored(best, 0.9)])
    assert len(quotes) == points


HEARING = """第六十四条 听证应当依照以下程序组织：
（一）当事人要求听证的，应当在行政机关告知后五日内提出；
（二）行政机关应当在举行听证的七日前，通知当事人及有关人员听证的时间、地点，并将有关材料一并送达各方当事人；
（三）听证由行政机关指定的非本案调查人员主持；当事人认为主持人与本案有直接利害关系的，有权申请回避，并说明理由；
（四）当事人可以亲自参加听证，也可以委托一至二人代理；代理人参加听证的，应当提交授权委托书，写明代理权限；
（五）举行听证时，调查人员提出当事人违法的事实、证据和行政处罚建议，当事人进行申辩和质证，听证应当制作笔录。"""


def test_of_a_long_list_the_item_that_gives_the_figure_is_quoted() -> None:
    paper = document_of(HEARING)
    writer = ExtractiveWriter(cast("Shelf", OneDocument(paper)))
    units = units_of([unit(HEARING, about("处罚法", "law")).result])
    query = understand("行政处罚听证申请几天内提出", SEGMENTER)
    quotes = writer.write(query, [Scored(units[0], 0.9)])
    said = [paper.text[slice(*quote.span)][:6] for quote in quotes]
    assert said == ["第六十四条 ", "（一）当事人"]


SALE = """直接交易是指买卖双方不经过他人自己交易。
直接交易应当在规定的交易市场里面进行。
买方凭统一发票办理登记。"""
FIRST, SECOND, _ = SALE.split("\n")


@pytest.mark.parametrize(
    ("chances", "quoted"),
    [
        ([0.9], [SALE]),
        # what is quoted by itself is not quoted with the sentence before it as well
        ([0.9, 0.5], [FIRST, SECOND]),
    ],
)
def test_a_short_answer_is_quoted_on_and_nothing_twice(
    chances: list[float], quoted: list[str]
) -> None:
    writer = ExtractiveWriter(cast("Shelf", OneDocument(document_of(SALE))))
    units = units_of([unit(SALE, about("办法", "regulation")).result])
    scored = [Scored(one, chance) for one, chance in zip(units, chances, strict=False)]
    quotes = writer.write(understand("为什么可以直接交易", SEGMENTER), scored)
    assert [SALE[quote.span.start : quote.span.end] for quote in quotes] == quoted
