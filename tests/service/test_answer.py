"""Answers over the sample corpus: exact wording, or an honest no."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from service.model import Filters

if TYPE_CHECKING:
    from service.library import Library
    from tests.conftest import Built


@pytest.fixture(scope="module")
def library(built: Built) -> Library:
    return built.librarian.current()


@pytest.mark.parametrize(
    ("question", "wording"),
    [
        # who is responsible
        ("起重设备逐台复核由谁负责", "复核"),
        # an amount
        ("夜班津贴提高到多少", "夜班津贴"),
        # a list, complete and in order
        ("收到预警后，有关单位应当按照哪些时限响应？", "（一）红色预警"),
    ],
)
def test_the_answer_holds_the_wording(library: Library, question: str, wording: str) -> None:
    answer = library.answer(question)
    assert answer.answered, answer.declined
    assert wording in answer.text


def test_a_list_is_quoted_whole_in_order_and_as_one_citation(library: Library) -> None:
    answer = library.answer("安全生产第一责任人要做什么？")
    texts = [point.text for point in answer.points]
    assert texts[0] == "第一责任人应当履行下列职责："
    assert [text[:3] for text in texts[1:]] == [
        "（一）",
        "（二）",
        "（三）",
        "（四）",
        "（五）",
        "（六）",
    ]
    assert len(answer.citations) == 1
    assert answer.citations[0].section[-2:] == ("第五条", "第二款")


def test_an_article_asked_for_is_quoted_whole(library: Library) -> None:
    answer = library.answer("安全生产责任制规定第二十二条是怎么规定的？")
    assert answer.text.startswith("第二十二条 事故报告实行首报责任制")
    assert answer.citations[0].section[-1].startswith("第二十二条")


@pytest.mark.parametrize(
    "question",
    [
        "职工子女考上大学奖励多少钱？",  # nothing of the kind is held
        "总部班车几点发车、停靠哪些站点？",
        "集团公司住房公积金的缴存比例是多少？",
        "2022年工作会议提出的利润目标是多少",  # held for other years only
        "《云岭重工集团有限公司食堂管理办法》怎么规定的",  # a work that is not held
        "qwertyuiop",
    ],
)
def test_where_the_corpus_is_silent_it_says_so(library: Library, question: str) -> None:
    answer = library.answer(question)
    assert not answer.answered
    assert answer.declined
    assert not answer.points
    assert not answer.citations


def test_of_a_work_named_in_the_question_only_the_rest_is_asked(library: Library) -> None:
    asked = "第一责任人要做什么"
    answer = library.answer(f"按安全生产责任制规定，{asked}")
    assert answer.answered, answer.declined
    assert "安全生产责任制规定" in answer.citations[0].card.description.title
    assert answer.points[0].text == "第一责任人应当履行下列职责："
    assert answer.question.endswith(asked)


def test_a_question_about_a_past_day_is_answered_from_what_held(library: Library) -> None:
    asked = "发生重伤事故，事故单位应当在接报后几小时内报告集团公司？"
    answer = library.answer(asked, filters=Filters(as_of=date(2022, 10, 1)))
    assert "接报后2小时内报告" in answer.text
    assert answer.citations[0].card.status.code == "in_force"


def test_a_month_named_is_the_day_asked_about(library: Library) -> None:
    """The rules changed on 1 July 2024: what held in May is not what held at year's end."""
    before = library.answer("2024年5月党委会应当有多少党委委员到会方可召开？")
    after = library.answer("2024年9月党委会应当有多少党委委员到会方可召开？")
    assert "半数以上" in before.text
    assert "三分之二以上" in after.text


@pytest.mark.parametrize(
    ("question", "wording"),
    [
        ("一般隐患几天整改", "7日"),  # a notice of 2023 says 15
        ("重大事故隐患整改期限", "45日"),
    ],
)
def test_what_binds_comes_first_and_no_dead_text_beside_it(
    library: Library, question: str, wording: str
) -> None:
    answer = library.answer(question)
    assert wording in answer.points[0].text
    codes = [citation.card.status.code for citation in answer.citations]
    assert codes[0] == "in_force"
    assert not {"superseded", "repealed"} & set(codes)


def test_a_definition_may_be_a_term_and_a_colon(library: Library) -> None:
    assert library.answer("什么是数据出网").points[0].text.startswith("2.3 数据出网：")


def test_a_figure_asked_for_is_not_answered_without_one(library: Library) -> None:
    answer = library.answer("董事长的工资是多少")
    assert not answer.answered


def test_an_answer_about_one_year_quotes_no_other(library: Library) -> None:
    answer = library.answer("2025年营业收入的目标是多少")
    assert answer.answered
    for citation in answer.citations:
        title = citation.card.description.title
        assert str(citation.card.description.day or "")[:4] == "2025" or "2025" in title


@pytest.mark.parametrize(
    ("question", "wording"),
    [
        # in everyday words, and not one of them in the text
        ("旷工几天会被开除", "连续旷工7天"),
        ("上下班路上被车撞了算工伤吗", "上下班途中遭遇交通事故"),
    ],
)
def test_everyday_words_are_understood(library: Library, question: str, wording: str) -> None:
    assert wording in library.answer(question).text


@pytest.mark.parametrize("question", ["食堂的包子卖多少钱", "总部班车几点发车、停靠哪些站点？"])
def test_a_refusal_names_words_not_particles(library: Library, question: str) -> None:
    declined = library.answer(question).declined or ""
    assert "没有提到" in declined
    assert not any(f"“{particle}”" in declined for particle in "被算会内吗的")


@pytest.mark.parametrize(
    ("question", "wording", "note"),
    [
        ("党委会议事规则（试行）还有效吗", "同时废止", "取代"),
        ("对标一流管理办法还管用吗", "试行期二年", "已废止（自2025-06-01）"),
        ("党委会议事规则从什么时候起施行", "自2024年7月1日起施行", "现行有效"),
    ],
)
def test_whether_something_holds_is_told_in_its_words_and_in_ours(
    library: Library, question: str, wording: str, note: str
) -> None:
    answer = library.answer(question)
    assert wording in answer.text
    assert note in "".join(answer.notes)


QUESTIONS = [
    "第一责任人要做什么？",
    "什么是四色预警",
    "婚假几天",
    "三个清单是哪三个",
    "货物采购多少金额以上应当招标？",
]


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_citation_is_found_at_its_span(library: Library, question: str) -> None:
    answer = library.answer(question)
    for point in answer.points:
        for number in point.citations:
            citation = answer.citations[number - 1]
            assert citation.number == number
            assert point.text in citation.quote
            text = library.document(citation.card.description.id).text
            assert text[slice(*citation.span)] == citation.quote


def test_the_same_question_gives_the_same_answer(library: Library) -> None:
    assert [library.answer(q) for q in QUESTIONS] == [library.answer(q) for q in QUESTIONS]
