"""Cleaning of a message so that tables can be matched against it, with the way back to the raw words.

Every clean character knows its place in the raw text. Typing habits are undone here once (full width, traditional
characters, homophones, letters spread with spaces), so that the tables hold the plain form only.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

READ_LIMIT = 4_000
"""Characters read of one message; the rest is kept by the caller and the reading says that it was cut."""

_DROPPED = frozenset("\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad\ufe0f\u202a\u202b\u202c\u202d\u202e")
_BREAKS = str.maketrans({";": ",", ":": ",", "(": ",", ")": ",", "!": "。", "?": "。", "…": "。", "\r": "\n"})

_TRADITIONAL = str.maketrans(
    "電氣漏觸燒煙滅關開門樓層鎖斷線壓錶裝燈樹牆磚脫頂陽臺塊掉礙車輛維費業務報修壞廁馬桶滲濕發黴嚴傷暈倒"
    "醫護爺媽兒個這裡裏邊還沒無聞們來進過說後麼員隊濃氣體廠場園區縣號棟單廳廚間臥體險處問題訴請謝為與對從見聽"
    "點時現剛緊趕救著臟髒亂動響聲裝潰鐵鋼櫃蓋頭慮擋壘顆雙啟鬧趙孫錢嗎給應該讓帶會議種類長遠運蟻",
    "电气漏触烧烟灭关开门楼层锁断线压表装灯树墙砖脱顶阳台块掉碍车辆维费业务报修坏厕马桶渗湿发霉严伤晕倒"
    "医护爷妈儿个这里里边还没无闻们来进过说后么员队浓气体厂场园区县号栋单厅厨间卧体险处问题诉请谢为与对从见听"
    "点时现刚紧赶救着脏脏乱动响声装溃铁钢柜盖头虑挡垒颗双启闹赵孙钱吗给应该让带会议种类长远运蚁",
)

_DIALECT = str.maketrans("勿弗唔冇咗哒喺佢嚟睇畀俾俺轧揿", "不不不没了了在他来看被被我夹按")
"""Wu, Cantonese and Hunan words that are one character for one character."""
_GONE = re.compile(r"(?<=[昏烧爆断坏漏关塌翻倒淹落死跌垮破崩见])[脱特忒](?=了|$|[^\u4e00-\u9fff])")
"""Wu "V 脱了" is "V 掉了"."""

# (as typed, as meant): same length, so that offsets stay true. Only what cannot be an ordinary word.
_SLIPS: tuple[tuple[str, str], ...] = (
    ("媒气", "煤气"), ("煤汽", "煤气"), ("没汽味", "煤气味"), ("没气罐", "煤气罐"), ("没气味道", "煤气味道"), ("没气灶", "煤气灶"), ("没气泄", "煤气泄"), ("股没气", "股煤气"),
    ("没气漏", "煤气漏"), ("漏没气", "漏煤气"), ("闻到没气", "闻到煤气"), ("枚气", "煤气"), ("梅气", "煤气"), ("漏霉气", "漏煤气"), ("霉气罐", "煤气罐"), ("霉气泄", "煤气泄"),
    ("每气", "煤气"), ("煤七", "煤气"), ("煤器", "煤气"), ("美气味", "煤气味"), ("天燃气", "天然气"), ("天然汽", "天然气"), ("天然器", "天然气"),
    ("燃汽", "燃气"), ("然汽", "然气"), ("液化汽", "液化气"), ("叶化气", "液化气"), ("泄露", "泄漏"), ("泻漏", "泄漏"),
    ("谢漏", "泄漏"), ("泄陋", "泄漏"), ("漏汽", "漏气"), ("漏器", "漏气"), ("喽气", "漏气"), ("露气了", "漏气了"),
    ("电剃", "电梯"), ("点梯", "电梯"), ("店梯", "电梯"), ("电题", "电梯"), ("垫梯", "电梯"), ("电悌", "电梯"), ("电替", "电梯"), ("电体里", "电梯里"),
    ("捆在", "困在"), ("困再", "困在"), ("睏在", "困在"), ("被捆", "被困"), ("悃在", "困在"), ("卡再", "卡在"),
    ("漏店", "漏电"), ("漏典", "漏电"), ("漏点了", "漏电了"), ("陋电", "漏电"), ("触店", "触电"), ("触垫", "触电"), ("触甸", "触电"), ("触淀", "触电"), ("触殿", "触电"), ("漏垫", "漏电"), ("漏淀", "漏电"), ("漏甸", "漏电"), ("触点了", "触电了"),
    ("畜电", "触电"), ("啜电", "触电"), ("被点到", "被电到"), ("被店到", "被电到"), ("出电了", "触电了"),
    ("着活了", "着火了"), ("着伙了", "着火了"), ("着获", "着火"), ("着或了", "着火了"), ("灼火", "着火"), ("着祸", "着火"),  ("着货了", "着火了"), ("找火了", "着火了"), ("起伙了", "起火了"), ("起活了", "起火了"), ("气火了", "起火了"),
    ("失伙", "失火"), ("冒咽", "冒烟"), ("冒焰", "冒烟"), ("帽烟", "冒烟"), ("貌烟", "冒烟"), ("烧交", "烧焦"),
    ("暴管", "爆管"), ("抱管", "爆管"), ("爆馆", "爆管"), ("报管了", "爆管了"), ("暴裂", "爆裂"), ("水官", "水管"), ("水馆", "水管"), ("水管暴", "水管爆"), ("水管抱", "水管爆"),
    ("水管报了", "水管爆了"), ("水管包了", "水管爆了"), ("睡管", "水管"), ("喷睡", "喷水"),
    ("摔到了", "摔倒了"), ("摔道", "摔倒"), ("甩倒", "摔倒"), ("率倒", "摔倒"), ("帅倒", "摔倒"), ("衰倒", "摔倒"), ("跌到了", "跌倒了"), ("滑到了", "滑倒了"), ("昏到", "昏倒"), ("晕到了", "晕倒了"), ("碟倒", "跌倒"),
    ("叠倒", "跌倒"), ("衰跤", "摔跤"), ("摔交", "摔跤"), ("甩跤", "摔跤"), ("砸道", "砸到"), ("咋到", "砸到"), ("杂到人", "砸到人"),
    ("脱洛", "脱落"), ("托落", "脱落"), ("拖落", "脱落"), ("外强", "外墙"), ("外樯", "外墙"), ("高空坠勿", "高空坠物"), ("高空追物", "高空坠物"), ("倒踏", "倒塌"),
    ("井该", "井盖"), ("景盖", "井盖"), ("京盖", "井盖"), ("井改", "井盖"), ("经盖", "井盖"), ("井丐", "井盖"), ("警盖", "井盖"), ("井概", "井盖"), ("阴井", "窨井"), ("荫井", "窨井"), ("反琐", "反锁"), ("小人在", "小孩在"), ("小人手", "小孩手"), ("汰浴", "洗澡"), ("水止不牢", "水止不住"), ("止不牢", "止不住"), ("关不牢", "关不住"), ("出事体", "出事情"), ("闻倒", "闻到"), ("吃着电", "被电到"), ("呒没", "没有"), ("呒啥", "没啥"), ("冒得", "没得"), ("莫得", "没得"), ("木有", "没有"), ("门索", "门锁"),
    ("马捅", "马桶"), ("马筒", "马桶"), ("下水到", "下水道"), ("睹塞", "堵塞"), ("赌塞", "堵塞"), ("堵赛", "堵塞"), ("漏睡", "漏水"),
    ("陋水", "漏水"), ("露水了", "漏水了"), ("渗睡", "渗水"), ("深水到", "渗水到"), ("停店", "停电"), ("跳扎", "跳闸"), ("跳砸", "跳闸"), ("路登", "路灯"), ("露灯", "路灯"),
    ("绿华", "绿化"), ("物业废", "物业费"), ("勿业", "物业"), ("扶守", "扶手"), ("拌倒", "绊倒"), ("消防拴", "消防栓"),
)  # fmt: skip

# Sound-alike characters of voice input by class: (as heard, as meant); same length again.
_HEARD: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"[电点店垫典殿](?:[递踢题剃替悌涕蒂梯]|提(?![醒前示供高升]))"), "电梯"),
    (re.compile(r"[煤媒梅莓眉玫枚霉][气汽器七](?=味|灶|罐|泄|漏|管|表|阀|中毒)"), "煤气"),
    (re.compile(r"[触畜处出][电店垫甸淀殿](?=了,|死|身亡|倒|昏|晕)"), "触电"),
    (re.compile(r"[着找照][火伙活祸货获或](?=了|啦|咧|呀)"), "着火"),
    (re.compile(r"[摔甩率][跤交娇](?=了|$|[,。])"), "摔跤"),
    (re.compile(r"[爆暴抱报豹][管馆官](?=了|啦|,|$)"), "爆管"),
    (re.compile(r"[井景京警敬颈][盖该改概钙](?=没|掉|丢|坏|破|被|不|翻|开|松|碎|裂|少)"), "井盖"),
    (re.compile(r"[困捆][在再]"), "困在"),
    (re.compile(r"[冒帽貌][烟咽淹](?=了|啦|,|$|很|好)"), "冒烟"),
    (re.compile(r"[晕云运][倒到](?=了|在|,|$)"), "晕倒"),
)


@dataclass(frozen=True, slots=True)
class Clean:
    """A cleaned text and its way back.

    Attributes
    ----------
    text : the cleaned characters; commas and full stops are clause and sentence breaks.
    at : for each clean character its index in the raw text.
    is_cut : whether the raw text was longer than what was read.
    """

    text: str
    at: tuple[int, ...]
    is_cut: bool

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the raw half-open span of the clean half-open span ``[start, end)``; ``end > start``."""
        return self.at[start], self.at[end - 1] + 1


