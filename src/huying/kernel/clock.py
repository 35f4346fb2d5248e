"""The one place that asks what time it is.

Everything else takes `now()` from here, so that a test can hold the clock still.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


def _system() -> datetime:
    return datetime.now(UTC)


_source: Callable[[], datetime] = _system


def now() -> datetime:
    """Return the present, aware, in UTC."""
    return _source()


def local(moment: datetime) -> datetime:
    """Return the same moment on a clock in Shanghai."""
    return moment.astimezone(SHANGHAI)


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
