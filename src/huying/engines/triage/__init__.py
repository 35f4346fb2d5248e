"""Read a message, find the compound in it, propose near-duplicates. Suggestions with reasons; a person decides."""

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
from huying.engines.triage.reading import read

__all__ = [
    "Confidence",
    "Danger",
    "DangerFlag",
    "Destination",
    "Evidence",
    "Kind",
    "Message",
    "Question",
    "Reading",
    "Responsibility",
    "Severity",
    "Standing",
    "Suggestion",
    "Trade",
    "read",
]
