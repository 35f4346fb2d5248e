"""Which compound a message speaks of: raw place keys, for blocking and for a person to match with a known place.

Three ways to a name, the surest first: a kind word ends it (××小区, ××新村, ××花园); an official part opens it
(A3区, 某某街道, 某某路) and a building number or an ordinary word closes it; a road and a number (××路12弄).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from huying.engines.triage.message import Confidence, Message
from huying.engines.triage.words import Clean, clean

_NUMBER = r"[0-9一二三四五六七八九十]{1,4}"
_DISTRICT = re.compile(r"(?<![a-z0-9])[a-z][0-9]{1,2}(?:区|县|市)|(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2}(?<![小社城园地片厂校辖市住院库山该本全])(?:区|县)(?=[\u4e00-\u9fff])")
_OFFICIAL = (
    r"[a-z][0-9]{0,2}(?:区|县|市)(?!华庭|花园|之都|大道|路)|西地省|[\u4e00-\u9fff]{1,5}?(?:街道|镇|乡)(?:办事处)?|[\u4e00-\u9fff]{1,6}?(?:大道|路|大街|街|巷|国道)(?:[0-9]+号)?|"
    r"[\u4e00-\u9fff]{2,4}社区(?=[\u4e00-\u9fff]{2,8}(?:小区|家园|新村|花园|苑))|高新区|经开区"
)
_KINDS = (
    "安置小区", "安置区", "小区", "新村", "花园", "家园", "嘉园", "名园", "公寓", "公馆", "华庭", "名苑", "雅苑", "佳苑", "御苑", "嘉苑", "南苑", "北苑", "馨苑", "国际公馆", "新城", "星城", "名城", "东城", "之城",
    "之都", "国际城", "山庄", "别墅", "豪庭", "花城", "华府", "名邸", "府邸", "藏郡", "水郡", "城郡", "蓝湾", "水岸", "庭院", "宿舍", "家属区", "家属院", "大院", "大厦", "公租房", "广场", "新区", "苑", "湾畔", "半岛", "社区",
)  # fmt: skip
_KIND = re.compile("|".join(sorted(_KINDS, key=len, reverse=True)))
_WEAK_KIND = re.compile(r"国际|中心|城|府|郡|湾|里|居|轩|阁|庭|园|邸|村")
_RUN_LIMIT = 24
_RUN = re.compile(r"[\u4e00-\u9fffa-z0-9·]{1,24}$")
_STOPS = re.compile(
    r"投诉|反映|反应|咨询|请问|询问|关于|举报|强烈|要求|建议|希望|请求|恳请|呼吁|申请|望能|请|位于|地处|坐落|居住|家住|住在|就在|处于|靠近|邻近|紧邻|紧挨|对面|附近|旁边?|隔壁|周边|我们?是|我们?住|我家|本人|我们|我|咱们|的|是|在|对|到|跟|从|经过?|绕行|提升|挖走|管理|路过|增开|往|让|给|把|被|为|将|由|于|该|此|本|某|各|整个|等|有|去|了|来|看|买|购买|新建|开发|叫做?|名为|业主|居民|领导|您好|你好|尊敬|目前|现在|因为|但|导致|严重|严查|影响|再次|一直|市民|近|这里|那里|这个|那个|我市|所有|大家|解决|整治|取缔|治理|管管|管|救救|还|如|即"
)
_SOFT_STOPS = re.compile(r"(?<=[\u4e00-\u9fff]{3})[和与及、上理](?=[\u4e00-\u9fff]{2})")
_NOT_A_NAME = re.compile(
    r"影响|导致|因此|所以|由于|但是|可是|不过|对于|按照|作为|危害|破坏|占用|占据|进入|离开|希望|或者|直接|整治|正确|引导|如果|而且|并且|已经|没有|不能|不是|可以|无法|能否|是否|应该|首先|满足|尽管|只要|只有|逐级|运营商|声音|油烟|垃圾|车辆|停车|停水|"
    r"停电|施工|噪音|摆摊|坑洼|红绿灯|公交|地铁|斑马线|高速|农田|长时间|多次|各种|每天|不断|同样|类似|相关|部门|投诉|改造|项目|建设|规划|违停|违章|现象|闲置|地块|商业用电|近万|污染|改善|阻止|造成|突然|修路|共创|积极|架设|空气|一辆|随后|沿线|高层|区域|夜间|白改黑|乱停|出售|^街道$|^[a-z][0-9]+[区县市]$|^物业|违建|交房|麻将|两个$|限购|政策|全县|全市|城区|市区|行人|两旁|妇幼|禁止|要求|隐瞒|驾驶|轨道|地下|公司|政府|门面|入户|年入住|^(?:未|仍|均|由|应|这|那|哪|此|该|需|让|还|如|即|而|但|都|也|就|才|又|很|比|口|段|边|内|多|部分|无|灯|出|回|进|前|后|新建|其|每|占|道路?|一(?!师|品|方)|二段|号|[0-9]+[年米号]|搬|建|装|增|至|下的|管|请|跟|并|且|凭|靠|按)|"
    r"(?:着|了|过|到|在|于|对|经|往|把|将|被|离|按|以|及|并|且|仍|未|不|能|会|就|与|和|从|向|使|是|为|给|第|没|等于|进驻|入住|入驻|我们|投诉的是|大量非|非)$"
)
_TRAILING = re.compile(r"(?:等|两个|几个|三个|[0-9]+个|等多个|多个|里面|整个|全|[a-z])+$")
_GENERIC = frozenset(
    "小区 安置 住宅 老旧 老 居民 封闭 高档 商品房 整个 周边 附近 其他 其它 别的 部分 全 多个 几个 各个 新建 不少 很多 许多 有些 一些 电梯 高层 新 旧 同一 大型 自己 回 进 出 一个 两个 几 个 外 内 每个 三个 "
    "城市 商业 时代 国际 生活 文明 街心 学生 女生 男生 教职工 职工 单位 员工 后勤 集体 机关 文化 体育 火车站 中心 人民 政府 市 区 县 经开 高新 开发 产业 工业 教师 乡下 农 新农村 市区 省会 全市 工厂 现代 花 后 前 楼下 安居 公园".split()
)
_CLOSERS = re.compile(
    r"为何|为什么|怎么|什么|何时|是否|能否|可否|房屋|房子|新房|精装|外墙|物业|业主|居民|楼下|楼上|楼顶|附近|旁|周边|周围|地下|地面|停车|停水|停电|漏水|漏雨|渗水|电梯|小区|楼盘|的|有|存在|违|住改商|麻将|门口|[东西南北]门|大门|[东西南北]面|[东西南北]侧|[0-9a-z]*[0-9一二三四五六七八九十]+(?:栋|幢|期|座|单元|号楼|号|区|层|楼)|[a-z]区|"
    r"[a-z]?[0-9]*[栋座]|负[一二]|车库|车位|门面|商铺|底商|临街|商业街|幼儿园|小学|中学|噪音|油烟|扰民|施工|夜间|深夜|半夜|凌晨|经常|长期|多次|一直|被|没|无|不|强|乱|开发商|质量|安全|消防|入室|虚假|交房|收房|何|乱象|问题|管理|里面|里|内|外|前|后|到|至|与|和|及|是|在|将|要|想|也|都|路口|路段|道路|公交|地铁|人行|路灯|违规|擅自|私自|非法|宣传|涉嫌|二次|水质|水压|生活|手机|信号|出行|工地|垃圾|绿化|业委会|治安|配套|学位|这|已|近|什|居|装修|大面积|每天|天天|租|大"
)
_STREET_END = re.compile(r"大道|路(?!灯|面|口|边|段名)|街(?!道|面|边)|学院|公园|医院|驾校|物流园|物流公司|立交桥|安置房|宿舍|公交站|事务局|集团")
_PHASE = re.compile(rf"(?:第)?{_NUMBER}期")
_BUILDING = re.compile(rf"(?<![0-9])([a-z]?{_NUMBER})(?:号?楼|栋|幢|座)(?!上|下|层|道|顶|梯|盘|房)|([a-z][0-9]{{0,3}})(?:栋|幢|座)")
_LANE = re.compile(rf"([\u4e00-\u9fff]{{2,6}}(?:路|街|道|巷|里)){_NUMBER}(?:支)?弄(?:{_NUMBER}号)?|([\u4e00-\u9fff]{{2,6}}(?:路|大道|街|巷)){_NUMBER}号(?!线|楼)")
_DIGITS = str.maketrans("一二三四五六七八九", "123456789")
_BRANDS = re.compile(r"^(?:万科|恒大|保利|碧桂园|绿地|中海|龙湖|融创|华润|金地|世茂|五矿|北辰|长房|佳兆业|中建|金科|旭辉|蓝光|阳光城|新城|招商|首创|远大|鑫苑|中国|江南)(?=[\u4e00-\u9fff]{2,})")
_TAIL = re.compile(r"(?:安置小区|安置区|住宅小区|小区|社区|楼盘|别墅区?)+$")
_CORE_TAIL = re.compile(r"(?:城|新城|星城|之城|家园|花园|新村|名园|嘉园|公寓|公馆|华庭|苑|府|国际|广场)$")


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """One place as the message names it.

    Attributes
    ----------
    key : canonical raw key, for blocking: no district, phase, building or 小区.
    words, start, end : the name as written, ``message[start:end] == words``.
    district : "a3区"-like part nearest before it, or "".
    building, phase : the building and phase named right behind it, or "" (plain digits).
    confidence : high (kind word), medium (after an official part), low (road and number, weak kind word).
    """

    key: str
    words: str
    start: int
    end: int
    district: str
    building: str
    phase: str
    confidence: Confidence


def _number(words: str) -> str:
    return words.translate(_DIGITS).replace("十", "10") if words in ("十",) else words.translate(_DIGITS)


def canonical(name: str) -> str:
    """Return the blocking key of a place name: cleaned, without phase, building, official parts and 小区."""
    key = clean(name).text
    key = _BUILDING.sub("", _PHASE.sub("", key))
    while (found := re.match(rf"(?:{_OFFICIAL}|[a-z]市)(?=.{{2}})", key)) and not _LANE.fullmatch(key):
        if _KIND.fullmatch(key[found.end() :]):
            break
        key = key[found.end() :]
    key = re.sub(r"[,。\n]|号$", "", key)
    shorter = _TAIL.sub("", key)
    return shorter if len(shorter) >= 2 else key


def same_place(first: str, second: str) -> bool:
    """Say whether two keys name one compound: equal, or equal without the builder's name or the kind word."""
    if not first or not second:
        return False
    if first == second:
        return True
    one, two = (_BRANDS.sub("", key) for key in (first, second))
    if one == two and len(one) >= 3:
        return True
    short, long = sorted((one, two), key=len)
    if len(short) >= 3 and (long.endswith(short) or long.startswith(short)):
        return True
    return len(short) >= 2 and _CORE_TAIL.sub("", long) == short


