"""Who may do what, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

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

# As it is typed at the door, folded: letters of any script, digits, dot, dash, underscore.
USERNAME = r"[\w.\-]{2,30}"
# Within this span the same page showing the same person to the same account is one look.
SAME_LOOK = timedelta(minutes=5)


@dataclass(frozen=True)
class Door:
    """Who may come through one route: `enter` to read it, `write` to send something to it (None: the same people)."""

    enter: frozenset[str] = EVERYONE
    write: frozenset[str] | None = None
    needs_login: bool = True
    needs_role: bool = True

    def __post_init__(self) -> None:
        unknown = (self.enter | (self.write or frozenset())) - EVERYONE
        if unknown:
            raise ValueError(f"no such role: {sorted(unknown)}")

    def opens_to(self, roles: frozenset[str], *, writing: bool) -> bool:
        """Whether somebody who is logged in with `roles` may come through."""
        if not self.needs_role:
            return True
        wanted = self.write if writing and self.write is not None else self.enter
        return bool(wanted & roles)


def only(*roles: str) -> Door:
    return Door(enter=frozenset(roles))


def door(*, enter: frozenset[str], write: frozenset[str] | None = None) -> Door:
    return Door(enter=enter, write=write)


PUBLIC = Door(needs_login=False, needs_role=False)
# Anybody who is logged in, even without a role: own password, signing out.
ANY_ACCOUNT = Door(needs_role=False)
# Anybody who has at least one role.
ANY_STAFF = Door()
