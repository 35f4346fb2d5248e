"""Who goes: an assignment holds a whole crew."""

from __future__ import annotations

from huying.kernel.lifecycle import Lifecycle, from_many
from huying.kernel.words import gettext_noop as _

ASSIGNMENT_STATES: dict[str, str] = {
    "offered": _("offered, not yet accepted"),
    "accepted": _("job taken"),
    "declined": _("declined"),
    "lapsed": _("lapsed"),
    "transferred": _("transferred"),
    "called_off": _("called off"),
    "ended": _("ended"),
}
ASSIGNMENT_VERBS: dict[str, str] = {
    "accept": _("take the job"),
    "decline": _("decline"),
    "lapse": _("let lapse"),
    "transfer": _("transfer"),
    "call_off": _("call back"),
    "end": _("end"),
}
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
    words=ASSIGNMENT_STATES | ASSIGNMENT_VERBS,
)
ACTIVE = ("offered", "accepted")

OFFER_STATES: dict[str, str] = {
    "open": _("open"),
    "taken": _("taken"),
    "declined": _("declined"),
    "withdrawn": _("withdrawn"),
}
OFFER_VERBS: dict[str, str] = {"grab": _("grab"), "decline": _("decline"), "withdraw": _("withdraw")}
OFFER = Lifecycle(
    "offer",
    start="open",
    moves={("open", "grab"): "taken", ("open", "decline"): "declined", ("open", "withdraw"): "withdrawn"},
    words=OFFER_STATES | OFFER_VERBS,
)
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
TRANSFER_REASONS: dict[str, str] = {
    "sooner": _("somebody else is there sooner"),
    "grade": _("needs another trade or grade"),
    "unwell": _("unwell"),
    "held_up": _("held up at another job"),
    "emergency": _("needed at an emergency"),
    "other": _("other"),
}
# What a technician is doing now, as the desk sees it.
LIVE: dict[str, str] = {
    "free": _("free"),
    "offered": _("offered a job"),
    "to_go": _("has a job, not yet set out"),
    "on_the_way": _("on the way"),
    "on_site": _("on site"),
    "waiting": _("waiting"),
    "break": _("on a break"),
    "leave": _("on leave"),
    "off": _("off duty"),
}
_BY_VISIT = {"on_the_way": "on_the_way", "on_site": "on_site", "paused": "waiting", "assigned": "to_go"}


def live_state(
    *, presence: str, is_on_shift: bool, is_on_leave: bool, assignment_state: str = "", visit_state: str = ""
) -> str:
    """Return the one word for what he is doing now; work under way outweighs what the roster says."""
    if assignment_state == "offered":
        return "offered"
    if assignment_state == "accepted" and visit_state in _BY_VISIT:
        return _BY_VISIT[visit_state]
    if is_on_leave:
        return "leave"
    if not is_on_shift:
        return "off"
    return "break" if presence == "on_break" else "free"
