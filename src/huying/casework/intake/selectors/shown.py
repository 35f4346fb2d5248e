"""Whose case a page tells of, for the record of looks."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q

from huying.casework.intake.models import Request
from huying.groundwork.people.models import Person


def sensitive_people_of(cases: Iterable[UUID]) -> list[Person]:
    """The sensitive ones among those a case is about: for whom it is, who rang, who lives there."""
    requests = Request.objects.filter(pk__in=set(cases))
    theirs = (
        Q(pk__in=requests.values("person")) | Q(pk__in=requests.values("call__caller"))
        | Q(household__in=requests.values("household")) | Q(household__in=requests.values("visits__household"))
    )
    return list(Person.objects.filter(theirs, is_sensitive=True))
