"""What an import of messages understood, and what not."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from huying.casework.intake.models import Likeness
from huying.groundwork.batches.models import Batch


@dataclass(frozen=True)
class MessageReport:
    """Counts over the rows of one batch. `property` by yes, no, unsure; destinations and dangers by name, most first."""

    outcomes: Counter[str]
    property: Counter[str]
    destinations: list[tuple[str, int]]
    dangers: list[tuple[str, int]]
    with_danger: int
    without_place: int
    unknown_places: int
    untimed: int
    pairs_to_decide: int


def message_report(batch: Batch) -> MessageReport:
    """Return the report; rows already known from an earlier import count only under outcomes."""
    rows = list(batch.rows.values_list("outcome", "facts"))
    facts = [f for outcome, f in rows if outcome in ("accepted", "parked")]
    return MessageReport(
        outcomes=Counter(outcome for outcome, _f in rows),
        property=Counter(f["property"] for f in facts),
        destinations=Counter(f["to"] for f in facts if f["to"]).most_common(),
        dangers=Counter(code for f in facts for code in set(f["dangers"])).most_common(),
        with_danger=sum(bool(f["dangers"]) for f in facts),
        without_place=sum(not f["place_key"] for f in facts),
        unknown_places=len({f["place_key"] for o, f in rows if o == "parked"}),
        untimed=sum(not f["is_timed"] for f in facts),
        pairs_to_decide=Likeness.objects.filter(state="proposed").count(),
    )
