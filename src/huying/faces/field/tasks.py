"""What each small form of the phone does: its sentence, its form, and the service it calls."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.http import HttpRequest

from huying.casework.intake.selectors import request_of_visit
from huying.fieldwork.dispatch import services as dispatch
from huying.fieldwork.visits import services as visits
from huying.fieldwork.visits.models import Visit
from huying.kernel import clock
from huying.kernel.errors import NotNow
from huying.kernel.words import gettext_noop as _

from . import forms, rules, selectors


@dataclass(frozen=True)
class Sent:
    """A valid form on its way to a service."""

    request: HttpRequest
    visit: Visit
    data: Mapping[str, Any]
    claim: visits.Claim | None

    @property
    def by(self) -> Any:
        return self.request.user


@dataclass(frozen=True)
class Task:
    title: str
    send: str  # the word on the button
    do: Callable[[Sent], object]
    form: type[Any] = forms.TouchForm
    template: str = "field/task.html"
    told: str = ""  # said on the next page
    options: Callable[[HttpRequest, Visit], dict[str, Any]] = field(default=lambda _request, _visit: {})

    @property
    def asks(self) -> bool:
        return self.form is not forms.TouchForm


def _answer(sent: Sent, yes: bool) -> None:
    assignment = selectors.card_of(sent.visit, sent.by).assignment
    if assignment is None or not assignment.is_active:
        raise NotNow(_("The desk has called this job back. Look at your list again."))
    if yes:
        dispatch.accept_assignment(assignment, by=sent.by)
    else:
        dispatch.decline_assignment(assignment, reason=sent.data["reason"], note=sent.data["note"], by=sent.by)


def _pause(sent: Sent, reason: str, again: str) -> None:
    review = rules.review_at(again, now=clock.local(clock.now()))
    visits.pause(sent.visit, by=sent.by, reason=reason, review_at=review, note=sent.data["note"])


def _finish(sent: Sent) -> None:
    visits.finish(sent.visit, by=sent.by, work_done=sent.data["work_done"], is_fixed=sent.data["is_fixed"] == "yes", claim=sent.claim)


def _material(sent: Sent) -> None:
    d = sent.data
    visits.add_material(sent.visit, visits.Used(d["quantity"], item=d["item"], name=d["name"], unit=d["unit"]), by=sent.by)


def _photo(sent: Sent) -> None:
    visits.add_photo(sent.visit, sent.data["photo"], by=sent.by, moment=sent.data["moment"],
                     taken_claim=sent.claim.at.isoformat(timespec="seconds") if sent.claim else "")


def add_listed_extra(sent: Sent) -> None:
    item = sent.data["item"]
    asked = visits.ExtraAsked(item.name, sent.data["agreed_by"], item, Decimal(sent.data["quantity"]))
    visits.add_extra(sent.visit, asked, by=sent.by)


def pass_on(sent: Sent) -> None:
    visits.add_extra(sent.visit, visits.ExtraAsked(sent.data["words"], "resident"), by=sent.by)


def _sign(sent: Sent, way: str) -> None:
    d = sent.data
    signing = visits.Signing(way, d["signer"], witness=d.get("witness", ""), drawing_sha256=d.get("signature", ""))
    visits.sign_off(sent.visit, signing, by=sent.by, claim=sent.claim)


def _signer(_request: HttpRequest, visit: Visit) -> dict[str, Any]:
    return {"initial": {"signer": visit.contact_name}}


def _with_receipt(request: HttpRequest, visit: Visit) -> dict[str, Any]:
    asked = request_of_visit(visit)
    return _signer(request, visit) | {"receipt": asked.receipt if asked else ""}


_SIGNED = _("Signed. Thank you for this job.")
SAVED = _("Written down.")

TASKS: Mapping[str, Task] = {
    "accept": Task(_("Accept"), _("Accept"), lambda s: _answer(s, True), told=_("It is yours.")),
    "decline": Task(_("Decline this job"), _("Decline"), lambda s: _answer(s, False), forms.DeclineForm, told=_("The desk has it back.")),
    "set_out": Task(_("On my way"), _("On my way"), lambda s: visits.set_out(s.visit, by=s.by, claim=s.claim)),
    "arrive": Task(_("I am here"), _("I am here"), lambda s: visits.arrive(s.visit, by=s.by, claim=s.claim)),
    "resume": Task(_("Go on"), _("Go on"), lambda s: visits.resume(s.visit, by=s.by)),
    "pause": Task(_("Wait"), _("Wait"), lambda s: _pause(s, s.data["reason"], s.data["again"]), forms.WaitForm, told=_("Waiting. The desk sees what for and until when.")),
    "help": Task(_("Need help"), _("Ask the desk"), lambda s: _pause(s, "help", "30"), forms.HelpForm, told=_("The desk is looking for help. In a hurry, ring as well.")),
    "put_back": Task(_("Not today"), _("Give back to the desk"), lambda s: visits.put_back(s.visit, by=s.by, note=s.data["note"]), forms.PutBackForm,
                     told=_("You are free; the desk plans it anew.")),
    "miss": Task(_("Nobody home"), _("Nobody home"), lambda s: visits.miss(s.visit, by=s.by, note=s.data["note"], claim=s.claim), forms.MissForm,
                 told=_("The desk rings the resident and sends somebody again.")),
    "finish": Task(_("Work done"), _("Work done"), _finish, forms.FinishForm, told=_("Done. Now let the resident sign.")),
    "material": Task(_("Material"), _("Write down"), _material, forms.MaterialForm, told=SAVED),
    "photo": Task(_("Photo"), _("Send the photo"), _photo, forms.PhotoForm, "field/photo.html", told=SAVED),
    "suspicion": Task(_("Something is wrong"), _("Tell them"), lambda s: visits.note_suspicion(s.visit, by=s.by, words=s.data["words"]), forms.SuspicionForm,
                      told=_("Written down for those who look for causes.")),
    "sign": Task(_("The resident signs"), _("Signed, send"), lambda s: _sign(s, "glass"), forms.GlassForm, "field/sign.html", _SIGNED, _signer),
    "sign_by_receipt": Task(_("By receipt number"), _("Signed, send"), lambda s: _sign(s, "receipt_code"), forms.ReceiptForm, "field/sign.html", _SIGNED, _with_receipt),
    "sign_by_witness": Task(_("A witness signs"), _("Signed, send"), lambda s: _sign(s, "witness"), forms.WitnessForm, "field/sign.html",
                            _("Signed by a witness. The desk will have a look at it."), _signer),
}
