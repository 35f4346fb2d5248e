"""What the desk asks for when it sends a crew."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from huying.fieldwork.dispatch.rules.scoring import TRAVEL_UNKNOWN_S
from huying.groundwork.crews.models import Technician
from huying.kernel import clock
from huying.kernel.errors import BadInput
from huying.kernel.words import gettext_noop as _

FARTHEST = timedelta(days=14)


@dataclass(frozen=True)
class Seat:
    """One person in the crew: when he sets out and when he is there."""

    technician_id: int
    starts: datetime
    arrives: datetime


@dataclass(frozen=True)
class CrewOrder:
    """A crew, its lead first, with equipment. `stay_only`: the work is a licensed firm's, ours soothe and stay."""

    seats: tuple[Seat, ...]
    equipment: tuple[int, ...] = ()
    stay_only: bool = False
    way: str = "assigned"
    note: str = ""

    @classmethod
    def of(cls, *people: Technician, starts: datetime | None = None, equipment: tuple[int, ...] = (), stay_only: bool = False,
           way: str = "assigned") -> CrewOrder:
        """Send `people` at `starts` (now), the first of them leading."""
        at = starts or clock.now()
        arrives = at + timedelta(seconds=TRAVEL_UNKNOWN_S)
        return cls(tuple(Seat(p.pk, at, arrives) for p in people), equipment, stay_only, way)

    @property
    def ids(self) -> tuple[int, ...]:
        return tuple(seat.technician_id for seat in self.seats)

    def checked(self, now: datetime) -> CrewOrder:
        """Return the order with a page's old times moved up to now, or say what is wrong with it."""
        if not self.seats:
            raise BadInput(_("Choose who is to go."), field="person")
        if len(set(self.ids)) < len(self.ids):
            raise BadInput(_("Somebody is named twice in this crew. Choose each person once."), field="person")
        first, last = min(s.starts for s in self.seats), max(s.arrives for s in self.seats)
        if last > now + FARTHEST or any(s.arrives < s.starts for s in self.seats):
            raise BadInput(_("These times cannot be right. Reload the page and choose again."), field="person")
        late = max(now - first, timedelta(0))
        return replace(self, seats=tuple(Seat(s.technician_id, s.starts + late, s.arrives + late) for s in self.seats))
