"""One lexicon file read: YAML in, entries with the line of every key out.

::

    file       = { "defaults": fields }, { id: fields }
    fields     = label | kind | english | definition | since | source : text
               | aliases | hidden | expansion | broader | related : [ text ]
               | ambiguous | context | not_in : [ text ]
               | replaced_by : { concept: id, since: day, source: text, part: text }
               | generic : true | drop : true
    id         = letters, digits and hyphens, and after one "/" any name: work/党章
    day        = YYYY | YYYY-MM | YYYY-MM-DD

``defaults`` are fields an entry of the file has where it does not say otherwise. ``drop``
takes a concept of an earlier folder out; what is ``generic`` stands beside everything, and is
tied to nothing by that. Scalars stay text: 2018 is no number here, nor ``no`` a truth.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from graph.model import CONCEPT_KINDS

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

DEFAULTS = "defaults"
TEXTS = ("label", "kind", "english", "definition", "since", "source", "generic")
NAMES = ("aliases", "hidden", "expansion", "broader", "related")
LISTS = (*NAMES, "ambiguous", "context", "not_in")
FIELDS = (*TEXTS, *LISTS, "replaced_by", "drop")
SUCCESSION = ("concept", "since", "source", "part")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:/[^\s/]+)?")
_DAY = re.compile(r"\d{4}(?:-\d\d){0,2}")


@dataclass(slots=True)
class Entry:
    """What one file says of one concept, and on which line it says each thing."""

    id: str
    file: Path
    line: int
    texts: dict[str, str] = field(default_factory=dict)
    lists: dict[str, tuple[str, ...]] = field(default_factory=dict)
    succession: dict[str, str] | None = None
    drop: bool = False
    lines: dict[str, int] = field(default_factory=dict)

    def at(self, key: str) -> str:
        """Where a key of this entry stands, for a complaint."""
        return f"{self.file}:{self.lines.get(key, self.line)}"


class Complaints(list[str]):
    """What is wrong with files, one sentence each: collected, so that all is said at once."""

    def say(self, where: str, what: str) -> None:
        """Note one thing: where it is, and what it is with the way out."""
        self.append(f"{where}：{what}")


def read_file(file: Path, complaints: Complaints) -> list[Entry]:
    """The entries of one file in its order; what is wrong goes to ``complaints``."""
    try:
        root = yaml.compose(file.read_text(encoding="utf-8-sig"), Loader=Loader)
    except (OSError, UnicodeDecodeError) as error:
        complaints.say(str(file), f"读不出（{error}）；请存为 UTF-8 编码的 YAML")
        return []
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{file}:{mark.line + 1}" if mark else str(file)
        problem = getattr(error, "problem", None) or str(error)
        complaints.say(where, f"不是有效的 YAML（{problem}）；请检查缩进、冒号和引号")
        return []
    if root is None:
        return []
    if not isinstance(root, yaml.MappingNode):
        complaints.say(f"{file}:1", "应为“编号: 各项”的映射；样例见 graph/lexicon/")
        return []
    reader = _Reader(file, complaints)
    entries: list[Entry] = []
    defaults = Entry(DEFAULTS, file, 1)
    for name, line, node in reader.pairs(root, "文件"):
        if name == DEFAULTS:
            defaults = reader.entry(name, line, node)
        elif not _ID.fullmatch(name):
            complaints.say(
                f"{file}:{line}",
                f"编号 {name} 不合规；用小写英文、数字和连字符，如 two-safeguards、work/党章",
            )
        else:
            entries.append(reader.entry(name, line, node))
    for entry in entries:
        entry.texts = defaults.texts | entry.texts
        entry.lists = defaults.lists | entry.lists
    return entries


class _Reader:
    """Turns the nodes of one file into entries."""

    def __init__(self, file: Path, complaints: Complaints) -> None:
        self._file = file
        self._complaints = complaints

    def pairs(self, node: yaml.MappingNode, of: str) -> Iterator[tuple[str, int, yaml.Node]]:
        """The keys of a mapping with their lines and values; a key said twice is refused."""
        seen: dict[str, int] = {}
        for key, value in node.value:
            name, line = str(key.value), key.start_mark.line + 1
            if name in seen:
                self._complain(line, f"{of}里 {name} 写了两次（另见第 {seen[name]} 行）；只留一处")
                continue
            seen[name] = line
            yield name, line, value

    def entry(self, name: str, line: int, node: yaml.Node) -> Entry:
        """One concept as its file has it."""
        entry = Entry(name, self._file, line)
        if not isinstance(node, yaml.MappingNode):
            self._complain(line, f"{name} 之下应为“项目: 内容”，如 label: 两个维护")
            return entry
        for key, at, value in self.pairs(node, name):
            entry.lines[key] = at
            if key in TEXTS:
                entry.texts[key] = self._text(name, key, at, value)
            elif key in LISTS:
                entry.lists[key] = self._list(name, key, at, value)
            elif key == "replaced_by":
                entry.succession = self._succession(name, at, value)
            elif key == "drop":
                entry.drop = self._text(name, key, at, value) == "true"
            else:
                self._complain(at, f"{name} 没有名为 {key} 的项目；可用的有 {'、'.join(FIELDS)}")
        return entry

    def _text(self, name: str, key: str, line: int, node: yaml.Node) -> str:
        if not isinstance(node, yaml.ScalarNode) or not str(node.value).strip():
            self._complain(line, f"{name} 的 {key} 应为一段非空的文字")
            return ""
        text = " ".join(str(node.value).split())
        if key == "kind" and text not in CONCEPT_KINDS:
            self._complain(
                line, f"{name} 的 kind 不能是 {text}；可用的有 {'、'.join(CONCEPT_KINDS)}"
            )
        if key == "since" and not _DAY.fullmatch(text):
            self._complain(line, f"{name} 的 since 应为 YYYY、YYYY-MM 或 YYYY-MM-DD，现为 {text}")
        if key in ("drop", "generic") and text != "true":
            self._complain(line, f"{name} 的 {key} 只能是 true；不是这样就不要写这一项")
        return text

    def _list(self, name: str, key: str, line: int, node: yaml.Node) -> tuple[str, ...]:
        if not isinstance(node, yaml.SequenceNode):
            self._complain(line, f"{name} 的 {key} 应为列表，如 {key}: [甲, 乙]")
            return ()
        items = tuple(self._text(name, key, item.start_mark.line + 1, item) for item in node.value)
        for item in sorted({item for item in items if items.count(item) > 1}):
            self._complain(line, f"{name} 的 {key} 里“{item}”重复；只留一处")
        return tuple(dict.fromkeys(item for item in items if item))

    def _succession(self, name: str, line: int, node: yaml.Node) -> dict[str, str] | None:
        if not isinstance(node, yaml.MappingNode):
            self._complain(line, f"{name} 的 replaced_by 应为 {{concept: 编号, since: 日期}}")
            return None
        found: dict[str, str] = {}
        for key, at, value in self.pairs(node, "replaced_by "):
            if key not in SUCCESSION:
                known = "、".join(SUCCESSION)
                self._complain(at, f"{name} 的 replaced_by 没有 {key}；可用的有 {known}")
            else:
                found[key] = self._text(name, key, at, value)
        if not found.get("concept"):
            self._complain(line, f"{name} 的 replaced_by 缺 concept：由哪个概念取代")
            return None
        return found

    def _complain(self, line: int, what: str) -> None:
        self._complaints.say(f"{self._file}:{line}", what)
