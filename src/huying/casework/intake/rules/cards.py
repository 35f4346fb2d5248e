"""The first minutes of an emergency: what to say, whom to ring, in which order.

Defaults the customer edits to local numbers. Source: FIELD (licensed firms only; the caller rung every
five minutes; times logged) and the public emergency numbers 110, 119, 120.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from huying.kernel.words import gettext_noop as _


@dataclass(frozen=True)
class Step:
    """One line of a card. kind: say (read it to the caller) · ring (call `number`) · do · repeat (again every five minutes)."""

    code: str
    kind: str
    words: str
    number: str = ""


@dataclass(frozen=True)
class Card:
    code: str
    title: str
    dangers: frozenset[str]  # flags of the triage engine that open it
    steps: tuple[Step, ...]


_LIFT = Card(
    "lift", _("Somebody is trapped in a lift"), frozenset({"lift_entrapment"}),
    (
        Step("stay_calm", "say", _("You are safe in the car and there is enough air. Stay away from the doors and do not pull at them.")),
        Step("ask", "say", _("How many of you are there? Is anybody unwell, pregnant, very old or a child? Which floor does it show?")),
        Step("ring_firm", "ring", _("Ring the lift's licensed firm: the number is on the plate in the car.")),
        Step("ring_119", "ring", _("If somebody is unwell, or the firm does not come within thirty minutes: 119."), "119"),
        Step("send_staff", "do", _("Send one of our people to stay at the landing door and talk. Nobody pries the door.")),
        Step("ring_back", "repeat", _("Ring the caller every five minutes until they are out.")),
        Step("freed", "do", _("Everybody is out: note the time and how they are.")),
    ),
)
_GAS = Card(
    "gas", _("Smell of gas"), frozenset({"gas"}),
    (
        Step("no_spark", "say", _("Touch no switch, no bell, no lighter. Do not ring from inside the flat.")),
        Step("open_leave", "say", _("If you can: turn the gas valve off, open the windows, and leave by the stairs, not the lift.")),
        Step("ring_gas", "ring", _("Ring the gas company's emergency line."), "962777"),
        Step("ring_119", "ring", _("If somebody feels dizzy or the smell is strong in the stairwell: 119 and 120."), "119"),
        Step("keep_away", "do", _("Send one of our people to keep others away downstairs. Nobody of ours goes in or repairs gas.")),
        Step("ring_back", "repeat", _("Ring the caller every five minutes until the gas company is there.")),
        Step("firm_there", "do", _("The gas company has arrived: note the time.")),
    ),
)
_FIRE = Card(
    "fire", _("Fire or smoke"), frozenset({"fire"}),
    (
        Step("leave", "say", _("Leave now, close the door behind you, take the stairs and stay low. Do not go back for anything.")),
        Step("ring_119", "ring", _("Ring 119: address, floor, what burns, whether anybody is inside."), "119"),
        Step("trapped", "say", _("If the stairs are full of smoke: stay in, close the door, seal it with wet cloth, wave at the window.")),
        Step("send_staff", "do", _("Send our people to open the fire lane and the gate and to lead the engines in.")),
        Step("neighbours", "do", _("Tell the building contact to knock on doors above.")),
        Step("ring_back", "repeat", _("Ring the caller every five minutes until the fire brigade is there.")),
        Step("brigade_there", "do", _("The fire brigade has arrived: note the time.")),
    ),
)
_ELECTRIC = Card(
    "electric", _("Electric shock or sparks"), frozenset({"electric_shock", "flooding_power"}),
    (
        Step("hands_off", "say", _("Do not touch the person or the water. Switch the main breaker off if you can reach it dry.")),
        Step("ring_120", "ring", _("If somebody was hurt: 120."), "120"),
        Step("send_staff", "do", _("Send somebody with a valid low-voltage permit.")),
        Step("ring_power", "ring", _("Wire down outside or smoke from the meter: the power company."), "95598"),
        Step("ring_back", "repeat", _("Ring the caller every five minutes until our people are there.")),
    ),
)
_PERSON = Card(
    "person", _("Somebody is hurt or does not answer"), frozenset({"injury", "person_in_danger"}),
    (
        Step("do_not_move", "say", _("Do not lift the person. Keep them warm and keep talking.")),
        Step("ring_120", "ring", _("Ring 120: address, age, awake or not, bleeding or not."), "120"),
        Step("ring_110", "ring", _("No answer behind a locked door: 110, and the next of kin."), "110"),
        Step("send_staff", "do", _("Send somebody to wait at the gate and lead the ambulance in; bring the spare key if there is one.")),
        Step("ring_back", "repeat", _("Ring the caller every five minutes until help is there.")),
    ),
)
_BURST = Card(
    "burst", _("Burst pipe or rising water"), frozenset({"burst_pipe", "flood"}),
    (
        Step("valve", "say", _("Turn off the valve at the meter. If water nears sockets: stay out of it and switch the main breaker off.")),
        Step("send_staff", "do", _("Send a crew with the valve key and pumps.")),
        Step("neighbours", "do", _("Tell the flats below.")),
        Step("ring_back", "repeat", _("Ring the caller every five minutes until our people are there.")),
    ),
)
_STRUCTURE = Card(
    "structure", _("Something falls or may fall from the building"), frozenset({"structural_fall", "open_manhole"}),
    (
        Step("keep_away", "say", _("Stay away from the spot and keep children and old people away.")),
        Step("send_staff", "do", _("Send somebody with tape and cones to close the spot off and to stay until it is safe.")),
        Step("ring_119", "ring", _("If it hangs loose above a way people must use: 119."), "119"),
        Step("ring_back", "repeat", _("Ring the caller every five minutes until our people are there.")),
    ),
)

CARDS: dict[str, Card] = {c.code: c for c in (_LIFT, _GAS, _FIRE, _ELECTRIC, _PERSON, _BURST, _STRUCTURE)}


def cards_for(dangers: Iterable[str]) -> tuple[Card, ...]:
    """Return the cards these danger flags open, the gravest first."""
    flags = set(dangers)
    return tuple(card for card in CARDS.values() if card.dangers & flags)
