"""What is said to the program, or asked of the moment, is no question to the documents."""

from __future__ import annotations

import pytest

from service.answering.asides import is_aside


@pytest.mark.parametrize(
    ("question", "aside"),
    [
        ("你好", True),
        ("谢谢！", True),
        ("你是谁", True),
        ("您能做什么", True),
        ("今天星期几", True),
        ("附近有什么好吃的", True),
        ("明天会下雨吗", True),
        ("北京天气怎么样", True),
        ("谢谢他的是谁", False),
        ("今天的中国有什么特点", False),
        ("今天我们为什么纪念他", False),
        ("你们局负责什么", False),
        ("重污染天气怎么应对", False),
        ("人工影响天气由谁批准", False),
    ],
)
def test_an_aside_is_told_from_a_question(question: str, aside: bool) -> None:
    assert is_aside(question) is aside
