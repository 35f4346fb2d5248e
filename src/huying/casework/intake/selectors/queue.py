"""What the desk still has to do, by time left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from huying.casework.intake.models import Call, Request, RequestVisit
from huying.fieldwork.dispatch.models import Assignment
from huying.fieldwork.visits.models import Visit
from huying.groundwork.access.models import Account
from huying.groundwork.people.rules import canonical_phone
from huying.groundwork.places.selectors import starting_with
from huying.kernel import clock, ids
from huying.kernel.text import fold


@dataclass(frozen=True)
class QueueFilter:
    state: str = ""
    trade: str = ""
    severity: str = ""
    under: str = ""  # a place's path: everything in that compound
    taken_by: Account | None = None
    overdue_at: datetime | None = None
    without: str = ""  # "person": a visit nobody was sent to · "answer": sent, not yet accepted · "place": nowhere we know
    review_at: datetime | None = None  # to be looked at again by then: waiting, or its visit is paused
    is_handed_over: bool = False  # ended for our crews, still ours to chase


def with_work(requests: QuerySet[Request]) -> QuerySet[Request]:
    """Add what a queue row shows, in a constant number of queries."""
    links = RequestVisit.objects.select_related("visit").prefetch_related(
        Prefetch(
            "visit__assignments",
            queryset=Assignment.objects.filter(is_active=True).select_related("lead"),
            to_attr="active_assignments",
        )
    )
    return requests.select_related("place", "incident", "person").prefetch_related(
        Prefetch("visit_links", queryset=links, to_attr="work")
    )


def _open() -> QuerySet[Request]:
    """Those in rules.OPEN: `move` sets ended_at for all others. Asked this way both databases use the index."""
    return Request.objects.filter(ended_at=None)


_WITHOUT = {
    "person": RequestVisit.objects.filter(request=OuterRef("pk"), visit__state="ordered"),
    "answer": RequestVisit.objects.filter(
        request=OuterRef("pk"), visit__assignments__is_active=True, visit__assignments__state="offered"
    ),
}


def _due_again(at: datetime) -> Q:
    """Waiting until a day that has come, or a paused visit whose time to look again is past."""
    paused = RequestVisit.objects.filter(request=OuterRef("pk"), visit__state="paused", visit__pause_review_at__lte=at)
    return Q(state="waiting", review_on__lte=clock.local(at).date()) | Q(Exists(paused))


def open_requests(chosen: QueueFilter | None = None) -> QuerySet[Request]:
    """Requests somebody at the desk must still act on; the least time left first. Handed over, only where asked for."""
    chosen = chosen or QueueFilter()
    found = Request.objects.filter(state="handed_over") if chosen.is_handed_over else _open()
    if chosen.state:
        found = found.filter(state=chosen.state)
    if chosen.trade:
        found = found.filter(trade=chosen.trade)
    if chosen.severity:
        found = found.filter(severity=chosen.severity)
    if chosen.under:
        found = found.filter(place__path__startswith=chosen.under)
    if chosen.taken_by:
        found = found.filter(Exists(Call.objects.filter(pk=OuterRef("call_id"), taken_by=chosen.taken_by)))
    if chosen.overdue_at:
        found = found.filter(due_at__lt=chosen.overdue_at)
    if chosen.review_at:
        found = found.filter(_due_again(chosen.review_at))
    if chosen.without == "place":
        found = found.filter(place=None)
    elif chosen.without:
        found = found.filter(Exists(_WITHOUT[chosen.without]))
    return with_work(found.order_by("due_at", "id"))


def queue_counts(*, at: datetime) -> dict[str, int]:
    """How many are open, overdue, emergencies, to be looked at again, nowhere we know, and without anybody on them."""
    counts = _open().aggregate(
        open=Count("id"),
        overdue=Count("id", filter=Q(due_at__lt=at)),
        emergency=Count("id", filter=Q(severity="emergency")),
        untouched=Count("id", filter=Q(state="received")),
        waiting=Count("id", filter=Q(state="waiting")),
        review=Count("id", filter=_due_again(at)),
        unplaced=Count("id", filter=Q(place=None)),
    )
    return counts | {
        "handed_over": Request.objects.filter(state="handed_over").count(),
        "unassigned": Visit.objects.filter(state="ordered", request_link__isnull=False).count(),
        "unaccepted": Assignment.objects.filter(is_active=True, state="offered").count(),
    }


def search_requests(text: str) -> QuerySet[Request]:
    """By receipt or slip number, telephone or a place's name; newest first, ended ones too."""
    text = text.strip()
    if not text:
        return Request.objects.none()
    receipt = ids.read_receipt(text)
    if receipt:
        # A slip's number looks the same, and it is the one a technician reads out.
        slips = RequestVisit.objects.filter(visit__number=receipt).values("request")
        return with_work(Request.objects.filter(Q(receipt=receipt) | Q(pk__in=slips)).order_by("-received_at", "-id"))
    if _is_number(text):
        numbers = {canonical_phone(text), "".join(c for c in fold(text) if c in "0123456789")}
        # Two indexed questions, not one over both tables: the number of whoever rang, and of whom to ring back.
        ours = Request.objects.filter(contact_phone__in=numbers).values("pk").union(
            Request.objects.filter(call__number__in=numbers).values("pk"))
        return with_work(Request.objects.filter(pk__in=ours).order_by("-received_at", "-id"))
    matches = starting_with("address_canonical", text) | Q(contact_name=text)
    return with_work(Request.objects.filter(matches).order_by("-received_at", "-id"))


def _is_number(text: str) -> bool:
    """Whether this is written as people write telephone numbers: +86 199…, 021-5500 0012, (021)55000012."""
    bare = fold(text)
    return sum(c in "0123456789" for c in bare) >= 7 and all(c in "0123456789+-–—.()/ " for c in bare)
