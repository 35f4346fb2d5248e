"""From the form of a new call to the verbs of intake, all in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext

from huying.casework.intake import services
from huying.casework.intake.models import Request
from huying.groundwork.access.models import Account
from huying.groundwork.people.models import Person
from huying.groundwork.places.models import Place
from huying.groundwork.places.selectors import resolve_address
from huying.kernel.errors import BadInput
from huying.kernel.words import gettext_noop as _

from .reading import Understood, answers_in_words, understand

SLIP_TAKEN = _("Slip %(slip)s was already keyed in: it is %(receipt)s.")


@dataclass(frozen=True)
class Taken:
    request: Request
    visit_id: Any = None


def _words(given: dict[str, Any], understood: Understood, is_emergency: bool) -> str:
    words = given["words"].strip()
    if not words and is_emergency:
        # The line broke, or there was no time: an emergency is kept with whatever there is.
        words = given["address"] or given["number"] or gettext("Emergency; nothing could be noted yet.")
    answers = answers_in_words(understood.asked)
    return f"{words}\n\n{answers}" if words and answers else words


def _source_key(slip: str) -> str | None:
    if not slip:
        return None
    key = f"slip:{slip.upper()}"
    if known := Request.objects.filter(source_key=key).first():
        raise BadInput(SLIP_TAKEN, field="slip_number", slip=slip, receipt=known.receipt)
    return key


def _person(pk: int | None) -> Person | None:
    return Person.objects.select_related("household").filter(pk=pk).first() if pk else None


def _place(given: dict[str, Any]) -> Place | None:
    """The place picked; or, typed in full and not picked, the one place everything typed can mean."""
    if given["place_id"]:
        return Place.objects.filter(pk=given["place_id"], gone_at=None).first()
    return resolve_address(given["address"]).place if given["address"].strip() else None


def call_taken(given: dict[str, Any], data: QueryDict) -> services.CallTaken:
    """Return what is to be kept. What was left open is filled as suggested; what was chosen stands."""
    understood = understand(given["words"], data)
    severity = given["severity"] or understood.value_of("severity") or "general"
    caller = _person(given["caller_id"])
    for_whom = _person(given["person_id"])
    if for_whom is None and given["relation"] == "self":
        for_whom = caller
    return services.CallTaken(
        words=_words(given, understood, severity == "emergency"), channel=given["channel"],
        number_raw=given["number"], caller=caller, caller_name=given["caller_name"], relation=given["relation"],
        person=for_whom, place=_place(given),
        address_raw=given["address"], access_note=given["access_note"],
        contact_name=given["for_name"], contact_phone=given["for_number"],
        kind=given["kind"] or understood.value_of("kind") or "repair",
        trade=given["trade"] or understood.value_of("trade"), severity=severity, dangers=understood.dangers,
        responsibility=given["responsibility"] or understood.value_of("responsibility"),
        slip_at=given["slip_time"], source_key=_source_key(given["slip_number"].strip()),
        suggestion=understood.kept,
    )


def _nothing_more(request: Request, _given: dict[str, Any], _by: Account) -> None:
    """Only keep it."""


def _answer(request: Request, given: dict[str, Any], by: Account) -> None:
    services.answer_request(request.pk, note=given["note"], by=by)


def _turn_away(request: Request, given: dict[str, Any], by: Account) -> None:
    services.turn_away_request(request.pk, services.Where(given["to"], given["note"]), by=by)


OUTCOMES: dict[str, Callable[[Request, dict[str, Any], Account], Any]] = {
    "save": _nothing_more,
    "dispatch": lambda request, _given, by: services.order_work(request.pk, by=by),
    "answer": _answer,
    "turn_away": _turn_away,
}


@transaction.atomic
def take(given: dict[str, Any], data: QueryDict, *, outcome: str, by: Account) -> Taken:
    """Keep the call, join the event it was said to belong to, and do what the button says."""
    request = services.take_call(call_taken(given, data), by=by)
    if given["joins"]:
        _join(request, given["joins"], by=by)
    visit = OUTCOMES[outcome](request, given, by)
    return Taken(request, visit.pk if outcome == "dispatch" else None)


def _join(request: Request, other_id: Any, *, by: Account) -> None:
    other = Request.objects.filter(pk=other_id).first()
    if other is None:
        raise BadInput(_("The call you chose as the same thing is no longer there. Choose again."), field="joins")
    if other.incident_id:
        services.join_incident(request.pk, other.incident_id, by=by)
    else:
        services.open_incident([other.pk, request.pk], title=other.title, by=by)


def urge(request_id: Any, given: dict[str, Any], *, by: Account) -> Request:
    return services.urge_request(
        request_id,
        services.Urging(
            words=given["words"], channel=given["channel"], number_raw=given["number"],
            caller_name=given["caller_name"], relation=given["relation"],
        ),
        by=by,
    )
