"""Paper for those without a smartphone: which slips, in which order, and reading back what was written on them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from django.db import transaction
from django.db.models import Count, Q, QuerySet

from huying.casework.intake.models import Request, RequestVisit
from huying.casework.intake.selectors import request_of_visit
from huying.fieldwork.dispatch.models import AssignmentMember
from huying.fieldwork.visits import rules as visit_rules
from huying.fieldwork.visits import services as visits
from huying.fieldwork.visits.models import Visit
from huying.groundwork.access.models import Account
from huying.groundwork.crews.models import Technician
from huying.groundwork.crews.selectors import point_of
from huying.kernel import clock
from huying.kernel.errors import BadInput, NotNow
from huying.kernel.geo import Point, dist_m
from huying.kernel.text import fold
from huying.kernel.words import gettext_noop as _


@dataclass(frozen=True)
class Slip:
    """One sheet: the visit, its place in the route, and the receipt for the part the resident keeps."""

    visit: Visit
    technician: Technician | None
    step: int
    steps: int
    request: Request | None


def with_jobs_on(day: date) -> QuerySet[Technician]:
    """Those with a job that day and how many; without a smartphone first."""
    start, end = clock.day_span(day)
    jobs = Q(memberships__is_active=True, memberships__starts__gte=start, memberships__starts__lt=end)
    return Technician.objects.annotate(jobs=Count("memberships", filter=jobs)).filter(jobs__gt=0).order_by("has_smartphone", "number")


def in_route_order(members: Iterable[AssignmentMember]) -> list[AssignmentMember]:
    """By the planned start; of several with the same start, the nearest to the last stop next."""
    left, route, here = sorted(members, key=lambda m: (m.starts, m.pk)), list[AssignmentMember](), None
    while left:
        together = [m for m in left if m.starts == left[0].starts]
        following = min(together, key=lambda m: _dist(here, m))
        left.remove(following)
        route.append(following)
        here = point_of(following.assignment.visit.place) or here
    return route


def _dist(here: Point | None, member: AssignmentMember) -> float:
    there = point_of(member.assignment.visit.place)
    return dist_m(here, there) if here and there else 0.0


def slips_of(technician: Technician, day: date) -> list[Slip]:
    start, end = clock.day_span(day)
    members = AssignmentMember.objects.filter(technician=technician, is_active=True, starts__gte=start, starts__lt=end)
    members = members.select_related("assignment__visit__place__parent").prefetch_related("assignment__visit__equipment_needs")
    route = in_route_order(members)
    links = RequestVisit.objects.filter(visit__in=[m.assignment.visit_id for m in route]).select_related("request")
    asked = {link.visit_id: link.request for link in links}
    return [Slip(m.assignment.visit, technician, n, len(route), asked.get(m.assignment.visit_id)) for n, m in enumerate(route, start=1)]


def slip_of(visit: Visit) -> Slip:
    return Slip(visit, None, 1, 1, request_of_visit(visit))


# Reading back


def read_time(text: str, *, day: date, field: str) -> datetime | None:
    """Return the moment a slip says: “14:05”, “1405”, “9.30”, “９：３０”; None where nothing is written."""
    bare = fold(text).replace("点", ":").replace("时", ":").replace("分", "").replace(".", ":").replace(" ", "")
    if not bare:
        return None
    hours, colon, minutes = bare.partition(":")
    if not colon:
        hours, minutes = bare[:-2], bare[-2:]
    if hours.isascii() and hours.isdigit() and minutes.isascii() and (minutes or "0").isdigit() and int(hours) < 24 and int(minutes or 0) < 60:
        return clock.day_span(day)[0].replace(hour=int(hours), minute=int(minutes or 0))
    raise BadInput(_("“%(text)s” is no time of day. Write it like 14:05 or 1405."), field=field, text=text[:20])


_UNITS = "个|只|米|根|条|卷|包|套|张|块|片|瓶|桶|罐|支|对|副|把|盒|箱|袋|节|颗|件|台|圈|捆|公斤|千克|斤|升|平方米|平方|平米"
_ENDING = re.compile(rf"(?P<name>.+?)(?:\s*[×*]\s*|\s+[xX]\s*|\s+)(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>{_UNITS}|m|kg)?")
# Written together it counts as a quantity only with a unit: “DN20” is a size.
_TOGETHER = re.compile(rf"(?P<name>.*[^\d.\s+-])(?P<number>\d+(?:\.\d+)?)(?P<unit>{_UNITS})")
NO_QUANTITY = _("Materials, line %(line)d, “%(text)s”: the quantity cannot be read. Write the name, a space, then a number from 0.01 to 9999, like “角阀 2个”. "
                "A size or part number belongs to the name.")


def read_material(text: str, *, line: int) -> tuple[str, Decimal, str]:
    """Return name, quantity and unit of one written line; without any number it is one of them."""
    bare = " ".join(unicodedata.normalize("NFKC", text).split())
    if found := _ENDING.fullmatch(bare) or _TOGETHER.fullmatch(bare):
        quantity = Decimal(found["number"])
        if visit_rules.is_quantity(quantity):
            return found["name"].strip()[:80], quantity, found["unit"] or ""
    elif not _looks_like_a_number(bare):
        return bare[:80], Decimal(1), ""
    raise BadInput(NO_QUANTITY, field="materials", line=line, text=text[:40])


def _looks_like_a_number(bare: str) -> bool:
    """Whether the last word was probably meant as one: “NaN”, “1E9”, “-2”, “20mm”."""
    _name, space, last = bare.rpartition(" ")
    if space and (last[0].isdigit() or last[0] in "+-.×"):
        return True
    try:
        Decimal(last)
    except InvalidOperation:
        return False
    return True


@dataclass(frozen=True)
class Keyed:
    """What somebody wrote on a slip, as the desk reads it."""

    arrived: datetime | None
    finished: datetime | None
    was_home: bool = True
    is_fixed: bool = True
    work_done: str = ""
    materials: tuple[tuple[str, Decimal, str], ...] = ()  # name, quantity, unit
    signer: str = ""


@transaction.atomic
def key_slip(visit: Visit, keyed: Keyed, *, by: Account) -> Visit:
    """Report in the technician's stead, step by step, through the services he would have used."""
    if visit.state == "ordered":
        raise NotNow(_("Nobody is assigned to visit %(number)s. First say at dispatch who went, then key the slip in."), number=visit.number)
    is_news = keyed.signer or keyed.materials if visit.state == "finished" else visit.state in visit_rules.OPEN
    if not is_news:
        raise NotNow(_("Visit %(number)s is over already; this slip adds nothing. Look at its request first."), number=visit.number)
    if keyed.arrived and keyed.finished and keyed.finished < keyed.arrived:
        raise BadInput(_("The slip says it was finished before he arrived. Compare the two times."), field="finished")
    arrived, finished = _claim(keyed.arrived), _claim(keyed.finished)
    if visit_rules.VISIT.allows(visit.state, "arrive"):
        visit = visits.arrive(visit, by=by, claim=arrived)
    elif visit_rules.VISIT.allows(visit.state, "resume"):
        visit = visits.resume(visit, by=by)
    if not keyed.was_home:
        return visits.miss(visit, by=by, note=keyed.work_done, claim=finished or arrived)
    for name, quantity, unit in keyed.materials:
        visits.add_material(visit, visits.Used(quantity, name=name, unit=unit), by=by)
    if visit_rules.VISIT.allows(visit.state, "finish"):
        visit = visits.finish(visit, by=by, work_done=keyed.work_done, is_fixed=keyed.is_fixed, claim=finished)
    if keyed.signer:
        visit = visits.sign_off(visit, visits.Signing("paper", keyed.signer), by=by, claim=finished).visit
    return visit


def _claim(at: datetime | None) -> visits.Claim | None:
    return visits.Claim(at, is_paper=True) if at else None


def is_doubtful(visit: Visit, keyed: Keyed) -> bool:
    """Whether a written time cannot be true, so that the server's was noted instead."""
    now = clock.now()
    written = [at for at in (keyed.arrived, keyed.finished) if at]
    return any(not visit_rules.is_plausible(at, ordered_at=visit.ordered_at, now=now) for at in written)
