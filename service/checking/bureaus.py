"""Local organs by the names they had before a reform: 县环保局 is 县生态环境局.

The lexicon has the organs of the state. Of the same names in provinces, cities and counties the
place before the name tells that one of ours is meant: 泰国旅游局 is none.
"""

from __future__ import annotations

import re

_REFORM = "《深化党和国家机构改革方案》（2018）"
_REFORM_2023 = "《党和国家机构改革方案》（2023）"
#: What an organ was called (a pattern), what it is called now, since when, by which paper.
FORMER = (
    ("质监局|质量技术监督局", "市场监督管理局", "2018-03", _REFORM),
    ("环保局|环境保护局", "生态环境局", "2018-03", _REFORM),
    ("农业局", "农业农村局", "2018-03", _REFORM),
    (
        "扶贫办|扶贫局|扶贫开发(?:领导小组)?办公室",
        "农业农村局（乡村振兴局）", "2021-02", _REFORM_2023,
    ),
    (
        "卫生局|计生局|计生委|人口计生[局委]|人口和计划生育(?:局|委员会)|卫生和计划生育委员会",
        "卫生健康委员会", "2018-03", _REFORM,
    ),
    ("文广新局|文化广电新闻出版局", "文化广电和旅游局", "2018-03", _REFORM),
    ("旅游局|旅发委|旅游发展委员会", "文化和旅游局", "2018-03", _REFORM),
    ("新闻出版广电局", "新闻出版局、广播电视局", "2018-03", _REFORM),
    ("监察局", "监察委员会", "2018-03", _REFORM),
    ("法制办", "司法局", "2018-03", _REFORM),
    ("粮食局", "粮食和物资储备局", "2018-03", _REFORM),
    (
        "劳动(?:和社会)?保障局|人事局",
        "人力资源和社会保障局", "2008-03", "《国务院机构改革方案》（2008）",
    ),
    ("出入境检验检疫局", "海关", "2018-04", _REFORM),
    ("公安消防总队", "消防救援总队", "2018-10", _REFORM),
    ("公安消防支队", "消防救援支队", "2018-10", _REFORM),
    ("公安消防大队", "消防救援大队", "2018-10", _REFORM),
    ("银保?监局|保监局", "金融监管局", "2023-05", _REFORM_2023),
)  # fmt: skip
#: What stands before a local organ's name; of these names nobody else has one.
_PLACE, _ALONE = "(?<=[省市县区州旗盟])", re.compile("公安消防|[银保]监局|检验检疫")


def former() -> list[tuple[re.Pattern[str], str, str, str]]:
    """The patterns of former names, each with today's, its day and its source."""
    return [
        (re.compile(f"{'' if _ALONE.search(old) else _PLACE}(?:{old})"), new, since, source)
        for old, new, since, source in FORMER
    ]
