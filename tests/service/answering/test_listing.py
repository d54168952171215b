"""The list a question asks for, by its heading or by what announces it."""

from __future__ import annotations

import pytest

from service.answering.listing import list_asked
from tests.service.answering.papers import Paper, asked

NOTICE = """关于推进数字档案的意见
一、总体要求
（一）指导思想。以便民为本。
（二）基本原则。
1.坚持安全第一。守住底线。
2.坚持方便利用。服务群众。
（三）工作目标。三年建成。
二、主要任务
（一）建好档案库。扩大规模。
（二）用好档案库。开放查阅。
三、保障措施
（一）加强领导。压实责任。
（二）加强培训。提高能力。"""
SPEECH = """在防灾论坛上的讲话
同志们：今年灾害多发，大家付出了努力。
为此，我愿提出如下倡议。
第一，加强预警。信息要准。
第二，加强合作。守望相助。
谢谢大家。"""
MEMORY = """在纪念某先生大会上的讲话
同志们：我们怀念他，弘扬他的精神。
——我们要学习先生爱国的情怀。他一生为国。
——我们要学习先生为民的胸怀。他一生为民。
谢谢大家。"""
JUBILEE = """在新区建设二十周年大会上的讲话
同志们：新区要在更大的舞台上施展抱负，在更高的起点上谋划长远，把党中央交给的任务一件一件办好，把群众期盼的事情一桩一桩办实，把新区建设成为改革的试验田和开放的窗口，向全国人民交出一份经得起检验的满意答卷。
第一，加强创新。钱要用好。
第二，加强开放。门要开大。
谢谢大家。"""
ORDERED = """在两地交流会上的讲话
各位来宾：两地交流由来已久。
首先，双方要用好航线。班次要加密。
双方都有此意。
第二，双方要用好口岸。通关要加快。
第三，双方要用好学校。师生要互访。
谢谢大家。"""
PLAIN = """关于发展担保的意见
一、总体要求
（一）基本原则。
坚持保本微利运行。担保机构不以营利为目的，在可持续的前提下保持较低费率水平。
落实风险分担补偿。构建担保机构和银行共同参与、合理分险的合作机制，优化支持方式。
（二）工作目标。三年建成。"""
ROW = """在纪念筑坝大会上的讲话
同志们：伟大筑坝精神历久弥新。
——要不忘筑坝岁月，修好水渠。
——要不忘筑坝岁月，建好电站。
——要不忘筑坝岁月，管好库区。
他们发扬不怕苦的实干精神、不怕难的创新精神、不计得失的奉献精神，锻造了伟大筑坝精神。"""
TOWNS = """关于开展试点的通知
一、参加试点的有下列企业：
（一）生产企业。
（二）销售企业。
选择甲城、乙城、丙城和丁城4个城市开展试点。"""
LAW = """第一条 甲单位应当履行下列职责：
（一）管档案库；
（二）报档案库情况。"""

CHAPTERS = """第一章 总则
第一条 为了管好档案库，制定本条例。
第二章 甲单位的建库责任
第二条 甲单位应当选好库址。
第三条 甲单位应当配齐人手。
第三章 乙单位的建库责任
第四条 乙单位应当按图施工。
第四章 档案库种类
第五条 档案库分为以下种类：
（一）甲库；
（二）乙库。
第六条 甲库应当干燥。"""


@pytest.mark.parametrize(
    ("text", "title", "question", "begins"),
    [
        # under the heading asked for; the title says the rest
        (NOTICE, "关于推进数字档案的意见", "推进数字档案的基本原则有哪几条",
         ["（二）基本原则", "1.坚持", "2.坚持"]),
        (NOTICE, "关于推进数字档案的意见", "数字档案的保障措施有哪些",
         ["三、保障措施", "（一）加强领导", "（二）加强培训"]),
        # paragraphs that begin with a few words of their own
        (PLAIN, "关于发展担保的意见", "发展担保的基本原则有哪几条",
         ["坚持保本微利运行。", "落实风险分担补偿。"]),
        # behind what announces it; the head of a speech says where it was given
        (SPEECH, "携手同行", "防灾论坛上提了哪几条倡议", ["为此", "第一，", "第二，"]),
        # asked for by what heads it
        (NOTICE, "关于推进数字档案的意见", "推进数字档案的基本原则是什么",
         ["（二）基本原则", "1.坚持", "2.坚持"]),
        # dashed paragraphs that begin alike; so many points, announced or not
        (MEMORY, "在纪念某先生大会上的讲话", "学习先生的哪几种精神",
         ["——我们要学习先生爱国", "——我们要学习先生为民"]),
        (JUBILEE, "在新区建设二十周年大会上的讲话", "对新区提出哪两点要求", ["第一，", "第二，"]),
        (JUBILEE, "在新区建设二十周年大会上的讲话", "对新区提出哪三点要求", []),
        # counted from 首先 on
        (ORDERED, "在两地交流会上的讲话", "对两地交流提了哪三点主张",
         ["首先，", "第二，", "第三，"]),
        # what both begin and end with
        (MEMORY.replace("情怀", "精神").replace("胸怀", "精神"),
         "在纪念某先生大会上的讲话", "要学习哪几种精神",
         ["——我们要学习先生爱国", "——我们要学习先生为民"]),
        # so many that each say the word; dashes in a text that has lost its lines, of so many
        (SPEECH, "携手同行", "防灾的“两个加强”", ["第一，", "第二，"]),
        (MEMORY.replace("\n", ""), "在纪念某先生大会上的讲话", "学习先生的哪两种精神",
         ["——我们要学习先生爱国", "——我们要学习先生为民"]),
        (MEMORY.replace("\n", ""), "在纪念某先生大会上的讲话", "学习先生的哪几种精神", []),
        # told in a row in one sentence
        (ROW, "在纪念筑坝大会上的讲话", "伟大筑坝精神包括哪三个方面", ["他们发扬"]),
        # named in a row with their number
        (TOWNS, "关于开展试点的通知", "试点选了哪4个城市", ["选择甲城"]),
        # a chapter that is called so: what its articles say, and none of another
        (CHAPTERS, "档案库条例", "甲单位有哪些建库责任", ["第二条", "第三条"]),
        (CHAPTERS, "档案库条例", "甲单位的建库责任", ["第二条", "第三条"]),
        (CHAPTERS, "档案库条例", "丙单位的建库责任", []),
        (CHAPTERS, "档案库条例", "档案库种类有哪些", []),  # the fifth article says it itself
        (CHAPTERS, "档案库条例", "乙单位的建库责任", []),
        # nothing heads what is asked for, no list is asked for, or an article says it itself
        (NOTICE, "关于推进数字档案的意见", "数字档案的收费标准有哪些", []),
        (NOTICE, "关于推进数字档案的意见", "推进数字档案的基本原则为什么重要", []),
        (LAW, "档案库条例", "甲单位有哪些职责", []),
    ],
)  # fmt: skip
def test_a_list_by_its_head(text: str, title: str, question: str, begins: list[str]) -> None:
    paper = Paper(text, title)
    listed = list_asked(asked(question), paper.scored(), paper.shelf)
    said = [paper.paper.text[slice(*span)] for span in listed.spans] if listed else []
    assert len(said) == len(begins), said
    assert all(one.startswith(start) for one, start in zip(said, begins, strict=True)), said
