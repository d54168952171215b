"""Sentences an answer can be made of, and what stands between them that says nothing."""

from __future__ import annotations

import pytest

from service.answering.units import heads as is_heading
from tests.service.answering.makers import about, unit

SPEECH = about("在座谈会上的讲话", "speech")


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("女士们、先生们、同志们！广东是改革开放的排头兵。", "广东是改革开放的排头兵。"),
        ("各位同事！要以史为鉴。", "要以史为鉴。"),
        (
            "（新华社深圳10月14日电）《 人民日报 》（ 2020年10月15日 02 版）\n谢谢大家。\n下一篇。",
            "下一篇。",
        ),
        ("扫一扫在手机打开当前页\n本办法自发布之日起施行。", "本办法自发布之日起施行。"),
        ("同志们要讲政治。", "同志们要讲政治。"),
    ],
)
def test_what_says_nothing_is_no_sentence(text: str, first: str) -> None:
    assert unit(text, SPEECH).text.strip() == first


@pytest.mark.parametrize(
    ("text", "section", "heads"),
    [
        ("二、关于支持国有企业主辅分离问题。", ("二、 关于支持国有企业主辅分离问题",), True),
        ("你省请求给予补助。", ("二、 关于支持国有企业主辅分离问题",), False),
    ],
)
def test_a_heading_is_known(text: str, section: tuple[str, ...], *, heads: bool) -> None:
    assert is_heading(unit(text, SPEECH, section)) == heads
