"""How a danger word stands in its sentence: now, suspected, denied, over, long past, feared, somewhere else.

When in doubt a danger stays live: only plain words set it aside, and they are quoted in the reason.
"""

from __future__ import annotations

import re

from huying.engines.triage.message import Danger, Standing

_PERCEIVED = r"(?:煤|燃|天然|再|人|任何|什么|啥子?|明显|发生|出现|闻到过?|闻着|闻见|闻出|看到|看见|瞧见|见到?|发现|感觉到?|感到|听到|听说|有|被|人员|小孩|老人|孩子|乘客|得|过|一点|半点|丝毫|特别|到|是|在|真的?|造成|引起|业主|居民|电梯|里面?)"
_DENIED_BEFORE = re.compile(
    rf"(?:没有|(?<!水电都)没|未|没得|并非|(?<!是)不是|唔系|不存在|不曾|无(?!人)|从未|从没|否认|排除){_PERCEIVED}{{0,4}}$|无人$|没有?人$"
)
_DENIED_AFTER = re.compile(
    r"(?:倒是?|现在|暂时|目前|已经|都|是|也|味道?|气味|的情况|的现象|啥的|这些|情况|那|就|我|没事|,)*"
    r"(?:没有了?|没了|没得了?|冇|无|不存在|散了|消失了?|没闻到|没发现|呒没|木有|不重了|是不是误会)"
    r"(?!人|修|来|处理|解决|用|管|办法|及时|停|关|断|反应|动静|效|呼吸|应|意识|气|电|水|盖|谁|师傅|物业|地方|通知|见|知觉|得救|法|出|救|地|着落|别)(?=$|[,。\n了的过]|现在|问题)"
)
_OWN_NEGATION = re.compile(
    r"打不开|开不开|开不了|出不来|出不去|下不来|走不出|叫不醒|喊不醒|叫不应|喊不应|起不来|爬不起|站不起|关不|拧不|止不住|没关|忘|没有关|未关|冇关|没反应|没有反应|没呼吸|没有呼吸|没气|没盖|没有盖|无盖|没熄|"
    r"没有熄|没动静|没人应|没有人应|没见|不动|不上|不下|不开|不醒|不应|停不|收不住|堵不住|按不住|压不住|不见|没了|没得了?|没停稳|不行|不过|不来|不能动|不得|不了|联系不上|打不通|没人接|不接|不想活|不省|没回应|没人开|没人答|没动|不走|"
    r"不灵|没用|没看|没出|没下|没露|没开|不住|没有(?:看|见|出|下|露|开|人接|人答)|没包|没锁|没灭|没过|没人|不停|不让|不到|好不好|是不是|不对|不掉|不牢|无回应|无人应|无法|不知|不好|不平|不清|不稳|不小心|不慎|不敢|不断|不少|不久|不及|不仅|不得不|不定|不但|没多久|不光|不只|未定|不管|不大|不明|不一会|没到|没过|淹没|没顶|没膝|没腰"
)
_NEGATION = re.compile(r"没|不是|不会|并未|未|冇|呒没|莫得")
_OVER_ALL = re.compile(r"虚惊|误报|搞错了?|弄错了?|看错|听错|没事了|已经?(?:全部|基本)?(?:修好|解决|处理(?:好|完|掉)|排除)|修好了|解决了|恢复正常|早就?好了|都好了|后来好了|(?<!说)好了(?=$|[,。\n])|是(?:演习|演练)")
_OVER: dict[Danger, re.Pattern[str]] = {
    Danger.FIRE: re.compile(r"(?<!灯)(?:火|烟)?(?<!灯)(?:已经?|都|也|早)?(?<!灯)(?<!灯也)(?<!灯都)(?<!灯已)(?:被|给)?(?:灭了|扑灭|浇灭|灭掉|熄灭|熄了|灭火了|灭下去|散了|灭咗|灭脱)|火灭"),
    Danger.LIFT_ENTRAPMENT: re.compile(r"(?:人|孩子|老人|大家|都|已经?|我们?|自己)[^。\n,]{0,4}(?:(?<!没)(?<!不)出来了|救出来了?|放出来了?|被?救出|解救|脱困)|放出来了|救出来了|救出来$|才(?:放|救|出|弄)(?:了)?出?来"),
    Danger.BURST_PIPE: re.compile(r"(?:水)?(?:已经?|都)?(?:不喷了|不漏了|不流了|止住了|堵住了|退了)|水退|不漏水了"),
    Danger.GAS: re.compile(r"(?:味道?|气味|气)(?:已经?|都|也|早就?|现在)?(?:散了|没有?了|散完|散掉|消失)|闻不到了?|没味道?了|不漏了"),
    Danger.INJURY: re.compile(r"出院|(?:已经)?(?:好了|康复)"),
    Danger.FLOOD: re.compile(r"(?:水)?(?:已经?|都)?(?:退了|排掉了|抽干了|止住了|扫干净)"),
    Danger.OPEN_MANHOLE: re.compile(r"(?:已经?|都)?(?:盖好了|盖上了|补上了|装上了)"),
    Danger.PERSON_IN_DANGER: re.compile(r"(?:人|孩子|老人|已经?)[^。\n,]{0,3}(?:(?<!没)(?<!不)出来了|找到了|救出来了?|放出来了?)|门(?:已经)?打开了|开开了|自己开门"),
}
_BUT_STILL = re.compile(r"但是?|可是?|不过|结果|却|还(?:是|在|有|没|剩)|仍|又|没有?修好|没好|反复|现在(?!没|已|都|好|不|人|救|火|水|大家)")
_NOT_YET = re.compile(r"(?:没|未|不|才能|什么时候|何时|尽快|赶紧|快点?|希望|请|能)[^,。]{0,3}$")
_LONG_AGO = re.compile(
    r"(?:(?:上|前)(?:个?月|年|周|个?星期|个?礼拜|回|次|阵子|段时间|几?年|几个月)|去年|前年|大前年|往年|早年|当年|以前|从前|曾经?|小时候|那年|那次|那时|[0-9一二三四五六七八九十几两多半]+(?:个?月|年|个?星期|个?礼拜|周)(?:以)?前|"
    r"(?:19|20)[0-9]{2}年|大前天|前些(?:天|日子|年)|年初|去年底|春节(?:期间|的时候)|过年(?:时|的时候)|之前(?:就|也|曾|有|发|电|那|被|因|出)|历史上|老早|老底子)(?!(?:才|刚|新|就)*[换装修买做搬改补][^,。]{0,4})"
)
_CHRONIC = re.compile(r"经常|时常|每次|每天|多次|老是|总是|频繁|隔三差五|三天两头|屡次|屡屡|时不时|动不动|[0-9一二三四五六七八九十几数两好]+次|屡|不断有|常年|有时|偶尔|不定时|老(?:坏|困|卡|关|停|出)|常(?:困|卡|有|关)")
_NOW = re.compile(
    r"现在(?!没|已经没|好了|都好)|刚才|刚刚|刚(?=有|发|在|从|闻|看|听|被|掉|摔|着|起|爆|炸|漏|给|把|一)|今天|这[两几]天|这(?:个)?礼拜|这(?:个)?星期|昨晚|昨夜|今早|今晚|今朝|今日|今儿|正在|正(?=漏|烧|喷|流|着|冒|困|被|在|往)|快来|快点|赶紧|赶快|救命|还在|仍|到现在|至今|又|这会|眼下|这时|此刻|目前|马上|立刻|麻烦来|快救|快派|依然|依旧|一直到|咯?喂|而家|依家|宜家|这下|突然|忽然|刚啱|啱啱"
)
_FEARED_BEFORE = re.compile(
    r"(?:(?:万一|如果|假如|要是|倘若|假使|一旦)(?!你们|再不|还不)|避免|防止|以防|预防|以免|免得|极?容易|极?易(?=$|引|造|发|导|触|着|起|摔|跌|滑|漏|爆|脱)|随时(?:都)?(?:会|可能|有)?|真要|若是?|到时候|迟早|早晚会?|将会|谨防|严防|提防|杜绝|防范|以后|将来|请不|切不|别(?=$|着|触|摔)|不要|再(?:这样|不[^。,\n]{1,8})[^。\n]{0,8}(?:要|会)|怕(?!是)|担心(?:会|再|以后|老人|孩子|小孩|它|他|她|有人|发生)?|恐怕会|生怕|就怕|"
    r"可能会|有可能会?|可千万别|千万别|差点|差一点|险些|几乎|差滴|差点儿|(?<!不)会(?=$)|早晚|何时才|等到|非要等|难道要等?|是不是要等|预备|用于|以备|关于|针对|加强|做好|提高|确保|严禁|禁止|不得|学习|宣传|讲座|培训|演习|演练|知识|措施|应急预案|(?<!消)防(?!栓|火|盗|护|水|汛|静|撞))[^。\n,]{0,7}$"
)
_FEARED_CLAUSE = re.compile(r"(?:万一|如果|假如|要是|倘若|一旦|假使)(?!你们|再不|还不)(?![^。]*(?:怎么办|咋办),)|真(?:的)?(?:发生|要是|出)")
_FEARED_AFTER = re.compile(
    r"[^。\n,]{0,3}(?:安全|重大|严重|巨大|极大|消防|事故|很大|的|等|高|触电|坠落|人|有)*(?:隐患|风险|危险|的可能|怎么办|咋办|可能性|事故的|险情|危害|安全问题|培训|演练|演习|讲座|知识|应急预案|预案|措施|报警系统|的话|检测|检查|维保|年检|安装|改造|设施|保险|责任险)"
)
_ELSEWHERE = re.compile(r"新闻|报道|网上(?:看|说|有|传|报道|新闻)|电视(?:[上里](?=看|说|讲|播|报|有)|说|播|新闻)|案例|例如|比如|媒体|抖音|微信群?里?(?:转|看)|看到(?:有[的些]?(?:小区|地方|城市|新闻|报道|视频)|别|其他|好几个|外地|隔壁市)|听说(?:外地|别的|其他|隔壁|有的)|别的(?:小区|城市|地方)|其他(?:小区|城市|地方)|(?<!在)外地|(?<!在)重庆|(?<!在)杭州|上海某|北京某|某地|某小区|(?<!在)河南|(?<!在)天津|类似(?:事|的事|情况|案|小区|事件)")
_DRILL = re.compile(r"消防演(?:习|练)|(?<!不是)演习|(?<!不是)演练|应急演|知识讲座|宣传活动|安全讲座|安全培训")
_SUSPECTED = re.compile(r"可能|怀疑|好像|疑似|似乎|像是|会不会|是不是|怕是|貌似|估计|大概|不知道?是不是|有点像|感觉|应该是")
_SENSED = re.compile(r"闻到|味道|气味|打不通|没人应|不应|没人接|不接|叫不|没声音|没动静|听到|听见|冒|在响|在叫|在漏|现在(?!没|好)|已经(?!修|好|解决)")
"""What somebody perceives: a worry that rests on it is a suspicion, not a mere fear."""
_CLAUSE_END = re.compile(r"[,。\n]")
_SENTENCE_END = re.compile(r"[。\n]")
_SHORT = 40
_THINGS = frozenset({Danger.STRUCTURAL_FALL, Danger.OPEN_MANHOLE})
_NEAR_MISS = ("差", "险些", "几乎")
"""A near miss by a falling tile or an open manhole shows that it is there."""
_EVENTS = frozenset({Danger.LIFT_ENTRAPMENT, Danger.INJURY, Danger.FIRE, Danger.STRUCTURAL_FALL, Danger.PERSON_IN_DANGER, Danger.BURST_PIPE, Danger.FLOOD, Danger.ELECTRIC_SHOCK})
"""Dangers that happen at a moment; gas in the air or a missing cover is a state, and "often" makes it no smaller."""
_ABSENCES = frozenset({Danger.OPEN_MANHOLE, Danger.PERSON_IN_DANGER})
"""Dangers told by what is missing: a "no" inside the words is the danger itself, not a denial."""