@lru_cache(maxsize=8192)
def _fold(character: str) -> str:
    if character in _DROPPED or (unicodedata.category(character) in ("Cc", "Cf") and character not in "\n\t\r"):
        return ""
    return unicodedata.normalize("NFKC", character).lower().translate(_BREAKS).translate(_TRADITIONAL)


def _is_word(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff"


_SPREAD = re.compile(r"(?<=[\u3400-\u9fff])[ *·._\-~、]{1,3}(?=[\u3400-\u9fff])")


def _joins_single(text: str, start: int, end: int) -> bool:
    """Say whether the gap [start, end) spreads single characters ("煤 气 味") rather than parting two phrases."""
    left_single = start < 2 or not _is_word(text[start - 2])
    right_single = end + 1 >= len(text) or not _is_word(text[end + 1])
    is_mark = text[start] in "*._-~"
    return (left_single and right_single) or (is_mark and (left_single or right_single))


@lru_cache(maxsize=16)
def clean(raw: str, *, limit: int = READ_LIMIT) -> Clean:
    """Return the text in plain form, each character with its raw place.

    Parameters
    ----------
    raw : any text; control and zero-width characters are dropped, lone surrogates are kept as they are.
    limit : raw characters read at most.

    Notes
    -----
    O(limit). Deterministic.
    """
    letters: list[str] = []
    at: list[int] = []
    for index, character in enumerate(raw[:limit]):
        for letter in _fold(character):
            letters.append(letter)
            at.append(index)
    text = "".join(letters)
    gaps = [m.span() for m in _SPREAD.finditer(text)]
    dropped = {i for start, end in gaps if _joins_single(text, start, end) for i in range(start, end)}
    if dropped:
        kept = [i for i in range(len(text)) if i not in dropped]
        text, at = "".join(text[i] for i in kept), [at[i] for i in kept]
    text = re.sub(r"(?<=[\u3400-\u9fff])[ 、\t](?=[\u3400-\u9fff])", ",", text)
    text = _GONE.sub("掉", text.translate(_DIALECT))
    for slip, meant in _SLIPS:
        if slip in text:
            text = text.replace(slip, meant)
    for heard, meant in _HEARD:
        text = heard.sub(meant, text)
    return Clean(text, tuple(at), len(raw) > limit)