def core_key(key: str) -> str:
    """Return the part of a key that its variants share: no builder's name, no kind word; for blocking only."""
    core = _CORE_TAIL.sub("", _BRANDS.sub("", key))
    return (core if len(core) >= 2 else key)[-3:]


def _trimmed(run: str) -> str:
    """Drop what stands before the name: ordinary words and official parts; "" when nothing is left of it."""
    for stops in (_STOPS, _SOFT_STOPS):
        run = run[max((stop.end() for stop in stops.finditer(run)), default=0) :]
    while found := re.search(rf"(?:{_OFFICIAL}|[a-z]市)(?=[\u4e00-\u9fffa-z0-9]{{2}})|^(?:街道|镇)(?=.{{2}})", run):
        run = run[found.end() :]
    return _TRAILING.sub("", run)


def _behind(text: str, end: int) -> tuple[str, str]:
    rest = text[end : end + 14]
    phase = re.match(rf"[,小区]{{0,3}}(?:第)?({_NUMBER})期", rest)
    building = _BUILDING.search(rest)
    return (_number(building.group(1) or building.group(2)) if building else "", _number(phase.group(1)) if phase else "")


def _district(text: str, start: int) -> str:
    found = [one.group() for one in _DISTRICT.finditer(text, max(0, start - 40), min(len(text), start + 4))]
    return found[-1] if found else ""


