"""Names, phone numbers and birthdays as lists and callers give them.

A phone number is never a key: families share one. A caller's number never proves who calls.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from huying.kernel.text import fold, tidy
from huying.kernel.words import gettext_noop as _

AREA_CODE = "021"  # of numbers given without one

AS_FLOAT = _("“%(raw)s” is a number the spreadsheet has rounded. Format the column as text and enter the number again.")
NO_PHONE = _("“%(raw)s” is not a phone number. Write 11 digits for a mobile, or 021 and 8 digits.")
LOST_ZERO = _("The leading zero was lost in the spreadsheet; read as %(number)s.")
LOCAL = _("No area code; read as a number in Shanghai.")

_FLOAT = re.compile(r"^\d(?:\.\d+)?e\+?\d+$")
_JOINTS = re.compile(r"[/、,，;；|]|\s+(?:或|和|及)\s*|(?:或|和|及)")
_EXTENSION = re.compile(r"(?:转|分机|ext\.?|x|#)\s*(\d{1,6})\s*$")
_LABEL = re.compile(r"[(（]([^()（）\d]{1,10})[)）]|^\s*([\u4e00-\u9fff]{1,6})\s*[:：]?(?=\d|\+|\()|(?<=\d)\s*([\u4e00-\u9fff]{1,6})$")
_PREFIX = re.compile(r"^(?:\+|00)?86(?=1[3-9]\d{9}$|0?[1-9]\d{8,11}$|[48]00\d{7}$)")
_IP_CALL = re.compile(r"^(?:17951|17911|12593)(?=\d{8,12}$)")

_SHAPES = (
    (re.compile(r"1[3-9]\d{9}"), "mobile"),
    (re.compile(r"0(?:10|2\d)\d{8}"), "landline"),
    (re.compile(r"0[3-9]\d{2}\d{7,8}"), "landline"),
    (re.compile(r"[48]00\d{7}"), "service"),
    (re.compile(r"1[0-2]\d{3}|9[56]\d{3,4}"), "service"),
)


@dataclass(frozen=True)
class PhoneReading:
    """One number as it was written. `number` is empty where it cannot be one; `remark` then says what to do."""

    raw: str
    number: str = ""
    extension: str = ""
    label: str = ""
    kind: str = ""  # mobile, landline, service
    remark: str = ""

    @property
    def is_usable(self) -> bool:
        return bool(self.number)

    @property
    def facts(self) -> dict[str, str]:
        """What fills the remark after translation."""
        return {"raw": self.raw, "number": self.number}


def read_phones(raw: str) -> tuple[PhoneReading, ...]:
    """Return every number in a cell or field, in order. Never raises; an unreadable piece is a reading too."""
    text = fold(raw[:400])
    if not text:
        return ()
    # A dash, a space or a line break may join two numbers or stand inside one: only whole numbers are taken apart.
    pieces = [piece for part in _JOINTS.split(text) for piece in _apart(part.strip()) if piece]
    return tuple(dict.fromkeys(_read_one(piece) for piece in pieces))


def canonical_phone(raw: str) -> str:
    """Return the first usable number in `raw`; where none is, its digits as they stand, so that nothing is lost."""
    usable = next((reading.number for reading in read_phones(raw) if reading.is_usable), "")
    return usable or "".join(c for c in fold(raw[:400]) if c in "0123456789")[:20]


def _apart(part: str) -> list[str]:
    words = part.split()
    if len(words) > 1 and all(_shape(_bare(w))[1] for w in words):
        return words
    return [part]


def _read_one(piece: str) -> PhoneReading:
    if _FLOAT.match(piece):
        return PhoneReading(piece, remark=AS_FLOAT)
    rest, extension, label = piece, "", ""
    if found := _EXTENSION.search(rest):
        rest, extension = rest[: found.start()], found[1]
    if found := _LABEL.search(rest):
        rest, label = rest[: found.start()] + rest[found.end() :], next(g for g in found.groups() if g)
    number, kind, remark = _shape(_bare(rest))
    if not kind:
        return PhoneReading(piece, remark=NO_PHONE)
    return PhoneReading(piece, number, extension, label, kind, remark)


def _bare(text: str) -> str:
    """Return the digits with their plus; empty where anything else stands between them."""
    text = re.sub(r"(?<=\d)\.0$", "", text)
    bare = re.sub(r"[\s\-–—.()]+", "", text)
    return bare if re.fullmatch(r"\+?\d+", bare, re.ASCII) else ""


def _shape(bare: str) -> tuple[str, str, str]:
    """Return number, kind and remark; kind is empty where it is no phone number."""
    number = _IP_CALL.sub("", _PREFIX.sub("", bare))
    remark = ""
    if re.fullmatch(r"[2-8]\d{7}", number):
        number, remark = AREA_CODE + number, LOCAL
    elif re.fullmatch(r"2[0-9][2-8]\d{7}|10[2-8]\d{7}", number):
        # Ten digits starting with an area code's 2: +86 drops the zero by rule, a spreadsheet by accident.
        remark = "" if number != bare else LOST_ZERO
        number = "0" + number
    for shape, kind in _SHAPES:
        if shape.fullmatch(number):
            return number, kind, remark
    return "", "", ""


def masked(number: str) -> str:
    """Return a number for eyes that need not see it: 138****1234, 021****0012."""
    if len(number) < 8:
        return "*" * len(number)
    return f"{number[:3]}****{number[-4:]}"


def spoken(number: str) -> str:
    """Return a number in the groups it is read aloud in: 199 0000 0301, 021 5500 0012."""
    if len(number) == 11 and (number[0] == "1" or number[:2] in ("02", "01")):
        return f"{number[:3]} {number[3:7]} {number[7:]}"
    return number


# Names

_DECEASED = re.compile(r"[(\[]?\s*(?:已故|已去世|去世|过世|亡故|故)\s*[)\]]|(?<=\w)[(\[]?\s*(?:已故|已去世|去世|过世)\s*[)\]]?$")
_TITLE = re.compile(r"[(\[]([^()\[\]]{0,20})[)\]]")


@dataclass(frozen=True)
class NameReading:
    raw: str
    name: str
    is_deceased: bool = False
    remark: str = ""  # what else stood in brackets: 户主, 女儿代


def read_name(raw: str) -> NameReading:
    """Return the name without what was scribbled beside it: “张三(故)”, “李 四（户主）”."""
    text = re.sub(r"[\[【]", "(", re.sub(r"[\]】]", ")", tidy(raw.replace("（", "(").replace("）", ")"))))
    is_deceased = bool(_DECEASED.search(text))
    text = _DECEASED.sub("", text)
    remark = "、".join(found for found in _TITLE.findall(text) if found.strip())
    name = _TITLE.sub("", text).replace("\u3000", " ").strip(" ()□*")
    if not name.isascii():
        name = re.sub(r"\s+", "", name)
    return NameReading(raw, re.sub(r"\s+", " ", name)[:60], is_deceased, remark)


# Birthdays

LUNAR = _("“%(raw)s” is a lunar date; it is kept as written and not turned into a calendar date.")
PARTIAL = _("“%(raw)s” is not a full date; it is kept as written.")
IMPOSSIBLE = _("“%(raw)s” is not a day that exists; it is kept as written. Check it with the person.")
ROUNDED_DATE = _("“%(raw)s” is a day number of the spreadsheet. Format the column as text, such as 1938-05-04.")

_FULL = re.compile(r"^(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?(?:生)?$|^(\d{4})(\d{2})(\d{2})$")
_LUNAR = re.compile(r"农历|阴历|旧历|[正腊冬]月|初[一二三四五六七八九十]|廿")


@dataclass(frozen=True)
class BirthReading:
    """A birthday is a date. What is less than one stays a claim, as written."""

    born: date | None = None
    claim: str = ""
    remark: str = ""


def read_birth(raw: str, *, today: date) -> BirthReading:
    """Return the date of birth, or the claim where it is none. Two-digit years are never completed by guessing."""
    text = fold(raw)[:40]
    if not text:
        return BirthReading()
    if _LUNAR.search(text):
        return BirthReading(claim=text, remark=LUNAR)
    if re.fullmatch(r"\d{5}(?:\.0)?", text):
        return BirthReading(claim=text, remark=ROUNDED_DATE)
    found = _FULL.match(text)
    if not found:
        return BirthReading(claim=text, remark=PARTIAL)
    year, month, day = (int(g) for g in found.groups() if g is not None)
    try:
        born = date(year, month, day)
    except ValueError:
        return BirthReading(claim=text, remark=IMPOSSIBLE)
    if born > today or today.year - year > 130:
        return BirthReading(claim=text, remark=IMPOSSIBLE)
    return BirthReading(born=born)


# Roles and ties as lists name them

ROLE_WORDS: dict[str, str] = {
    "居民": "resident", "业主": "owner", "房主": "owner", "户主": "owner", "租户": "tenant", "租客": "tenant",
    "楼组长": "building_contact", "联络员": "building_contact", "业委会": "owners_committee", "业委会委员": "owners_committee",
    "居委": "committee_staff", "居委干部": "committee_staff", "志愿者": "volunteer", "独居老人": "elder", "独居": "elder",
    "高龄独居": "elder", "离休干部": "retired_cadre", "离休": "retired_cadre", "军休干部": "military_retiree", "军休": "military_retiree",
}
# 离休 and 退休 are different things: an ordinary pensioner is never put on the cadres' list.
TIE_WORDS: dict[str, str] = {
    "配偶": "spouse", "丈夫": "spouse", "妻子": "spouse", "老伴": "spouse", "爱人": "spouse",
    "子女": "child", "儿子": "child", "女儿": "child", "亲属": "kin", "亲戚": "kin", "侄子": "kin", "外甥": "kin", "孙子": "kin", "孙女": "kin",
    "兄弟": "kin", "姐妹": "kin", "保姆": "carer", "护工": "carer", "照护人": "carer", "邻居": "neighbour", "楼组长": "building_contact",
}
# Being on these lists is itself sensitive (PIPL art. 28): looks at such a person are recorded.
SENSITIVE_ROLES = frozenset({"elder", "retired_cadre", "military_retiree"})

UNKNOWN_WORD = _("“%(word)s” is not known here. Use one of: %(known)s.")


def read_roles(raw: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the roles named in a cell, and the words that name none."""
    words = [w for w in re.split(r"[、,，/;；\s]+", fold(raw)) if w]
    known = dict.fromkeys(ROLE_WORDS[w] for w in words if w in ROLE_WORDS)
    return tuple(known), tuple(w for w in words if w not in ROLE_WORDS)
