"""How the walker (tests/test_walker.py) calls each route: one line per route, beside its line in config/permissions.py.

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
from datetime import timedelta
from functools import cached_property
from typing import Any

from huying.casework.intake.models import Call, Request, RequestVisit
from huying.fieldwork.dispatch.models import Assignment, AssignmentMember
from huying.fieldwork.visits.models import Visit
from huying.groundwork.access.models import Account
from huying.groundwork.access.rules import ROLES
from huying.groundwork.crews.models import Technician
from huying.groundwork.people.models import Household, Person
from huying.groundwork.places.models import Place
from huying.kernel import ids

from .cast import MORNING, new_account, new_place, new_technician


class World:
    """One of everything, made when first asked for. Add a property when your route needs another thing."""

    def __init__(self) -> None:
        self.accounts: dict[str, Account] = {role: new_account(f"the_{role}", role) for role in ROLES}
        self.accounts["outsider"] = new_account("the_outsider")

    @cached_property
    def new_hand(self) -> Account:
        """Somebody an administrator works on, so that nobody at the door changes under the walk."""
        return new_account("new_hand", "call_taker")

    @cached_property
    def technician(self) -> Technician:
        """The technician in the crew of `visit`; logs in as accounts["technician"]."""
        return new_technician("W01", account=self.accounts["technician"], base=self.building)

    @cached_property
    def other_technician(self) -> Account:
        """A technician with a login who is in no crew of ours."""
        account = new_account("the_other", "technician")
        new_technician("W02", account=account, base=self.building)
        return account

    @cached_property
    def compound(self) -> Place:
        return new_place(new_place(None, "district", "杨浦区"), "compound", "延吉二村")

    @cached_property
    def building(self) -> Place:
        return new_place(self.compound, "building", "12号")

    @cached_property
    def room(self) -> Place:
        return new_place(self.building, "room", "301室")

    @cached_property
    def person(self) -> Person:
        """On a list that makes every look at her recorded."""
        household = Household.objects.create(place=self.room, name="周家")
        return Person.objects.create(name="周阿婆", household=household, is_sensitive=True)

    @cached_property
    def request(self) -> Request:
        call = Call.objects.create(
            id=ids.new_id(MORNING), channel="phone", number="19900000301", words="厨房水管漏水", received_at=MORNING
        )
        return Request.objects.create(
            id=ids.new_id(MORNING), receipt=ids.new_receipt(), call=call, title="厨房漏水", words="厨房水管漏水", state="ordered",
            trade="drainage", place=self.room, household=self.person.household, person=self.person, contact_phone="19900000301",
            received_at=MORNING, due_at=MORNING + timedelta(hours=4),
        )

    @cached_property
    def visit(self) -> Visit:
        """Ordered for `request`, with `technician` assigned and active."""
        visit = Visit.objects.create(
            id=ids.new_id(MORNING), number=ids.new_receipt(), thread=self.request.pk, state="assigned", place=self.room,
            household=self.request.household, address="延吉二村12号301室", brief="厨房漏水", words="厨房水管漏水",
            contact_phone="19900000301", due_at=MORNING + timedelta(hours=4), ordered_at=MORNING,
        )
        RequestVisit.objects.create(request=self.request, visit=visit)
        span = {"starts": MORNING, "ends": MORNING + timedelta(hours=1)}
        self.assignment = Assignment.objects.create(
            id=ids.new_id(MORNING), visit=visit, state="accepted", lead=self.technician, made_at=MORNING, **span
        )
        AssignmentMember.objects.create(assignment=self.assignment, technician=self.technician, role="lead", **span)
        return visit


@dataclass(frozen=True)
class Hidden:
    from_: Callable[[World], Account]
    missing: Callable[[World], dict[str, Any]]
    # Dotted path of the selector that hides it, as the view looks it up, and what to put in its place for the control.
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
    # False only where a write without a login would gain nothing from a token.
    needs_token: bool = True


# --- access ---

_NEW_PASSWORD = "a-quite-new-passphrase"


def _account(world: World) -> dict[str, Any]:
    return {"pk": world.new_hand.pk}


def _close_it(world: World) -> None:
    Account.objects.filter(pk=world.new_hand.pk).update(is_active=False)


_ACCOUNT_STATES = {"open": _as_built, "closed": _close_it}


# --- one line per route ---

CASES: dict[str, Case] = {
    # config
    "set_language": Case(methods=("POST",), body=lambda w: {"language": "en"}),
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
    "journal:entries": Case(),
    # doorstep: without a login there is no session a foreign page could borrow
    "doorstep:emergency": Case(methods=("GET", "POST"), body=lambda w: {"words": "电梯困人"}, answers=(200,), needs_token=False),
    # stream: the walker asks over WSGI, where it refuses; tests/faces/stream asks over ASGI
    "stream:news": Case(answers=(409,)),
}
