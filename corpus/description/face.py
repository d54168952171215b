"""A document's face as GB/T 9704-2012 lays it out: organ, number, title, signature, date.

::

    face      = [copy, secrecy, urgency] [organ "文件"] [number] ["签发人：" name] title
                [day in brackets] addressee "："
    number    = organ-code 〔year〕 serial 号
    title     = one to five lines, ending in what the document calls itself (的通知)
    foot      = organ newline day
    page head = label "：" value        (发文机关：… as government web sites print it)

Everything is read from the first and last lines; nothing here looks into the body.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from corpus.dates import DAY, find_dates, first_date, narrow, parse_date
from corpus.description.document_numbers import (
    find_number,
    find_order,
    is_number,
    normal_number,
    without_number,
)
from corpus.description.organs import ORGAN, is_organ, organ_of_title, parted
from corpus.model import Line
from corpus.titles import bare, head_noun

_HEAD_LINES, _TOP = 40, 12
#: An annex may follow the signature, so it is looked for well above the last line.
_FOOT_LINES = 300
_LABELS = {
    "发文机关": "issuer",
    "发布机构": "issuer",
    "制发机关": "issuer",
    "发文单位": "issuer",
    "发文机构": "issuer",
    "发文日期": "written",
    "成文日期": "written",
    "印发日期": "written",
    "发布日期": "published",
    "公开日期": "published",
    "发布时间": "published",
    "发表时间": "published",
    "标题": "title",
    "名称": "title",
    "文件名称": "title",
    "发文字号": "number",
    "文号": "number",
    "施行日期": "effective",
    "实施日期": "effective",
    "生效日期": "effective",
    "废止日期": "repealed",
    "失效日期": "repealed",
    "有效性": "",
    "签发人": "",
    "索引号": "",
    "主题分类": "",
    "主题词": "",
    "来源": "",
    "分类": "",
    "当前位置": "",
    "公开方式": "",
    "字体": "",
}
_LABEL = re.compile(r"^[•·●▪]?\s?[【\[]?([\u4e00-\u9fff ]{2,9}?)[】\]]?\s*[：:]\s*(.*)$")
_NOISE = re.compile(
    r"^(?:[-—_*=·.\s]+|关注.*|.*首页\s*>.*|【.*|.*(?:浏览|字号|打印|分享|来源[：:]).*|第?\s?\d+\s?页?|"
    r"[A-Za-z0-9/.:_\-]+|(?:绝密|机密|秘密|内部|特急|加急|平急)(?:[★☆].*)?|(?:（转载）|转载).*|"
    r"签发人[：:]?.*|主题词[：:]?.*|目\s*录|\d{4}-\d\d-\d\d_.*)$"
)
_MARK = re.compile(r"[（(](?:试行|暂行|(?:19|20)\d\d年?(?:修订|修正|修改)?(?:版|本)?)[）)]")
_PRINTED = re.compile(rf"(?:.{{0,40}}\s)?({DAY})印发")
_CALL = re.compile(r"同志们|各位|女士们|先生们|朋友们|同胞们|尊敬的")
_SENTENCE_MARK = re.compile(r"[。；！？!?]|[…]{1,}|，.*，")
_SPEAKER = re.compile(
    r"^(?P<post>[\u4e00-\u9fff、（）]{0,30}(?:书记|主席|总理|省长|市长|区长|县长|州长|部长|董事长|总经理|主任|委员|常委|局长|厅长|院长|校长|秘书长|行长|会长|理事长|组长|代区长|代市长|代省长)\s*)?"
    r"(?P<name>[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]\s[\u4e00-\u9fff])(?:同志)?$"
)
#: What begins so is a part of the text, no title and no name.
_NUMBERED = re.compile(
    r"第\s?[一二三四五六七八九十百\d]{1,4}\s?[章条编节]|[一二三四五六七八九十]{1,3}\s?[、.．]"
    r"|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}\s?[、.．)）](?!\d)"
)
_PUBLISHED = re.compile(r"(?:发布|发表|发文|公布)(?:时间|日期)[：:]")
_BRACKETED_DAY = re.compile(rf"[（(—\-]*\s*(?:于)?{DAY}[^。；]{{0,40}}")


@dataclass(frozen=True, slots=True)
class Face:
    """What the first and last lines say about the document; ``""`` or None: nothing."""

    title: str = ""
    issuer: str = ""
    number: str = ""
    issued: date | None = None
    published: date | None = None
    effective: date | None = None
    repealed: date | None = None
    speaker: str = ""


#: A line this long may be a whole text; so far into it a title may reach, and what follows one.
_JOINED, _TITLE_ROOM = 45, 90
_YEAR = r"(?:(?:19|20)[0-9]{2}|[一二][〇零一二三四五六七八九]{3})"
_BEHIND_TITLE = re.compile(
    rf" ?第[一二三四五六七八九十0-9]{{1,4}} ?[编章条]|[一1]、|1[.．]|——|--|[（(]{_YEAR}年"
    rf"|发表时间|发布时间|[（(]?来源[：:]|【摘要】"
    rf"|(?<=[知见定法则告例案复函])[（(]?[一-龥]{{1,8}} ?[〔\[【（(]{_YEAR}[〕\]】）)] ?[0-9]+ ?号"
    r"|(?<=[知见定法则案要划])为(?:深入|认真|切实|贯彻|进一步|全面|加强|规范|了)"
    r"|同志们|各位|各[省市区县乡镇街部单]|目 ?录 ?第"
)


def read_face(lines: Sequence[Line], *, title: str = "", name: str = "") -> Face:
    """Read the face of the document ``lines`` make.

    ``title`` is the title already known (declared), ``name`` the file's name, the title of
    last resort.
    """
    head = [line.text.strip() for line in lines[:_HEAD_LINES]]
    labels = _labels(head)
    found, place = _title(lines, labels)
    joined, behind = _joined_title(head)
    title = title or found or _from_name(name) or joined or _first_words(head)
    number = labels.get("number", "") or _number([*head[: place + 4], behind], head)
    sign_organ, sign_day = _signature(lines)
    order_organ, order, order_day = _order(head)
    issuer = labels.get("issuer", "") or _banner(head) or organ_of_title(title) or sign_organ
    return Face(
        title=title,
        issuer=parted(issuer or order_organ or _organ_under_title(head, place)),
        number=normal_number(number) if number else order,
        issued=_day(labels, "written") or _day_under_title(head, place) or sign_day or order_day,
        published=_day(labels, "published") or _day_in_line(head),
        effective=_day(labels, "effective"),
        repealed=_day(labels, "repealed"),
        speaker=_speaker(head, place),
    )


def _order(head: Sequence[str]) -> tuple[str, str, date | None]:
    """Organ, number and day of the order a text is published by: 鞍山市人民政府令第16号."""
    order = find_order(head[:16])
    if order is None:
        return "", "", None
    below = head[order[2] + 1 : order[2] + 10]
    return order[0], order[1], next((day for line in below if (day := parse_date(line))), None)


def _organ_under_title(head: Sequence[str], place: int) -> str:
    """The organ right below a title that names none, as collections of laws print it."""
    line = head[place + 1] if 0 <= place < len(head) - 1 else ""
    named = 3 <= len(line) <= 24 and not _salutes(line) and is_organ(line)
    return re.sub(r"\s", "", line) if named and not _NUMBERED.match(line) else ""


def _day_in_line(head: Sequence[str]) -> date | None:
    """The day behind 「来源：… 发布时间：」, where a page sets them on one line."""
    for line in head[:12]:
        if len(line) < 90 and (match := _PUBLISHED.search(line)):
            return first_date(line[match.end() :])
    return None


def _number(near: Sequence[str], head: Sequence[str]) -> str:
    """The number in the lines near a title, else the first line of the head that is one."""
    alone = (normal_number(line) for line in head[:_TOP] if is_number(line))
    return next((number for line in near if (number := find_number(line))), "") or next(alone, "")


def _labels(head: Sequence[str]) -> dict[str, str]:
    """The label-and-value pairs of a web page's head; a value may stand on the next line."""
    pairs: dict[str, str] = {}
    for at, line in enumerate(head):
        match = _LABEL.match(line)
        key = _LABELS.get(match[1].replace(" ", "")) if match else None
        if not match or not key:
            continue
        value = match[2].strip()
        following = head[at + 1] if at + 1 < len(head) else ""
        if not value and not _LABEL.match(following):
            value = following
        if value and not value.endswith("网站"):
            pairs.setdefault(key, value)
    return pairs


