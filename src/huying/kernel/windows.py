"""Spans of time, half open: a window ends where the next begins."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, order=True)
class Window:
    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        if self.start.tzinfo is None or self.end.tzinfo is None:
            raise ValueError("a window needs aware moments")
        if self.end <= self.start:
            raise ValueError(f"a window must end after it starts: {self.start} … {self.end}")

    @property
    def length(self) -> timedelta:
        return self.end - self.start

    def overlaps(self, other: Window) -> bool:
        return self.start < other.end and other.start < self.end

    def holds(self, moment: datetime) -> bool:
        return self.start <= moment < self.end


def first_gap(busy: Iterable[Window], within: Window, length: timedelta) -> Window | None:
    """Return the earliest free window of `length` inside `within`, or None."""
    at = within.start
    for span in sorted(busy):
        if span.end <= at:
            continue
        if span.start - at >= length:
            break
        at = max(at, span.end)
    return Window(at, at + length) if at + length <= within.end else None
