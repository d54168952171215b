"""Old Word, WPS, RTF and ODT files: converted to docx by LibreOffice, where it is installed."""

from __future__ import annotations

import os
import re
import resource
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

from corpus.errors import ParseLimit, UnreadableDocument, UnsupportedFormat
from corpus.loaders import docx
from corpus.loaders.limits import Limits
from corpus.loaders.lines import Parsed

_INSTALL = (
    "已跳过：读取 {name} 文件需要 LibreOffice。"
    "请安装（Debian/Ubuntu：apt install libreoffice-writer-nogui）后重新导入，或另存为 docx。"
)
_SUFFIXES = {"doc": ".doc", "rtf": ".rtf", "odt": ".odt"}
# A profile of our own: the user's may be locked by an open window. No macros, no links followed.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""
_FIB = re.compile(rb"\xec\xa5.{8}(.{2})", re.DOTALL)
_FIB_ENCRYPTED = 0x0100


def find_office() -> str | None:
    """The LibreOffice command on this machine, if there is one."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def read(data: bytes, limits: Limits, name: str = "doc") -> Parsed:
    """The lines of a file of format ``name`` (doc, rtf, odt), through LibreOffice and docx.

    Raises:
        UnsupportedFormat: LibreOffice is not installed.
        UnreadableDocument: LibreOffice cannot open the file, or it asks for a password.
        ParseLimit: the conversion took longer than ``limits.conversion_seconds``.
    """
    if name == "doc" and _is_encrypted(data):
        raise UnreadableDocument("文档已加密，需要密码。请去掉密码并另存后再导入。")
    office = find_office()
    if office is None:
        raise UnsupportedFormat(_INSTALL.format(name=_SUFFIXES[name]))
    with tempfile.TemporaryDirectory(prefix="wenmai-office-") as scratch:
        converted = convert(office, data, Path(scratch), _SUFFIXES[name], limits)
    parsed = docx.read(converted, limits, converted=True)
    return Parsed(parsed.lines, parsed.meta, (*parsed.notes, "经 LibreOffice 转换读取。"))


def convert(office: str, data: bytes, scratch: Path, suffix: str, limits: Limits) -> bytes:
    """``data`` as docx, made in the folder ``scratch``."""
    source = scratch / f"source{suffix}"
    source.write_bytes(data)
    profile = scratch / "profile" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
    command = [
        office,
        f"-env:UserInstallation={profile.parent.as_uri()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--convert-to",
        "docx:Office Open XML Text",
        "--outdir",
        str(scratch),
        str(source),
    ]
    # A group of its own: the command starts others, and all must end with it.
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        process_group=0,
        preexec_fn=_unfenced,
    ) as process:
        try:
            process.wait(limits.conversion_seconds)
        except subprocess.TimeoutExpired as error:
            message = f"LibreOffice 转换超过 {limits.conversion_seconds:.0f} 秒，已中止。"
            raise ParseLimit(message + "请另存为 docx 后再导入。") from error
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
    made = scratch / "source.docx"
    if not made.exists():
        raise UnreadableDocument("LibreOffice 打不开这个文件，可能已损坏。请另存为 docx 后再导入。")
    return made.read_bytes()


def _unfenced() -> None:
    """LibreOffice maps more than a parse may: it is fenced by its own time limit instead."""
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))


def _is_encrypted(data: bytes) -> bool:
    """Whether the file information block of an old Word file says so ([MS-DOC] 2.5.2)."""
    for match in _FIB.finditer(data, 512):
        if match.start() % 512 == 0:
            return bool(int.from_bytes(match[1], "little") & _FIB_ENCRYPTED)
    return False
