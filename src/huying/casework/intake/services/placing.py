"""An address nobody knew has been settled: the requests that named it get their place."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from huying.casework.intake.models import Request
from huying.groundwork.access.models import Account
from huying.groundwork.journal import services as journal
from huying.groundwork.places.models import Place
from huying.groundwork.places.services import parked_key

from .carry import carry_over, hold_open_visits
from .move import locked, save


@transaction.atomic
def place_requests(key: str, place: Place, *, is_name: bool, by: Account) -> list[Request]:
    """Set the place of the open requests put aside under `key`.

    Where the words are no name (“老地方”), two callers may mean two places: only a lone request is placed by them.
    """
    waiting = Request.objects.filter(ended_at=None, place=None).exclude(address_raw="").order_by("pk").values_list("pk", "address_raw")
    under = [pk for pk, raw in waiting if parked_key(raw) == key]
    if not is_name and len(under) > 1:
        return []
    return [_place(pk, place, by=by) for pk in under]


def _place(request_id: UUID, place: Place, *, by: Account) -> Request:
    visits = hold_open_visits(request_id)
    request = locked(request_id)
    request.place, request.address_canonical = place, place.label
    save(request, "place", "address_canonical")
    journal.write(
        "request_placed", kind="request", subject=request.pk, by=by, thread=request.pk,
        before=request.address_raw, after=place.label,
    )
    carry_over(request, visits, trade_before=request.trade, by=by)
    return request