def _bounds(text: str, start: int, end: int, stop: re.Pattern[str]) -> tuple[int, int]:
    left = max((m.end() for m in stop.finditer(text, max(0, start - 120), start)), default=max(0, start - 120))
    found = stop.search(text, end, min(len(text), end + 120))
    return left, found.start() if found else min(len(text), end + 120)


def _denial(text: str, start: int, end: int, clause: tuple[int, int], *, is_told_by_no: bool) -> str | None:
    before = text[clause[0] : start]
    if (found := _DENIED_BEFORE.search(before)) and not re.search(r"(?:有没有|是不是|要不是|还没有?|从没有?这么)[^,]{0,3}$", before):
        return found.group()
    inner = _OWN_NEGATION.sub("", text[start:end])
    if not is_told_by_no and _NEGATION.search(inner):
        return text[start:end]
    is_cover = text[start:end].endswith(("盖", "盖子", "盖板", "井"))  # "井盖,没了" is the danger, not its denial
    if not is_cover and (found := _DENIED_AFTER.match(text, end, min(len(text), end + 14))) and "有没有" not in text[start : end + 6]:
        return found.group()
    return None


def _ending(danger: Danger, text: str, start: int, end: int) -> str | None:
    rest = text[max(0, start - 30) if danger is Danger.LIFT_ENTRAPMENT else end : end + 60]
    buts = [found.start() for found in _BUT_STILL.finditer(rest)]
    for pattern in (_OVER_ALL, _OVER.get(danger)):
        found = pattern.search(rest) if pattern else None
        if found is None or any(but < found.start() or found.end() <= but < found.end() + 24 for but in buts):
            continue
        if not _NOT_YET.search(rest[: found.start()]):
            return found.group()
    return None


