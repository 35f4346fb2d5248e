"""People by hours, and where the pumps are: the same plan the ranked list is made from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from huying.fieldwork.dispatch.models import Assignment, AssignmentMember, Offer
from huying.fieldwork.dispatch.rules import live_state
from huying.fieldwork.visits.models import Visit
from huying.groundwork.crews.models import Booking
from huying.groundwork.crews.rules import CONDITIONS, Worker
from huying.groundwork.crews.selectors import Piece, pieces, workers
from huying.kernel.windows import Window

OVER = ("ended",)


@dataclass(frozen=True)
class Bar:
    """One person on one visit, as it is drawn."""

    visit: Visit
    window: Window
    role: str
    is_active: bool
    is_accepted: bool

    @property
    def promised(self) -> Window | None:
        if self.visit.window_start is None or self.visit.window_end is None:
            return None
        return Window(self.visit.window_start, self.visit.window_end)


@dataclass(frozen=True)
class BoardRow:
    worker: Worker
    live: str
    bars: tuple[Bar, ...]
    now: Bar | None
    next: Bar | None

    @property
    def is_there(self) -> bool:
        return self.live not in ("off", "leave") or bool(self.bars)


def _members(span: Window) -> Iterable[AssignmentMember]:
    return (
        AssignmentMember.objects.filter(Q(is_active=True) | Q(assignment__state__in=OVER), starts__lt=span.end)
        .filter(Q(ends__gt=span.start) | Q(is_active=True))
        .select_related("assignment__visit").order_by("starts")
    )


def _bar(member: AssignmentMember, at: datetime) -> Bar:
    # An active job goes on as long as it does, whatever was planned.
    ends = max(member.ends, at) if member.is_active and member.starts < at else member.ends
    accepted = member.assignment.state != "offered"
    return Bar(member.assignment.visit, Window(member.starts, ends), member.role, member.is_active, accepted)


def _row(worker: Worker, bars: list[Bar], offered: bool, at: datetime) -> BoardRow:
    active = [b for b in bars if b.is_active]
    under_way = [b for b in active if b.visit.state in ("on_the_way", "on_site", "paused")]
    now = under_way[0] if under_way else next((b for b in active if b.window.start <= at), None)
    later = [b for b in active if b is not now]
    shown = now or (later[0] if later and not later[0].is_accepted else None)
    live = live_state(
        presence=worker.presence, is_on_shift=bool(worker.on_shift(at)), is_on_leave=bool(worker.on_leave(at)),
        assignment_state="" if shown is None else "accepted" if shown.is_accepted else "offered",
        visit_state=shown.visit.state if shown else "",
    )
    if live == "free" and offered:
        live = "offered"
    return BoardRow(worker, live, tuple(bars), now, later[0] if later else None)


def board(span: Window, *, at: datetime) -> list[BoardRow]:
    """Everybody who is or will be there within `span`, with what he is doing. Seven queries."""
    bars: dict[int, list[Bar]] = defaultdict(list)
    for member in _members(span):
        bars[member.technician_id].append(_bar(member, at))
    offered = set(Offer.objects.filter(state="open").values_list("technician_id", flat=True))
    rows = [_row(w, bars[w.id], w.id in offered, at) for w in workers(Window(min(span.start, at), max(span.end, at + timedelta(hours=1))))]
    return [row for row in rows if row.is_there or row.worker.shifts]


@dataclass(frozen=True)
class PieceRow:
    """A pump, and the work it is promised to now or next."""

    piece: Piece
    booking: Booking | None
    visit: Visit | None
    lead: str

    @property
    def condition_word(self) -> str:
        return CONDITIONS[self.piece.condition]


def piece_rows(*, at: datetime, kinds: Iterable[str] | None = None) -> list[PieceRow]:
    """Every piece of equipment with who has it. Four queries."""
    rows = pieces(since=at - timedelta(hours=24), kinds=kinds)
    purposes = {b.purpose for p in rows for b in p.bookings}
    visits: dict[UUID, Visit] = {v.pk: v for v in Visit.objects.filter(pk__in=purposes)}
    leads = dict(Assignment.objects.filter(visit__in=purposes, is_active=True).values_list("visit_id", "lead__name"))
    found = []
    for piece in rows:
        booking = piece.bookings[0] if piece.bookings else None
        purpose = booking.purpose if booking else None
        found.append(PieceRow(piece, booking, visits.get(purpose) if purpose else None, leads.get(purpose, "") if purpose else ""))
    return found
