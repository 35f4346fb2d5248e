"""The desk decides what it is; the engine only suggested."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from huying.casework.intake import rules, selectors
from huying.casework.intake.models import Request
from huying.groundwork.access.models import Account
from huying.groundwork.journal import services as journal
from huying.groundwork.places.models import Place
from huying.groundwork.places.selectors import resolve_address
from huying.kernel import text
from huying.kernel.dangers import DANGERS
from huying.kernel.errors import BadInput
from huying.kernel.trades import TRADES
from huying.kernel.words import gettext_noop as _

from .carry import carry_over, hold_open_visits
from .move import locked, save


@dataclass(frozen=True)
class Triaged:
    trade: str
    severity: str
    responsibility: str = ""
    kind: str = "repair"
    dangers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Placed:
    """Where it is after all: picked from the book, or only typed. Typed words that mean one place are that place."""

    place: Place | None = None
    address: str = ""


def _require(triaged: Triaged) -> None:
    for value, known, name in (
        (triaged.trade, TRADES, "trade"),
        (triaged.severity, rules.SEVERITIES, "severity"),
        (triaged.kind, rules.KINDS, "kind"),
        (triaged.responsibility or "private", rules.RESPONSIBILITIES, "responsibility"),
    ):
        if value not in known:
            raise BadInput(_("“%(value)s” is not one of the choices. Choose again."), field=name, value=value[:40])
    for code in triaged.dangers:
        if code not in DANGERS:
            raise BadInput(_("“%(value)s” is not one of the choices. Choose again."), field="dangers", value=code[:40])


@transaction.atomic
def triage_request(
    request_id: UUID, triaged: Triaged, *, by: Account, version: int | None = None, placed: Placed | None = None
) -> Request:
    """Set what it is, how urgent and where; again at any time while it is open. The time limit runs from the call, not from now.

    Visits still open are brought after it in the same transaction.
    """
    _require(triaged)
    visits = hold_open_visits(request_id)
    request = locked(request_id, version=version)
    before = _judged(request)
    if request.state not in rules.OPEN or request.state == "received":
        request.state = rules.REQUEST.after(request.state, "triage")
    for name, value in asdict(triaged).items():
        setattr(request, name, list(value) if name == "dangers" else value)
    if placed is not None:
        _place(request, placed)
    request.due_at = selectors.clock_from(request) + rules.ON_TIME[triaged.severity]
    save(
        request, "state", "trade", "severity", "responsibility", "kind", "dangers", "place", "address_raw",
        "address_canonical", "due_at",
    )
    journal.write(
        "request_triage", kind="request", subject=request.pk, by=by, thread=request.pk, before=before, after=_judged(request),
        dangers=request.dangers, dangers_off=[code for code in before["dangers"] if code not in request.dangers],
    )
    carry_over(request, visits, trade_before=before["trade"], by=by)
    return request


def _judged(request: Request) -> dict[str, Any]:
    names = ("trade", "severity", "responsibility", "kind", "dangers")
    return {name: getattr(request, name) for name in names} | {"address": request.address_canonical or request.address_raw}


def _place(request: Request, placed: Placed) -> None:
    address = text.require_length(text.tidy(placed.address), most=400, field="address")
    place = placed.place or resolve_address(address).place
    if place is None and not address:
        return
    if placed.place is None:
        request.address_raw = address
    # What the book does not know is kept as it was said; the place it stood at before is no longer true.
    request.place, request.address_canonical = place, place.label[:160] if place else ""
