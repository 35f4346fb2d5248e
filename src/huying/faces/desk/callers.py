"""Who may be behind a number, and what is open for them. A number never proves who calls."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from huying.casework.intake import rules, selectors
from huying.casework.intake.models import Request
from huying.groundwork.people.models import Person, Tie
from huying.groundwork.people.rules import read_phones
from huying.groundwork.people.selectors import people_by_phone


@dataclass(frozen=True)
class Behind:
    """One person who answers to the number, and for whom they may ask."""

    person: Person
    place_id: int | None
    address: str
    role_words: str
    asks_for: tuple[Tie, ...]

    @property
    def key(self) -> str:
        return str(self.person.pk)


@dataclass(frozen=True)
class Caller:
    number: str
    remark: str  # why the number cannot be read, where it cannot
    people: tuple[Behind, ...]
    open_cases: tuple[Request, ...]
    ended_cases: tuple[Request, ...]

    def shown(self) -> list[Any]:
        """Everybody whose name the fragment shows, for the record of looks."""
        return [b.person for b in self.people] + [tie.person for b in self.people for tie in b.asks_for]


def _behind(person: Person, ties: list[Tie]) -> Behind:
    home = person.household.place if person.household_id else None
    roles = " · ".join(role.get_role_display() for role in person.roles.all())
    return Behind(person, home.pk if home else None, home.label if home else "", roles, tuple(ties))


def caller_of(number_raw: str) -> Caller:
    """Return everybody known under the number and what this number asked before."""
    reading = next(iter(read_phones(number_raw)), None)
    number = reading.number if reading else ""
    people = [person for person in people_by_phone(number) if not person.is_deceased]
    ties: dict[int, list[Tie]] = {}
    for tie in Tie.objects.filter(other__in=people, may_ask=True).select_related("person__household__place"):
        ties.setdefault(tie.other_id, []).append(tie)
    cases = selectors.requests_of_number(number)
    return Caller(
        number=number, remark=gettext(reading.remark) % {"raw": reading.raw, "number": reading.number} if reading and reading.remark else "",
        people=tuple(_behind(person, ties.get(person.pk, [])) for person in people),
        open_cases=tuple(case for case in cases if case.state in rules.OPEN),
        ended_cases=tuple(case for case in cases if case.state not in rules.OPEN)[:3],
    )
