"""Search as you type: at most four queries, each led by an index."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import or_

from huying.kernel.text import is_storable

from ..models import Place, PlaceKey
from ..rules import Query, split_query, unglued
from .rows import REASONS, PlaceRow, names_of_anchors, standing, starting_with

NAMES_MOST = 60  # one letter typed matches half the town; more than this is no help
AREAS = (Place.Kind.DISTRICT, Place.Kind.SUBDISTRICT, Place.Kind.COMMITTEE)


def find_places(text: str, *, limit: int = 8) -> list[PlaceRow]:
    """Return places for what was typed so far, best first: nickname, road, compound, 弄/号/室, pinyin initials."""
    if not text.strip() or not is_storable(text) or len(text) > 200:
        return []
    return next((found for one in unglued(text) if (found := _find(one, limit))), None) or _find(text, limit)


def _find(text: str, limit: int) -> list[PlaceRow]:
    query = split_query(text)
    keys = _anchors(query)
    found = _below(query, keys, limit) if query.building or query.room else []
    return found or [_row(key) for key in keys if not _leaves_numbers(query, key)][:limit]


def _anchors(query: Query) -> list[PlaceKey]:
    """Return one key per place, those that match whole first."""
    if not query.names:
        return []
    condition = reduce(or_, (starting_with("key", name) for name in query.names))
    keys = names_of_anchors().filter(condition).order_by("key")[:NAMES_MOST]
    whole = query.names[-1]
    ranked = sorted(keys, key=lambda k: (k.key != whole, k.key not in query.names, k.place.kind in AREAS, len(k.key), k.key, k.kind))
    return list({key.place_id: key for key in reversed(ranked)}.values())[::-1]


def _leaves_numbers(query: Query, key: PlaceKey) -> bool:
    """Whether the numbers typed are not part of the name that matched, and so were not found."""
    return bool(query.building or query.room) and not any(
        key.key.startswith(name) for name in query.names if any(c.isdigit() for c in name)
    )


def _below(query: Query, keys: list[PlaceKey], limit: int) -> list[PlaceRow]:
    exact = [key for key in keys if key.key in query.names] or keys[:limit]
    by_place = {key.place_id: key for key in exact}
    lanes = standing().filter(parent__in=by_place, kind=Place.Kind.LANE)
    by_place |= {lane.pk: by_place[lane.parent_id] for lane in lanes if lane.parent_id}
    named = [key.place for key in exact if key.place.kind == Place.Kind.BUILDING]
    buildings = _numbered(by_place, Place.Kind.BUILDING, query.building, "号") if query.building else []
    if named:  # “红楼 301”: the building has the name, so the number is the room's
        rooms = _numbered({b.pk for b in named}, Place.Kind.ROOM, query.room or query.building, "室")
        return [_row(by_place[room.parent_id], room) for room in rooms if room.parent_id][:limit]
    if not query.room:
        return [_row(by_place[b.parent_id], b) for b in buildings if b.parent_id][:limit]
    whole = [b for b in buildings if b.name == f"{query.building}号"]
    parents = {b.pk: b for b in whole or buildings}
    rooms = _numbered(parents, Place.Kind.ROOM, query.room, "室")
    return [_row(by_place[parents[r.parent_id].parent_id], r) for r in rooms if r.parent_id in parents][:limit]  # type: ignore[index]


def _numbered(parents: Iterable[int], kind: str, number: str, unit: str) -> list[Place]:
    """Return children whose number begins so, the exact one first."""
    places = standing().filter(parent__in=list(parents), kind=kind, name__startswith=number)
    return sorted(places, key=lambda p: (p.name != number + unit, len(p.name), p.name, p.label))


def _row(key: PlaceKey, place: Place | None = None) -> PlaceRow:
    return PlaceRow.of(place or key.place, reason=REASONS[key.kind], matched=key.text)
