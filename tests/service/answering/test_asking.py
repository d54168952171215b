"""What a question asks with, and the words that are left of it."""

from __future__ import annotations

import re

import pytest

from corpus.text import fold
from corpus.words import Segmenter
from service.answering.asking import as_written, ordinals_of, plain_topic, so_many, words_asked
from service.answering.signs import figure_of
from service.query import understand

SEGMENTER = Segmenter(())


@pytest.mark.parametrize(
    ("question", "gone"),
    [
        ("机关向小企业买东西几天内要给钱", "几天内"),
        ("进博会上说下一步开放要抓哪四件事", "哪四件事"),
        ("考完多少天出成绩", "多少天"),
        ("烈属多大年纪能住光荣院", "多大年纪"),
        ("首报责任人要在多长时间内口头报告", "要在多长时间内"),
        ("社保里的临时账户是啥意思", "啥意思"),
        ("学校周边多远不能开网吧", "多远"),
        ("保密期限最长不超过多少年", "最长不超过多少年"),
        ("年休假一般是几天", "一般是几天"),
        ("合法性审核一般不少于几天", "一般不少于几天"),
        ("校车超速罚几百块", "几百块"),
        ("人大代表几年一届", "几年一届"),
    ],
)
def test_no_word_it_asks_with_is_left(question: str, gone: str) -> None:
    topic = plain_topic(understand(question, SEGMENTER))
    assert not set(gone) & set(topic) - set(question.replace(gone, ""))


def test_what_is_no_asking_word_stays() -> None:
    assert plain_topic(understand("反洗钱法适用于哪些机构", SEGMENTER)) == "反洗钱法适用于 机构"
    assert plain_topic(understand("几何老师", SEGMENTER)) == "几何老师"
    assert plain_topic(understand("多少日本人来参观", SEGMENTER)) == "日本人来参观"
    assert plain_topic(understand("今年办几个项目", SEGMENTER)) == "今年办 项目"
    assert plain_topic(understand("条例规定停航究竟要报备", SEGMENTER)) == "停航 要报备"


def test_a_word_nobody_wrote_loses_what_says_nothing_at_its_edges() -> None:
    held = {"证书": 3}
    found = words_asked(
        "证要 能花 证书 网吧",
        SEGMENTER,
        lambda word: held.get(word, 0),
        lambda word: word == "网吧",
    )
    assert found == ["证", "花", "证书", "网吧"]


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("什么情况可以退交强险", ["可以", "退", "交强险"]),
        ("非法集资人罚多少", ["非法", "集资人", "罚"]),
        ("火化费收多少钱", ["火化费", "收"]),
        ("河北省长是谁", ["河北", "省长", "是"]),
        # words, though none of them is held
        ("二氧化碳排放要交多少环保税", ["二氧化碳", "排放", "交", "环保", "税"]),
        # a verb that is one keeps its first letter
        ("烈士去世的时间", ["烈士", "去世", "时间"]),
    ],
)
def test_what_is_no_word_is_cut_otherwise(question: str, words: list[str]) -> None:
    held = {"非法", "集资", "集资人", "火化", "火化费", "河北", "可以"}
    found = words_asked(
        plain_topic(understand(question, SEGMENTER)),
        SEGMENTER,
        lambda word: int(word in held),
        lambda _: False,
        {"交强险", "碳排放"},
    )
    assert found == words


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("四十年", ("40年",)),
        ("10", ("十",)),
        ("三点", ("3点",)),
        ("一百二十人", ("120人",)),
        ("经验", ()),
    ],
)
def test_a_number_is_written_in_two_ways(word: str, other: tuple[str, ...]) -> None:
    assert as_written(word) == other


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("四大平台是哪四个", 4),
        ("今年的20件实事具体是哪些", 20),
        ("提了哪十条经验", 10),
        ("对班组提出的五方面要求", 5),
        ("哪些经验", 0),
        ("哪几条经验", 0),
    ],
)
def test_how_many_things_are_asked_for(question: str, count: int) -> None:
    assert so_many(understand(question, SEGMENTER)) == count


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("第四届进博会", [("第四届", "第4届")]),
        ("第一批授权事项", [("第一批", "第1批", "首批")]),
        ("第五次大督查表扬了谁", [("第五次", "第5次")]),
        ("第二次被查到怎么处罚", []),  # of no series
        ("2020年三季度增长多少", [("第三季度", "第3季度", "三季度")]),
        ("第一责任人", []),
    ],
)
def test_members_of_a_series(text: str, forms: list[tuple[str, ...]]) -> None:
    assert list(ordinals_of(text)) == forms


