"""Whether what would be quoted shows what is asked for: the figure, or so many things.

A sentence may say all the words of a question and still not its answer; where it is plain
to see that it cannot, it is none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.text import fold
from service.answering.asking import so_many
from service.answering.shapes import ASKS_CHARGE
from service.answering.weighing import stands

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from service.answering.features import Asked
    from service.answering.wording import Term

#: What asks into which kinds something falls, and what says so.
_KINDS = re.compile(
    "分(?:为|成)?哪?几[种类个大]|有哪几[种类]|(?:哪些|哪几[个种])(?:种类|类型|类别)"
)
_PARTED = re.compile(
    "分为|分成|分别是|包括|[种类]类?[是为：:]|(?:种类|类型|类别)(?:主要)?有|[一二三]类|[（(][一二][)）]|、[^、。]{1,12}(?:和|以及)"
)
#: What shows that so much is meant, whatever of.
_ANY = re.compile(
    r"\d|百分之|分之|[半全]数|全部"
    r"|一[百千万亿倍成]"
    r"|[二三四五六七八九十百千两]一?(?:余|多)?(?:[万亿](?!级)|[个名项条件家人户次处所座张份辆台篇本倍成度米]|摄氏度|公里)"
)
#: What is asked for by how much it is: the last letters of its name.
_HEAD = re.compile(r"(?P<head>[一-鿿]{4})(?:是|为|有|要|达到?)?多少[？?]?$")
#: A share or a multiple, as it stands behind what it is one of.
_SHARE = r"的?(?:百分之[零一二三四五六七八九十百]+|\d[\d.]*%|[\d.一二三四五六七八九十两]+倍)"
#: What an amount of money is asked of, and so many months of it.
_AMOUNT_OF_IT = re.compile(
    "(?P<of>[一-鿿]{2,}?)(?:标准)?(?:现在|目前|今年|一个人|每人|每个?月|一个?月|每年|一年|能|可以|[领发拿给补]|[是为有])*多少(?:钱|[元块])"
)
_MONTHS = r"\d+个月(?:的)?(?:本市|当地|全[省市])?"
#: What asks for the whole of something, and what only says how much more or less it is.
_WHOLE = re.compile("总(?:量|额|数|值|规模|产值|人口)[^增减升降涨长多少]{0,4}多少")
_GROWN = re.compile(
    "(?:增[加长速]|减少|下降|提高|高于|低于|快于|新增)了?(?:[^,，。;；\\d]{0,6})?\\d[\\d.]*(?:%|个百分点|余|多|[万亿]|元)*"
)
#: What says when or where, and not how much.
_DAYS = re.compile(
    r"第[一二三四五六七八九十百零\d]+[编章节条款项]|(?:19|20)\d\d(?:[-—至](?:19|20)\d\d)?年度?|\d{1,2}月(?:\d{1,2}[日号])?|\d{1,2}[日号]"
)
#: A year, where an amount is asked for.
_YEARS = re.compile(r"(?:19|20)\d\d年")
#: Letters between the words of one name.
WHOLE = 6
#: What asks for somebody's duties, and what says them.
_ASKS_DUTIES = re.compile(
    "(?:职责|义务|职权)(?:都|分别)?(?:是|有|包括)?(?:(?:什么|啥|哪些|哪几)|[？?]?$)|哪些(?:职责|义务|职权)"
)
_DUTIES = re.compile(
    "职责|责任|义务|职权|权力|负责|任务|主持|应当|必须|不得|行使|承担|有权|领导|组织|管理|监督|统筹|协调"
)
#: What stands between whose they are and what asks.
_MUST = re.compile("(?:必须|应当?|需要?|要|得|都|依法|承担|履行|负有?|[有尽享]|什么|啥|哪些)+$")
#: What says so by its very name, and how somebody's are laid down behind who it is.
_NAMED_SO = re.compile("职责|义务|职权|任务|权限|权利")
_LAID_DOWN = (
    r"(?![门级])[^,，。；;：:\n]{0,16}?(?:应当?|必须|不得|不准|负责|主管|主持|履行|行使|承担|享有|有权|(?<!主)要(?!求|素|点)|领导"
    r"|有[^,，。；;]{0,30}义务|对[^,，。；;]{1,40}(?:监督|管理)|(?:是|作为)[^,，。；;]{2,24}(?:机关|机构|组织|部门))"
)
#: What says that somebody is in charge, or does what those in charge do.
_IN_CHARGE = re.compile(
    "负责|主管|归口|牵头|管理|监督|监管|责任|职责|承担|领导|管辖|组织|协调|实施|执行|协助|办理|受理|责令|审批"
    "|由(?![^,，。；;]{2,30}(?:缴纳|构成|组成|支付))[^,，。；;]{2,}"
)
#: What asks how much the fine is, and what says that there is one.
_ASKS_FINE = re.compile(r"罚款?(?:多少|几[十百千万]*[元块])|(?:多少|几[十百千万]*[元块])钱?的?罚款")
_FINED = re.compile(r"罚|处[^,，。；;]{0,40}元|加收|没收")
#: Quotes that are a list.
ENUMERATED = 3
#: What parts one thing from the next.
_CLAUSES = re.compile(r"[,，。;；：:]")
_PARTS, _LAST = re.compile("[、；]"), re.compile("以及|和|及")
#: What asks which ones there are, and what leaves that to a paper of somebody's.
_ASKS_WHICH = re.compile(
    "哪(?:些|几)|[有是](?:哪|什么)[种类样]|怎么(?:认定|划分|界定)|什么(?:标准|范围|目录)"
)
_LEFT = re.compile(
    "(?P<what>[^,，。;；\n]{0,24}(?:目录|名录|清单|名单|标准|条件))(?:及|和|以及|与)?[^,，。;；\n]{0,12}[,，]?由"
    "[^。;；\n]{2,50}(?:制定|规定|公布|确定|发布|编制|另定)"
    "|(?:明确|制定|编制|公布|确定|建立)(?P<whose>[^,，。;；\n]{2,24}(?:目录|名录|清单|标准|范围))(?=[,，。;；\n]|$)"
)
#: What names some itself.
_NAMED = re.compile(
    "包括|是指|分为|[下以]列|以下|如下|[(（][一二三][)）]|[1一]是|下述|(?:、[^、,，。;；\n]{2,16}){2}等"
)
#: Letters of a thing's name that may be another's with some more between, and how many more.
NAME, BETWEEN = 5, 4
_AMOUNT_OF = re.compile("(?P<name>[一-鿿]{5,14}?)(?:是|为|有|要|达到?)?(?:多少|几)")


def leaves_open(asked: Asked, texts: Sequence[str]) -> bool:
    """Whether it is asked which ones there are, and the texts only say whose list names them."""
    said = fold("\n".join(texts))
    if not _ASKS_WHICH.search(asked.query.text) or _NAMED.search(said):
        return False
    words = [term for term in asked.terms if term.word[1:]]
    return any(
        sum(stands(term, left["what"] or left["whose"]) for term in words) * 2 >= len(words)
        for left in _LEFT.finditer(said)
    )


def another_named(asked: Asked, texts: Sequence[str], around: Iterable[str]) -> bool:
    """Whether the amount asked for is told of what is called so with some letters more between
    (一次性伤残就业补助金), while what is asked about stands ``around`` by its own name.
    """
    found = _AMOUNT_OF.search(fold(asked.query.text))
    said = fold("\n".join(texts))
    if found is None or found["name"][-NAME:] in said:
        return False
    name = found["name"][-NAME - 3 :]
    held = [text for text in map(fold, around) if name[-NAME:] in text]
    return bool(held) and any(
        re.search(f"{name[-NAME:at]}(?:(?!的)[一-鿿]){{2,{BETWEEN}}}{name[at:]}", said)
        for at in range(2 - NAME, -1)
    )


def lacks_figure(asked: Asked, texts: Sequence[str]) -> bool:
    """Whether a figure is asked for and none of its kind stands in the texts."""
    said = [_without_own(asked, without_shares(asked.query.text, fold(one))) for one in texts]
    if _ASKS_FINE.search(asked.query.text):
        said = [one for one in said if _FINED.search(one)]
    if asked.figure is not None and asked.query.form == "amount":
        said = [_YEARS.sub("", one) for one in said]
    if asked.figure is not None:
        return not any(map(asked.figure.search, said))
    if asked.query.form == "amount" and "多少" in asked.query.text:
        return not any(_ANY.search(_DAYS.sub("", one)) for one in said)
    return False


def without_shares(question: str, folded: str) -> str:
    """A text without the shares of what a question asks the amount of: 最低工资标准的百分之九十
    says of something else how much it is; and where the whole is asked, without by how much it
    grew.
    """
    if _WHOLE.search(question):
        folded = _GROWN.sub("", folded)
    head = _HEAD.search(question)
    return re.sub(re.escape(head["head"]) + _SHARE, "", folded) if head else folded


def _without_own(asked: Asked, folded: str) -> str:
    """A text without the shares and multiples of what the amount is asked of, by whatever name:
    低保一个月多少钱 is not told by 最低生活保障标准的1.6倍.
    """
    of = _AMOUNT_OF_IT.search(asked.query.text)
    named = [
        term for term in asked.terms if term.word[1:] and of and fold(of["of"]).endswith(term.word)
    ]
    called = "|".join(re.escape(one) for term in named for one in (term.word, *term.others))
    if not called:
        return folded
    return re.sub(f"{_MONTHS}(?:{called})(?:标准)?|(?:{called})(?:标准|金额?)?{_SHARE}", "", folded)


def lacks_duties(asked: Asked, texts: Sequence[str], near: Sequence[str] = ()) -> bool:
    """Whether duties or powers are asked for, and the texts speak of none, or neither they nor
    what is ``near`` them names whose they are; or none is laid down for those, and neither says
    that it speaks of duties.
    """
    found = _ASKS_DUTIES.search(asked.query.text)
    if found is None:
        return False
    whose = _MUST.sub("", asked.query.text[: found.start()])
    told = fold(" ".join((*near, *texts)))
    names = [term for term in asked.terms if term.word[1:] and term.word in whose]
    if len(names) > 1 and not _is_whole(whose, names, told):
        return True
    if not any(map(_DUTIES.search, texts)) or (names and not stands(names[-1], told)):
        return True
    if not names or _NAMED_SO.search(told):
        return False
    called = "|".join(map(re.escape, (names[-1].word, *names[-1].others)))
    return not any(re.search(f"(?:{called}){_LAID_DOWN}", fold(one)) for one in texts)


def _is_whole(whose: str, names: Sequence[Term], told: str) -> bool:
    """Whether those whose duties are asked for are named whole: 乡镇人民政府 is no 乡镇人大."""
    called = fold(whose).rstrip("的")
    first = last = names[-1]
    at = called.rfind(last.word)
    for term in reversed(names[:-1]):  # 就业工作中…: what no name follows upon is no part of it
        if called[:at].endswith(term.word):
            first, at = term, at - len(term.word)
    if first is last or not called.endswith(last.word):
        return True
    told = told.replace("的", "")
    if any(other.endswith(last.word) and other in told for other in first.others):
        return True
    heads, tails = ("|".join(map(re.escape, (term.word, *term.others))) for term in (first, last))
    return bool(re.search(f"(?:{heads})[^,，。;；]{{0,{WHOLE}}}?(?:{tails})", told))


def lacks_charge(asked: Asked, texts: Sequence[str]) -> bool:
    """Whether it is asked who is in charge, and the texts say of nobody what he has to do."""
    return bool(ASKS_CHARGE.search(asked.query.text)) and not any(map(_IN_CHARGE.search, texts))


def lacks_items(asked: Asked, texts: Sequence[str]) -> bool:
    """Whether so many things are asked for, and the texts are not nearly so many."""
    wanted = so_many(asked.query)
    if _KINDS.search(asked.query.text) and len(texts) < ENUMERATED:
        return not any(_PARTED.search(fold(one)) for one in texts)
    if wanted < 3 or len(texts) >= wanted - 1:
        return False
    counts = [_parts(one) for one in texts]
    if sum(counts) < wanted - 1:
        return True
    # fourteen arts in a row are not the five questions asked for
    clauses = [_parts(part) for one in texts for part in _CLAUSES.split(one)]
    near = any(abs(count - wanted) <= 1 for count in (*counts, *clauses, sum(counts)))
    return not near and max(clauses) > 2 * wanted


def _parts(text: str) -> int:
    """The things a text names in a row: 甲、乙和丙, but not 艰巨性和复杂性."""
    rows = len(_PARTS.findall(text))
    return 1 + rows + (len(_LAST.findall(text)) if rows else 0)
