"""What the case above corrects after the visit was ordered, brought to whoever goes."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from django.db import transaction

from huying.fieldwork.visits import rules, selectors
from huying.fieldwork.visits.models import EquipmentNeed, Visit, VisitNeed
from huying.groundwork.access.models import Account
from huying.groundwork.places.models import Place
from huying.kernel import text
from huying.kernel.errors import NotNow, Refused
from huying.kernel.words import gettext_noop as _

from .ordering import Hands
from .row import locked, save, write


@dataclass(frozen=True)
class Work:
    """The hands and things another trade needs."""

    minutes: int
    crew_size: int
    needs: tuple[Hands, ...] = ()
    equipment: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Amendment:
    """How the visit should stand now. `work` is taken only while nobody is sent: whoever is on his way keeps his job."""

    address: str
    place: Place | None
    dangers: tuple[str, ...]
    is_emergency: bool
    priority: int
    due_at: datetime
    work: Work | None = None


_PLAIN = tuple(field.name for field in fields(Amendment) if field.name != "work")


@transaction.atomic
def amend_visit(visit: Visit, amendment: Amendment, *, by: Account | None) -> Visit:
    """Correct an open visit; its crew sees it at once. Where it already stands so, nothing happens."""
    if by is not None and not selectors.is_at_desk(by):
        raise Refused(_("Only the desk corrects a visit. Ring the desk."))
    visit = locked(visit)
    if visit.state not in rules.OPEN:
        raise NotNow(_("Visit %(number)s is over; nothing can be corrected on it any more."), number=visit.number)
    text.require_length(amendment.address, most=400, field="address")
    changed = [name for name in _PLAIN if _shown(getattr(visit, name)) != _shown(getattr(amendment, name))]
    before = {name: _shown(getattr(visit, name)) for name in changed}
    for name in changed:
        value = getattr(amendment, name)
        setattr(visit, name, list(value) if name == "dangers" else value)
    after = {name: _shown(getattr(visit, name)) for name in changed}
    if visit.state == "ordered" and amendment.work and (was := _trades(visit)) != sorted({n.trade for n in amendment.work.needs}):
        _replace_work(visit, amendment.work)
        before["needs"], after["needs"] = was, _trades(visit)
        changed += ["minutes", "crew_size"]
    if not changed:
        return visit
    save(visit, *changed)
    write(visit, "amend", by=by, before=before, after=after, changed=[name for name in after if name in rules.AMENDABLE])
    return visit


def _shown(value: Any) -> Any:
    """As the journal keeps it, and as two of them are compared."""
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, Place):
        return value.label
    return list(value) if isinstance(value, tuple) else value


def _trades(visit: Visit) -> list[str]:
    return sorted(set(VisitNeed.objects.filter(visit=visit).values_list("trade", flat=True)))


def _replace_work(visit: Visit, work: Work) -> None:
    VisitNeed.objects.filter(visit=visit).delete()
    EquipmentNeed.objects.filter(visit=visit).delete()
    VisitNeed.objects.bulk_create(
        VisitNeed(visit=visit, trade=n.trade, grade=n.grade, permit=n.permit, count=n.count) for n in work.needs
    )
    EquipmentNeed.objects.bulk_create(EquipmentNeed(visit=visit, kind=k, count=c) for k, c in work.equipment)
    visit.minutes, visit.crew_size = work.minutes, work.crew_size
