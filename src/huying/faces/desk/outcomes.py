"""What the desk can do with a request: for each verb its key's words, its form and the service behind it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.utils.translation import gettext_noop as _

from huying.casework.intake import rules, selectors, services
from huying.groundwork.access.models import Account
from huying.kernel import ids
from huying.kernel.errors import BadInput

from . import forms


@dataclass(frozen=True)
class Outcome:
    verb: str
    words: str
    form: type[django_forms.Form]
    do: Callable[..., Any]
    ask: str = ""  # a sentence above the form

    @property
    def is_bare(self) -> bool:
        return self.form is forms.BareForm


def _where(given: Mapping[str, Any]) -> services.Where:
    return services.Where(given["to"], given["note"])


def _merge(pk: UUID, given: Mapping[str, Any], by: Account) -> Any:
    receipt = ids.read_receipt(given["into"])
    into = selectors.request_by_receipt(receipt) if receipt else None
    if into is None:
        raise BadInput(_("There is no request with this receipt number. Compare it with the slip."), field="into")
    return services.merge_request(pk, into.pk, by=by, version=given["version"])


def _order(pk: UUID, given: Mapping[str, Any], by: Account) -> Any:
    return services.order_work(pk, by=by, version=given["version"])


def _noted(service: Callable[..., Any]) -> Callable[..., Any]:
    return lambda pk, given, by: service(pk, note=given["note"], by=by, version=given["version"])


def _sent(service: Callable[..., Any]) -> Callable[..., Any]:
    return lambda pk, given, by: service(pk, _where(given), by=by, version=given["version"])


def _plain(service: Callable[..., Any]) -> Callable[..., Any]:
    return lambda pk, given, by: service(pk, by=by, version=given["version"])


def _wait(pk: UUID, given: Mapping[str, Any], by: Account) -> Any:
    return services.wait_request(pk, reason=given["reason"], review_on=given["review_on"], by=by, version=given["version"])


# In the order the keys stand on the page.
OUTCOMES: dict[str, Outcome] = {
    one.verb: one
    for one in (
        Outcome("order", _("Order a visit and dispatch"), forms.BareForm, _order),
        Outcome("resume", _("Take it up again"), forms.BareForm, _plain(services.resume_request)),
        Outcome("answer", _("Answered on the spot"), forms.NoteForm, _noted(services.answer_request)),
        Outcome("wait", _("Let it wait"), forms.WaitForm, _wait, _("On the day you name it is looked at again.")),
        Outcome("hand_over", _("Hand over to its owner"), forms.WhereForm, _sent(services.hand_over_request),
                _("The owner of the cause repairs it. Chasing it, and telling the resident, stays with us.")),
        Outcome("refer", _("Refer"), forms.WhereForm, _sent(services.refer_request)),
        Outcome("turn_away", _("Not property work"), forms.WhereForm, _sent(services.turn_away_request)),
        Outcome("withdraw", _("The resident withdraws it"), forms.ReasonForm, _noted(services.withdraw_request)),
        Outcome("merge", _("Same call twice: merge"), forms.MergeForm, _merge,
                _("Only where the same person reported the same thing twice. Several callers of one thing belong into an event.")),
        Outcome("unmerge", _("Take out of the merger"), forms.BareForm, _plain(services.unmerge_request)),
        Outcome("invalidate", _("Invalid"), forms.ReasonForm, _noted(services.invalidate_request)),
        Outcome("reopen", _("It came back: open again"), forms.ReasonForm, _noted(services.reopen_request)),
    )
}


def possible(state: str) -> list[Outcome]:
    """Return what the table of states allows now. A second visit may be ordered while one is open."""
    verbs = set(rules.REQUEST.open_verbs(state))
    if state in ("ordered", "under_way"):
        verbs.add("order")
    return [one for one in OUTCOMES.values() if one.verb in verbs]