@pytest.mark.parametrize(
    ("question", "shows", "does_not"),
    [
        ("电梯工的证几年审一次", "每4年复审一次", "定期复审"),
        ("特种设备作业证考试费多少钱", "收费50元", "作业人员考试报名"),
        ("临时闭馆得提前几天公告", "提前3日公示", "每天开放"),
        ("延续要提前多久申请", "有效期届满前6个月申请", "有效期为5年"),
        ("最多能连着开几个钟头车", "不得超过四小时", "四个方面"),
        ("每年交多少地租", "租金每年100万元", "半径109米"),
        ("烈属多大年纪能住光荣院", "男年满60周岁", "孤老烈士遗属"),
        ("灾情没稳住的时候多久报一次", "每日逐级上报", "及时上报"),
        ("上合组织有几个成员国", "有8个成员国", "成员国遵循上海精神"),
        ("进博会有多少家世界500强参展", "400家企业参展", "展览面积扩大了3万平方米"),
        ("涉密人员脱密期多长", "脱密期不少于3个月", "脱密期管理办法"),
        ("堤防总投资多少", "总投资12.5亿元", "加大投资比例"),
        ("今年建几家平价菜店", "年内完成20个", "平价菜店建设力度"),
        # what is asked for, whatever else is spoken of
        ("全部花了多长时间建好", "仅用90天建成", "投资90亿元"),
        ("成立多久以内能申请房租补贴", "创立十八个月内的小企业", "补贴三万元"),
        ("一共牺牲了多少志愿军战士", "19万7千多名英雄儿女", "70年前出国作战"),
        ("来了多少个日本朋友", "3万个朋友", "过了十日"),
        ("投入比例上限是多少", "不得超过1/3", "可以投入"),
        ("给了多少个名额", "提供３万个名额", "第3个"),
        ("市场要留多大地方", "营业面积百分之五的专用区域", "场内划定专用区域"),
        ("三包有效期多长", "三包有效期为一年", "三包有效期的最后一天为休假日"),
        ("三包有效期多长", "有效期限为2年", "在三包有效期内，三日内不能修好的"),
        ("2016年又有多少人脱贫", "1000多万贫困人口实现了脱贫", "奋战在一线"),
    ],
)
def test_the_kind_of_figure_asked_for(question: str, shows: str, does_not: str) -> None:
    figure = figure_of(understand(question, SEGMENTER))
    assert figure is not None
    assert figure.search(fold(shows))
    assert not figure.search(fold(does_not))


@pytest.mark.parametrize(
    "question",
    [
        "央企主辅分离为啥不给补助",
        "什么时候要搞资产清查",
        "罚款归谁收",
        "登在好几处，哪个文本算标准文本",
    ],
)
def test_who_only_speaks_of_a_figure_asks_for_none(question: str) -> None:
    query = understand(question, SEGMENTER)
    assert figure_of(query) is None
    assert not re.match("time|amount", query.form)


def test_some_are_no_number_asked_for() -> None:
    assert figure_of(understand("多领了几个月待遇，可以怎么处理", SEGMENTER)) is None
    assert figure_of(understand("领了几个月待遇，多了", SEGMENTER)) is not None
