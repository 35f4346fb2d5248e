"""Who should go: everybody ranked with reasons, the refused with the rule that stops each, a crew, and pumps."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from huying.fieldwork.dispatch import rules
from huying.fieldwork.dispatch.rules.crewing import Slot
from huying.fieldwork.visits.models import EquipmentNeed, Visit
from huying.groundwork.crews.rules import EQUIPMENT_KINDS, USABLE, Hand, Worker, only_stay
from huying.groundwork.crews.selectors import Piece, pieces, point_of, workers
from huying.kernel import clock
from huying.kernel.geo import Point, dist_m
from huying.kernel.windows import Window

from .tracks import hands_of, tracks

HORIZON = timedelta(hours=36)  # so that tomorrow's shift can be named to whoever asks tonight
TOGETHER_ROUNDS = 8


@dataclass(frozen=True)
class Candidate:
    worker: Worker
    start: rules.Start
    cost: float
    reasons: tuple[rules.Reason, ...]


@dataclass(frozen=True)
class Refusal:
    worker: Worker
    stops: tuple[rules.Stop, ...]


@dataclass(frozen=True)
class CrewProposal:
    """People who cover the work together and can stand there at the same time; the lead first."""

    members: tuple[Candidate, ...]
    slots: tuple[Slot, ...]
    has_senior: bool

    @property
    def span(self) -> Window:
        return Window(min(c.start.starts for c in self.members), max(c.start.ends for c in self.members))


@dataclass(frozen=True)
class KindProposal:
    """What the work needs of one kind of equipment: `chosen` is proposed, `others` could go instead."""

    kind: str
    count: int
    chosen: tuple[Piece, ...]
    others: tuple[Piece, ...]

    @property
    def kind_word(self) -> str:
        return EQUIPMENT_KINDS[self.kind]

    @property
    def missing(self) -> int:
        return self.count - len(self.chosen)


@dataclass(frozen=True)
class Candidates:
    visit: Visit
    at: datetime
    size: int
    hands: tuple[Hand, ...]
    is_stay_only: bool
    ranked: tuple[Candidate, ...]
    refused: tuple[Refusal, ...]
    crew: CrewProposal | None
    equipment: tuple[KindProposal, ...]


def size_of(visit: Visit, hands: tuple[Hand, ...]) -> int:
    """At least what was ordered, and nobody can be the same hand twice."""
    return max([visit.crew_size, *Counter(hands).values()])


def job_of(visit: Visit, hands: tuple[Hand, ...], *, at: datetime, mode: str = "bike") -> rules.Job:
    return rules.Job(
        at=at, minutes=visit.minutes, hands=hands, size=size_of(visit, hands), due=visit.due_at, opens=visit.window_start,
        point=point_of(visit.place), is_emergency=visit.is_emergency, mode=mode,
    )


def candidates(visit: Visit, *, at: datetime) -> Candidates:
    """Rank everybody for `visit`. A constant number of queries, whatever the number of technicians."""
    visit = Visit.objects.select_related("place__parent").prefetch_related("needs", "equipment_needs").get(pk=visit.pk)
    hands, wanted = hands_of(visit), list(visit.equipment_needs.all())
    job = job_of(visit, hands, at=at, mode="van" if wanted else "bike")
    track, day = tracks(visit, at=at), clock.local(job.when).date()
    ranked: list[Candidate] = []
    refused: list[Refusal] = []
    for worker in workers(Window(at - timedelta(hours=12), job.when + HORIZON)):
        found = _judge(job, worker, track.get(worker.id, rules.Track()), day=day)
        (ranked if isinstance(found, Candidate) else refused).append(found)  # type: ignore[arg-type]
    ranked.sort(key=lambda c: (c.cost, c.worker.number))
    refused.sort(key=lambda r: (len(r.stops), r.stops[0].code, r.worker.number))
    crew = _crew(job, ranked, track, day=day) if job.size > 1 else None
    span = crew.span if crew else _span(ranked[0].start) if ranked else Window(job.when, job.when + timedelta(minutes=visit.minutes))
    return Candidates(
        visit, at, job.size, hands, only_stay(h.trade for h in hands), tuple(ranked), tuple(refused), crew,
        tuple(_equipment(wanted, job.point, span)),
    )


def _span(start: rules.Start) -> Window:
    return Window(start.starts, start.ends)


def _judge(job: rules.Job, worker: Worker, track: rules.Track, *, day: date) -> Candidate | Refusal:
    if stops := rules.stops(job.hands, job.size, worker, at=job.when, day=day):
        return Refusal(worker, stops)
    start = rules.earliest(job, worker, track)
    if start is None:
        shift = worker.on_shift(job.when)
        return Refusal(worker, (rules.Stop("no_time", {"until": shift.end if shift else None}),))
    cost, reasons = rules.score(job, worker, track, start, day=day)
    return Candidate(worker, start, cost, reasons)


def _crew(job: rules.Job, ranked: list[Candidate], track: dict[int, rules.Track], *, day: date) -> CrewProposal | None:
    bids = [rules.Bid(c.worker.id, c.worker.papers, c.worker.grade, c.cost) for c in ranked]
    best = rules.best_crew(bids, job.hands, job.size, day=day)
    if best is None:
        return None
    by_id = {c.worker.id: c for c in ranked}
    members = tuple(by_id[who] for who in best.people)
    members = _together(job, members, track)
    return CrewProposal(members, best.slots, best.has_senior) if members else None


def _together(job: rules.Job, members: tuple[Candidate, ...], track: dict[int, rules.Track]) -> tuple[Candidate, ...]:
    """Let all stand at the door at the same time: push the hour back until nobody is still elsewhere."""
    for _ in range(TOGETHER_ROUNDS):
        opens = max(c.start.arrives for c in members)
        if all(c.start.arrives == opens for c in members):
            return members
        later = replace(job, opens=opens)
        found = [rules.earliest(later, c.worker, track.get(c.worker.id, rules.Track())) for c in members]
        if any(start is None for start in found):
            return ()
        members = tuple(replace(c, start=start) for c, start in zip(members, found, strict=True) if start)
    return ()


def _equipment(wanted: list[EquipmentNeed], here: Point | None, span: Window) -> list[KindProposal]:
    if not wanted:
        return []
    there = pieces(since=span.start, kinds=[need.kind for need in wanted])
    free = [p for p in there if p.condition in USABLE and not p.booked_in(span)]
    free.sort(key=lambda p: (p.condition != "ready", dist_m(p.point, here) if p.point and here else float("inf"), p.code))
    proposals = []
    for need in wanted:
        of_kind = [p for p in free if p.kind == need.kind]
        proposals.append(KindProposal(need.kind, need.count, tuple(of_kind[: need.count]), tuple(of_kind[need.count :])))
    return proposals
