"""Which assignment stands, and what somebody has now and next."""

from __future__ import annotations

from django.db.models import QuerySet

from huying.fieldwork.dispatch.models import Assignment, AssignmentMember, Offer
from huying.fieldwork.visits.models import Visit
from huying.groundwork.access.models import Account
from huying.groundwork.crews.models import Technician


def active_assignment(visit: Visit) -> Assignment | None:
    return (
        Assignment.objects.filter(visit=visit, is_active=True)
        .select_related("lead", "made_by").prefetch_related("members__technician").first()
    )


def technician_of(account: Account) -> Technician | None:
    return Technician.objects.filter(account=account, is_active=True).first()


def jobs_of(technician: Technician) -> QuerySet[AssignmentMember]:
    """What he has now and next, the earliest first."""
    return (
        AssignmentMember.objects.filter(technician=technician, is_active=True)
        .select_related("assignment__visit__place", "assignment__lead").order_by("starts")
    )


def open_offers(visit: Visit) -> QuerySet[Offer]:
    return Offer.objects.filter(visit=visit, state="open").select_related("technician").order_by("made_at", "pk")


def open_offers_of(technician: Technician) -> QuerySet[Offer]:
    """What is held out to him and still to be had."""
    return Offer.objects.filter(technician=technician, state="open").select_related("visit__place").order_by("visit__due_at")
