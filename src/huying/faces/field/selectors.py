"""What a technician may see on his phone: today's own jobs, and of each what the work needs. Nothing of anybody's health."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Prefetch, Q, QuerySet

from huying.fieldwork.dispatch.models import Assignment, AssignmentMember, Offer
from huying.fieldwork.dispatch.selectors import open_offers_of, technician_of
from huying.fieldwork.visits import rules as visit_rules
from huying.fieldwork.visits import selectors as visits
from huying.fieldwork.visits.models import Visit
from huying.groundwork.access.models import Account
from huying.groundwork.crews.models import Booking
from huying.groundwork.crews.selectors import bookings_for
from huying.groundwork.journal.models import Entry
from huying.groundwork.people.models import Person
from huying.kernel import clock
from huying.kernel.dangers import DANGERS

from . import rules

# A job that ended before midnight is signed after it.
AFTERTHOUGHT = timedelta(hours=2)
UNDER_WAY = ("on_site", "paused", "on_the_way")


def _day_began() -> datetime:
    now = clock.now()
    return min(clock.local(now).replace(hour=0, minute=0, second=0, microsecond=0), now - AFTERTHOUGHT)


def visits_of(account: Account) -> QuerySet[Visit]:
    """The jobs he has, and those he ended today. Anything else does not exist for him."""
    mine = Q(assignments__members__technician__account=account)
    ended = Q(assignments__state="ended", state__in=("finished", "signed_off", "missed"), ended_at__gte=_day_began())
    return Visit.objects.filter(mine & (Q(assignments__is_active=True) | ended)).select_related("place").distinct()


@dataclass(frozen=True)
class Job:
    """One line of his day."""

    visit: Visit
    starts: datetime
    is_offered: bool
    is_today: bool


@dataclass(frozen=True)
class Day:
    now: Job | None
    later: list[Job]
    to_sign: list[Visit]
    offers: list[Offer]

    @property
    def visits(self) -> list[Visit]:
        """Every visit the page shows, by whatever line."""
        jobs = [*([self.now] if self.now else []), *self.later]
        return [*(job.visit for job in jobs), *self.to_sign, *(offer.visit for offer in self.offers)]


def _is_today(moment: datetime) -> bool:
    return clock.local(moment).date() <= clock.local(clock.now()).date()


def day_of(account: Account) -> Day:
    """His job now, his next ones, what is still to be signed, and what is held out to him."""
    technician = technician_of(account)
    if technician is None:
        return Day(None, [], [], [])
    members = AssignmentMember.objects.filter(technician=technician, is_active=True, assignment__is_active=True)
    rows = members.select_related("assignment__visit__place").order_by("starts")
    jobs = [
        Job(m.assignment.visit, m.starts, m.assignment.state == "offered", _is_today(m.starts)) for m in rows
    ]
    # What he has begun comes first; then emergencies; then by the clock.
    jobs.sort(key=lambda j: (j.visit.state not in UNDER_WAY, not j.visit.is_emergency, j.starts))
    to_sign = visits_of(account).filter(state="finished").order_by("ended_at")
    return Day(jobs[0] if jobs else None, jobs[1:], list(to_sign), list(open_offers_of(technician)))


@dataclass(frozen=True)
class Amended:
    """What the desk corrected since the job became his."""

    at: datetime
    what: tuple[str, ...]


@dataclass(frozen=True)
class Card:
    """One job with everything that is needed at the door."""

    visit: Visit
    assignment: Assignment | None
    is_offered: bool
    is_lead: bool
    is_today: bool
    dangers: list[tuple[str, str]]
    amended: Amended | None
    crew: list[AssignmentMember]
    bring: list[Booking]
    history: list[Visit]
    steps: tuple[rules.Step, ...]
    reports: tuple[rules.Step, ...]
    bill_fen: int


def card_of(visit: Visit, account: Account) -> Card:
    assignment = _assignment_of(visit, account)
    crew = list(assignment.members.all()) if assignment else []
    is_offered = assignment is not None and assignment.state == "offered"
    is_lead = assignment is not None and assignment.lead.account_id == account.pk
    steps = (rules.ANSWERS if is_lead else ()) if is_offered else rules.steps_of(visit.state)
    extras, materials = visit.extras.all(), visit.materials.all()
    return Card(
        visit=visit, assignment=assignment, is_offered=is_offered, is_lead=is_lead,
        is_today=assignment is not None and _is_today(assignment.starts),
        dangers=[(DANGERS[code], rules.ADVICE.get(code, "")) for code in visit.dangers if code in DANGERS],
        amended=_amended(visit, since=assignment.made_at) if assignment else None,
        crew=crew if len(crew) > 1 else [], bring=list(bookings_for(visit.pk)), history=visits.history_of(visit),
        steps=steps, reports=() if is_offered else rules.reports_of(visit.state),
        bill_fen=sum(e.amount_fen for e in extras) + sum(m.amount_fen for m in materials),
    )


def _amended(visit: Visit, *, since: datetime) -> Amended | None:
    last = Entry.objects.filter(kind="visit", subject=str(visit.pk), verb="visit_amend", at__gte=since).order_by("-id").first()
    return Amended(last.at, tuple(visit_rules.AMENDABLE[name] for name in last.facts["changed"])) if last else None


def with_details(found: QuerySet[Visit]) -> QuerySet[Visit]:
    return found.prefetch_related("needs", "equipment_needs", "materials", "extras", "photos")


def _assignment_of(visit: Visit, account: Account) -> Assignment | None:
    members = Prefetch("members", AssignmentMember.objects.select_related("technician").order_by("role", "pk"))
    mine = Assignment.objects.filter(visit=visit, members__technician__account=account, state__in=("offered", "accepted", "ended"))
    return mine.select_related("lead").prefetch_related(members).order_by("-is_active", "-made_at").first()


def people_at(found: Sequence[Visit]) -> list[Person]:
    """Whom the page shows by name and address: looks at the sensitive ones are recorded."""
    households = {v.household_id for v in found if v.household_id}
    return list(Person.objects.filter(household__in=households, is_sensitive=True))
