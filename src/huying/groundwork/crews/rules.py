"""What a technician may be sent to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from huying.kernel.errors import BadInput
from huying.kernel.geo import Point
from huying.kernel.trades import LICENSED_FIRM_ONLY, grade_suffices
from huying.kernel.windows import Window
from huying.kernel.words import gettext_noop as _

PRESENCE: dict[str, str] = {
    "off": _("off duty"),
    "on_duty": _("on duty"),
    "on_break": _("on a break"),
}
EQUIPMENT_KINDS: dict[str, str] = {
    "pump": _("drainage pump"),
    "ladder": _("ladder"),
    "drain_machine": _("drain cleaning machine"),
    "generator": _("generator"),
    "camera": _("pipe camera"),
}
CONDITIONS: dict[str, str] = {
    "ready": _("ready"),
    "needs_care": _("works, needs care"),
    "broken": _("broken"),
}
# A pump that works is sent, even one that needs care; a broken one stays at home.
USABLE = frozenset({"ready", "needs_care"})
# From this certificate on he may lead juniors: 高级工 and above.
SENIOR_GRADE = 3

SHIFT_MOST = timedelta(hours=24)
LEAVE_MOST = timedelta(days=366)
# Nobody plans further than a year; what lies beyond is a slip of the finger in the year.
PLANNED_WITHIN = timedelta(days=400)
PERMIT_WITHIN = timedelta(days=366 * 10)


@dataclass(frozen=True)
class Hand:
    """What one pair of hands in a crew must bring."""

    trade: str
    grade: int | None = None
    permit: str = ""


@dataclass(frozen=True)
class Papers:
    """What one technician can show: trades with the grade in each, permits with the last day each is valid."""

    trades: Mapping[str, int | None] = field(default_factory=dict)
    permits: Mapping[str, date] = field(default_factory=dict)


@dataclass(frozen=True)
class Worker:
    """A technician as dispatch sees him over one span of time."""

    id: int
    number: str
    name: str
    account_id: int | None
    phone: str
    grade: int | None
    years: int
    has_smartphone: bool
    presence: str
    base: Point | None
    seen: Point | None
    seen_at: datetime | None
    papers: Papers
    shifts: tuple[Window, ...]
    leaves: tuple[Window, ...]

    def on_shift(self, at: datetime) -> Window | None:
        return next((s for s in self.shifts if s.holds(at)), None)

    def on_leave(self, at: datetime) -> Window | None:
        return next((s for s in self.leaves if s.holds(at)), None)


def read_span(starts: datetime, ends: datetime, *, most: timedelta, now: datetime) -> Window:
    """Return the span of a shift or a leave somebody entered; BadInput where it cannot be meant."""
    if ends <= starts:
        raise BadInput(_("The end lies before the beginning. Correct one of the two."), field="ends")
    if ends - starts > most:
        raise BadInput(_("This is longer than %(hours)d hours. Correct the end, or enter it in parts."), field="ends", hours=most // timedelta(hours=1))
    require_near(starts, now=now)
    return Window(starts, ends)


def require_near(starts: datetime, *, now: datetime) -> None:
    if abs(starts - now) > PLANNED_WITHIN:
        raise BadInput(_("The day %(day)s is too far away. Check the year."), field="starts", day=starts.date().isoformat())


def permit_valid(expires_on: date | None, day: date) -> bool:
    """Whether a permit (None: he has none) holds on `day`; the day printed on it is its last."""
    return expires_on is not None and day <= expires_on


def is_senior(grade: int | None) -> bool:
    return grade_suffices(grade, SENIOR_GRADE)


def only_stay(trades: Iterable[str]) -> bool:
    """Whether the work belongs to a licensed firm: our people soothe, keep others away and stay, and touch nothing."""
    return bool(LICENSED_FIRM_ONLY.intersection(trades))


def lacks(hand: Hand, papers: Papers, *, day: date) -> tuple[str, ...]:
    """Return what keeps him from being this hand on `day`: of trade, grade, permit, expired. Empty: he may.

    Work of a licensed firm asks nothing of whoever only stays: anyone can soothe.
    """
    if hand.trade in LICENSED_FIRM_ONLY:
        return ()
    missing = []
    if hand.trade != "other" and hand.trade not in papers.trades:
        missing.append("trade")
    elif not grade_suffices(papers.trades.get(hand.trade), hand.grade):
        missing.append("grade")
    if hand.permit and not permit_valid(papers.permits.get(hand.permit), day):
        missing.append("expired" if hand.permit in papers.permits else "permit")
    return tuple(missing)
