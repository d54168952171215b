"""Terms for contesting something, told apart from the term of the thing itself: who asks how long
an answer takes is not told how soon one may object to it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from service.query import Query

_CONTESTS = re.compile("不服|有异议|复查(?:请求|意见|申请)|复核(?:申请|决定|意见)")
_CONTESTED = re.compile("不服|异议|复议|复核|复查|申诉|起诉|诉讼|仲裁|上诉|投诉")


def is_contesting(query: Query, told: str) -> bool:
    """Whether a text gives a term for contesting something, and the question asks for another."""
    asked = query.form == "time" and not _CONTESTED.search(query.text)
    return asked and bool(_CONTESTS.search(told))
