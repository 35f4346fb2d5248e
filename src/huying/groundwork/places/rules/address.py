"""Reading an address as people write and say it.

Nothing is guessed in silence: what was understood stands in its field, how sure we are in
`confidence`, why not more in `notes`, and what was not understood in `leftover`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from huying.kernel.text import fold
from huying.kernel.words import gettext_noop as _

from . import patterns as p
from .numerals import chinese_number, read_number

CONFIDENCES = {"sure": _("clear"), "likely": _("probably"), "unsure": _("please check")}
LONGEST = 400

TOO_LONG = _("The address is very long; only its first part was read.")
VAGUE = _("This says where it is only to someone who knows: ask for the compound or the road.")
NEAR = _("This says near what it is, not where: ask for the exact place.")
TWO_NAMES = _("More than one compound is named.")
TWO_BUILDINGS = _("More than one building number is given.")
TWO_ROOMS = _("More than one room is given.")
BARE_NUMBERS = _("The numbers carry no 弄, 号 or 室; they were read in the usual order.")
FLOOR_AS_BUILDING = _("“楼” was read as a building, because the room lies on another floor.")
NO_NAME = _("Neither compound nor road is named.")
NO_BUILDING = _("A room is given, but no building.")
UNKNOWN_NAME = _("The name does not look like a compound or a road.")
LEFT_OVER = _("Part of the text was not understood.")


@dataclass(frozen=True)
class Address:
    """What an address says. Numbers are ASCII digits with their suffix: building “12甲”, room “301A”."""

    compound: str = ""
    road: str = ""
    lane: str = ""
    sublane: str = ""
    building: str = ""
    unit: str = ""
    floor: str = ""
    room: str = ""
    spot: str = ""  # 楼道, 门口 …
    area: tuple[str, ...] = ()  # 区, 街道, 居委
    leftover: str = ""
    confidence: str = "unsure"
    notes: tuple[str, ...] = ()

    @property
    def has_name(self) -> bool:
        return bool(self.compound or self.road)


class _Reading:
    """The text still to be understood, and what was taken from it so far."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.said: dict[str, str] = {}
        self.notes: list[str] = []
        self.unread: list[str] = []

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        found = pattern.search(self.text)
        if found:
            self.text = f"{self.text[:found.start()]} {self.text[found.end():]}"
        return found

    def note(self, sentence: str) -> None:
        if sentence not in self.notes:
            self.notes.append(sentence)

    def once(self, field: str, value: str, *, twice: str) -> None:
        """Say `field`; where it was already said otherwise, keep both in sight."""
        if self.said.setdefault(field, value) != value:
            self.note(twice)
            self.unread.append(value)


def read_address(raw: str) -> Address:
    """Return what `raw` says. Never raises, whatever the text."""
    text = p.PUNCTUATION.sub(" ", p.DASHES.sub("-", fold(raw[:LONGEST])))
    reading = _Reading(p.NAME_THEN_NUMBER.sub(" ", text))
    if len(raw) > LONGEST:
        reading.note(TOO_LONG)
    _read_vague(reading)
    area = _read_area(reading)
    _read_names(reading)
    _read_numbers(reading)
    _read_bare_numbers(reading)
    if spot := reading.take(p.SPOT):
        reading.said["spot"] = spot[0]
    leftover = _read_rest(reading)
    said = reading.said
    if not (said.get("compound") or said.get("road")):
        reading.note(NO_NAME)
    if said.get("room") and not said.get("building"):
        reading.note(NO_BUILDING)
    if leftover:
        reading.note(LEFT_OVER)
    return Address(**said, area=area, leftover=leftover, confidence=_confidence(reading.notes), notes=tuple(reading.notes))


def is_name(address: Address) -> bool:
    """Whether it names one place for everybody: not “老地方”, not “学校旁边”, not a house number alone."""
    return not {VAGUE, NEAR} & set(address.notes) and bool(address.compound or address.road or address.leftover)