def _named(text: str) -> list[tuple[int, int, Confidence]]:
    """Names that end in a kind word."""
    spans: list[tuple[int, int, Confidence]] = []
    for kind in _KIND.finditer(text):
        run = _RUN.search(text, max(0, kind.start() - _RUN_LIMIT), kind.start())
        if not run:
            continue
        name = _trimmed(run.group())
        if len(name) < 2 or len(name) > 9 or name in _GENERIC or _NOT_A_NAME.search(name) or re.fullmatch(rf"{_NUMBER}(?:号|个|栋)?|[a-z0-9]+", name):
            continue
        start = text.rfind(name, 0, kind.start())
        sure = {"社区": Confidence.LOW, "广场": Confidence.MEDIUM}.get(kind.group(), Confidence.HIGH)
        spans.append((start, kind.end(), sure))
    return spans


_OPENING = re.compile(r"(?:[a-z][0-9]{0,2}(?:区|县|市)|(?<=[a-z0-9][区县市])[\u4e00-\u9fff]{2,4}?(?:街道|镇)|[\u4e00-\u9fff]{2,5}(?:大道|路|街))(?=[\u4e00-\u9fff])")


def _opened(text: str) -> list[tuple[int, int, Confidence]]:
    """Names that an official part opens and an ordinary word closes; read in the first line and at building numbers."""
    spans: list[tuple[int, int, Confidence]] = []
    line = text.find("\n") if "\n" in text else min(len(text), 40)
    for opening in _OPENING.finditer(text, 0, line):
        start = opening.end()
        while found := re.match(rf"(?:{_OFFICIAL}|[a-z]市)(?=[\u4e00-\u9fff]{{2}})", text[start : start + 14]):
            start += found.end()
        run = re.match(r"[\u4e00-\u9fffa-z0-9]{2,14}", text[start:line])
        if not run:
            continue
        if _CLOSERS.match(run.group()):
            continue
        closer = _CLOSERS.search(run.group(), 2)
        name = run.group()[: closer.start()] if closer else run.group()
        if 2 <= len(name) <= 8 and name not in _GENERIC and (closer or _WEAK_KIND.search(name[-2:])) and not _NOT_A_NAME.search(name) and not re.search(r"路|大道|街道|镇$|区$|高速|地铁|公交|医院|学校|学院|大学|小学|公园|公司|政府|局$|市场|村$|乡$|组$", name):
            spans.append((start, start + len(name), Confidence.MEDIUM))
    return spans


