"""What is said to the program itself, or asked of the moment: no document answers that."""

from __future__ import annotations

import re

_GREETS = re.compile(
    r"^(?:你好|您好|大家好|嗨|哈喽|hello|hi|hey|在吗|谢谢你?|多谢|感谢|再见|拜拜|早上好|上午好|下午好|晚上好|晚安|辛苦了)"
    r"[吗呀啊啦哦呢\s,，。!！?？~]*$",
    re.IGNORECASE,
)
_OF_IT = re.compile(
    "^[你您](?:自己)?(?:到底|究竟|现在)?(?:是(?:谁|什么|啥|人|机器|ai|AI|哪)|叫(?:什么|啥)|(?:能|会|可以)(?:做|干|回答|查|帮)|会(?:不会|什么)|有什么(?:用|功能)"
    "|怎么用|多大|几岁|好吗|懂|吃)"
)
#: The asker's own hour and place, at the head of a question; 今天的中国 is a speech's.
_HERE = re.compile(
    "^(?:今天|今日|今晚|今夜|今早|明天|明晚|明早|后天|昨天|昨晚|现在|本周末|这周末|附近|这附近|周围)"
    "(?!的?(?:中国|世界|时代|我们|青年|人民))[^,，。]{0,6}?"
    "(?:几点|几号|几月|星期几|周几|礼拜几|[吃看玩穿]什么|有(?:什么|啥|哪些)|天气|气温|下(?:雨|雪)|冷|热|堵|限行|放假|上班)"
)
_WEATHER = re.compile(
    "(?:天气|气温)(?:怎么样|咋样|怎样|如何|好吗|好不好|预报)?[？?]?$|(?:会|要)?下(?:雨|雪)[吗么没][？?]?$"
)


def is_aside(question: str) -> bool:
    """Whether a question is put to the program itself or asks of the asker's own hour and place.

    >>> is_aside("你好！"), is_aside("明天南宁下雨吗"), is_aside("今天的中国是什么样的")
    (True, True, False)
    """
    asked = question.strip()
    return any(one.search(asked) for one in (_GREETS, _OF_IT, _HERE, _WEATHER))
