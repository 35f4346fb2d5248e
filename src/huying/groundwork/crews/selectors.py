"""Who there is, what he may do, and where the pumps are: frozen rows in a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from huying.groundwork.places.models import Place
from huying.kernel.geo import Point
from huying.kernel.windows import Window

from .models import Booking, Equipment, Leave, Permit, Shift, Skill, Technician
from .rules import Papers, Worker


def point_of(place: Place | None) -> Point | None:
    """The point of a place, or of the nearest one above it that has one (joined rows are read, none fetched)."""
    while place is not None:
        if place.lon is not None and place.lat is not None:
            return Point(place.lon, place.lat)
        if place.parent_id is None or not Place.parent.is_cached(place):  # type: ignore[attr-defined]
            return None
        place = place.parent
    return None


def _spans(rows: Iterable[Shift] | Iterable[Leave]) -> dict[int, tuple[Window, ...]]:
    found: dict[int, list[Window]] = defaultdict(list)
    for row in rows:
        found[row.technician_id].append(Window(row.starts, row.ends))
    return {who: tuple(sorted(spans)) for who, spans in found.items()}


def workers(span: Window, *, ids: Iterable[int] | None = None) -> list[Worker]:
    """Everybody in service (or only `ids`), with the shifts and leave that touch `span`. Five queries."""
    people = Technician.objects.filter(is_active=True).select_related("base__parent", "last_seen_place__parent")
    if ids is not None:
        people = people.filter(id__in=list(ids))
    people = list(people.order_by("number"))
    wanted = {"technician_id__in": [p.pk for p in people]} if ids is not None else {}
    trades: dict[int, dict[str, int | None]] = defaultdict(dict)
    for skill in Skill.objects.filter(**wanted):
        trades[skill.technician_id][skill.trade] = skill.grade
    permits: dict[int, dict] = defaultdict(dict)
    for permit in Permit.objects.filter(**wanted).order_by("expires_on"):
        permits[permit.technician_id][permit.kind] = permit.expires_on
    touching = {"starts__lt": span.end, "ends__gt": span.start, **wanted}
    shifts = _spans(Shift.objects.filter(**touching))
    leaves = _spans(Leave.objects.filter(**touching))
    return [
        Worker(
            id=p.pk, number=p.number, name=p.name, account_id=p.account_id, phone=p.phone, grade=p.grade, years=p.years,
            has_smartphone=p.has_smartphone, presence=p.presence, base=point_of(p.base), seen=point_of(p.last_seen_place),
            seen_at=p.last_seen_at, papers=Papers(trades[p.pk], permits[p.pk]),
            shifts=shifts.get(p.pk, ()), leaves=leaves.get(p.pk, ()),
        )
        for p in people
    ]


def on_shift(at: datetime) -> QuerySet[Technician]:
    """Those whose shift holds at `at` and who are not on leave then."""
    away = Leave.objects.filter(starts__lte=at, ends__gt=at).values("technician_id")
    there = Shift.objects.filter(starts__lte=at, ends__gt=at).values("technician_id")
    return Technician.objects.filter(is_active=True, pk__in=there).exclude(pk__in=away).order_by("number")


@dataclass(frozen=True)
class Piece:
    """A pump or the like, where it is, and what it is promised to."""

    id: int
    code: str
    kind: str
    name: str
    condition: str
    note: str
    place_id: int | None
    place_label: str
    is_home: bool
    point: Point | None
    bookings: tuple[Booking, ...]

    def booked_in(self, span: Window) -> Booking | None:
        return next((b for b in self.bookings if b.starts < span.end and b.ends > span.start), None)


def pieces(*, since: datetime, kinds: Iterable[str] | None = None) -> list[Piece]:
    """Equipment with its active bookings that end after `since`. Two queries."""
    rows = Equipment.objects.select_related("place__parent").order_by("kind", "code")
    if kinds is not None:
        rows = rows.filter(kind__in=list(kinds))
    booked: dict[int, list[Booking]] = defaultdict(list)
    for booking in Booking.objects.filter(is_active=True, ends__gt=since).select_related("booked_by").order_by("starts"):
        booked[booking.equipment_id].append(booking)
    return [
        Piece(
            id=e.pk, code=e.code, kind=e.kind, name=e.name, condition=e.condition, note=e.note, place_id=e.place_id,
            place_label=e.place.label if e.place else "", is_home=e.place_id == e.home_id, point=point_of(e.place),
            bookings=tuple(booked[e.pk]),
        )
        for e in rows
    ]


def bookings_for(purpose: UUID) -> QuerySet[Booking]:
    return Booking.objects.filter(purpose=purpose, is_active=True).select_related("equipment__place").order_by("equipment__code")