def _roads(text: str) -> list[tuple[int, int, Confidence]]:
    spans = []
    for found in _LANE.finditer(text):
        stops = [stop.end() for stop in _STOPS.finditer(text, found.start(), found.end() - 4)]
        spans.append((stops[-1] if stops else found.start(), found.end(), Confidence.LOW))
    return spans


def streets_in(text: str) -> frozenset[str]:
    """Return the roads and public places a cleaned heading names: weaker than a compound, yet they bind what happens on a street."""
    found = set()
    for end in _STREET_END.finditer(text):
        run = _RUN.search(text, max(0, end.start() - _RUN_LIMIT), end.start())
        name = re.sub(r"^.*[和与及跟至到、处](?=.{2})", "", _trimmed(run.group())) if run else ""
        if 2 <= len(name) <= 6 and name not in _GENERIC and not _NOT_A_NAME.search(name):
            found.add(name[-4:] + end.group())
    return frozenset(found)


def _mention(raw: str, text: Clean, start: int, end: int, confidence: Confidence) -> PlaceMention | None:
    key = canonical(text.text[start:end])
    if len(key) < 2 or key in _GENERIC or re.fullmatch(r"[0-9a-z]+号?", key):
        return None
    left, right = text.span(start, end)
    building, phase = _behind(text.text, end)
    return PlaceMention(key, raw[left:right], left, right, _district(text.text, start), building, phase, confidence)


def _fold_into_shorter(found: dict[str, PlaceMention], times: dict[str, int]) -> None:
    """Count a longer key for a sure shorter one that ends it (a verb or a town was caught in front)."""
    for long in sorted(found, key=len, reverse=True):
        shorter = [key for key in found if key != long and len(key) >= 3 and long.endswith(key) and found[key].confidence is Confidence.HIGH]
        if shorter:
            key = max(shorter, key=len)
            times[key] += times.pop(long)
            gone = found.pop(long)
            if gone.start < found[key].start:
                found[key] = replace(found[key], start=gone.end - (found[key].end - found[key].start), end=gone.end, building=gone.building or found[key].building, district=gone.district or found[key].district)


def compound_in(message: Message | str) -> tuple[PlaceMention, ...]:
    """Return the places a message names, the likeliest first; empty when it names none.

    Parameters
    ----------
    message : a message, or its words; spans count in ``message.whole``.

    Notes
    -----
    One mention per key: the surest, then the most often named, then the first. O(length). Deterministic.
    """
    raw = message.whole if isinstance(message, Message) else message
    text = clean(raw)
    order = {Confidence.HIGH: 0, Confidence.MEDIUM: 1, Confidence.LOW: 2}
    found: dict[str, PlaceMention] = {}
    times: dict[str, int] = {}
    for start, end, confidence in (*_named(text.text), *_opened(text.text), *_roads(text.text)):
        one = _mention(raw, text, start, end, confidence)
        if one is None:
            continue
        times[one.key] = times.get(one.key, 0) + 1
        kept = found.get(one.key)
        if kept is None or order[one.confidence] < order[kept.confidence]:
            found[one.key] = one
    _fold_into_shorter(found, times)
    edge = len(message.subject) if isinstance(message, Message) else 0
    ranked = sorted(found.values(), key=lambda m: (m.start >= edge > 0, order[m.confidence], -times[m.key], m.start))
    return tuple(ranked)


def place_key(message: Message | str) -> str | None:
    """Return the key of the likeliest place, or None."""
    mentions = compound_in(message)
    return mentions[0].key if mentions else None
