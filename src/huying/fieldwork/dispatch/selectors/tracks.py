"""What dispatch knows of people beside their papers: promised spans, jobs today, earlier visits to this flat."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, time, timedelta

from django.db.models import Count, Q

from huying.fieldwork.dispatch.models import AssignmentMember
from huying.fieldwork.dispatch.rules import Stint, Track
from huying.fieldwork.dispatch.rules.scoring import OVERRUN
from huying.fieldwork.visits.models import Visit
from huying.groundwork.crews.rules import Hand, only_stay
from huying.groundwork.crews.selectors import point_of
from huying.kernel import clock
from huying.kernel.windows import Window


def day_of(at: datetime) -> Window:
    """The calendar day in Shanghai that `at` lies in."""
    start = datetime.combine(clock.local(at).date(), time(), tzinfo=clock.SHANGHAI)
    return Window(start, start + timedelta(days=1))


def hands_of(visit: Visit) -> tuple[Hand, ...]:
    """One entry per pair of hands the visit names."""
    return tuple(Hand(n.trade, n.grade, n.permit) for n in visit.needs.all() for _ in range(n.count))


def is_stay_only(visit: Visit) -> bool:
    """Whether ours may only soothe and stay there."""
    return only_stay(hand.trade for hand in hands_of(visit))


def _span_still(member: AssignmentMember, at: datetime) -> Window:
    """An active job is not over because its planned end has passed."""
    if member.starts <= at and member.ends < at + OVERRUN:
        return Window(member.starts, at + OVERRUN)
    return Window(member.starts, member.ends)


def tracks(visit: Visit, *, at: datetime) -> dict[int, Track]:
    """For everybody who has any: what he has promised, done today, and done in this flat. Two queries."""
    day = day_of(at)
    rows = (
        AssignmentMember.objects.filter(Q(is_active=True) | Q(starts__gte=day.start, assignment__state="ended"))
        .exclude(assignment__visit=visit, is_active=True)
        .select_related("assignment__visit__place__parent")
    )
    stints: dict[int, list[Stint]] = defaultdict(list)
    jobs: dict[int, int] = defaultdict(int)
    for row in rows:
        if row.is_active:
            stints[row.technician_id].append(Stint(_span_still(row, at), point_of(row.assignment.visit.place)))
        if day.start <= row.starts < day.end:
            jobs[row.technician_id] += 1
    known = times_there(visit)
    people = {*stints, *jobs, *known, *([visit.preferred_id] if visit.preferred_id else [])}
    return {
        who: Track(tuple(stints.get(who, ())), jobs.get(who, 0), known.get(who, 0), who == visit.preferred_id)
        for who in people
    }


def times_there(visit: Visit) -> dict[int, int]:
    """How often each technician has finished work behind this door."""
    here = Q(pk__in=[])
    if visit.household_id:
        here |= Q(assignment__visit__household=visit.household_id)
    if visit.place_id and visit.place.kind in ("room", "spot"):
        here |= Q(assignment__visit__place=visit.place_id)
    counted = (
        AssignmentMember.objects.filter(here, assignment__state="ended").exclude(assignment__visit=visit)
        .values("technician").annotate(times=Count("assignment__visit", distinct=True))
    )
    return {row["technician"]: row["times"] for row in counted}