def canonical(address: Address) -> str:
    """Return the one form for comparing: “延吉二村12号301室”, “延吉中路25弄12号301室”.

    Reading it again gives the same. Empty where nothing was understood.
    """
    a = address
    numbers = "".join(
        value + unit
        for value, unit in ((a.lane, "弄"), (a.sublane, "支弄"), (a.building, "号"), (a.unit, "单元"), (a.room, "室"))
        if value
    )
    if a.floor and not a.room:
        numbers += a.floor + "楼"
    names = " ".join(n for n in (a.compound, a.road) if n)
    if not names and not numbers:
        return " ".join(a.area)
    # A road runs straight into its lane; a compound ends in 村 or 苑, and a plain name before a numeral needs a gap.
    joint = " " if a.compound and not a.road and not p.COMPOUND_END.search(a.compound) and numbers else ""
    return names + joint + numbers


def _read_vague(reading: _Reading) -> None:
    for pattern, sentence in ((p.VAGUE, VAGUE), (p.NEAR, NEAR)):
        while found := reading.take(pattern):
            reading.note(sentence)
            reading.unread.append(found[0])


def _read_area(reading: _Reading) -> tuple[str, ...]:
    reading.text = p.FILLER.sub(" ", p.COMMITTEE.sub(" ", reading.text))
    area = []
    for pattern in (p.DISTRICT, p.SUBDISTRICT):
        if found := reading.take(pattern):
            area.append(found[1])
            reading.text = p.FILLER.sub(" ", reading.text)
    return tuple(area)


def _read_names(reading: _Reading) -> None:
    if p.TWO_COMPOUNDS.search(reading.text):
        reading.note(TWO_NAMES)
    while found := reading.take(p.COMPOUND):
        name = p.NUMBERED.sub(lambda m: chinese_number(int(m[1])) + m[2], p.FILLER.sub("", found[1]))
        reading.once("compound", name, twice=TWO_NAMES)
        reading.take(p.INSIDE)
    if found := reading.take(p.ROAD):
        reading.said["road"] = p.FILLER.sub("", found[1])


def _read_numbers(reading: _Reading) -> None:
    for field, pattern, twice in (
        ("sublane", p.SUBLANE, TWO_BUILDINGS),
        ("lane", p.LANE, TWO_NAMES),
        ("building", p.BUILDING, TWO_BUILDINGS),
        ("unit", p.UNIT, TWO_BUILDINGS),
        ("room", p.ROOM, TWO_ROOMS),
        ("floor", p.FLOOR, TWO_ROOMS),
    ):
        while found := reading.take(pattern):
            reading.once(field, _number(found), twice=twice)


def _number(found: re.Match[str]) -> str:
    """Return the number of a match with its 甲 or A, wherever that stood."""
    number = read_number(found[1]) or found[1]
    return (number + "".join(part for part in found.groups()[1:] if part)).upper()


def _read_bare_numbers(reading: _Reading) -> None:
    bare = []
    while found := reading.take(p.BARE):
        bare.append(_number(found))
    said, floor = reading.said, reading.said.get("floor")
    if floor and "building" not in said and (bare or "room" in said):
        room = said.get("room") or bare[0]
        if len(room) >= 3 and not room.startswith(floor):
            said["building"] = said.pop("floor")
            reading.note(FLOOR_AS_BUILDING)
    order = [f for f in _usual_order(said, len(bare)) if f not in said]
    said |= zip(order, bare, strict=False)
    if bare[len(order):]:
        reading.note(TWO_ROOMS)
        reading.unread += bare[len(order):]
    elif bare and order != ["room"]:
        reading.note(BARE_NUMBERS)


def _usual_order(said: dict[str, str], how_many: int) -> list[str]:
    """Return which fields bare numbers fill: 延吉二村 3-201, 延吉中路 25/12/301, 延吉二村 3-2-501."""
    if "road" in said and "lane" not in said and "compound" not in said and how_many > 1:
        return ["lane", "building", "room"]
    if how_many > 2:
        return ["building", "unit", "room"]
    return ["room"] if "floor" in said else ["building", "room"]


def _read_rest(reading: _Reading) -> str:
    reading.text = p.EDGES.sub(" ", p.FILLER.sub(" ", reading.text))
    words = reading.text.split()
    if words and not (reading.said.get("compound") or reading.said.get("road")) and p.is_plain_name(words[0]):
        reading.said["compound"] = words.pop(0)
        reading.note(UNKNOWN_NAME)
    return " ".join(reading.unread + words)


def _confidence(notes: list[str]) -> str:
    if not notes:
        return "sure"
    return "likely" if set(notes) <= {BARE_NUMBERS, FLOOR_AS_BUILDING} else "unsure"
