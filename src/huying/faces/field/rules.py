"""What the phone offers at each step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from huying.fieldwork.visits.rules import REPORTABLE, VISIT
from huying.kernel.words import gettext_noop as _


@dataclass(frozen=True)
class Step:
    """A button of the job. `asks`: it opens a small page first; without, it is done at a touch."""

    task: str
    words: str
    icon: str
    asks: bool = True


# The verbs of the visit's table that are the technician's, the likeliest first: the first possible one is the big button.
STEPS: Mapping[str, Step] = {
    "set_out": Step("set_out", _("On my way"), "route", asks=False),
    "arrive": Step("arrive", _("I am here"), "door", asks=False),
    "resume": Step("resume", _("Go on"), "wrench", asks=False),
    "finish": Step("finish", _("Work done"), "check"),
    "sign": Step("sign", _("Sign"), "pen"),
    "pause": Step("pause", _("Wait"), "hourglass"),
    "miss": Step("miss", _("Nobody home"), "house"),
    "put_back": Step("put_back", _("Not today"), "leave"),
}
ANSWERS = (Step("accept", _("Accept"), "check", asks=False), Step("decline", _("Decline"), "cross"))
HELP = Step("help", _("Need help"), "hand")
REPORTS = (
    Step("photo", _("Photo"), "camera"),
    Step("material", _("Material"), "box"),
    Step("extra", _("While I am here"), "plus"),
    Step("suspicion", _("Something is wrong"), "doubt"),
)

# What to do before anything else. General rules of the trade; the site's own rules come before them.
ADVICE: Mapping[str, str] = {
    "gas": _("No switch, no flame, no phone inside. Windows open, everybody out, wait for the gas company."),
    "fire": _("119 first. Do not go in."),
    "electric_shock": _("Cut the power before touching anybody or anything."),
    "lift_entrapment": _("Never pry the doors. Stay, talk, wait for the licensed firm."),
    "injury": _("120 first, then the repair."),
    "person_in_danger": _("Look after the person first; ring the desk."),
    "flooding_power": _("Main switch off before stepping into the water."),
    "burst_pipe": _("Close the riser valve first."),
    "flood": _("Water hides open manholes: feel the way with a pole."),
    "structural_fall": _("Keep everybody away from below."),
    "open_manhole": _("Fence it off and stay until it is covered."),
}
SKEW_SHOWN = timedelta(minutes=5)
REVIEWS: Mapping[str, str] = {
    "30": _("in half an hour"),
    "60": _("in one hour"),
    "120": _("in two hours"),
    "tomorrow": _("tomorrow at 9"),
    "three_days": _("in three days"),
}


def steps_of(state: str) -> tuple[Step, ...]:
    """The verbs possible now, straight from the visit's table, in the order of STEPS."""
    open_verbs = VISIT.open_verbs(state)
    steps = tuple(step for verb, step in STEPS.items() if verb in open_verbs)
    # To ask for help is to wait for it; it has a button of its own because nobody looks for it under “wait”.
    return (*steps, HELP) if "pause" in open_verbs else steps


def reports_of(state: str) -> tuple[Step, ...]:
    return REPORTS if state in REPORTABLE else ()


NIGHT_ENDS = 5


def review_at(choice: str, *, now: datetime) -> datetime:
    """Return the moment somebody looks again; `now` on the clock people there read."""
    if choice.isdecimal():
        return now + timedelta(minutes=int(choice))
    # Before dawn "tomorrow at nine" is what the clock calls today: the night shift means the coming morning.
    days = (1 if choice == "tomorrow" else 3) - (now.hour < NIGHT_ENDS)
    return (now + timedelta(days=days)).replace(hour=9, minute=0, second=0, microsecond=0)
