"""Actors: the name of a person, an office or an organ at the head of a clause.

An actor is known by the noun it ends with (…部门, …书记, …人, …者), for no list of names could
hold them all: 县级以上人民政府应急管理部门, 取得安全生产许可证的单位.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from graph.duties.modals import MASK

#: What the name of an organ ends with, and what that of a person or an office does.
ORGANS = (
    "人民政府 政府 国务院 中央 省委 市委 县委 区委 部委 部门 机构 机关 "
    "单位 企业 公司 集团 组织 团体 委员会 常委会 党委会 法院 检察院 公安局 "
    "管理局 监管局 总局 厅 办公厅 办公室 中心 派出所 研究院 研究所 医院 "
    "学院 学校 大学 中学 小学 幼儿园 院校 高校 银行 协会 学会 商会 工会 "
    "公会 联合会 妇联 共青团 共青团组织 党委 党组 党组织 党支部 党总支 支部 总支 "
    "纪委 纪检组 监委 监事会 董事会 理事会 股东会 股东大会 职代会 "
    "职工代表大会 代表大会 业主大会 业主委员会 主席团 仲裁庭 法庭 合议庭 "
    "仲裁委 经理层 班子 领导班子 指挥部 领导小组 工作组 检查组 调查组 巡视组 "
    "巡察组 小组 专班 项目部 车间 班组 科室 处室 支队 大队 总队 中队 部队 "
    "军队 军区 电站 车站 兵站 服务站 合作社 联社 报社 通讯社 旅行社 出版社 "
    "电视台 电台 网站 媒体 平台 事务所 交易所 证券公司 居委会 村委会 街道 "
    "街道办 社区 各地 各地区 各县区 各区县 各市县 各省 各市 各县 各区 "
    "各乡镇 省级 市级 地方 乡镇 开发区 国家 全社会 社会各界 各界 各方 双方 "
    "使馆 领馆 海关 边检 港口 机场 电厂 工厂 医疗机构 党校 军委 政协 人大 "
    "主体 战线 系统 党 全党 全军 用户 农户 承包户 住户 商户 工商户 经营户 "
    "职能部 街道办事处 仲裁委员会 监狱 看守所 管理所 派出所 筹备组 清算组 食堂 血站 管委会 "
    "红十字会 联合社 组织编制机关 编制机关 景区 网点 养殖场 车管所 分行 支行 新区 "
)
PEOPLE = (
    "书记 主任 主席 董事长 总经理 经理 厂长 校长 院长 所长 站长 局长 处长 "
    "科长 厅长 部长 省长 市长 县长 区长 镇长 乡长 村长 州长 秘书长 组长 "
    "队长 班长 班组长 车间主任 船长 机长 行长 社长 会长 理事长 庭长 检察长 "
    "湾长 河长 湖长 林长 田长 路长 街长 链长 段长 指挥长 总指挥 指挥官 "
    "总监 总工程师 工程师 总会计师 会计师 审计师 律师 医师 药师 护士 医生 "
    "教师 导师 教练 学生 研究生 毕业生 考生 新生 民警 警察 辅警 法官 "
    "检察官 审判长 审判员 书记员 陪审员 监事 董事 理事 委员 代表 主委 "
    "首席代表 员工 职工 工人 民工 农民 干部 党员 团员 公民 个人 居民 村民 "
    "业主 旅客 乘客 顾客 客户 消费者 参保人 家长 监护人 父母 子女 夫妻 "
    "配偶 亲属 家属 股东 同志 同志们 我们 大家 你们 咱们 每个人 人人 青年 "
    "妇女 儿童 军人 官兵 民兵 士兵 义务兵 烈属 负责人 当事人 人员 成员 "
    "房东 店主 雇主 船东 船主 货主 事主 失主 债主 甲方 乙方 丙方 一方 "
    "另一方 对方 承包方 发包方 委托方 受托方 供方 需方 买方 卖方 收购方 "
    "转让方 受让方 相关方 主办方 承办方 参建方 华侨 归侨 侨眷 新闻工作者 "
    "外国人 服务商 供应商 承包商 代理商 经销商 运营商 开发商 生产商 制造商 "
    "零售商 批发商 进口商 出口商 上级 下级 主管 仲裁员 督学 驾驶员 公务员 管理员 "
    "检查员 监察员 辅导员 保荐人 "
)
#: Endings of one character, and the words that end so and are no actors.
_ENDINGS = (
    r"(?<![别主法本仁令工他超众])人(?!民|员|口|身|力|才|大|次|均|均|们|数|格|体|工(?!智能)|物|事|类|群|为|道)"
    r"|法人(?!员)|(?<![或两二三前后再上下作])者"
    r"|(?<=[操飞话议执巡稽检督调协联通信宣安保警采核监审报验])员"
    r"|(?:管理|检查|审计|统计|评审|调度|驾驶|服务|售货|售票|乘务|指导|辅导|安全|质检|化验)员"
    r"|(?<![全内外局上下中东西南北头底顶根面脑颈腹胸背尾前后腰一各几两细])部(?![门分署委长级队件位下属内外落首头])"
    r"|(?<![结格布大全定开残时政平骗])局(?![面势部限长中级])|(?<=[省市县区州党纪工团监军改])委(?![员托派任会屈])"
    r"|办事处|管理处|居民会议|村民会议|债权人会议"
)
_NOUN = "|".join(sorted((ORGANS + PEOPLE).split(), key=len, reverse=True))
_ACTOR = re.compile(rf"(?:(?:{_NOUN})(?!们)们?|{_ENDINGS}){MASK}*")
#: After one of these nouns the name goes on: 企业负责人, 单位主要负责人, 地方各级人民政府.
_ADVERBIAL = re.compile(
    r"根据|依照|依据|依法|依规|按照|遵照|参照|结合|针对|围绕|通过|凭|持|按(?!摩|揭)|"
    r"在(?!职|岗|册|编|校|建|逃|押|役|任|读|线|售|籍|京|华|用|册)|对(?!外|象|方|口|台|港|账)|向(?!导|社会(?!公))|"
    r"因(?!素|公)|为(?!民|主|首)|从(?!业|事|严|属|众|教|医)|自(?!然|己|治|来|主|由|营|律|贸|建|身)|"
    r"经(?!营|济|理|办|纪|销|费|贸|办)|以(?!上|下|外|内|及|色)|于|将(?!军)|把|被|就(?!业|读|诊)|给予|除|由|"
    r"如需|如有|如果|如未|若|转制|改制|转企|未(?!成年|婚|来)|不(?!动产|良|同)|需|确需|拟|发现|发生|收到|接到|认为|违反|拒绝|决定|提出|要求|"
    r"办理|进行|实施|开展|采取|作出|做出|制定|编制|处理|受理|审理|审查|审议|履行|行使|使用|应用|变更|终止|"
    r"解除|取得|接受|提供|举行|召开|举办|组织(?=实施|开展|制定|有关|编|召|专|对|力|本|相|协)|申请(?!人|者)|请求|"
    r"转让|出租|出售|销售(?!者|商|人|单|企)|从事|违背|逾期|无正当|没有|有(?:正当|下列|权|责|证据|关规)|应(?![届急征聘用])|均|都|也|还|才|作为|方可|可|必|"
    r"一律|原则上|及时|立即|定期|每[年月日周季半]|首先|主动|自觉|带头|切实|坚持|协助|配合|同时|共同|分别|统一|负责(?!人|同志)|"
    r"牵头|会同|委托(?!人|方|代)|报(?!社|告人|案人)|签订|签署|承担|落实|加强|建立|推动|推进|做好|担任|是(?!否)|"
    r"，"
)
#: A clause that belongs to the name: 县级以上人民政府负责安全生产监督管理的部门.
_RELATIVE = re.compile(
    r"(?:负责|负有|承担|从事|行使|取得|使用|接受|提供|参加|担任|设立|所属)[^，]*的[^，的]{0,12}$"
)
_OF_A_NAME = re.compile(r"(?:负责|负有)[^，]{0,30}?的(?:部门|机构|机关|单位|人员)")
_LINKS = re.compile(r"以及|或者|[、和及与或]")
_OPENING = re.compile(
    rf"^(?:[—\-]+|(?:{MASK}|会议|讲话|文章|通知|总书记|习近平|意见|决定|方案|第[^，条]{{1,5}}条)+[^，的]{{0,6}}?"
    r"(?:强调|指出|要求|提出|明确|规定)|但是?|并且?|同时|因此|所以|此外|其中|另外|对此|为此|而且?|且|也|还|又|则|故|凡是?|今后|当前|首先|其次|再次|最后|"
    r"就是|即使|即[：，]|下一步|接下来|这就|这里|有条件的(?=地方)|原则上|一般|必要时|紧急情况下|一?[一二三四五六七八九十]是|"
    r"(?:第?[一二三四五六七八九十]+[、是]?(?=要|必须|应)))+"
)
_CLOSING = re.compile(
    r"(?:也|还|都|均|一律|一般|原则上|并|同时|及时|更|就|才|再|又|则|仍然?|始终|切实|坚决|真正|尤其|特别|主动|自觉|"
    r"带头|定期|同样|首先|一定|共同|分别|单独|确实|永远|时刻|严格|另行|自行|相应|继续|逐步|全面|依法|依规|每[年月日周]|"
    r"一旦|今后|必要时|至少|不仅|既|(?<![双各对买卖一供需甲乙我])方|[，,])+$"
)
#: An NP does not begin so, unless a relative clause does: 在本市经营的企业.
_PREPOSITION = re.compile(
    r"^(?:对(?!外|口|方)|向|将|把|被(?!检|审|监|征|申|告|许|保|收|投|抽|害|评|调)|给(?!水)|使(?!用|领|馆)|让|令|于|在(?!职|岗|校|编|册)|从(?!业|事)|自(?!然|治|来|由)|因|经(?!营|济|理|纪|办)|以|按|根据|依照|依据|"
    r"按照|为了?|除|就|通过|由|用于|关于|至|到|如果?|若|当(?!事|地)|要|不(?!动产)|没有|并|是|有利于)"
)
#: What is done, not who does it: 列席所在单位党组织会议.
_DEED = re.compile(
    r"^(?:列席|出席|参加|参与|召开|组织(?!部|委员|者|机构|单位)|加强|推动|推进|做好|开展|听取|审议|支持|鼓励|引导|动员|配合|协助|"
    r"任用|聘用|录用|招用|雇用|提拔|选派|督促|指导|领导(?!小组|班子|干部|人员|同志|机构|机关|成员|者)|发现|通知|告知|建立|设立|成立|保障|维护|提高|造成|影响|侵犯)"
)
#: What is said before a colon-less quotation: 会议强调, 习近平总书记指出.
_SAYS = re.compile(
    r"(?:强调|指出|要求|认为|表示|提出|明确|说|讲|决定|规定|部署|号召|呼吁|议定|同意|原则同意|看到|认识到)(?:过|了)?$"
)
#: Two clauses, not one name: 申请人撤回仲裁申请或者当事人.
_TWO_CLAUSES = re.compile(
    r"(?:撤回|撤销|提起|放弃|死亡|丧失|退出|转让)[^的]*(?:或者?|、)"
    r"|^[^的]{2,}(?:设立|举办|开办)[^的]{3,}$|，"
)
#: 全面从严治党要继续发力: 治党 is what is done.
_NO_NAME = re.compile(r"(?:治|管|兴|立|爱|跟|建)党$")
#: 其中有一人, 三分之二以上的人: a number, not a name.
_COUNTED = re.compile(r"^(?:其中)?有?[一两二三四五六七八九十\d]+(?:名|位|个)?人$")
_LONGEST = 60


class Actor(NamedTuple):
    """Where an actor's name stands in the text it was looked for in."""

    start: int
    end: int


