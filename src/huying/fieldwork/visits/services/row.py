"""What every verb of a visit does first and last: lock the row, see who asks, move it, write it down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from huying.fieldwork.visits import rules, selectors
from huying.fieldwork.visits.models import Visit
from huying.groundwork.access.models import Account
from huying.groundwork.journal import services as journal
from huying.kernel import clock
from huying.kernel.errors import Missing, Refused
from huying.kernel.words import gettext_noop as _


@dataclass(frozen=True)
class Claim:
    """When somebody else's clock says it happened: the phone's, or what is written on a paper slip.

    The phone's is only noted. A slip's is believed where it can be true: nobody asked the server at the time.
    """

    at: datetime
    is_paper: bool = False


def locked(visit: Visit) -> Visit:
    """Return the visit read anew with its row locked."""
    row = Visit.objects.select_for_update(no_key=True).filter(pk=visit.pk).first()
    if row is None:
        raise Missing(_("There is no such visit."))
    return row


def locked_for(visit: Visit, by: Account) -> Visit:
    """Lock the row for somebody who works on it. To anybody else it does not exist."""
    row = locked(visit)
    crew = selectors.crew_there(row)
    if selectors.may_act(row, by, crew):
        return row
    if by.pk in crew.accounts:
        raise Refused(_("Accept the job first, then it is yours to report on."))
    raise Missing(_("There is no such visit."))


def save(visit: Visit, *fields: str) -> None:
    visit.version += 1
    visit.save(update_fields=[*fields, "version"])


def write(visit: Visit, verb: str, *, by: Account | None, claim: Claim | None = None, **facts: Any) -> None:
    """Write the entry into the visit's thread; its crew hears of it live."""
    if claim is not None:
        facts |= {
            "claimed_at": claim.at.isoformat(timespec="seconds"),
            "skew_s": round((claim.at - clock.now()).total_seconds()),
            "on_paper": claim.is_paper,
        }
    journal.write(
        f"visit_{verb}", kind="visit", subject=visit.pk, by=by, thread=visit.thread,
        told=selectors.crew_there(visit).accounts, number=visit.number, **facts,
    )


def moment(visit: Visit, claim: Claim | None) -> datetime:
    """When it happened: the server's time, or a slip's where that is possible."""
    now = clock.now()
    if claim and claim.is_paper and rules.is_plausible(claim.at, ordered_at=visit.ordered_at, now=now):
        return claim.at
    return now


def move(visit: Visit, verb: str, *, by: Account | None, claim: Claim | None = None, **facts: Any) -> None:
    """Take a locked visit through `verb`: ask the table, save what was set on it, write it down."""
    before = visit.state
    visit.state = rules.VISIT.after(before, verb)
    visit.version += 1
    visit.save()
    write(visit, verb, by=by, claim=claim, before=before, after=visit.state, **facts)
