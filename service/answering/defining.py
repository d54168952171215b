"""The term whose meaning is asked for, and what says of it what it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.query import Query

#: A term to be defined is looked for to the letter up to this length.
TERM = 12
#: Letters from which on the end of a term may be called for the whole.
TAIL = 4
#: Who uses a term whose meaning is asked for; what is asked of a term from what on it holds.
_SPOKEN_OF = re.compile(
    "^.{0,12}?(?:[说讲指称写]|提到)的(?=.{2})"
    "|^.{1,16}?(?:政策|条例|办法|规定|细则|文件|通知|报告|讲话|法)[里中上](?:面)?的(?=.{2})"
)
#: A term named with its work, and only the word for its meaning: 保密法 国家秘密 定义; and one of
#: which somebody is said to have an idea: 浙江对家暴是怎么界定的.
_NAMED = re.compile(
    r"(?P<term>[^\s，,、的]{2,12}?)的?\s*(?:定义|含义|涵义|概念)(?:是(?:什么|啥))?[？?]?$"
    r"|对(?P<said>[^\s，,、的]{2,12}?)(?:是|的)?(?:怎么|如何|怎样)(?:界定|定义)"
)
_COUNTS_AS = re.compile(
    r"(?:多少|几|什么样|啥样|情况|情形|哪些|什么).{0,10}(?<!怎么)(?<![计不])(?:算(?:是|得上|作)?|才叫(?:做|作)?)"
    "(?P<term>[一-鿿]{2,12})(?:[，,][^，,]{0,6}(?:怎么|如何)(?:界定|定义|规定)的?)?[？?]?$"
)
#: What a term of a work includes, by that: 办法里说的“非出版物”都包括什么.
_INCLUDES = re.compile(
    '(?:[说讲指称写]|提到)的[“"]?(?P<term>[一-鿿]{2,12}?)[”"]?(?:都|具体|主要)?(?:包括|包含)(?:哪|什么|啥)'
)

#: 哪些设备算特种设备: what is asked for is called so itself.
_OF_WHICH = re.compile("哪些(?P<of>[一-鿿]{2,4}?)(?:算|属于)(?:是)?[一-鿿]{1,8}(?P=of)[？?]?$")
#: 居民是党员的，应当…: not what a resident is, but what holds of one who is.
_CASE = "[^,，。;；]{1,30}的[,，](?:还|也|均|都)?(?:应当?|由|可以?|不[得能]|按|依|须|必须)"
#: What work is done by: 信访工作原则, 消防工作的方针.
_LAID = re.compile("(?P<of>.{2,10}?)的?(?P<head>原则|方针)")
#: … and how it is laid down: 消防工作贯彻预防为主、防消结合的方针, 信访工作应当遵循下列原则.
_KEPT_TO = (
    "[,，]?(?:应当|应|必须|要)?(?:始终|全面)?(?:坚持|遵循|贯彻|实行|按照|执行|遵守)"
    r"[^。;；\n]{0,90}?(?:的|下列|以下)"
)
#: 土地监察工作 is not what 监察工作 is.
_WHOSE = "(?:(?<![\u4e00-\u9fff])|国家|全国|实施|开展|从事|做好)"


def wants_meaning(query: Query) -> bool:
    """Whether what a term means is the answer: 哪些行为算价格欺诈 asks for a list."""
    asks = _OF_WHICH.search(query.text) or _INCLUDES.search(query.text)
    return query.form == "definition" or bool(asks)


def defined(query: Query, solid: str) -> str:
    """The term a question wants to know the meaning of (北京说的居家养老是啥意思, 多少年才算古树);
    empty where it wants something else.
    """
    if query.form == "definition":
        quoted = [phrase for phrase in query.phrases if len(phrase) <= TERM]
        if len(quoted) == 1:
            return fold(quoted[0])
        if called := _COUNTS_AS.search(query.text):
            return fold(called["term"])
        named = _NAMED.search(query.text)
        return fold(named["term"] or named["said"]) if named else _SPOKEN_OF.sub("", solid)
    counted = _COUNTS_AS.search(query.text) or _INCLUDES.search(query.text)
    return counted["term"] if counted else ""


def tails_of(term: str) -> list[str]:
    """What a rule may call a term its title has in full: 排放召回 of 机动车排放召回."""
    return [term[at:] for at in range(1, len(term) // 2 + 1) if len(term) - at >= TAIL]


def says_what(defines: re.Pattern[str] | None, text: str, title: str) -> bool:
    """Whether a folded text of a document called so says what a term is; by the end of it only
    where the title has that too.
    """
    found = defines.finditer(text) if defines else ()
    return any(not one["tail"] or one["tail"] in title for one in found)


def defining(term: str, others: Sequence[str] = ()) -> re.Pattern[str] | None:
    """What says of the very term, or of one of the ``others`` it may stand for, what it is:
    所称X，X是指; None where it is too long for one.

    所称国有资产转让，是指 says nothing of 国有资产, and 共同犯罪是指 not what 犯罪 is. Where it is
    said of the term's ``tail``, see :func:`says_what`.
    """
    if not 1 < len(term) <= TERM:
        return None
    name = f"(?:{'|'.join(map(re.escape, (term, *others)))})"
    says = r"(?:\([^()]{1,20}\))?[,，]?(?:是指|系指|指的?是?|即|就是|包括)"
    # At the head of a clause 党支部是… says what it is; 发展产业是… says it of something else.
    # 如实供述自己的罪行的，是自首 says it from behind.
    laid = _LAID.fullmatch(term)
    tails = "|".join(map(re.escape, tails_of(term))) or "(?!)"
    by = rf"|{_WHOSE}{re.escape(laid['of'])}{_KEPT_TO}{laid['head']}" if laid else ""
    return re.compile(
        f'(?:所称的?|(?<![\u4e00-\u9fff]))"?{name}"?(?:{says}|:|是(?!{_CASE}))'
        f"|为了?[^。;]{{8,}}(?:采取|实施)的{name}(?:行为)?[,，]"
        f"|应当认定为{name}[:：]|(?<!规定)的[,，](?:都?是|属于){name}(?=[,，;；。]|$){by}"
        f'|所称的?"?(?P<tail>{tails})"?[,，]?(?:是指|系指|指)'
    )
