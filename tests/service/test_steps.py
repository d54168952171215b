"""Steps: side by side, timed and told; one that fails ends the others."""

from __future__ import annotations

from threading import Barrier, Event

import pytest

from corpus.progress import OVER
from service.steps import Steps, Stopped


def test_steps_are_done_side_by_side_and_each_is_told_to_be_over() -> None:
    told: list[tuple[str, int]] = []
    steps = Steps(lambda step, done, _: told.append((step, done)))
    meeting = Barrier(2, timeout=20)
    done: list[str] = []

    def met(name: str) -> None:
        meeting.wait()  # passed only by two at once
        done.append(name)

    steps.beside({"一": lambda: met("一"), "二": lambda: met("二")})
    with steps.timed("三"):
        done.append("三")
    assert done[2:] == ["三"]
    assert sorted(steps.seconds) == sorted("一二三")
    assert sorted(told) == sorted((name, count) for name in "一二三" for count in (0, OVER))


def test_one_at_a_time_they_follow_one_another_in_the_order_given() -> None:
    told: list[tuple[str, int]] = []
    steps = Steps(lambda step, done, _: told.append((step, done)))
    steps.beside({name: lambda: None for name in "三一二"}, at_once=1)
    assert told == [(name, count) for name in "三一二" for count in (0, OVER)]


def test_a_step_that_waits_for_another_process_takes_nobodys_place() -> None:
    steps = Steps(lambda *_: None)
    done: list[str] = []
    over = Event()

    def wait() -> None:
        assert over.wait(20)
        done.append("远")

    def last() -> None:
        done.append("二")
        over.set()

    steps.beside({"远": wait, "一": lambda: done.append("一"), "二": last}, 1, apart=["远"])
    assert done == ["一", "二", "远"]


@pytest.mark.parametrize("error", [ValueError("坏"), OSError("满"), KeyboardInterrupt()])
def test_one_that_fails_ends_the_others_and_is_what_is_raised(error: BaseException) -> None:
    steps = Steps(lambda *_: None)
    begun, never = Event(), []

    def fail() -> None:
        begun.wait(20)
        raise error

    def work() -> None:
        begun.set()
        while True:
            steps.told("久", 1, None)

    with pytest.raises(type(error)):
        steps.beside({"久": work, "坏": fail, "后": lambda: never.append(1)})
    assert not never
    with pytest.raises(Stopped):
        steps.told("久", 2, None)
