"""The one way a request changes state."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction

from huying.casework.intake import rules
from huying.casework.intake.models import Request
from huying.groundwork.access.models import Account
from huying.groundwork.journal import services as journal
from huying.kernel import clock
from huying.kernel.errors import Missing, Stale
from huying.kernel.words import gettext_noop as _


def locked(request_id: UUID, *, version: int | None = None) -> Request:
    """Return the request with its row locked; Stale where the person worked on an older version."""
    request = Request.objects.select_for_update().filter(pk=request_id).first()
    if request is None:
        raise Missing(_("There is no such request."))
    if version is not None and request.version != version:
        raise Stale(
            _("Somebody changed request %(receipt)s while you were writing. What you wrote is still here: look at the new state, then send it again."),
            receipt=request.receipt,
        )
    return request


def save(request: Request, *fields: str) -> None:
    request.version += 1
    request.save(update_fields=[*fields, "version"])


@transaction.atomic
def move(
    request_id: UUID, verb: str, *, by: Account | None, version: int | None = None, note: str = "", **changes: Any
) -> Request:
    """Take the request through `verb`, set `changes` on it, and write it down."""
    request = locked(request_id, version=version)
    before = request.state
    request.state = rules.REQUEST.after(before, verb)
    for field, value in changes.items():
        setattr(request, field, value)
    # The clock stops when nobody at the desk has anything left to do, and starts again on reopening.
    request.ended_at = None if request.state in rules.OPEN else request.ended_at or clock.now()
    save(request, "state", "ended_at", *changes)
    told_facts = {k: v for k, v in changes.items() if isinstance(v, str | int | bool)}
    journal.write(
        f"request_{verb}", kind="request", subject=request.pk, by=by, thread=request.pk,
        before=before, after=request.state, note=note, **told_facts,
    )
    return request
