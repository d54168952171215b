"""Places named in a question."""

from __future__ import annotations

import pytest

from service.answering.places import above, is_abroad, lies_in, places_in


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("山东省义务植树每人几棵", ("山东",)),
        ("广州和佛山的补贴", ("广州", "佛山")),
        ("满洲里市2013年生产总值", ("满洲里",)),
        ("祥云县有多少人", ("祥云",)),
        ("南沙区的落户奖是多少", ("南沙区",)),
        ("广州市天河区和越秀区的报名时间", ("广州", "天河区", "越秀区")),
        ("在海拉尔区和乌拉特前旗", ("海拉尔", "乌拉特前旗")),
        # no names
        ("天河区域规划", ()),
        ("自贸试验区和高新区的政策", ()),
        ("上海城区的车位", ("上海",)),
        ("新民市场的摊位", ()),
        ("地级市设国资委吗", ()),
        ("上市公司的义务", ()),
        ("全市有多少人", ()),
        ("县委书记要做什么", ()),
    ],
)
def test_places_are_found(text: str, places: tuple[str, ...]) -> None:
    assert places_in(text) == places


def test_a_city_lies_in_its_province() -> None:
    assert lies_in("广州") == "广东"
    assert lies_in("广东") == "广东"
    assert lies_in("海市蜃楼") == ""
    assert lies_in("天河区") == "广东"
    assert above("天河区") == {"广东", "广州"}
    assert lies_in("朝阳区") == ""  # in Beijing and in Changchun
    assert above("朝阳区") >= {"北京", "长春"}


def test_what_is_told_of_another_country_is_told_from_what_is_told_of_this() -> None:
    assert is_abroad("去年增长目标是多少", "欧盟委员会下调增长预期。")
    assert not is_abroad("去年增长目标是多少", "中国和欧盟的贸易增长5%。")
    assert not is_abroad("欧盟去年增长多少", "欧盟委员会下调增长预期。")
