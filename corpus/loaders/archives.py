"""Zip archives and gzip files, opened member by member within limits."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from typing import BinaryIO

from corpus.errors import ParseLimit, UnreadableDocument
from corpus.loaders.decoding import plausible, strict
from corpus.loaders.limits import Limits
from corpus.loaders.markup import check_growth, check_sizes

_CHUNK = 1 << 18
_UTF8_FLAG = 0x800
_ENCRYPTED = 0x1
_UNPACK = "确属文件的，请解压后再导入。"
_IGNORED = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


class Growing(io.RawIOBase):
    """A gzip stream that stops once it has grown beyond every sane measure.

    Collections may be larger than one document may be: only the growth is bounded.
    """

    def __init__(self, packed: BinaryIO, size: int, limits: Limits) -> None:
        self._stream = gzip.GzipFile(fileobj=packed)
        self._size = size
        self._limits = limits
        self._seen = 0

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Unpack into ``buffer``; a damaged stream raises :class:`UnreadableDocument`."""
        try:
            data = self._stream.read(len(buffer))
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            message = f"gzip 压缩数据已损坏或不完整（{error}）。请重新下载后再导入。"
            raise UnreadableDocument(message) from error
        self._seen += len(data)
        if self._seen > 64 << 20 and self._seen > self._size * self._limits.ratio:
            growth = self._seen // max(self._size, 1)
            raise ParseLimit(f"解压后已膨胀 {growth} 倍以上，疑似压缩炸弹，不予解析。{_UNPACK}")
        buffer[: len(data)] = data
        return len(data)


def gunzip(packed: BinaryIO, size: int, limits: Limits) -> io.BufferedReader:
    """The content of a gzip file of ``size`` bytes as a stream that cannot run away."""
    return io.BufferedReader(Growing(packed, size, limits), _CHUNK)


def read_all(stream: BinaryIO, limits: Limits) -> bytes:
    """Everything in ``stream``, if that is within what one file may unpack to."""
    data = stream.read(limits.unzipped + 1)
    check_growth(len(data), len(data), limits)
    return data


def members(stream: BinaryIO, limits: Limits) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """The files in a zip archive: a label and how to read each, in the archive's order.

    Labels are only names: ``..`` and absolute paths lead nowhere. A name without the
    UTF-8 flag is read as UTF-8 or GBK, as Windows writes it, not as DOS code page 437.

    Raises:
        UnreadableDocument: it is no zip, or its directory is damaged.
        ParseLimit: it holds or unpacks to more than ``limits`` allow.
    """
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        message = f"压缩包已损坏或不完整（{error}）。请重新下载或重新压缩后再导入。"
        raise UnreadableDocument(message) from error
    packed = stream.seek(0, io.SEEK_END)
    # An archive may be large as a whole: each member is bounded by itself, growth as a whole.
    total = sum(info.file_size for info in archive.infolist())
    if len(archive.infolist()) > limits.members:
        check_sizes(archive, packed, limits)
    if total > limits.unzipped and total > packed * limits.ratio:
        growth = total // max(packed, 1)
        raise ParseLimit(f"解压后将膨胀 {growth} 倍，疑似压缩炸弹，不予解析。{_UNPACK}")
    for info in archive.infolist():
        name = member_name(info)
        base = name.rpartition("/")[2]
        if info.is_dir() or name.startswith(_IGNORED) or base in _IGNORED:
            continue
        if base.startswith(("~$", "._", ".~")):
            continue
        yield name, partial(_read, archive, info, limits)


def member_name(info: zipfile.ZipInfo) -> str:
    """A member's name as its packer saw it, with forward slashes and nothing above the root."""
    name = info.filename
    if not info.flag_bits & _UTF8_FLAG:
        try:
            raw = info.orig_filename.encode("cp437")
        except UnicodeEncodeError:
            raw = name.encode("utf-8", "ignore")
        # Two Chinese characters in GBK can be valid UTF-8: what makes sense wins.
        readings = [strict(raw, encoding) for encoding in ("utf-8", "gb18030")]
        name = max((text for text in readings if text), key=plausible, default=name)
    parts = [part for part in name.replace("\\", "/").split("/") if part not in {"", ".", ".."}]
    return "/".join(parts) or info.filename


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limits: Limits) -> bytes:
    if info.flag_bits & _ENCRYPTED:
        raise UnreadableDocument("压缩包内的这个文件已加密。请解密后再导入。")
    check_growth(info.file_size, info.compress_size, limits)
    try:
        return archive.read(info)
    except NotImplementedError as error:
        message = "使用了不支持的压缩方式。请用标准 zip（deflate）重新压缩后再导入。"
        raise UnreadableDocument(message) from error
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, OSError) as error:
        message = f"解压失败（{error}）。请重新压缩后再导入。"
        raise UnreadableDocument(message) from error
