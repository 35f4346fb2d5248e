"""Who may do what, in words."""

from __future__ import annotations

from huying.kernel.words import gettext_noop as _

ROLES: dict[str, str] = {
    "call_taker": _("call taker"),
    "dispatcher": _("dispatcher"),
    "technician": _("technician"),
    "shift_leader": _("shift leader"),
    "manager": _("manager"),
    "auditor": _("auditor"),
    "admin": _("administrator"),
}

# Those who sit at the desk and see the whole queue.
DESK = frozenset({"call_taker", "dispatcher", "shift_leader", "manager"})
# Those who may read the desk's pages without working on them.
DESK_READERS = DESK | {"auditor"}
# Those who send people out.
SENDERS = frozenset({"dispatcher", "shift_leader"})
EVERYONE = frozenset(ROLES)
