"""What intake judges by: states and times, and the cards for the first minutes of an emergency."""

from .cards import CARDS, Card, Step, cards_for
from .states import (
    CHANNELS,
    KINDS,
    ON_TIME,
    OPEN,
    PRIORITY,
    RELATIONS,
    REQUEST,
    REQUEST_STATES,
    RESPONSIBILITIES,
    SEVERITIES,
    WAITING_REASONS,
)
from .work import UsualWork, is_to_stay_only, usual_work

__all__ = [
    "CARDS",
    "CHANNELS",
    "KINDS",
    "ON_TIME",
    "OPEN",
    "PRIORITY",
    "RELATIONS",
    "REQUEST",
    "REQUEST_STATES",
    "RESPONSIBILITIES",
    "SEVERITIES",
    "WAITING_REASONS",
    "Card",
    "Step",
    "UsualWork",
    "cards_for",
    "is_to_stay_only",
    "usual_work",
]
