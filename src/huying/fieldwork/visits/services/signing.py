"""验收签字: the resident's word that somebody came and worked, by one of four ways."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from huying.fieldwork.visits import rules, selectors
from huying.fieldwork.visits.models import SignOff, Visit
from huying.groundwork.access.models import Account
from huying.kernel.errors import BadInput, Refused
from huying.kernel.words import gettext_noop as _

from .row import Claim, locked_for, moment, move


@dataclass(frozen=True)
class Signing:
    """Who signed and how. `drawing_sha256` is a kept drawing; for receipt_code the caller has compared the number."""

    way: str
    signer: str
    relation: str = ""
    witness: str = ""
    drawing_sha256: str = ""


def _require(signing: Signing, by: Account) -> None:
    if signing.way not in rules.SIGN_WAYS:
        raise BadInput(_("Choose how the resident signs."), field="way")
    if not signing.signer.strip():
        raise BadInput(_("Write the name of the person who signs."), field="signer")
    if signing.way == "glass" and not signing.drawing_sha256:
        raise BadInput(_("Nothing is drawn on the glass yet. Please sign with a finger, or choose another way."), field="signature")
    if signing.way == "witness" and not signing.witness.strip():
        raise BadInput(_("Write who watched: name, and where he or she belongs."), field="witness")
    if signing.way == "paper" and not selectors.is_at_desk(by):
        raise Refused(_("Paper slips are entered at the desk."))


@transaction.atomic
def sign_off(visit: Visit, signing: Signing, *, by: Account, claim: Claim | None = None) -> SignOff:
    """Close the visit with a signature. A witness in the resident's stead is marked for the desk to look at."""
    _require(signing, by)
    visit = locked_for(visit, by)
    sign = SignOff(
        visit=visit, way=signing.way, signer=signing.signer, relation=signing.relation, witness=signing.witness,
        drawing_sha256=signing.drawing_sha256, taken_by=by, signed_at=moment(visit, claim),
    )
    move(visit, "sign", by=by, claim=claim, way=sign.way, signer=sign.signer, witness=sign.witness, to_check=sign.way == "witness")
    sign.save(force_insert=True)
    return sign
