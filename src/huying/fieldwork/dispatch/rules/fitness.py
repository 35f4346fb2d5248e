"""The hard rules: what stops somebody from being sent, and what would admit him. Nobody can wave them aside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from huying.groundwork.crews.rules import Hand, Papers, Worker, lacks
from huying.kernel.words import gettext_noop as _

# code → (what stops him, what would admit him)
STOPS: dict[str, tuple[str, str]] = {
    "trade": (
        _("does not work in this trade: %(trade)s"),
        _("Enter the trade in his file, or choose somebody else."),
    ),
    "grade": (
        _("%(trade)s needs %(need)s; he has %(have)s"),
        _("He may come as a further member of a crew whose lead has the grade."),
    ),
    "permit": (
        _("has no %(permit)s"),
        _("Enter the permit in his file once he has it."),
    ),
    "expired": (
        _("his %(permit)s ran out on %(day)s"),
        _("Enter the renewed permit in his file."),
    ),
    "off_shift": (
        _("not on shift at %(at)s"),
        _("Give him a shift, or plan the visit for %(next)s."),
    ),
    "leave": (
        _("on leave until %(until)s"),
        _("Plan the visit for after his leave."),
    ),
    "no_time": (
        _("no time left before his shift ends at %(until)s"),
        _("Take a job off him, or lengthen his shift."),
    ),
}


@dataclass(frozen=True)
class Stop:
    code: str
    facts: dict[str, Any] = field(default_factory=dict)


def stops(hands: Sequence[Hand], size: int, worker: Worker, *, at: datetime, day: date) -> tuple[Stop, ...]:
    """Return everything that keeps `worker` out of a crew of `size` for `hands` at `at`; empty: he may go.

    A crew with more people than named hands has room for anybody. One person alone must be all hands at once.
    """
    return _duty(worker, at) + _papers(hands, size, worker.papers, day)


def _duty(worker: Worker, at: datetime) -> tuple[Stop, ...]:
    if leave := worker.on_leave(at):
        return (Stop("leave", {"until": leave.end}),)
    if worker.on_shift(at):
        return ()
    later = next((s.start for s in worker.shifts if s.start > at), None)
    return (Stop("off_shift", {"at": at, "next": later}),)


def _papers(hands: Sequence[Hand], size: int, papers: Papers, day: date) -> tuple[Stop, ...]:
    if size > len(hands):
        return ()
    lacking = [(hand, lacks(hand, papers, day=day)) for hand in hands]
    if size == 1:
        return tuple(_stop(code, hand, papers) for hand, codes in lacking for code in codes)
    if any(not codes for _hand, codes in lacking):
        return ()
    # He fits no hand: name what keeps him from the one he is nearest to.
    hand, codes = min(lacking, key=lambda pair: (len(pair[1]), "trade" in pair[1]))
    return tuple(_stop(code, hand, papers) for code in codes)


def _stop(code: str, hand: Hand, papers: Papers) -> Stop:
    if code == "grade":
        return Stop("grade", {"trade": hand.trade, "need": hand.grade, "have": papers.trades.get(hand.trade)})
    if code == "trade":
        return Stop("trade", {"trade": hand.trade})
    return Stop(code, {"permit": hand.permit, "day": papers.permits.get(hand.permit)})
