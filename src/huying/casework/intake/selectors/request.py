"""One request and what hangs on it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet

from huying.casework.intake import rules
from huying.casework.intake.models import Incident, Request
from huying.fieldwork.visits.models import Visit
from huying.groundwork.journal.models import Entry
from huying.kernel.errors import Missing
from huying.kernel.words import gettext_noop as _

from .queue import with_work


def request_page(request_id: UUID) -> Request:
    """Return the request with everything its page shows, or Missing."""
    found = with_work(Request.objects.filter(pk=request_id)).select_related(
        "call__caller", "call__taken_by", "place", "person", "household", "incident", "merged_into"
    )
    request = found.first()
    if request is None:
        raise Missing(_("There is no such request."))
    return request


def clock_from(request: Request) -> datetime:
    """When its time limit began to run: with the call, or anew when it was last opened again."""
    reopened = Entry.objects.filter(kind="request", subject=str(request.pk), verb="request_reopen").aggregate(at=Max("at"))["at"]
    return max(request.received_at, reopened) if reopened else request.received_at


def request_by_receipt(receipt: str) -> Request | None:
    return Request.objects.filter(receipt=receipt).first()


def request_of_visit(visit: Visit) -> Request | None:
    """The request that ordered the visit, if it was a request."""
    return Request.objects.filter(visit_links__visit=visit).first()


def incident_requests(incident_id: UUID) -> QuerySet[Request]:
    """All callers of one event, in the order they called."""
    return with_work(Request.objects.filter(incident=incident_id).order_by("received_at", "id"))


def incident_page(incident_id: UUID) -> Incident:
    found = Incident.objects.select_related("place", "opened_by").filter(pk=incident_id).first()
    if found is None:
        raise Missing(_("There is no such event."))
    return found


def incidents() -> QuerySet[Incident]:
    """All events with how many called and how many of them still wait, the newest first."""
    return (
        Incident.objects.select_related("place")
        .annotate(
            callers=Count("requests"), still_open=Count("requests", filter=Q(requests__state__in=rules.OPEN))
        )
        .order_by("-opened_at")
    )