def opening(text: str, start: int, end: int) -> int:
    """Where a clause begins behind its 但是, 同时, 一是."""
    found = _OPENING.match(text[start:end])
    return start + found.end() if found else start


def is_elided(text: str, start: int, end: int) -> bool:
    """Whether nothing but connectives and adverbs stands before a modal."""
    start = opening(text, start, end)
    return not _CLOSING.sub("", text[start:end]).strip(" ")


def actor_before(text: str, start: int, end: int) -> Actor | None:
    """The actor in what stands before a modal, its adverbials left out; None if no actor."""
    start = opening(text, start, end)
    head = _CLOSING.sub("", text[start:end])
    for match in _ACTOR.finditer(head):
        rest = head[match.end() :]
        if not rest or (_ADVERBIAL.match(rest) and not _RELATIVE.match(rest)):
            return _checked(text, start, start + match.end())
    return None


def leading_actor(text: str, start: int, end: int) -> Actor | None:
    """The actor a clause without a modal begins with: 建设单位 of 建设单位发现隐患的."""
    start = opening(text, start, end)
    head = text[start:end]
    for match in _ACTOR.finditer(head):
        rest = head[match.end() :]
        if rest and _ADVERBIAL.match(rest) and not _OF_A_NAME.match(rest):
            return _checked(text, start, start + match.end())
    return None


