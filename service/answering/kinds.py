"""What kind of thing a question wants, where its words alone say it: who pays, whether it costs
anything, what the fine is, whom to report to, why a rule was made.

A sentence may say all the words of a question and nothing of the kind; one that does is nearer the
answer, however it puts the rest.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from corpus.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.answering.units import Unit

#: What asks for something of a kind, what a sentence that gives it shows (folded text), and what
#: one counts that does not.
KINDS: tuple[tuple[re.Pattern[str], re.Pattern[str], float], ...] = tuple(
    (re.compile(asks), re.compile(shows), counts)
    for asks, shows, counts in (
        # who pays
        (
            "(?:钱|费|费用|成本|开销|损失).{0,4}谁(?:来)?(?:出|掏|付|给|承担|负担|赔|买单|报销)"
            "|谁(?:来)?(?:出钱|掏钱|付钱|花钱|买单)",
            "费[^。;]{0,40}(?:承担|负担|支付|列支|垫付|自理)|(?:承担|负担|支付|垫付|赔偿)[^。;]{0,20}(?:费|经费|资金|损失)"
            "|费由|免费|财政|预算|基金",
            0.001,
        ),
        # whether it costs anything
        (
            "(?:要|用|得|需要?)(?:不要)?(?:另外|自己|再)?(?:交|花|付|给|出|收)?(?:钱|费)(?:吗|么|不|没)"
            "|(?:收费|免费|花钱|要钱|收钱)(?:吗|么|不|没)|收不收[费钱]",
            r"收取|收费|免费|缴费|交费|\d元|不收|免[收缴交]",
            0.02,
        ),
        # why a rule was made
        (
            "(?:为什么|为啥|为何)(?:要|会)?(?:制定|出台|定|立|搞|颁布)|(?:制定|出台|立法)的?(?:目的|原因|背景)",
            "为了?.{4,}制定|制定(?:本|该)|出台",
            0.00001,
        ),
        # from what on something counts as one
        (
            "(?:才|就|也)(?:算|叫|称得上|称为)(?:是|得上|作)?[一-鿿]{2,14}[？?]?$"
            "|(?:情况|情形|样|多少|几).{0,6}算(?:是|得上|作)?[一-鿿]{2,14}[？?]?$",
            "所称|是指|指的是|系指|认定为|属于|视为",
            0.1,
        ),
        # on what terms
        (
            "什么样的(?!情况|情形)|(?:什么|啥|哪些|哪几个?)条件|(?:满足|符合|具备)(?:什么|啥|哪些)",
            "(?:具备|符合|满足)[^。;]{0,24}(?:条件|要求|标准|情形)|应当?(?:是|具备|符合|满足|具有)"
            "|可以(?:申请|申领|享受|参加)|条件|要求|所称|是指",
            0.2,
        ),
        # whom to turn to
        (
            "(?:报|报告|反映|举报|投诉|申请|申报|求助)(?:给|到)?(?:谁|哪)"
            "|(?:向|跟|找|去找)(?:谁|哪个?(?:部门|单位|机构|地方|里|儿))",
            "[向到][^,，。;；]{2,40}(?:报告|申报|反映|举报|投诉|申请|提出|告知|备案|登记|起诉|请求|求助|提交|查询|咨询|办理)"
            "|报[^,，。;；]{2,24}(?:批准|备案|审批)|受理|负责|主管|管辖",
            0.01,
        ),
        # who may not
        (
            "(?:谁|哪些人员?|什么人|哪些情[况形])不(?:能|得|可以|准|许|让)",
            "不[得能予准]|禁止|严禁",
            0.01,
        ),
        # going to court
        (
            "法院(?:去)?(?:告|起诉|打官司)|打官司|能不?能?(?:告|起诉)",
            "诉讼|起诉|人民法院|仲裁",
            0.1,
        ),
        # what is still wrong
        (
            "(?:哪些|什么|啥|哪几个?)(?:主要|突出|具体)?(?:问题|困难|不足|短板|毛病|挑战)[？?]?$",
            "(?:存在|面临|仍|还|尚|看到|不少|一些)[^。;；]{0,40}(?:问题|困难|短板|差距|挑战)"
            "|(?:问题|困难|短板|差距|挑战)[^。;；]{0,16}(?:不容忽视|存在|突出|不少|依然|仍)|不足|不够|制约|薄弱|偏低|不高|不强",
            0.1,
        ),
    )
)


def shown_kinds(question: str) -> list[tuple[re.Pattern[str], float]]:
    """What an answer must show for each kind of thing a question asks for, and what a sentence
    counts that does not.
    """
    return [(shows, counts) for asks, shows, counts in KINDS if asks.search(question)]


def worth_of_kinds(kinds: Sequence[tuple[re.Pattern[str], float]], unit: Unit) -> float:
    """What a sentence counts by what it shows of the kinds asked for."""
    told = fold(unit.told)
    return math.prod(counts for shows, counts in kinds if not shows.search(told))
