"""The week's plan from a list: a row is one shift, or one leave, of one technician."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from huying.groundwork.access.models import Account
from huying.groundwork.batches.cells import NO, YES, Cells
from huying.groundwork.batches.services import Verdict
from huying.groundwork.batches.sheets import Column, SheetRow
from huying.kernel import clock
from huying.kernel.errors import BadInput, NotNow
from huying.kernel.text import fold
from huying.kernel.windows import Window
from huying.kernel.words import gettext_noop as _

from . import rules, services
from .models import Leave, Shift, Technician

COLUMNS = (
    Column("number", ("工号", "编号"), is_required=True),
    Column("day", ("日期", "班次日期"), is_required=True),
    Column("starts", ("从", "上班", "开始")),
    Column("ends", ("到", "下班", "结束")),
    Column("leave", ("请假", "请假原因", "原因")),
)
TAKEN = _("%(name)s already has another entry in this time (%(starts)s–%(ends)s). Remove that one on his page, or correct the row.")
_TIME = re.compile(r"(\d{1,2})(?:[:.点时](\d{2})?分?(?::\d{2})?)?|(\d{2})(\d{2})", re.ASCII)


@dataclass(frozen=True)
class PlanLine:
    """One row, understood. `leave` None: he works."""

    technician: Technician
    span: Window
    leave: str | None


def read_time(value: str, *, field: str) -> timedelta:
    """Return how long after midnight 8:00, 0800, 8点 or 24:00 is."""
    found = _TIME.fullmatch(fold(value))
    hour, minute = (int(found[1] or found[3]), int(found[2] or found[4] or 0)) if found else (99, 0)
    if hour * 60 + minute > 24 * 60 or minute > 59:
        raise BadInput(_("“%(value)s” is no time of day. Write for example 08:00."), field=field, value=value[:20])
    return timedelta(hours=hour, minutes=minute)


def read_plan_line(row: SheetRow) -> PlanLine:
    cells = Cells(row, COLUMNS)
    number, day = cells.text("number", most=20), cells.day("day")
    technician = Technician.objects.filter(number=number, is_active=True).first()
    if technician is None or day is None:
        raise BadInput(_("Nobody in service has the number “%(number)s”. Correct it, or bring in the technicians first."), field="number", number=number)
    leave = cells.text("leave", most=60)
    word = fold(leave)
    reason = None if word in NO else "" if word in YES else leave
    starts, ends = cells.text("starts", most=20), cells.text("ends", most=20)
    if bool(starts) != bool(ends) or (reason is None and not starts):
        raise BadInput(_("Write from when to when. Only a leave of the whole day may leave both empty."), field="ends" if starts else "starts")
    return PlanLine(technician, _span(day, starts or "0:00", ends or "24:00"), reason)


def _span(day: date, starts: str, ends: str) -> Window:
    start, end = read_time(starts, field="starts"), read_time(ends, field="ends")
    if end <= start:
        end += timedelta(days=1)  # a night shift ends on the morrow
    now = clock.now()
    if abs(day - clock.local(now).date()) > rules.PLANNED_WITHIN:
        raise BadInput(_("The day %(day)s is too far away. Check the year."), field="day", day=day.isoformat())
    midnight = datetime.combine(day, time(), tzinfo=clock.SHANGHAI)
    return rules.read_span(midnight + start, midnight + end, most=rules.SHIFT_MOST, now=now)


class ShiftsImporter:
    kind = "shifts"
    columns = COLUMNS

    def judge(self, row: SheetRow) -> Verdict:
        return self._verdict(read_plan_line(row))

    def _verdict(self, line: PlanLine) -> Verdict:
        model = Shift if line.leave is None else Leave
        other = model.objects.filter(technician=line.technician, starts__lt=line.span.end, ends__gt=line.span.start).first()
        if other is None:
            return Verdict("accepted")
        if (other.starts, other.ends) == (line.span.start, line.span.end):
            return Verdict("unchanged", kind="technician", subject=str(line.technician.pk))
        there = {name: f"{clock.local(at):%m-%d %H:%M}" for name, at in (("starts", other.starts), ("ends", other.ends))}
        return Verdict("parked", TAKEN, "starts", {"name": line.technician.name, **there})

    def take(self, row: SheetRow, *, by: Account | None) -> Verdict:
        line = read_plan_line(row)
        verdict = self._verdict(line)
        if verdict.outcome != "accepted":
            return verdict
        if line.leave is None:
            made = {"shift": services.add_shift(line.technician, line.span, by=by).pk}
        else:
            made = {"leave": services.add_leave(line.technician, line.span, reason=line.leave, by=by).pk}
        return Verdict("accepted", kind="technician", subject=str(line.technician.pk), undo=made)

    def undo(self, subject: str, undo: Mapping[str, Any], *, by: Account | None) -> None:
        technician = Technician.objects.filter(pk=subject).first()
        if technician is None:
            raise NotNow(_("The technician is not there any more."))
        # What somebody took out since needs no taking back.
        if Shift.objects.filter(pk=undo.get("shift"), technician=technician).exists():
            services.remove_shift(technician, undo["shift"], by=by)
        if Leave.objects.filter(pk=undo.get("leave"), technician=technician).exists():
            services.remove_leave(technician, undo["leave"], by=by)
