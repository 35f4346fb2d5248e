from __future__ import annotations

from dataclasses import dataclass

from django.db import connection
from django.db.models import Q, QuerySet

from huying.kernel.words import gettext_noop as _

from ..models import Place, PlaceKey

REASONS: dict[str, str] = {
    PlaceKey.Kind.LABEL: _("by name"),
    PlaceKey.Kind.NICKNAME: _("by nickname"),
    PlaceKey.Kind.ROAD: _("by road address"),
    PlaceKey.Kind.OLD_ROAD: _("by an old road name"),
    PlaceKey.Kind.PINYIN: _("by pinyin initials"),
}


@dataclass(frozen=True)
class PlaceRow:
    """A place offered, and why. `matched` is the name that fitted: 红房子."""

    id: int
    label: str
    kind: str
    road_address: str
    reason: str
    matched: str

    @classmethod
    def of(cls, place: Place, *, reason: str, matched: str) -> PlaceRow:
        return cls(place.pk, place.label, place.kind, place.road_address, reason, matched)


def starting_with(field: str, prefix: str) -> Q:
    """Return a prefix condition that uses the index: SQLite's LIKE ignores it, PostgreSQL's has its own for LIKE."""
    if connection.vendor == "sqlite":
        return Q(**{f"{field}__gte": prefix, f"{field}__lt": prefix + "\U0010ffff"})
    return Q(**{f"{field}__startswith": prefix})


def standing() -> QuerySet[Place]:
    return Place.objects.filter(gone_at=None)


def within(place: Place) -> QuerySet[Place]:
    """The place and everything in it."""
    return standing().filter(starting_with("path", place.path))


def names_of_anchors() -> QuerySet[PlaceKey]:
    """Names that stand for themselves. Rooms, and buildings by their number, are reached through what they lie in."""
    by_number = Q(place__kind=Place.Kind.BUILDING, kind=PlaceKey.Kind.LABEL)
    return (
        PlaceKey.objects.filter(place__gone_at=None)
        .exclude(by_number).exclude(place__kind=Place.Kind.ROOM).select_related("place")
    )
