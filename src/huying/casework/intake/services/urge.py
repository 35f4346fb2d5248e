"""催单: somebody asks after something we already know."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from huying.casework.intake.models import Call, Request
from huying.groundwork.access.models import Account
from huying.groundwork.journal import services as journal
from huying.groundwork.people.rules import canonical_phone
from huying.kernel import clock, ids, text

from .move import locked

WORDS_MOST = 4_000


@dataclass(frozen=True)
class Urging:
    words: str = ""
    channel: str = "phone"
    number_raw: str = ""
    caller_name: str = ""
    relation: str = "self"


@transaction.atomic
def urge_request(request_id: UUID, urging: Urging, *, by: Account) -> Request:
    """Keep the call on the thread of the request it asks after; no second request is made."""
    request, now = locked(request_id), clock.now()
    words = text.require_length(text.tidy(urging.words), most=WORDS_MOST, field="words")
    call = Call.objects.create(
        id=ids.new_id(now), channel=urging.channel, number=canonical_phone(urging.number_raw)[:30],
        number_raw=text.tidy(urging.number_raw)[:60], caller_name=text.tidy(urging.caller_name)[:60],
        relation=urging.relation, words=words, received_at=now, taken_by=by,
    )
    journal.write(
        "request_urged", kind="request", subject=request.pk, by=by, thread=request.pk,
        call=str(call.pk), channel=call.channel, note=words[:400],
    )
    return request
