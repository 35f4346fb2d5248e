"""A WeChat conversation pasted as a whole: the number, the name and the address in it, for the call taker to confirm."""

from __future__ import annotations

import re
from dataclasses import dataclass

from huying.groundwork.people.rules import PhoneReading, read_phones
from huying.groundwork.places import selectors as places
from huying.groundwork.places.models import Place
from huying.kernel.text import tidy

# “周阿婆 14:05”, “周阿婆：”, “[2026/11/23 14:05] 周阿婆:”: how chats name who speaks.
_CLOCK = r"(?:\d{4}[-/年.]\d{1,2}[-/月.]\d{1,2}日?\s*)?(?:[上下]午|晚上|早上)?\s*\d{1,2}:\d{2}(?::\d{2})?"
_SPEAKER = re.compile(
    rf"^(?:\[?{_CLOCK}\]?\s*)?(?P<name>[\u4e00-\u9fffA-Za-z][\u4e00-\u9fffA-Za-z0-9 ·_-]{{0,19}}?)\s*(?:{_CLOCK}|[:：].*)$"
)
_NUMBER = re.compile(r"(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)|(?<!\d)(?:021[- ]?)?[2-9]\d{3}[ -]?\d{4}(?!\d)")
_ADDRESS = re.compile(
    r"[\u4e00-\u9fffA-Za-z0-9]{0,12}?(?:新村|小区|[一二三四五六七八九十]村|路|弄|花园|公寓|家园|苑)?"
    r"[\u4e00-\u9fff0-9０-９]{0,8}?\d{1,4}\s*(?:支?弄|号|幢|栋)[\u4e00-\u9fff]{0,2}\s*\d{0,4}\s*(?:室)?"
)
# A row of figures and one of these words is no name.
_NOT_NAMES = {"地址", "电话", "手机", "联系电话", "联系方式", "姓名", "名字", "住址", "房号", "问题", "报修", "内容"}
_LABELLED = re.compile(r"(?:姓名|联系人|名字)\s*[:：是]?\s*([\u4e00-\u9fff]{2,4})")


@dataclass(frozen=True)
class Chat:
    """What was understood. Nothing is dropped: `words` is the whole text, tidied."""

    words: str
    numbers: tuple[PhoneReading, ...]
    names: tuple[str, ...]
    address: str
    place: Place | None


def read_chat(raw: str) -> Chat:
    words = tidy(raw)
    found = (reading for match in _NUMBER.finditer(words) for reading in read_phones(match.group()))
    numbers = tuple({reading.number: reading for reading in found if reading.is_usable}.values())
    without_numbers = _NUMBER.sub(" ", words)
    address = next((m.group().strip() for m in _ADDRESS.finditer(without_numbers) if len(m.group().strip()) > 2), "")
    return Chat(words, numbers, _names(words), address, _place(address))


def _names(words: str) -> tuple[str, ...]:
    labelled = [match.group(1) for match in _LABELLED.finditer(words)]
    speakers = [match["name"].strip() for line in words.split("\n") if (match := _SPEAKER.match(line.strip()))]
    return tuple(name for name in dict.fromkeys(labelled + speakers) if name not in _NOT_NAMES)[:4]


def _place(address: str) -> Place | None:
    if not address:
        return None
    return places.resolve_address(address).place
