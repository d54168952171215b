"""The sample corpus gives just the duties its golden lists say.

``python -m tests.graph.duties.test_samples`` writes them anew: read the diff.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.extraction.extract import extract
from graph.lexicon.finder import Finder
from graph.lexicon.loader import load_lexicon
from graph.reader import DocumentReader
from tests.corpus.test_samples import FILES, catalogue, opened

GOLDEN = Path(__file__).parents[2] / "golden" / "duties"
#: A rule, a rule that exists in three formats, a speech, a notice and minutes.
CHOSEN = (
    "安全生产责任制规定-2025修订",
    "三重一大决策制度实施办法-2023",
    "安全生产紧急会议讲话-2023",
    "采购专项整治通知-2025",
    "党委会会议纪要-2024",
)


def golden_of(name: str) -> str:
    """The duties of one sample, one a line: who, must or may, what, and what else is said."""
    path = next(file for file in FILES if file.stem == name)
    document, passages = opened(path)
    concepts = load_lexicon().concepts
    reader = DocumentReader(concepts.values(), "", Finder(concepts.values()))
    record = reader.read(document, passages, b"", catalogue())
    lines = [document.description.title, ""]
    for duty in record.duties:
        said = [duty.actor or "（未写明）", duty.modality, duty.action]
        said += [f"若：{duty.condition}"] * bool(duty.condition)
        said += [f"限：{duty.deadline}"] * bool(duty.deadline)
        said += [f"受：{duty.under}"] * bool(duty.under)
        lines.append(" ｜ ".join(said))
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("name", CHOSEN)
def test_a_sample_binds_as_its_golden_says(name: str) -> None:
    assert golden_of(name) == (GOLDEN / f"{name}.txt").read_text("utf-8")


def test_every_word_of_a_duty_stands_in_its_document() -> None:
    for path in FILES:
        document, passages = opened(path)
        for duty in extract(document, passages, [], [], {}).duties:
            words = (duty.actor, duty.modal, duty.action, duty.deadline, duty.under)
            assert all(word in document.text for word in words), (path.name, duty)
            evidence = document.text[slice(*duty.evidence.span)]
            assert duty.action in evidence, (path.name, duty)
            assert any(one.id == duty.evidence.passage_id for one in passages)


if __name__ == "__main__":
    GOLDEN.mkdir(parents=True, exist_ok=True)
    for chosen in CHOSEN:
        (GOLDEN / f"{chosen}.txt").write_text(golden_of(chosen), "utf-8")
