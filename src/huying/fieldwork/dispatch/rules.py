"""Who goes: an assignment holds a whole crew."""

from __future__ import annotations

from huying.kernel.lifecycle import Lifecycle, from_many
from huying.kernel.words import gettext_noop as _

ASSIGNMENT = Lifecycle(
    "assignment",
    start="offered",
    moves={
        ("offered", "accept"): "accepted",
        ("offered", "decline"): "declined",
        ("offered", "lapse"): "lapsed",
        **from_many(["offered", "accepted"], "transfer", "transferred"),
        **from_many(["offered", "accepted"], "call_off", "called_off"),
        ("accepted", "end"): "ended",
    },
)
ASSIGNMENT_STATES: dict[str, str] = {
    "offered": _("offered, not yet accepted"),
    "accepted": _("accepted"),
    "declined": _("declined"),
    "lapsed": _("lapsed"),
    "transferred": _("transferred"),
    "called_off": _("called off"),
    "ended": _("ended"),
}
ACTIVE = ("offered", "accepted")

OFFER = Lifecycle(
    "offer",
    start="open",
    moves={("open", "grab"): "taken", ("open", "decline"): "declined", ("open", "withdraw"): "withdrawn"},
)
OFFER_STATES: dict[str, str] = {
    "open": _("open"),
    "taken": _("taken"),
    "declined": _("declined"),
    "withdrawn": _("withdrawn"),
}
MEMBER_ROLES: dict[str, str] = {"lead": _("lead"), "member": _("member"), "apprentice": _("apprentice")}
WAYS: dict[str, str] = {"assigned": _("assigned"), "grabbed": _("grabbed"), "crew_call": _("called in to help")}
DECLINE_REASONS: dict[str, str] = {
    "busy": _("still at another job"),
    "not_my_trade": _("not my trade or grade"),
    "no_tool": _("tool or material missing"),
    "unwell": _("unwell"),
    "too_far": _("too far"),
    "other": _("other"),
}
