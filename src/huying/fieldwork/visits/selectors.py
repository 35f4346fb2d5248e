"""Questions about visits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Q, Sum

from huying.groundwork.access import rules as access
from huying.groundwork.access.models import Account
from huying.groundwork.journal.models import Entry
from huying.groundwork.people.models import Person, PersonRole
from huying.groundwork.prices import selectors as prices
from huying.groundwork.prices.models import PriceItem
from huying.kernel import clock, ids

from . import rules
from .models import Photo, SignOff, Visit


@dataclass(frozen=True)
class CrewThere:
    """Those on a visit, by their logins, and whether they have said yes."""

    accounts: frozenset[int] = frozenset()
    has_accepted: bool = False


def crew_there(visit: Visit) -> CrewThere:
    """The crew that is on the visit, or was when it ended.

    Read through the reverse name of dispatch's rows: who is on a visit has one truth, and it lives a floor above.
    """
    states = ("offered", "accepted") if visit.state in rules.OPEN else ("offered", "accepted", "ended", "called_off")
    last = visit.assignments.filter(state__in=states).order_by("-is_active", "-made_at").first()
    if last is None:
        return CrewThere()
    accounts = last.members.exclude(technician__account=None).values_list("technician__account_id", flat=True)
    return CrewThere(frozenset(accounts), last.state != "offered")


def is_at_desk(account: Account) -> bool:
    return bool(access.DESK & account.roles)


def may_act(visit: Visit, account: Account, crew: CrewThere) -> bool:
    """The crew that has accepted; or the desk, for somebody who rang in or handed in a slip."""
    return (crew.has_accepted and account.pk in crew.accounts) or is_at_desk(account)


def _years_before(day: date, years: int) -> date:
    return day.replace(year=day.year - years, day=28 if (day.month, day.day) == (2, 29) else day.day)


def is_home_of_old(visit: Visit) -> bool:
    """Whether somebody old lives here. Only the price knows why: the answer is never shown as such."""
    if visit.place_id is None and visit.household_id is None:
        return False
    born_by = _years_before(clock.local(clock.now()).date(), rules.FREE_FROM_AGE)
    here = Q(household=visit.household_id) if visit.household_id else Q(household__place=visit.place_id)
    old = Q(born__lte=born_by) | Q(roles__role=PersonRole.Role.ELDER)
    return Person.objects.filter(here & old, is_deceased=False).exists()


def asked_at(visit: Visit, item: PriceItem | None, quantity: Decimal = Decimal(1)) -> rules.Asked:
    """What rules.rule_extra needs to know of an extra at this door."""
    if item is None:
        return rules.Asked(trade=None)
    return rules.Asked(
        trade=item.trade, payer=item.payer, is_small=item.is_small, minutes=float(item.minutes * quantity),
        list_fen=prices.quote(item, quantity).total_fen, is_for_old=is_home_of_old(visit),
    )


def history_of(visit: Visit, *, most: int = 5) -> list[Visit]:
    """What was done in this flat before, the latest first."""
    if visit.place_id is None:
        return []
    done = Visit.objects.filter(place=visit.place_id, state__in=("finished", "signed_off"), ended_at__isnull=False)
    return list(done.exclude(pk=visit.pk).order_by("-ended_at")[:most])


def visit_by_number(number: str) -> Visit | None:
    """The visit of a slip, however its number was typed."""
    printed = ids.read_receipt(number)
    return Visit.objects.filter(number=printed).select_related("place").first() if printed else None


def bill_fen(visit: Visit) -> int:
    """What the resident pays today: materials and extras."""
    materials = visit.materials.aggregate(total=Sum("amount_fen"))["total"] or 0
    return materials + (visit.extras.aggregate(total=Sum("amount_fen"))["total"] or 0)


def has_opened(visit: Visit, account: Account, *, since: datetime) -> bool:
    """Whether he has had the job before him since it became his."""
    opened = Entry.objects.filter(kind="visit", subject=str(visit.pk), verb="visit_opened", actor=account, at__gte=since)
    return opened.exists()


def photo_for(account: Account, pk: UUID) -> Photo | None:
    """A photo, for those who may see it: the crew that is or was there, and the desk."""
    photo = Photo.objects.filter(pk=pk).select_related("visit").first()
    if photo is None:
        return None
    return photo if is_reader(account) or account.pk in crew_there(photo.visit).accounts else None


def drawing_for(account: Account, number: str) -> SignOff | None:
    """A signature, for the desk's eyes."""
    sign = SignOff.objects.filter(visit__number=ids.read_receipt(number) or "").exclude(drawing_sha256="").first()
    return sign if sign and is_reader(account) else None


def is_reader(account: Account) -> bool:
    return bool(access.DESK_READERS & account.roles)
