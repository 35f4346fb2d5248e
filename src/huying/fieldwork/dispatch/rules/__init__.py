"""Who goes: the states of an assignment, who fits, who fits best, and which crew covers the work."""

from .crewing import Bid, Crewing, best_crew, uncovered
from .fitness import STOPS, Stop, stops
from .scoring import REASONS, Job, Reason, Start, Stint, Track, Weights, earliest, score
from .states import (
    ACTIVE,
    ASSIGNMENT,
    ASSIGNMENT_STATES,
    DECLINE_REASONS,
    LIVE,
    MEMBER_ROLES,
    OFFER,
    OFFER_STATES,
    TRANSFER_REASONS,
    WAYS,
    live_state,
)

__all__ = [
    "ACTIVE",
    "ASSIGNMENT",
    "ASSIGNMENT_STATES",
    "DECLINE_REASONS",
    "LIVE",
    "MEMBER_ROLES",
    "OFFER",
    "OFFER_STATES",
    "REASONS",
    "STOPS",
    "TRANSFER_REASONS",
    "WAYS",
    "Bid",
    "Crewing",
    "Job",
    "Reason",
    "Start",
    "Stint",
    "Stop",
    "Track",
    "Weights",
    "best_crew",
    "earliest",
    "live_state",
    "score",
    "stops",
    "uncovered",
]
