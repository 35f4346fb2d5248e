"""From an address as it came to the place it means, or to a person's decision."""

from __future__ import annotations

from dataclasses import dataclass

from huying.kernel.text import is_storable
from huying.kernel.words import gettext_noop as _

from ..models import Place, PlaceKey
from ..rules import Address, Candidate, name_key, number_tail, rank, read_address
from ..rules.address import LEFT_OVER, NEAR, NO_BUILDING, TWO_BUILDINGS, TWO_NAMES, TWO_ROOMS, VAGUE
from .rows import REASONS, PlaceRow, names_of_anchors, standing

NOTHING_SAID = _("No address was given.")
UNKNOWN = _("No place of this name is known here.")
APART = _("The compound and the road named do not belong together.")
OTHER_AREA = _("A place of this name is known, but in another district or subdistrict.")
SEVERAL = _("Several places fit.")
NO_SUCH_BUILDING = _("The compound is known, but not this building.")
NO_SUCH_ROOM = _("The building is known, but not this room.")
IN_DOUBT = (VAGUE, NEAR, TWO_NAMES, TWO_BUILDINGS, TWO_ROOMS, NO_BUILDING, LEFT_OVER)


@dataclass(frozen=True)
class Resolution:
    """`place` only where all that was said fits one place. Otherwise `candidates`, best first, and `why` not."""

    place: Place | None
    address: Address
    candidates: tuple[PlaceRow, ...] = ()
    why: str = ""


class Resolver:
    """Resolves many addresses with few queries: what it looked up once it keeps. Use one for one short piece of work."""

    def __init__(self) -> None:
        self._keys: dict[str, list[PlaceKey]] = {}
        self._children: dict[tuple[int, str], dict[str, Place]] = {}

    def resolve(self, raw: str) -> Resolution:
        address = read_address(raw)
        if not raw.strip() or not is_storable(raw):
            return Resolution(None, address, why=NOTHING_SAID)
        # A spot has a name of its own (延吉二村泵房); with a house number that is the exception, and asked last.
        if not address.building and (named := self._by_whole(address, raw)):
            return named
        found = self._by_parts(address)
        return found if found.place or not address.building else self._by_whole(address, raw) or found

    def _by_whole(self, address: Address, raw: str) -> Resolution | None:
        """Return what somebody said before that exactly this means."""
        keys = self._named(name_key(raw))
        return _found(address, keys[0]) if len(keys) == 1 else None

    def _by_parts(self, address: Address) -> Resolution:
        anchors, why = self._anchors(address)
        if not anchors:
            return Resolution(None, address, why=_doubt(address) or why)
        found, why = self._descend(address, anchors) if not why else (list(anchors.values()), why)
        why = _doubt(address) or why
        if len(found) == 1 and not why:
            return _found(address, found[0])
        return Resolution(None, address, self._offered(address, found), why or SEVERAL)

    def _named(self, name: str) -> list[PlaceKey]:
        if name and name not in self._keys:
            self._keys[name] = list(names_of_anchors().filter(key=name).order_by("kind", "pk"))
        return self._keys.get(name, [])

    def _anchors(self, address: Address) -> tuple[dict[int, PlaceKey], str]:
        """Return what the names mean, by place, and why that is in doubt."""
        by_name = {k.place_id: k for k in self._named(name_key(address.compound))}
        lane = (f"{address.lane}弄" if address.lane else "") + (f"{address.sublane}支弄" if address.sublane else "")
        by_road = {k.place_id: k for k in self._named(name_key(address.road + lane))} if address.road else {}
        if address.road and not by_road and address.building and not lane:
            by_road = {k.place_id: k for k in self._named(name_key(f"{address.road}{address.building}号"))}
        if not by_name and not by_road:
            return {}, UNKNOWN
        if address.compound and address.road:
            together = {i: k for i, k in by_road.items() if any(k.place.path.startswith(n.place.path) for n in by_name.values())}
            return (together, "") if together else (by_name | by_road, APART)
        anchors = by_name or by_road
        return anchors, "" if self._in_area(address, anchors) else OTHER_AREA

    def _in_area(self, address: Address, anchors: dict[int, PlaceKey]) -> bool:
        if not address.area:
            return True
        ids = {int(i) for key in anchors.values() for i in key.place.path.strip("/").split("/") if i}
        above = set(standing().filter(pk__in=ids).values_list("name", flat=True))
        return set(address.area) <= above

    def _descend(self, address: Address, anchors: dict[int, PlaceKey]) -> tuple[list[PlaceKey], str]:
        """Return the places the numbers lead to, each with the key its anchor was found by."""
        here = list(anchors.values())
        if address.building and not (len(here) == 1 and here[0].place.kind == Place.Kind.BUILDING and not address.compound):
            buildings = [_at(key, b) for key in here if (b := self._building(key.place, address.building))]
            buildings += [
                _at(key, b) for key in here for lane in self._below(key.place, Place.Kind.LANE).values()
                if (b := self._building(lane, address.building))
            ]
            if not buildings:
                return here, NO_SUCH_BUILDING
            here = buildings
        if address.room:
            rooms = [_at(key, r) for key in here if (r := self._below(key.place, Place.Kind.ROOM).get(f"{address.room}室"))]
            return (rooms, "") if rooms else (here, NO_SUCH_ROOM)
        return here, ""

    def _building(self, place: Place, number: str) -> Place | None:
        return self._below(place, Place.Kind.BUILDING).get(f"{number}号")

    def _below(self, place: Place, kind: str) -> dict[str, Place]:
        if (place.pk, kind) not in self._children:
            self._children[place.pk, kind] = {p.name: p for p in standing().filter(parent=place, kind=kind)}
        return self._children[place.pk, kind]

    def _offered(self, address: Address, keys: list[PlaceKey]) -> tuple[PlaceRow, ...]:
        by_place = {key.place_id: key for key in keys}
        ranked = [m.candidate.place for m in rank(address, [_candidate(key) for key in by_place.values()])]
        order = [by_place[i] for i in ranked] + [k for i, k in by_place.items() if i not in ranked]
        return tuple(PlaceRow.of(k.place, reason=REASONS[k.kind], matched=k.text) for k in order[:8])


def resolve_address(raw: str) -> Resolution:
    return Resolver().resolve(raw)


def _found(address: Address, key: PlaceKey) -> Resolution:
    return Resolution(key.place, address, (PlaceRow.of(key.place, reason=REASONS[key.kind], matched=key.text),))


def _doubt(address: Address) -> str:
    return next((note for note in address.notes if note in IN_DOUBT), "")


def _at(key: PlaceKey, place: Place) -> PlaceKey:
    """Return the key's name standing for a place below its own. Never saved."""
    return PlaceKey(place=place, kind=key.kind, text=key.text, key=key.key)


def _candidate(key: PlaceKey) -> Candidate:
    place = key.place
    room = number_tail(place.name) if place.kind == Place.Kind.ROOM else ""
    building = number_tail(place.name) if place.kind == Place.Kind.BUILDING else ""
    return Candidate(place.pk, key.key, (key.key,), (), building, room)
