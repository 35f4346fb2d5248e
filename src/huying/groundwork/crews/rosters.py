"""The words of a workshop's lists: grades, trades, equipment."""

from __future__ import annotations

import re

from huying.kernel.errors import BadInput
from huying.kernel.text import fold
from huying.kernel.words import gettext_noop as _

# 二级技师 is grade 2 as 技师 is: the number and the word say the same.
GRADE_WORDS: dict[str, int | None] = {
    "高级技师": 1, "一级技师": 1, "技师": 2, "二级技师": 2, "高级工": 3, "中级工": 4, "初级工": 5, "无": None, "无等级": None, "未评级": None,
    "1": 1, "2": 2, "3": 3, "4": 4, "5": 5,
}
TRADE_WORDS: dict[str, str] = {
    "给水": "water_supply", "水": "water_supply", "水暖": "water_supply", "排水": "drainage", "疏通": "drainage", "电": "electric", "照明": "electric",
    "线路": "electric", "公共照明": "lighting", "路灯": "lighting", "泥": "masonry", "泥瓦": "masonry", "防水": "leak", "渗漏": "leak",
    "木": "carpentry", "门窗": "carpentry", "锁": "locks", "屋面": "roof", "弱电": "intercom", "门禁": "intercom", "道路": "road", "窨井": "road",
    "绿化": "greening", "水泵": "pump", "二次供水": "pump", "积水": "flood", "防汛": "flood", "扶手": "access_aids", "适老化": "access_aids", "其他": "other",
}
# One word for two trades: the commonest of all on such lists.
TWO_TRADES: dict[str, tuple[str, ...]] = {"水电": ("water_supply", "electric"), "泥木": ("masonry", "carpentry")}
EQUIPMENT_WORDS: dict[str, str] = {
    "水泵": "pump", "潜水泵": "pump", "抽水泵": "pump", "梯子": "ladder", "人字梯": "ladder", "疏通机": "drain_machine", "发电机": "generator",
    "管道内窥镜": "camera", "管道机器人": "camera",
}
CONDITION_WORDS: dict[str, str] = {"完好": "ready", "可用": "ready", "待保养": "needs_care", "需保养": "needs_care", "故障": "broken", "损坏": "broken"}


def read_grade(text: str, *, field: str) -> int | None:
    """Return the grade 1–5, None for ungraded."""
    word = fold(text)
    if word not in GRADE_WORDS:
        raise BadInput(
            _("“%(word)s” is no grade. Write 技师, 高级工, 中级工, 初级工, 高级技师 or 无."), field=field, word=text[:20]
        )
    return GRADE_WORDS[word]


def _trades(word: str) -> tuple[str, ...]:
    """Return what 水电, 水电工 or 电工 stands for; nothing for a word not known here."""
    for known in (word, word.removesuffix("工")):
        if known in TWO_TRADES:
            return TWO_TRADES[known]
        if known in TRADE_WORDS:
            return (TRADE_WORDS[known],)
    return ()


def read_skills(text: str, *, grade: int | None, field: str) -> tuple[tuple[str, int | None], ...]:
    """Return (trade, grade) for “排水、电(无)、水泵:高级工”; a trade without its own grade has the person's."""
    skills: dict[str, int | None] = {}
    for part in re.split(r"[、,，;；/\s]+", fold(text)):
        if not part:
            continue
        found = re.fullmatch(r"([^():]+)(?:[(:]([^()]+)\)?)?", part)
        word = found[1] if found else part
        trades = _trades(word) if found else ()
        if not found or not trades:
            raise BadInput(
                _("“%(word)s” is no trade known here. Use: %(known)s."), field=field, word=word[:20], known="、".join((*TRADE_WORDS, *TWO_TRADES))
            )
        own = read_grade(found[2], field=field) if found[2] else grade
        for trade in trades:
            skills.setdefault(trade, own)
    return tuple(skills.items())
