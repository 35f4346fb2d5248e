"""What may be the same thing, or the same person asking again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from huying.casework.intake import rules
from huying.casework.intake.models import Likeness, Request
from huying.groundwork.people.models import Person
from huying.groundwork.places.models import Place

from .queue import with_work

NEAR_FOR = timedelta(hours=24)
# A queue row's worth; more than this is a flood, and the count says so.
NEAR_MOST = 50


@dataclass(frozen=True)
class Near:
    """Recent requests around a place: those of the building first."""

    in_building: list[Request]
    in_compound: list[Request]


def _block_of(place: Place) -> tuple[str, str]:
    """Return the path prefixes of the building and of the compound the place lies in."""
    building = compound = ""
    node: Place | None = place
    while node is not None:
        if node.kind == Place.Kind.BUILDING and not building:
            building = node.path
        if node.kind == Place.Kind.COMPOUND:
            compound = node.path
            break
        node = node.parent
    return building or place.path, compound or place.path


def near_requests(place: Place | None, *, trade: str = "", at: datetime, place_key: str = "") -> Near:
    """Return what came in around the place within a day: same trade or trade still unknown, not ended by merging."""
    if place is None and not place_key:
        return Near([], [])
    found = Request.objects.filter(received_at__gt=at - NEAR_FOR).exclude(state__in=["merged", "invalid", "withdrawn", "not_ours"])
    if trade:
        found = found.filter(Q(trade=trade) | Q(trade=""))
    if place is None:
        return Near([], list(with_work(found.filter(place_key=place_key)).order_by("-received_at")[:NEAR_MOST]))
    building, compound = _block_of(place)
    rows = list(with_work(found.filter(place__path__startswith=compound)).order_by("-received_at")[:NEAR_MOST])
    here = [r for r in rows if r.place is not None and r.place.path.startswith(building)]
    return Near(here, [r for r in rows if r not in here])


def requests_of_number(number: str, *, most: int = 10) -> list[Request]:
    """Requests this number asked about, open ones first. The number proves nothing about who is calling."""
    mine = Request.objects.filter(Q(contact_phone=number) | Q(call__number=number)) if number else Request.objects.none()
    rows = list(with_work(mine).order_by("-received_at")[: most * 3])
    return sorted(rows, key=lambda r: (r.state not in rules.OPEN,))[:most]


def requests_of_person(person: Person) -> QuerySet[Request]:
    """Requests for this person or their household, newest first."""
    whose = Q(person=person)
    if person.household_id:
        whose |= Q(household=person.household_id)
    return with_work(Request.objects.filter(whose).order_by("-received_at", "-id"))


def open_likenesses() -> QuerySet[Likeness]:
    """“Same thing?” still to be decided, the likeliest first."""
    return (
        Likeness.objects.filter(state=Likeness.State.PROPOSED)
        .select_related("earlier__call", "later__call")
        .order_by("-score", "id")
    )


def likenesses_of(request: Request) -> QuerySet[Likeness]:
    """What may be the same thing as this request, still to be decided."""
    return open_likenesses().filter(Q(earlier=request) | Q(later=request))
