"""How much one parse may take, and what is said when a file cannot be read."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.errors import EmptyDocument, ParseLimit, UnreadableDocument, UnsupportedFormat

MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may take; each row of a collection and each member of an archive counts.

    ``seconds`` is wall clock for a parse, ``conversion_seconds`` where LibreOffice must
    convert first. ``memory`` is the address space a parse may add, in bytes;
    ``unzipped`` the bytes one file may unpack to; ``ratio`` how many times its packed
    size that may be once it is large; ``members`` how many files one archive may hold;
    ``pages`` and ``characters`` the longest document.
    """

    seconds: float = 30.0
    conversion_seconds: float = 120.0
    memory: int = 1536 * MIB
    unzipped: int = 256 * MIB
    ratio: int = 150
    members: int = 50_000
    pages: int = 5000
    characters: int = 20_000_000

    def check_pages(self, count: int) -> None:
        """Raise :class:`ParseLimit` for a document of more pages."""
        if count > self.pages:
            raise ParseLimit(f"共 {count} 页，超过上限 {self.pages} 页。请拆分后导入。")


@dataclass(frozen=True, slots=True)
class Failure:
    """A file, a row or an archive's member that could not be read.

    ``name`` is as in :class:`corpus.model.Source`; ``code`` is the stable code of the
    error's class; ``message`` says in Chinese why, and the way out, without the name.
    """

    name: str
    code: str
    message: str

    def __str__(self) -> str:
        return f"{self.name}：{self.message}"

    def error(self) -> UnreadableDocument:
        """The same as an exception, its text naming the file."""
        for kind in (UnsupportedFormat, EmptyDocument, ParseLimit):
            if kind.code == self.code:
                return kind(str(self))
        return UnreadableDocument(str(self))


def failure_of(name: str, error: BaseException) -> Failure:
    """The failure ``error`` amounts to, whatever library raised it."""
    if isinstance(error, UnreadableDocument):
        return Failure(name, error.code, str(error))
    if isinstance(error, MemoryError):
        message = "解析所需内存超过上限。请把文件拆小后再导入。"
        return Failure(name, ParseLimit.code, message)
    if isinstance(error, RecursionError):
        message = "结构嵌套过深，无法解析。请用原软件另存一份后再导入。"
        return Failure(name, ParseLimit.code, message)
    if isinstance(error, OSError) and error.strerror:
        message = f"打不开文件（{error.strerror}）。请检查路径和权限。"
        return Failure(name, UnreadableDocument.code, message)
    detail = " ".join(str(error).split())[:120] or type(error).__name__
    message = f"文件已损坏或不合规范（{detail}）。请用原软件打开并另存一份后再导入。"
    return Failure(name, UnreadableDocument.code, message)
