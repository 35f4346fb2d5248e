"""A call comes in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from huying.casework.intake import rules, selectors
from huying.casework.intake.models import Call, Request
from huying.groundwork.access.models import Account
from huying.groundwork.journal import services as journal
from huying.groundwork.people.models import Person
from huying.groundwork.people.rules import canonical_phone
from huying.groundwork.places.models import Place
from huying.groundwork.places.selectors import resolve_address
from huying.groundwork.places.services import park_address, parked_key
from huying.kernel import clock, ids, text
from huying.kernel.errors import BadInput
from huying.kernel.words import gettext_noop as _

WORDS_MOST = 20_000
TITLE_MOST = 40
# A paper slip is keyed in when the house can be reached again: days, not weeks.
SLIP_OLDEST = timedelta(days=7)


@dataclass(frozen=True)
class CallTaken:
    """What the call taker has when the resident stops speaking. Only the words are required."""

    words: str
    channel: str = "phone"
    number_raw: str = ""
    caller: Person | None = None
    caller_name: str = ""
    relation: str = "self"
    person: Person | None = None  # whom it is for
    place: Place | None = None
    address_raw: str = ""
    address_canonical: str = ""
    place_key: str = ""
    access_note: str = ""
    contact_name: str = ""
    contact_phone: str = ""
    kind: str = "repair"
    title: str = ""
    trade: str = ""
    severity: str = "general"
    dangers: tuple[str, ...] = field(default_factory=tuple)
    responsibility: str = ""
    written_at: datetime | None = None  # for imported messages; our own clock starts when we have it
    slip_at: datetime | None = None  # written on paper by one of us: our clock runs from then
    source_key: str | None = None
    suggestion: Mapping[str, Any] = field(default_factory=dict)


def _require(taken: CallTaken) -> str:
    words = text.tidy(text.require_storable(taken.words, field="words"))
    if not words:
        raise BadInput(_("Write down what the resident says: one sentence is enough."), field="words")
    text.require_length(words, most=WORDS_MOST, field="words")
    text.require_length(taken.address_raw, most=400, field="address")
    for value, known, name in (
        (taken.channel, rules.CHANNELS, "channel"),
        (taken.relation, rules.RELATIONS, "relation"),
        (taken.kind, rules.KINDS, "kind"),
        (taken.severity, rules.SEVERITIES, "severity"),
    ):
        if value not in known:
            raise BadInput(_("“%(value)s” is not one of the choices. Choose again."), field=name, value=value[:40])
    return words


def title_of(words: str) -> str:
    """Return the first clause, short enough for a queue row."""
    first = words.split("\n")[0]
    for mark in "。！？!?；;":
        first = first.split(mark)[0]
    return first[:TITLE_MOST] + ("…" if len(first) > TITLE_MOST else "")


def _received(taken: CallTaken, now: datetime) -> datetime:
    """When we had it: now, or when one of us wrote it on a slip."""
    if taken.slip_at is None:
        return now
    if taken.slip_at > now:
        raise BadInput(_("The time on the slip lies in the future. Compare the day and the hour with the paper."), field="slip_time")
    if now - taken.slip_at > SLIP_OLDEST:
        raise BadInput(
            _("The time on the slip is more than %(days)d days ago. Compare it with the paper; of an older slip leave the time empty and write its day into the words."),
            field="slip_time", days=SLIP_OLDEST.days,
        )
    return taken.slip_at


def _new_request(taken: CallTaken, call: Call, words: str, received_at: datetime) -> Request:
    return Request(
        id=ids.new_id(clock.now()), receipt=ids.new_receipt(), call=call,
        kind=taken.kind, title=text.tidy(taken.title)[:120] or title_of(words), words=words, trade=taken.trade,
        severity=taken.severity, dangers=list(taken.dangers), responsibility=taken.responsibility,
        place=taken.place, address_raw=text.tidy(taken.address_raw),
        address_canonical=(taken.place.label if taken.place else taken.address_canonical)[:160],
        place_key=taken.place_key[:80], person=taken.person,
        household=taken.person.household if taken.person else None,
        contact_name=text.tidy(taken.contact_name or taken.caller_name)[:60],
        contact_phone=canonical_phone(taken.contact_phone or taken.number_raw)[:30],
        access_note=text.tidy(taken.access_note)[:400],
        received_at=received_at, due_at=received_at + rules.ON_TIME[taken.severity],
        source_key=taken.source_key, suggestion=dict(taken.suggestion),
    )


def _require_new(source_key: str | None) -> None:
    """Name the request where somebody else kept the same slip or message a moment ago."""
    known = Request.objects.filter(source_key=source_key).first() if source_key else None
    if known:
        raise BadInput(
            _("This was already taken in: it is %(receipt)s. Open that one instead of keeping it again."),
            field="slip_number" if known.call.channel == "paper_slip" else "", receipt=known.receipt,
        )


def _save_with_free_receipt(request: Request) -> None:
    # Receipts are drawn, not counted: on the rare clash draw again rather than refuse a call.
    for _try in range(5):
        try:
            with transaction.atomic():
                request.save(force_insert=True)
                return
        except IntegrityError:
            _require_new(request.source_key)
            if not Request.objects.filter(receipt=request.receipt).exists():
                raise
            request.receipt = ids.new_receipt()
    raise RuntimeError("five drawn receipt numbers were all taken: the source of chance is broken")


@transaction.atomic
def take_call(taken: CallTaken, *, by: Account | None) -> Request:
    """Keep the call and the request it makes. Nothing but the words is required: an emergency is never refused for a missing address."""
    words, now = _require(taken), clock.now()
    received_at = _received(taken, now)
    call = Call.objects.create(
        id=ids.new_id(now), channel=taken.channel, number=canonical_phone(taken.number_raw)[:30],
        number_raw=text.tidy(taken.number_raw)[:60], caller=taken.caller,
        caller_name=text.tidy(taken.caller_name)[:60], relation=taken.relation, words=words,
        received_at=taken.written_at or received_at, taken_by=by,
    )
    request = _new_request(taken, call, words, received_at)
    if taken.trade and by is not None:
        request.state = rules.REQUEST.after(request.state, "triage")
    _save_with_free_receipt(request)
    if request.place is None and parked_key(request.address_raw):
        park_address(request.address_raw)
    journal.write(
        "call_taken", kind="request", subject=request.pk, by=by, thread=request.pk,
        receipt=request.receipt, channel=call.channel, severity=request.severity, dangers=request.dangers,
        trade=request.trade, address=request.address_canonical or request.address_raw,
    )
    return request


def take_emergency_slip(*, number: str, address: str, words: str, channel: str = "emergency_page") -> Request:
    """Take an emergency from the page that needs no login. It writes and reads nothing back but the receipt.

    Nobody listens while it is written, so the dangers its words say go along: the desk's card opens by itself.
    """
    suggestion = selectors.suggestion_of(selectors.read_words(words))
    return take_call(
        CallTaken(
            words=words or address or number, channel=channel, number_raw=number, address_raw=address, severity="emergency",
            dangers=selectors.sure_dangers(suggestion), suggestion=suggestion, place=resolve_address(address).place if address else None,
        ),
        by=None,
    )
