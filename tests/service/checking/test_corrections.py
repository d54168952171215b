"""Whether what an alarm says counts as what is right, and what always counts."""

from __future__ import annotations

import pytest

from corpus.model import Span
from service.checking.corrections import is_right
from service.checking.model import Finding

#: A draft, its wrong words, what is right; the words an alarm is of, its suggestion, its message.
Row = tuple[str, str, str, str, str, str]

RIGHT: list[Row] = [
    # in the suggestion, in the message, whatever the marks and figures
    ("应在三日内报告。", "三日内", "五日内", "应在三日内", "应在5日内", ""),
    ("见该办法第六十条。", "第六十条", "共三十五条", "第六十条", "", "没有第六十条：共35条。"),
    ("产量140.91万吨。", "140.91", "140.19", "产量140.91万吨", "产量140.19万吨", ""),
    ("长度不超过12位。", "不超过", "度不少于1", "长度不超过12位", "长度不少于12位", ""),
    # put into the draft, where the alarm is of fewer words than the error
    ("由旧委派出机构审批。", "旧委派出机构", "新委派出机构", "旧委", "新委", ""),
    # what counts for nothing
    (
        "依照《民法》办理。", "《民法》", "《中华人民共和国民法典》", "《民法》", "《民法典》", "",
    ),
    ("邓小平同志说过。", "邓小平同志", "毛泽东同志", "邓小平", "毛泽东", ""),
    ("宋庆龄说过。", "宋庆龄", "孙中山先生", "宋庆龄", "孙中山", ""),
    ("丙等为六个月。", "丙等为六个月", "丙等，8个月", "六个月", "八个月", ""),
    ("见该办法第六十条。", "第六十条", "该办法共三十五条", "第六十条", "", "共35条。"),
    ("见第六十条。", "第六十条", "共35条（所述在第八条）", "第六十条", "", "共三十五条。"),
]  # fmt: skip
WRONG: list[Row] = [
    # another number, and a number that only has its digits
    ("应在三日内报告。", "三日内", "五日内", "三日内", "六日内", ""),
    ("应在30日内报告。", "30日内", "5日内", "30日内", "15日内", ""),
    ("应在三十日内报告。", "三十日内", "五日内", "三十日内", "十五日内", ""),
    ("见该办法第六十条。", "第六十条", "该办法共三十五条", "第六十条", "", "共三十四条。"),
    # another work, another person
    ("依照《民法》办理。", "《民法》", "《中华人民共和国民法典》", "《民法》", "《民法通则》", ""),
    ("邓小平同志说过。", "邓小平同志", "毛泽东同志", "邓小平", "陈云", ""),
    # what the error is about counts: the state before the title, the courtesy, the note
    (
        "见《中华人民共和国某省条例》。", "《中华人民共和国某省条例》", "《某省条例》",
        "《中华人民共和国某省条例》", "", "没有《中华人民共和国某省条例》。",
    ),
    ("邓小平主席说过。", "邓小平主席", "邓小平同志", "邓小平主席", "", "不是邓小平主席。"),
    ("见《某办法》。", "《某办法》", "《某办法（试行）》", "《某办法》", "", "《某办法》已失效。"),
    # nothing put right there, though the right words stand in the draft
    ("三日内报告，五日内办结。", "三日内", "五日内", "三日内报告，五日内", "三天报告，五日内", ""),
    # an organ told for the person
    ("邓小平同志说过。", "邓小平同志", "毛泽东同志", "邓小平同志", "中央", "是中央的话。"),
]  # fmt: skip


def _judged(row: Row) -> bool:
    text, wrong, right, words, suggestion, message = row
    at, span = text.index(wrong), text.index(words)
    finding = Finding(
        kind="quote_altered",
        span=Span(span, span + len(words)),
        text=words,
        message=message,
        suggestion=suggestion or None,
    )
    return is_right(finding, text, Span(at, at + len(wrong)), right)


@pytest.mark.parametrize("row", RIGHT, ids=lambda row: row[2])
def test_what_is_right_in_other_words_counts(row: Row) -> None:
    assert _judged(row)


@pytest.mark.parametrize("row", WRONG, ids=lambda row: f"{row[2]}-{row[4]}")
def test_what_is_not_right_does_not_count(row: Row) -> None:
    assert not _judged(row)
