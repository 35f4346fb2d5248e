"""What the engine understood, in the shape a request keeps beside the desk's decision."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from huying.engines import triage


def _value(suggested: triage.Suggestion[Any] | None) -> str:
    return str(suggested.value) if suggested else ""


def suggestion_of(reading: triage.Reading) -> dict[str, Any]:
    """Return the reading as JSON: values, and the reason of each. Empty strings are “not sure”."""
    ours = reading.is_property
    return {
        "trade": str(reading.trades[0].value) if reading.trades else "",
        "kind": _value(reading.kind),
        "severity": _value(reading.severity),
        "responsibility": _value(reading.responsibility),
        "property": "unsure" if ours is None else "yes" if ours.value else "no",
        "property_reason": ours.reason if ours else "",
        "dangers": [{"code": str(d.code), "words": d.evidence.words, "sure": str(d.confidence)} for d in reading.dangers],
        "turn_to": [{"code": t.value.code, "name": t.value.name, "say": t.value.say} for t in reading.turn_to],
    }


def sure_dangers(suggestion: Mapping[str, Any]) -> tuple[str, ...]:
    """The dangers the words really say, for where nobody can be asked; what is only possible stays in the suggestion."""
    return tuple(dict.fromkeys(danger["code"] for danger in suggestion["dangers"] if danger["sure"] != "low"))
