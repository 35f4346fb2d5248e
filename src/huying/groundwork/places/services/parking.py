"""Places somebody named that the tree does not know: kept until a person says where they are."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from huying.groundwork.access.models import Account
from huying.groundwork.journal import services as journal
from huying.groundwork.places.models import ParkedAddress, Place, PlaceKey
from huying.kernel import clock
from huying.kernel.errors import Missing, NotNow
from huying.kernel.text import fold
from huying.kernel.words import gettext_noop as _


def park_address(raw: str, *, key: str) -> ParkedAddress:
    """Keep an unknown place; named again, its count goes up."""
    parked, is_new = ParkedAddress.objects.get_or_create(
        key=key[:160], defaults={"raw": raw[:400], "first_at": clock.now()}
    )
    if not is_new:
        ParkedAddress.objects.filter(pk=parked.pk).update(times=F("times") + 1)
        parked.refresh_from_db(fields=["times"])
    return parked


@transaction.atomic
def resolve_parked(parked_id: int, place: Place, *, by: Account) -> ParkedAddress:
    """A person says where it is; from now on the name leads there."""
    parked = ParkedAddress.objects.select_for_update().filter(pk=parked_id).first()
    if parked is None:
        raise Missing(_("There is no such parked place."))
    if parked.resolved_to_id:
        raise NotNow(_("Somebody has already said where this is. Reload the page."))
    parked.resolved_to, parked.resolved_at = place, clock.now()
    parked.save(update_fields=["resolved_to", "resolved_at"])
    PlaceKey.objects.get_or_create(
        place=place, kind=PlaceKey.Kind.NICKNAME, key=fold(parked.key), defaults={"text": parked.raw[:160]}
    )
    journal.write("place_named", kind="place", subject=place.pk, by=by, raw=parked.raw, place=place.label)
    return parked
