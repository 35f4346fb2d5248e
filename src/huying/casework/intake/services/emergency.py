"""Lift, gas, fire: what was said and who was rung, each with its time."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from huying.casework.intake import rules
from huying.casework.intake.models import Request
from huying.groundwork.access.models import Account
from huying.groundwork.journal import services as journal
from huying.kernel import text
from huying.kernel.errors import BadInput
from huying.kernel.words import gettext_noop as _

from .move import locked


@transaction.atomic
def log_emergency_step(request_id: UUID, *, card: str, step: str, by: Account, note: str = "") -> Request:
    """Note that a step of the card was taken now. Steps may repeat: the caller is rung every five minutes."""
    if card not in rules.CARDS or step not in {s.code for s in rules.CARDS[card].steps}:
        raise BadInput(_("This step is not on the card. Reload the page."), field="step")
    request = locked(request_id)
    journal.write(
        "emergency_step", kind="request", subject=request.pk, by=by, thread=request.pk,
        card=card, step=step, note=text.tidy(note)[:200],
    )
    return request
