"""Who hears of what. An event carries topics only, never contents: whoever may see them asks the page again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from huying.groundwork.access.rules import DESK_READERS

POLL_S = 0.5
BEAT_S = 15.0
# A session that ended, a role that was taken away: the stream closes within this time.
RECHECK_S = 20.0
REPLAY_MOST = 200
# PostgreSQL hands out ids before the commit: a smaller id may appear after a larger one, for as long as its
# transaction runs. Ids not seen yet are asked for again this long; a rolled back one never comes.
GAP_FOR_S = 60.0
# Below where a listener begins, so many ids may still be on their way.
TRAIL = 50

# What moves people and things on the board, by the journal's kinds.
ON_THE_BOARD = frozenset({"visit", "assignment", "offer", "technician", "shift", "leave", "equipment", "booking"})


@dataclass(frozen=True)
class News:
    """One journal entry, as far as the stream needs it."""

    id: int
    kind: str
    subject: str
    thread: str
    visit: str
    told: tuple[int, ...]


@dataclass(frozen=True)
class Listener:
    account_id: int
    roles: frozenset[str]

    @property
    def hears_all(self) -> bool:
        return bool(self.roles & DESK_READERS)


def topics_of(news: News, listener: Listener) -> tuple[tuple[str, str], ...]:
    """Return the (topic, subject) pairs this listener may hear of the entry; none where it is not his."""
    is_told = listener.account_id in news.told
    found: list[tuple[str, str]] = []
    if listener.hears_all:
        found += _of_the_desk(news)
    if is_told:
        found.append(("my_jobs", ""))
    visit = news.subject if news.kind == "visit" else news.visit
    if visit and (is_told or listener.hears_all):
        found.append(("visit", visit))
    return tuple(found)


def _of_the_desk(news: News) -> Iterable[tuple[str, str]]:
    if news.thread or news.kind in ("request", "incident"):
        yield "queue", ""
    if news.kind in ON_THE_BOARD:
        yield "board", ""
    if news.kind == "incident":
        yield "incident", news.subject
    if news.thread:
        yield "request", news.thread


def message(topic: str, subject: str) -> Mapping[str, Any]:
    return {"topic": topic, "subject": subject} if subject else {"topic": topic}
