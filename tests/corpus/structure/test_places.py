"""The section a path names."""

from __future__ import annotations

import pytest

from corpus.structure.places import Outline
from tests.corpora import made

DOCUMENT, _ = made(
    "d1",
    "检修规程",
    "第一条 为了检修，制定本规程。",
    "第二条 检修按附件办理。",
    "附件：1.停送电办法",
    "2.验收标准",
    "附件1",
    "停送电办法",
    "第一条 停电应当挂牌。",
    "第二条 送电应当摘牌。",
    "值班员应当复诵。",
    "附件2",
    "验收标准",
    "1 电气部分",
    "1.1 绝缘",
    "1.1.1 绝缘应当完好。",
    "2 机械部分",
    "2.1 轴承",
    "2.1.1 温度不高于七十度。",
    "2.1.2 不得有异响。",
)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("art_2", "第二条 检修"),
        ("app_1/art_2", "第二条 送电"),
        ("app_1/art_2/para_2", "值班员"),
        ("app_1/art_9", None),
        ("app_3/art_1", None),
        ("pt_2.1.2", "2.1.2 不得"),
        ("pt_2.1", "2.1 轴承"),
        ("pt_2.9", None),
        ("app_2/pt_2.1.1", "2.1.1 温度"),
    ],
)
def test_a_path_finds_its_section(path: str, said: str | None) -> None:
    section = Outline(DOCUMENT.sections).find(path)
    found = DOCUMENT.text[section.span.start :] if section else None
    assert found == said or (found and said and found.startswith(said))
