"""How the walker (tests/test_walker.py) calls each route: one line per route, beside its line in config/permissions.py.
The World they are made from is tests/walker_world.py.

A plain page needs only its name:

    "desk:queue": Case(),

A route with arguments, or one that is written to, says how to make them from the World; `body` is a *valid* body
(client_uuid is added), so that an open door is seen to work and not only to answer:

    "desk:take_call": Case(methods=("GET", "POST"), body=lambda w: {"words": "水管爆了"}),

A route about one object that not everybody behind the door may see says whom it is hidden from, how a missing one is
named, and which selector hides it. The walker then checks that the hidden one answers exactly as the missing one does,
and, with that selector replaced by `unfiltered`, that it would notice:

    "field:job": Case(
        kwargs=lambda w: {"number": w.visit.number},
        hidden=Hidden(from_=lambda w: w.other_technician, missing=lambda w: {"number": "MMM-MMMM"},
                      filter="huying.fieldwork.visits.selectors.visits_of", unfiltered=lambda *a, **k: Visit.objects.all()),
    ),

A record that changes what a route answers gets `states`: the walker goes through all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from huying.casework.intake.models import Request
from huying.fieldwork.dispatch.models import Offer
from huying.fieldwork.visits.models import Photo, Visit
from huying.groundwork.access.models import Account
from huying.groundwork.batches.models import Batch
from huying.kernel import ids

from .cast import MORNING
from .walker_world import World


@dataclass(frozen=True)
class Hidden:
    from_: Callable[[World], Account]
    missing: Callable[[World], dict[str, Any]]
    # Dotted path of the selector that hides it, as the view looks it up, and what to put in its place for the control.
    # Empty: the view and the service both hide it, so that one of them taken away shows nothing.
    filter: str
    unfiltered: Callable[..., Any]


def _nothing(_world: World) -> dict[str, Any]:
    return {}


def _as_built(_world: World) -> None:
    """The World as it was made."""


@dataclass(frozen=True)
class Case:
    methods: tuple[str, ...] = ("GET",)
    kwargs: Callable[[World], dict[str, Any]] = _nothing
    query: Callable[[World], dict[str, Any]] = _nothing
    body: Callable[[World], dict[str, Any]] = _nothing
    # What an open door may answer. Narrow it where you can; 5xx, 401 and 403 are never among them.
    answers: tuple[int, ...] = (200, 204, 302, 303)
    states: Mapping[str, Callable[[World], None]] = field(default_factory=lambda: {"as built": _as_built})
    hidden: Hidden | None = None
    # A file of the sensitive person's case, in which the walker cannot read her name.
    is_hers: bool = False
    # False only where a write without a login would gain nothing from a token.
    needs_token: bool = True


# --- access ---

_NEW_PASSWORD = "a-quite-new-passphrase"


def _account(world: World) -> dict[str, Any]:
    return {"pk": world.new_hand.pk}


def _close_it(world: World) -> None:
    Account.objects.filter(pk=world.new_hand.pk).update(is_active=False)


_ACCOUNT_STATES = {"open": _as_built, "closed": _close_it}


# --- imports ---


def _message_file(name: str = "留言.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, "留言编号,留言详情\n1,楼道灯坏了\n".encode())


def _batch(world: World) -> dict[str, Any]:
    return {"pk": world.batch.pk}


def _confirmed(world: World) -> None:
    Batch.objects.filter(pk=world.batch.pk).update(state="confirmed")


_BATCH_STATES = {"checked": _as_built, "taken in": _confirmed}

# --- the phone page and the files of a visit ---


def _job(world: World) -> dict[str, Any]:
    return {"number": world.visit.number}


def _in_state(state: str) -> Callable[[World], None]:
    def put(world: World) -> None:
        Visit.objects.filter(pk=world.visit.pk).update(state=state, ended_at=MORNING if state == "finished" else None)

    return put


_JOB_STATES = {state: _in_state(state) for state in ("assigned", "on_the_way", "on_site", "paused", "finished")}


def _hidden_job(**more: Any) -> Hidden:
    return Hidden(
        from_=lambda w: w.other_technician, missing=lambda w: {"number": "KX7-9QT4", **more},
        filter="huying.faces.field.selectors.visits_of", unfiltered=lambda _account: Visit.objects.select_related("place"),
    )


# --- requests ---


def _request(world: World) -> dict[str, Any]:
    return {"pk": world.request.pk}


def _request_in(state: str) -> Callable[[World], None]:
    return lambda world: Request.objects.filter(pk=world.request.pk).update(state=state)  # type: ignore[return-value]


_REQUEST_STATES = {state: _request_in(state) for state in ("received", "triaged", "ordered", "waiting", "fixed", "closed")}


def _incident(world: World) -> dict[str, Any]:
    return {"pk": world.incident.pk}


def _hidden_offer(*, filter: str) -> Hidden:
    return Hidden(
        from_=lambda w: w.other_technician, missing=lambda w: {"pk": 999_999},
        filter=filter, unfiltered=lambda _request, pk: Offer.objects.select_related("visit").get(pk=pk),
    )


# --- one line per route ---

CASES: dict[str, Case] = {
    # config
    "set_language": Case(methods=("POST",), body=lambda w: {"language": "en"}),
    "front": Case(),
    "healthz": Case(answers=(200,)),
    # access
    "access:login": Case(methods=("GET", "POST"), body=lambda w: {"username": "nobody", "password": "x"}, answers=(200,)),
    "access:logout": Case(methods=("POST",)),
    "access:password": Case(
        methods=("GET", "POST"), body=lambda w: {"old": "a-long-enough-pass", "new": _NEW_PASSWORD, "again": _NEW_PASSWORD}
    ),
    "access:accounts": Case(query=lambda w: {"q": "the", "role": "admin"}),
    "access:open_account": Case(
        methods=("GET", "POST"), body=lambda w: {"name": "新人", "username": "xin", "password": _NEW_PASSWORD, "roles": ["technician"]}
    ),
    "access:account": Case(kwargs=_account, states=_ACCOUNT_STATES),
    "access:set_roles": Case(methods=("POST",), kwargs=_account, body=lambda w: {"roles": ["manager"]}, states=_ACCOUNT_STATES),
    "access:reset_password": Case(methods=("POST",), kwargs=_account, body=lambda w: {"password": _NEW_PASSWORD}, states=_ACCOUNT_STATES),
    "access:unlock": Case(methods=("POST",), kwargs=_account),
    "access:sign_out_everywhere": Case(methods=("POST",), kwargs=_account),
    "access:close_account": Case(methods=("POST",), kwargs=_account, states=_ACCOUNT_STATES),
    "access:reopen_account": Case(methods=("POST",), kwargs=_account, states=_ACCOUNT_STATES),
    "access:looks": Case(),
    "journal:entries": Case(states={"an entry of hers": lambda w: w.entry}),
    # desk: calls, requests, events, people
    "desk:queue": Case(states={"one request": lambda w: w.request}),
    "desk:find": Case(query=lambda w: {"q": w.request.receipt}),
    "desk:new_call": Case(methods=("GET", "POST"), body=lambda w: {"words": "厨房水管爆了", "number": "19900000999"}),
    "desk:call_caller": Case(methods=("POST",), body=lambda w: {"number": w.phone.number}, answers=(200,)),
    "desk:call_places": Case(query=lambda w: {"q": w.compound.name}, answers=(200,)),
    "desk:call_reading": Case(methods=("POST",), body=lambda w: {"words": "水管爆了", "place_id": str(w.request.place_id)}, answers=(200,)),
    "desk:call_paste": Case(methods=("POST",), body=lambda w: {"words": "周 09:12\n水管爆了"}, answers=(200,)),
    "desk:request": Case(kwargs=_request, states=_REQUEST_STATES),
    "desk:receipt": Case(kwargs=_request, states=_REQUEST_STATES, answers=(200,)),
    "desk:receipt_qr": Case(kwargs=_request, answers=(200,)),
    "desk:request_triage": Case(
        methods=("POST",), kwargs=_request, states=_REQUEST_STATES, answers=(303, 409),
        body=lambda w: {"severity": "urgent", "trade": "drainage", "kind": "repair", "version": "1"},
    ),
    "desk:request_step": Case(methods=("POST",), kwargs=_request, body=lambda w: {"card": "lift", "step": "stay_calm"}, answers=(303,)),
    "desk:request_do": Case(
        methods=("POST",), kwargs=lambda w: {**_request(w), "verb": "answer"}, states=_REQUEST_STATES, answers=(303, 409),
        body=lambda w: {"note": "已答复", "version": "1"},
    ),
    "desk:incidents": Case(states={"one event": lambda w: w.incident}),
    "desk:incident": Case(kwargs=_incident),
    "desk:incident_join": Case(methods=("POST",), kwargs=_incident, body=lambda w: {"receipt": w.other_request.receipt}, answers=(303,)),
    "desk:incident_leave": Case(methods=("POST",), kwargs=_incident, body=lambda w: {"request": str(w.request.pk)}, answers=(303,)),
    "desk:person": Case(kwargs=lambda w: {"pk": w.person.pk}, answers=(200,)),
    "desk:technicians": Case(),
    "desk:technician": Case(kwargs=lambda w: {"pk": w.technician.pk}, answers=(200,)),
    "desk:technician_do": Case(
        methods=("POST",), kwargs=lambda w: {"pk": w.technician.pk, "verb": "presence"}, body=lambda w: {"presence": "on_break"}, answers=(303,)
    ),
    "desk:prices": Case(),
    # desk: imports and what the machine proposes
    "desk:batches": Case(methods=("GET", "POST"), body=lambda w: {"kind": "messages", "file": _message_file()}),
    "desk:batch": Case(kwargs=_batch, states=_BATCH_STATES),
    "desk:confirm_batch": Case(methods=("POST",), kwargs=_batch, states=_BATCH_STATES, answers=(302, 409)),
    "desk:discard_batch": Case(methods=("POST",), kwargs=_batch, states=_BATCH_STATES, answers=(302, 409)),
    "desk:undo_batch": Case(methods=("POST",), kwargs=_batch, states=_BATCH_STATES, answers=(302, 409)),
    "desk:likenesses": Case(states={"one pair": lambda w: w.likeness}),
    "desk:decide_likeness": Case(methods=("POST",), kwargs=lambda w: {"pk": w.likeness.pk}, body=lambda w: {"same": "0"}),
    "desk:parked": Case(
        methods=("GET", "POST"), body=lambda w: {"parked": w.parked.pk, "place": w.compound.pk}, answers=(200, 302)
    ),
    # doorstep: without a login there is no session a foreign page could borrow
    "doorstep:receipt": Case(kwargs=lambda w: {"receipt": w.request.receipt}, answers=(200,)),
    "doorstep:emergency": Case(methods=("GET", "POST"), body=lambda w: {"words": "电梯困人"}, answers=(200,), needs_token=False),
    # desk: work slips
    "desk:slips": Case(answers=(200,)),
    "desk:print_slips": Case(kwargs=lambda w: {"pk": w.visit and w.technician.pk}),
    "desk:print_slip": Case(kwargs=_job),
    "desk:key_slip": Case(
        methods=("GET", "POST"), kwargs=_job, states=_JOB_STATES,
        body=lambda w: {"day": "2026-11-23", "arrived": "1000", "outcome": "fixed", "work_done": "疏通", "signer": "周阿婆"},
    ),
    # desk: whom to send, the board, the pumps
    "desk:dispatch": Case(kwargs=lambda w: {"pk": w.visit.pk}, states=_JOB_STATES),
    "desk:dispatch_do": Case(
        methods=("POST",), kwargs=lambda w: {"pk": w.visit.pk, "verb": "accept"}, states=_JOB_STATES,
        body=lambda w: {"assignment": str(w.visit.assignments.get(is_active=True).pk)},
    ),
    "desk:call_off_visit": Case(
        methods=("POST",), kwargs=lambda w: {"pk": w.visit.pk}, states=_JOB_STATES, body=lambda w: {"note": "居民来电：不用来了"}, answers=(303, 409),
    ),
    "desk:board": Case(query=lambda w: {"by": "6"}),
    "desk:equipment": Case(),
    "desk:equipment_do": Case(
        methods=("POST",), kwargs=lambda w: {"pk": w.pump.pk, "verb": "condition"}, body=lambda w: {"condition": "broken", "note": "叶轮坏"}
    ),
    # visits: photos and signatures
    "visits:photo": Case(
        kwargs=lambda w: {"pk": w.photo.pk}, answers=(200,), is_hers=True,
        hidden=Hidden(
            from_=lambda w: w.other_technician, missing=lambda w: {"pk": ids.new_id(MORNING)},
            filter="huying.fieldwork.visits.selectors.photo_for", unfiltered=lambda _account, pk: Photo.objects.filter(pk=pk).first(),
        ),
    ),
    "visits:drawing": Case(kwargs=lambda w: {"number": w.sign_off.visit.number}, is_hers=True),
    # field: the technician's phone
    "field:now": Case(states=_JOB_STATES),
    "field:job": Case(kwargs=_job, states=_JOB_STATES, hidden=_hidden_job()),
    "field:task": Case(
        methods=("GET", "POST"), kwargs=lambda w: {**_job(w), "task": "suspicion"}, body=lambda w: {"words": "不对劲"},
        states=_JOB_STATES, hidden=_hidden_job(task="suspicion"),
    ),
    "field:extra": Case(
        methods=("GET", "POST"), kwargs=_job, body=lambda w: {"words": "楼道灯不亮"},
        states={"on_site": _in_state("on_site")}, hidden=_hidden_job(),
    ),
    "field:extra_item": Case(
        methods=("GET", "POST"), kwargs=lambda w: {**_job(w), "item": w.price_item.pk}, body=lambda w: {"quantity": "1", "agreed_by": "owner"},
        states={"on_site": _in_state("on_site")}, hidden=_hidden_job(item=1),
    ),
    "field:grab": Case(methods=("POST",), kwargs=lambda w: {"pk": w.offer.pk}, hidden=_hidden_offer(filter="")),
    "field:pass": Case(
        methods=("GET", "POST"), kwargs=lambda w: {"pk": w.offer.pk}, body=lambda w: {"reason": "busy"},
        hidden=_hidden_offer(filter="huying.faces.field.views.tasks._offer_or_missing"),
    ),
    # stream: the walker asks over WSGI, where it refuses; tests/faces/stream asks over ASGI
    "stream:news": Case(answers=(409,)),
}
