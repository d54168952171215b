from __future__ import annotations

import gzip
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.loaders import bounded
from corpus.loaders.bounded import load_bounded
from corpus.loaders.limits import Failure, Limits
from corpus.model import RawDocument
from tests.makers import edit_docx, make_docx, make_ofd, make_pdf

TIGHT = Limits(seconds=3.0, memory=400 << 20)


@pytest.fixture(autouse=True, scope="module")
def _no_worker_left() -> Iterator[None]:
    yield
    bounded.close_workers()


def codes(path: Path, limits: Limits = TIGHT) -> list[str]:
    return [o.code if isinstance(o, Failure) else "read" for o in load_bounded(path, limits)]


def test_documents_come_through_unchanged(tmp_path: Path) -> None:
    from corpus.loaders.load import load

    lines = ["关于加强管理的通知", "一、总体要求", "（一）提高认识。"]
    for make in (make_docx, make_pdf, make_ofd):
        path = make(tmp_path / "a.bin", lines)
        assert list(load_bounded(path)) == list(load(path))


def test_one_worker_reads_many_files(tmp_path: Path) -> None:
    for n in range(5):
        (tmp_path / f"{n}.txt").write_text(f"第{n}份", encoding="utf-8")
    before = set(_children())
    for n in range(5):
        (document,) = load_bounded(tmp_path / f"{n}.txt", TIGHT)
        assert isinstance(document, RawDocument)
    assert len(set(_children()) - before) <= 1


def _children() -> list[str]:
    return Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()


# Each is a file that has brought down some reader.
def entity_bomb(path: Path) -> Path:
    entities = '<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
    )
    bomb = f"<!DOCTYPE w [{entities}]><w>&j;</w>"
    return edit_docx(path, "", {"word/document.xml": bomb})


def huge_node(path: Path) -> Path:
    return edit_docx(path, f"<w:p><w:r><w:t>{'字' * (70 << 20)}</w:t></w:r></w:p>")


def deep_divs(path: Path) -> Path:
    path.write_text("<html><body>" + "<div>" * 100_000 + "底", encoding="utf-8")
    return path


def deep_json(path: Path) -> Path:
    path.write_text('{"text": ' + "[" * 200_000, encoding="utf-8")
    return path


def noise(path: Path) -> Path:
    path.write_bytes(random.Random(7).randbytes(200_000))
    return path


def cut_pdf(path: Path) -> Path:
    data = make_pdf(path, ["甲" * 4000]).read_bytes()
    path.write_bytes(data[:700])
    return path


def zeros(path: Path) -> Path:
    path.write_bytes(gzip.compress(bytes(300 << 20), 1))
    return path


@pytest.mark.parametrize(
    "make", [entity_bomb, huge_node, deep_divs, deep_json, noise, cut_pdf, zeros]
)
def test_a_hostile_file_is_a_failure_that_names_it(make: object, tmp_path: Path) -> None:
    assert callable(make)
    path: Path = make(tmp_path / "bad.bin")
    (failure,) = load_bounded(path, TIGHT)
    assert isinstance(failure, Failure)
    assert failure.name.startswith(str(path))
    assert failure.message.endswith(("。", "）。"))
    # and the next file is read as if nothing had been
    good = tmp_path / "good.txt"
    good.write_text("好的", encoding="utf-8")
    assert codes(good) == ["read"]


def test_noise_in_every_format_never_escapes(tmp_path: Path) -> None:
    dice = random.Random(11)
    for make in (make_docx, make_pdf, make_ofd):
        whole = make(tmp_path / "a.bin", ["第一条 内容。" * 30] * 20).read_bytes()
        for _ in range(6):
            data = bytearray(whole)
            for _ in range(40):
                data[dice.randrange(len(data))] = dice.randrange(256)
            path = tmp_path / "b.bin"
            path.write_bytes(bytes(data))
            assert codes(path)  # a docx whose own list of parts is damaged is a zip of them


SLOW = """
import sys; sys.path.insert(0, sys.argv[1])
from corpus.loaders import jsonl, worker
read = jsonl.read_row
def slow(row, number, name):
    {act}
    return read(row, number, name)
jsonl.read_row = slow
worker.main(int(sys.argv[2]), int(sys.argv[3]))
"""
ACTS = {
    "hangs": "while number == 3: pass",
    "dies": "import os; number == 3 and os.kill(os.getpid(), 11)",
    "eats": "number == 3 and bytearray(3 << 30)",
}


@pytest.mark.parametrize("act", list(ACTS))
def test_a_row_that_kills_its_parser_costs_itself_only(
    act: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bounded.close_workers()
    monkeypatch.setattr(bounded, "_START", SLOW.format(act=ACTS[act]))
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(f'{{"id": "r{n}", "text": "文{n}"}}\n' for n in range(1, 6)))
    found = list(load_bounded(path, Limits(seconds=0.4, memory=1 << 30)))
    assert [o.name if isinstance(o, Failure) else o.meta["id"] for o in found] == [
        "r1", "r2", f"{path}!r3", "r4", "r5"
    ]  # fmt: skip
    bounded.close_workers()


def test_walking_away_leaves_no_process(tmp_path: Path) -> None:
    bounded.close_workers()
    before = set(_children())
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(f'{{"id": "r{n}", "text": "{"文" * 500}"}}\n' for n in range(4000)))
    stream = load_bounded(path, TIGHT)
    next(stream)
    assert set(_children()) - before
    stream.close()  # type: ignore[attr-defined]
    assert set(_children()) == before


def test_the_worker_ends_with_its_parent(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("文", encoding="utf-8")
    script = (
        "import sys, os; from pathlib import Path; from corpus.loaders.bounded import load_bounded;"
        "list(load_bounded(Path(sys.argv[1])));"
        "print(Path(f'/proc/self/task/{os.getpid()}/children').read_text(), flush=True);"
        "os.kill(os.getpid(), 9)"
    )
    root = Path(__file__).parents[3]
    result = subprocess.run(
        [sys.executable, "-c", script, path], cwd=root, capture_output=True, text=True, check=False
    )
    worker = int(result.stdout)
    for _ in range(50):
        if not Path(f"/proc/{worker}").exists() or _is_zombie(worker):
            return
        time.sleep(0.1)
    pytest.fail("the worker outlived its parent")


def _is_zombie(process: int) -> bool:
    return ") Z " in Path(f"/proc/{process}/stat").read_text()
