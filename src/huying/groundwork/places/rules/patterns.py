"""The shapes an address is made of, as regular expressions over folded text."""

from __future__ import annotations

import re

from .numerals import DIGITS, NUMERALS

# No house has six digits: longer runs are phone numbers or meter readings.
_SPOKEN = rf"[{''.join(DIGITS)}]{{1,5}}(?![{NUMERALS}])|[{NUMERALS}]*[十百千][{NUMERALS}]*"
N = rf"(?:(?<!\d)\d{{1,5}}(?!\d)|(?<![{NUMERALS}])(?:{_SPOKEN}))"
SUFFIX = "[甲乙丙丁戊己庚辛]"
# A letter of a name: Chinese, but none of the words that count houses.
NAME = r"(?:(?![号弄室幢栋路楼区镇道#了的])[\u4e00-\u9fff])"
HERE = r"(?:^|(?<=[-/.\s号弄室幢栋路楼元区镇道]))"

PUNCTUATION = re.compile(r"[,，、。;；:：!！?？()\[\]【】“”\"'《》<>|\\_*=+…\n\r\t]+")
DASHES = re.compile(r"[-‐‑‒–—―−－ー~～]+")

VAGUE = re.compile(r"老地方|老样子|老规矩|上次那\S{0,2}|上回那\S{0,2}|同上|还是那\S{0,2}|你们知道的")
NEAR = re.compile(r"靠近|附近|旁边|对面|隔壁|斜对过|对过|周边|一带")
FILLER = re.compile(r"(?:^|(?<=\s))(?:我们家|我们|我家|家住|家在|我|住在|住址|地址|住|位于|在|是|中国|上海市|上海)+")
# yjec12 301, 红房子12-301: a gap people leave out. 延吉2村 keeps its number.
NAME_THEN_NUMBER = re.compile(r"(?<=[a-z]{2})(?=\d)|(?<=[\u4e00-\u9fff])(?=\d{1,5}(?:[-/\s]|$))")

DISTRICT = re.compile(r"(?:^|(?<=\s))([\u4e00-\u9fff]{2,3}?(?<![小社街])区)(?![\d一二三四五六七八九十])")
SUBDISTRICT = re.compile(r"(?:^|(?<=\s))([\u4e00-\u9fff]{2,6}?(?:街道|镇))(?!路)")
COMMITTEE = re.compile(r"居民区|居委会|居委")
INSIDE = re.compile(r"(?<=\s)(?:社区|里面|小区)(?=\s|$)")

_KINDS = r"新村|小区|花园|花苑|公寓|家园|公馆|大厦|大楼|名苑|雅苑|宿舍|街坊|村|苑|坊|庭|墅|邸"
COMPOUND = re.compile(rf"{HERE}({NAME}{{1,8}}?[\d{NUMERALS}]{{0,2}}(?:{_KINDS})(?:[一二三四五六七八九\d]期)?)(?!\d*(?:路|街(?!坊)|道|大道|民|委))")
COMPOUND_END = re.compile(rf"(?:{_KINDS}|期)$")
NUMBERED = re.compile(r"0?([1-9]\d?)(村|街坊|坊|期)")
TWO_COMPOUNDS = re.compile(r"[一二三四五六七八九十]\s+[一二三四五六七八九十]+村")
ROAD = re.compile(rf"{HERE}({NAME}{{1,7}}?(?:大道|路|街|巷))(?=\s|$|\d|[{NUMERALS}]+[弄号])")

SUBLANE = re.compile(rf"({N})\s*支弄")
LANE = re.compile(rf"({N})\s*({SUFFIX})?\s*弄")
BUILDING = re.compile(rf"({N}|(?<![a-z])[a-z])\s*({SUFFIX}|(?<=\d)[a-z])?\s*(?:(?:号|#)楼(?![下上道组顶梯])|号|幢|栋|座|#)\s*({SUFFIX}(?!\S*路))?")
UNIT = re.compile(rf"({N}|(?<![a-z])[a-z]|{SUFFIX})\s*(?:单元|门洞)")
ROOM = re.compile(rf"({N})\s*({SUFFIX}|[a-z])?\s*(?:室(?![一二两三]厅)|房(?![一二两三间屋东子]))")
FLOOR = re.compile(rf"({N})\s*(?:楼|层)(?![下上道组顶梯])")
BARE = re.compile(rf"(?:^|(?<=[\s\-/.]))({N})({SUFFIX}|[a-z])?(?=$|[\s\-/.])")

SPOT = re.compile(r"楼道|楼梯间|楼下|楼顶|屋顶|门口|大门|门卫室?|门岗|电梯|地下室|地下车库|车库|车棚|泵房|水箱间|垃圾房|走廊|天井")
EDGES = re.compile(r"(?:^|(?<=\s))[-/.#\s]+|[-/.#\s]+(?=\s|$)")
PLAIN_NAME = re.compile(rf"{NAME}{{2,8}}|[a-z]{{2,10}}")
STRUCTURED = (VAGUE, NEAR, FILLER, DISTRICT, SUBDISTRICT, COMPOUND, ROAD, LANE, BUILDING, UNIT, ROOM, FLOOR, SPOT)


def is_plain_name(word: str) -> bool:
    """Whether a word may be a name only people use (红房子, yjec): nothing in it reads as anything else."""
    return bool(PLAIN_NAME.fullmatch(word)) and not any(s.search(word) for s in STRUCTURED)