def _day(labels: Mapping[str, str], key: str) -> date | None:
    return first_date(labels[key]) if key in labels else None


def _title(lines: Sequence[Line], labels: Mapping[str, str]) -> tuple[str, int]:
    """The title the text shows and the index of its last line (-1: nowhere)."""
    styled = [at for at, line in enumerate(lines[:_HEAD_LINES]) if line.style == "title"]
    if styled:
        block = [at for place, at in enumerate(styled) if at == styled[0] + place]
        if _MARK.fullmatch(lines[block[0]].text) and block[0] > 0:
            block.insert(0, block[0] - 1)  # only 「（2023年修正）」 was set as a title
        return bare(_glue([lines[at].text for at in block])), block[-1]
    if lines and (top := _top_heading(lines)) is not None:
        return bare(lines[top].text), top
    texts = [line.text.strip() for line in lines[:_HEAD_LINES]]
    if labels.get("title"):
        place = _last_line_of(texts, labels["title"])
        return bare(labels["title"]), place
    best, score = (-1, -1), 0
    for at in range(min(len(texts), 16)):
        if (_is_body(texts[at]) and at > 0) or _NUMBERED.match(texts[at]):
            break
        end = _title_end(texts, at)
        value = _plausible(texts[at : end + 1]) if end >= at else 0
        if value and re.match("[—-]{1,4}", "".join(texts[end + 1 : end + 2])):
            value += 4  # a subtitle follows: 「奋力开创新局面 / ——在…会议上的报告」
        if value > score:
            best, score = (at, end), value
    if best[0] < 0:
        return "", -1
    start, end = best
    if end + 1 < len(texts) and _MARK.fullmatch(texts[end + 1]):
        end += 1
    return _stripped(_glue(texts[start : end + 1])), end


