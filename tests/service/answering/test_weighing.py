"""What a sentence is worth: what holds everywhere, what binds, what only tells it over."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, cast

import pytest

from corpus.citing.versions import Status
from corpus.words import Segmenter
from service.answering.signs import figure_of
from service.answering.spelling import is_unspelled, members_asked, spelled_out, wordings
from service.answering.validity import Titles
from service.answering.weighing import Weigher, many_reports, many_rules
from service.answering.wording import Term
from service.answering.writer import Scored
from service.query import understand
from tests.service.answering.makers import about, unit

if TYPE_CHECKING:
    from corpus.model import Description, DocumentId
    from service.answering.features import Asked
    from service.model import Citation
    from service.query import Query
    from service.shelf import Shelf

SEGMENTER = Segmenter(())
LAW = about("招标投标法", "law")
RULES = [
    about(f"{place}招标投标条例", "local_regulation") for place in ("河南省", "浙江省", "重庆市")
]
BINDING = ("law", "local_regulation")
OLD, ESSAY = about("旧招标投标法", "regulation"), about("范文", "essay")
MUST = "下列项目必须进行招标。"


class SomeDocuments:
    """A shelf where what binds is in force."""

    def __init__(self, *held: Description) -> None:
        self._held = {one.id: one for one in held}

    def descriptions(self) -> list[Description]:
        return list(self._held.values())

    def status(self, name: DocumentId, _: object = None) -> Status:
        if self._held[name] is OLD:
            return Status("repealed", "已废止")
        binds = self._held[name].kind in BINDING
        return Status("in_force", "现行有效") if binds else Status("none", "")


class AskedFor(NamedTuple):
    """As much of a question as is looked at here."""

    query: Query
    terms: tuple[Term, ...]
    figure: re.Pattern[str] | None = None


def weigher(*held: Description) -> Weigher:
    return Weigher(cast("Shelf", SomeDocuments(*held)), SEGMENTER, lambda: Titles(held))


def ranked(question: str, *found: tuple[Description, str, float]) -> list[str]:
    """The titles of what is quoted first to last, of sentences with their chances."""
    scored = [Scored(unit(text, of), chance) for of, text, chance in found]
    query = understand(question, SEGMENTER)
    words = dict.fromkeys(word for word in query.words if len(word) > 1)
    terms = tuple(Term(word, 1.0, 1.0) for word in words)
    asked = cast("Asked", AskedFor(query, terms, figure_of(query)))
    weighed = weigher(*(of for of, _, _ in found)).weighed(asked, scored, None)
    return [one.unit.result.card.description.title for one in weighed]


@pytest.mark.parametrize(
    ("question", "found", "titles"),
    [
        # nobody named the place: what holds everywhere, and that alone
        ("什么项目必须招标", [(RULES[0], MUST, 0.8), (LAW, MUST, 0.5)], ["招标投标法"]),
        (
            "河南什么项目必须招标",
            [(RULES[0], MUST, 0.8), (LAW, MUST, 0.5)],
            ["河南省招标投标条例", "招标投标法"],
        ),
        # a thing that has a law of its own is told by that
        (
            "谁可以提起行政诉讼",
            [
                (about("电影产业促进法", "law"), "当事人不服的，可以提起行政诉讼。", 0.8),
                (about("行政诉讼法", "law"), "利害关系人有权提起诉讼。", 0.4),
            ],
            ["行政诉讼法", "电影产业促进法"],
        ),
        # the speech before what news make of it
        (
            "怎样扶贫",
            [(about("要闻", "news"), "要扶贫。", 0.6), (about("讲话", "speech"), "要扶贫。", 0.5)],
            ["讲话", "要闻"],
        ),
        # a licence for food is none for medicine
        (
            "食品许可证有效期",
            [(about("甲"), "药品许可证有效期。", 0.9), (about("乙"), "食品许可证有效期。", 0.5)],
            ["乙", "甲"],
        ),
        # nothing ended beside what is in force, no essay beside papers
        (
            "清单怎么列",
            [(LAW, "清单要列明。", 0.9), (OLD, "清单要列明。", 0.5), (ESSAY, "清单要列明。", 0.5)],
            ["招标投标法"],
        ),
        # a paper in an essay's place, a term for the thing before one for contesting it
        (
            "乡村振兴总要求",
            [(ESSAY, "乡村振兴总要求。", 0.9), (about("讲话", "speech"), "乡村振兴总要求。", 0.2)],
            ["讲话"],
        ),
        (
            "信访多久答复",
            [(about("甲"), "对信访答复不服的，自答复之日起30日内复查。", 0.9),
             (about("乙"), "信访应当自收到之日起15日内答复。", 0.3)],
            ["乙", "甲"],
        ),
        # what is aimed at before what was done
        (
            "就业目标是多少",
            [(about("甲"), "就业1256万人。", 0.9), (about("乙"), "就业目标是1200万人。", 0.3)],
            ["乙", "甲"],
        ),
        # who is dismissed is not told by whom nobody may dismiss, but a limit is by what it forbids
        (
            "辞退保管员的情形",
            [(about("甲"), "保管员不得辞退。", 0.9), (about("乙"), "辞退保管员的情形。", 0.3)],
            ["乙", "甲"],
        ),
        (
            "辞退保管员有什么限制",
            [(about("甲"), "保管员不得辞退。", 0.9), (about("乙"), "辞退保管员要报批。", 0.3)],
            ["甲", "乙"],
        ),
        # and when nobody may be, not when he can
        (
            "哪些情形不能辞退保管员",
            [(about("甲"), "可以辞退保管员的情形。", 0.9),
             (about("乙"), "不得依照前条的规定辞退。", 0.1)],
            ["乙", "甲"],
        ),
        # how it is done is laid down, not told in the news
        (
            "招标怎么申请",
            [(about("要闻", "news"), "招标今天申请。", 0.9), (LAW, "招标应当申请。", 0.1)],
            ["招标投标法"],
        ),
        ("保管员谁来辞退", [(about("甲"), "保管员不得辞退。", 0.9)], ["甲"]),
        # a year is no quarter
        (
            "2023年就业多少",
            [(about("甲"), "一季度就业297万人。", 0.9), (about("乙"), "就业1244万人。", 0.3)],
            ["乙", "甲"],
        ),
        (
            "2023年就业多少",  # a day of the year is none of its parts
            [(about("甲"), "2023年12月31日就业1244万人。", 0.9), (about("乙"), "就业1万人。", 0.3)],
            ["甲", "乙"],
        ),
        (
            "2023年一季度就业多少",
            [(about("甲"), "一季度就业297万人。", 0.9), (about("乙"), "就业1244万人。", 0.3)],
            ["甲", "乙"],
        ),
        # what asks itself answers nothing
        (
            "什么是清单",
            [(about("甲"), "什么是清单？", 0.9), (about("乙"), "清单是列明事项的表。", 0.1)],
            ["乙", "甲"],
        ),
        # the whole country is no province
        (
            "全国增长多少",
            [(about("河南省工作报告"), "增长5%。", 0.9), (about("工作报告"), "增长5%。", 0.1)],
            ["工作报告", "河南省工作报告"],
        ),
    ],
)  # fmt: skip
def test_what_is_quoted_first(
    question: str, found: list[tuple[Description, str, float]], titles: list[str]
) -> None:
    assert ranked(question, *found) == titles


def test_the_rules_of_many_places_are_told_from_those_of_one() -> None:
    results = [unit(MUST, of).result for of in RULES]
    assert many_rules(understand("什么项目必须招标", SEGMENTER), results)
    assert not many_rules(understand("浙江什么项目必须招标", SEGMENTER), results)
    assert not many_rules(understand("什么项目必须招标", SEGMENTER), results[:2])


def test_a_local_answer_says_where_it_holds() -> None:
    cited = cast("list[Citation]", [unit(MUST, RULES[1]).result])
    query = understand("什么项目必须招标", SEGMENTER)
    assert "浙江的地方规定" in weigher(*RULES).note(query, cited)
    # of one's own place alone a reader knows
    assert not weigher(RULES[1]).note(query, cited)
    assert not weigher(*RULES).note(understand("浙江什么项目必须招标", SEGMENTER), cited)


def test_what_looks_back_counts_for_less_than_what_it_looks_back_on() -> None:
    law = about("年休假条例", "regulation")
    texts = ["前款规定的折算方法为日历天数除以365天。", "职工工作满1年的，年休假5天。"]
    query = understand("年休假几天", SEGMENTER)
    terms = (Term("年休假", 1.0, 0.5),)
    asked = cast("Asked", AskedFor(query, terms, figure_of(query)))
    ranked = weigher(law).weighed(asked, [Scored(unit(text, law), 0.5) for text in texts], None)
    assert [one.unit.text for one in ranked] == texts[::-1]


def test_shorthand_is_told_by_the_sentence_with_all_its_members() -> None:
    known = {"三个清单": ("问题清单", "任务清单", "责任清单")}
    query = understand("三个清单是指什么", SEGMENTER)
    members = members_asked(query, lambda term: known.get(term, ()))
    assert wordings(members) == ["“问题清单、任务清单、责任清单”"]
    texts = ["要用好三个清单。", "列出问题清单、任务清单、责任清单。"]
    scored = [Scored(unit(text, about(text)), 0.5) for text in texts]
    assert [quote.passage.text for quote in spelled_out(query, members, scored)] == texts[1:]
    assert spelled_out(query, (), scored) == []
    # what only mentions it does not say what it is
    assert is_unspelled(query, members, texts[:1])
    assert not is_unspelled(query, members, texts[1:])
    assert not is_unspelled(query, (), texts[:1])


@pytest.mark.parametrize(
    ("of", "text", "plain"),
    [
        (LAW, "常务会议一般每月召开三次。", True),
        (LAW, "常务会议讨论重要工作。", False),  # no figure
        (LAW, "全体会议一般每年召开两次。", False),  # another meeting
        (OLD, "常务会议一般每月召开三次。", False),
        (about("要闻", "news"), "常务会议召开三次。", False),
    ],
)
def test_a_rule_that_gives_the_figure_plainly(of: Description, text: str, *, plain: bool) -> None:
    query = understand("常务会议召开几次", SEGMENTER)
    terms = tuple(Term(word, 1.0, 1.0) for word in ("常务会议", "召开"))
    asked = cast("Asked", AskedFor(query, terms, figure_of(query)))
    found = weigher(of).told_plainly(asked, [Scored(unit(text, of), 0.01)], None)
    assert bool(found) == plain


def test_reports_of_many_places_speak_of_none_that_is_not_named() -> None:
    places = [about(f"2026年{one}政府工作报告") for one in ("北京市", "湖北省", "广东省")]
    results = [unit("增长5%。", one).result for one in places]
    asked = understand("2026年增长目标是多少", SEGMENTER)
    assert many_reports(asked, results)
    assert not many_reports(asked, results[:2])
    assert not many_reports(understand("湖北2026年增长目标是多少", SEGMENTER), results)
    country = about("2026年国务院政府工作报告")
    found = [
        (places[0], "增长5%。", 0.6),
        (places[1], "增长5%。", 0.5),
        (places[2], "增长6%。", 0.5),
    ]
    assert ranked("2026年增长目标是多少", *found, (country, "增长5%。", 0.5))[0] == country.title


def test_what_holds_no_more_gives_way_to_what_gives_the_figure_too() -> None:
    old, new = (OLD, "十五日内答复。", 0.5), (LAW, "受理之日起六十日内办结。", 0.1)
    assert ranked("信访多久答复", old, new) == [LAW.title]
    assert ranked("信访多久答复", old, (LAW, "应当及时办结。", 0.1))[0] == OLD.title


def test_a_term_for_contesting_is_not_the_term_of_the_thing() -> None:
    contests = (LAW, "对信访处理意见不服的，收到答复之日起三十日内请求复查。", 0.5)
    of_it = (RULES[0], "信访事项六十日内答复。", 0.1)
    assert ranked("信访多久答复", contests, of_it)[0] == RULES[0].title
    assert ranked("对信访答复不服多久申请复查", contests, of_it)[0] == LAW.title


def test_shorthand_of_before_is_told_with_all_members_but_one() -> None:
    query = understand("四个全面是什么", SEGMENTER)
    members = ("全面建设现代化", "全面深化改革", "全面依法治国", "全面从严治党")
    text = "提出全面建成小康、全面深化改革、全面依法治国、全面从严治党的四个全面。"
    found = [Scored(unit(text, LAW), 0.5)]
    assert [quote.passage.text for quote in spelled_out(query, members, found)] == [text]
    assert not spelled_out(query, members[:3], found)
