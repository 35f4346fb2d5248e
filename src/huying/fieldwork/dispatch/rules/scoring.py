"""Who fits best, counted in minutes so that every reason can be weighed by somebody who knows the streets.

A candidate's score is the minutes until he is at the door, plus what else it costs, minus what else it saves.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from huying.groundwork.crews.rules import Hand, Worker, lacks
from huying.kernel.geo import Point, dist_m, travel_s
from huying.kernel.trades import LICENSED_FIRM_ONLY
from huying.kernel.windows import Window
from huying.kernel.words import gettext_noop as _

TRAVEL_UNKNOWN_S = 15 * 60
SEEN_COUNTS_FOR = timedelta(hours=2)
# An active job whose planned end has passed goes on at least this long.
OVERRUN = timedelta(minutes=10)

REASONS: dict[str, str] = {
    "skill": _("%(trade)s, %(grade)s"),
    "permit": _("%(permit)s until %(day)s"),
    "stay": _("goes to soothe and stay, touches nothing"),
    "free_now": _("free now"),
    "free_at": _("free from %(at)s"),
    "near": _("%(km)s km, %(minutes)s min away"),
    "where_unknown": _("position unknown, %(minutes)s min assumed"),
    "knows": _("has been in this flat before: %(times)s"),
    "preferred": _("asked for by name"),
    "load_none": _("no job yet today"),
    "load": _("jobs today: %(jobs)s"),
    "spare": _("higher grade than needed: better kept for harder work"),
    "on_break": _("on a break"),
    "not_reported": _("on the roster, has not reported for duty"),
    "overtime": _("would end %(minutes)s min after his shift"),
    "late": _("would be %(minutes)s min after the promised time"),
}


@dataclass(frozen=True)
class Weights:
    """What things are worth in minutes: a house's custom, to be changed by the customer, not a law."""

    per_job: float = 6
    knows: float = -15
    preferred: float = -30
    per_spare_grade: float = 8
    on_break: float = 15
    not_reported: float = 10
    overtime: float = 1  # per minute
    late: float = 2  # per minute


@dataclass(frozen=True)
class Job:
    """A visit as scoring sees it."""

    at: datetime  # the present
    minutes: int
    hands: tuple[Hand, ...]
    size: int
    due: datetime
    opens: datetime | None = None  # nobody is to stand at the door before
    point: Point | None = None
    is_emergency: bool = False
    mode: str = "bike"

    @property
    def when(self) -> datetime:
        return max(self.at, self.opens or self.at)


@dataclass(frozen=True, order=True)
class Stint:
    """A span already promised, and where it leaves him."""

    window: Window
    point: Point | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Track:
    """What is known of somebody beside his papers: promised spans, jobs today, earlier visits to this flat."""

    stints: tuple[Stint, ...] = ()
    jobs: int = 0
    times_here: int = 0
    is_preferred: bool = False


@dataclass(frozen=True)
class Start:
    """When he could set out, be there, and be through."""

    starts: datetime
    arrives: datetime
    ends: datetime
    travel_s: int
    dist_m: float | None


@dataclass(frozen=True)
class Reason:
    code: str
    minutes: float = 0
    facts: dict[str, Any] = field(default_factory=dict)


def origin(worker: Worker, at: datetime) -> Point | None:
    """Where he is, as far as we know: seen of late, else his base."""
    if worker.seen and worker.seen_at and at - worker.seen_at <= SEEN_COUNTS_FOR:
        return worker.seen
    return worker.base or worker.seen


def _start(job: Job, free: datetime, here: Point | None) -> Start:
    travel, away = TRAVEL_UNKNOWN_S, None
    if here is not None and job.point is not None:
        travel, away = travel_s(here, job.point, mode=job.mode), dist_m(here, job.point)
    starts = max(free, (job.opens or free) - timedelta(seconds=travel))
    arrives = starts + timedelta(seconds=travel)
    return Start(starts, arrives, arrives + timedelta(minutes=job.minutes), travel, away)


