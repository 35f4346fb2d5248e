"""What the engine suggests while the call taker types, laid out for the page. Nothing here decides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext

from huying.casework.intake import rules, selectors
from huying.casework.intake.rules import Card
from huying.kernel.dangers import DANGERS
from huying.kernel.trades import TRADES
from huying.kernel.words import gettext_noop

FIELDS: dict[str, dict[str, str]] = {
    "severity": rules.SEVERITIES,
    "trade": TRADES,
    "responsibility": rules.RESPONSIBILITIES,
    "kind": rules.KINDS,
}
AROUND = 14
TAKEN_OFF = gettext_noop("You took the danger off: urgent, no longer an emergency.")
PERHAPS = gettext_noop("Perhaps a danger: ask first, then choose.")


@dataclass(frozen=True)
class Offer:
    """One suggested value of one field. `takes`: it differs from what stands chosen."""

    field: str
    value: str
    word: str
    reason: str
    chosen: str
    key: str

    @property
    def takes(self) -> bool:
        return bool(self.chosen) and self.chosen != self.value


@dataclass(frozen=True)
class Flag:
    """A danger in the words, with what stands around it."""

    code: str
    word: str
    before: str
    hit: str
    after: str
    reason: str
    is_sure: bool  # the words say so; otherwise it is only worth asking
    is_on: bool


@dataclass(frozen=True)
class Asked:
    code: str
    words: str
    answer: str
    is_next: bool
    danger: str = ""


@dataclass(frozen=True)
class Understood:
    offers: tuple[Offer, ...]
    flags: tuple[Flag, ...]
    asked: tuple[Asked, ...]
    cards: tuple[Card, ...]
    turn_to: tuple[Any, ...]
    denied: tuple[str, ...]  # dangers that stand although every question about them was answered no
    is_ours: bool | None
    not_ours_reason: str
    is_cut: bool
    kept: Mapping[str, Any]  # the reading as it is stored beside the decision

    @property
    def dangers(self) -> tuple[str, ...]:
        return tuple(flag.code for flag in self.flags if flag.is_on)

    @property
    def not_dangers(self) -> str:
        """What the key “not a danger” takes off: those denied; where none is, all that stand."""
        return " ".join(self.denied or self.dangers)

    @property
    def denied_words(self) -> str:
        return "、".join(flag.word for flag in self.flags if flag.code in self.denied)

    def value_of(self, field: str) -> str:
        """What is saved where nothing was chosen: the suggestion, which the page shows as such."""
        return next((offer.value for offer in self.offers if offer.field == field), "")


def _switched_on(code: str, data: QueryDict, *, is_sure: bool) -> bool:
    """A sure danger counts until somebody takes it off, a mere possibility once somebody says so."""
    if code in data.get("not_danger", "").split():
        return False
    return code in data.getlist("danger") or (is_sure and code not in data.getlist("danger_seen"))


def _flags(words: str, reading: Any, data: QueryDict) -> tuple[Flag, ...]:
    worst_first: dict[str, Any] = {}
    for flag in reading.dangers:
        worst_first.setdefault(str(flag.code), flag)
    return tuple(
        Flag(
            code=code, word=gettext(DANGERS[code]), reason=flag.reason, hit=flag.evidence.words,
            before=words[max(0, flag.evidence.start - AROUND) : flag.evidence.start],
            after=words[flag.evidence.end : flag.evidence.end + AROUND], is_sure=sure,
            is_on=_switched_on(code, data, is_sure=sure),
        )
        for code, flag in worst_first.items()
        for sure in (str(flag.confidence) != "low",)
    )


def _values(reading: Any, flags: tuple[Flag, ...]) -> Mapping[str, tuple[str, str]]:
    """Return field → (value, reason) of what the engine suggests."""
    found = {"trade": reading.trades[0] if reading.trades else None, "kind": reading.kind,
             "severity": reading.severity, "responsibility": reading.responsibility}
    values = {name: (str(one.value), one.reason) for name, one in found.items() if one is not None}
    if flags and not any(flag.is_on for flag in flags) and values.get("severity", ("",))[0] == "emergency":
        why = TAKEN_OFF if any(flag.is_sure for flag in flags) else PERHAPS
        values["severity"] = ("urgent", gettext(why))
    return values


def understand(words: str, data: QueryDict) -> Understood:
    """Read the words beside what the form already holds."""
    reading = selectors.read_words(words)
    flags = _flags(words, reading, data)
    values = _values(reading, flags)
    offers = tuple(
        Offer(field, values[field][0], gettext(known[values[field][0]]), values[field][1], data.get(field) or "", f"Alt+{at}")
        for at, (field, known) in enumerate(FIELDS.items(), start=1)
        if field in values
    )
    on = [flag.code for flag in flags if flag.is_on]
    asked = _asked(reading.questions, {*on, *(flag.code for flag in flags if not flag.is_sure)}, data)
    return Understood(
        offers=offers, flags=flags, asked=asked, cards=rules.cards_for(on),
        denied=_denied(on, asked),
        turn_to=tuple(one.value for one in reading.turn_to),
        is_ours=None if reading.is_property is None else reading.is_property.value,
        not_ours_reason=reading.is_property.reason if reading.is_property and not reading.is_property.value else "",
        is_cut=reading.is_cut, kept=selectors.suggestion_of(reading),
    )


def _asked(questions: Iterable[Any], on: set[str], data: QueryDict) -> tuple[Asked, ...]:
    found, has_next = [], False
    for question in questions:
        if question.danger is not None and question.danger not in on:
            continue
        answer = data.get(f"ask_{question.code}", "")
        is_next = not answer and not has_next
        has_next = has_next or is_next
        found.append(Asked(question.code, question.words, answer, is_next, str(question.danger or "")))
    return tuple(found)


def _denied(on: Iterable[str], asked: tuple[Asked, ...]) -> tuple[str, ...]:
    said = {code: {one.answer for one in asked if one.danger == code} for code in on}
    return tuple(code for code, answers in said.items() if answers == {"no"})


def answers_in_words(asked: Iterable[Asked]) -> str:
    """The danger questions and what was answered, to stand under the resident's words for whoever goes."""
    said = {"yes": gettext("yes"), "no": gettext("no")}
    lines = [f"{one.words} {said[one.answer]}" for one in asked if one.answer in said]
    heading = gettext("Asked by the call taker")
    return "\n".join([f"— {heading} —", *lines]) if lines else ""