def _stripped(title: str) -> str:
    """A title without what web pages set around it: 「某某：…（全文）」."""
    title = re.sub(r"[（(](?:全文|实录|摘要|节选|文字实录)[）)]$", "", without_number(title))
    return bare(re.sub(r"^[\u4e00-\u9fff]{2,4}[：:](?=.{6})", "", title))


def _top_heading(lines: Sequence[Line]) -> int | None:
    """The one heading of the first level, where a file has such a one at its top."""
    tops = [at for at, line in enumerate(lines) if line.style == "heading" and line.level == 1]
    return tops[0] if len(tops) == 1 and tops[0] < 6 else None


def _last_line_of(texts: Sequence[str], title: str) -> int:
    squashed = re.sub(r"\s", "", title)
    for at in range(len(texts)):
        line = re.sub(r"\s", "", texts[at])
        if len(line) > 3 and squashed.endswith(line) and not _LABEL.match(texts[at]):
            last = at
            if head_noun(squashed) and line.endswith(head_noun(squashed)):
                return last
    return -1


def _is_body(text: str) -> bool:
    return _salutes(text) or (len(text) > 40 and bool(re.search(r"[。；]", text[:-1])))


def _salutes(text: str) -> bool:
    """Whether a line addresses its hearers or names its addressees: 「各市公司党委：」."""
    return bool(_CALL.match(text)) or (text.endswith(("：", ":")) and len(text) > 2)


def _title_end(texts: Sequence[str], at: int) -> int:
    """The last line of a title that starts at ``at``; ``at - 1`` where none can start."""
    if not _may_be_title(texts[at]):
        return at - 1
    if head_noun(texts[at]) and _is_closed(texts[at]):
        return at
    joined = texts[at]
    if ORGAN.fullmatch(joined) and not re.match(
        "关于|印发|转发|批转", "".join(texts[at + 1 : at + 2])
    ):
        return at
    for end in range(at + 1, min(at + 5, len(texts))):
        goes_on = not _is_closed(joined) and texts[end][:1] in ("（", "(")
        if not (goes_on or _may_be_title(texts[end])) or len(texts[end]) > 50:
            break
        joined += texts[end]
        if head_noun(joined) and _is_closed(joined):
            return end if "关于" in joined or len(texts[at]) < 40 else at
    return at


def _is_closed(title: str) -> bool:
    """Whether a title closes the 《 it opens: one that does not goes on in the next line."""
    return title.count("《") <= title.count("》")