def earliest(job: Job, worker: Worker, track: Track) -> Start | None:
    """Return the first time he could do the job between what he has promised, within his shift; None: never in it."""
    shift = worker.on_shift(job.when)
    if shift is None:
        return None
    free, here = max(job.at, shift.start), origin(worker, job.at)
    away = [Stint(leave) for leave in worker.leaves]
    for stint in sorted([*track.stints, *away]):
        if stint.window.end <= free:
            here = stint.point or here
            continue
        start = _start(job, free, here)
        if start.ends <= stint.window.start:
            return start
        free, here = stint.window.end, stint.point or here
    start = _start(job, free, here)
    return start if start.starts < shift.end else None


def _minutes(span: timedelta) -> float:
    return span.total_seconds() / 60


def score(
    job: Job, worker: Worker, track: Track, start: Start, *, day: date, weights: Weights = Weights()
) -> tuple[float, tuple[Reason, ...]]:
    """Return the cost in minutes (least is best) and the reasons that add up to it."""
    reasons = [*_papers(job, worker, day), *_way(job, start), *_person(job, worker, track, weights)]
    shift = worker.on_shift(job.when)
    if shift and start.ends > shift.end:
        over = _minutes(start.ends - shift.end)
        reasons.append(Reason("overtime", over * weights.overtime, {"minutes": round(over)}))
    if start.arrives > job.due:
        late = _minutes(start.arrives - job.due)
        reasons.append(Reason("late", late * weights.late, {"minutes": round(late)}))
    return sum(r.minutes for r in reasons), tuple(reasons)


def _way(job: Job, start: Start) -> list[Reason]:
    travel = timedelta(seconds=start.travel_s)
    wait = start.arrives - job.when - travel if not job.opens or job.opens <= job.at else start.arrives - job.opens
    wait = max(wait, timedelta(0))
    free = Reason("free_at", _minutes(wait), {"at": start.starts}) if wait > timedelta(minutes=1) else Reason("free_now", _minutes(wait))
    minutes = _minutes(travel)
    if start.dist_m is None:
        return [free, Reason("where_unknown", minutes, {"minutes": round(minutes)})]
    return [free, Reason("near", minutes, {"km": f"{start.dist_m / 1000:.1f}", "minutes": max(1, round(minutes))})]


def _person(job: Job, worker: Worker, track: Track, weights: Weights) -> list[Reason]:
    reasons = []
    if track.is_preferred:
        reasons.append(Reason("preferred", weights.preferred))
    if track.times_here:
        reasons.append(Reason("knows", weights.knows, {"times": track.times_here}))
    load = Reason("load", weights.per_job * track.jobs, {"jobs": track.jobs}) if track.jobs else Reason("load_none")
    reasons.append(load)
    if worker.presence == "on_break":
        reasons.append(Reason("on_break", weights.on_break))
    if worker.presence == "off" and job.when == job.at:
        reasons.append(Reason("not_reported", weights.not_reported))
    spare = _spare_grades(job, worker)
    if spare and not job.is_emergency:
        reasons.append(Reason("spare", spare * weights.per_spare_grade))
    return reasons


def _spare_grades(job: Job, worker: Worker) -> int:
    """How far his grade lies above both what is asked and the common 4; grades a crew's lead needs are counted there."""
    if worker.grade is None or job.size > 1:
        return 0
    asked = min((hand.grade or 4 for hand in job.hands), default=4)
    return max(0, min(asked, 4) - worker.grade)


def _papers(job: Job, worker: Worker, day: date) -> list[Reason]:
    if any(hand.trade in LICENSED_FIRM_ONLY for hand in job.hands):
        return [Reason("stay")]
    reasons = {}
    for hand in job.hands:
        if lacks(hand, worker.papers, day=day) or hand.trade not in worker.papers.trades:
            continue
        reasons["trade", hand.trade] = Reason("skill", 0, {"trade": hand.trade, "grade": worker.papers.trades[hand.trade]})
        if hand.permit:
            reasons["permit", hand.permit] = Reason(
                "permit", 0, {"permit": hand.permit, "day": worker.papers.permits[hand.permit]}
            )
    return list(reasons.values())
