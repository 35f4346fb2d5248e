"""Read a message, find the compound in it, propose near-duplicates. Suggestions with reasons; a person decides."""

from huying.engines.triage.likeness import Item, Likeness, Pair, alike_to, likeness, propose_pairs
from huying.engines.triage.message import (
    Confidence,
    Danger,
    DangerFlag,
    Destination,
    Evidence,
    Kind,
    Message,
    Question,
    Reading,
    Responsibility,
    Severity,
    Standing,
    Suggestion,
    Trade,
)
from huying.engines.triage.places import PlaceMention, canonical, compound_in, place_key, same_place
from huying.engines.triage.reading import read

__all__ = [
    "Confidence",
    "Danger",
    "DangerFlag",
    "Destination",
    "Evidence",
    "Item",
    "Kind",
    "Likeness",
    "Message",
    "Pair",
    "PlaceMention",
    "Question",
    "Reading",
    "Responsibility",
    "Severity",
    "Standing",
    "Suggestion",
    "Trade",
    "alike_to",
    "canonical",
    "compound_in",
    "likeness",
    "place_key",
    "propose_pairs",
    "read",
    "same_place",
]
