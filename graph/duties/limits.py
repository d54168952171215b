"""Limits of a duty: by when, and under whom, as phrases of its text."""

from __future__ import annotations

import re

from corpus.dates import DAY

_NUMBER = r"(?:\d+|[一二三四五六七八九十百两半]+)"
_UNIT = r"(?:个工作日|工作日|个小时|小时|日|天|个月|周|年|分钟|个季度)"
_DEADLINE = re.compile(
    # 自收到申请之日起二十日内
    rf"(?:(?:自|从|于|在)[^，。；：\n]{{0,40}}?)?(?:日|时)起[^，。；：\n]{{0,3}}?{_NUMBER}{_UNIT}(?:以内|之内|内)"
    rf"|(?:自[^，。；：、\n]{{1,20}}?后|(?:(?:在|于)[^，。；：、\n]{{0,20}}?)?(?:前|后|满)?){_NUMBER}{_UNIT}(?:以内|之内|内|前(?!款|项|条)|以前|之前)"
    # 每年三月底前, 每季度至少一次
    rf"|每{_NUMBER}?(?:个)?(?:年|季度|半年|月|周|日|天|学期)(?:{_NUMBER}月)?(?:{_NUMBER}日|底|末|初)?(?:前|以前|之前)?"
    rf"(?:(?:至少|不少于|不得少于)?[^，。；：\n]{{0,12}}?{_NUMBER}次)?"
    rf"|(?:在|于)?(?:{DAY}|(?:{_NUMBER}年)?{_NUMBER}月(?:{_NUMBER}日|底|末|上旬|中旬|下旬)?|(?:今年|明年|本年度?|当年|次年|年|月|季度)[底末内])"
    r"(?:前|以前|之前|内|以内)"
    r"|(?:在|于)?规定的?(?:期限|时间|时限)内|(?:在|于)?(?:限期|合理期限)内?|当日内?|当场|立即|即时|24小时内"
    r"|按(?:年度?|季度?|月|周|半年|学期)(?!龄)"
)
_UNDER = re.compile(
    r"在(?P<a>[^，。；：\n在]{2,30}?)(?:的?(?:统一|集中|具体|直接|坚强|全面)?(?:领导|指导|监督|主持|组织|协助|配合|授权))(?:和(?:监督|指导|领导))?下"
    r"|(?:接受|服从)(?P<b>[^，。；：\n]{2,30}?)的?(?:统一)?(?:领导|指导|监督|管理|检查)"
    r"|(?:报|报请|报经|提请|呈报)(?P<c>[^，。；：\n报]{2,40}?)(?:批准|审批|审核|备案|同意|审定|审查|审议|决定)"
    r"|(?:须|应当)?经(?P<d>[^，。；：\n经]{2,40}?)(?:批准|审批|审核|同意|授权|审议通过|审定)"
    r"|向(?P<e>[^，。；：\n向对]{2,30}?)(?:报告(?!书)|负责(?!人)|汇报|请示|述职)"
    r"|对(?P<f>[^，。；：\n向对的]{1,12}?(?:会|长|人|政府|党委|党组|代表大会|机关|部门|董事|书记))负责(?!人)"
)


def deadline(text: str) -> str:
    """The phrase that says by when or how often, as written; ``""`` where none does."""
    found = _DEADLINE.search(text)
    return found[0] if found else ""


def under(text: str) -> str:
    """The phrase that says under whom: whose lead, whose approval, to whom reported."""
    found = _UNDER.search(text)
    return found[0] if found else ""
