from __future__ import annotations

from django.db.models import QuerySet

from huying.groundwork.places.models import ParkedAddress
from huying.kernel.errors import Missing
from huying.kernel.words import gettext_noop as _


def parked_addresses() -> QuerySet[ParkedAddress]:
    """Places people named that we do not know, the most often named first."""
    return ParkedAddress.objects.filter(resolved_to=None).order_by("-times", "id")


def parked_address(pk: int) -> ParkedAddress:
    found = ParkedAddress.objects.filter(pk=pk).first()
    if found is None:
        raise Missing(_("There is no such parked place."))
    return found