def whole_actor(text: str, start: int, end: int) -> Actor | None:
    """The actor a clause is: 任何单位和个人 before a comma."""
    start = opening(text, start, end)
    head = _CLOSING.sub("", text[start:end])
    for match in _ACTOR.finditer(head):
        if match.end() == len(head):
            return _checked(text, start, start + match.end())
        if _ADVERBIAL.match(head, match.end()):
            return None
    return None


def agent(text: str, start: int, end: int) -> Actor | None:
    """The actor right after 由: the longest name that no verb interrupts."""
    head = text[start:end]
    found: int | None = None
    for match in _ACTOR.finditer(head):
        gap = head[found : match.start()] if found is not None else ""
        if _ADVERBIAL.match(gap) and not _OF_A_NAME.match(head, found or 0):
            break
        found = match.end()
        rest = head[found:]
        if _ADVERBIAL.match(rest) and not _OF_A_NAME.match(rest):
            break
    return _checked(text, start, start + found) if found is not None else None


def _checked(text: str, start: int, end: int) -> Actor | None:
    while start < end and text[start] in f" {MASK}":
        start += 1
    name = text[start:end]
    if not 1 < len(name) <= _LONGEST or _SAYS.search(name) or _COUNTED.search(name):
        return None
    if _TWO_CLAUSES.search(name) or _NO_NAME.search(name):
        return None
    if "的" not in name and (_PREPOSITION.match(name) or _DEED.match(name)):
        return None
    if re.match(r"对(?!外|口|方)|将|把|由", name):
        return None
    return Actor(start, end)
