"""How well an address fits a place, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from huying.kernel.words import gettext_noop as _

from .address import Address
from .keys import name_key

SAME_NAME = _("same compound")
SAME_ROAD = _("same road and lane")
KNOWN_AS = _("known by this name")
LIKE_NAME = _("the name begins the same")
SAME_BUILDING = _("same building")
SAME_ROOM = _("same room")
OTHER_NAME = _("another name")
OTHER_BUILDING = _("another building")
OTHER_ROOM = _("another room")

# What each agreement is worth; the name counts most, because every compound has a number 12.
NAME, LIKE, BUILDING, ROOM = 0.5, 0.25, 0.3, 0.2


@dataclass(frozen=True)
class Candidate:
    """A place as the matcher sees it: name keys, and the numbers of its building and room."""

    place: int
    compound: str
    roads: tuple[str, ...] = ()  # road and lane: 延吉中路25弄
    names: tuple[str, ...] = ()  # nicknames, pinyin
    building: str = ""
    room: str = ""


@dataclass(frozen=True)
class Match:
    candidate: Candidate
    score: float  # 0 … 1
    reasons: tuple[str, ...]
    against: tuple[str, ...]


def match(address: Address, candidate: Candidate) -> Match:
    """Return how well `address` fits; what it does not say counts neither way."""
    reasons: list[str] = []
    against: list[str] = []
    score = most = 0.0
    if address.has_name:
        worth, why = _name_worth(address, candidate)
        score, most = score + worth, most + NAME
        (reasons if worth else against).append(why)
    for said, known, worth, same, other in (
        (address.building, candidate.building, BUILDING, SAME_BUILDING, OTHER_BUILDING),
        (address.room, candidate.room, ROOM, SAME_ROOM, OTHER_ROOM),
    ):
        if said:
            most += worth
            score += worth * (said == known)
            if known:
                (reasons if said == known else against).append(same if said == known else other)
    return Match(candidate, round(score / most, 3) if most else 0.0, tuple(reasons), tuple(against))


def rank(address: Address, candidates: Iterable[Candidate]) -> list[Match]:
    """Return the matches worth showing, best first."""
    matches = (match(address, c) for c in candidates)
    return sorted((m for m in matches if m.score > 0), key=lambda m: (-m.score, len(m.against), m.candidate.place))


def _name_worth(address: Address, candidate: Candidate) -> tuple[float, str]:
    compound, road = name_key(address.compound), name_key(address.road)
    if road and address.lane:
        road += f"{address.lane}弄"
    if compound and compound == candidate.compound:
        return NAME, SAME_NAME
    if road and road in candidate.roads:
        return NAME, SAME_ROAD
    if compound and compound in candidate.names:
        return NAME, KNOWN_AS
    known = (candidate.compound, *candidate.names)
    if (compound and any(k.startswith(compound) for k in known)) or (road and any(r.startswith(road) for r in candidate.roads)):
        return LIKE, LIKE_NAME
    return 0.0, OTHER_NAME
