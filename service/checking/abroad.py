"""Countries: 希腊文化部 and 日本各县农业局 are no organs of ours."""

from __future__ import annotations

import re

#: A country at the end of what stands before an organ's name.
ABROAD = re.compile(
    "(?:(?<![我全中本各])国|[希腊兰泰俄]|日本|越南|老挝|缅甸|古巴|埃及|南非|巴西|智利|秘鲁|朝鲜|以色列|斯坦|[利尼维西比]亚)$"
)
