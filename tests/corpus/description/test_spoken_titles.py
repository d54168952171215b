"""What a speech is called whose file declares its first words as its title."""

from __future__ import annotations

import pytest

from corpus.description.spoken_titles import title_declared

# The declared title and the text's first line left; the title right.
TITLES = [
    ("在检修大会上的讲话", "在检修大会上的讲话\n同志们：", "在检修大会上的讲话"),
    ("点检要早、检修要细", "现在开会。", "点检要早、检修要细"),
    ("同志们：", "同志们：\n现在开会。", "李明2031年3月5日的讲话"),
    ("主席先生，各位同事：今年是", "主席先生，各位同事：今年是第十年。", "李明2031年3月5日的讲话"),
    ("今天，我们开会，听取", "今天，我们开会，听取意见。", "李明2031年3月5日的讲话"),
    ("回信工友们：你们好！来", "回信工友们：你们好！来信收到了。", "李明2031年3月5日的回信"),
    ("5日下午，李明来到车间，听", "5日下午，李明来到车间，听取汇报。", "李明2031年3月5日的文稿"),
    (
        "在检修大会上的讲话（2031年3月5日）李明同志们：现",
        "在检修大会上的讲话（2031年3月5日）李明同志们：现在开会。",
        "在检修大会上的讲话",
    ),
    (
        "新华社北京3月5日电携手检修——在检修联盟第二",
        "新华社北京3月5日电携手检修——在检修联盟第二次会议上的致辞（2031年3月5日，北京）李明尊敬的",
        "携手检修——在检修联盟第二次会议上的致辞",
    ),
    ("论检修※李明检修是", "论检修※李明检修是大事。", "论检修"),
    ("论安全检修※李明检修是", "论安全检修※李明检修是大事。", "论安全检修"),
    ("回信全体检修工：", "全体检修工：\n来信收到。", "回信全体检修工"),
]


@pytest.mark.parametrize(("title", "text", "called"), TITLES)
def test_title(title: str, text: str, called: str) -> None:
    assert title_declared(title, text, speaker="李明", date="2031-03-05") == called


def test_without_speaker_or_day_the_text_is_asked() -> None:
    assert title_declared("同志们：", "同志们：\n开会。", speaker="", date="2031-03-05") == ""
    assert title_declared("同志们：", "同志们：\n开会。", speaker="李明", date="") == ""
