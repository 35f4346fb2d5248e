"""What one piece of field work may go through."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from huying.kernel.lifecycle import Lifecycle, from_many
from huying.kernel.trades import LICENSED_FIRM_ONLY
from huying.kernel.words import gettext_noop as _

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
VISIT_VERBS: dict[str, str] = {
    "assign": _("assign"),
    "unassign": _("take back"),
    "set_out": _("set out"),
    "arrive": _("arrive"),
    "pause": _("pause"),
    "resume": _("go on working"),
    "put_back": _("give back to the desk"),
    "finish": _("finish"),
    "miss": _("nobody home"),
    "sign": _("sign off"),
    "call_off": _("call off"),
}

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
    words=VISIT_STATES | VISIT_VERBS,
)
OPEN = ("ordered", "assigned", "on_the_way", "on_site", "paused")
# A visit that needs nobody's hands any more, whatever became of it.
OVER = ("finished", "signed_off", "missed", "called_off")
# Somebody stands there, or has just stood there, and can say what was used and show what it looks like.
REPORTABLE = ("on_site", "paused", "finished")
CREW_MOST = 20
PHOTOS_MOST = 12
QUANTITY_MOST = Decimal(9999)

PAUSE_REASONS: dict[str, str] = {
    "material": _("waiting for material"),
    "access": _("cannot get in"),
    "approval": _("waiting for approval"),
    "help": _("waiting for help"),
    "weather": _("waiting for the weather"),
}
# What the desk corrects on an open visit, as its crew reads it.
AMENDABLE: dict[str, str] = {
    "address": _("address"),
    "place": _("place"),
    "dangers": _("danger"),
    "priority": _("urgency"),
    "due_at": _("time limit"),
    "needs": _("trade and hands"),
}
EXTRA_KINDS: dict[str, str] = {
    "free": _("free of charge"),
    "list_price": _("at list price"),
    "not_ours": _("not ours: passed to the desk"),
}
AGREED_BY: dict[str, str] = {
    "resident": _("the resident"),
    "owner": _("the owner"),
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


def is_quantity(quantity: Decimal) -> bool:
    """Whether so much can have been used: more than nothing, two decimals, no part number."""
    if not quantity.is_finite() or not 0 < quantity <= QUANTITY_MOST:
        return False
    return quantity == quantity.quantize(Decimal("0.01"))


# An extra job at the door. Defaults on the customer's table, not law.
EXTRA_MINUTES_MOST = 45  # longer, and the next household waits for us
EXTRA_FEN_MOST = 300_00  # more, and it deserves a quote on paper
FREE_FROM_AGE = 70
# Free work: whoever is at home may say yes. Paid work on a private part: whoever pays for it, or his family.
WHO_AGREES: dict[str, frozenset[str]] = {
    "free": frozenset({"resident", "owner", "kin", "desk"}),
    "list_price": frozenset({"owner", "kin", "desk"}),
}


@dataclass(frozen=True)
class Asked:
    """What somebody asks for at the door, as the price list knows it. None: not on the list, or to be quoted."""

    trade: str | None
    payer: str = ""
    is_small: bool = False
    minutes: float = 0
    list_fen: int | None = None
    is_for_old: bool = False  # somebody old lives here


@dataclass(frozen=True)
class Ruling:
    """How an extra is done (a key of EXTRA_KINDS), what it costs, and why."""

    kind: str
    amount_fen: int
    why: str


def rule_extra(asked: Asked) -> Ruling:
    """Decide on an extra job: free, at list price, or not for the door at all and passed to the desk."""
    if asked.trade is None:
        return _not_ours(_("It is not on the price list: the desk looks for somebody."))
    if asked.trade in LICENSED_FIRM_ONLY:
        return _not_ours(_("Only a licensed firm may do this. Do not touch it; the desk calls them."))
    if asked.payer not in ("owner", "free"):
        return _not_ours(_("This belongs to all, or to somebody else: the desk finds out who pays."))
    if asked.list_fen is None:
        return _not_ours(_("This needs a quote first: the desk arranges it."))
    if not asked.is_small or asked.minutes > EXTRA_MINUTES_MOST or asked.list_fen > EXTRA_FEN_MOST:
        return _not_ours(_("Too big for today: the desk arranges a visit of its own."))
    if asked.payer == "free" or asked.list_fen == 0:
        return Ruling("free", 0, _("The list says it costs nothing."))
    if asked.is_for_old:
        return Ruling("free", 0, _("Small jobs for old people cost nothing."))
    return Ruling("list_price", asked.list_fen, _("At the published price, labour, material and method apart."))


def _not_ours(why: str) -> Ruling:
    return Ruling("not_ours", 0, why)


def may_agree(kind: str, agreed_by: str) -> bool:
    """Whether this person's yes is enough for an extra of this kind."""
    return agreed_by in WHO_AGREES.get(kind, frozenset(AGREED_BY))
