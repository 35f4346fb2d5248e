"""Lists the desk reads from: who works here with which papers, and the published prices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from huying.fieldwork.dispatch import rules, selectors
from huying.groundwork.crews import rules as crew_rules
from huying.groundwork.crews.selectors import workers
from huying.groundwork.prices.selectors import current_items, current_list, quote
from huying.kernel import clock
from huying.kernel.trades import PERMITS, TRADES
from huying.kernel.windows import Window

from ..picks import grade_word
from .board import TONES

# A permit is renewed over weeks: whoever plans must see it this early.
WARN_BEFORE = timedelta(days=60)


@dataclass(frozen=True)
class Paper:
    words: str
    until: date
    tone: str


@dataclass(frozen=True)
class Line:
    worker: crew_rules.Worker
    grade: str
    trades: list[str]
    papers: list[Paper]
    shift: Window | None
    state: str
    tone: str


@require_GET
def technicians(request: HttpRequest) -> HttpResponse:
    """Everybody with trades, grade, permits, shift and live state; papers that run out are said first."""
    now = clock.now()
    span = Window(now - timedelta(hours=12), now + timedelta(hours=24))
    live = {row.worker.id: row.live for row in selectors.board(span, at=now)}
    lines = [_line(worker, now, live.get(worker.id, "off")) for worker in workers(span)]
    ending = sorted(
        ((paper, line.worker) for line in lines for paper in line.papers if paper.tone != "plain"), key=lambda pair: pair[0].until
    )
    context = {"lines": lines, "ending": ending, "there": sum(line.worker.on_shift(now) is not None for line in lines)}
    return render(request, "desk/technicians.html", context)


def _line(worker: crew_rules.Worker, now: datetime, live: str) -> Line:
    return Line(
        worker, grade_word(worker.grade),
        [gettext(TRADES[trade]) for trade in worker.papers.trades], _papers(worker, clock.local(now).date()),
        next((s for s in worker.shifts if s.end > now), None), gettext(rules.LIVE[live]), TONES[live],
    )


def _papers(worker: crew_rules.Worker, today: date) -> list[Paper]:
    return [
        Paper(gettext(PERMITS[kind]), until, "late" if until < today else "waiting" if until - today <= WARN_BEFORE else "plain")
        for kind, until in sorted(worker.papers.permits.items())
    ]


@require_GET
def prices(request: HttpRequest) -> HttpResponse:
    """The list in force, labour, material and method apart; printable as it hangs in the office."""
    items = [quote(item) for item in current_items()]
    groups = [(gettext(TRADES[trade]), list(rows)) for trade, rows in groupby(items, key=lambda quoted: quoted.item.trade)]
    return render(request, "desk/prices.html", {"price_list": current_list(), "groups": groups})
