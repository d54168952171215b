"""XML from strangers: no entities, no network, no document type, no depth without end."""

from __future__ import annotations

import re
import zipfile
import zlib
from io import BytesIO

from lxml import etree

from corpus.errors import ParseLimit, UnreadableDocument
from corpus.loaders.limits import Limits

_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def parse_xml(data: bytes, part: str) -> etree._Element:
    """The root of one XML part, its comments and processing instructions dropped.

    Raises:
        UnreadableDocument: it declares a document type (office files never do: entities
            are how they would read other files or grow without end), or is no XML.
    """
    if _DOCTYPE.search(data[:4096].replace(b"\0", b"")):
        raise UnreadableDocument(f"部件 {part} 含有 DOCTYPE 或实体声明，出于安全不予解析。")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableDocument(f"部件 {part} 已损坏（{error.msg}）。请用原软件另存。") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableDocument(f"部件 {part} 含有 DOCTYPE 声明，出于安全不予解析。")
    return root


def open_package(data: bytes, limits: Limits) -> zipfile.ZipFile:
    """An office file's zip, once what it says it unpacks to is within ``limits``.

    The declared sizes can be trusted as a bound: ``zipfile`` never yields more than them.
    """
    try:
        package = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        message = f"压缩结构已损坏或文件不完整（{error}）。请用原软件另存一份后再导入。"
        raise UnreadableDocument(message) from error
    check_sizes(package, len(data), limits)
    return package


def check_sizes(package: zipfile.ZipFile, packed: int, limits: Limits) -> None:
    """Refuse a zip that unpacks to more than ``limits`` allow.

    Raises:
        ParseLimit: too many members, too many bytes, or too many for its packed size.
    """
    infos = package.infolist()
    if len(infos) > limits.members:
        raise ParseLimit(
            f"压缩包内有 {len(infos)} 个文件，超过上限 {limits.members}。请拆分后导入。"
        )
    total = sum(info.file_size for info in infos)
    check_growth(total, packed, limits)


def check_growth(unpacked: int, packed: int, limits: Limits) -> None:
    """Refuse what grows beyond ``limits`` when unpacked; small files may grow freely."""
    if unpacked > limits.unzipped:
        size = f"{unpacked >> 20} MiB，超过上限 {limits.unzipped >> 20} MiB"
        raise ParseLimit(f"解压后为 {size}。请拆分后导入。")
    if unpacked > 32 << 20 and unpacked > packed * limits.ratio:
        growth = f"{unpacked // max(packed, 1)} 倍"
        advice = "请用原软件打开，另存后再导入。"
        raise ParseLimit(f"解压后膨胀 {growth}，疑似压缩炸弹，不予解析。{advice}")


def read_part(package: zipfile.ZipFile, name: str) -> bytes | None:
    """One member of an office file, found whatever its case and slashes; ``None`` if absent."""
    wanted = name.replace("\\", "/").lstrip("/").lower()
    for info in package.infolist():
        if info.filename.replace("\\", "/").lstrip("/").lower() == wanted:
            try:
                return package.read(info)
            except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError) as error:
                message = f"部件 {name} 解压失败（{error}）。请用原软件另存一份后再导入。"
                raise UnreadableDocument(message) from error
    return None


def local(element: etree._Element) -> str:
    """The element's name without its namespace; ``""`` for a comment or an instruction."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: etree._Element, name: str) -> str | None:
    """An attribute by its local name: transitional and strict files differ in namespaces."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return None


def child(element: etree._Element | None, name: str) -> etree._Element | None:
    """The first child of that local name."""
    if element is not None:
        for item in element:
            if local(item) == name:
                return item
    return None


def alternative(element: etree._Element) -> etree._Element | None:
    """What to read of an ``AlternateContent``: its choice, else its fallback."""
    chosen = child(element, "Choice")
    return child(element, "Fallback") if chosen is None else chosen


def switched_on(element: etree._Element | None) -> bool:
    """Whether a setting is there and not taken back: ``<w:vanish w:val="0"/>`` is off."""
    return element is not None and attribute(element, "val") not in {"0", "false"}


def value(element: etree._Element | None, name: str) -> str | None:
    """The ``val`` of the child of that local name, as Word keeps most of its settings."""
    found = child(element, name)
    return None if found is None else attribute(found, "val")
