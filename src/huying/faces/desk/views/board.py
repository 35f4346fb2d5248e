"""The day's board, people by hours, and the equipment page: where each pump is, and what it is promised to."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from huying.faces import sending
from huying.fieldwork.dispatch import rules, selectors
from huying.fieldwork.dispatch.selectors import Bar, BoardRow, PieceRow
from huying.groundwork.access import looks
from huying.groundwork.access.rules import SENDERS
from huying.groundwork.crews import rules as crew_rules
from huying.groundwork.crews import services as crews
from huying.groundwork.crews.models import Booking, Equipment
from huying.groundwork.places.models import Place
from huying.kernel import clock, text
from huying.kernel.errors import BadInput, HuyingError, Missing, NotNow
from huying.kernel.windows import Window
from huying.kernel.words import gettext_noop as _

from ..picks import grade_word, say_error
from .calls import sent

HOURS = 12
BEFORE = timedelta(hours=3)
STEP = timedelta(minutes=15)
COLUMNS = HOURS * 4
TONES = {
    "free": "good", "offered": "waiting", "to_go": "moving", "on_the_way": "moving", "on_site": "moving", "waiting": "waiting",
    "break": "plain", "leave": "plain", "off": "plain",
}
ORDER = ("free", "offered", "to_go", "on_the_way", "on_site", "waiting", "break")


@dataclass(frozen=True)
class Span:
    """Where something stands on the board, in columns of a quarter of an hour: classes at-N and for-N of board.css."""

    at: int
    length: int


@dataclass(frozen=True)
class Drawn:
    bar: Bar
    span: Span
    promised: Span | None
    tone: str


@dataclass(frozen=True)
class Line:
    row: BoardRow
    live: str
    tone: str
    grade: str
    shifts: tuple[Span, ...]
    bars: tuple[Drawn, ...]


def span_on(board: Window, window: Window | None) -> Span | None:
    """Return the columns of `window` on the board; None where it lies outside."""
    if window is None or not board.overlaps(window):
        return None
    first = max(0, (window.start - board.start) // STEP)
    last = min(COLUMNS, -((board.start - window.end) // STEP))
    return Span(first, max(1, last - first))


def _tone(bar: Bar) -> str:
    if not bar.is_active:
        return "good"
    if not bar.is_accepted or bar.visit.state == "paused":
        return "waiting"
    return "moving"


def _line(row: BoardRow, board: Window) -> Line:
    bars = [Drawn(b, span, span_on(board, b.promised), _tone(b)) for b in row.bars if (span := span_on(board, b.window))]
    shifts = tuple(span for s in row.worker.shifts if (span := span_on(board, s)))
    return Line(row, gettext(rules.LIVE[row.live]), TONES[row.live], grade_word(row.worker.grade), shifts, tuple(bars))


def _span(at: datetime, shift_by: int) -> Window:
    start = (at - BEFORE).replace(minute=0, second=0, microsecond=0) + timedelta(hours=shift_by)
    return Window(start, start + timedelta(hours=HOURS))


def _shift_by(request: HttpRequest) -> int:
    given = request.GET.get("by", "0")
    return max(-72, min(72, int(given))) if given.removeprefix("-").isdecimal() and len(given) < 5 else 0


@require_GET
def board(request: HttpRequest) -> HttpResponse:
    at, by = clock.now(), _shift_by(request)
    span = _span(at, by)
    rows = selectors.board(span, at=at)
    pieces = selectors.piece_rows(at=at, kinds=["pump"])
    looks.shown_cases(request, *(bar.visit.thread for row in rows for bar in row.bars), *(p.visit.thread for p in pieces if p.visit))
    counts = Counter(row.live for row in rows)
    now = span_on(span, Window(at, at + STEP))
    context = {
        "lines": [_line(row, span) for row in rows], "now": now, "at": at, "by": by, "here": request.get_full_path(),
        "hours": [(Span(h * 4, 4), f"{clock.local(span.start + timedelta(hours=h)):%H:%M}") for h in range(HOURS)],
        "counts": [(gettext(rules.LIVE[live]), counts[live], TONES[live]) for live in ORDER if counts[live]],
        "pieces": pieces, "earlier": by - 6, "later": by + 6,
    }
    return render(request, "desk/board_body.html" if request.htmx else "desk/board.html", context)


# --- equipment -------------------------------------------------------------------------------------------------------


def _equipment_page(request: HttpRequest, refused: HuyingError | None = None) -> HttpResponse:
    rows = selectors.piece_rows(at=clock.now())
    looks.shown_cases(request, *(row.visit.thread for row in rows if row.visit))
    context = {
        "rows": rows, "conditions": crew_rules.CONDITIONS, "may_send": bool(request.user.roles & SENDERS), "here": request.path,
        "counts": _piece_counts(rows), "refused": say_error(refused) if refused else "",
    }
    template = "desk/board_equipment_rows.html" if request.htmx and refused is None else "desk/board_equipment.html"
    return render(request, template, context, status=refused.status if refused else 200)


def _piece_counts(rows: list[PieceRow]) -> list[tuple[str, int, str]]:
    booked = sum(1 for r in rows if r.booking)
    broken = sum(1 for r in rows if r.piece.condition == "broken")
    out = sum(1 for r in rows if not r.booking and not r.piece.is_home and r.piece.condition != "broken")
    return [
        (gettext("ready and free"), len(rows) - booked - broken, "good"), (gettext("in use"), booked, "moving"),
        (gettext("still standing outside"), out, "waiting"), (gettext("broken"), broken, "plain"),
    ]


@require_GET
def equipment(request: HttpRequest) -> HttpResponse:
    return _equipment_page(request)


def _release(piece: Equipment, request: HttpRequest) -> None:
    for booking in Booking.objects.filter(equipment=piece, is_active=True):
        crews.release_equipment(booking, by=request.user)


def _home(piece: Equipment, request: HttpRequest) -> None:
    if piece.home is None:
        raise NotNow(_("%(code)s has no home in the book. Say where it is to go instead."), code=piece.code)
    _release(piece, request)
    crews.move_equipment(piece, place=piece.home, by=request.user)


def _move(piece: Equipment, request: HttpRequest) -> None:
    given = request.POST.get("place", "")
    place = Place.objects.filter(pk=int(given), gone_at=None).first() if given.isdecimal() and len(given) < 18 else None
    if place is None:
        raise BadInput(_("Choose the place from the list under the field."), field="place")
    crews.move_equipment(piece, place=place, by=request.user)


def _judge(piece: Equipment, request: HttpRequest) -> None:
    note = text.tidy(request.POST.get("note", ""))
    crews.set_condition(piece, request.POST.get("condition", ""), note=note, by=request.user)


DEEDS = {"release": _release, "home": _home, "move": _move, "condition": _judge}


@require_POST
def equipment_do(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    piece = Equipment.objects.select_related("home").filter(pk=pk).first()
    if piece is None or verb not in DEEDS:
        raise Missing(_("There is no such piece of equipment."))

    def do() -> dict[str, int]:
        DEEDS[verb](piece, request)
        return {"equipment": piece.pk}

    try:
        sending.once(request, body=sent(request), do=do)
    except (BadInput, NotNow) as error:
        return _equipment_page(request, error)
    return HttpResponseRedirect(reverse("desk:equipment"), status=303)
