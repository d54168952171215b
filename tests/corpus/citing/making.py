"""A shelf of five documents on saving water that cite one another."""

from __future__ import annotations

from datetime import date

from corpus.model import Description, Document, DocumentId, Line, Reference, Source
from corpus.structure.outline import parse_outline
from corpus.titles import work_name

LAW = """第一章 总则
第一条 为了节约用水，制定本法。
第二条 用水单位应当履行下列义务：
（一）建立台账；
（二）安装水表；
（三）定期检查。
前款规定以外的单位可以参照执行。
违反前两款规定的，给予警告。
第三条 违反前条第二款或者本法第一条规定的，处罚款；违反第二条第一款第（一）至（三）项的，责令改。
第三条之一 本条自公布之日起执行。"""

RULE = """第一条 根据《中华人民共和国节水法》（以下简称节水法），制定本办法。
第二条 依照节水法第二条第一款第三项、第三条之一和《北岭省水价条例》第五条办理。
第三条 违反该条例的，从其规定；违反本办法第一条、第二条的，予以通报。
第四条 依照滨海公约第七条、民事通则第一百三十四条。节水法学、第二十次全国代表大会和基本法不算。"""

DECISION = """一、将第二条修改为：“违反第三条规定的，通报批评。”
二、本决定自公布之日起施行。"""

BYLAWS = """第一条 为了用好水，制定本章程。
附件1
用水细则
第一条 本细则所称用户，是指下列单位：
（一）工厂；
（二）前项所列单位的宿舍。
前款规定以外的，适用第一款第（二）项第一目。
第二条 违反第一条、本细则第一条第一款或者第七条的，予以通报。"""

TALK = """同志们：《节水法》第九条没有规定，北发〔2020〕3号文件讲得很清楚。
《人民日报》刊文，按照《生产用水办法》第二条，前款所说的都要做到。"""


def document(name: str, title: str, kind: str, text: str, **more: str) -> Document:
    lines = [Line(line) for line in text.split("\n")]
    description = Description(
        id=DocumentId(name),
        work=work_name(title),
        title=title,
        kind=kind,
        issued=date(2020, 1, 1),
        source=Source(name, name, "plain"),
        number=more.get("number"),
    )
    return Document(description, text, (), parse_outline(lines))


DOCUMENTS = {
    "law": document("law", "节水法", "law", LAW, number="北发〔2020〕3号"),
    "rule": document("rule", "北岭公司生产用水办法", "rule", RULE),
    "decision": document("decision", "关于修改《节水法》的决定", "policy", DECISION),
    "bylaws": document("bylaws", "用水协会章程", "rule", BYLAWS),
    "talk": document("talk", "在节水大会上的讲话", "speech", TALK),
}


def shown(owner: Document, reference: Reference) -> tuple[str, str]:
    """What was cited, and where it leads: ``law``, ``law#art_1``; ``-`` for nowhere."""
    target = reference.target
    place = "-" if target is None else target.document_id
    if target is not None and target.section_id is not None:
        place = f"{place}#{target.section_id}"
    return owner.text[reference.span.start : reference.span.end], place
