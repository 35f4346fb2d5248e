"""What one piece of field work may go through."""

from __future__ import annotations

from datetime import datetime

from huying.kernel.lifecycle import Lifecycle, from_many
from huying.kernel.words import gettext_noop as _

VISIT = Lifecycle(
    "visit",
    start="ordered",
    moves={
        ("ordered", "assign"): "assigned",
        ("assigned", "unassign"): "ordered",
        ("on_the_way", "unassign"): "ordered",
        ("assigned", "set_out"): "on_the_way",
        **from_many(["assigned", "on_the_way"], "arrive", "on_site"),
        ("on_site", "pause"): "paused",
        ("paused", "resume"): "on_site",
        # Waiting longer than the day: the crew is freed and the desk plans it anew.
        ("paused", "put_back"): "ordered",
        ("on_site", "finish"): "finished",
        **from_many(["on_the_way", "on_site"], "miss", "missed"),
        ("finished", "sign"): "signed_off",
        **from_many(["ordered", "assigned", "on_the_way", "on_site", "paused"], "call_off", "called_off"),
    },
)
VISIT_STATES: dict[str, str] = {
    "ordered": _("to be dispatched"),
    "assigned": _("assigned"),
    "on_the_way": _("on the way"),
    "on_site": _("on site"),
    "paused": _("waiting"),
    "finished": _("finished by staff"),
    "signed_off": _("signed off"),
    "missed": _("nobody home"),
    "called_off": _("called off"),
}
OPEN = ("ordered", "assigned", "on_the_way", "on_site", "paused")
# A visit that needs nobody's hands any more, whatever became of it.
OVER = ("finished", "signed_off", "missed", "called_off")
CREW_MOST = 20

PAUSE_REASONS: dict[str, str] = {
    "material": _("waiting for material"),
    "access": _("cannot get in"),
    "approval": _("waiting for approval"),
    "help": _("waiting for help"),
    "weather": _("waiting for the weather"),
}
EXTRA_KINDS: dict[str, str] = {
    "free": _("free of charge"),
    "list_price": _("at list price"),
    "not_ours": _("not ours: passed to the desk"),
}
AGREED_BY: dict[str, str] = {
    "resident": _("the resident"),
    "kin": _("next of kin"),
    "desk": _("the desk, by phone"),
}
SIGN_WAYS: dict[str, str] = {
    "glass": _("signed on the glass"),
    "receipt_code": _("by receipt number"),
    "witness": _("a witness signed"),
    "paper": _("signed on the paper slip"),
}
PHOTO_MOMENTS: dict[str, str] = {"before": _("before"), "after": _("after"), "other": _("other")}


def is_plausible(claimed: datetime, *, ordered_at: datetime, now: datetime) -> bool:
    """Whether a time written on paper can be true: after the visit was ordered, and not still to come."""
    return ordered_at <= claimed <= now
