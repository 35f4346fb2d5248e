"""The desk decides what it is; the engine only suggested."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from uuid import UUID

from django.db import transaction

from huying.casework.intake import rules
from huying.casework.intake.models import Request
from huying.groundwork.access.models import Account
from huying.groundwork.journal import services as journal
from huying.groundwork.places.models import Place
from huying.kernel.errors import BadInput
from huying.kernel.trades import TRADES
from huying.kernel.words import gettext_noop as _

from .move import locked, save


@dataclass(frozen=True)
class Triaged:
    trade: str
    severity: str
    responsibility: str = ""
    kind: str = "repair"
    dangers: tuple[str, ...] = ()


def _require(triaged: Triaged) -> None:
    for value, known, name in (
        (triaged.trade, TRADES, "trade"),
        (triaged.severity, rules.SEVERITIES, "severity"),
        (triaged.kind, rules.KINDS, "kind"),
        (triaged.responsibility or "private", rules.RESPONSIBILITIES, "responsibility"),
    ):
        if value not in known:
            raise BadInput(_("“%(value)s” is not one of the choices. Choose again."), field=name, value=value[:40])


@transaction.atomic
def triage_request(
    request_id: UUID, triaged: Triaged, *, by: Account, version: int | None = None, place: Place | None = None
) -> Request:
    """Set what it is and how urgent; again at any time while it is open. The time limit runs from the call, not from now."""
    _require(triaged)
    request = locked(request_id, version=version)
    before = {name: getattr(request, name) for name in ("trade", "severity", "responsibility", "kind")}
    if request.state not in rules.OPEN or request.state == "received":
        request.state = rules.REQUEST.after(request.state, "triage")
    for name, value in asdict(triaged).items():
        setattr(request, name, list(value) if name == "dangers" else value)
    if place is not None:
        request.place, request.address_canonical = place, place.label
    request.due_at = request.received_at + rules.ON_TIME[triaged.severity]
    save(
        request, "state", "trade", "severity", "responsibility", "kind", "dangers", "place", "address_canonical", "due_at"
    )
    journal.write(
        "request_triage", kind="request", subject=request.pk, by=by, thread=request.pk,
        before=before, after={name: getattr(request, name) for name in before}, dangers=request.dangers,
    )
    return request
