"""Many calls, one thing; or the same call twice. Always a person's decision, always reversible."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from huying.casework.intake.models import Incident, Likeness, Request
from huying.groundwork.access.models import Account
from huying.groundwork.journal import services as journal
from huying.kernel import clock, ids, text
from huying.kernel.errors import BadInput, Missing, NotNow
from huying.kernel.words import gettext_noop as _

from .move import locked, move, save


@transaction.atomic
def open_incident(request_ids: Iterable[UUID], *, title: str, by: Account) -> Incident:
    """Gather requests under one event. Those already in another event are refused, not moved silently."""
    requests = [locked(pk) for pk in sorted(set(request_ids))]
    if len(requests) < 2:
        raise BadInput(_("An event gathers at least two calls."))
    now, first = clock.now(), min(requests, key=lambda r: r.received_at)
    incident = Incident.objects.create(
        id=ids.new_id(now), title=text.tidy(title)[:120] or first.title, place=first.place, trade=first.trade,
        opened_at=now, opened_by=by,
    )
    journal.write(
        "incident_opened", kind="incident", subject=incident.pk, by=by, thread=first.pk,
        title=incident.title, receipts=[r.receipt for r in requests],
    )
    for request in requests:
        _join(request, incident, by=by)
    return incident


def _join(request: Request, incident: Incident, *, by: Account) -> None:
    if request.incident_id and request.incident_id != incident.pk:
        raise NotNow(_("%(receipt)s already belongs to another event. Take it out there first."), receipt=request.receipt)
    request.incident = incident
    save(request, "incident")
    journal.write(
        "incident_joined", kind="request", subject=request.pk, by=by, thread=request.pk,
        incident=str(incident.pk), title=incident.title,
    )


@transaction.atomic
def join_incident(request_id: UUID, incident_id: UUID, *, by: Account) -> Request:
    incident = Incident.objects.filter(pk=incident_id).first()
    if incident is None:
        raise Missing(_("There is no such event."))
    request = locked(request_id)
    _join(request, incident, by=by)
    return request


@transaction.atomic
def leave_incident(request_id: UUID, *, by: Account) -> Request:
    request = locked(request_id)
    if request.incident_id is None:
        raise NotNow(_("%(receipt)s belongs to no event."), receipt=request.receipt)
    left, request.incident = request.incident_id, None
    save(request, "incident")
    journal.write("incident_left", kind="request", subject=request.pk, by=by, thread=request.pk, incident=str(left))
    return request


@transaction.atomic
def merge_request(request_id: UUID, into_id: UUID, *, by: Account, version: int | None = None) -> Request:
    """The same caller reported the same thing twice: the later goes into the earlier, reversibly."""
    into = locked(into_id)
    if request_id == into_id or into.state == "merged":
        raise NotNow(_("%(receipt)s is itself merged. Choose the request it went into."), receipt=into.receipt)
    return move(request_id, "merge", by=by, version=version, merged_into=into, note=into.receipt)


def unmerge_request(request_id: UUID, *, by: Account, version: int | None = None) -> Request:
    return move(request_id, "unmerge", by=by, version=version, merged_into=None)


def propose_likeness(earlier: Request, later: Request, *, score: float, reasons: list[str]) -> Likeness:
    """Keep “same thing?” for a person; proposing again changes nothing."""
    likeness, _new = Likeness.objects.get_or_create(
        earlier=earlier, later=later, defaults={"score": score, "reasons": reasons}
    )
    return likeness


@transaction.atomic
def decide_likeness(likeness_id: int, *, is_same: bool, by: Account) -> Likeness:
    """Same: both stand in one event from now on. Different: never asked again."""
    likeness = Likeness.objects.select_for_update().filter(pk=likeness_id).first()
    if likeness is None:
        raise Missing(_("There is no such proposal."))
    if likeness.state != Likeness.State.PROPOSED:
        raise NotNow(_("This was already decided. Reload the page."))
    likeness.state = Likeness.State.SAME if is_same else Likeness.State.DIFFERENT
    likeness.decided_by, likeness.decided_at = by, clock.now()
    likeness.save(update_fields=["state", "decided_by", "decided_at"])
    journal.write(
        "likeness_decided", kind="request", subject=likeness.later_id, by=by, thread=likeness.later_id,
        same=is_same, other=str(likeness.earlier_id),
    )
    if is_same:
        _gather(likeness, by=by)
    return likeness


def _gather(likeness: Likeness, *, by: Account) -> None:
    earlier, later = locked(likeness.earlier_id), locked(likeness.later_id)
    if earlier.incident_id and later.incident_id and earlier.incident_id != later.incident_id:
        raise NotNow(_("Both already belong to different events. Decide there which event is the right one."))
    known = earlier.incident or later.incident
    if known is None:
        open_incident([earlier.pk, later.pk], title=earlier.title, by=by)
        return
    for request in (earlier, later):
        if request.incident_id is None:
            _join(request, known, by=by)