def _fear(text: str, start: int, end: int, clause: tuple[int, int], sentence: tuple[int, int]) -> str | None:
    if found := _FEARED_BEFORE.search(text, clause[0], start):
        return found.group()
    if found := _FEARED_AFTER.match(text, end, clause[1]):
        return found.group()
    if found := _FEARED_CLAUSE.search(text, sentence[0], start):
        return found.group()
    return None


def _is_sensed(words: str, around: str) -> bool:
    return words.startswith(("担心", "怕", "生怕", "恐怕")) and len(around) <= _SHORT and _SENSED.search(around) is not None


def standing_of(danger: Danger, text: str, start: int, end: int, *, is_told_by_no: bool = False) -> tuple[Standing, str]:
    """Return how the danger words ``text[start:end]`` stand, and the words that say so ("" when nothing does).

    Parameters
    ----------
    danger : which danger the words point to.
    text : cleaned text.
    start, end : half-open span of the danger words.
    is_told_by_no : a "no" inside the words is the trouble itself (门打不开), not a denial.
    """
    clause = _bounds(text, start, end, _CLAUSE_END)
    sentence = _bounds(text, start, end, _SENTENCE_END)
    if words := _denial(text, start, end, clause, is_told_by_no=is_told_by_no or danger in _ABSENCES):
        return Standing.DENIED, words
    if words := _ending(danger, text, start, end):
        return Standing.OVER, words
    around = text[sentence[0] : sentence[1]]
    if (found := _DRILL.search(around)) or (found := _ELSEWHERE.search(text, sentence[0], start)):
        return Standing.ELSEWHERE, found.group()
    words = _fear(text, start, end, clause, sentence)
    if words and not (danger in _THINGS and words.startswith(_NEAR_MISS)):
        return (Standing.SUSPECTED if _is_sensed(words, around) else Standing.FEARED), words
    if not _NOW.search(around):
        if found := _LONG_AGO.search(text, sentence[0], start):
            return Standing.PAST, found.group()
        if danger in _EVENTS and (found := _CHRONIC.search(text, clause[0], clause[1])):
            return Standing.RECURRING, found.group()
    if found := _SUSPECTED.search(text, clause[0], end):
        return Standing.SUSPECTED, found.group()
    return Standing.NOW, ""
