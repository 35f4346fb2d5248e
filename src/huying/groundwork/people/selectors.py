from __future__ import annotations

from django.db.models import QuerySet

from huying.groundwork.places.models import Place

from . import rules
from .models import Household, Person

SHARED_MOST = 20  # people offered for one number; an office's number may belong to hundreds


def people_by_phone(number: str) -> QuerySet[Person]:
    """Everybody known under a number as it was shown or dialled, the living first. It proves nobody's identity."""
    wanted = rules.canonical_phone(number)
    if not wanted:
        return Person.objects.none()
    return (
        Person.objects.filter(phones__number=wanted).distinct()
        .select_related("household__place").prefetch_related("roles", "phones")
        .order_by("is_deceased", "name", "pk")[:SHARED_MOST]
    )


def members_at(place: Place) -> QuerySet[Person]:
    """Those who live behind this door, the living first."""
    return Person.objects.filter(household__place=place).order_by("is_deceased", "pk").prefetch_related("phones", "roles")


def households_at(place: Place) -> QuerySet[Household]:
    return Household.objects.filter(place=place).order_by("pk")


def building_contacts(place: Place) -> QuerySet[Person]:
    """The building contacts 楼组长 of the building a place lies in, or is."""
    above = [int(i) for i in place.path.strip("/").split("/") if i]
    return (
        Person.objects.filter(roles__role="building_contact", is_deceased=False, household__place__parent__in=above)
        .filter(household__place__parent__kind=Place.Kind.BUILDING).order_by("pk")
    )
