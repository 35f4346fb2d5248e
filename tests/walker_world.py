"""The people and things the walker meets: one of everything."""

from __future__ import annotations

from datetime import timedelta
from functools import cached_property
from io import BytesIO

from django.db import transaction
from PIL import Image

from huying.casework.intake.models import Call, Incident, Likeness, Request, RequestVisit
from huying.fieldwork.dispatch.models import Assignment, AssignmentMember, Offer
from huying.fieldwork.visits import services as visits
from huying.fieldwork.visits.models import Photo, SignOff, Visit
from huying.fieldwork.visits.services import vault
from huying.groundwork.access.models import Account
from huying.groundwork.access.rules import ROLES
from huying.groundwork.batches import services as batches
from huying.groundwork.batches.models import Batch
from huying.groundwork.crews.models import Equipment, Technician
from huying.groundwork.journal import services as journal
from huying.groundwork.journal.models import Entry
from huying.groundwork.people.models import Household, Person, Phone
from huying.groundwork.places.models import ParkedAddress, Place
from huying.groundwork.prices.models import PriceItem, PriceList
from huying.kernel import ids

from .cast import MORNING, new_account, new_place, new_technician


def _small_photo() -> bytes:
    out = BytesIO()
    Image.new("RGB", (8, 8)).save(out, "JPEG")
    return out.getvalue()


# What gives the World's sensitive person away on a page.
SENSITIVE = ("周阿婆", "19900000301")


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
    def batch(self) -> Batch:
        """A list of residents with her on it, whom we know already."""
        data = f"地址,姓名,电话\n{self.person.household.place.label},周阿婆,19900000301\n".encode()
        return batches.check_file("households", filename="住户.csv", data=data, by=None)

    @cached_property
    def likeness(self) -> Likeness:
        other = Request.objects.create(
            id=ids.new_id(MORNING), receipt=ids.new_receipt(), call=self.request.call, title="漏水", words="周阿婆家漏水",
            received_at=MORNING, due_at=MORNING + timedelta(hours=4),
        )
        return Likeness.objects.create(earlier=self.request, later=other, score=0.8, reasons=["都在12号"])

    @cached_property
    def entry(self) -> Entry:
        """What the journal says of `request`."""
        with transaction.atomic():
            return journal.write(
                "suspicion_noted", kind="visit", subject="1", by=None, thread=self.request.pk, words="周阿婆的电表在转"
            )

    @cached_property
    def photo(self) -> Photo:
        kept = visits.keep_photo(_small_photo())
        return Photo.objects.create(
            id=ids.new_id(MORNING), visit=self.visit, moment="before", sha256=kept.sha256, width=kept.width, height=kept.height,
            bytes=kept.bytes, added_by=self.accounts["technician"], added_at=MORNING,
        )

    @cached_property
    def sign_off(self) -> SignOff:
        drawing = vault.keep(b"a drawing", ".png")
        return SignOff.objects.create(
            visit=self.visit, way="glass", signer="周", drawing_sha256=drawing, taken_by=self.accounts["technician"], signed_at=MORNING
        )

    @cached_property
    def pump(self) -> Equipment:
        return Equipment.objects.create(code="P01", kind="pump", name="潜水泵", home=self.compound, place=self.compound)

    @cached_property
    def price_item(self) -> PriceItem:
        prices = PriceList.objects.create(name="2026", published_on=MORNING.date(), valid_from=MORNING.date())
        return PriceItem.objects.create(
            price_list=prices, code="D01", name="更换日光灯管", trade="lighting", unit="根", method="hand", labour_fen=1500,
            material_fen=1500, method_fen=0, payer="owner", minutes=15, is_small=True,
        )

    @cached_property
    def offer(self) -> Offer:
        """Held out to `technician`, whose hands fit it."""
        now = MORNING
        visit = Visit.objects.create(
            id=ids.new_id(now), number=ids.new_receipt(), thread=self.request.pk, place=self.room, address="延吉二村12号301室",
            brief="换灯管", due_at=now + timedelta(hours=4), ordered_at=now,
        )
        return Offer.objects.create(visit=visit, technician=self.technician, made_by=self.accounts["dispatcher"], made_at=now)

    @cached_property
    def parked(self) -> ParkedAddress:
        return ParkedAddress.objects.create(key="老地方", raw="老地方", first_at=MORNING)

    @cached_property
    def other_request(self) -> Request:
        """Nobody's in particular, just come in."""
        call = Call.objects.create(id=ids.new_id(MORNING), channel="phone", words="路灯不亮", received_at=MORNING)
        return Request.objects.create(
            id=ids.new_id(MORNING), receipt=ids.new_receipt(), call=call, title="路灯不亮", words="路灯不亮",
            received_at=MORNING, due_at=MORNING + timedelta(hours=24),
        )

    @cached_property
    def incident(self) -> Incident:
        """An event `request` belongs to."""
        incident = Incident.objects.create(id=ids.new_id(MORNING), title="12号漏水", place=self.building, opened_at=MORNING)
        Request.objects.filter(pk=self.request.pk).update(incident=incident)
        return incident

    @cached_property
    def phone(self) -> Phone:
        return Phone.objects.create(person=self.person, number="19900000301", raw="199 0000 0301")

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
