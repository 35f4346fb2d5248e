"""The one place that asks what time it is.

Everything else takes `now()` from here, so that a test can hold the clock still.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from .errors import BadInput
from .words import gettext_noop as _

SHANGHAI = ZoneInfo("Asia/Shanghai")
# Outside of these no day of ours lies, and near the ends of the calendar there is no UTC for it.
YEARS = range(2000, 2101)


def _system() -> datetime:
    return datetime.now(UTC)


_source: Callable[[], datetime] = _system


def now() -> datetime:
    """Return the present, aware, in UTC."""
    return _source()


def local(moment: datetime) -> datetime:
    """Return the same moment on a clock in Shanghai."""
    return moment.astimezone(SHANGHAI)


def day_span(day: date) -> tuple[datetime, datetime]:
    """Return the first moment of a day in Shanghai and of the day after."""
    if day.year not in YEARS:
        raise BadInput(_("%(day)s is no day we have anything of. Choose one between 2000 and 2100."), field="day", day=day.isoformat())
    start = datetime.combine(day, time(), tzinfo=SHANGHAI)
    return start, start + timedelta(days=1)


def set_source(source: Callable[[], datetime] | None) -> None:
    """Replace the source of time (None: back to the system's)."""
    global _source
    _source = source or _system


@contextmanager
def held_at(moment: datetime) -> Iterator[Callable[[datetime], None]]:
    """Hold the clock at `moment`; the value yielded moves it."""
    if moment.tzinfo is None:
        raise ValueError("a held clock needs an aware moment")
    before, held = _source, [moment]
    set_source(lambda: held[0])
    try:
        yield lambda later: held.__setitem__(0, later)
    finally:
        set_source(before)
