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


REVIEW = """第十二条 船检复核应当依照以下程序办理：
（一）船主要求复核的，应当在检验站告知后四日内提出；
（二）检验站应当在进行复核的六日前，告诉船主及有关船工复核的时间、码头，并把检验记录一起送到各方船主手中；
（三）复核由检验站指定的没有检验过该船的船检员主持；船主认为主持人与该船有往来的，可以要求换人，并讲明缘由；
（四）船主可以自己参加复核，也可以请一两名船工参加；船工参加复核的，应当带上船主写的字条，写明可以替船主说什么；
（五）进行复核时，检验员讲明船只有毛病的部位、照片和停航建议，船主讲自己的看法并当场查看，复核应当写成记录。"""


def test_of_a_long_list_the_item_that_gives_the_figure_is_quoted() -> None:
    paper = document_of(REVIEW)
    writer = ExtractiveWriter(cast("Shelf", OneDocument(paper)))
    units = units_of([unit(REVIEW, about("船检办法", "law")).result])
    query = understand("船检复核申请几天内提出", SEGMENTER)
    quotes = writer.write(query, [Scored(units[0], 0.9)])
    said = [paper.text[slice(*quote.span)][:6] for quote in quotes]
    assert said == ["第十二条 船", "（一）船主要"]


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


def test_a_list_announced_beside_a_likelier_sentence_is_whole() -> None:
    text = """第四条 检修人员不得在码头吸烟。
第五条 检修人员不得带下列物品上船：
（一）火柴；
（二）汽油。"""
    writer = ExtractiveWriter(cast("Shelf", OneDocument(document_of(text))))
    units = units_of([unit(text, about("检修规定", "rule")).result])
    chances = {"第四条": 0.9, "第五条": 0.2}
    scored = [
        Scored(one, chance)
        for start, chance in chances.items()
        for one in units
        if one.text.startswith(start)
    ]
    quotes = writer.write(understand("检修人员不能干的事有哪些", SEGMENTER), scored)
    assert [text[slice(*quote.span)][:3] for quote in quotes] == [
        "第四条",
        "第五条",
        "（一）",
        "（二）",
    ]
