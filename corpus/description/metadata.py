"""``describe``: what a document is, from what is declared, else from its own words.

An earlier source always wins: the command line, the file's own declaration (front matter,
a collection's ``meta``), the text as GB/T 9704-2012 lays it out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from corpus.dates import first_date, parse_date
from corpus.description.document_numbers import normal_number, order_of
from corpus.description.face import Face, read_face
from corpus.description.histories import (
    Life,
    read_closing,
    read_history,
    read_repeals,
    span_of_history,
)
from corpus.description.kinds import kind_named, kind_of
from corpus.description.organs import organ_of_history
from corpus.description.spoken_titles import title_declared
from corpus.errors import UnreadableDocument
from corpus.model import KINDS, NORMATIVE_KINDS, Description, DocumentId, RawDocument
from corpus.titles import bare, is_trial, work_name

# Longer is a text in the wrong place: names are compared in ways that need them short.
_LONGEST_TITLE = 500
_DATES = ("passed", "issued", "effective", "repealed", "date")
#: Only the end of a text says when it comes into force and what it repeals.
_TAIL = 4000
_YES = frozenset({"1", "true", "yes", "是", "试行", "暂行"})
_NO = frozenset({"", "0", "false", "no", "否"})
_LIST = re.compile(r"\s*[;；\n]\s*")
_REPORTS_FOR = re.compile(
    r"我(?:谨)?代表([\u4e00-\u9fff]{0,20}?(?:国务院|人民政府|区政府|委员会|党委))"
)
#: … or before whom, where it only says 「我代表省人民政府」.
_CONGRESS = re.compile(
    r"在([一-龥]{1,9}?(?:省|自治区|[市州县区旗盟]))第[^\s，。]{1,5}届人民代表大会"
)
#: What lays nothing down, though a collection keeps it among its laws.
_ADVICE = re.compile("(?:攻略|秘籍|宝典|答疑|解读)$")
_ARTICLE = re.compile(r"^\s*第[一二三四五六七八九十百零\d]+条", re.MULTILINE)
#: Kinds whose texts speak of coming into force and of what they repeal.
_PLAIN = frozenset({"news", "essay", "case", "speech"})
#: Kinds that tell of a repeal decided elsewhere, and repeal nothing themselves.
_TELLING = frozenset({"minutes", "report"})


def describe(raw: RawDocument, *, overrides: Mapping[str, str] | None = None) -> Description:
    """Everything known about ``raw``; what is not stated stays None.

    Dates are the version's own: see :mod:`corpus.description.histories`. Declared values
    that cannot be understood are passed over, and :func:`doubts` names them.

    Raises:
        UnreadableDocument: a value in ``overrides`` is no day, or no known kind.
    """
    given = {key: value.strip() for key, value in (overrides or {}).items() if value.strip()}
    _refuse(given)
    meta = {key: str(value).strip() for key, value in raw.meta.items() if str(value).strip()}
    if len(meta.get("title", "")) > _LONGEST_TITLE:
        del meta["title"]
    if "title" in meta and kind_named(meta.get("kind", "")) == "speech":
        day = meta.get("date", "") or meta.get("issued", "")
        speaker = meta.get("speaker", "")
        title = title_declared(meta.pop("title"), raw.text, speaker=speaker, date=day)
        meta |= {"title": title} if title else {}
    declared = {**meta, **given}
    face = read_face(raw.lines, title=bare(declared.get("title", "")), name=raw.source.name)
    text = raw.text
    history = declared.get("info", "") or _history(text)
    issuer = declared.get("issuer") or face.issuer or organ_of_history(history)
    kind = _kind(given, meta, face.title, text, issuer)
    if kind == "speech":
        issuer = declared.get("issuer") or declared.get("speaker") or face.speaker or issuer
    elif kind == "report":
        issuer = issuer or _reporting_organ(declared, text)
    life = _life(declared, face, history, text, kind)
    return Description(
        id=document_id(raw),
        work=declared.get("work") or work_name(face.title),
        title=face.title,
        kind=kind,
        issuer=issuer or None,
        number=_number(declared, face, history),
        passed=life.passed,
        issued=life.issued,
        effective=life.effective,
        repealed=life.repealed,
        supersedes=_supersedes(declared, text, kind),
        trial=_trial(declared, face.title),
        audience=declared.get("audience", "public"),
        source=raw.source,
    )


def document_id(raw: RawDocument) -> DocumentId:
    """The id a document has wherever its bytes are the same."""
    return DocumentId("d" + raw.source.sha256[:12])


def doubts(raw: RawDocument) -> tuple[str, ...]:
    """In Chinese, one line per declared value that could not be understood, for the report."""
    found = []
    if (length := len(str(raw.meta.get("title", "")).strip())) > _LONGEST_TITLE:
        found.append(f"文件声明的 title 长达 {length} 字，未采用，已改从正文读取")
    for key in _DATES:
        value = str(raw.meta.get(key, "")).strip()
        if value and first_date(value) is None:
            found.append(f"文件声明的 {key}（{value}）不是完整日期，未采用")
    kind = str(raw.meta.get("kind", "")).strip()
    if kind and kind_named(kind) is None:
        found.append(f"文件声明的 kind（{kind}）不是已知文种，已按标题判断")
    return tuple(found)


def _refuse(given: Mapping[str, str]) -> None:
    """Say clearly which value of the command line cannot be used, and what could."""
    for key in _DATES:
        if key in given and parse_date(given[key]) is None:
            raise UnreadableDocument(
                f"--{key} {given[key]}：不是有效日期，请写成 2024-03-05 或 2024年3月5日"
            )
    if "kind" in given and kind_named(given["kind"]) is None:
        choices = "、".join(f"{kind}（{label}）" for kind, label in KINDS.items())
        raise UnreadableDocument(f"--kind {given['kind']}：没有这个文种，可用的有 {choices}")


def _kind(
    given: Mapping[str, str], meta: Mapping[str, str], title: str, text: str, issuer: str
) -> str:
    for declared in (given.get("kind", ""), meta.get("kind", "")):
        if declared and (kind := kind_named(declared)):
            shelved = kind in NORMATIVE_KINDS and not given.get("kind")
            advises = _ADVICE.search(title) and not _ARTICLE.search(text)
            return "essay" if shelved and advises else kind
    return kind_of(title, text, issuer=issuer or None)


def _history(text: str) -> str:
    span = span_of_history(text)
    return text[span.start : span.end]


def _reporting_organ(declared: Mapping[str, str], text: str) -> str:
    """Who a work report reports for: 「我代表北岭省人民政府，向大会报告工作」."""
    match = _REPORTS_FOR.search(text[:1500])
    if match and "国务院" in match[1]:
        return "国务院"
    if match and len(match[1]) > len("省人民政府"):
        return match[1]
    if match and "province" in declared:
        return f"{declared['province']}人民政府"
    venue = _CONGRESS.search(text[:200]) if match else None
    return f"{venue[1]}人民政府" if venue else ""


def _life(declared: Mapping[str, str], face: Face, history: str, text: str, kind: str) -> Life:
    """The four days: declared first, then the history, the face, the closing sentence."""
    told = read_history(history) if history else Life()
    days = {key: first_date(declared[key]) for key in _DATES if declared.get(key)}
    life = replace(
        told,
        passed=days.get("passed") or told.passed,
        issued=days.get("issued")
        or days.get("date")
        or told.issued
        or face.issued
        or face.published,
        effective=days.get("effective") or told.effective or face.effective,
        repealed=days.get("repealed") or face.repealed,
    )
    if kind in _PLAIN:
        return life
    return _settled(read_closing(text[-_TAIL:], life), declared_effective=days.get("effective"))


def _settled(life: Life, *, declared_effective: date | None) -> Life:
    """An amended version is in force from its own day, unless a day is declared."""
    version = life.issued or life.passed
    if declared_effective or not life.amended or life.effective is None or version is None:
        return life
    return life if life.effective >= version else replace(life, effective=version)


def _number(declared: Mapping[str, str], face: Face, history: str) -> str | None:
    number = declared.get("number", "")
    if not any(char.isdecimal() for char in number):  # 「（政务问答）」 is none
        number = face.number or order_of(history)
    return normal_number(number) if number else None


def _supersedes(declared: Mapping[str, str], text: str, kind: str) -> tuple[str, ...]:
    if "supersedes" in declared:
        return tuple(bare(title) for title in _LIST.split(declared["supersedes"]) if title)
    return () if kind in _PLAIN or kind in _TELLING else read_repeals(text[-_TAIL:])


def _trial(declared: Mapping[str, str], title: str) -> bool:
    stated = declared.get("trial", "").lower()
    if stated in _YES:
        return True
    return is_trial(title) if stated not in _NO or "trial" not in declared else False
