"""Furniture: a portal's own lines, and the same words where they are the document's."""

from __future__ import annotations

import pytest

from corpus.structure.furniture import furniture

#: So much text that the lines below it alone are the document's end.
TEXT = ["云岭集团检修动员", *(f"第{number}车间逐台点检，按时归档。" for number in range(20))]

# Lines at a document's end, and which of them are furniture (x) or text (.).
FEET = [
    # A licence number, a site map: what stands with them is the portal's foot.
    (["版权所有：云岭集团", "云ICP备20310001号"], "xx"),
    (["主办单位：云岭集团办公室", "技术支持：云岭信息中心", "云公网安备 53010302001160号"], "xxx"),
    (["网站地图 | 联系我们 | 关于我们", "地址：云岭路1号", "浏览次数：120"], "xxx"),
    (["网站地图", "承办：云岭信息中心"], "xx"),
    (["版权所有 云岭集团 云ICP备案号：20310001", "请各班组学习。"], "x."),
    # The neighbours in a list of articles.
    (["上一篇：点检动员", "下一篇：没有了"], "xx"),
    (["上一条：点检动员", "下一条：抢修动员", "云ICP备20310001号"], "xxx"),
    # The same words in a notice.
    (["主办单位：云岭集团党委宣传部、云岭集团工会"], "."),
    (["主办单位：云岭集团工会", "承办单位：第一车间", "时间：六月一日"], "..."),
    (["技术支持：由信息中心提供平台技术支持，各车间配合。"], "."),
    (["版权所有，侵犯版权的依法追究责任。"], "."),
    (["版权所有，侵犯版权的依法追究责任。", "云ICP备20310001号"], ".x"),
    (["阅读量：每人每年不少于十本"], "."),
    # Away from the foot they are the notice's, whatever the page's end is.
    (
        ["主办单位：云岭集团工会", "请各班组学习。", "版权所有：云岭集团", "云ICP备20310001号"],
        "..xx",
    ),
    (["上一条：按照规定办理。"], "."),
    (["上一条：按照规定办理。", "下一条：另行规定。"], ".."),
    (["上一篇：点检动员"], "."),
    # On a site's own rules.
    (["网站地图应当每季度更新。", "ICP备案由信息中心办理。"], ".."),
    (["公网安备的办理由信息中心负责。", "主办单位：信息中心"], ".."),
]


@pytest.mark.parametrize(("foot", "marks"), FEET)
def test_a_foot_is_a_portal_s_only_with_its_licence_or_site_map(
    foot: list[str], marks: str
) -> None:
    found = furniture([*TEXT, *foot])
    assert not any(found[: len(TEXT)])
    assert "".join("x" if mark else "." for mark in found[len(TEXT) :]) == marks


def test_a_foot_s_words_in_the_middle_are_text() -> None:
    lines = [*TEXT[:2], "主办单位：云岭集团", "云ICP备20310001号", *TEXT[2:]]
    assert not any(furniture(lines))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("当前位置：首页 > 政务公开 > 通知公告", True),
        ("您当前所在的位置： 首页 > 住房保障 > 配租信息", True),
        ("您的位置：网站首页", True),
        ("您现在的位置：政务公开>>通知公告", True),
        ("所在位置：政务公开 » 通知公告", True),
        ("位置：东至中山路，西至人民路，占地35亩。", False),
        ("位置：首页", False),
        ("所在位置：云岭路与江北路交叉口", False),
        ("当前位置：标高>50米处", False),
        ("您的位置：请在登记表上填写", False),
    ],
)
def test_a_trail_leads_from_the_first_page_or_by_arrows(line: str, expected: bool) -> None:
    assert furniture([TEXT[0], line, *TEXT[1:]])[1] is expected
