"""Furniture: the lines of a document nobody quotes.

A repeated lead, a table of contents, the page's own words (来源, 打印本页), a salutation,
the 主送机关, a date line, a signature. What is furniture is decided from the lines alone,
so that the outline and the passages see the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_BLANK = re.compile(r"\s+")
_ELLIPSIS = re.compile(r"(?:\.{3,}|…+)[”\"]?$")

_DATE = (
    r"(?:(?:19|20)[0-9]{2}|[一二][九〇零○O][〇零○O一二三四五六七八九]{2}|[×XxＸ]{2,4}) ?年 ?"
    r"[0-9一二三四五六七八九十×XxＸ]{1,3} ?月 ?[0-9一二三四五六七八九十×XxＸ]{1,3} ?日"
)
_DATE_LINE = re.compile(rf"[（(]?{_DATE}(?:[，, ]?[一-龥]{{2,6}}|[ 0-9:：]{{0,9}})?[）)]?$")
#: A signature and its date on one line, or the imprint: ××办公室 2024年3月1日印发.
_DATED = re.compile(rf"[一-龥（）()、 ]{{2,40}}{_DATE} ?(?:印发|印制)?$")
_NUMBER_LINE = re.compile(
    r"[一-龥]{1,14}[〔\[（(【] ?(?:19|20)[0-9]{2} ?[〕\]）)】] ?第?[0-9]{1,4} ?号$"
)
_PAGE = re.compile(
    r"[-—–－ ·]*[0-9]{1,4}[-—–－ ·]*$|第 ?[0-9]{1,4} ?页(?:[ ，,/]*共 ?[0-9]{1,4} ?页)?$"
)
_WEB = re.compile(
    r"(?:(?:您的?)?(?:当前|现在|目前)?(?:所在)?的?(?<=[您的前在])位置(?:是)? ?[：:]"
    r"(?: ?[>＞»›]? ?(?:网站|本站)?首页|[^。；]{0,40}[一-龥] ?[>＞»›]+ ?[一-龥])"
    r"|扫一扫在手机打开|打印本页|关闭窗口|分享到|相关报道|责任编辑|相关链接|返回顶部|【?打印】?$"
    r"|-->|<!--|发表时间[：:]|发布时间[：:]|发布日期[：:]"
    r"|(?:[（(]|[一-龥]{2,6} )?来源[：:]|原标题[：:]|索 ?引 ?号[：:]"
    r"|主题分类[：:]|发文机关[：:]"
    r"|成文日期[：:]|标 ?题[：:]|发文字号[：:]|主 ?题 ?词[：:]|[（(]此件.{0,8}公开.{0,6}[）)]"
    r"|抄送[：:]|抄报[：:]|分送[：:]|密级[：:]|紧急程度[：:]|签发人[：:]|[（(]?联系人[：:]|[（(]?联系电话[：:])"
)
#: What only a portal's foot has; what stands there beside it, but in a notice too.
_PORTAL = re.compile(
    r"ICP备(?:案号)?[：: ]*[0-9]{5,}|公网安备[：: ]*[0-9]{6,}|网站标识码[：: ]*[0-9A-Za-z]{6,}"
    r"|(?:^|[ |｜丨]) ?网站地图 ?(?:$|[ |｜丨])"
)
_FOOT = re.compile(
    r"(?:版权所有|(?:主办|承办|协办)(?:单位)?[：:]|技术支持[：:]|(?:浏览|点击|阅读)(?:次数|量)[：:]"
    r"|地址[：:]|邮编[：:]|关于我们|联系我们)[^。；]*$"
)
#: The neighbours in a list of articles; both, or it is a sentence about 上一条.
_BEFORE, _AFTER = (
    re.compile(r"上一([篇条])[：:][^。；]*$"),
    re.compile(r"下一([篇条])[：:][^。；]*$"),
)
_SALUTATION = re.compile(
    r"(?:尊敬的|敬爱的|亲爱的|同志们|各位|女士们|先生们|朋友们|同学们|乡亲们|老师们|青年朋友"
    r"|主席先生|总统先生)[^。；;“”0-9]{0,80}[：:！!]$"
    r"|谢谢(?:大家|各位|同志们)?[。！!]$"
    r"|[^。；;“”0-9]{2,20}(?:主席|总统|总理|秘书长|书记|主任|会长|代表|委员|来宾)"
    r"(?:先生|女士|阁下)?[，：:！!]$"
    r"|(?:同志|朋友|女士|先生|同事|同学|代表|委员|来宾|嘉宾)们[^。；;]{0,40}[：:！!]$"
)
_RECIPIENTS = re.compile(
    r"[^。；;！]{0,400}(?:人民政府|部委|机构|单位|部门|公司|党委|支部|党组|企业|处室|委员会|办公室"
    r"|厅|局|法院|检察院|院|校|组织|有关方面)[^。；]{0,40}[：:]$"
)
#: A label of a web page's head whose value stands on the next line.
_LABEL_ALONE = re.compile(r"(?:索 ?引 ?号|主题分类|发文机关|成文日期|发文字号|发布日期) ?[：:]$")
_ORGANISATION = re.compile(r"[一-龥（）()、· ]{2,36}$")
_VENUE = re.compile(
    r"(?:——|--|—|–)?[（(]?.{0,20}(?:在.{2,60}(?:上|时|期间)(?:的.{0,16})?|大会上)[）)]?$"
)
_BYLINE = re.compile(
    r"[一-龥（）() ]{0,24}(?:主席|总书记|省长|市长|区长|县长|主任|书记|董事长|总经理"
    r"|院长|检察长|部长) ?"
    r"[一-龥]{1,3}(?: [一-龥]{1,2})?$"
)
_LISTING = re.compile(r"附件[0-9]{0,2}[：:. ] ?\S")
_LISTED = re.compile(r"[0-9]{1,2}[.．、]|附件[0-9]{1,2}[：:.]")
#: The head of the first attachment, right below their list.
_ATTACHED = re.compile(r"附件 ?(?:1|一)?(?: ?[-－—] ?1)? ?[：:]?$")
#: A day as figures alone, which only a signature's place makes a date.
_DAY = re.compile(r"(?:19|20)[0-9]{2}([.．/-])[01]?[0-9]\1[0-3]?[0-9]$")
_CONTENTS = re.compile(r"目 *[录次]$")
_LEADER = re.compile(
    r"[.．…·\-—_ \t]+[（(]?[0-9]{1,4}[）)]?$"
    r"|[（(]第[^（）()]{1,8}条(?:(?:至|[—－-]+)第[^（）()]{1,8}条)?[）)]$"
)
#: An entry that shows itself without 目录 above it: dots that lead to its page.
_DOTTED = re.compile(r"[^.．…·]{2,60}(?:…{2,}|[.．·]{4,}|\t)[ .．…·\t]*[（(]?([0-9]{1,4})[）)]?$")
_NUMBERED = re.compile(
    r"第 ?[^ 编章节条部]{1,5} ?(?:分编|[编篇章节条]|部分)|[^ 一-龥]{1,6}|[一-龥]{1,3}、"
)
_ENTRY = re.compile(
    r"(?:第[一二三四五六七八九十百零0-9 ]{1,9}(?:编|分编|篇|章|节|条|部分)"
    r"|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]"
    r"|[0-9.]{1,8}[ 、.．]|附[则件录表]|前言|总则|结语|引言)"
)
_HEADED = re.compile(
    r"第[一二三四五六七八九十百零0-9]{1,9}(?:编|分编|篇|章|节|部分)|[一二三四五六七八九十]{1,3}、"
)

#: How far from the top, and from the end, the rules that need a place still apply.
_HEAD, _TAIL = 30, 14
#: A lead this short repeats by chance; a contents list this long is none.
_LEAD_MINIMUM, _CONTENTS_LIMIT = 20, 400


def furniture(lines: Sequence[str]) -> list[bool]:
    """Whether each line is furniture; one value per line, in order."""
    marks = [_everywhere(line) for line in lines]
    _mark_head(lines, marks)
    _mark_lead(lines, marks)
    _mark_contents(lines, marks)
    _mark_signature(lines, marks)
    _mark_attachments(lines, marks)
    _mark_foot(lines, marks)
    return marks


def letter_lines(lines: Sequence[str]) -> dict[int, str]:
    """Which lines an official letter sets apart: ``to`` whom it goes, who ``signed`` and when.

    A signature is the organisation's line and the date's below it; a date alone is none.
    """
    found: dict[int, str] = {}
    for number, line in enumerate(lines[:_HEAD]):
        addressed = line[-1:] in ("：", ":") and (_RECIPIENTS.match(line) or _TO.match(line))
        if number and addressed and len(line) < 420 and not _ENTRY.match(line):
            found[number] = "to"
            break
    for number in range(1, len(lines)):
        above, line = lines[number - 1], lines[number]
        dated = _DATE_LINE.match(line) and line[:1] not in ("（", "(")
        if dated and _ORGANISATION.match(above) and number > 2 and not _ENTRY.match(above):
            found[number - 1] = found[number] = "signed"
    return found


_TO = re.compile(r"各[^。；，]{1,40}[：:]$")
_FAREWELL = re.compile(
    r"(?:同志们|各位|女士们|先生们|朋友们|同学们|乡亲们|最后，(?:祝|预祝|祝愿)|谢谢大家|谢谢各位|让我们)"
)


def is_address(line: str) -> bool:
    """Whether a paragraph turns to the audience: 「同志们！」, 「各位代表，…」."""
    return bool(_FAREWELL.match(line))


def _everywhere(line: str) -> bool:
    if len(line) > 120 or not line:
        return not line.strip()
    head = line[0]
    numeric = head.isdecimal() or head in "-—–－第·（( 一二×XxＸ"
    if numeric and (_PAGE.match(line) or _DATE_LINE.match(line)):
        return True
    return bool(_WEB.match(line) or _SALUTATION.match(line) or _NUMBER_LINE.match(line))


def _mark_head(lines: Sequence[str], marks: list[bool]) -> None:
    """主送机关 before the first paragraph; where and by whom a speech was given."""
    for number, line in enumerate(lines[:_HEAD]):
        if (
            _LABEL_ALONE.match(line)
            and len(lines[number + 1 : number + 2])
            and not marks[number + 1]
        ):
            marks[number + 1] = len(lines[number + 1]) < 60
        if marks[number] or not line:
            continue
        if number > 0 and len(line) < 420 and line[-1] in "：:" and _RECIPIENTS.match(line):
            marks[number] = not _ENTRY.match(line)
            return
        if 0 < number < 8 and len(line) <= 70 and line[-1] not in "。；：":
            dated = line[0] in "-—–（(" or "年" in line[:12]
            marks[number] = bool(_BYLINE.match(line) or (dated and _VENUE.match(line)))
        if len(line) > 80:
            return


def _mark_lead(lines: Sequence[str], marks: list[bool]) -> None:
    """A first line cut off with ``...`` whose wording the lines below repeat."""
    for number in range(min(3, len(lines))):
        cut = _ELLIPSIS.sub("", lines[number].strip())
        if cut == lines[number].strip() or len(cut) < _LEAD_MINIMUM:
            continue
        wanted = _BLANK.sub("", cut)[:2000]
        below = _BLANK.sub("", "".join(lines[number + 1 : number + 40])[:20_000])
        probe = wanted[: max(_LEAD_MINIMUM, len(wanted) - 4)]
        if probe in below:
            marks[number] = True


def _mark_contents(lines: Sequence[str], marks: list[bool]) -> None:
    """目录 and its entries; or a run of divisions that comes again with text under it."""
    for number, line in enumerate(lines):
        if len(line) <= 6 and _CONTENTS.match(line):
            _mark_entries(lines, marks, number)
    _mark_dotted(lines, marks)
    start = 0
    again: dict[str, int] = {}
    while start < len(lines):
        stop = start
        seen: set[str] = set()
        while stop < len(lines) and _is_entry(lines[stop]) and _bare(lines[stop]) not in seen:
            seen.add(_bare(lines[stop]))
            stop += 1
        if stop - start >= 3 and not marks[start]:
            again = again or {_bare(line): at for at, line in enumerate(lines) if len(line) < 60}
            if again.get(_bare(lines[start]), start) >= stop:
                marks[start:stop] = [True] * (stop - start)
                if start and lines[start - 1][:1] == "目" and len(lines[start - 1]) < 60:
                    marks[start - 1] = True
        start = max(stop, start + 1)


def _is_entry(line: str) -> bool:
    """Whether a line could stand in a table of contents."""
    return 0 < len(line) < 60 and line[-1] not in "。；;：:，！？" and bool(_HEADED.match(line))


def _mark_entries(lines: Sequence[str], marks: list[bool], start: int) -> None:
    """The entries below 目录: they end where the first of them comes again."""
    stop = start + 1
    seen: set[str] = set()
    first = ""
    while stop < len(lines) and stop - start <= _CONTENTS_LIMIT:
        line = lines[stop]
        if len(line) > 80 or line[-1] in "。；：":
            break
        bare = _bare(line)
        label = _NUMBERED.match(line)
        if _ENTRY.match(line) and (bare in seen or (label is not None and label[0] == first)):
            break
        if stop == start + 1 and label is not None:
            first = label[0]
        if not (_ENTRY.match(line) or _LEADER.search(line)):
            break
        seen.add(bare)
        stop += 1
    if stop - start >= 3:
        marks[start:stop] = [True] * (stop - start)


def _mark_dotted(lines: Sequence[str], marks: list[bool]) -> None:
    """Three lines and more that lead by dots to pages, which never go back."""
    start = 0
    while start < len(lines):
        stop, page = start, 0
        while stop < len(lines) and (entry := _DOTTED.match(lines[stop])):
            if int(entry[1]) < page:
                break
            page, stop = int(entry[1]), stop + 1
        if stop - start >= 3:
            marks[start:stop] = [True] * (stop - start)
        start = max(stop, start + 1)


def _bare(line: str) -> str:
    """A heading without its dots and page number, to be compared."""
    return _BLANK.sub("", _LEADER.sub("", line))


def _mark_signature(lines: Sequence[str], marks: list[bool]) -> None:
    """The organisation named directly above a date line; 「××公司 2024年3月1日」."""
    for number in range(len(lines) - 1, -1, -1):
        line = lines[number]
        if marks[number] or len(line) > 50 or line[-1:] in "。；：，":
            continue
        late = number and number >= len(lines) - _TAIL
        if late and (_DATED.match(line) or _DAY.match(line)):
            marks[number] = True
        elif number + 1 < len(lines) and marks[number + 1] and number > 1:
            below = lines[number + 1]
            dated = _DATE_LINE.match(below) or _DAY.match(below)
            if dated and _ORGANISATION.match(line) and not _ENTRY.match(line):
                marks[number] = True


def _mark_attachments(lines: Sequence[str], marks: list[bool]) -> None:
    """附件：1.… 2.…, the list above the signature (or at the end) of what is attached."""
    for number, line in enumerate(lines):
        if line[:2] != "附件" or not _LISTING.match(line) or len(line) > 80:
            continue
        stop = number + 1
        while stop < len(lines) and len(lines[stop]) < 80 and _LISTED.match(lines[stop]):
            stop += 1
        if stop == len(lines) or marks[stop] or _ATTACHED.match(lines[stop]):
            marks[number:stop] = [True] * (stop - number)


def _mark_foot(lines: Sequence[str], marks: list[bool]) -> None:
    """A portal's foot around its licence number; 上一篇 with 下一篇 beside it.

    The same words (主办单位：…) are a notice's own elsewhere, and must stay to be quoted.
    """
    first = max(len(lines) - _TAIL, 1)
    foot = [
        number >= first and len(line) <= 120 and bool(_PORTAL.search(line) or _FOOT.match(line))
        for number, line in enumerate(lines)
    ]
    start = first
    while start < len(lines):
        stop = start
        while stop < len(lines) and foot[stop]:
            stop += 1
        if any(_PORTAL.search(line) for line in lines[start:stop]):
            marks[start:stop] = [True] * (stop - start)
        start = stop + 1
    for number in range(first, len(lines) - 1):
        before, after = _BEFORE.match(lines[number]), _AFTER.match(lines[number + 1])
        if before and after and before[1] == after[1]:
            marks[number] = marks[number + 1] = True
