"""Questions about visits."""

from __future__ import annotations

from dataclasses import dataclass

from huying.groundwork.access import rules as access
from huying.groundwork.access.models import Account

from . import rules
from .models import Visit


@dataclass(frozen=True)
class CrewThere:
    """Those on a visit, by their logins, and whether they have said yes."""

    accounts: frozenset[int] = frozenset()
    has_accepted: bool = False


def crew_there(visit: Visit) -> CrewThere:
    """The crew that is on the visit, or was when it ended.

    Read through the reverse name of dispatch's rows: who is on a visit has one truth, and it lives a floor above.
    """
    states = ("offered", "accepted") if visit.state in rules.OPEN else ("offered", "accepted", "ended", "called_off")
    last = visit.assignments.filter(state__in=states).order_by("-is_active", "-made_at").first()
    if last is None:
        return CrewThere()
    accounts = last.members.exclude(technician__account=None).values_list("technician__account_id", flat=True)
    return CrewThere(frozenset(accounts), last.state != "offered")


def is_at_desk(account: Account) -> bool:
    return bool(access.DESK & account.roles)


def may_act(visit: Visit, account: Account, crew: CrewThere) -> bool:
    """The crew that has accepted; or the desk, for somebody who rang in or handed in a slip."""
    return (crew.has_accepted and account.pk in crew.accounts) or is_at_desk(account)
