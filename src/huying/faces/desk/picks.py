"""Candidates as the desk reads them: a name, a word, and reasons in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext

from huying.fieldwork.dispatch import rules
from huying.fieldwork.dispatch.selectors import Candidate, Candidates, Refusal
from huying.fieldwork.dispatch.services import Seat
from huying.groundwork.crews.rules import Hand, Worker
from huying.kernel import clock
from huying.kernel.errors import BadInput, HuyingError
from huying.kernel.trades import GRADES, PERMITS, TRADES
from huying.kernel.words import gettext_noop as _

KEYS = "123456789"
OUR_WORDS = frozenset({"trade", "grade", "permit", "verb", "state"})
AGAINST = frozenset({"late", "overtime", "on_break", "not_reported", "spare"})


@dataclass(frozen=True)
class Said:
    words: str
    is_against: bool = False


@dataclass(frozen=True)
class Pick:
    """One candidate in the list. `value` is what the form sends: who, when he sets out, when he is there."""

    worker: Worker
    under: str
    word: str
    tone: str
    arrives: datetime
    reasons: tuple[Said, ...]
    value: str
    key: str
    is_in_crew: bool
    is_lead: bool


@dataclass(frozen=True)
class Barred:
    worker: Worker
    under: str
    stops: tuple[Said, ...]


def grade_word(grade: int | None) -> str:
    return gettext(GRADES[grade]) if grade in GRADES else gettext("ungraded")


def _moment(value: datetime) -> str:
    here, today = clock.local(value), clock.local(clock.now())
    return f"{here:%H:%M}" if here.date() == today.date() else f"{here:%m-%d %H:%M}"


def _fact(name: str, value: Any) -> str:
    if isinstance(value, datetime):
        return _moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if name == "trade":
        return gettext(TRADES[value])
    if name == "permit":
        return gettext(PERMITS[value])
    if name in ("grade", "need", "have"):
        return grade_word(value)
    return gettext("later") if value is None else str(value)


def say(sentence: str, facts: Mapping[str, Any]) -> str:
    words = gettext(sentence)
    return words % {name: _fact(name, value) for name, value in facts.items()} if facts else words


def say_error(error: HuyingError) -> str:
    """Return a refusal in the reader's language, with the trade and the papers it names."""
    facts = {name: gettext(str(fact)) if name in OUR_WORDS and fact else fact for name, fact in error.facts.items()}
    return gettext(error.message) % facts if facts else gettext(error.message)


def under(worker: Worker) -> str:
    years = gettext("%(years)s years") % {"years": worker.years}
    return f"{grade_word(worker.grade)} · {years}"


def hand_word(hand: Hand) -> str:
    parts = [gettext(TRADES[hand.trade])]
    parts += [gettext(GRADES[hand.grade])] if hand.grade else []
    parts += [gettext(PERMITS[hand.permit])] if hand.permit else []
    return " · ".join(parts)


def picks(found: Candidates, *, without: Iterable[int] = ()) -> list[Pick]:
    """The ranked list; who is proposed as the crew comes first and carries the crew's common hour."""
    crew = found.crew.members if found.crew else ()
    proposed = {c.worker.id for c in crew}
    rest = [c for c in found.ranked if c.worker.id not in proposed]
    shown = [c for c in (*crew, *rest) if c.worker.id not in set(without)]
    lead = crew[0].worker.id if crew else None
    return [_pick(c, KEYS[n] if n < len(KEYS) else "", c.worker.id in proposed, c.worker.id == lead) for n, c in enumerate(shown)]


def _pick(candidate: Candidate, key: str, is_in_crew: bool, is_lead: bool) -> Pick:
    start, codes = candidate.start, {r.code for r in candidate.reasons}
    is_free = "free_now" in codes
    reasons = tuple(Said(say(rules.REASONS[r.code], r.facts), r.code in AGAINST) for r in candidate.reasons if r.code != "free_now")
    return Pick(
        candidate.worker, under(candidate.worker), gettext("free") if is_free else gettext("busy"), "good" if is_free else "moving",
        start.arrives, reasons, f"{candidate.worker.id}@{start.starts.isoformat()}@{start.arrives.isoformat()}", key, is_in_crew, is_lead,
    )


def barred(refused: Iterable[Refusal]) -> list[Barred]:
    return [
        Barred(r.worker, under(r.worker), tuple(
            Said(gettext("%(stop)s. %(remedy)s") % {"stop": say(rules.STOPS[s.code][0], s.facts), "remedy": say(rules.STOPS[s.code][1], s.facts)})
            for s in r.stops
        ))
        for r in refused
    ]


def read_seat(value: str) -> Seat:
    """Read a form's `who@sets out@is there`."""
    try:
        who, starts, arrives = value.split("@")
        seat = Seat(int(who), datetime.fromisoformat(starts), datetime.fromisoformat(arrives))
    except ValueError:
        seat = None
    if seat is None or seat.starts.tzinfo is None or seat.arrives.tzinfo is None or seat.technician_id > 2**62:
        raise BadInput(_("This choice cannot be read. Reload the page and choose again."), field="person")
    return seat
