"""What goes into a reading and what comes out: the nouns of triage. A reading suggests, it never decides."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

T = TypeVar("T")


class Trade(StrEnum):
    """A repair trade, as the crews know it."""

    WATER_SUPPLY = "water_supply"
    DRAINAGE = "drainage"
    ELECTRIC = "electric"
    LIGHTING = "lighting"
    MASONRY = "masonry"
    LEAK = "leak"
    CARPENTRY = "carpentry"
    LOCKS = "locks"
    ROOF = "roof"
    LIFT = "lift"
    FIRE = "fire"
    INTERCOM = "intercom"
    ROAD = "road"
    GREENING = "greening"
    PUMP = "pump"
    FLOOD = "flood"
    ACCESS_AIDS = "access_aids"
    TERMITE = "termite"
    GAS = "gas"
    OTHER = "other"


class Kind(StrEnum):
    """What the resident wants of us."""

    REPAIR = "repair"
    COMPLAINT = "complaint"
    SUGGESTION = "suggestion"
    ENQUIRY = "enquiry"
    FEE_DISPUTE = "fee_dispute"


class Severity(StrEnum):
    """How soon somebody must go."""

    EMERGENCY = "emergency"
    URGENT = "urgent"
    GENERAL = "general"
    MINOR = "minor"


class Responsibility(StrEnum):
    """Whose part it is."""

    PRIVATE = "private"
    COMMON = "common"
    MUNICIPAL = "municipal"
    WARRANTY = "warranty"
    NOT_PROPERTY = "not_property"


class Danger(StrEnum):
    """A danger to life or limb that must be asked about before anything else."""

    GAS = "gas"
    FIRE = "fire"
    ELECTRIC_SHOCK = "electric_shock"
    LIFT_ENTRAPMENT = "lift_entrapment"
    INJURY = "injury"
    PERSON_IN_DANGER = "person_in_danger"
    FLOODING_POWER = "flooding_power"
    BURST_PIPE = "burst_pipe"
    FLOOD = "flood"
    STRUCTURAL_FALL = "structural_fall"
    OPEN_MANHOLE = "open_manhole"


class Standing(StrEnum):
    """How a danger word stands in its sentence."""

    NOW = "now"
    SUSPECTED = "suspected"
    DENIED = "denied"
    OVER = "over"
    PAST = "past"
    FEARED = "feared"
    ELSEWHERE = "elsewhere"
    RECURRING = "recurring"


class Confidence(StrEnum):
    """How sure, coarsely: high (the words say so), medium (usually so), low (ask)."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Message:
    """One message as it came.

    Attributes
    ----------
    text : the resident's words, or the call taker's note of them.
    subject : the heading, where the channel has one.
    """

    text: str
    subject: str = ""

    @property
    def whole(self) -> str:
        """Subject and text joined by one line break: the text that evidence spans count in."""
        return f"{self.subject}\n{self.text}" if self.subject else self.text


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words a suggestion rests on: ``message.whole[start:end] == words``."""

    words: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Suggestion(Generic[T]):
    """One suggested value with why, on which words, and how sure."""

    value: T
    reason: str
    evidence: tuple[Evidence, ...]
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class DangerFlag:
    """A danger found in the words, and how it stands there."""

    code: Danger
    standing: Standing
    reason: str
    evidence: Evidence
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Question:
    """A question for the caller; ``danger`` is None for the general ones."""

    code: str
    words: str
    danger: Danger | None


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a matter goes that is not ours, and the sentence to say."""

    code: str
    name: str
    phone: str
    say: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood of one message; None and empty mean "not sure: ask".

    Attributes
    ----------
    dangers : live or suspected dangers, worst first.
    set_aside : danger words that were denied, over, past, feared or elsewhere, with that reason.
    questions : danger questions the words have not answered yet, in the order to ask.
    is_property : whether it is property work at all.
    turn_to : where to turn instead, or besides (for a danger: whom to ring).
    is_cut : the message was longer than what was read.
    """

    trades: tuple[Suggestion[Trade], ...]
    kind: Suggestion[Kind] | None
    severity: Suggestion[Severity] | None
    responsibility: Suggestion[Responsibility] | None
    dangers: tuple[DangerFlag, ...]
    set_aside: tuple[DangerFlag, ...]
    questions: tuple[Question, ...]
    is_property: Suggestion[bool] | None
    turn_to: tuple[Suggestion[Destination], ...]
    is_cut: bool