def _may_be_title(text: str) -> bool:
    if not 2 <= len(text) <= 90 or _NOISE.match(text) or _salutes(text):
        return False
    if (label := _LABEL.match(text)) and label[1].replace(" ", "") in _LABELS:
        return False
    if _SENTENCE_MARK.search(re.sub(r"《[^》]*》", "", text)) or text.endswith(
        ("：", ":", "，", "、", ",", ";")
    ):
        return False
    if _is_banner(text):
        return False
    speaker = _SPEAKER.match(text)
    if speaker and speaker["post"] and not head_noun(text):
        return False
    return not (parse_date(text) or is_number(text) or text[0] in "（(—-")


def _plausible(block: Sequence[str]) -> int:
    """How much a block of lines looks like a title; 0: not at all."""
    title = _glue(block)
    if not title or _NUMBERED.match(title):
        return 0
    if title.endswith("文件") and len(title) < 40:
        return 0
    score = (
        1 + 3 * bool(head_noun(title)) + 2 * ("关于" in title) + bool(re.match(r"在.+上的", title))
    )
    return score - (len(title) < 5) - (ORGAN.fullmatch(title) is not None) * 2


def _glue(block: Sequence[str]) -> str:
    title = "".join(
        re.sub(r"(?<=[\u4e00-\u9fff”》）])\s+(?=[\u4e00-\u9fff“《（])", "", part) for part in block
    )
    return title.strip()


def _banner(head: Sequence[str]) -> str:
    """The organ of a red head: 「北岭能源集团有限公司文件」."""
    return next((re.sub(r"\s", "", line)[:-2] for line in head[:8] if _is_banner(line)), "")


def _is_banner(line: str) -> bool:
    squashed = re.sub(r"\s", "", line)
    named = squashed.endswith("文件") and 4 < len(squashed) < 44
    return named and bool(ORGAN.fullmatch(squashed[:-2]))


def _day_under_title(head: Sequence[str], place: int) -> date | None:
    for line in head[place + 1 : place + 4] if place >= 0 else head[:3]:
        dated = len(line) <= 80 and _BRACKETED_DAY.fullmatch(narrow(line))
        if dated and "施行" not in line and (day := first_date(line)):
            return day
        if len(line) <= 80 and re.search(r"会议上|大会上", line) and (day := first_date(line)):
            return day
    return None


def _signature(lines: Sequence[Line]) -> tuple[str, date | None]:
    """The organ and day a document is signed with, read from its end (before any 附件)."""
    texts = [line.text.strip() for line in lines]
    for at in range(len(texts) - 1, max(0, len(texts) - _FOOT_LINES), -1):
        if len(texts[at]) > 24:
            continue
        day = parse_date(texts[at].strip("（()）"))
        if day is None:
            continue
        organ = texts[at - 1]
        if ORGAN.fullmatch(organ) and len(organ) <= 44:
            return re.sub(r"\s|（盖章）", "", organ), day
        if at >= len(texts) - 6:
            return "", day
    tail = texts[-1] if texts else ""
    if (printed := _PRINTED.fullmatch(narrow(tail))) and (day := parse_date(printed[1])):
        return "", day
    dates = [(span, day) for span, day in find_dates(tail) if span.end == len(tail)]
    if dates and ORGAN.fullmatch(tail[: dates[0][0].start].strip()):
        return tail[: dates[0][0].start].strip(), dates[0][1]
    return "", None


def _speaker(head: Sequence[str], place: int) -> str:
    if place < 0:
        return ""
    for line in head[place + 1 : place + 5]:
        match = _SPEAKER.match(line)
        if match and not head_noun(line) and not _salutes(line) and not _NUMBERED.match(line):
            return re.sub(r"\s", "", match["name"])
    return ""


def _joined_title(head: Sequence[str]) -> tuple[str, str]:
    """The title a text without lines begins with, and its next words: 「检修办法|第一章总则…」."""
    line = head[0] if head and len(head[0]) > _JOINED else ""
    for match in _BEHIND_TITLE.finditer(line, 4, _TITLE_ROOM):
        title = _stripped(line[: match.start()])
        if re.search("[。；，：]", title):
            break
        if head_noun(title):
            return title, line[match.start() :][:_JOINED]
    return "", ""


def _first_words(head: Sequence[str]) -> str:
    line = next((line for line in head if line and line[0] not in "（(—-"), "".join(head[:1]))
    return line[:40]


def _from_name(name: str) -> str:
    stem = PurePosixPath(name.rpartition("!")[2] or name).name
    stem = stem.rpartition(".")[0] or stem
    return stem if re.search(r"[\u4e00-\u9fff]{4}", stem) else ""
