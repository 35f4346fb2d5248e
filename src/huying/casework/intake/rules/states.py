"""What a request may go through, and how soon."""

from __future__ import annotations

from datetime import timedelta

from huying.kernel.lifecycle import Lifecycle, from_many
from huying.kernel.words import gettext_noop as _

_ANSWERABLE = ["received", "triaged"]
_DONE_SO_FAR = ["fixed", "handed_over", "referred", "answered"]

REQUEST = Lifecycle(
    "request",
    start="received",
    moves={
        ("received", "triage"): "triaged",
        **from_many(_ANSWERABLE, "order", "ordered"),
        ("ordered", "start"): "under_way",
        ("ordered", "unorder"): "triaged",
        ("under_way", "unorder"): "triaged",
        **from_many(["ordered", "under_way"], "fix", "fixed"),
        **from_many([*_ANSWERABLE, "waiting"], "hand_over", "handed_over"),
        **from_many(_ANSWERABLE, "refer", "referred"),
        **from_many(_ANSWERABLE, "answer", "answered"),
        **from_many(_ANSWERABLE, "turn_away", "not_ours"),
        **from_many(["triaged", "ordered", "under_way"], "wait", "waiting"),
        ("waiting", "resume"): "triaged",
        **from_many(_DONE_SO_FAR, "confirm", "confirmed"),
        ("confirmed", "hold"): "holding",
        ("holding", "close"): "closed",
        # Two tries at different hours: counted apart, never as satisfied.
        **from_many(_DONE_SO_FAR, "give_up_asking", "not_confirmable"),
        **from_many([*_ANSWERABLE, "ordered", "under_way", "waiting"], "withdraw", "withdrawn"),
        **from_many(_ANSWERABLE, "merge", "merged"),
        ("merged", "unmerge"): "triaged",
        **from_many(_ANSWERABLE, "invalidate", "invalid"),
        **from_many(
            [*_DONE_SO_FAR, "not_ours", "confirmed", "holding", "closed", "not_confirmable", "withdrawn"],
            "reopen", "triaged",
        ),
    },
)
REQUEST_STATES: dict[str, str] = {
    "received": _("received"),
    "triaged": _("triaged"),
    "ordered": _("visit ordered"),
    "under_way": _("under way"),
    "waiting": _("waiting"),
    "fixed": _("fixed by staff"),
    "handed_over": _("handed over, still ours to chase"),
    "referred": _("referred"),
    "answered": _("answered on the spot"),
    "not_ours": _("not property work"),
    "confirmed": _("confirmed by the resident"),
    "holding": _("holding"),
    "closed": _("closed"),
    "not_confirmable": _("could not be confirmed"),
    "withdrawn": _("withdrawn by the resident"),
    "merged": _("merged"),
    "invalid": _("invalid"),
}
# Somebody at the desk still has to do something.
OPEN = ("received", "triaged", "ordered", "under_way", "waiting")

KINDS: dict[str, str] = {
    "repair": _("repair"),
    "complaint": _("complaint"),
    "suggestion": _("suggestion"),
    "enquiry": _("enquiry"),
    "fee_dispute": _("fee dispute"),
}
SEVERITIES: dict[str, str] = {
    "emergency": _("emergency repair"),
    "urgent": _("urgent"),
    "general": _("general repair"),
    "minor": _("small job"),
}
RESPONSIBILITIES: dict[str, str] = {
    "private": _("private part, the owner's"),
    "common": _("common part"),
    "municipal": _("municipal or utility"),
    "warranty": _("under warranty"),
    "not_property": _("not property work"),
}
CHANNELS: dict[str, str] = {
    "phone": _("phone"),
    "walk_in": _("walk-in"),
    "reception_day": _("reception day"),
    "patrol": _("patrol"),
    "wechat": _("WeChat"),
    "import": _("imported message"),
    "emergency_page": _("emergency page"),
    "at_the_door": _("asked at the door"),
    "paper_slip": _("paper slip"),
}
RELATIONS: dict[str, str] = {
    "self": _("for themselves"),
    "kin": _("next of kin"),
    "neighbour": _("neighbour"),
    "building_contact": _("building contact"),
    "committee": _("neighbourhood committee"),
    "staff": _("our own staff"),
}
WAITING_REASONS: dict[str, str] = {
    "material": _("waiting for material"),
    "approval": _("waiting for approval"),
    "money": _("waiting for money"),
    "access": _("cannot get in"),
}
# Defaults on the customer's table, not law; on site for emergencies, done for the rest (FIELD: 急修 20–30 min [P], general 24 h [P]).
ON_TIME: dict[str, timedelta] = {
    "emergency": timedelta(minutes=30),
    "urgent": timedelta(hours=4),
    "general": timedelta(hours=24),
    "minor": timedelta(days=3),
}
PRIORITY: dict[str, int] = {"emergency": 0, "urgent": 1, "general": 2, "minor": 3}
