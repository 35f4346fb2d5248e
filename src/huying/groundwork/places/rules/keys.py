"""Forms of names for finding: what is stored in the index, and what is typed against it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice, product

from pypinyin import Style, pinyin

from huying.kernel.text import fold

from . import patterns as p
from .address import Address, read_address
from .numerals import chinese_number

_GAPS = re.compile(r"[\s,，.。、()（）\-·'\"]+")
_UNITS = re.compile(r"(?:号|弄|支弄|室|单元)$")


def name_key(text: str) -> str:
    """Return the form a name is indexed in: folded, without gaps, compounds numbered in Chinese."""
    bare = _GAPS.sub("", fold(text))
    return p.NUMBERED.sub(lambda m: chinese_number(int(m[1])) + m[2], bare)


def label_of(parent_label: str, parent_kind: str, name: str) -> str:
    """Return how a place is read alone: areas are left out, a lane keeps a gap before its road."""
    if not parent_label or parent_kind in ("district", "subdistrict", "committee"):
        return name
    gap = " " if parent_kind == "compound" and name.endswith("弄") else ""
    return parent_label + gap + name


def initials(text: str) -> tuple[str, ...]:
    """Return pinyin initials in lower case: 延吉二村 → yjec. Several where a character has several sounds (长白 cb, zb)."""
    if text.isascii():
        return ()
    sounds = pinyin(name_key(text), style=Style.FIRST_LETTER, heteronym=True)
    letters = [list(dict.fromkeys(s for s in some if s.isascii() and s.isalnum()))[:2] for some in sounds]
    return tuple("".join(way) for way in islice(product(*(some for some in letters if some)), 8))


def number_tail(name: str) -> str:
    """Return the number of a place's own name: 12号 → 12, 301室 → 301."""
    return _UNITS.sub("", name.strip())


@dataclass(frozen=True)
class Query:
    """What somebody typed so far: names to look up by their beginning, then numbers below them."""

    names: tuple[str, ...]
    building: str
    room: str
    address: Address


_GLUED = re.compile(r"([a-z]{2,})(\d{4,6})")


def unglued(text: str) -> tuple[str, ...]:
    """Return what initials with house and room in one run can mean: `yjec12301` is 12号301室; `yjec121201` 121号201室 or 12号1201室."""
    found = _GLUED.fullmatch(fold(text).replace(" ", ""))
    if not found:
        return ()
    name, digits = found.groups()
    return tuple(f"{name} {digits[:-room]} {digits[-room:]}" for room in (3, 4) if len(digits) > room)


def split_query(text: str) -> Query:
    """Return the names and numbers in `text`, however little was typed."""
    address = read_address(text)
    names, building = [], address.building
    if address.compound:
        names.append(name_key(address.compound))
    if address.road:
        lane = f"{address.lane}弄" if address.lane else ""
        if address.sublane:
            lane += f"{address.sublane}支弄"
        names.append(name_key(address.road + lane))
        if not address.lane and building:
            # Half typed, “延吉中路 25” may become 25弄 or 25号.
            names.append(name_key(address.road + building))
    # “邮局旁边那幢” is a nickname like any other: the whole text is a name too.
    names.append(name_key(text))
    return Query(tuple(n for n in dict.fromkeys(names) if n), building, address.room, address)
